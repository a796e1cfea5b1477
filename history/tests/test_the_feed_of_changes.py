"""The feed says who changed what, when and why, and can be narrowed to a person, a place, a record and its parts."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from history import clock
from history.models import Change
from history.recording.changes import change

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(tess, otto, salford, ask):
    """Tess accepts a request; Otto, in the admin, corrects a word of its recipient and Salford's area."""
    support_request = ask("Rotas", salford)
    with change(by=tess, reason="Accepted with an owner"):
        support_request.state, support_request.owner = "accepted", tess
        support_request.save()
    with change(by=otto, reason="Their word, as they sent it", source="admin"):
        recipient = support_request.recipients.get()
        recipient.words = "It helped"
        recipient.save()
    with change(by=otto, reason="Spelt as on its page", source="admin"):
        salford.area = "Greater Manchester"
        salford.save()
    return support_request


def reasons(client, **query):
    answer = client.get(reverse("change_list"), query)
    assert answer.status_code == 200, answer.context["listing"].refusals
    return [line.change.reason for line in answer.context["lines"] if line.change.made_by_id]


def test_the_latest_come_first_and_can_be_turned_round(as_, tess, story):
    latest_first = ["Spelt as on its page", "Their word, as they sent it", "Accepted with an owner"]
    assert reasons(as_(tess)) == latest_first
    assert reasons(as_(tess), sort="-latest") == latest_first[::-1]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"by": "Otto"}, ["Spelt as on its page", "Their word, as they sent it"]),
        ({"by": "tess@example.com"}, ["Accepted with an owner"]),
        ({"by": "me"}, ["Accepted with an owner"]),
        ({"by": "nobody-such"}, []),
        ({"source": "admin"}, ["Spelt as on its page", "Their word, as they sent it"]),
        ({"q": "owner"}, ["Accepted with an owner"]),
        ({"record": "SR-{:04d}"}, ["Their word, as they sent it", "Accepted with an owner"]),
        ({"record": "supportrequest-{}"}, ["Their word, as they sent it", "Accepted with an owner"]),
        ({"record": "SR–{}"}, ["Their word, as they sent it", "Accepted with an owner"]),
        ({"record": "(sr {:04d})."}, ["Their word, as they sent it", "Accepted with an owner"]),
        ({"record": "support request {}"}, ["Their word, as they sent it", "Accepted with an owner"]),
        *(
            ({"record": words}, ["Spelt as on its page", "Their word, as they sent it", "Accepted with an owner"])
            for words in ("38", "vanguard 38", "Vanguard 38", "vanguard no. 38", "３８", "\u200bvanguard\u00a038")
        ),
        ({"record": "vanguard-38"}, ["Spelt as on its page", "Their word, as they sent it", "Accepted with an owner"]),  # its requests too
    ],
)
def test_it_is_narrowed_to_a_person_a_place_words_or_a_record_with_its_parts(as_, tess, story, query, found):
    query = {name: words.format(story.pk) for name, words in query.items()}
    assert reasons(as_(tess), **query) == found


@pytest.mark.parametrize(
    "words",
    ["nonsense", "vanguard", "vanguard-", "session-1", "vanguard-x", "-1", "vanguard-99999999999999999999", "vanguard 38 and 44", "SR"],
)
def test_a_record_that_is_none_is_said(as_, tess, words):
    answer = as_(tess).get(reverse("change_list"), {"record": words})
    assert answer.status_code == 400
    assert f"We do not know “{words}”. Enter a vanguard or request, such as 38 or SR-0012" in answer.content.decode()


def test_one_change_shows_each_field_as_it_was_and_as_it_became(as_, tess, story):
    answer = as_(tess).get(reverse("change_list"), {"q": "Accepted"})
    page = as_(tess).get(answer.context["lines"][0].change.get_absolute_url()).content.decode()
    assert "Accepted with an owner" in page
    assert "by Tess" in page
    assert "<del>Raised</del>" in page
    assert "<ins>Accepted</ins>" in page
    assert "<ins>Tess</ins>" in page


def test_a_lead_narrowing_to_a_record_sees_only_its_parts_that_are_theirs(as_, sal, story, neuro, recording):
    with recording("Another one joins"):
        story.recipients.create(vanguard=neuro)
    answer = as_(sal).get(reverse("change_list"), {"record": story.reference})
    assert "Another one joins" not in [line.change.reason for line in answer.context["lines"]]


@pytest.mark.parametrize(("words", "said"), [("milestone 7", "milestone 7"), ("9", "vanguard-9"), ("SR 12", "SR 12")])
def test_a_record_of_which_there_is_no_change_is_said(as_, tess, acc, words, said):
    answer = as_(tess).get(reverse("change_list"), {"record": words})
    assert answer.status_code == 400
    assert f"There is no change to “{said}” that you can see" in answer.content.decode()


