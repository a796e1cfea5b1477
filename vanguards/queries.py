"""Prepared queries for the pages of vanguards (history/reading/prepared.py)."""

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
    "published_amounts": "source",
}
AT_MOST = 100  # requests and commitments on one vanguard's page; it links to the full lists
MOST_PRODUCTS, FEW_PRODUCTS = 20, 5  # products on one vanguard's page
ON_ITS_PAGE = (*WHAT_THEY_POINT_TO, "aliases", "contacts")


@prepared
def vanguard_of_number(number: int, user: User) -> Any:
    """Return the vanguard with whether it has each kind of part: most have few, so most need no query."""
    there = {f"has_{name}": Exists(_of_vanguards(name, OuterRef("pk"))) for name in ON_ITS_PAGE}
    return Vanguard.objects.visible_to(user).for_page().annotate(**there).filter(pk=number)


@prepared
def vanguards_of_numbers(numbers: list[int], user: User) -> Any:
    """Return vanguards with what a list shows."""
    return Vanguard.objects.visible_to(user).for_list().filter(pk__in=numbers)


@prepared
def memberships(number: int, user: User) -> Any:
    return Membership.objects.visible_to(user).filter(vanguard=number).select_related("user")


def read_parts(vanguards: Sequence[Vanguard], *names: str) -> None:
    """Read parts of vanguards that the person may see, by the names of the relations, with what the parts point to."""
    for name in names:
        some = [vanguard.pk for vanguard in vanguards if getattr(vanguard, f"has_{name}", True)]
        fill(vanguards, name, PARTS[name](some) if some else [])


def _of_vanguards(name: str, vanguard: Any) -> Any:
    """Return the parts of this name, for one vanguard or a list of them."""
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
    """Read the aliases of each organisation, and its vanguards."""
    numbers = [organisation.pk for organisation in organisations]
    fill(organisations, "aliases", _aliases_of_organisations(numbers) if numbers else [])
    fill(organisations, "partnerships", _partnerships_of_organisations(numbers) if numbers else [])


def _aliases_of_organisations(numbers: list[int]) -> Any:
    return OrganisationAlias.objects.filter(organisation__in=numbers)


def _partnerships_of_organisations(numbers: list[int]) -> Any:
    return Partnership.objects.filter(organisation__in=numbers).select_related("vanguard")


# Models of the apps above, found by name because this app must not import them.


@prepared
def states(number: int, user: User) -> Any:
    """Return how many of its requests are in each state."""
    recipients: Any = apps.get_model("support", "Recipient").objects
    return recipients.visible_to(user).filter(vanguard=number).counted_by_state(user)


def recipients(number: int, user: User) -> list[Any]:
    """Return the first of its requests, with the enablers of each."""
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
    """Return the first of its commitments, open ones first."""
    found: Any = apps.get_model("milestones", "Commitment").objects
    return found.visible_to(user).filter(vanguard=number).for_page().next_first()[:AT_MOST]


@prepared
def forecasts(commitments: list[int]) -> Any:
    """Return the dates of these commitments."""
    found: Any = apps.get_model("milestones", "Forecast").objects
    return found.filter(commitment__in=commitments).select_related("cause")


@prepared
def last_return(number: int, user: User) -> Any:
    """Return the latest signed-off return of a vanguard."""
    signed_off = apps.get_model("returns", "Return").objects.visible_to(user).filter(vanguard=number, signed_off_at__isnull=False)
    return signed_off.select_related("period").order_by("-period__ends_on", "-edition")[:1]


@prepared
def funding_lines(number: int, user: User) -> Any:
    """Return its funding, the latest year first."""
    found: Any = apps.get_model("fund", "FundingLine").objects
    return found.visible_to(user).filter(vanguard=number).for_page().with_payments().order_by("-year", "pk")[:AT_MOST]


@prepared
def products_made(number: int, user: User) -> Any:
    """Return the first products that a vanguard makes, with its part in each."""
    makers: Any = apps.get_model("spread", "ProductMaker").objects
    return makers.visible_to(user).filter(vanguard=number).select_related("product").order_by("-product_id")[:MOST_PRODUCTS]


@prepared
def products_used(number: int, user: User) -> Any:
    """Return the first adoptions of a vanguard, the latest first."""
    found: Any = apps.get_model("spread", "Adoption").objects.visible_to(user).standing().filter(vanguard=number)
    return found.select_related("product").order_by("-since_on", "-pk")[:MOST_PRODUCTS]


@prepared
def products_others_use(number: int, user: User) -> Any:
    """Return the products that most others like a vanguard use and it does not, each with `many`: how many."""
    return apps.get_model("spread", "Product").objects.visible_to(user).others_like_it_use(number)[:FEW_PRODUCTS]


@prepared
def benefits(number: int, user: User) -> Any:
    """Return the first benefits of a vanguard, each with its latest reading."""
    found: Any = apps.get_model("spread", "Benefit").objects.visible_to(user).filter(vanguard=number)
    return found.with_latest().select_related("measure").order_by("measure__name", "pk")[:MOST_PRODUCTS]
