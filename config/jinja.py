"""What every page's template knows."""

from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.template import engines
from django.templatetags.static import static
from django.utils.text import capfirst
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from history import clock
from history.past import moments
from history.reading import as_at, remembered
from pages import dates, links, money
from pages.bounded_cache import kept
from pages.components import label, nhs, tag
from pages.counting import AT_A_GLANCE, counted
from pages.jinja import QuickContext, QuickTemplate
from pages.places import Place
from pages.search import having, marked
from people.editing import edit_address
from spread.values import said

SERVICE = "Vanguard programme tracker"
OFFICE = "admin"  # the namespace of its addresses

OF_MILESTONES = (
    *("milestone_list", "milestone_detail", "milestone_new", "milestone_add_vanguards", "milestone_wait", "milestone_stop_waiting"),
    *("milestone_timeline", "milestone_slips", "calendar_feed"),
    *("commitment_list", "commitment_detail", "commitment_move", "commitment_many", "commitment_many_do"),
)


OF_RETURNS = (
    *("period_list", "period_detail", "period_new", "return_list", "return_detail", "return_write", "return_move"),
    *("confidence_rules", "confidence_compared"),
    *("return_risk_new", "return_risk", "return_ask_new", "return_ask", "return_many", "return_many_do"),
)

OF_THE_FUND = (
    *("fund_overview", "fund_year", "published_list", "funding_list", "funding_new", "funding_detail", "funding_move"),
    *("funding_many", "funding_many_do", "instalment_move"),
)


OF_SELECTION = (
    *("round_list", "round_detail", "round_new", "round_decide", "expression_new", "applicant_invite"),
    *("expression_list", "expression_detail", "expression_write", "expression_move", "expression_many", "expression_many_do"),
    *("expression_scores", "expression_conflict"),
)


OF_PRODUCTS = (
    *("product_list", "product_detail", "product_new", "product_move", "product_version_new", "product_many", "product_many_do"),
    *("adoption_list", "adoption_detail", "adoption_new", "adoption_move", "adoption_many", "adoption_many_do"),
    *("product_map", "product_reach"),
    *("benefit_list", "benefit_detail", "benefit_new", "benefit_move", "reading_new", "reading_edit", "reading_paste"),
    *("measure_list", "measure_detail"),
)


NAVIGATION = [
    ("home", "Home", ("home",)),
    ("vanguard_list", "Vanguards", ("vanguard_list", "vanguard_detail", "vanguard_visit")),
    ("request_list", "Support", ("request_list", "request_detail", "heat_map")),
    ("enabler_list", "Enablers", ("enabler_list", "enabler_detail")),
    ("milestone_list", "Milestones", OF_MILESTONES),
    ("period_list", "Returns", OF_RETURNS),
    ("fund_overview", "Funding", OF_THE_FUND),
    ("product_list", "Products", OF_PRODUCTS),
    ("programme", "Programme", ("programme", *OF_SELECTION)),
    ("change_list", "Changes", ("change_list", "change_detail")),
]


