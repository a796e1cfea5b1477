"""What every page's template knows."""

from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.templatetags.static import static
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from history import as_at, clock
from pages import dates, links
from pages.components import nhs

SERVICE = "Vanguard programme tracker"

NAVIGATION = [
    ("home", "Home", ("home",)),
    ("vanguard_list", "Vanguards", ("vanguard_list", "vanguard_detail")),
    ("request_list", "Support", ("request_list", "request_detail")),
    ("enabler_list", "Enablers", ("enabler_list", "enabler_detail")),
    ("milestone_list", "Milestones", ("milestone_list", "milestone_detail")),
    ("programme", "Programme", ("programme",)),
    ("change_list", "Changes", ("change_list", "change_detail")),
]


def environment(**options: Any) -> Environment:
    """A name a template does not know is an error, not a blank."""
    loader = ChoiceLoader([options["loader"], PackageLoader("nhsuk_frontend_jinja")])
    ours = {"loader": loader, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    env = Environment(**(options | ours))  # noqa: S701 - Django's backend has switched autoescape on
    env.globals.update(SERVICE=SERVICE, nhs=nhs, static=static, url=links.url, link=links.link, on=dates.on, at=dates.at)
    env.filters["number"] = lambda value: f"{value:,}"
    return env


def layout(request: HttpRequest) -> dict[str, Any]:
    """What the layout needs of a request; on a page without a signed-in person, as little as there is."""
    user = getattr(request, "user", None)
    signed_in = bool(user is not None and user.is_authenticated)
    return {
        "user": user if signed_in else None,
        "masthead": _masthead(request, user if signed_in else None),
        "demo": settings.DEMO,
        "clock_today": clock.today() if signed_in else None,
        "as_at": as_at.moment(),
        "as_at_day": as_at.today().isoformat() if as_at.moment() else "",
        "now_address": _now_address(request) if as_at.moment() else "",
        "notices": [str(message) for message in get_messages(request)],
    }


def _masthead(request: HttpRequest, user: Any) -> dict[str, Any]:
    here = request.resolver_match.url_name if request.resolver_match else None
    masthead: dict[str, Any] = {
        "containerClasses": "tracker-container",
        "service": {"text": SERVICE, "href": links.url("home") if user else links.url("account_login")},
    }
    if user is None:
        return masthead
    items = [{"href": links.url(name), "text": text, "active": here in pages} for name, text, pages in NAVIGATION if user.has_a_role]
    if user.is_staff:
        items.append({"href": links.with_query("/admin/", {}), "text": "Back office"})
    masthead["navigation"] = {"items": items}
    masthead["account"] = {
        "items": [
            {"href": links.url("account_change_password"), "text": user.name, "icon": True},
            {"href": links.url("account_logout"), "text": "Sign out"},
        ]
    }
    return masthead


def _now_address(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop("as_at", None)
    return f"{request.path}?{query.urlencode()}" if query else request.path
