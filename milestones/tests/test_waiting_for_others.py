"""Milestones wait for each other, never in a circle, and for requests; a late one says what it holds up."""

import pytest
from django.urls import reverse

from milestones import actions
from milestones.models import MilestoneWait
from milestones.moves import make
from milestones.tests.stories import says
from milestones.workflow import Move
from pages.errors import Refused
from pages.typed_dates import understand

pytestmark = pytest.mark.django_db


def waits(client, milestone, awaited, words="First things first"):
    return client.post(reverse("milestone_wait", args=[milestone.pk]), {"awaited": awaited, "words": words})


def test_it_waits_for_a_request_and_both_pages_say_so(as_, tess, sal, model, ask, salford):
    support_request = ask("Rules for groups", salford)
    assert waits(as_(tess), model, support_request.reference.lower()).status_code == 302
    assert f'Depends on <a href="{support_request.get_absolute_url()}">' in says(as_(sal).get(model.get_absolute_url()))
    page = says(as_(sal).get(support_request.get_absolute_url()))
    assert "Milestones that depend on it" in page
    assert model.get_absolute_url() in page


@pytest.mark.parametrize("words", ["SR–{:04d}", "SR {}", "sr{:04d}", "sr-{}", "(SR\u2011{:04d}).", "\u200bSR-{:04d}\u200e", "request {}"])
def test_a_request_is_meant_however_its_reference_is_written(as_, tess, model, ask, salford, words):
    support_request = ask("Rules for groups", salford)
    assert waits(as_(tess), model, words.format(support_request.pk)).status_code == 302
    assert MilestoneWait.objects.get().support_request == support_request


@pytest.mark.parametrize("words", ["{}", "milestone {}", "Milestone no. {}", "({})."])
def test_a_milestone_is_meant_however_its_number_is_written(as_, tess, model, promise, salford, ask, words):
    first = promise("First", "March 2030", salford)
    ask("Of the same number", salford, pk=first.pk)
    assert waits(as_(tess), model, words.format(first.pk)).status_code == 302
    assert MilestoneWait.objects.get().awaited == first


def test_a_request_that_is_not_theirs_is_not_named_to_another_lead(as_, tess, nora, model, ask, salford):
    support_request = ask("Secret of Salford", salford)
    waits(as_(tess), model, support_request.reference)
    for address in (model.get_absolute_url(), reverse("change_list"), reverse("change_list", query={"record": f"milestone-{model.pk}"})):
        page = says(as_(nora).get(address))
        assert "Secret of Salford" not in page
        assert support_request.reference not in page


def test_a_late_one_shows_what_it_holds_up(as_, tess, model, promise, salford, causes):
    after = promise("Contracts signed", "June 2030", salford)
    waits(as_(tess), after, str(model.pk))
    page = says(as_(tess).get(model.get_absolute_url()))
    assert "Blocks" in page
    assert "This is late, and blocks" not in page
    make(model.commitments.get(vanguard=38), Move.FORECAST, by=tess, words="Ill", to=understand("May 2030"), cause=causes["later"])
    page = says(as_(tess).get(model.get_absolute_url()))
    assert "This is late, and blocks" in page
    assert "Contracts signed" in page
    assert "0 of 2 reached" in says(as_(tess).get(after.get_absolute_url()))


def test_how_what_it_waits_for_goes_is_told_today_and_to_a_lead_of_their_own(as_, tess, sal, model, promise, salford, neuro, time_machine):
    after = promise("Contracts signed", "June 2030", salford)
    waits(as_(tess), after, str(model.pk))
    page = after.get_absolute_url()
    assert "0 of 2 reached" in says(as_(tess).get(page))
    assert "0 of 2 reached, " not in says(as_(tess).get(page)), "none is overdue or late yet"
    time_machine.move_to("2030-04-01T09:00:00+00:00", tick=False)
    reached = model.commitments.get(vanguard=neuro)
    make(reached, Move.REACH, by=tess, words="Minutes", reached=understand("31 March 2030"), link="")
    assert '1 of 2 reached, <strong class="tracker-late">1 overdue' in says(as_(tess).get(page))
    assert '0 of 1 reached, <strong class="tracker-late">1 overdue' in says(as_(sal).get(page))


def test_a_milestone_that_waits_says_that_what_it_waits_for_is_late_and_counts_nothing_that_ended(
    as_, tess, nora, model, promise, salford, causes
):
    after = promise("Contracts signed", "June 2030", salford, programme=True)
    waits(as_(tess), after, str(model.pk))
    late, ended = (model.commitments.get(vanguard=number) for number in (38, 44))
    make(late, Move.FORECAST, by=tess, words="Ill", to=understand("May 2030"), cause=causes["later"])
    make(ended, Move.CANCEL, by=tess, words="Merged")
    assert '0 of 1 reached, <strong class="tracker-late">1 late' in says(as_(tess).get(after.get_absolute_url()))
    assert "of 0 reached" not in says(as_(nora).get(after.get_absolute_url())), "a lead is told nothing of what they cannot see"


def test_milestones_never_wait_for_each_other(as_, tess, promise, salford):
    first, second, third = (promise(title, "March 2030", salford) for title in ("First", "Second", "Third"))
    client = as_(tess)
    waits(client, second, str(first.pk)), waits(client, third, str(second.pk))
    assert "“Third” depends on this milestone already, so this one cannot depend on it." in says(waits(client, first, str(third.pk)))
    assert "A milestone cannot depend on itself." in says(waits(client, first, str(first.pk)))
    assert "It depends on that already." in says(waits(client, second, str(first.pk)))
    assert MilestoneWait.objects.count() == 2


@pytest.mark.parametrize("awaited", ["", "999999", "SR-9999", "nothing", "9" * 19, "\x00"])
def test_what_is_not_there_cannot_be_waited_for(as_, tess, model, awaited):
    answer = waits(as_(tess), model, awaited)
    assert answer.status_code == 200
    assert answer.context["form"].errors["awaited"]


def test_it_waits_no_more_for_a_reason(as_, tess, model, promise, salford):
    waits(as_(tess), model, str(promise("First", "March 2030", salford).pk))
    wait = MilestoneWait.objects.get()
    page = reverse("milestone_stop_waiting", args=[model.pk, wait.pk])
    assert "Enter why it no longer depends on that" in says(as_(tess).post(page, {"words": ""}))
    as_(tess).post(page, {"words": "Done without"})
    assert not MilestoneWait.objects.exists()
    assert as_(tess).get(page).status_code == 404
    with pytest.raises(Refused):
        actions.stop_waiting(wait, by=tess, words="Again")
