"""Facts for the back office to check: unknown, unconfirmed, without a source, or on record twice; each with the form to correct it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.db import models
from django.db.models import F, QuerySet
from django.urls import reverse

from history.reading.tracked import TRACKED
from pages.counting import AT_A_GLANCE, count
from people.models import User
from vanguards.duplicates import Called, possible_duplicates
from vanguards.facts import CertainFact, Certainty, SourcedFact
from vanguards.models import Organisation, OrganisationAlias, Vanguard

TWICE = "on-record-twice"
IN_DOUBT = {"certainty__in": [Certainty.INFERRED, Certainty.UNCONFIRMED]}


@dataclass(frozen=True)
class Row:
    """A fact to check: its record, words about it, the address of the form to correct it, and other actions."""

    name: str
    note: str
    address: str
    acts: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Kind:
    """A kind of fact to check. `acts` holds actions besides editing, each with its address."""

    slug: str
    what: str
    rows: QuerySet[Any]
    note: Callable[[Any], str]
    acts: Callable[[Any], Sequence[tuple[str, str]]] = lambda fact: ()

    def row(self, fact: Any) -> Row:
        whole = _with_a_form(fact)
        form = reverse(f"admin:{whole._meta.app_label}_{whole._meta.model_name}_change", args=[whole.pk])
        name = _called(whole) if whole is fact else f"{_called(whole)}: {_part(fact)}"
        return Row(name, self.note(fact), form, self.acts(fact))


def _with_a_form(fact: Any) -> Any:
    """Return the fact or, if it is a part, the record whose form it stands in."""
    return fact if type(fact) in admin.site._registry else getattr(fact, fact.PART_OF[0])


def _called(record: Any) -> str:
    return f"{record.pk} {record}" if isinstance(record, Vanguard) else str(record)


def _part(fact: Any) -> str:
    """Return a part's name: what it adds to its whole, or its own words."""
    added = [getattr(fact, name, None) for name in ("form", "organisation")]
    return str(next(filter(None, added), fact))


def kinds(user: User) -> list[Kind]:
    """Return every kind, also those without rows."""
    return [*_kinds_by_query(user), _twice(user)]


def kind(user: User, slug: str) -> Kind | None:
    """Return the kind with this name. Only "on record twice" compares all names."""
    return _twice(user) if slug == TWICE else next((each for each in _kinds_by_query(user) if each.slug == slug), None)


def _kinds_by_query(user: User) -> Iterator[Kind]:
    vanguards = Vanguard.objects.visible_to(user).order_by("pk")
    yield Kind("population-not-known", "Patient population not known", vanguards.population_unknown(), _population)
    yield Kind("population-not-confirmed", "Patient population not confirmed", vanguards.population_unconfirmed(), _population)
    yield from _in_doubt(user)
    yield from _without_source(user)


def _population(vanguard: Vanguard) -> str:
    return vanguard.population_note


def _in_doubt(user: User) -> Iterator[Kind]:
    for model in [each for each in _models(CertainFact) if each in admin.site._registry or not getattr(each, "GIVEN_BY_LEADS", False)]:
        what = f"{_upper(model)} not confirmed"
        yield Kind(f"{model._meta.model_name}-not-confirmed", what, _rows(model, user).filter(**IN_DOUBT), _doubt)


def _doubt(fact: Any) -> str:
    return ": ".join(filter(None, [fact.get_certainty_display(), fact.certainty_note]))


def _without_source(user: User) -> Iterator[Kind]:
    """Yield facts that should have a source but have none. Raised requests and what leads give are sources themselves."""
    for model in [each for each in _models(SourcedFact) if not each.GIVEN_BY_LEADS]:
        rows = _rows(model, user).filter(source=None)
        fields = {field.name for field in model._meta.fields}
        rows = rows.filter(raised_by=None) if "raised_by" in fields else rows
        yield Kind(f"{model._meta.model_name}-without-source", f"{_upper(model)} without a source", rows, _nothing)


def _nothing(fact: Any) -> str:
    return ""


def _models(base: type[models.Model]) -> list[Any]:
    return [model for model in TRACKED.values() if issubclass(model, base)]


def _upper(model: Any) -> str:
    name = str(model._meta.verbose_name)
    return name[:1].upper() + name[1:]


def _rows(model: Any, user: User) -> QuerySet[Any]:
    """Return all rows of a model, with what their names and forms need."""
    related = [field.name for field in model._meta.fields if isinstance(field, models.ForeignKey) and field.name != "source"]
    rows: QuerySet[Any] = model.objects.visible_to(user).select_related(*related).order_by("pk")
    return rows


def _twice(user: User) -> Kind:
    names = Organisation.objects.visible_to(user).order_by().values_list("pk", "name")
    aliases = OrganisationAlias.objects.visible_to(user).order_by().values_list(F("organisation_id"), "name")
    found = possible_duplicates(Called(number, name) for number, name in [*names, *aliases])
    rows = Organisation.objects.visible_to(user).filter(pk__in=found).order_by("name")
    return Kind(TWICE, "Organisation that may be on record twice", rows, partial(_like, found), partial(_merging, found))


def _like(found: dict[int, list[str]], organisation: Organisation) -> str:
    return f"Also on record: {', '.join(found[organisation.pk])}"


def _merging(found: dict[int, list[str]], organisation: Organisation) -> list[tuple[str, str]]:
    page = reverse("admin:vanguards_organisation_merge", args=[organisation.pk])
    return [(f"Merge with {name}", f"{page}?{urlencode({'into': name})}") for name in found[organisation.pk]]


@dataclass(frozen=True)
class Found:
    """How many there are of a kind, and the first few."""

    kind: Kind
    count: int
    first: list[Row]


def worth_fixing(user: User) -> list[Found]:
    """Return every kind; those with rows come first."""
    found = [_found(each) for each in kinds(user)]
    return sorted(found, key=lambda one: not one.count)


def _found(kind: Kind) -> Found:
    number = count(kind.rows)
    return Found(kind, number, [kind.row(fact) for fact in kind.rows[:AT_A_GLANCE]] if number else [])
