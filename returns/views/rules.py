"""The page of the rules for computed confidence."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from pages.shortcuts import page
from people.requests import SignedInRequest
from returns.confidence import thresholds
from returns.workflow import MEANINGS


@require_safe
def confidence_rules(request: SignedInRequest) -> HttpResponse:
    """Say from which numbers the record makes the confidence amber or red, as the rules stand."""
    return page(request, "returns/confidence_rules.html", limits=thresholds(), meanings=MEANINGS)
