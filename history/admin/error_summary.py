"""The summary above a refused admin form: each error, with a link to its field."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.utils.html import strip_tags
from django.utils.text import capfirst


class Line(NamedTuple):
    words: str
    href: str


def error_summary(form: Any, inlines: Iterable[Any] = ()) -> list[Line]:
    """Return the errors of a form's fields, then those of its rows. The page shows errors of the whole form beside them."""
    return [*_of_fields(form, ""), *(line for inline in inlines for line in _of_rows(inline))]


def _of_fields(form: Any, row: str) -> Iterator[Line]:
    for field in form:
        for error in field.errors:
            yield Line(f"{row}{capfirst(field.label)}: {error}", f"#{field.auto_id}")


def _of_rows(inline: Any) -> Iterator[Line]:
    formset = inline.formset
    if not formset.is_bound:
        return
    kind = capfirst(str(inline.opts.verbose_name_plural))  # as the page heads these rows
    for error in formset.non_form_errors():
        yield Line(f"{kind}: {_first_line(error)}", f"#{formset.prefix}-group")
    for number, form in enumerate(formset.forms):
        if form.errors:
            row = f"{kind}, row {number + 1}: "
            yield from (Line(f"{row}{_first_line(error)}", f"#{form.prefix}") for error in form.non_field_errors())
            yield from _of_fields(form, row)


def _first_line(error: Any) -> str:
    """Return the first line of a long error: the row itself shows the rest."""
    return next((line.strip() for line in strip_tags(str(error)).splitlines() if line.strip()), "")
