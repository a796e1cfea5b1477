"""Prepared queries for the page of a request and the list (history/reading/prepared.py)."""

from typing import Any

from django.apps import apps
from django.db.models import CharField, F, OuterRef, Value
from django.db.models.functions import Cast, Concat

from history.reading.prepared import fill, prepared
from pages.concatenated import Joined
from people.models import User
from support.models import AnsweringBody, Comment, Enabler, MoveMade, Offer, Recipient, RequestDocument, RequestEnabler, SupportRequest
from support.own_part import helped_then, state_of_part
from support.workflow import Move, State, Word

FIRST_UNDER_AN_ENABLER = 50
LISTED = ("title", "state", "owner", "target_on", "source", "invented", "priority", "raised_on")


@prepared
def request_of_number(number: int, user: User) -> Any:
    return SupportRequest.objects.visible_to(user).for_page().filter(pk=number)


@prepared
def _enabler_links(number: int) -> Any:
    return RequestEnabler.objects.filter(support_request=number).select_related("enabler")


@prepared
def _answering_bodies(number: int) -> Any:
    return AnsweringBody.objects.filter(support_request=number).select_related("organisation")


def _documents(number: int) -> Any:
    return RequestDocument.objects.filter(support_request=number)


def _offers(enablers: list[int]) -> Any:
    return Offer.objects.filter(enabler__in=enablers)


def read_offers(enablers: list[Enabler]) -> None:
    """Read the offers of these enablers."""
    fill(enablers, "offers", _offers([enabler.pk for enabler in enablers]) if enablers else [])


def read_parts(support_request: Any) -> None:
    """Read its enablers, bodies and documents."""
    number = support_request.pk
    fill([support_request], "enabler_links", _enabler_links(number))
    fill([support_request], "answering_bodies", _answering_bodies(number))
    fill([support_request], "documents", _documents(number) if support_request.has_documents else [])


@prepared
def recipients(number: int, user: User) -> Any:
    return Recipient.objects.visible_to(user).filter(support_request=number).select_related("vanguard")


def read_for(user: User, support_request: Any) -> list[Recipient]:
    """Return its recipients that this person may see. For a lead, also set the state they see, and the first day an answer of theirs is
    late.
    """
    seen: list[Recipient] = recipients(support_request.pk, user)
    fill([support_request], "recipients", seen)
    support_request.disputed_by = ", ".join(str(each.vanguard_id) for each in seen if each.word == Word.DISPUTED)
    if not user.sees_everything:
        support_request.stands = state_of_part(State(support_request.state), [Word(each.word) for each in seen])
        support_request.silent_on = min((each.silent_on for each in seen if each.word == Word.DELIVERED and each.silent_on), default=None)
    return seen


@prepared
def moves(number: int, user: User) -> Any:
    return (
        MoveMade.objects.visible_to(user)
        .filter(support_request=number)
        .annotate(helped_then=helped_then())
        .select_related("moved_by", "vanguard")
    )


def questions_to(numbers: list[int], user: User) -> list[MoveMade]:
    """Return what the team asked the vanguards on these requests for, oldest first."""
    return list(_questions(numbers, user)) if numbers else []


@prepared
def _questions(numbers: list[int], user: User) -> Any:
    return MoveMade.objects.visible_to(user).filter(support_request__in=numbers, move=Move.WAIT).order_by("moved_at")


@prepared
def comments(number: int, user: User) -> Any:
    return Comment.objects.visible_to(user).filter(support_request=number).select_related("written_by", "vanguard")


def recipient_numbers(number: int) -> Any:
    """Return the numbers of all vanguards on it, only for counting: the reader may not know them all."""
    return Recipient.objects.filter(support_request=number).order_by().values_list("vanguard_id", flat=True)


def milestones_waiting(support_request: Any, user: User) -> list[Any]:
    """Return the milestones that depend on it."""
    return list(_milestones_waiting(support_request.pk, user)) if support_request.has_waits else []


def _milestones_waiting(number: int, user: User) -> Any:
    waits: Any = apps.get_model("milestones", "MilestoneWait").objects
    return waits.visible_to(user).filter(support_request=number).select_related("milestone")


@prepared
def first_under_an_enabler(slug: str, user: User) -> Any:
    """As many as the enabler's page shows, with what its rows say."""
    under = SupportRequest.objects.visible_to(user).under_enablers([slug])
    return under.for_list().as_read_by(user).order_by("pk")[:FIRST_UNDER_AN_ENABLER]


@prepared
def rows_of_the_list(numbers: list[int], user: User) -> Any:
    """Return the requests with everything that the list's columns show; `vanguard_names` has a line for each vanguard they may see."""
    seen = Recipient.objects.visible_to(user).filter(support_request=OuterRef("pk")).order_by("vanguard")
    name = Concat(Cast("vanguard_id", CharField()), Value(" "), F("vanguard__name"))
    rows = SupportRequest.objects.visible_to(user).for_list().as_read_by(user).filter(pk__in=numbers)
    return rows.only(*LISTED).annotate(vanguard_names=Joined(seen, name, "\n"))


@prepared
def money_waiting(number: int, user: User) -> Any:
    """Return the instalments that wait for a request; the app above is asked by name."""
    instalments: Any = apps.get_model("fund", "Instalment").objects
    waiting = instalments.visible_to(user).waiting().filter(support_request=number)
    return waiting.select_related("line__fund", "line__vanguard").order_by("line__vanguard", "pk")
