"""Lists: filters, sorting and paging, all in the address and keeping each other."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import F
from django.db.models.expressions import OrderBy
from django.http import HttpRequest, HttpResponse

from pages import links
from pages.columns import NAME as COLUMNS
from pages.columns import ShownColumns
from pages.counting import EXACT_UP_TO, counted
from pages.filters import Chosen, ListFilters, OneChoice, OneValue
from pages.paging import PER_PAGE, Numbered, page_number
from pages.shortcuts import page

COUNTED = EXACT_UP_TO + 1


def _ordered(column: str, *, turned: bool) -> OrderBy:
    """Return one column of a sort: "-" for descending, "?" at the end if it may be empty. Empty values come last in both directions."""
    may_be_empty, down = column.endswith("?"), column.startswith("-") != turned
    field = F(column.strip("-?"))
    empty = True if may_be_empty else None
    return field.desc(nulls_last=empty) if down else field.asc(nulls_last=empty)


def in_order(sorts: Mapping[str, Sequence[str]], sort: str) -> list[OrderBy]:
    """The columns that a list is sorted by, as the address names the sort."""
    return [_ordered(column, turned=sort.startswith("-")) for column in sorts[sort.removeprefix("-")]]


class Listing(Numbered):
    """One page of a list.

    `sorts` maps each word of ?sort= to its columns ("-" for descending, "?" if it may be empty); the first is the default. A minus before
    the word reverses it. `at` is the list's URL name, for an export at another address. `read` reads the records of some numbers with what
    their rows show; without it the list has no rows. `columns` are the shown ones, if people can choose.

    `refusals` holds what the address asks for and the list does not know; if there are any, no rows are shown.
    """

    def __init__(
        self,
        request: HttpRequest,
        filters: ListFilters,
        *,
        sorts: Mapping[str, Sequence[str]],
        thing: tuple[str, str],
        at: str = "",
        read: Callable[[list[int]], Iterable[Any]] = lambda numbers: (),
        columns: ShownColumns | None = None,
    ) -> None:
        self.request, self.filters, self.sorts, self.thing, self.read, self.columns = request, filters, sorts, thing, read, columns
        self.form = filters.form
        self.address = links.path(at) if at else request.path
        self.default_sort = next(iter(sorts))
        self.sort = request.GET.get("sort") or self.default_sort
        self.refusals = [*self._unknown_parameters(), *self._refused_values()]
        if self.sort.removeprefix("-") not in sorts:
            self.refusals.append({"text": f"This list cannot be sorted by “{self.sort[:40]}”."})
            self.sort = self.default_sort
        self.number = self._page_number()
        self._queries: dict[int, str] = {}
        self.missing: list[dict[str, str]] = []  # what a form on the list lacked; shown on the list

    def _unknown_parameters(self) -> list[dict[str, str]]:
        known = {*self.form.fields, "page", "sort", "as_at", *([COLUMNS] if self.columns else [])}
        unknown = [{"text": f"This list has no filter “{name[:40]}”."} for name in self.request.GET if name not in known]
        unknown += [{"text": f"This list has no column “{name[:40]}”."} for name in (self.columns.unknown if self.columns else [])]
        single = [name for name, field in self.form.fields.items() if isinstance(field, OneValue | OneChoice)]
        given = [(name, [value for value in self.request.GET.getlist(name) if value]) for name in single]
        several = [name for name, values in given if len(values) > 1]
        return unknown + [{"text": f"{self.form.fields[name].label}: choose one, not several."} for name in several]

    def _refused_values(self) -> list[dict[str, str]]:
        if self.form.is_valid():
            return []
        return [
            {"text": f"{self.form.fields[name].label}: {error}", "href": f"#{self.form[name].auto_id}"}
            for name, errors in self.form.errors.items()
            for error in errors
        ]

    def _page_number(self) -> int:
        words = self.request.GET.get("page") or "1"
        number = page_number(words)
        if number is None:
            self.refusals.append({"text": f"There is no page “{words[:20]}”."})
        return number or 1

    @cached_property
    def selected(self) -> Any:
        """Return everything that the filters select, unordered."""
        return self.filters.qs if not self.refusals else self.filters.queryset.none()

    @cached_property
    def rows(self) -> list[Any]:
        """Return the rows of this page."""
        numbers = self._numbers[:PER_PAGE]
        found = {record.pk: record for record in self.read(numbers)} if numbers else {}
        if not numbers and self.number > 1 and not self.refusals:
            self.refusals.append({"text": f"There is no page {self.number}: the list ends before it."})
        return [found[number] for number in numbers if number in found]  # one may have been removed meanwhile

    @property
    def around(self) -> tuple[list[int], int]:
        """Return the numbers of this page's rows with one before and one after, and the position of the first."""
        first = max((self.number - 1) * PER_PAGE - 1, 0)
        return [*self.in_order.values_list("pk", flat=True)[first : self.number * PER_PAGE + 1]], first

    def way_in(self, position: int) -> list[tuple[str, str]]:
        """Return what a record's address says about the list it is opened from: the list's query, and the position."""
        page, at = divmod(position, PER_PAGE)
        if page not in self._queries:
            self._queries[page] = urlencode(self._pairs(page=str(page + 1) if page else None))
        return [("from", self._queries[page]), ("at", str(at))] if self._queries[page] else []

    def to(self, record: Any, place: int) -> str:
        """Return the address of a record in a row of this page, with the way back."""
        return links.with_query(record.get_absolute_url(), self.way_in((self.number - 1) * PER_PAGE + place))

    @property
    def in_order(self) -> Any:
        """Return everything that the filters select, sorted."""
        return self.selected.order_by(*in_order(self.sorts, self.sort))

    @cached_property
    def _numbers(self) -> list[int]:
        """Return the numbers of this page's rows, and one more if there is one; an index has them."""
        start = (self.number - 1) * PER_PAGE
        end = start + PER_PAGE + 1
        return self._first_numbers[start:end] if end <= COUNTED else [*self.in_order.values_list("pk", flat=True)[start:end]]

    @cached_property
    def _first_numbers(self) -> list[int]:
        """Return as many numbers as are counted exactly, and one more, so that one query tells the count and the rows."""
        return [*self.in_order.values_list("pk", flat=True)[:COUNTED]]

    @property
    def count(self) -> int:
        """Return how many are selected: exact up to 1,000, otherwise some number above it."""
        before = (self.number - 1) * PER_PAGE
        return before + len(self._numbers) if before >= EXACT_UP_TO and self._numbers else len(self._first_numbers)

    @property
    def counted(self) -> str:
        """Return "12 requests"."""
        return f"{counted(self.count)} {self.thing[0] if self.count == 1 else self.thing[1]}"

    @property
    def caption(self) -> str:
        """Return "12 requests, raised, workforce redesign", with the page if there are several."""
        page = [f"page {self.number:,}"] if self.number > 1 or self.next else []
        return ", ".join([self.counted, *(chosen.words for chosen, _ in self.removable), *page])

    @property
    def chosen(self) -> bool:
        return any(self.request.GET.get(name) for name in self.form.fields)

    @cached_property
    def removable(self) -> list[tuple[Chosen, str]]:
        """Return each chosen value with the address of the list without it."""
        if self.refusals:
            return []
        chosen = list(self.filters.chosen())
        return [(one, self._address_with([other for other in chosen if other != one])) for one in chosen]

    def _address_with(self, kept: list[Chosen]) -> str:
        sort = [("sort", self.sort)] if self.sort != self.default_sort else []
        return links.with_query(self.address, [*((one.name, one.value) for one in kept), *sort, *self.chosen_columns])

    @property
    def chosen_columns(self) -> list[tuple[str, str]]:
        """Return what every address of the list carries about its columns, if they are not the usual ones."""
        return self.columns.pairs if self.columns else []

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Return what the filter form carries besides its own fields and the sort."""
        return list(links.kept().items())

    @property
    def sort_choices(self) -> list[tuple[str, str]]:
        """Return every way to sort: the word in the address, and words for people."""
        named = [(key, key.replace("-", " ").capitalize()) for key in self.sorts]
        return [choice for key, words in named for choice in ((key, words), (f"-{key}", f"{words}, in reverse order"))]

    def _address(self, at: str = "", **changes: str | None) -> str:
        return links.with_query(at or self.address, self._pairs(**changes))

    def _pairs(self, **changes: str | None) -> list[tuple[str, str]]:
        asked = [
            (name, value)
            for name, values in self.request.GET.lists()
            for value in values
            if value and name not in changes and name not in ("page", "as_at") and name in {*self.form.fields, "sort"}
        ]
        return asked + self.chosen_columns + [(name, value) for name, value in changes.items() if value]

    def export_address(self, name: str) -> str:
        """Return the address of all the list's rows as a file, by the URL name of the export."""
        return self._address(at=links.path(name))

    @property
    def cleared(self) -> str:
        return links.with_query(self.address, self.chosen_columns)

    def sort_address(self, key: str) -> str:
        """Return the address of the list sorted by a column; reversed if it is sorted by it already."""
        return self._address(sort=f"-{key}" if self.sort == key else key)

    def sorted_by(self, key: str) -> str:
        return {key: "ascending", f"-{key}": "descending"}.get(self.sort, "")

    @property
    def previous(self) -> str:
        return self._address(page=str(self.number - 1)) if self.number > 1 else ""

    @property
    def next(self) -> str:
        return self._address(page=str(self.number + 1)) if len(self._numbers) > PER_PAGE else ""


def list_page(request: HttpRequest, template: str, listing: Listing, **context: Any) -> HttpResponse:
    """Show a list; answer 400 if its address asks for something unknown."""
    rows = listing.rows
    return page(request, template, status=400 if listing.refusals or listing.missing else 200, listing=listing, rows=rows, **context)
