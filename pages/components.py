"""The NHS design system's components, for the templates: {{ nhs.tag({"text": "Raised"}) }}.

They are NHS England's own macros, drawn in an environment of their own: they count on undefined names being silent, while in our pages
an undefined name is an error. The same component with the same arguments is drawn once and remembered, for the macros are dear.
"""

import json
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from jinja2 import ChainableUndefined, Environment, PackageLoader
from markupsafe import Markup, escape

from pages.bounded_cache import kept

_as_words = json.JSONEncoder(default=str).encode
_macros = Environment(loader=PackageLoader("nhsuk_frontend_jinja"), undefined=ChainableUndefined, autoescape=True)


@lru_cache(maxsize=64)
def _macro(name: str) -> Callable[[Mapping[str, Any]], Markup]:
    folder = re.sub(r"(?<!^)([A-Z])", lambda found: f"-{found[1].lower()}", name)
    macro: Callable[[Mapping[str, Any]], Markup] = getattr(_macros.get_template(f"nhsuk/components/{folder}/macro.jinja").module, name)
    return macro


@kept(3_000_000)
def _drawn(name: str, parameters: str) -> Markup:
    return Markup(_macro(name)(json.loads(parameters)))  # noqa: S704 - the macro has escaped all but what it calls html


class Components:
    """`nhs.errorSummary({...})` draws that component; parameters are what the design system's own pages list.

    Never pass people's words as `html`: every macro marks it safe.
    """

    def __getattr__(self, name: str) -> Callable[..., Markup]:
        return lambda parameters=None: _drawn(name, _as_words(parameters or {}))


nhs = Components()


@lru_cache(maxsize=200)
def tag(text: str, colour: str) -> Markup:
    """The tag for a word, by far the component that stands most often on a page."""
    return _drawn("tag", _as_words({"text": text, "colour": colour}))


@lru_cache(maxsize=200)
def label(words: str) -> Markup:
    """What stands before a cell's content where a table is shown as a stack, on a phone: the words of its column's heading."""
    return Markup('<span class="tracker-label">{} </span>').format(escape(words))
