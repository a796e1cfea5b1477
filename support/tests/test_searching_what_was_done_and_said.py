"""The search of the changes looks in what was done and said: names of moves, words and comments, as far as the reader may see them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from history import clock
from history.models import Change
from history.recording.changes import change
from support.models import Comment
from support.moves import make
from support.workflow import Move

pytestmark = pytest.mark.django_db


@pytest.fixture
def disputed(world, deliver):
    """Delivered to both: the Neuro Network disputes it, Salford confirms it."""
    asked = deliver(world["asked"])
    make(asked, Move.DISPUTE, by=world["nora"], vanguard=44, words="The rota for scanners is empty")
    make(asked, Move.CONFIRM, by=world["sal"], vanguard=38, helped="yes", words="A splendid rota")
    return asked


@pytest.fixture
def spoken(world, tess, neuro, salford):
    """A comment for each audience, each with a word of its own."""
    for audience, vanguard, words in [
        ("shared", None, "Everybody: apricots"),
        ("vanguard", salford, "For Salford: blueberries"),
        ("vanguard", neuro, "For Neuro: cherries"),
        ("internal", None, "Among us: damsons"),
    ]:
        with change(by=tess):
            written = {"written_by": tess, "written_at": clock.now()}
            Comment.objects.create(support_request=world["asked"], audience=audience, vanguard=vanguard, words=words, **written)


def found(client, words, **query):
    """Return the lines that the search shows: the names in what each change did."""
    answer = client.get(reverse("change_list"), {"q": words, **query})
    assert answer.status_code == 200
    shown = [line.entries[0][0].name for line in answer.context["lines"]]
    assert answer.context["listing"].count == len(shown)
    return shown


def test_a_move_is_found_by_its_name_and_by_what_was_said_with_it(as_, tess, disputed):
    for words in ("dispute", "DISPUTE rota", "scanners is empty", "Dis\u00adpute:"):
        assert len(found(as_(tess), words)) == 1, words
    assert len(found(as_(tess), "dispute splendid")) == 0
    assert len(found(as_(tess), "splendid")) == 1


def test_a_comment_is_found_as_it_was_written_and_as_it_was_changed(as_, tess, spoken):
    assert len(found(as_(tess), "apricots")) == 1
    with change(by=tess, reason="Better put"):
        comment = Comment.objects.get(audience="shared")
        comment.words = "Everybody: elderberries"
        comment.save()
    assert (len(found(as_(tess), "apricots")), len(found(as_(tess), "elderberries"))) == (1, 1)


def test_whoever_leads_a_vanguard_finds_what_they_may_read_and_nothing_of_the_others(as_, sal, nora, tess, disputed, spoken):
    words = ["apricots", "blueberries", "cherries", "damsons", "scanners", "splendid"]
    assert [len(found(as_(tess), word)) for word in words] == [1, 1, 1, 1, 1, 1]
    assert [len(found(as_(sal), word)) for word in words] == [1, 1, 0, 0, 0, 1]
    assert [len(found(as_(nora), word)) for word in words] == [1, 0, 1, 0, 1, 0]
    assert found(as_(sal), "dispute") == [], "that another vanguard disputes it is not theirs to know"


def test_a_word_they_may_read_beside_one_they_may_not_finds_nothing(as_, sal, tess, world, disputed):
    with change(by=tess, reason="Because of scanners"):
        for recipient in world["asked"].recipients.all():
            recipient.certainty_note = "Asked by telephone"
            recipient.save()
    assert len(found(as_(tess), "vanguard 38 scanners")) == 1
    assert found(as_(sal), "vanguard 38 scanners") == []
    assert len(found(as_(sal), "vanguard 38")) >= 1


def test_nobody_is_found_out_by_the_name_of_who_did_it(as_, sal, nora, disputed):
    names = {name for line in as_(sal).get(reverse("change_list"), {"by": "nora"}).context["lines"] for name in [line.change.made_by.name]}
    assert names == set()


def test_what_was_done_later_is_not_found_as_at_a_moment(as_, tess, world, deliver):
    asked, then = deliver(world["asked"]), clock.now()
    with clock.set_at(then + timedelta(hours=1)):
        make(asked, Move.DISPUTE, by=world["nora"], vanguard=44, words="Empty")
    with clock.set_at(then + timedelta(hours=2)):
        assert len(found(as_(tess), "dispute")) == 1
        assert found(as_(tess), "dispute", as_at=then.isoformat()) == []
        assert len(found(as_(tess), "deliver", as_at=then.isoformat())) == 1


def test_the_page_says_what_is_searched(as_, tess, disputed):
    page = as_(tess).get(reverse("change_list"), {"q": "helicopters"}).content.decode()
    assert "Search changes" in page
    assert "Part of a reason, of what was done, of what it was done to, or of what was said" in page
    assert "No changes match these filters." in page


def test_what_is_searched_is_what_was_done_to_whom(as_, tess, world):
    """As a line of the feed says it: the kind of record, and what it is called."""
    assert Change.objects.exists()
    assert "Salford and Wigan Foundation Chain" in found(as_(tess), "vanguard salford wigan")
    assert "Workforce redesign" in found(as_(tess), "enabler workforce")
