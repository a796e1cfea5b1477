"""The state of a request as its reader sees it. Those who see everything see its real state. A lead, once their vanguards got a delivery,
sees their own part: they may not know what other vanguards say, or whether they still have to answer.

The rule stands here twice: for records that were read, and as an expression for lists.
"""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.db.models import Case, CharField, Exists, F, Min, OuterRef, Subquery, Value, When

from history import clock
from pages import working_days
from pages.concatenated import Joined
from pages.counting import several
from support.workflow import ANSWERED, OPEN_STATES, STILL_OPEN, WITH_THE_TEAM, Move, State, Word, state_after

NAMED_IN_FULL, NUMBERED = 2, 4  # vanguards in a row of a list


class AsRead:
    """What a request shows the person it was read for, by `as_read_by` or `queries.read_for`."""

    state: str
    target_on: Any
    raised_on: Any
    made_so: Any
    vanguard_names: str | None

    @property
    def shown_state(self) -> State:
        """Return the state that the reader sees."""
        return State(getattr(self, "stands", self.state))

    @property
    def is_open_for_them(self) -> bool:
        return self.shown_state in OPEN_STATES

    @property
    def disputed_by_vanguards(self) -> str:
        """Return the numbers of vanguards that dispute it, as far as the reader may know: "40, 45"."""
        return getattr(self, "disputed_by", None) or ""

    @property
    def waiting_since_day(self) -> date | None:
        """Return the day the vanguards were asked for something; None if nothing is asked now."""
        if self.shown_state != State.WAITING:
            return None
        moment = self.__dict__["waiting_since"] if "waiting_since" in self.__dict__ else getattr(self.made_so, "moved_at", None)
        return clock.in_london(moment).date() if moment else None

    @property
    def answer_by(self) -> date | None:
        """Return the last day for their answer, if one is awaited."""
        silent_on: date | None = getattr(self, "silent_on", None)
        return silent_on - timedelta(days=1) if silent_on else None

    def is_late(self, day: date) -> bool:
        """Return whether it is past its target date and not delivered. The clock stops while the team waits for the vanguards."""
        return self.shown_state in WITH_THE_TEAM and self.target_on is not None and self.target_on < day

    def lateness(self, day: date) -> str:
        """Return "Late by 32 working days", or ""."""
        if not self.is_late(day):
            return ""
        days = working_days.between(self.target_on, day)
        return f"Late by {several(days, 'working day')}" if days else "Late"

    def age(self, day: date) -> str:
        """Return how long it has been open: "12 working days"."""
        if not self.is_open_for_them:
            return "No longer open"
        if self.raised_on is None:
            return "Not known"
        return several(max(0, working_days.between(self.raised_on, day)), "working day")

    @property
    def vanguards_said(self) -> str:
        """Return the vanguards that the reader may see, for a list: one or two in full; otherwise the first few numbers."""
        names = [name for name in (getattr(self, "vanguard_names", None) or "").split("\n") if name]
        if len(names) <= NAMED_IN_FULL:
            return "; ".join(names)
        first = ", ".join(name.partition(" ")[0] for name in names[:NUMBERED])
        return f"{first} and {len(names) - NUMBERED} more" if len(names) > NUMBERED else first


def disputed_by_for(user: Any) -> Joined:
    """Return the numbers of vanguards that dispute a request, as far as this person may see them."""
    recipients: Any = apps.get_model("support", "Recipient").objects
    disputing = recipients.visible_to(user).filter(support_request=OuterRef("pk"), word=Word.DISPUTED)
    return Joined(disputing.order_by("vanguard_id"), "vanguard_id")


def waiting_since(to_request: str = "") -> Case:
    """Return when the vanguards were asked for something, if they still are; `to_request` leads from a row to its request."""
    moves: Any = apps.get_model("support", "MoveMade").objects
    asked = moves.filter(support_request=_request(to_request), move=Move.WAIT).order_by("-moved_at").values("moved_at")[:1]
    return Case(When(**{f"{to_request}state": State.WAITING}, then=Subquery(asked)), default=None)


def helped_then() -> Case:
    """Of an old confirmation, which does not say itself whether it helped: what was answered in the same change."""
    versions = apps.get_model("support", "Recipient").version_model()._base_manager
    same = {name: OuterRef(name) for name in ("support_request_id", "vanguard_id")}
    answered = versions.filter(**same, history_date=OuterRef("moved_at")).values("helped")[:1]
    return Case(When(move=Move.CONFIRM, details="", then=Subquery(answered)), default=None, output_field=CharField())


def state_of_part(state: State, words: Collection[Word]) -> State:
    """Return the state of a request for the vanguards with these answers."""
    is_over_to_them = state in ANSWERED and words and not any(word in STILL_OPEN for word in words)
    return state_after(state, words) if is_over_to_them else state


def state_for(user: Any, to_request: str = "") -> Any:
    """Return the state of a request as this person sees it; `to_request` leads from a row to its request ("support_request__")."""
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
    """Return the first day on which an answer of a lead's own vanguards is late; None if none is awaited."""
    awaited = _own(user, "").filter(word=Word.DELIVERED).order_by().values("support_request")
    return Subquery(awaited.annotate(first=Min("silent_on")).values("first"))


def _own(user: Any, to_request: str) -> Any:
    recipients: Any = apps.get_model("support", "Recipient").objects
    return recipients.filter(support_request=_request(to_request), vanguard_id__in=user.led_vanguard_ids)


def _request(to_request: str) -> OuterRef:
    return OuterRef(to_request.removesuffix("__") or "pk")
