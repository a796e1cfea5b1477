"""What was done to commitments reads in a feed as one plain sentence: from which date to which, and why."""

import pytest

from history.feed.lines import lines
from history.models import Change
from history.recording.changes import change
from milestones import actions
from milestones.moves import make
from milestones.workflow import Move
from pages.typed_dates import understand

pytestmark = [pytest.mark.django_db, pytest.mark.once]

IT = "“Common operating model” for 38 Salford and Wigan Foundation Chain"


def test_a_new_date_reads_from_when_to_when_asked_for_refused_and_approved(of_salford, causes, sal, tess, first_line):
    ask_for = {"to": understand("June 2030"), "cause": causes["later"], "words": "The board meets in May"}
    make(of_salford, Move.FORECAST, by=sal, **ask_for)
    assert first_line(tess).endswith(f"Sal asked to move {IT} from March 2030 to June 2030: “The board meets in May”.")
    make(of_salford, Move.REJECT, by=tess, words="Too late")
    assert first_line(sal).endswith(f"Tess rejected moving {IT} from March 2030 to June 2030: “Too late”.")
    make(of_salford, Move.FORECAST, by=sal, **ask_for)
    make(of_salford, Move.APPROVE, by=tess, words="")
    assert first_line(sal).endswith(f"Tess approved moving {IT} from March 2030 to June 2030.")


def test_reaching_it_is_said_and_not_the_date_it_overtakes(of_salford, causes, sal, tess, first_line):
    make(of_salford, Move.FORECAST, by=sal, to=understand("June 2030"), cause=causes["later"], words="The board")
    make(of_salford, Move.REACH, by=sal, reached=understand("January 2016"), link="", words="Minutes of the board")
    assert first_line(tess).endswith(f"Sal reported {IT} as reached: “Minutes of the board”.")


def test_what_is_removed_meanwhile_is_listed_by_what_it_was_called(of_salford, sal, tess, first_line):
    make(of_salford, Move.REACH, by=sal, reached=understand("January 2016"), link="", words="Minutes")
    number = Change.objects.latest("pk").pk
    with change(by=None, source="command"):
        of_salford.delete()
    (line,) = lines(Change.objects.filter(pk=number).for_list(tess), tess)
    assert line.sentence is None
    assert next(entry.type_name for entry, *_ in line.entries) == "move of a commitment"


def test_a_new_milestone_is_said_with_why(promise, sal, salford, tess, first_line):
    promise("Plan", "March 2016", salford)
    assert first_line(tess).endswith("Tess added the milestone “Plan”. Agreed in January")


def test_what_a_milestone_depends_on_is_said(promise, salford, tess, first_line):
    plan, rules = promise("Plan", "March 2016", salford), promise("Rules", "March 2016", salford)
    actions.wait_for(plan, by=tess, awaited=rules, words="No plan without rules")
    assert first_line(tess).endswith("Tess recorded that the milestone “Plan” depends on the milestone “Rules”. No plan without rules")
