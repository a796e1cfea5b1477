"""Where a request stands for whoever reads it. Those who see everything see where it stands; a lead, once something was delivered to their
vanguards, where their own part stands: what others on it say, and whether they have to answer still, is not theirs to know.

The same rule twice: for words that are at hand, and as an expression for lists.
"""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.db.models import Case, CharField, Exists, F, Min, OuterRef, Subquery, Value, When

from support.workflow import ANSWERED, STILL_OPEN, State, Word, state_after


class AsRead:
    """What a request says to whoever it was read for, by `as_read_by` or `parts.read_for`."""

    state: str

    @property
    def shown_state(self) -> State:
        """Where it stands for them."""
        return State(getattr(self, "stands", self.state))

    @property
    def answer_by(self) -> date | None:
        """The last day for their answer, where one is awaited."""
        silent_on: date | None = getattr(self, "silent_on", None)
        return silent_on - timedelta(days=1) if silent_on else None


def state_of_part(state: State, words: Collection[Word]) -> State:
    """Where a request stands for those whose words these are."""
    is_over_to_them = state in ANSWERED and words and not any(word in STILL_OPEN for word in words)
    return state_after(state, words) if is_over_to_them else state


def state_for(user: Any, to_request: str = "") -> Any:
    """The state of a request as this person reads it, of rows from which `to_request` leads to the request ("support_request__")."""
    state = F(f"{to_request}state")
    if user.sees_everything:
        return state
    own = _own(user, to_request)
    theirs_is_open, theirs_is_awaited = Exists(own.filter(word__in=STILL_OPEN)), Exists(own.filter(word=Word.DELIVERED))
    answered = {f"{to_request}state__in": ANSWERED}
    return Case(
        When(~theirs_is_open & theirs_is_awaited, then=Value(State.DELIVERED.value), **answered),
        When(~theirs_is_open, then=Value(State.CLOSED.value), **answered),
        default=state,
        output_field=CharField(),
    )


def silent_on_for(user: Any) -> Any:
    """From which day silence of a lead's own vanguards counts first; None where they have to answer nothing."""
    awaited = _own(user, "").filter(word=Word.DELIVERED).order_by().values("support_request")
    return Subquery(awaited.annotate(first=Min("silent_on")).values("first"))


def _own(user: Any, to_request: str) -> Any:
    recipients: Any = apps.get_model("support", "Recipient").objects
    request = OuterRef(f"{to_request}pk") if not to_request else OuterRef(to_request.removesuffix("__"))
    return recipients.filter(support_request=request, vanguard_id__in=user.led_vanguard_ids)
