"""Products with their makers, versions and moves, and the adoptions of products with theirs."""

from spread.models.adoptions import Adoption, AdoptionMove
from spread.models.products import Product, ProductMaker, ProductMove, ProductRelease

__all__ = ["Adoption", "AdoptionMove", "Product", "ProductMaker", "ProductMove", "ProductRelease"]
