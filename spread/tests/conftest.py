"""A product of Salford that was checked, another that was not, and an adoption of Neuro in any state."""

from decimal import Decimal

import pytest

from pages.typed_dates import understand
from spread.actions import offer_product, record_adoption
from spread.benefit_actions import propose_benefit
from spread.models import Adoption, Product
from spread.moves import make_of_adoption, make_of_product

WORDS = {"name": "Shared rota", "kind": "template", "summary": "A rota for several hospitals.", "maturity": "tried-by-makers"}


@pytest.fixture
def offered(salford, sal, neuro, nora):
    """To check."""
    return offer_product(by=sal, vanguards=[salford], where="Ask Salford", **WORDS)


@pytest.fixture
def product(offered, tess):
    """Checked, so everybody sees it."""
    return make_of_product(offered, "check", by=tess)


@pytest.fixture
def adopt(product, nora, neuro):
    """Record that Neuro does something with it."""

    def record(stage="looking", since="4 January 2016", **values):
        return record_adoption(product, by=nora, vanguard=neuro, stage=stage, from_when=understand(since), **values)

    return record


def fresh(record):
    kind = Product if isinstance(record, Product) else Adoption
    return kind.objects.for_page().get(pk=record.pk)


BEFORE = {"to check": (), "sent back": ("send-back",), "checked": ("check",), "withdrawn": ("withdraw",)}


@pytest.fixture
def put_product(offered, tess):
    """Bring Salford’s product into a state, by moves of the team."""

    def into(state):
        for move in BEFORE[state]:
            make_of_product(offered, move, by=tess, words="So it is")
        return fresh(offered)

    return into


@pytest.fixture
def put_adoption(adopt, tess):
    """Bring Neuro’s adoption into a state, by moves of the team."""

    def into(state, stage="looking"):
        adoption = adopt(stage)
        for move in BEFORE[state]:
            make_of_adoption(adoption, move, by=tess, words="So it is")
        return fresh(adoption)

    return into


BENEFIT = {
    "measure": {"name": "Length of stay", "unit": "days", "aim": "efficiency", "better": "lower"},
    "dated": {"baseline_date": understand("2014/15"), "target_date": understand("March 2017")},
    "we_do": "Rounds at eight",
    "changes": "Earlier plans",
    "is_better": "Shorter stays",
    "baseline": Decimal(12),
    "target": Decimal(9),
}


@pytest.fixture
def benefit(salford, sal):
    """A row of Salford’s logic model: proposed."""
    return propose_benefit(by=sal, vanguard=salford, **BENEFIT)
