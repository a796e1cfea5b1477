"""A lead sees the requests of their own vanguards, and on a joint one only their own words and what is shared with them."""

from datetime import date

import pytest
from django.urls import reverse

from history import clock
from history.models import Change
from history.recording.changes import change
from support.models import Comment, SupportRequest

pytestmark = pytest.mark.django_db


@pytest.fixture
def joint(ask, salford, neuro, recording, tess):
    """A request that both vanguards are on, with a comment for each audience and a word from each."""
    support_request = ask("Joint dashboards", salford, neuro)
    with recording():
        for audience, vanguard, words in [
            ("shared", None, "Said to everyone"),
            ("vanguard", salford, "Said to Salford"),
            ("vanguard", neuro, "Said to Neuro"),
            ("internal", None, "Said among the team"),
        ]:
            Comment.objects.create(
                support_request=support_request, audience=audience, vanguard=vanguard, words=words, written_by=tess, written_at=clock.now()
            )
        for recipient in support_request.recipients.all():
            recipient.words = f"Word of {recipient.vanguard_id}"
            recipient.save()
    return support_request


def page(client, support_request, **query):
    return client.get(reverse("request_detail", args=[support_request.reference]), query).content.decode()


def test_on_a_joint_request_a_lead_sees_that_others_are_on_it_and_never_their_words(as_, sal, joint):
    seen = page(as_(sal), joint)
    assert "Word of 38" in seen
    assert "1 other vanguard is on this request" in seen
    assert "Word of 44" not in seen
    assert "Neuro Network" not in seen


def test_comments_reach_only_those_they_are_for(as_, sal, nora, tess, joint):
    said = ["Said to everyone", "Said to Salford", "Said to Neuro", "Said among the team"]
    assert [words in page(as_(sal), joint) for words in said] == [True, True, False, False]
    assert [words in page(as_(nora), joint) for words in said] == [True, False, True, False]
    assert [words in page(as_(tess), joint) for words in said] == [True, True, True, True]


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"q": "Theirs"},
        {"state": "raised"},
        {"enabler": "workforce-redesign"},
        {"care_model": "ACC"},
        {"queue": "new"},
        {"owner": "nobody"},
    ],
)
def test_no_list_filter_search_or_count_shows_a_lead_what_is_not_theirs(as_, sal, ask, salford, neuro, query):
    ask("Ours alone, not theirs", salford)
    ask("Theirs alone", neuro)
    answer = as_(sal).get(reverse("request_list"), query)
    assert [row.title for row in answer.context["rows"]] == ["Ours alone, not theirs"]
    assert answer.context["listing"].count == 1
    assert "Theirs alone" not in answer.content.decode()


def test_asking_for_another_vanguard_answers_as_for_one_that_does_not_exist(as_, sal, joint):
    client = as_(sal)
    another, missing = (client.get(reverse("request_list"), {"vanguard": number}) for number in ("44", "99"))
    assert (another.status_code, missing.status_code) == (400, 400)
    assert another.context["listing"].refusals[0]["text"].replace("44", "99") == missing.context["listing"].refusals[0]["text"]


def test_a_part_of_somebody_elses_request_does_not_name_it(as_, sal, ask, salford, neuro, recording):
    parent, part = ask("Theirs alone", neuro), ask("Our part", salford)
    with recording():
        part.parent = parent
        part.save()
    assert "Theirs alone" not in page(as_(sal), part)
    changes = as_(sal).get(reverse("change_detail", args=[Change.objects.latest("made_at").pk])).content.decode()
    assert "Theirs alone" not in changes
    assert f"request {parent.pk}" not in changes
    assert "a support request you cannot see" in changes


def test_the_feed_and_the_page_of_a_change_show_a_lead_only_their_own_versions(as_, sal, nora, joint):
    made = Change.objects.latest("made_at")
    seen = as_(sal).get(reverse("change_detail", args=[made.pk])).content.decode()
    assert "Word of 38" in seen
    assert "Said to everyone" in seen
    for hidden in ("Word of 44", "Said to Neuro", "Said among the team"):
        assert hidden not in seen
        assert hidden not in as_(sal).get(reverse("change_list")).content.decode()


def test_a_change_that_holds_nothing_of_theirs_does_not_exist_for_a_lead(as_, sal, ask, neuro):
    theirs = ask("Theirs alone", neuro)
    made = Change.objects.latest("made_at")
    client = as_(sal)
    assert client.get(reverse("change_detail", args=[made.pk])).status_code == 404
    assert made not in [line.change for line in client.get(reverse("change_list")).context["lines"]]
    assert client.get(reverse("change_list"), {"record": theirs.reference}).context["lines"] == []


