"""Addresses of products and benefits."""

from django.urls import path, register_converter

import pages.converters  # noqa: F401 - registers how addresses hold numbers
from moves.urls import converter
from spread.moves import MOVES_OF_ADOPTIONS, MOVES_OF_BENEFITS, MOVES_OF_PRODUCTS, OF_MANY_ADOPTIONS, OF_MANY_PRODUCTS
from spread.views import adoptions, benefits, overviews, products

register_converter(converter(MOVES_OF_PRODUCTS), "product_move")
register_converter(converter({each.slug: each for each in OF_MANY_PRODUCTS}), "move_of_many_products")
register_converter(converter(MOVES_OF_ADOPTIONS), "adoption_move")
register_converter(converter({each.slug: each for each in OF_MANY_ADOPTIONS}), "move_of_many_adoptions")
register_converter(converter(MOVES_OF_BENEFITS), "benefit_move")
ONE = "products/<number:number>/"
ADOPTION = f"{ONE}adoptions/<number:adoption>/"
BENEFIT = "benefits/<number:number>/"

urlpatterns = [
    path("benefits/", benefits.benefit_list, name="benefit_list"),
    path("benefits/export.csv", benefits.benefit_export, name="benefit_export"),
    path("benefits/new/", benefits.benefit_new, name="benefit_new"),
    path("benefits/measures/", benefits.measure_list, name="measure_list"),
    path("benefits/measures/<number:number>/", benefits.measure_detail, name="measure_detail"),
    path(BENEFIT, benefits.benefit_detail, name="benefit_detail"),
    path(f"{BENEFIT}readings/new/", benefits.reading_new, name="reading_new"),
    path(f"{BENEFIT}readings/paste/", benefits.reading_paste, name="reading_paste"),
    path(f"{BENEFIT}readings/<number:reading>/", benefits.reading_edit, name="reading_edit"),
    path(f"{BENEFIT}<benefit_move:move>/", benefits.benefit_move, name="benefit_move"),
    path("products/", products.product_list, name="product_list"),
    path("products/export.csv", products.product_export, name="product_export"),
    path("products/new/", products.product_new, name="product_new"),
    path("products/many/", products.product_many, name="product_many"),
    path("products/many/<move_of_many_products:move>/", products.product_many_do, name="product_many_do"),
    path("products/map/", overviews.product_map, name="product_map"),
    path("products/reach/", overviews.product_reach, name="product_reach"),
    path("products/adoptions/", adoptions.adoption_list, name="adoption_list"),
    path("products/adoptions/export.csv", adoptions.adoption_export, name="adoption_export"),
    path("products/adoptions/many/", adoptions.adoption_many, name="adoption_many"),
    path("products/adoptions/many/<move_of_many_adoptions:move>/", adoptions.adoption_many_do, name="adoption_many_do"),
    path(ONE, products.product_detail, name="product_detail"),
    path(f"{ONE}versions/new/", products.product_version_new, name="product_version_new"),
    path(f"{ONE}adoptions/new/", adoptions.adoption_new, name="adoption_new"),
    path(ADOPTION, adoptions.adoption_detail, name="adoption_detail"),
    path(f"{ADOPTION}<adoption_move:move>/", adoptions.adoption_move, name="adoption_move"),
    path(f"{ONE}<product_move:move>/", products.product_move, name="product_move"),
]
