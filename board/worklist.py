"""Facts worth the back office's time: unknown, unconfirmed, without a source, or on record twice; each with the form that mends it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse

from milestones.models import Event, Milestone
from support.models import AnsweringBody, Offer, Recipient, SupportRequest
from vanguards.duplicates import Called, possible_duplicates
from vanguards.facts import Certainty
from vanguards.models import Collaboration, Organisation, OrganisationAlias, Partnership, Vanguard

FIRST = 5
IN_DOUBT = {"certainty__in": [Certainty.INFERRED, Certainty.UNCONFIRMED]}


@dataclass(frozen=True)
class Row:
    """A fact worth fixing: the record it belongs to, what is to be said of it, and the address of the form that mends it."""

    name: str
    note: str
    address: str


@dataclass(frozen=True)
class Kind:
    """A kind of fact worth fixing. `whole` leads from a fact to the record whose form holds it, where that is another."""

    slug: str
    what: str
    rows: QuerySet[Any]
    note: Callable[[Any], str]
    whole: str = ""

    def row(self, fact: Any) -> Row:
        record = getattr(fact, self.whole) if self.whole else fact
        name = f"{record.pk} {record}" if isinstance(record, Vanguard) else str(record)
        form = reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])
        return Row(f"{name}: {_part(fact)}" if self.whole else name, self.note(fact), form)

    def first(self) -> list[Row]:
        return [self.row(fact) for fact in self.rows[:FIRST]]


def _part(fact: Any) -> str:
    """A fact by what it adds to the record it is a part of."""
    part = next((getattr(fact, name) for name in ("form", "organisation", "vanguard") if getattr(fact, name, None) is not None), fact)
    return f"{part.pk} {part}" if isinstance(part, Vanguard) else str(part)


def _doubt(fact: Any) -> str:
    return ": ".join(filter(None, [fact.get_certainty_display(), fact.certainty_note]))


def _population(vanguard: Vanguard) -> str:
    return vanguard.population_note


def _nothing(fact: Any) -> str:
    return ""


def kinds() -> list[Kind]:
    """Every kind; some may have no rows."""
    vanguards = Vanguard.objects.order_by("pk")
    in_doubt = [
        ("vanguard", "Vanguard not confirmed", vanguards.filter(**IN_DOUBT), ""),
        ("form", "Collaboration form not confirmed", _parts(Collaboration, "vanguard", "form"), "vanguard"),
        ("partner", "Lead or partner not confirmed", _parts(Partnership, "vanguard", "organisation"), "vanguard"),
        ("organisation", "Organisation not confirmed", Organisation.objects.filter(**IN_DOUBT).order_by("name"), ""),
        ("answering-body", "Answering body not confirmed", _parts(AnsweringBody, "support_request", "organisation"), "support_request"),
        ("recipient", "Recipient not confirmed", _parts(Recipient, "support_request", "vanguard"), "support_request"),
        ("milestone", "Milestone not confirmed", Milestone.objects.filter(**IN_DOUBT).order_by("pk"), ""),
        ("event", "Event not confirmed", Event.objects.filter(**IN_DOUBT).order_by("pk"), ""),
    ]
    return [
        Kind("population-not-known", "Patient population not known", vanguards.population_unknown(), _population),
        Kind("population-not-confirmed", "Patient population not confirmed", vanguards.population_unconfirmed(), _population),
        *(Kind(f"{slug}-not-confirmed", what, rows, _doubt, whole) for slug, what, rows, whole in in_doubt),
        *(Kind(f"{slug}-without-source", what, rows.filter(source=None), _nothing) for slug, what, rows in _sourced()),
        _twice(),
    ]


def _parts(model: Any, whole: str, part: str) -> QuerySet[Any]:
    parts: QuerySet[Any] = model.objects.filter(**IN_DOUBT).select_related(whole, part).order_by(whole, "pk")
    return parts


def _sourced() -> list[tuple[str, str, QuerySet[Any]]]:
    """What should have a source. What was made up for the demonstration has none, and says so."""
    return [
        ("vanguard", "Vanguard without a source", Vanguard.objects.order_by("pk")),
        ("organisation", "Organisation without a source", Organisation.objects.order_by("name")),
        ("offer", "Offer without a source", Offer.objects.order_by("pk")),
        ("request", "Request without a source, raised by nobody", SupportRequest.objects.filter(raised_by=None).order_by("pk")),
        ("milestone", "Milestone without a source", Milestone.objects.order_by("pk")),
        ("event", "Event without a source", Event.objects.order_by("pk")),
    ]


def _twice() -> Kind:
    names = Organisation.objects.order_by().values_list("pk", "name")
    aliases = OrganisationAlias.objects.order_by().values_list(F("organisation_id"), "name")
    found = possible_duplicates(Called(number, name) for number, name in [*names, *aliases])
    rows = Organisation.objects.filter(pk__in=found).order_by("name")
    return Kind("on-record-twice", "Organisation that may be on record twice", rows, partial(_like, found))


def _like(found: dict[int, list[str]], organisation: Organisation) -> str:
    return f"Also on record: {', '.join(found[organisation.pk])}"


def worth_fixing() -> list[tuple[Kind, int]]:
    """The kinds that have rows, each with how many."""
    counted = ((kind, kind.rows.count()) for kind in kinds())
    return [(kind, count) for kind, count in counted if count]
