"""The rows of the heat map, with the address of the requests behind each number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.http import urlencode

from board.heat_map import counting
from board.heat_map.counting import ALL, Counts, Measure
from board.heat_map.filters import BY_CARE_MODEL, CARE_MODELS
from board.heat_map.listing import HeatListing
from pages.filters import LONGEST_NUMBERS
from pages.links import link, url
from support.models import Enabler
from vanguards.models import CareModel, CollaborationForm, Vanguard

MOST_NUMBERS = LONGEST_NUMBERS // 2  # even of one digit and a comma each, the list's filter takes no more
NO_FORM = "No collaboration form"

Query = Mapping[str, Any]


@dataclass(frozen=True)
class Row:
    """A row with its counts. `tail` is what the address of its requests ends with; None if no filter can select them."""

    subject: Any  # a vanguard or a group of them; None for all
    said: str
    vanguards: int
    address: str
    tail: str | None
    counts: Counts

    @property
    def total(self) -> int:
        return self.counts.get(ALL, 0)

    def many(self, enabler: Enabler) -> int:
        return self.counts.get(enabler.pk, 0)


def columns(measure: Measure) -> list[tuple[Enabler, str]]:
    """Return the enablers, each with the address of its requests, which ends with the tail of a row."""
    return [(one, _list(measure, enabler=one.slug)) for one in counting.enablers(measure.user)]


def all_columns(measure: Measure) -> str:
    """Return the address of requests under any enabler or none."""
    return _list(measure)


def _list(measure: Measure, **query: Any) -> str:
    return url("request_list", **query, **measure.listed)


def of_page(listing: HeatListing) -> list[tuple[str, list[Row]]]:
    """Return the rows of this page under the names of their groups; under "" where each row is a group itself."""
    if not listing.has_vanguards:
        return [("", of_groups(listing))]
    vanguards, measure = listing.rows, listing.measure
    counts = counting.of_vanguards(measure.user, measure.name, measure.day, tuple(one.pk for one in vanguards))
    return [(name, of_vanguards(list(some), counts)) for name, some in groupby(vanguards, _group_by(listing.rows_are))]


def of_vanguards(vanguards: Sequence[Vanguard], counts: Mapping[int, Counts]) -> list[Row]:
    return [Row(one, f"{one.pk} {one}", 1, link(one), _tail({"vanguard": one.pk}), counts.get(one.pk, {})) for one in vanguards]


def _group_by(rows_are: str) -> Any:
    """Return what names the group of a vanguard."""
    if rows_are == BY_CARE_MODEL:
        return lambda one: f"{one.care_model.name} ({one.care_model.code})"
    return lambda one: one.forms_said or NO_FORM


def of_groups(listing: HeatListing) -> list[Row]:
    """Return a row for each care model or form that the selected vanguards have, sorted as the address asks."""
    is_care_model = listing.rows_are == CARE_MODELS
    kind, path, name = (CareModel, "care_model", "care_model") if is_care_model else (CollaborationForm, "collaborations__form", "form")
    having: dict[int, list[int]] = {}
    for group, number in listing.selected.order_by("number").exclude(**{path: None}).values_list(path, "pk"):
        having.setdefault(group, []).append(number)
    groups = kind.objects.visible_to(listing.filters.user).filter(pk__in=list(having)).order_by("order", "code")
    narrowing = listing.filters.narrowing()
    shown = [one for one in groups if one.code in narrowing.get(name, [one.code])]
    counts = listing.measure.rows(f"vanguard__{path}", listing.numbers)
    rows = [
        Row(
            one,
            one.name,
            len(having[one.pk]),
            url("vanguard_list", **{**narrowing, name: one.code}),
            _tail(_narrowed(narrowing | {name: [one.code]}, having[one.pk])),
            counts.get(one.pk, {}),
        )
        for one in shown
    ]
    return _sorted(rows, listing.sort)


def of_file(listing: HeatListing) -> tuple[list[str], list[tuple[list[Any], Row]]]:
    """Return the headings of what is known of each row, and the rows of all pages with it."""
    if not listing.has_vanguards:
        return ["Code", "Name", "Vanguards"], [([row.subject.code, row.said, row.vanguards], row) for row in of_groups(listing)]
    vanguards = list(listing.in_order.select_related("care_model").only("name", "care_model__code"))
    found = of_vanguards(vanguards, listing.measure.rows("vanguard", listing.numbers))
    facts = [[one.pk, one.name, one.care_model.code, one.forms_said] for one in vanguards]
    return ["Number", "Name", "Care model", "Collaboration forms"], list(zip(facts, found, strict=True))


def _sorted(rows: list[Row], sort: str) -> list[Row]:
    keys: dict[str, Any] = {"name": lambda row: row.said, "most": lambda row: -row.total}
    key = keys.get(sort.removeprefix("-"))
    return sorted(rows, key=key, reverse=sort.startswith("-")) if key else rows[:: -1 if sort.startswith("-") else 1]


def total(listing: HeatListing) -> Row:
    """Return the row of all selected vanguards, on this page and the others."""
    narrowing, measure = listing.filters.narrowing(), listing.measure
    if not narrowing:
        counts = counting.of_everything(measure.user, measure.name, measure.day)
        return Row(None, f"All {listing.counted}", listing.count, "", "", counts)
    query = _narrowed(narrowing, list(listing.numbers[: MOST_NUMBERS + 1]))
    return Row(None, f"All {listing.counted}", listing.count, "", _tail(query), measure.total(listing.numbers))


def _narrowed(narrowing: Query, numbers: Sequence[int]) -> Query | None:
    """Return the list's filters for vanguards that the directory's filters select: the same if it has them; otherwise their numbers, or
    None if they are more than it takes.
    """
    if narrowing.keys() <= {"care_model", "form"}:
        return narrowing
    words = ",".join(str(number) for number in numbers)
    return {"vanguard": words} if len(words) <= LONGEST_NUMBERS else None


def _tail(query: Query | None) -> str | None:
    return None if query is None else "".join(f"&{urlencode({name: value}, doseq=True)}" for name, value in query.items())


class Shades:
    """Four shades by size: of up to four requests each number has its own, otherwise each a quarter of the way to the most."""

    def __init__(self, numbers: Sequence[int]) -> None:
        most = max(numbers, default=0)
        parts = min(most, 4)
        self.ranges = [(most * at // parts + 1, most * (at + 1) // parts) for at in range(parts)]
        self.of = {number: at for at, (first, last) in enumerate(self.ranges, start=1) for number in {*numbers} if first <= number <= last}

    @property
    def legend(self) -> list[tuple[int, str]]:
        """Return each shade with the numbers it stands for."""
        return [(at, f"{first:,}" if first == last else f"{first:,} to {last:,}") for at, (first, last) in enumerate(self.ranges, start=1)]
