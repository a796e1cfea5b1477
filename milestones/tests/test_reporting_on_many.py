"""Many commitments at once: the preview, what is done, and what is left as it was."""

import re

import pytest
from django.urls import reverse

from history.models import Change
from history.recording.changes import change
from mail.models import Mail
from milestones.models import Commitment
from milestones.moves import make
from milestones.tests.stories import fresh, join, says
from milestones.workflow import Move
from pages.typed_dates import understand

pytestmark = pytest.mark.django_db

NEW = {"title": "Plans signed off", "due": "March 2030", "words": "Agreed on 5 January"}


def many(client, move, query, **values):
    """Preview a move of many commitments, and make it."""
    preview = client.get(reverse("commitment_many_do", args=[move]), query | {"preview": "1"}, follow=True)
    if "words" not in values:
        return preview
    return client.post(preview.redirect_chain[-1][0], values)


def test_many_are_reported_at_once_with_a_preview_in_one_change(as_, tess, promise, salford, neuro, sal, nora):
    milestone = promise("Plans signed off", "March 2030", salford, neuro)
    query = {"all": "1", "milestone": milestone.pk, "to-reached": "December 2015", "to-link": ""}
    preview = many(as_(tess), Move.REACH, query)
    rows = [(each.record.vanguard_id, each.will) for each in preview.context["preview"]["rows"].rows]
    assert rows == [
        (38, "Reached December 2015, about 14 years early"),
        (44, "Reached December 2015, about 14 years early"),
    ]
    before = Change.objects.count()
    many(as_(tess), Move.REACH, query, words="Minutes of the joint board")
    assert Change.objects.count() == before + 1
    assert set(milestone.commitments.values_list("state", "reached_note")) == {("reached", "Minutes of the joint board")}
    assert {mail.to for mail in Mail.objects.filter(subject__contains="reached")} >= {sal, nora}


def test_what_became_a_key_milestone_meanwhile_is_not_given_a_date_unseen(as_, sal, tom, tess, promise, salford, causes):
    milestone = promise("Plans signed off", "March 2030", salford)
    query = {"all": "1", "milestone": milestone.pk, "to-to": "June 2030", "to-cause": causes["later"].pk}
    client = as_(sal)
    preview = many(client, Move.FORECAST, query)
    assert ["must approve it first" in each.will for each in preview.context["preview"]["rows"].rows] == [False]
    with change(by=tom, reason="The board wants to see it"):
        milestone.is_key = True
        milestone.save()
    with change(by=tess, reason="Who agreed it"):
        milestone.note = "Agreed by the board"
        milestone.save()
    assert "Tom changed its milestone since you looked at it." in says(client.post(preview.redirect_chain[-1][0], {"words": "The winter"}))
    assert str(Commitment.objects.for_page().get().expected) == "March 2030"
    again = many(client, Move.FORECAST, query)
    assert ["must approve it first" in each.will for each in again.context["preview"]["rows"].rows] == [True]
    many(as_(tess), Move.REACH, {"all": "1", "milestone": milestone.pk, "to-reached": "December 2015", "to-link": ""}, words="Minutes")
    assert fresh(milestone.commitments.get()).state == "reached"


def test_what_else_was_changed_of_its_milestone_is_in_nobodys_way(as_, sal, tom, promise, salford, causes):
    milestone = promise("Plans signed off", "March 2030", salford)
    query = {"all": "1", "milestone": milestone.pk, "to-to": "June 2030", "to-cause": causes["later"].pk}
    client = as_(sal)
    preview = many(client, Move.FORECAST, query)
    for is_key, note in ((True, ""), (False, "Agreed by the board")):
        with change(by=tom, reason="A slip of the pen"):
            milestone.is_key, milestone.note = is_key, note
            milestone.save()
    client.post(preview.redirect_chain[-1][0], {"words": "The winter"})
    assert str(fresh(milestone.commitments.get()).expected) == "June 2030"


