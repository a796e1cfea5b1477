"""The back office corrects what a round asked for. Expressions of interest are written, sent and decided on their own pages.

Scores are not here, because the admin would show them too early.
"""

from django.contrib import admin

from history.admin import LookOnlyAdmin, LookOnlyInline, TrackedAdmin, TrackedInline
from selection.models import Answer, Applicant, Criterion, Expression, ExpressionMove, Review, Round
from vanguards.admin import SOURCED, SourceShown


class CriterionInline(SourceShown, TrackedInline):
    model = Criterion
    fields = ("order", "name", "words", *SOURCED)


@admin.register(Round)
class RoundAdmin(SourceShown, TrackedAdmin):
    """Rounds. The programme team opens new ones; the days stand with the cohort."""

    fields = ("cohort", "invited", "asked", "led_by", "decision", "takes_expressions", *SOURCED, "invented")
    list_display = ("cohort", "takes_expressions")
    list_select_related = ("cohort",)
    inlines = (CriterionInline,)


class AnswerInline(LookOnlyInline):
    model = Answer
    fields = ("criterion", "words")


class ApplicantInline(LookOnlyInline):
    model = Applicant
    fields = ("user",)


class ReviewInline(LookOnlyInline):
    model = Review
    fields = ("reader", "asked_by", "handed_in_at", "conflict")


class ExpressionMoveInline(LookOnlyInline):
    model = ExpressionMove
    fields = ("move", "state_before", "state_after", "words", "moved_by", "moved_at")


@admin.register(Expression)
class ExpressionAdmin(LookOnlyAdmin):
    """Expressions of interest, read-only."""

    inlines = (ApplicantInline, AnswerInline, ReviewInline, ExpressionMoveInline)
    fields = ("round", "name", "applicant", "care_model", "area", "population", "state", "sent_by", "sent_at", "decided_at", "vanguard")
    list_display = ("name", "applicant", "round", "state", "sent_at")
    list_filter = ("state",)
    list_select_related = ("round__cohort",)
    search_fields = ("plain_words__contains",)
