"""The moves of products, of adoptions and of benefits."""

from spread.moves.adoptions import MOVES as MOVES_OF_ADOPTIONS
from spread.moves.adoptions import OF_MANY as OF_MANY_ADOPTIONS
from spread.moves.adoptions import make as make_of_adoption
from spread.moves.benefits import MOVES as MOVES_OF_BENEFITS
from spread.moves.benefits import make as make_of_benefit
from spread.moves.products import MOVES as MOVES_OF_PRODUCTS
from spread.moves.products import OF_MANY as OF_MANY_PRODUCTS
from spread.moves.products import make as make_of_product

__all__ = [
    "MOVES_OF_ADOPTIONS",
    "MOVES_OF_BENEFITS",
    "MOVES_OF_PRODUCTS",
    "OF_MANY_ADOPTIONS",
    "OF_MANY_PRODUCTS",
    "make_of_adoption",
    "make_of_benefit",
    "make_of_product",
]
