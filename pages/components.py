"""The NHS design system's components for templates: {{ nhs.tag({"text": "Raised"}) }}.

They are NHS England's own macros, drawn in a separate environment: they expect undefined names to be silent, while our pages treat one as
an error. The macros are slow, so the same component with the same arguments is drawn once and remembered.
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
    return Markup(_macro(name)(json.loads(parameters)))  # noqa: S704 - the macro has escaped everything except what it calls html


class Components:
    """Draws components: `nhs.errorSummary({...})`. The design system's own pages list the parameters.

    Never pass people's words as `html`: every macro marks it as safe.
    """

    def __getattr__(self, name: str) -> Callable[..., Markup]:
        return lambda parameters=None: _drawn(name, _as_words(parameters or {}))


nhs = Components()


@lru_cache(maxsize=200)
def tag(text: str, colour: str) -> Markup:
    """Return the tag for a word, by far the most common component."""
    return _drawn("tag", _as_words({"text": text, "colour": colour}))


@lru_cache(maxsize=200)
def label(words: str) -> Markup:
    """Return a column's heading for a cell: on a phone, a table becomes a stack of cells with headings."""
    return Markup('<span class="tracker-label">{} </span>').format(escape(words))
