"""The pages of what funds add up to: all years, and one year."""

from itertools import groupby

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from fund import totals
from fund.models import Fund, year_in_addresses
from fund.policies import may_ask
from history.reading import as_at
from pages.shortcuts import find, page
from people.requests import SignedInRequest


@require_safe
def fund_overview(request: SignedInRequest) -> HttpResponse:
    """Show each fund: what was announced beside what is on record, year by year."""
    funds = [(fund, *_of_fund(fund, request)) for fund in Fund.objects.visible_to(request.user).select_related("source")]
    may_add = as_at.moment() is None and bool(may_ask(request.user)) and bool(funds)
    return page(request, "fund/fund_overview.html", funds=funds, may_ask=may_add)


def _of_fund(fund: Fund, request: SignedInRequest) -> tuple[list[tuple[str, str]], list[object], list[object]]:
    """Return the fund's years with their addresses, its lines by year, and what was announced, by year."""
    years = totals.years_of(fund, request.user)
    lines = totals.by_year(fund, request.user)
    announced = groupby(totals.beside(fund, request.user), key=lambda each: each.announced.year)
    return [(year, year_in_addresses(year)) for year in years], [*lines.values()], [(year, [*some]) for year, some in announced]


@require_safe
def fund_year(request: SignedInRequest, code: str, year: str) -> HttpResponse:
    """Show one year of a fund: by care model, by form, and what was announced."""
    user = request.user
    fund = find(Fund.objects.visible_to(user).select_related("source"), code=code)
    if year not in totals.years_of(fund, user):
        raise Http404
    return page(
        request,
        "fund/fund_year.html",
        fund=fund,
        year=year,
        whole=totals.by_year(fund, user).get(year),
        by_care_model=totals.by_care_model(fund, year, user),
        by_form=totals.by_form(fund, year, user),
        beside=[each for each in totals.beside(fund, user) if each.announced.year == year],
        key=year_in_addresses(year),
    )
