"""The back office corrects the facts of products and measures. Adoptions, benefits, readings and moves are made on their own pages."""

from django.contrib import admin

from history.admin import CorrectOnly, LookOnlyAdmin, LookOnlyInline, TrackedInline
from history.admin.forms import IN_WORDS
from spread.models import (
    Adoption,
    AdoptionMove,
    Benefit,
    BenefitMove,
    Measure,
    Product,
    ProductMaker,
    ProductMove,
    ProductRelease,
    Reading,
)
from vanguards.admin import SOURCED, SourcedAdmin

IN_WORDS.update(
    {
        "product_says_something": ("summary", "Say what it is called, and what it is."),
    }
)


class MakerInline(TrackedInline):
    model = ProductMaker
    autocomplete_fields = ("vanguard",)
    verbose_name_plural = "vanguards that make it"


class VersionInline(TrackedInline):
    model = ProductRelease
    fields = ("label", "released_on", "released_words", "where", "new", "invented")
    verbose_name_plural = "versions"


class ProductMoveInline(LookOnlyInline):
    model = ProductMove
    fields = ("move", "state_before", "state_after", "words", "moved_by", "moved_at")


@admin.register(Product)
class ProductAdmin(CorrectOnly, SourcedAdmin):
    """Products. Leads and the programme team offer them, because they are then checked."""

    inlines = [MakerInline, VersionInline, ProductMoveInline]
    fieldsets = (
        (None, {"fields": ("name", "kind", "summary", "maturity", "licence", "state", "body", "support_request", "milestone", "invented")}),
        ("Source", {"fields": SOURCED}),
    )
    readonly_fields = ("state",)
    autocomplete_fields = ("body", "support_request", "milestone", "source")
    list_display = ("name", "kind", "maturity", "state", "certainty")
    list_filter = ("state", "kind", "maturity", "certainty")
    search_fields = ("=id", "plain_words__contains")


class AdoptionMoveInline(LookOnlyInline):
    model = AdoptionMove
    fields = ("move", "state_before", "state_after", "words", "moved_by", "moved_at")


@admin.register(Adoption)
class AdoptionAdmin(LookOnlyAdmin):
    """Adoptions, read-only: they are recorded, checked and corrected on their own pages."""

    inlines = [AdoptionMoveInline]
    fields = ("product", "vanguard", "organisation", "taken_from", "stage", "since_on", "use", "changed", "helped", "state")
    list_display = ("product", "vanguard", "organisation", "stage", "helped", "state")
    list_filter = ("state", "stage", "helped")
    list_select_related = ("product", "vanguard", "organisation")
    search_fields = ("product__plain_words__contains", "vanguard__plain_words__contains", "=vanguard__number")


@admin.register(Measure)
class MeasureAdmin(SourcedAdmin):
    fieldsets = (
        (None, {"fields": ("name", "unit", "aim", "better", "definition", "is_shared", "invented")}),
        ("Source", {"fields": SOURCED}),
    )
    list_display = ("name", "unit", "aim", "better", "is_shared")
    list_filter = ("aim", "better", "is_shared")
    search_fields = ("=id", "plain_words__contains")


class ReadingInline(LookOnlyInline):
    model = Reading
    fields = ("read_on", "value", "paragraph", "certainty")


class BenefitMoveInline(LookOnlyInline):
    model = BenefitMove
    fields = ("move", "state_before", "state_after", "words", "moved_by", "moved_at")


@admin.register(Benefit)
class BenefitAdmin(LookOnlyAdmin):
    """Benefits, read-only: they are proposed, agreed and measured on their own pages."""

    inlines = [ReadingInline, BenefitMoveInline]
    fields = ("vanguard", "measure", "we_do", "changes", "is_better", "baseline", "baseline_on", "target", "target_on", "state")
    list_display = ("vanguard", "measure", "baseline", "target", "state")
    list_filter = ("state", "measure__aim")
    list_select_related = ("vanguard", "measure")
    search_fields = ("vanguard__plain_words__contains", "measure__plain_words__contains", "=vanguard__number")
