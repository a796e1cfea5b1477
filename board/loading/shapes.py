"""How to read each list in fixtures/facts/: its model, its key and its parts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from fund.models import Fund, PublishedAmount
from history.models import NamedMoment
from history.recording.versions import TrackedModel
from milestones.models import Cause, Commitment, Event, EventVanguard, Milestone
from pages import dates
from selection.models import Criterion, Round
from spread.models import Product, ProductMaker
from support.models import AnsweringBody, Enabler, Offer, Recipient, RequestEnabler, SupportRequest
from vanguards import models as v


@dataclass(frozen=True)
class Shape:
    """A list of records of one model.

    `key` names the fields that tell records apart; `handle` is what other facts call a record by (a field, or a word used only in
    fixtures); `parent` is the field that points to the record it is part of; a bare value in the list is the value of the field `short`.
    """

    model: type[TrackedModel]
    key: tuple[str, ...]
    handle: str = ""
    parent: str = ""
    short: str = ""
    fixed: dict[str, Any] = field(default_factory=dict)
    derive: Callable[[dict[str, Any]], dict[str, Any]] | None = None
    parts: dict[str, "Shape"] = field(default_factory=dict)


def last_day_due(values: dict[str, Any]) -> dict[str, Any]:
    return {"due_until": dates.last_day(values["due_on"], values["due_precision"])}


def last_days(values: dict[str, Any]) -> dict[str, Any]:
    """Return the last day of what was promised and of what is expected: the same while nothing has happened."""
    until = last_day_due(values)
    return until | {"expected_until": until["due_until"]}


def partnerships(role: str) -> Shape:
    return Shape(
        v.Partnership, ("vanguard", "organisation", "words"), parent="vanguard", short="organisation", fixed={"role": role, "words": ""}
    )


VANGUARD_PARTS = {
    "aliases": Shape(v.VanguardAlias, ("vanguard", "name"), parent="vanguard", short="name"),
    "regions": Shape(v.VanguardRegion, ("vanguard", "region"), parent="vanguard", short="region"),
    "forms": Shape(v.Collaboration, ("vanguard", "form"), parent="vanguard"),
    "leads": partnerships("lead"),
    "partners": partnerships("partner"),
    "contacts": Shape(v.Contact, ("vanguard", "kind", "words"), parent="vanguard"),
    "sources": Shape(v.VanguardSource, ("vanguard", "source"), parent="vanguard", short="source"),
}
REQUEST_PARTS = {
    "enablers": Shape(RequestEnabler, ("support_request", "enabler"), parent="support_request"),
    "bodies": Shape(AnsweringBody, ("support_request", "organisation"), parent="support_request"),
    "recipients": Shape(Recipient, ("support_request", "vanguard"), parent="support_request", short="vanguard"),
}
SHAPES = {
    "sources": Shape(v.Source, ("code",), "code"),
    "regions": Shape(v.Region, ("code",), "code"),
    "care_models": Shape(v.CareModel, ("code",), "code"),
    "collaboration_forms": Shape(v.CollaborationForm, ("code",), "code"),
    "cohorts": Shape(v.Cohort, ("code",), "code"),
    "rounds": Shape(Round, ("cohort",), "cohort", parts={"criteria": Shape(Criterion, ("round", "name"), parent="round")}),
    "organisations": Shape(
        v.Organisation,
        ("name",),
        "name",
        parts={"aliases": Shape(v.OrganisationAlias, ("organisation", "name"), parent="organisation", short="name")},
    ),
    "organisation_successions": Shape(v.OrganisationSuccession, ("predecessor", "successor")),
    "vanguards": Shape(v.Vanguard, ("number",), "number", parts=VANGUARD_PARTS),
    "vanguard_successions": Shape(v.VanguardSuccession, ("predecessor", "successor")),
    "statements": Shape(v.Statement, ("kind", "label")),
    "enablers": Shape(Enabler, ("slug",), "slug", parts={"offers": Shape(Offer, ("enabler", "words"), "handle", parent="enabler")}),
    "requests": Shape(SupportRequest, ("title", "source"), "reference", parts=REQUEST_PARTS),
    "events": Shape(
        Event,
        ("title", "happened_on"),
        parts={"vanguards": Shape(EventVanguard, ("event", "vanguard"), parent="event", short="vanguard")},
    ),
    "causes": Shape(Cause, ("code",), "code"),
    "milestones": Shape(
        Milestone,
        ("title", "due_on"),
        "title",
        derive=last_day_due,
        parts={"commitments": Shape(Commitment, ("milestone", "vanguard"), parent="milestone", derive=last_days)},
    ),
    "funds": Shape(Fund, ("code",), "code"),
    "published_amounts": Shape(PublishedAmount, ("fund", "year", "stage", "words", "vanguard", "source")),
    "products": Shape(
        Product,
        ("name", "source"),
        "name",
        fixed={"state": "checked", "is_public": True},
        parts={"makers": Shape(ProductMaker, ("product", "vanguard"), parent="product", short="vanguard")},
    ),
    "moments": Shape(NamedMoment, ("slug",), "slug"),
}
