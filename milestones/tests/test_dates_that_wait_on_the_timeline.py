"""Dates that wait for the team: said on the timeline, drawn there, and part of the time they are proposed for."""

from datetime import date

import pytest
from django.urls import reverse

from milestones.moves import make
from milestones.tests.stories import says, timeline_rows
from milestones.workflow import Move

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_29_january"), pytest.mark.once]

TIMELINE = reverse("milestone_timeline")


def test_a_date_that_waits_is_said_and_only_one_that_is_approved_is_expected(as_, tess, nora, promise, neuro, slip):
    plan = promise("Plan", "March 2016", neuro, is_key=True).commitments.get()

    def stands():
        ((_, _, words, _),) = timeline_rows(as_(tess))["44 The Neuro Network"]
        return words

    slip(plan, "May 2016", by=nora)
    assert stands() == "as promised; May 2016 asked for"
    make(plan, Move.REJECT, by=tess, words="Too late")
    assert stands() == "as promised"
    slip(plan, "April 2016", by=nora)
    make(plan, Move.APPROVE, by=tess, words="")
    slip(plan, "June 2016", by=nora)
    assert stands() == "expected April 2016; June 2016 asked for"


def test_a_date_that_waits_is_drawn_on_the_timeline_and_on_its_own_page(as_, tess, nora, promise, neuro, slip):
    plan = promise("Plan", "March 2016", neuro, is_key=True)
    commitment, client = plan.commitments.get(), as_(tess)
    pages = [f"{TIMELINE}?time=all", f"{TIMELINE}?time=all&q=plan", commitment.get_absolute_url(), plan.get_absolute_url()]
    assert not any('class="tracker-line__waits"' in says(client.get(page)) for page in pages)
    slip(commitment, "September 2019", by=nora)
    for page in pages:
        answer = client.get(page)
        assert says(answer).count('<circle class="tracker-line__waits"') == 1, page
        assert answer.context["line"].last == date(2019, 9, 30), page


def test_by_milestone_it_is_said_and_drawn_too(as_, tess, sal, nora, promise, salford, neuro, slip):
    plan = promise("Plan", "March 2016", salford, neuro, is_key=True)

    def shown(person):
        (row,) = as_(person).get(TIMELINE, {"by": "milestone", "time": "all"}).context["rows"]
        return [(item.name, item.stands, item.drawn.proposed_until) for item in row.items]

    slip(plan.commitments.get(vanguard=44), "May 2016", by=nora)
    one = ("as promised; May 2016 asked for", date(2016, 5, 31))
    assert shown(tess) == [("2 commitments", *one)]
    assert shown(nora) == [("Vanguard 44", *one)]
    assert shown(sal) == [("Vanguard 38", "as promised", None)], "what the other proposes is not theirs to see"
    slip(plan.commitments.get(vanguard=38), "July 2016", by=sal)
    assert shown(tess) == [("2 commitments", "as promised; 2 new dates asked for", date(2016, 7, 31))]
    slip(plan.commitments.get(vanguard=38), "June 2016", by=tess)
    assert shown(tess) == [("Vanguard 44", *one), ("Vanguard 38", "expected by 30 June 2016", None)]


@pytest.mark.parametrize("by", ["vanguard", "milestone"])
def test_a_time_has_what_is_proposed_for_it_and_says_where_it_would_leave(as_, tess, nora, promise, neuro, slip, by):
    plan = promise("Plan", "March 2016", neuro, is_key=True).commitments.get()
    client = as_(tess)
    assert timeline_rows(client, time="2016/17", by=by) == {}
    slip(plan, "May 2016", by=nora)
    next_year, this_year = ({"time": time, "by": by} for time in ("2016/17", "2015/16"))
    assert len(timeline_rows(client, **next_year)) == 1
    assert '<circle class="tracker-line__waits"' in says(client.get(TIMELINE, next_year))
    assert "tracker-line__waits--beyond" in says(client.get(TIMELINE, this_year))
    make(plan, Move.REJECT, by=tess, words="Too late")
    assert timeline_rows(client, **next_year) == {}
