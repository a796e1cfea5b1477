"""The back office corrects vanguards, organisations and the facts about them."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Max
from django.http import HttpRequest

from history.admin import LookOnlyAdmin, TrackedAdmin, TrackedInline
from history.admin.forms import IN_WORDS, TrackedRowForm
from pages.typed_addresses import NotAnAddress, without_scheme
from vanguards.membership_admin import MembershipInline
from vanguards.merge_admin import Merges
from vanguards.models import (
    CareModel,
    Cohort,
    Collaboration,
    CollaborationForm,
    Contact,
    MergedOrganisation,
    Organisation,
    OrganisationAlias,
    OrganisationSuccession,
    Partnership,
    Region,
    Source,
    Statement,
    Vanguard,
    VanguardAlias,
    VanguardRegion,
    VanguardSource,
    VanguardSuccession,
)

IN_WORDS.update(
    {
        "cohort_closed_after_opened": ("closed_on", "Give a closing date on or after the opening date."),
        "organisation_not_its_own_successor": ("successor", "Choose another organisation: none is its own successor."),
        "vanguard_not_its_own_successor": ("successor", "Choose another vanguard: none is its own successor."),
        "vanguard_population_never_0": ("patient_population", "Leave the population empty where it is not known; it is never 0."),
        "vanguard_number_from_1": ("number", "Give a number from 1 on."),
        "partnership_organisation_or_words": ("words", "Choose the organisation; or, where the source names none, give words instead."),
        "partnership_once": ("organisation", "This organisation has this role already."),
    }
)

SOURCED = ("certainty", "certainty_note", "source", "paragraph")


class SourcedAdmin(TrackedAdmin):
    """A fact with its certainty and source."""

    autocomplete_fields: ClassVar[Any] = ("source",)
    list_filter: ClassVar[Any] = ("certainty",)


class SourceShown(admin.options.BaseModelAdmin):
    autocomplete_fields: ClassVar[Any] = ("source",)


@admin.register(Source)
class SourceAdmin(TrackedAdmin):
    list_display = ("title", "publisher", "published", "code")
    list_filter = ("publisher",)
    search_fields = ("plain_words__contains",)
    addresses = ("address",)
    ordering = ("title", "pk")


@admin.register(CareModel)
class CareModelAdmin(SourcedAdmin):
    list_display = ("code", "name", "order", "certainty")
    search_fields = ("plain_words__contains",)


@admin.register(CollaborationForm)
class CollaborationFormAdmin(SourcedAdmin):
    list_display = ("name", "code", "order", "certainty")
    search_fields = ("plain_words__contains",)


@admin.register(Cohort)
class CohortAdmin(SourcedAdmin):
    list_display = ("name", "code", "opened", "closed", "announced", "expressions_of_interest")
    search_fields = ("plain_words__contains",)


@admin.register(Region)
class RegionAdmin(TrackedAdmin):
    list_display = ("name", "code", "order")
    search_fields = ("plain_words__contains",)


@admin.register(Statement)
class StatementAdmin(SourcedAdmin):
    list_display = ("label", "kind", "order", "certainty")
    list_filter = ("kind", "certainty")
    search_fields = ("plain_words__contains",)


class OrganisationAliasInline(TrackedInline):
    model = OrganisationAlias
    verbose_name_plural = "aliases"


class OrganisationSuccessionInline(SourceShown, TrackedInline):
    model = OrganisationSuccession
    fk_name = "predecessor"
    autocomplete_fields = ("successor", "source")
    verbose_name_plural = "successors"
    extra = 0  # rare, and wide
    fields = ("successor", "succeeded_on", "succeeded_words", *SOURCED)


@admin.register(Organisation)
class OrganisationAdmin(Merges, SourcedAdmin):
    change_form_template = "admin/vanguards/organisation_form.html"
    inlines = [OrganisationAliasInline, OrganisationSuccessionInline]
    readonly_fields = ("merged_into_it",)
    list_display = ("name", "kind", "role", "certainty")
    list_filter = ("kind", "certainty")
    search_fields = ("plain_words__contains", "aliases__plain_words__contains")

    @admin.display(description="Merged into it")
    def merged_into_it(self, organisation: Organisation) -> str:
        """Return the names of those that it took in, each with the code that addresses knew it by."""
        return "; ".join(f"{each.name} ({each.old_code})" for each in organisation.merged_into_it.all()) or "None"


@admin.register(MergedOrganisation)
class MergedOrganisationAdmin(LookOnlyAdmin):
    """To read: it is written when two organisations are merged."""

    fields = ("name", "old_code", "organisation")
    list_display = ("name", "old_code", "organisation")
    list_select_related = ("organisation",)
    search_fields = ("plain_words__contains", "organisation__plain_words__contains")
    ordering = ("name",)


@admin.register(OrganisationSuccession)
class OrganisationSuccessionAdmin(SourcedAdmin):
    autocomplete_fields = ("predecessor", "successor", "source")
    list_display = ("predecessor", "successor", "succeeded", "certainty")
    list_select_related = ("predecessor", "successor")
    search_fields = ("predecessor__plain_words__contains", "successor__plain_words__contains")
    ordering = ("pk",)


class VanguardAliasInline(TrackedInline):
    model = VanguardAlias
    verbose_name_plural = "aliases"


class VanguardRegionInline(TrackedInline):
    model = VanguardRegion
    verbose_name_plural = "regions"


class CollaborationInline(TrackedInline):
    model = Collaboration
    fields = ("form", "certainty", "certainty_note")
    verbose_name_plural = "collaboration forms"


class ContactRowForm(TrackedRowForm):
    """A contact. A website may be given without https://, as it is often published; anything else is plain words."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("kind") == Contact.Kind.WEBSITE and cleaned.get("words") and "words" in self.changed_data:
            try:
                cleaned["words"] = without_scheme(cleaned["words"])
            except NotAnAddress as unclear:
                self.add_error("words", str(unclear))
        return cleaned


