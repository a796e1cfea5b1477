"""Addresses of the selection of vanguards."""

from django.urls import path, register_converter

import pages.converters  # noqa: F401 - registers how addresses hold numbers
from moves.urls import converter
from selection.moves import MOVES, OF_MANY
from selection.views import expressions, rounds

register_converter(converter(MOVES), "expression_move")
register_converter(converter({each.slug: each for each in OF_MANY}), "move_of_many_expressions")
ONE = "rounds/<slug:code>/<number:number>/"

urlpatterns = [
    path("rounds/", rounds.round_list, name="round_list"),
    path("rounds/new/", rounds.round_new, name="round_new"),
    path("rounds/expressions/", expressions.expression_list, name="expression_list"),
    path("rounds/expressions/export.csv", expressions.expression_export, name="expression_export"),
    path("rounds/expressions/many/", expressions.expression_many, name="expression_many"),
    path("rounds/expressions/many/<move_of_many_expressions:move>/", expressions.expression_many_do, name="expression_many_do"),
    path("rounds/<slug:code>/", rounds.round_detail, name="round_detail"),
    path("rounds/<slug:code>/new/", rounds.expression_new, name="expression_new"),
    path("rounds/<slug:code>/invite/", rounds.applicant_invite, name="applicant_invite"),
    path("rounds/<slug:code>/decide/", rounds.round_decide, name="round_decide"),
    path(ONE, expressions.expression_detail, name="expression_detail"),
    path(f"{ONE}write/", expressions.expression_write, name="expression_write"),
    path(f"{ONE}scores/", expressions.expression_scores, name="expression_scores"),
    path(f"{ONE}conflict/", expressions.expression_conflict, name="expression_conflict"),
    path(f"{ONE}<expression_move:move>/", expressions.expression_move, name="expression_move"),
]
