"""Pages across the whole programme: home, facts to check, search, the programme; pages about the service; health checks."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from board import access, worklist
from board import home as homes
from board.search import BY_KEY, Kind, SearchForm, found, groups, having, shown
from history.feed.lines import last_changes, lines
from history.past.today_only import changes_the_record
from history.reading import as_at
from history.reading.last_change import refuse_clock_behind
from milestones.models import Event
from pages.counting import EXACT_UP_TO, count
from pages.errors import NotUnderstood
from pages.forms import posted, refusals
from pages.links import link
from pages.paging import Page
from pages.shortcuts import page
from people import sign_ins
from people.access import waiting
from people.forms import AskForAccessForm
from people.middleware import also_for_applicants, also_without_a_role, no_role
from people.policies import may_ask_for_access, may_use_admin
from people.requests import SignedInRequest
from selection.queries import of_applicant
from support.models import SupportRequest
from support.querysets import referred_to
from vanguards.models import Cohort, Organisation, Source, Statement

REST_OF_THE_PROGRAMME = [("rounds", "Selection rounds"), ("bodies", "National bodies"), ("timeline", "Timeline"), ("sources", "Sources")]


@also_for_applicants
@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """Show what each role needs; somebody with several roles sees each part."""
    user = request.user
    if not user.has_a_role:
        return page(request, "board/home_applicant.html", applied=of_applicant(user))
    context: dict[str, Any] = {"today": as_at.today()}
    if user.is_programme_team or user.is_administrator:
        context["team"] = homes.for_the_team(user, sign_ins.previous(request))
    if user.is_lead:
        context["led"] = homes.for_a_lead(user)
    if user.is_staff and as_at.moment() is None:  # there is nothing left to do in the past
        context["asked_for_access"] = waiting(user)
        context["worklist"] = worklist.worth_fixing(user)
    return page(request, "board/home.html", changes=lines(last_changes(user), user), **context)


@also_without_a_role
@changes_the_record
def access_ask(request: SignedInRequest) -> HttpResponse:
    """Let somebody without a role tell the back office what they do. The form stands on every page they see."""
    may_ask_for_access(request.user).enforce()
    form = AskForAccessForm(posted(request))
    if form.is_valid():
        with refusals(form):
            access.ask(by=request.user, **form.cleaned_data)
            messages.success(request, "The back office has been told.")
            return redirect("home")
    return no_role(request, form)


@require_safe
def worth_fixing(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show all facts of one kind to check, each with the form to correct it."""
    may_use_admin(request.user).enforce()
    kind = worklist.kind(request.user, slug)
    if kind is None:
        raise Http404
    listed = Page(request, kind.rows)
    return page(request, "board/worth_fixing.html", kind=kind, listed=listed, facts=[kind.row(fact) for fact in listed.rows])


@require_safe
def search(request: SignedInRequest) -> HttpResponse:
    """Show the best hits of every kind or, with `kind`, all hits of one. A reference goes straight to its request."""
    form = SearchForm(request.GET if request.GET.get("q") else None)
    kind = _kind(request.GET.get("kind", ""))
    if not form.is_valid():
        status = 400 if request.GET.get("q") else 200
        return page(request, "board/search.html", form=form, words="", groups=[], status=status)
    words = form.cleaned_data["q"]
    meant = SupportRequest.objects.visible_to(request.user).meant_by(words).first() if referred_to(words) is not None else None
    if meant is not None:
        return redirect(link(meant))
    if kind is not None:
        listed = Page(request, found(kind, words, request.user))
        hits = shown(kind, listed.rows, request.user)
        is_cut = count(having(kind, words, request.user)) > EXACT_UP_TO
        return page(request, "board/search.html", form=form, words=words, kind=kind, listed=listed, hits=hits, is_cut=is_cut)
    return page(request, "board/search.html", form=form, words=words, groups=groups(words, request.user))


def _kind(key: str) -> Kind | None:
    if key and key not in BY_KEY:
        raise NotUnderstood(f"The search knows no “{key[:40]}”. Go back and search everything.")
    return BY_KEY.get(key)


@require_safe
def programme(request: SignedInRequest) -> HttpResponse:
    statements = list(Statement.objects.visible_to(request.user).select_related("source"))
    bodies = Organisation.objects.visible_to(request.user).filter(kind=Organisation.Kind.NATIONAL_BODY)
    kinds = [(kind, label) for kind, label in Statement.Kind.choices if any(statement.kind == kind for statement in statements)]
    contents = [(kind, f"{label}s" if kind != Statement.Kind.GOVERNANCE else label) for kind, label in kinds] + REST_OF_THE_PROGRAMME
    return page(
        request,
        "board/programme.html",
        statements={kind: [statement for statement in statements if statement.kind == kind] for kind in Statement.Kind.values},
        kinds=kinds,
        contents=[{"text": words, "href": f"#{place}"} for place, words in contents],
        cohorts=Cohort.objects.visible_to(request.user).select_related("source"),
        bodies=bodies.select_related("source").prefetch_related("successions__successor"),
        events=Event.objects.visible_to(request.user).select_related("source"),
        sources=Source.objects.visible_to(request.user).order_by("title"),
    )


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return page(request, "board/accessibility.html")


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return page(request, "board/privacy.html")


@login_not_required
@require_safe
def cookies(request: HttpRequest) -> HttpResponse:
    return page(request, "board/cookies.html", hours=settings.SESSION_COOKIE_AGE // 3600)


@login_not_required
@require_safe
def health(request: SignedInRequest) -> HttpResponse:
    """Answer that the process is alive."""
    return JsonResponse({"alive": True})


@login_not_required
@require_safe
def ready(request: SignedInRequest) -> HttpResponse:
    """Answer whether the app can serve: the database answers, is migrated, and the clock is not behind the record. Otherwise a 503 says
    why.
    """
    try:
        refuse_clock_behind()
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Exception as error:
        return JsonResponse(
            {"ready": False, "why": f"{type(error).__name__}: the database does not answer, or the clock is behind."}, status=503
        )
    if missing:
        return JsonResponse({"ready": False, "why": f"{len(missing)} migrations are still to run. Run manage.py migrate."}, status=503)
    return JsonResponse({"ready": True})
