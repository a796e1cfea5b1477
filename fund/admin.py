"""The back office keeps funds and what was published of them. Lines are asked for, approved and paid on their own pages."""

from django.contrib import admin

from fund.models import Fund, FundingLine, FundingMove, Instalment, PublishedAmount
from history.admin import LookOnlyAdmin, LookOnlyInline, TrackedAdmin
from history.admin.forms import IN_WORDS

IN_WORDS.update(
    {
        "published_not_below_zero": ("amount", "An amount cannot be below zero."),
        "published_year": ("year", "Enter a year such as 2015/16, or years such as 2015/16–2017/18."),
        "published_of_one": ("care_model", "Leave this empty: the vanguard says its care model."),
        "published_whole_is_a_total": ("is_whole", "Only a total is compared with the record. Leave out the vanguard, or this."),
        "published_once_of_a_vanguard": ("words", "This is on record already, from the same source."),
        "published_total_once": ("words", "This is on record already, from the same source."),
    }
)
SOURCED = ("source", "paragraph", "certainty", "certainty_note")


@admin.register(Fund)
class FundAdmin(TrackedAdmin):
    fields = ("name", "code", "words", *SOURCED)
    list_display = ("name", "certainty")
    autocomplete_fields = ("source",)


@admin.register(PublishedAmount)
class PublishedAmountAdmin(TrackedAdmin):
    fields = ("fund", "year", "stage", "words", "amount", "vanguard", "care_model", "is_whole", *SOURCED)
    list_display = ("words", "year", "stage", "amount", "vanguard", "certainty")
    list_filter = ("stage", "year")
    list_select_related = ("vanguard",)
    search_fields = ("vanguard__plain_words__contains", "=vanguard__number")
    autocomplete_fields = ("vanguard", "source")


class InstalmentInline(LookOnlyInline):
    model = Instalment
    fields = ("number", "amount", "due_on", "condition", "state", "waived_by", "waived_at", "paid_on")


class FundingMoveInline(LookOnlyInline):
    model = FundingMove
    fk_name = "line"
    fields = ("move", "amount", "state_before", "state_after", "words", "moved_by", "moved_at")


@admin.register(FundingLine)
class FundingLineAdmin(LookOnlyAdmin):
    """Lines, read-only: what is done to them is done on their own pages."""

    inlines = [InstalmentInline, FundingMoveInline]

    fields = ("fund", "vanguard", "year", "state", "purpose", "asked", "offered", "approved", "matched", "spent")
    list_display = ("vanguard", "year", "state", "asked", "approved", "spent")
    list_filter = ("state", "year")
    list_select_related = ("vanguard",)
    search_fields = ("vanguard__plain_words__contains", "=vanguard__number")
