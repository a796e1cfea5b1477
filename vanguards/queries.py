"""What the pages of vanguards say of them, each question put together once (history/reading/prepared.py)."""

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef

from history.reading.prepared import fill, prepared
from people.models import User
from vanguards.models import Membership, Organisation, OrganisationAlias, Partnership, Vanguard

WHAT_THEY_POINT_TO = {
    "region_links": "region",
    "collaborations": "form",
    "partnerships": "organisation",
    "further_sources": "source",
    "successions": "successor",
    "predecessions": "predecessor",
}
AT_MOST = 100  # requests and commitments on one vanguard's page; all of them are in the lists it links to
ON_ITS_PAGE = (*WHAT_THEY_POINT_TO, "aliases", "contacts")


@prepared
def vanguard_of_number(number: int, user: User) -> Any:
    """With whether it has any of its parts: most vanguards have few of them, and what is not there need not be asked for."""
    there = {f"has_{name}": Exists(_of_vanguards(name, OuterRef("pk"))) for name in ON_ITS_PAGE}
    return Vanguard.objects.visible_to(user).for_page().annotate(**there).filter(pk=number)


@prepared
def vanguards_of_numbers(numbers: list[int], user: User) -> Any:
    """As far as a list says of them."""
    return Vanguard.objects.visible_to(user).for_list().filter(pk__in=numbers)


@prepared
def memberships(number: int, user: User) -> Any:
    return Membership.objects.visible_to(user).filter(vanguard=number).select_related("user")


def read_parts(vanguards: Sequence[Vanguard], *names: str) -> None:
    """What belongs to vanguards that somebody may see, by the names of the relations, each with what it points to."""
    for name in names:
        some = [vanguard.pk for vanguard in vanguards if getattr(vanguard, f"has_{name}", True)]
        fill(vanguards, name, PARTS[name](some) if some else [])


def _of_vanguards(name: str, vanguard: Any) -> Any:
    """The parts of that name, of one vanguard or of any of a list."""
    relation: Any = Vanguard._meta.get_field(name)
    condition = f"{relation.field.name}__in" if isinstance(vanguard, list) else relation.field.name
    return relation.related_model.objects.filter(**{condition: vanguard})


def _parts(name: str) -> Any:
    to = WHAT_THEY_POINT_TO.get(name)

    @prepared
    def parts(numbers: list[int]) -> Any:
        found = _of_vanguards(name, numbers)
        return found.select_related(to) if to else found

    return parts


PARTS = {name: _parts(name) for name in ON_ITS_PAGE}


def read_parts_of_organisations(organisations: list[Organisation]) -> None:
    """What else each is called, and the vanguards it takes part in."""
    numbers = [organisation.pk for organisation in organisations]
    fill(organisations, "aliases", _aliases_of_organisations(numbers) if numbers else [])
    fill(organisations, "partnerships", _partnerships_of_organisations(numbers) if numbers else [])


def _aliases_of_organisations(numbers: list[int]) -> Any:
    return OrganisationAlias.objects.filter(organisation__in=numbers)


def _partnerships_of_organisations(numbers: list[int]) -> Any:
    return Partnership.objects.filter(organisation__in=numbers).select_related("vanguard")


# What the apps above say of a vanguard, asked of them by name.


@prepared
def states(number: int, user: User) -> Any:
    """How many of its requests are in each state."""
    recipients: Any = apps.get_model("support", "Recipient").objects
    return recipients.visible_to(user).filter(vanguard=number).counted_by_state(user)


def recipients(number: int, user: User) -> list[Any]:
    """The first of its requests, each with the enablers it falls under."""
    found = _recipients(number, user)
    requests = [recipient.support_request for recipient in found]
    fill(requests, "enabler_links", _enabler_links([each.pk for each in requests]) if requests else [])
    return found


@prepared
def _recipients(number: int, user: User) -> Any:
    recipients: Any = apps.get_model("support", "Recipient").objects
    return recipients.visible_to(user).filter(vanguard=number).with_requests(user).order_by("support_request_id")[:AT_MOST]


@prepared
def _enabler_links(requests: list[int]) -> Any:
    links: Any = apps.get_model("support", "RequestEnabler").objects.filter(support_request__in=requests).select_related("enabler")
    return links.only("support_request_id", "enabler__name", "enabler__slug", "enabler__order")


@prepared
def commitments(number: int, user: User) -> Any:
    """The first of its commitments, what is still to be reached before the others."""
    found: Any = apps.get_model("milestones", "Commitment").objects
    return found.visible_to(user).filter(vanguard=number).for_page().next_first()[:AT_MOST]


@prepared
def forecasts(commitments: list[int]) -> Any:
    """The ledgers of commitments."""
    found: Any = apps.get_model("milestones", "Forecast").objects
    return found.filter(commitment__in=commitments).select_related("cause")
