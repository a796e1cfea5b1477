"""The requests as a file. The headings are part of what others rely on: add, never rename."""

from datetime import date
from typing import Any

from django.db.models import OuterRef

from history import as_at
from pages.exports import Columns, column
from pages.joined import Joined
from pages.links import path_of_one
from people.models import User
from support.models import AnsweringBody, Recipient, RequestEnabler, reference
from support.models.owned import owner_said
from support.own_part import state_for


def request_columns(user: User) -> Columns:
    """Its vanguards are those this person may see, and so is where it stands."""
    return {
        "Reference": column("pk", said=reference),
        "Title": column("title"),
        "What is needed": column("needed"),
        "Kind": column("kind"),
        "State": column(state_for(user)),
        "Priority": column("priority"),
        "Enablers": column(_of_it(RequestEnabler.objects.visible_to(user).order_by("pk"), "enabler__name")),
        "Answering bodies": column(_of_it(AnsweringBody.objects.visible_to(user).order_by("pk"), "organisation__name")),
        "Vanguards": column(_of_it(Recipient.objects.visible_to(user).order_by("vanguard"), "vanguard_id")),
        "Owner": column("owner__name", "owner__closed_on", "state", said=_owner),
        "Raised on": column("raised_on"),
        "Needed by": column("needed_on"),
        "Target date": column("target_on"),
        "Invented": column("invented"),
    }


def _owner(name: str | None, closed_on: date | None, state: str) -> str:
    return owner_said(name, closed_on, state, as_at.today())


def request_path(number: int) -> str:
    return path_of_one("request_detail", reference(number), like=reference(0))


def _of_it(parts: Any, name: str) -> Joined:
    return Joined(parts.filter(support_request=OuterRef("pk")), name, "; ")
