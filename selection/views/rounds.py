"""Pages of selection rounds: all of them, one, a new one; and its decisions."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from history.past import moments
from history.past.today_only import changes_the_record
from history.reading import as_at
from pages.forms import posted, refusals
from pages.links import path
from pages.shortcuts import page, the_one
from people.middleware import also_for_applicants
from people.requests import SignedInRequest
from selection import actions, queries
from selection.deciding import decide, weigh_all
from selection.forms import BeginForm, DecideForm, InviteApplicantForm, RoundForm, proposed_criteria
from selection.models import Expression, Round
from selection.policies import may_decide, may_invite_applicants, may_keep_rounds, may_take

MOST_AT_ONCE = 100  # expressions on the page of decisions


def the_round(request: SignedInRequest, code: str) -> Round:
    return the_one(queries.round_of(code, request.user))


@also_for_applicants
@require_safe
def round_list(request: SignedInRequest) -> HttpResponse:
    """Show every round with its funnel."""
    found = queries.cohorts(request.user)
    funnels = queries.funnels(found, request.user)
    rows = [(cohort, funnels[cohort.pk]) for cohort in found]
    may_open = as_at.moment() is None and bool(may_keep_rounds(request.user))
    return page(request, "selection/round_list.html", rows=rows, may_open=may_open, lists=request.user.sees_everything, today=as_at.today())


@also_for_applicants
@require_safe
def round_detail(request: SignedInRequest, code: str) -> HttpResponse:
    """Show what a round invited and asked for, and how many got how far."""
    shown, user, now = the_round(request, code), request.user, as_at.moment() is None
    takes = now and bool(may_take(shown, as_at.today()))
    own = Expression.objects.visible_to(user).for_page().filter(round=shown.pk, pk__in=user.expression_ids)
    return page(
        request,
        "selection/round_detail.html",
        round=shown,
        cohort=shown.cohort,
        criteria=queries.criteria(shown),
        funnel_shown=queries.funnels([shown.cohort], user)[shown.cohort_id],
        own=own.order_by("pk"),
        may_begin=takes and bool(may_keep_rounds(user)),
        may_invite=takes and bool(may_invite_applicants(user)),
        may_decide=now and shown.takes_expressions and bool(may_decide(user)),
        today=as_at.today(),
    )


@changes_the_record
def round_new(request: SignedInRequest) -> HttpResponse:
    """Open a round."""
    may_keep_rounds(request.user).enforce()
    form = RoundForm(posted(request))
    form.fields["criteria"].initial = proposed_criteria(Round.objects.visible_to(request.user).filter(criteria__isnull=False).first())
    if form.is_valid():
        with refusals(form):
            opened = actions.open_round(by=request.user, **form.cleaned_data)
            messages.success(request, f"{opened} is on record.")
            return redirect(opened.get_absolute_url())
    return page(request, "selection/round_new.html", form=form)


@changes_the_record
def expression_new(request: SignedInRequest, code: str) -> HttpResponse:
    """Begin an expression of interest that came on paper or by mail."""
    taking = the_round(request, code)
    may_keep_rounds(request.user).enforce()
    form, verdict = BeginForm(posted(request)), may_take(taking, as_at.today())
    if form.is_valid():
        with refusals(form):
            begun = actions.begin(taking, by=request.user, **form.cleaned_data)
            return redirect(path("expression_write", code, begun.pk))
    return page(request, "selection/expression_new.html", round=taking, form=form, verdict=verdict)


@changes_the_record
def applicant_invite(request: SignedInRequest, code: str) -> HttpResponse:
    """Invite somebody to write an expression of interest."""
    taking = the_round(request, code)
    may_invite_applicants(request.user).enforce()
    form, verdict = InviteApplicantForm(posted(request)), may_take(taking, as_at.today())
    if form.is_valid():
        with refusals(form):
            begun = actions.invite_applicant(taking, by=request.user, **form.cleaned_data)
            messages.success(request, f"{begun.applicants.get().user} is the applicant of “{begun.name}” now.")
            return redirect(taking.get_absolute_url())
    return page(request, "selection/applicant_invite.html", round=taking, form=form, verdict=verdict)


@changes_the_record
def round_decide(request: SignedInRequest, code: str) -> HttpResponse:
    """Decide about those that wait: write it, see what it would do, and do it all in one change."""
    shown = the_round(request, code)
    may_decide(request.user).enforce()
    waiting = Expression.objects.visible_to(request.user).to_decide().filter(round=shown.pk)
    first = list(waiting.order_by("name", "pk").values_list("pk", flat=True)[:MOST_AT_ONCE])
    expressions = queries.rows_of_the_list(first, request.user)
    form = DecideForm(posted(request), expressions=expressions)
    weighed: Any = None
    if form.is_valid():
        if "decide" in request.POST:
            with refusals(form):
                change = decide(form.as_previewed(), by=request.user, since=moments.understand(form.cleaned_data["since"]))
                messages.success(request, "The decisions are on record, and the applicants have been told.")
                return redirect(change.get_absolute_url())
        now = moments.settled()
        weighed = weigh_all(form.decided, by=request.user, since=now)
        form.was_previewed(now)
    more = waiting.count() - len(expressions)
    return page(request, "selection/round_decide.html", round=shown, form=form, weighed=weighed, expressions=expressions, more=more)
