"""The pages of confidence: how it is worked out, and how what is declared compares with the record."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from pages.paging import Page
from pages.shortcuts import page
from people.requests import SignedInRequest
from returns import optimism
from returns.confidence import thresholds
from returns.workflow import MEANINGS


@require_safe
def confidence_rules(request: SignedInRequest) -> HttpResponse:
    """Say from which numbers the record makes the confidence amber or red, as the rules stand."""
    return page(request, "returns/confidence_rules.html", limits=thresholds(), meanings=MEANINGS)


@require_safe
def confidence_compared(request: SignedInRequest) -> HttpResponse:
    """Show what vanguards declare beside what the record said: over the periods, by care model, and vanguard by vanguard."""
    periods = optimism.periods(request.user)
    latest = periods[0] if periods else None
    listed = Page(request, optimism.vanguards(request.user))
    return page(
        request,
        "returns/confidence_compared.html",
        over_time=optimism.by_period(periods, request.user),
        latest=latest,
        by_care_model=optimism.by_care_model(latest, request.user) if latest else [],
        listed=listed,
        shown=periods[: optimism.MOST_PERIODS],
        rows=optimism.of_vanguards(listed.rows, periods[: optimism.MOST_PERIODS], request.user),
    )
