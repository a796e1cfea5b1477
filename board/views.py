"""The pages that look across: home by role, the programme, the health checks."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import F
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from board import worklist
from history import as_at, clock
from history.contents import lines
from history.models import Change
from milestones.models import Commitment, Event
from pages.shortcuts import page
from people.requests import SignedInRequest
from support.models import SupportRequest
from vanguards.models import Cohort, Organisation, Source, Statement, Vanguard

AT_A_GLANCE = 5


@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """What each role comes for; somebody with several sees each part."""
    user = request.user
    context: dict[str, Any] = {"today": as_at.today()}
    if user.is_programme_team or user.is_administrator:
        context["team"] = _for_the_team()
    if user.is_lead:
        context["led"] = _for_a_lead(request)
    if user.is_staff:
        context["worklist"] = worklist.worth_fixing()
    changes = Change.objects.visible_to(user).for_list().order_by("-made_at")
    return page(request, "board/home.html", changes=lines(changes[:AT_A_GLANCE], user), **context)


def _for_the_team() -> dict[str, Any]:
    today = as_at.today()
    requests = SupportRequest.objects.for_list()
    queues = [
        ("new", "New", requests.new()),
        ("unowned", "Unowned", requests.unowned()),
        ("due", "Due in seven days", requests.due(today, today + timedelta(days=7))),
        ("late", "Late", requests.late(today)),
    ]
    overdue = Commitment.objects.overdue(today)
    soonest = F("target_on").asc(nulls_last=True)
    return {
        "queues": [(word, label, rows.count(), rows.order_by(soonest, "-pk")[:AT_A_GLANCE]) for word, label, rows in queues],
        "overdue": overdue.select_related("milestone", "vanguard").order_by("due_until", "pk")[:AT_A_GLANCE],
        "overdue_count": overdue.count(),
        "overdue_milestones": overdue.order_by().values("milestone").distinct().count(),
    }


def _for_a_lead(request: SignedInRequest) -> list[dict[str, Any]]:
    vanguards = Vanguard.objects.led_by(request.user).order_by("number")
    return [
        {
            "vanguard": vanguard,
            "recipients": vanguard.recipients.visible_to(request.user).for_vanguard_page(),
            "commitments": vanguard.commitments.select_related("milestone").order_by("-reached_on", "due_until"),
        }
        for vanguard in vanguards
    ]


@require_safe
def programme(request: SignedInRequest) -> HttpResponse:
    statements = list(Statement.objects.visible_to(request.user).select_related("source"))
    bodies = Organisation.objects.visible_to(request.user).filter(kind=Organisation.Kind.NATIONAL_BODY)
    return page(
        request,
        "board/programme.html",
        statements={kind: [statement for statement in statements if statement.kind == kind] for kind in Statement.Kind.values},
        kinds=Statement.Kind.choices,
        cohorts=Cohort.objects.visible_to(request.user).select_related("source"),
        bodies=bodies.select_related("source").prefetch_related("successions__successor"),
        events=Event.objects.visible_to(request.user).select_related("source"),
        sources=Source.objects.visible_to(request.user).order_by("title"),
    )


@login_not_required
@require_safe
def health(request: SignedInRequest) -> HttpResponse:
    """The process is alive."""
    return JsonResponse({"alive": True})


@login_not_required
@require_safe
def ready(request: SignedInRequest) -> HttpResponse:
    """Able to serve: the database answers, is migrated, the clock is not behind the record; otherwise a 503 that says why."""
    try:
        clock.refuse_if_behind()
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Exception as error:
        return JsonResponse(
            {"ready": False, "why": f"{type(error).__name__}: the database does not answer, or the clock is behind."}, status=503
        )
    if missing:
        return JsonResponse({"ready": False, "why": f"{len(missing)} migrations are not applied: run manage.py migrate."}, status=503)
    return JsonResponse({"ready": True})
