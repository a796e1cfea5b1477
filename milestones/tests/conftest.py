"""Fixtures for tests of milestones."""

import pytest

from milestones import actions
from milestones.models import Cause
from milestones.moves import make
from milestones.workflow import Move
from pages.typed_dates import understand


@pytest.fixture
def on_29_january(time_machine):
    """Set the day that the demonstration opens on."""
    time_machine.move_to("2016-01-29T10:00:00+00:00", tick=True)


@pytest.fixture
def causes(recording):
    with recording():
        later = Cause.objects.create(code="people-not-in-post", name="People not in post", direction="later")
        earlier = Cause.objects.create(code="work-brought-forward", name="Work brought forward", direction="earlier")
    return {"later": later, "earlier": earlier}


@pytest.fixture
def promise(tess):
    """Make a milestone that some vanguards promise: promise("Operating model", "March 2016", salford, is_key=True)."""

    def make(title, due, *vanguards, **fields):
        new = actions.NewMilestone(title=title, due=understand(due), vanguards=vanguards, **fields)
        return actions.make_milestone(new, by=tess, words="Agreed in January")

    return make


@pytest.fixture
def model(promise, salford, neuro):
    """A key milestone of Salford and the Neuro Network, far ahead."""
    return promise("Common operating model", "March 2030", salford, neuro, is_key=True)


@pytest.fixture
def of_salford(model, causes):
    """Salford's commitment to it."""
    return model.commitments.get(vanguard=38)


@pytest.fixture
def slip(tess, causes):
    def later(commitment, to, cause="later", by=tess):
        make(commitment, Move.FORECAST, by=by, words="Ill", to=understand(to), cause=causes[cause])

    return later


@pytest.fixture
def three(promise, salford, neuro, slip, tess):
    """Three promised for this quarter (one as promised, one late, one reached), and one that is overdue."""
    plan = promise("Plan", "March 2016", salford, neuro)
    slip(plan.commitments.get(vanguard=44), "May 2016")
    contract = promise("Contract", "February 2016", salford)
    make(contract.commitments.get(), Move.REACH, by=tess, words="Signed", reached=understand("28 January 2016"), link="")
    promise("Model", "December 2015", salford)
    return plan
