"""The calendar feed, and the page that gives, renews and revokes its address."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from history import clock
from history.past.today_only import always_today, changes_the_record
from milestones.calendar import calendar, in_a_calendar
from milestones.models import Commitment
from milestones.models.calendar import CalendarFeed, feed_of, renew, revoke
from pages.links import path
from pages.shortcuts import page
from people.requests import SignedInRequest

NOT_FOUND = "There is no calendar at this address. It may have been replaced or turned off. Sign in to get your address."


@changes_the_record
def calendar_feed(request: SignedInRequest) -> HttpResponse:
    """Show the address of one's feed (GET); make a new one or revoke it (POST)."""
    if request.method == "POST":
        if "revoke" in request.POST:
            revoke(request.user)
            messages.success(request, "Your calendar address is turned off.")
        else:
            renew(request.user)
            messages.success(request, "Your calendar address is ready. Any earlier address no longer works.")
        return redirect("calendar_feed")
    feed = CalendarFeed.objects.visible_to(request.user).first()
    address = f"{settings.SITE_ADDRESS}{path('milestone_calendar')}?token={feed.token}" if feed is not None else ""
    return page(request, "milestones/calendar_feed.html", feed=feed, address=address)


@always_today
@login_not_required
@require_safe
def milestone_calendar(request: HttpRequest) -> HttpResponse:
    """Return the feed to anybody with its token: what its owner may see today."""
    feed = feed_of(request.GET.get("token", ""))
    if feed is None:
        return HttpResponse(NOT_FOUND, status=404, content_type="text/plain; charset=utf-8")
    commitments = in_a_calendar(Commitment.objects.visible_to(feed.user), clock.today())
    body = calendar(commitments, site=settings.SITE_ADDRESS, host=urlsplit(settings.SITE_ADDRESS).hostname or "localhost", now=clock.now())
    return HttpResponse(
        body, content_type="text/calendar; charset=utf-8", headers={"Content-Disposition": 'inline; filename="milestones.ics"'}
    )