def test_what_came_on_record_later_is_not_found_then_and_the_page_says_so(as_, tess, acc, story, recording, neuro):
    before = Change.objects.order_by("made_at").first().made_at.isoformat()
    answer = as_(tess).get(reverse("request_detail", args=[story.reference]), {"as_at": before})
    assert answer.status_code == 404
    page = answer.content.decode()
    assert "You are viewing the past:" in page
    assert f"Request {story.reference} was not yet on record on" in page
    assert f'href="{reverse("request_detail", args=[story.reference])}"' in page


@pytest.mark.parametrize(
    ("since", "found"),
    [
        ("2030-01-12", 2),
        ("2030-01-12T10:00", 1),
        ("2030-01-12T09:00:00Z", 2),
        ("2030-01-20", 0),
        ("12 January 2030", 2),
        ("Saturday 12th January 2030", 2),
        ("12/1/2030", 2),
        ("12\u00a0Jan\u200b 2030", 2),
        ("12 January 2030 at 10am", 1),
        ("January 2030", 3),
    ],
)
def test_the_feed_begins_on_a_day_or_at_a_moment(as_, tess, salford, since, found):
    for day, hour in ((11, 9), (12, 9), (12, 11)):
        with clock.set_at(datetime(2030, 1, day, hour, tzinfo=UTC)), change(by=tess, reason=f"At {hour} on the {day}th"):
            salford.area = f"Area {day} {hour}"
            salford.save()
    with clock.set_at(datetime(2030, 1, 29, tzinfo=UTC)):
        assert len(reasons(as_(tess), since=since)) == found


@pytest.mark.parametrize(
    ("since", "said"),
    [
        ("yesterday", "“yesterday” is not a date. Enter one such as 15 January 2016"),
        ("2016-13-45", "There is no such day. Enter one such as 15 January 2016"),
        ("0000-00-00", "There is no such day"),
        ("2016-01-12T25:00", "There is no date 2016-01-12T25:00. Enter one such as 15 January 2016"),
        ("9" * 50, "is not a date"),
        ("0001-01-01T00:00Z", "There is no date"),
        ("Friday 12 January 2030", "12 January 2030 is a Saturday, not a Friday. Check which is right"),
        ("12/1/30", "Enter the year in four digits"),
    ],
)
def test_a_beginning_that_is_no_moment_is_refused_in_words(as_, tess, since, said):
    answer = as_(tess).get(reverse("change_list"), {"since": since})
    assert answer.status_code == 400
    assert said in answer.content.decode()


def test_the_caption_says_since_when_as_pages_say_it(as_, tess):
    for typed, said in (("12/1/2016", "since 12 January 2016"), ("2016-01-12T09:30", "since 12 January 2016 at 9:30am")):
        assert said in as_(tess).get(reverse("change_list"), {"since": typed}).context["listing"].caption


def test_a_records_own_page_shows_the_latest_changes_to_it_and_its_parts_and_nothing_else(as_, tess, otto, story, salford, neuro):
    with change(by=otto, reason="Two at once", source="admin"):
        salford.area = "Salford"
        salford.save()
        neuro.area = "Liverpool"
        neuro.save()
    lines = as_(tess).get(f"/vanguards/{salford.pk}/").context["changes"]
    assert lines[0].change.reason == "Two at once"
    assert [entry.name for entry, *_ in lines[0].entries] == [salford.name], "what it did to another vanguard stands on its own page"
    told = as_(tess).get(f"/support/{story.reference}/").context["story"]
    reasons = [line.change.reason for _, kind, line in told if kind == "change"]
    assert reasons[:2] == ["Their word, as they sent it", "Accepted with an owner"]


def test_a_lead_reads_in_the_latest_changes_of_a_joint_request_only_what_is_theirs(as_, nora, ask, salford, neuro, tess):
    support_request = ask("Joint", salford, neuro)
    with change(by=tess, reason="About Salford alone"):
        recipient = support_request.recipients.get(vanguard=salford)
        recipient.words = "Only for Salford"
        recipient.save()
    page = as_(nora).get(f"/support/{support_request.reference}/").content.decode()
    assert "About Salford alone" not in page
    assert "Vanguard 38" not in page


def test_one_change_links_to_the_pages_of_what_still_stands(as_, tess, story, salford):
    number = Change.objects.get(reason="Spelt as on its page").pk
    assert f'href="/vanguards/{salford.pk}/"' in as_(tess).get(reverse("change_detail", args=[number])).content.decode()


def test_the_feed_links_what_the_person_may_open_now_and_nothing_else(as_, tess, sal, story, salford, recording):
    def linked(person):
        return [address for line in as_(person).get(reverse("change_list")).context["lines"] for _, address, *_ in line.entries if address]

    page = f"/support/{story.reference}/"
    assert page in linked(tess)
    assert page in linked(sal)
    with recording("No longer on it"):
        story.recipients.all().delete()
    assert page in linked(tess)
    assert page not in linked(sal), "the line is theirs to read still, the page is not"