class ContactInline(SourceShown, TrackedInline):
    model = Contact
    form = ContactRowForm
    verbose_name_plural = "contacts, as published"


class PartnershipInline(TrackedInline):
    model = Partnership
    fields = ("role", "organisation", "words", "detail", "certainty", "certainty_note")
    autocomplete_fields = ("organisation",)


class VanguardSourceInline(SourceShown, TrackedInline):
    model = VanguardSource
    verbose_name_plural = "further sources"


class VanguardSuccessionInline(SourceShown, TrackedInline):
    model = VanguardSuccession
    fk_name = "predecessor"
    autocomplete_fields = ("successor", "source")
    verbose_name_plural = "successors"
    extra = 0  # rare, and wide
    fields = ("successor", "succeeded_on", "succeeded_words", *SOURCED)


@admin.register(Vanguard)
class VanguardAdmin(SourcedAdmin):
    inlines = [
        VanguardAliasInline,
        VanguardRegionInline,
        CollaborationInline,
        PartnershipInline,
        ContactInline,
        MembershipInline,
        VanguardSuccessionInline,
        VanguardSourceInline,
    ]
    fieldsets = (
        (None, {"fields": ("number", "name", "care_model", "cohort", "area", "is_national", "service_label", "summary", "forms_note")}),
        ("Patient population", {"fields": ("patient_population", "population_certainty", "population_note")}),
        ("Source", {"fields": SOURCED}),
    )
    list_display = ("number", "name", "care_model", "cohort", "area", "population", "certainty")
    list_display_links = ("number", "name")
    list_filter = ("care_model", "cohort", "region_links__region", "collaborations__form", "is_national", "certainty")
    list_select_related = ("care_model", "cohort")
    search_fields = ("=number", "plain_words__contains", "aliases__plain_words__contains")

    @admin.display(description="patient population", ordering="patient_population", empty_value="Not known")
    def population(self, vanguard: Vanguard) -> str | None:
        return f"{vanguard.patient_population:,}" if vanguard.patient_population else None

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Return the next number after all that vanguards ever had."""
        highest = Vanguard.version_model()._base_manager.aggregate(highest=Max("number"))["highest"] or 0
        return {"number": highest + 1, **super().get_changeform_initial_data(request)}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Make the number read-only: it is the vanguard's address for ever."""
        return (*super().get_readonly_fields(request, obj), *(("number",) if obj else ()))


@admin.register(VanguardSuccession)
class VanguardSuccessionAdmin(SourcedAdmin):
    autocomplete_fields = ("predecessor", "successor", "source")
    list_display = ("predecessor", "successor", "succeeded", "certainty")
    list_select_related = ("predecessor", "successor")
    search_fields = ("predecessor__plain_words__contains", "successor__plain_words__contains")
    ordering = ("pk",)