def test_what_cannot_be_done_is_left_and_said_and_what_changed_meanwhile_too(as_, tess, tom, promise, salford, neuro, acc, causes):
    join(acc, 60)
    milestone = promise("Plans signed off", "March 2030", groups=["cohort:acc"])
    make(milestone.commitments.get(vanguard=38), Move.CANCEL, by=tom, words="Left")
    query = {"all": "1", "milestone": milestone.pk, "to-to": "June 2030", "to-cause": causes["later"].pk}
    client = as_(tess)
    preview = many(client, Move.FORECAST, query)
    assert preview.context["preview"]["refused"] == [("This commitment has been cancelled.", 1)]
    make(milestone.commitments.get(vanguard=44), Move.FORECAST, by=tom, words="Ill", to=understand("May 2030"), cause=causes["later"])
    done = client.post(preview.redirect_chain[-1][0], {"words": "The winter"})
    page = says(done)
    assert "1 done, 2 not changed" in page
    assert "Tom changed it since you looked at it." in page
    expected = {each.vanguard_id: str(each.expected) for each in Commitment.objects.for_page()}
    assert expected == {38: "March 2030", 44: "May 2030", 60: "June 2030"}


def test_who_changes_what_is_asked_finds_what_they_asked(as_, tess, model, causes):
    asked = {"all": "1", "milestone": model.pk, "to-to": "June 2030", "to-cause": causes["later"].pk}
    again = as_(tess).get(many(as_(tess), Move.FORECAST, asked).context["choice"].again)
    page = says(again)
    assert again.context["preview"] is None
    assert 'value="June 2030"' in page
    assert re.search(rf'value="{causes["later"].pk}"[^>]*checked', page)


def test_what_asks_nothing_shows_at_once_what_would_become_of_each(as_, tess, sal, model, causes):
    make(model.commitments.get(vanguard=38), Move.FORECAST, by=sal, words="Ill", to=understand("April 2030"), cause=causes["later"])
    preview = as_(tess).get(reverse("commitment_many_do", args=[Move.APPROVE]), {"all": "1", "waiting": "team"}, follow=True)
    (row,) = preview.context["preview"]["rows"].rows
    assert "Change what is asked" not in says(preview)
    nothing = as_(tess).get(reverse("commitment_many_do", args=[Move.APPROVE]), follow=True)
    assert nothing.status_code == 400
    assert "No commitment is chosen." in says(nothing)
    assert row.will == "Forecast April 2030, about a month later than March 2030. People not in post: Ill"


def test_many_proposals_are_approved_at_once_each_for_its_own_date(as_, tess, sal, nora, model, causes):
    for lead, number, to in ((sal, 38, "June 2030"), (nora, 44, "July 2030")):
        make(model.commitments.get(vanguard=number), Move.FORECAST, by=lead, words="Ill", to=understand(to), cause=causes["later"])
    many(as_(tess), Move.APPROVE, {"all": "1", "waiting": "team"}, words="")
    assert [str(each.expected) for each in Commitment.objects.for_page().order_by("vanguard")] == ["June 2030", "July 2030"]


def test_a_lead_reports_on_their_own_and_chooses_nothing_of_others(as_, sal, model, nora):
    own, others = (model.commitments.get(vanguard=number) for number in (38, 44))
    query = {"chosen": [own.pk, others.pk], "to-reached": "December 2015", "to-link": ""}
    preview = many(as_(sal), Move.REACH, query)
    assert [each.record for each in preview.context["preview"]["rows"].rows] == [own]
    many(as_(sal), Move.REACH, query, words="Minutes")
    assert (fresh(own).state, fresh(others).state) == ("reached", "open")


@pytest.mark.parametrize(
    "query", [{}, {"chosen": ["x"]}, {"chosen": ["999999"]}, {"all": "1", "nonsense": "1"}, {"all": "1", "status": "gone"}]
)
def test_what_chooses_nothing_that_is_there_makes_no_sense(as_, tess, model, query):
    assert as_(tess).get(reverse("commitment_many_do", args=[Move.CANCEL]), query | {"preview": "1"}, follow=True).status_code == 400


def test_a_lead_is_offered_what_leads_do(as_, tess, sal, model):
    offered = {words for words, _ in as_(sal).get(reverse("commitment_many"), {"all": "1"}).context["moves"]}
    assert offered == {"Give a new date", "Report as reached", "Report as not reached", "Withdraw from these milestones"}
    assert len(as_(tess).get(reverse("commitment_many"), {"all": "1"}).context["moves"]) == len(Move)
