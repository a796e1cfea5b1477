"""Products with their makers, versions and moves; the adoptions of products with theirs; measures, benefits and readings."""

from spread.models.adoptions import Adoption, AdoptionMove
from spread.models.measures import Benefit, BenefitMove, Measure, Reading
from spread.models.products import Product, ProductMaker, ProductMove, ProductRelease

__all__ = [
    "Adoption",
    "AdoptionMove",
    "Benefit",
    "BenefitMove",
    "Measure",
    "Product",
    "ProductMaker",
    "ProductMove",
    "ProductRelease",
    "Reading",
]
