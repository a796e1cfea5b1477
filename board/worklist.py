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
    """A kind of fact worth fixing: how many there are, the first few, and the form of each."""

    what: str
    count: int
    first: list[tuple[str, str]]


FIRST = 5


def worth_fixing() -> list[WorthFixing]:
    """Every kind with at least one."""
    in_doubt = {"certainty__in": [Certainty.INFERRED, Certainty.UNCONFIRMED]}
    kinds: list[tuple[str, Any, Callable[[Any], tuple[str, str]]]] = [
        ("Patient population not known", Vanguard.objects.population_unknown(), _vanguard),
        ("Patient population unconfirmed", Vanguard.objects.population_unconfirmed(), _vanguard),
        ("Collaboration form not confirmed", Collaboration.objects.filter(**in_doubt).select_related("vanguard", "form"), _part),
        ("Lead or partner not confirmed", Partnership.objects.filter(**in_doubt).select_related("vanguard", "organisation"), _part),
        ("Organisation not confirmed", Organisation.objects.filter(**in_doubt), _organisation),
        (
            "Answering body not confirmed",
            AnsweringBody.objects.filter(**in_doubt).select_related("organisation", "support_request"),
            _of_request,
        ),
        ("Recipient not confirmed", Recipient.objects.filter(**in_doubt), _of_request),
        ("Offer without a source", Offer.objects.filter(source=None), _offer),
    ]
    found = [WorthFixing(what, rows.count(), [row_of(row) for row in rows.order_by("pk")[:FIRST]]) for what, rows, row_of in kinds]
    return [kind for kind in found if kind.count]


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
