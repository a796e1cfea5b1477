"""A period that is open, and the returns of Salford and of the Neuro Network in any state."""

from datetime import date, timedelta

import pytest

from history import clock
from returns.actions import open_period, write
from returns.models import Return
from returns.moves import make
from returns.workflow import State

WORDS = {"confidence": "amber", "confidence_reason": "", "achieved": "The first rota runs.", "next_steps": "A second site."}


@pytest.fixture
def period(tess, salford, neuro):
    """Open for ten days, due in ten."""
    today = clock.today()
    return open_period(
        by=tess,
        name="2025/26 Q4",
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 3, 31),
        opens_on=today - timedelta(days=10),
        due_on=today + timedelta(days=10),
        closes_on=today + timedelta(days=20),
    )


@pytest.fixture
def of_salford(period):
    return period.returns.get(vanguard=38)


def fresh(vanguard_return):
    return Return.objects.for_page().get(pk=vanguard_return.pk)


@pytest.fixture
def put(of_salford, sal, tess):
    """Bring Salford's return into a state, by moves: put("sent")."""

    def into(state, **words):
        if state == State.OWED:
            return fresh(of_salford)
        make(of_salford, "start", by=sal)
        write(of_salford, by=sal, made_from=None, words={**WORDS, **words})
        for move, by, then in (("send", sal, State.SENT), ("send-back", tess, State.SENT_BACK), ("sign-off", tess, State.SIGNED_OFF)):
            if state == State.STARTED or (state == State.SIGNED_OFF and move == "send-back"):
                continue
            make(of_salford, move, by=by, words="So it is")
            if state == then:
                break
        return fresh(of_salford)

    return into
