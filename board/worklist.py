"""Facts worth the back office's time: unknown, unconfirmed, or without a source; each with the admin list that shows just those."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from support.models import AnsweringBody, Offer, Recipient
from vanguards.facts import Certainty
from vanguards.models import Collaboration, Organisation, Partnership, Vanguard


@dataclass(frozen=True)
class WorthFixing:
    """A kind of fact worth fixing: how many there are, the admin list of just those (where it has one), the first few with their forms."""

    what: str
    count: int
    list_address: str
    first: list[tuple[str, str]]


FIRST = 5
IN_DOUBT = "certainty__in=inferred,unconfirmed"


def worth_fixing() -> list[WorthFixing]:
    """Every kind with at least one."""
    in_doubt = {"certainty__in": [Certainty.INFERRED, Certainty.UNCONFIRMED]}
    collaborations = Collaboration.objects.filter(**in_doubt).select_related("vanguard", "form")
    partnerships = Partnership.objects.filter(**in_doubt).select_related("vanguard", "organisation")
    bodies = AnsweringBody.objects.filter(**in_doubt).select_related("organisation")
    unconfirmed = f"patient_population__isnull=0&population_{IN_DOUBT}"
    found = [
        _kind("Patient population not known", Vanguard.objects.population_unknown(), _vanguard, "patient_population__isnull=1"),
        _kind("Patient population unconfirmed", Vanguard.objects.population_unconfirmed(), _vanguard, unconfirmed),
        _kind("Collaboration form not confirmed", collaborations, _part),
        _kind("Lead or partner not confirmed", partnerships, _part),
        _kind("Organisation not confirmed", Organisation.objects.filter(**in_doubt), _organisation, IN_DOUBT),
        _kind("Answering body not confirmed", bodies, _of_request),
        _kind("Recipient not confirmed", Recipient.objects.filter(**in_doubt), _of_request, IN_DOUBT),
        _kind("Offer without a source", Offer.objects.filter(source=None), _offer, "source__isnull=1"),
    ]
    return [kind for kind in found if kind.count]


def _kind(what: str, rows: Any, row_of: Callable[[Any], tuple[str, str]], query: str = "") -> WorthFixing:
    """`query` is what the records' own list in the admin is asked for just these; parts have no list of their own."""
    listed = f"{reverse(f'admin:{rows.model._meta.app_label}_{rows.model._meta.model_name}_changelist')}?{query}" if query else ""
    return WorthFixing(what, rows.count(), listed, [row_of(row) for row in rows.order_by("pk")[:FIRST]])


def _vanguard(vanguard: Vanguard) -> tuple[str, str]:
    return f"{vanguard.pk} {vanguard}", reverse("admin:vanguards_vanguard_change", args=[vanguard.pk])


def _part(part: Any) -> tuple[str, str]:
    what = getattr(part, "form", None) or part
    return f"{part.vanguard_id} {part.vanguard}: {what}", reverse("admin:vanguards_vanguard_change", args=[part.vanguard_id])


def _organisation(organisation: Organisation) -> tuple[str, str]:
    return str(organisation), reverse("admin:vanguards_organisation_change", args=[organisation.pk])


def _of_request(part: Any) -> tuple[str, str]:
    return str(part), reverse("admin:support_supportrequest_change", args=[part.support_request_id])


def _offer(offer: Offer) -> tuple[str, str]:
    return str(offer), reverse("admin:support_offer_change", args=[offer.pk])
