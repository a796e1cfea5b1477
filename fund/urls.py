"""Addresses of the funds."""

from django.urls import path, register_converter

import pages.converters  # noqa: F401 - registers how addresses hold numbers
from fund.moves import MOVES, MOVES_OF_INSTALMENTS, OF_MANY
from fund.views import funds, lines, lists
from moves.urls import converter


class YearConverter:
    """A financial year: "2015-16" for 2015/16."""

    regex = "20[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> str:
        return value.replace("-", "/")

    def to_url(self, value: str) -> str:
        return str(value).replace("/", "-")


register_converter(YearConverter, "financial_year")
register_converter(converter(MOVES), "line_move")
register_converter(converter({each.slug: each for each in OF_MANY}), "move_of_many_lines")
register_converter(converter(MOVES_OF_INSTALMENTS), "instalment_move")
ONE = "fund/<slug:code>/<financial_year:year>/<number:vanguard>/"

urlpatterns = [
    path("fund/", funds.fund_overview, name="fund_overview"),
    path("fund/published/", lists.published_list, name="published_list"),
    path("fund/published/export.csv", lists.published_export, name="published_export"),
    path("fund/lines/", lists.funding_list, name="funding_list"),
    path("fund/lines/export.csv", lists.funding_export, name="funding_export"),
    path("fund/lines/new/", lines.funding_new, name="funding_new"),
    path("fund/lines/many/", lines.funding_many, name="funding_many"),
    path("fund/lines/many/<move_of_many_lines:move>/", lines.funding_many_do, name="funding_many_do"),
    path("fund/<slug:code>/<financial_year:year>/", funds.fund_year, name="fund_year"),
    path(ONE, lines.funding_detail, name="funding_detail"),
    path(f"{ONE}instalments/<number:number>/<instalment_move:move>/", lines.instalment_move, name="instalment_move"),
    path(f"{ONE}<line_move:move>/", lines.funding_move, name="funding_move"),
]
