"""Pages of something long that has no filters."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest

from pages import links
from pages.counting import count
from pages.errors import NotUnderstood
from pages.typed_numbers import is_a_number

PER_PAGE = 50
LAST_PAGE = 100_000


def page_number(words: str) -> int | None:
    """Return the page number; None if the words are not one."""
    known = is_a_number(words, most=6) and 1 <= int(words) <= LAST_PAGE
    return int(words) if known else None


class Numbered:
    """The words for the page before and after, for anything with pages."""

    number: int

    @property
    def previous_words(self) -> str:
        return f"Page {self.number - 1}"

    @property
    def next_words(self) -> str:
        return f"Page {self.number + 1}"


class Page(Numbered):
    """One page of an ordered queryset or list. Raise NotUnderstood if the address asks for a page that does not exist."""

    PER_PAGE: ClassVar[int] = PER_PAGE

    def __init__(self, request: HttpRequest, rows: QuerySet[Any] | Sequence[Any]) -> None:
        words = request.GET.get("page") or "1"
        number = page_number(words)
        if number is None:
            raise NotUnderstood(f"There is no page “{words[:20]}”.")
        self.number, self.address, self.all = number, request.path, rows
        self.kept = [(name, value) for name, values in request.GET.lists() for value in values if name not in ("page", "as_at")]

    @cached_property
    def _fetched(self) -> list[Any]:
        start = (self.number - 1) * self.PER_PAGE
        rows = list(self.all[start : start + self.PER_PAGE + 1])
        if not rows and self.number > 1:
            raise NotUnderstood(f"There is no page {self.number}: it ends before that.")
        return rows

    @property
    def rows(self) -> list[Any]:
        return self._fetched[: self.PER_PAGE]

    @cached_property
    def count(self) -> int:
        if not isinstance(self.all, QuerySet):
            return len(self.all)
        is_last = len(self._fetched) <= self.PER_PAGE
        return (self.number - 1) * self.PER_PAGE + len(self._fetched) if is_last else count(self.all)

    @property
    def previous(self) -> str:
        return links.with_query(self.address, [*self.kept, ("page", self.number - 1)]) if self.number > 1 else ""

    @property
    def next(self) -> str:
        return links.with_query(self.address, [*self.kept, ("page", self.number + 1)]) if len(self._fetched) > self.PER_PAGE else ""
