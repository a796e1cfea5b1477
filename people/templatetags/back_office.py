"""What the templates of the back office say."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.html import escape, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from people import back_office_home

register = template.Library()

ICON = re.compile(r'<img src="[^"]*icon-(yes|no|unknown)[^"]*"[^>]*>')
SAID = {"yes": "Yes", "no": "No", "unknown": "Not known"}


@register.filter
def list_words(opts: Any) -> str:
    """Return what the list of a model is called, of its options."""
    return back_office_home.words_of(opts.model)


@register.filter
def in_words(shown: Any) -> Any:
    """Return what the admin shows of a record with words for its icons: red is for errors alone."""
    return mark_safe(ICON.sub(lambda icon: SAID[icon[1]], shown)) if isinstance(shown, SafeString) else shown  # noqa: S308 - it was safe before


@register.filter
def in_small_letters(words: str, name: str) -> str:
    """Return words in which a name, which Django begins with a capital, stands as in the middle of a sentence: "Add another membership"."""
    return words.replace(capfirst(name), name)


@register.filter
def labelled(cells: Iterable[str], headers: Iterable[Mapping[str, Any]]) -> list[Any]:
    """Return the cells of a row, each with the heading of its column, which is shown beside it on a phone."""
    labels = (escape(strip_tags(str(capfirst(header["text"]))).strip()) for header in headers)
    return [
        in_words(mark_safe(re.sub(r"^<(t[dh])", rf'<\1 data-label="{label}"', cell)))  # noqa: S308 - the admin made the cell, the label is escaped
        for cell, label in zip(cells, labels, strict=True)
    ]
