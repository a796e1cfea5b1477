"""Requests as a file. Other people's tools rely on the headings: add some, never rename one."""

from datetime import date
from functools import partial
from typing import Any

from django.db.models import BooleanField, Case, CharField, Exists, ExpressionWrapper, F, OuterRef, Value, When
from django.db.models.functions import Cast, Concat

from history.reading import as_at
from pages import working_days
from pages.concatenated import Joined
from pages.exports import Columns, column
from pages.links import path_of_one
from people.models import User
from support.answers import ever_disputed
from support.models import AnsweringBody, Recipient, RequestEnabler, reference
from support.models.owned import owner_said
from support.own_part import state_for
from support.workflow import WITH_THE_TEAM, Word

SAID = Case(When(word=Word.DELIVERED, then=Value("answer awaited")), default=F("word"))
HELPED = Case(When(helped="", then=Value("")), default=Concat(Value(", helped: "), F("helped")))
ANSWER = Concat(Cast("vanguard_id", CharField()), Value(": "), SAID, HELPED, output_field=CharField())  # "38: confirmed, helped: partly"


def request_columns(user: User) -> Columns:
    """Return the columns, with vanguards, answers and the state as this person may see them."""
    answers = _of_it(Recipient.objects.visible_to(user).order_by("vanguard"), ANSWER)
    state, day = state_for(user), as_at.today()
    return {
        "Reference": column("pk", said=reference),
        "Title": column("title"),
        "What is needed": column("needed"),
        "Kind": column("kind"),
        "State": column(state),
        "Priority": column("priority"),
        "Enablers": column(_of_it(RequestEnabler.objects.visible_to(user).order_by("pk"), "enabler__name")),
        "Answering bodies": column(_of_it(AnsweringBody.objects.visible_to(user).order_by("pk"), "organisation__name")),
        "Vanguards": column(answers, said=_vanguards),
        "Owner": column("owner__name", "owner__closed_on", "state", said=partial(owner_said, day=day)),
        "Raised on": column("raised_on"),
        "Needed by": column("needed_on"),
        "Target date": column("target_on"),
        "Invented": column("invented"),
        "Raised by": column("raised_by__name", _may_be_named(user), said=_raised_by),
        "Answers": column(answers),
        "Disputed": column(answers, said=_is_disputed),
        **_how_late(state, day),
        "Ever disputed": column(ExpressionWrapper(ever_disputed(user), output_field=BooleanField())),
    }


def _how_late(state: Any, day: date) -> Columns:
    return {
        "Late": column(state, "target_on", said=partial(_is_late, day)),
        "Late by working days": column(state, "target_on", said=partial(_days_late, day)),
    }


def _vanguards(answers: str | None) -> str:
    """Return the numbers of the vanguards on the request."""
    return "; ".join(answer.partition(":")[0] for answer in (answers or "").split("; "))


def _is_disputed(answers: str | None) -> bool:
    return f": {Word.DISPUTED}" in (answers or "")


def _may_be_named(user: User) -> Any:
    """Return whether this person may know who raised the request: another vanguard's lead would show who is on a joint request."""
    return Value(True) if user.sees_everything else Exists(User.objects.nameable_to(user).filter(pk=OuterRef("raised_by")))


def _raised_by(name: str | None, may_be_named: bool) -> str:
    if name is None:
        return ""
    return name if may_be_named else "somebody of another vanguard"


def _is_late(day: date, state: str, target_on: date | None) -> bool:
    return state in WITH_THE_TEAM and target_on is not None and target_on < day


def _days_late(day: date, state: str, target_on: date | None) -> int | None:
    return working_days.between(target_on, day) if target_on is not None and _is_late(day, state, target_on) else None


def request_path(number: int) -> str:
    return path_of_one("request_detail", reference(number), like=reference(0))


def _of_it(parts: Any, name: Any) -> Joined:
    return Joined(parts.filter(support_request=OuterRef("pk")), name, "; ")
