"""Readers score by themselves: nobody learns what another thinks before their own scores are in, by any route."""

import pytest
from django.urls import reverse

from history.models import Change
from pages.errors import Refused
from selection.actions import declare_conflict, hand_in
from selection.models import Review, Score
from selection.moves import make
from selection.queries import scored
from selection.tests.conftest import read_by, score

pytestmark = pytest.mark.django_db
SECRET = "Hardly a word about dentists"


@pytest.fixture
def sent(put):
    return put("sent")


@pytest.fixture
def two_readers(sent, tess, tom):
    return read_by(sent, tess, tess), read_by(sent, tom, tess)


def test_a_reader_gives_scores_on_a_page(sent, as_, tess, tom):
    review = read_by(sent, tom, tess)
    address = reverse("expression_scores", args=[sent.round.cohort.code, sent.pk])
    assert "Nobody sees them before they have given theirs" in as_(tom).get(address).content.decode()
    criteria = list(sent.round.criteria.all())
    typed = {f"mark_{each.pk}": "2" for each in criteria} | {f"words_{each.pk}": "As they say" for each in criteria}
    wrong = as_(tom).post(address, {**typed, f"mark_{criteria[0].pk}": ""}).content.decode()
    assert "Say how well it shows “Health”" in wrong
    assert "As they say" in wrong
    assert not Score.objects.exists()
    assert as_(tom).post(address, typed).url == sent.get_absolute_url()
    assert list(Score.objects.values_list("mark", "words")) == [(2, "As they say")] * 2
    assert Review.objects.get(pk=review.pk).handed_in_at is not None


def test_scores_are_given_once(two_readers, tom):
    score(two_readers[1])
    with pytest.raises(Refused, match="Your scores are in"):
        score(Review.objects.get(pk=two_readers[1].pk))


def test_only_the_reader_gives_them(two_readers, tess, ada):
    for by in (tess, ada):
        with pytest.raises(Refused, match="Only Tom can give these scores"):
            hand_in(two_readers[1], by=by, marks={})


def test_no_route_tells_a_reader_anothers_scores_before_their_own_are_in(two_readers, sent, as_, tess, tom, otto):
    mine, theirs = two_readers
    score(theirs, mark=0, words=SECRET)
    change = Change.objects.latest("pk")
    addresses = [
        sent.get_absolute_url(),
        f"{sent.get_absolute_url()}?as_at={change.made_at.isoformat().replace('+00:00', 'Z')}",
        "/changes/",
        "/changes/?q=dentists",
        change.get_absolute_url(),
        "/",
        "/search/?q=dentists",
        reverse("expression_list"),
        reverse("expression_list") + "?q=dentists",
        reverse("expression_export"),
        reverse("expression_scores", args=[sent.round.cohort.code, sent.pk]),
        reverse("round_detail", args=[sent.round.cohort.code]),
        reverse("round_decide", args=[sent.round.cohort.code]),
    ]
    for address in addresses:
        answer = as_(tess).get(address)
        said = b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()
        assert SECRET not in said, address
    assert scored(sent, tess) == []
    assert SECRET not in as_(otto).get(sent.get_absolute_url()).content.decode()
    score(mine)
    assert SECRET in as_(tess).get(sent.get_absolute_url()).content.decode()
    assert SECRET in as_(otto).get(sent.get_absolute_url()).content.decode()


def test_no_version_keeps_what_a_score_says():
    kept = {field.name for field in Score.version_model()._meta.get_fields()}
    assert not kept & {"mark", "words"}


def test_how_far_readers_are_apart_is_shown(two_readers, sent, as_, tess):
    mine, theirs = two_readers
    score(mine, mark=3)
    score(theirs, mark=0)
    page = as_(tess).get(sent.get_absolute_url()).content.decode()
    assert "From “does not show it” to “shows it very well”" in page


def test_a_conflict_of_interest_is_declared_and_shown(two_readers, sent, as_, tom, tess):
    address = reverse("expression_conflict", args=[sent.round.cohort.code, sent.pk])
    assert as_(tom).get(address).status_code == 200
    as_(tom).post(address, {"conflict": "My sister works there"})
    assert "has a conflict of interest: My sister works there" in as_(tess).get(sent.get_absolute_url()).content.decode()
    with pytest.raises(Refused, match="You declared a conflict of interest"):
        score(Review.objects.get(reader=tom))
    with pytest.raises(Refused, match="You declared a conflict of interest"):
        declare_conflict(two_readers[1], by=tom, words="Another")


def test_nobody_is_asked_twice_nor_once_all_scores_can_be_read(sent, tess, tom, ada):
    review = read_by(sent, tom, tess)
    with pytest.raises(Refused, match="Tom has been asked already"):
        make(sent, "ask-reader", by=tess, reader=tom)
    score(review)
    with pytest.raises(Refused, match="All its scores are in and can be read"):
        make(sent, "ask-reader", by=tess, reader=tess)


def test_if_the_only_reader_has_a_conflict_somebody_else_is_asked(sent, tess, tom):
    declare_conflict(read_by(sent, tom, tess), by=tom, words="My sister works there")
    assert score(read_by(sent, tess, tess)).handed_in_at is not None


def test_nobody_reads_what_they_write_themselves(sent, tess, tom, recording):
    with recording():
        sent.applicants.create(user=tom)
    with pytest.raises(Refused, match="Tom writes this expression, so somebody else has to read it"):
        make(sent, "ask-reader", by=tess, reader=tom)


def test_once_it_is_decided_scores_can_be_read_though_one_is_missing(two_readers, sent, as_, otto, tess, closed_for_decisions):
    score(two_readers[1], words=SECRET)
    assert SECRET not in as_(otto).get(sent.get_absolute_url()).content.decode()
    closed_for_decisions()
    make(sent, "turn-down", by=tess, words="Too small")
    assert SECRET in as_(otto).get(sent.get_absolute_url()).content.decode()


@pytest.mark.parametrize("page", ["expression_scores", "expression_conflict"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_whoever_was_not_asked_finds_no_page(two_readers, sent, as_, otto, abe, nora, page, method):
    address = reverse(page, args=[sent.round.cohort.code, sent.pk])
    assert getattr(as_(otto), method)(address).status_code == 404
    assert getattr(as_(nora), method)(address).status_code == 404
    assert getattr(as_(abe), method)(address).status_code == 403
    assert not Score.objects.exists()