def test_words_said_within_the_team_and_shared_later_stay_hidden_as_they_were(as_, sal, joint, tess):
    comment = Comment.objects.get(words="Said among the team")
    with change(by=tess, reason="Made fit to share"):
        comment.words, comment.audience = "Said more kindly", "shared"
        comment.save()
    seen = as_(sal).get(reverse("change_detail", args=[Change.objects.latest("made_at").pk])).content.decode()
    assert "Said more kindly" in seen
    assert "Said among the team" not in seen


def test_who_joins_a_request_later_does_not_read_what_was_written_before_nor_why(as_, sal, ask, neuro, salford, tess, recording):
    support_request = ask("First title", neuro)
    with change(by=tess, reason="A secret of the other one"):
        support_request.note = "Their secret"
        support_request.save()
    before = Change.objects.latest("made_at")
    with recording("Salford joins"):
        support_request.note, support_request.title = "", "For both"
        support_request.save()
        support_request.recipients.create(vanguard=salford)
    client = as_(sal)
    assert client.get(reverse("request_detail", args=[support_request.reference])).status_code == 200
    assert client.get(reverse("change_detail", args=[before.pk])).status_code == 404
    feed = client.get(reverse("change_list"), {"record": support_request.reference})
    assert [line.change.reason for line in feed.context["lines"]] == ["Salford joins"]
    joined = client.get(reverse("change_detail", args=[feed.context["lines"][0].change.pk])).content.decode()
    assert "Their secret" not in joined
    assert "First title" not in joined
    assert client.get(reverse("change_list"), {"q": "secret"}).context["lines"] == []


def test_a_lead_sees_that_their_request_was_removed(as_, sal, ask, salford, recording):
    support_request = ask("Ours", salford)
    reference = support_request.reference
    with recording("Raised twice"):
        support_request.delete()
    feed = as_(sal).get(reverse("change_list"), {"record": reference})
    assert "Raised twice" in [line.change.reason for line in feed.context["lines"]]


def test_the_reason_of_a_joint_change_and_who_made_it_may_be_anothers_words(as_, sal, nora, tess, joint):
    with change(by=nora, reason="It did not help us at all"):
        joint.note = "Disputed"
        joint.save()
        recipient = joint.recipients.get(vanguard=44)
        recipient.word = "disputed"
        recipient.save()
    made = Change.objects.latest("made_at")
    client = as_(sal)
    for page in (client.get(reverse("change_detail", args=[made.pk])), client.get(reverse("change_list")), client.get("/")):
        assert page.status_code == 200
        text = page.content.decode()
        assert "It did not help us at all" not in text
        assert "Nora" not in text
        assert "another vanguard" in text.lower()
    for query in ({"q": "not help"}, {"by": "Nora"}):
        assert client.get(reverse("change_list"), query).context["lines"] == []
    assert "It did not help us at all" in as_(nora).get(reverse("change_detail", args=[made.pk])).content.decode()
    assert "It did not help us at all" in as_(tess).get(reverse("change_list"), {"by": "Nora"}).content.decode()


def test_as_at_a_moment_a_lead_sees_no_more_than_today(as_, sal, ask, salford, neuro, recording):
    theirs = ask("Theirs alone", neuro)
    moment = clock.now().isoformat()
    client = as_(sal)
    assert client.get(reverse("request_detail", args=[theirs.reference]), {"as_at": moment}).status_code == 404
    assert client.get(reverse("request_list"), {"as_at": moment}).context["rows"] == []


def test_rights_are_todays_even_when_looking_at_a_time_when_they_led(as_, sal, ask, salford, neuro, recording):
    ours = ask("Ours", salford)
    with recording("Leads another one now"):
        sal.memberships.create(vanguard=neuro, starts_on=date(2016, 1, 1))
    moment = clock.now().isoformat()
    membership = sal.memberships.get(vanguard=salford)
    with recording("Left the vanguard"):
        membership.ends_on = date(2015, 12, 31)
        membership.save()
    answer = as_(sal).get(reverse("request_detail", args=[ours.reference]), {"as_at": moment})
    assert answer.status_code == 404


def test_a_membership_holds_on_its_last_day_and_not_after(sal):
    membership = sal.memberships.get()
    membership.ends_on = clock.today()
    with change(by=None, source="command"):
        membership.save()
    assert type(sal).objects.get(pk=sal.pk).led_vanguard_ids == [38]
    with change(by=None, source="command"):
        membership.ends_on = date(2016, 1, 1)
        membership.save()
    assert type(sal).objects.get(pk=sal.pk).led_vanguard_ids == []


def test_the_team_sees_everything(as_, tess, joint, ask, neuro):
    ask("Theirs alone", neuro)
    answer = as_(tess).get(reverse("request_list"))
    assert answer.context["listing"].count == SupportRequest.objects.count() == 2
    assert "Word of 44" in page(as_(tess), joint)
