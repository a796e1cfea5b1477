"""Where a request stands for whoever reads it. Those who see everything see where it stands; a lead, once something was delivered to their
vanguards, where their own part stands: what others on it say, and whether they have to answer still, is not theirs to know.

The same rule twice: for words that are at hand, and as an expression for lists.
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
    """What a request says to whoever it was read for, by `as_read_by` or `queries.read_for`."""

    state: str
    target_on: Any
    raised_on: Any
    made_so: Any
    vanguard_names: str | None

    @property
    def shown_state(self) -> State:
        """Where it stands for them."""
        return State(getattr(self, "stands", self.state))

    @property
    def is_open_for_them(self) -> bool:
        return self.shown_state in OPEN_STATES

    @property
    def disputed_by_vanguards(self) -> str:
        """The numbers of the vanguards that dispute it, as far as whoever reads it may know of them: "40, 45"."""
        return getattr(self, "disputed_by", None) or ""

    @property
    def waiting_since_day(self) -> date | None:
        """Since when the vanguards are asked for something, where they are."""
        if self.shown_state != State.WAITING:
            return None
        moment = self.__dict__["waiting_since"] if "waiting_since" in self.__dict__ else getattr(self.made_so, "moved_at", None)
        return clock.in_london(moment).date() if moment else None

    @property
    def answer_by(self) -> date | None:
        """The last day for their answer, where one is awaited."""
        silent_on: date | None = getattr(self, "silent_on", None)
        return silent_on - timedelta(days=1) if silent_on else None

    def is_late(self, day: date) -> bool:
        """Past its target date and not yet delivered; while the vanguards are waited for the clock stops."""
        return self.shown_state in WITH_THE_TEAM and self.target_on is not None and self.target_on < day

    def lateness(self, day: date) -> str:
        """In words: "Late by 32 working days"; nothing where it is not late."""
        if not self.is_late(day):
            return ""
        days = working_days.between(self.target_on, day)
        return f"Late by {several(days, 'working day')}" if days else "Late"

    def age(self, day: date) -> str:
        """How long it has been open, in words: "12 working days"."""
        if not self.is_open_for_them:
            return "No longer open"
        if self.raised_on is None:
            return "Not known"
        return several(max(0, working_days.between(self.raised_on, day)), "working day")

    @property
    def vanguards_said(self) -> str:
        """Those on it that the reader may see, where it was read for a list: one or two in full, of more the first numbers."""
        names = [name for name in (getattr(self, "vanguard_names", None) or "").split("\n") if name]
        if len(names) <= NAMED_IN_FULL:
            return "; ".join(names)
        first = ", ".join(name.partition(" ")[0] for name in names[:NUMBERED])
        return f"{first} and {len(names) - NUMBERED} more" if len(names) > NUMBERED else first


def disputed_by_for(user: Any) -> Joined:
    """The numbers of the vanguards that dispute a request, of those that this person may see."""
    recipients: Any = apps.get_model("support", "Recipient").objects
    disputing = recipients.visible_to(user).filter(support_request=OuterRef("pk"), word=Word.DISPUTED)
    return Joined(disputing.order_by("vanguard_id"), "vanguard_id")


def waiting_since(to_request: str = "") -> Case:
    """When the vanguards were asked for something, where they still are; of rows from which `to_request` leads to the request."""
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
    return recipients.filter(support_request=_request(to_request), vanguard_id__in=user.led_vanguard_ids)


def _request(to_request: str) -> OuterRef:
    return OuterRef(to_request.removesuffix("__") or "pk")
