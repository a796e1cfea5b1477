"""The back office corrects the days of periods, and tunes the rules of computed confidence. Returns are written on their own pages."""

from django.contrib import admin

from history.admin import CorrectOnly, LookOnlyAdmin, LookOnlyInline, TrackedAdmin
from history.admin.forms import IN_WORDS
from returns.models import Ask, ConfidenceRule, ReportingPeriod, Return, ReturnMove, Risk

IN_WORDS.update(
    {
        "period_starts_before_it_ends": ("ends_on", "The last day must not be before the first."),
        "period_opens_before_it_is_due": ("due_on", "Returns must not be due before they open."),
        "period_due_before_it_closes": ("closes_on", "It must not close before returns are due."),
        "confidence_rule_red_after_amber": ("red_from", "Red must not begin before amber."),
        "confidence_rule_amber_from_1": ("amber_from", "Enter 1 or more, or leave it empty for never."),
        "confidence_rule_red_from_1": ("red_from", "Enter 1 or more, or leave it empty for never."),
    }
)


@admin.register(ReportingPeriod)
class ReportingPeriodAdmin(CorrectOnly, TrackedAdmin):
    """Periods. The programme team opens them, because every vanguard then owes a return."""

    fields = ("name", "code", "starts_on", "ends_on", "opens_on", "due_on", "closes_on", "invented")
    readonly_fields = ("code",)
    list_display = ("name", "opens_on", "due_on", "closes_on")


class RiskInline(LookOnlyInline):
    model = Risk
    fields = ("words", "likelihood", "impact", "mitigation", "owner", "is_closed")


class AskInline(LookOnlyInline):
    model = Ask
    fields = ("title", "needed", "support_request")


class ReturnMoveInline(LookOnlyInline):
    model = ReturnMove
    fields = ("move", "state_before", "state_after", "words", "moved_by", "moved_at")


@admin.register(Return)
class ReturnAdmin(LookOnlyAdmin):
    """Returns, read-only: they are written, sent and signed off on their own pages."""

    inlines = [RiskInline, AskInline, ReturnMoveInline]

    fields = (
        "period",
        "vanguard",
        "edition",
        "state",
        "confidence",
        "computed_then",
        "sent_by",
        "sent_at",
        "signed_off_by",
        "signed_off_at",
    )
    list_display = ("period", "vanguard", "edition", "state", "confidence", "computed_then")
    list_filter = ("state", "period")
    list_select_related = ("period", "vanguard")
    search_fields = ("vanguard__plain_words__contains", "=vanguard__number")


@admin.register(ConfidenceRule)
class ConfidenceRuleAdmin(TrackedAdmin):
    fields = ("measure", "amber_from", "red_from")
    list_display = ("measure", "amber_from", "red_from")
