"""Addresses of the returns."""

from django.urls import path, register_converter

import pages.converters  # noqa: F401 - registers how addresses hold numbers
from moves.urls import converter
from returns.moves import MOVES, OF_MANY
from returns.views import confidence, periods, returns

register_converter(converter(MOVES), "return_move")
register_converter(converter({each.slug: each for each in OF_MANY}), "move_of_many_returns")
ONE = "returns/<slug:code>/<number:vanguard>/<number:edition>/"

urlpatterns = [
    path("returns/", periods.period_list, name="period_list"),
    path("returns/new/", periods.period_new, name="period_new"),
    path("returns/all/", periods.return_list, name="return_list"),
    path("returns/all/export.csv", periods.return_export, name="return_export"),
    path("returns/all/many/", returns.return_many, name="return_many"),
    path("returns/all/many/<move_of_many_returns:move>/", returns.return_many_do, name="return_many_do"),
    path("returns/rules/", confidence.confidence_rules, name="confidence_rules"),
    path("returns/confidence/", confidence.confidence_compared, name="confidence_compared"),
    path("returns/<slug:code>/", periods.period_detail, name="period_detail"),
    path("returns/<slug:code>/<number:vanguard>/", returns.return_latest, name="return_latest"),
    path(ONE, returns.return_detail, name="return_detail"),
    path(f"{ONE}write/", returns.return_write, name="return_write"),
    path(f"{ONE}risks/new/", returns.return_risk_new, name="return_risk_new"),
    path(f"{ONE}risks/<number:number>/", returns.return_risk, name="return_risk"),
    path(f"{ONE}asks/new/", returns.return_ask_new, name="return_ask_new"),
    path(f"{ONE}asks/<number:number>/", returns.return_ask, name="return_ask"),
    path(f"{ONE}<return_move:move>/", returns.return_move, name="return_move"),
]