def environment(**options: Any) -> Environment:
    """Return the Jinja environment. A name that a template does not know is an error, not a blank."""
    loader = ChoiceLoader([options["loader"], PackageLoader("nhsuk_frontend_jinja")])
    ours = {"loader": loader, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    env = Environment(**(options | ours))  # noqa: S701 - Django's backend has switched autoescape on
    env.context_class, env.template_class = QuickContext, QuickTemplate
    env.globals.update(
        SERVICE=SERVICE,
        CONTACT_ADDRESS=settings.CONTACT_ADDRESS,
        nhs=nhs,
        label=label,
        tag=tag,
        static=cache(static),
    )
    env.globals.update(AT_A_GLANCE=AT_A_GLANCE, url=links.url, path=links.path, link=links.link, on=dates.on, at=dates.at)
    env.filters["number"] = lambda value: f"{value:,}"
    env.filters["counted"], env.filters["capfirst"] = counted, capfirst
    env.filters["days"] = lambda value: "Not known" if value is None else f"{value:g}"
    env.filters["pounds"] = lambda value: "Not known" if value is None else money.exactly(value)
    env.filters["money"] = lambda value: "not known" if value is None else money.in_words(value)
    env.filters["value"] = said
    env.filters["marked"], env.filters["having"] = marked, having
    return env


def layout(request: HttpRequest) -> dict[str, Any]:
    """Return what the layout needs; very little if nobody is signed in."""
    user = getattr(request, "user", None)
    user = user if user is not None and user.is_authenticated else None
    return {
        "user": user,
        "masthead": _masthead(_Signed.of(user), _here(request), tuple(links.kept().items())),
        "searched": user is not None and user.has_a_role,
        "demo": settings.DEMO,
        "as_at": as_at.moment(),
        "place": Place(request),
        "notices": [(str(message), message.level_tag) for message in get_messages(request)],
        "as_of": remembered.as_of,
        "edit_address": lambda record: edit_address(user, record, request.get_full_path()),
        "picker": user is not None and user.has_a_role and not _here(request).startswith("account_"),
        **_moments(request, user),
    }


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return what stands around every page, for the back office, whose templates are Django's own."""
    here = _here(request)
    if here != OFFICE:
        return {}
    return {"service": SERVICE, "masthead": _masthead(_Signed.of(request.user), here, ()), "foot": _foot()}


@cache
def _foot() -> Markup:
    module: Any = engines["pages"].env.get_template("components/footer.html").module  # type: ignore[attr-defined]
    foot: Markup = module.foot(links.url("accessibility"), links.url("privacy"), links.url("cookies"))
    return foot


def _here(request: HttpRequest) -> str:
    """Return the URL name of the page, one name for all of the back office; "" if it does not exist."""
    match = request.resolver_match
    return OFFICE if match and match.namespace == OFFICE else (match.url_name or "") if match else ""


class _Signed(NamedTuple):
    """What the header shows about the signed-in person."""

    name: str
    has_a_role: bool
    is_staff: bool

    @classmethod
    def of(cls, user: Any) -> "_Signed | None":
        return None if user is None else cls(user.name, user.has_a_role, user.is_staff)


@kept(2_000_000)
def _masthead(user: _Signed | None, here: str, kept: tuple[tuple[str, str], ...]) -> Markup:
    """Return the header, drawn once for everybody who sees the same; `kept` is what its addresses carry."""
    parts: dict[str, Any] = {
        "containerClasses": "tracker-container",
        "service": {"text": SERVICE, "href": links.url("home") if user else links.url("account_login")},
    }
    if user is None:
        return nhs.header(parts)
    items = [{"href": links.url(name), "text": text, "active": here in pages} for name, text, pages in NAVIGATION if user.has_a_role]
    if user.is_staff:
        items.append({"href": links.with_query("/admin/", {}), "text": "Back office", "active": here == OFFICE})
    parts["navigation"] = {"items": items}
    parts["account"] = {"items": _account_items(user)}
    if user.has_a_role:
        parts["search"] = {"action": links.path("search"), "name": "q", "visuallyHiddenLabel": "Search names, titles and references"}
    return nhs.header(parts)


def _account_items(user: _Signed) -> list[dict[str, Any]]:
    """Return the links of the person's own account."""
    return [
        {"href": links.url("account_change_password"), "text": user.name, "icon": True},
        *([{"href": links.url("mail_list"), "text": "Mail"}] if user.has_a_role else []),
        {"href": links.url("account_logout"), "text": "Sign out"},
    ]


def _moments(request: HttpRequest, user: Any) -> dict[str, Any]:
    """Return the date picker's data: the moment shown, and the moments to choose from."""
    if user is None or not user.has_a_role:
        return {"moments": []}
    then = as_at.moment()
    return {
        "clock_today": clock.today(),
        "as_at_day": as_at.today().isoformat() if then else "",
        "as_at_kept": links.kept().get("as_at", ""),
        "now_address": _address_at(request) if then else "",
        "changes_since": _changes_since(then) if then else "",
        "moments": [
            (_address_at(request, as_at=moment.slug), moment.name, dates.on(clock.in_london(moment.moment).date()))
            for moment in moments.named(request)
            if moment.moment <= clock.now()
        ],
    }


def _changes_since(then: datetime) -> str:
    """Return the address of the changes since a moment, as they are told today."""
    with links.keeping({}):
        return links.url("change_list", since=then.isoformat(timespec="seconds"))


def _address_at(request: HttpRequest, **moment: str) -> str:
    """Return the address of this page at a moment, or now."""
    query = request.GET.copy()
    for name in ("as_at", "page"):
        query.pop(name, None)
    query.update(moment)
    return f"{request.path}?{query.urlencode()}" if query else request.path
