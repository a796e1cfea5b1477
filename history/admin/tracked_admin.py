"""The admin of tracked records, where each save is one change with its reason; and the pages that show the changes."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import QuerySet
from django.forms.models import _get_foreign_key  # the admin uses it too
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst

from history.admin.back_to_the_page import LeadsBack
from history.admin.dates_in_forms import TypesDates
from history.admin.deletion import AsksBeforeDeleting, reason_given
from history.admin.error_summary import error_summary
from history.admin.forms import TrackedForm, TrackedRowForm
from history.admin.formsets import KnownSelect, TrackedFormSet
from history.admin.record_history import page_of_history
from history.admin.typed_words import FindsByReference, TypesWords
from history.feed.differences import describe
from history.models import Change, Entry, NamedMoment
from history.recording.changes import change
from pages import dates
from pages.errors import NotUnderstood
from pages.typed import Typed, told_in
from pages.typed_numbers import LONGEST_KEY, is_a_number

OURS = ("change_reason", "made_from")  # every form has these for the history
ROWS = "admin/history/rows.html"
MANY = 100  # rows in a form; more are edited in a list of their own


def without_ours(fieldsets: Any) -> list[tuple[Any, dict[str, Any]]]:
    return [(name, {**options, "fields": [field for field in options["fields"] if field not in OURS]}) for name, options in fieldsets]


class BackOfficeAdmin(FindsByReference, admin.ModelAdmin):
    """What all our admin lists and forms share. Django's own log is not kept, because our changes are the log."""

    list_per_page = 50
    list_max_show_all = 200
    show_full_result_count = False
    change_form_template = "admin/history/change_form.html"

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Do nothing: the change records it."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Do nothing: the change records it."""

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """Do nothing: the change records it."""

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        try:
            return super().changelist_view(request, extra_context)
        except OverflowError as error:
            raise NotUnderstood("The address, or what was chosen, holds a number greater than any here.") from error

    def view_on_site(self, record: Any) -> str | None:
        """Return the address of the record's own page, if it has one."""
        try:
            address: str = record.get_absolute_url()
        except (AttributeError, NoReverseMatch):
            return None
        return address

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        inlines = super().get_inlines(request, obj)
        return inlines if obj is None else [inline for inline in inlines if not self._too_many(request, inline, obj)]

    def _too_many(self, request: HttpRequest, inline: Any, obj: Any) -> bool:
        """Return whether there are too many parts for one form. Rows that were sent are always read, however many there are by now."""
        if not getattr(inline, "may_be_many", False):
            return False
        link = _get_foreign_key(self.model, inline.model, fk_name=inline.fk_name)
        if f"{link.remote_field.get_accessor_name()}-TOTAL_FORMS" in request.POST:
            return False
        parts = inline.model._default_manager.filter(**{link.attname: obj.pk})
        return bool(parts[: MANY + 1].count() > MANY)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        if context["errors"]:  # our summary above the form replaces Django's "Please correct the errors below."
            summary = error_summary(context["adminform"].form, context["inline_admin_formsets"])
            context |= {"errors": None, "is_refused": True, "error_summary": summary}
        shown = {type(formset.opts) for formset in context["inline_admin_formsets"]}
        context["in_their_own_list"] = [self._list_of(inline, context["original"]) for inline in self.inlines if inline not in shown]
        return super().render_change_form(request, context, *args, **kwargs)

    def _list_of(self, inline: Any, record: Any) -> dict[str, str]:
        link, opts = _get_foreign_key(self.model, inline.model, fk_name=inline.fk_name), inline.model._meta
        address = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
        return {"name": str(opts.verbose_name_plural), "address": f"{address}?{link.name}__{link.target_field.name}__exact={record.pk}"}


class Autocompletes(admin.options.BaseModelAdmin):
    """Read autocomplete labels once for all rows. `RELATED` names what a person can do with the record in a field."""

    RELATED: tuple[str, ...] = ("add", "change")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer no deletion beside a field: a record is deleted on its own page, which shows what uses it."""
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            for act in ("add", "change", "delete", "view"):
                able = f"can_{act}_related"
                setattr(field.widget, able, act in self.RELATED and getattr(field.widget, able))
        return field

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", KnownSelect(db_field, self.admin_site, using=kwargs.get("using")))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class TrackedAdmin(Autocompletes, TypesWords, TypesDates, AsksBeforeDeleting, LeadsBack, BackOfficeAdmin):
    """Save a record and its parts in one change, with the person's reason."""

    GIVEN_ONCE = ("code", "slug")  # addresses use these, and people keep them

    form = TrackedForm
    object_history_template = "admin/history/object_history.html"

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Open the change first: its lock keeps the record and version that are read from changing before they are saved."""
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        with change(by=request.user, reason=reason_given(request), source="admin"):
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        own = super().get_readonly_fields(request, obj)
        given = [field.name for field in self.opts.concrete_fields if field.name in self.GIVEN_ONCE] if obj else []
        return (*own, *given)

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = without_ours(super().get_fieldsets(request, obj))
        may_save = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        return [*fieldsets, (None, {"fields": list(OURS), "classes": ["asks-why"]})] if may_save else fieldsets

    def history_view(self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the changes of the record and its parts, also once it is deleted."""
        record = self.get_object(request, unquote(object_id))
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        key = record.pk if record is not None else self._key_of_removed(unquote(object_id))
        if key is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        own = self.model.version_model()._base_manager.filter(**{self.opts.pk.attname: key})
        page, lines = page_of_history(own, [self._versions_of_parts(inline, key) for inline in self.inlines], request.GET.get("p"))
        entry = Entry.objects.filter(record_type=self.opts.label_lower, record_id=key).order_by("-change_id").first()
        name = str(record or (entry.name if entry else key))
        context = {"title": f"History of {name}", "name": name, "object": record, "page": page, "lines": lines, "opts": self.opts}
        request.current_app = self.admin_site.name
        return TemplateResponse(request, self.object_history_template, {**self.admin_site.each_context(request), **context})

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> HttpResponse:
        """Show who deleted the record of an open form and why, with everything that was typed, so that nothing is lost."""
        key = self._key_of_removed(unquote(object_id)) if request.method == "POST" else None
        if key is None:
            redirected: HttpResponse = super()._get_obj_does_not_exist_redirect(request, opts, object_id)  # type: ignore[misc]
            return redirected
        versions = self.model.version_model()._base_manager.filter(**{opts.pk.attname: key}, valid_until=None)
        context = {
            "title": f"This {opts.verbose_name} is no longer on record",
            "opts": opts,
            "removed": next(iter(describe(versions.select_related("change__made_by")))),
            "typed": list(Typed("", told_in(request.POST)).words),
            "history_address": reverse(f"admin:{opts.app_label}_{opts.model_name}_history", args=[key]),
        }
        request.current_app = self.admin_site.name
        page = {**self.admin_site.each_context(request), **context}
        return TemplateResponse(request, "admin/history/removed.html", page, status=404)

    def _key_of_removed(self, words: str) -> int | None:
        """Return the key of a deleted record; None if there was none."""
        if not is_a_number(words, most=LONGEST_KEY):
            return None
        versions = self.model.version_model()._base_manager.filter(**{self.opts.pk.attname: int(words)})
        return int(words) if versions.exists() else None

    def _versions_of_parts(self, inline: Any, key: Any) -> QuerySet[Any]:
        link = _get_foreign_key(self.model, inline.model, fk_name=inline.fk_name)
        versions: QuerySet[Any] = inline.model.version_model()._base_manager.filter(**{link.attname: key})
        return versions


class TrackedInline(Autocompletes, TypesWords, TypesDates, admin.TabularInline):
    """The parts of a record, as rows of its form. With `may_be_many` they need a list of their own too."""

    template = ROWS
    RELATED = ("add",)

    form = TrackedRowForm
    formset = TrackedFormSet
    extra = 1
    may_be_many = False
    formfield_overrides = {models.TextField: {"widget": forms.Textarea(attrs={"rows": 2, "cols": 26})}}

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = without_ours(super().get_fieldsets(request, obj))
        if self.has_change_permission(request, obj):
            fieldsets[-1][1]["fields"].append("made_from")
        return fieldsets


class CorrectOnly(admin.options.BaseModelAdmin):
    """Records that the app writes and the back office corrects: nobody adds or deletes them."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class LookOnly(CorrectOnly):
    """Records that the app writes: nobody edits them."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class LookOnlyInline(LookOnly, TrackedInline):
    extra = 0
    show_change_link = True
    may_be_many = True


class LookOnlyAdmin(LookOnly, BackOfficeAdmin):
    actions = None

    def history_view(self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Do not offer a history page for the history itself."""
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", object_id)


class EntryInline(LookOnly, admin.TabularInline):
    model = Entry
    template = ROWS
    fields = ("history_type", "record_type", "name")
    extra = 0
    may_be_many = True


@admin.register(Change)
class ChangeAdmin(LookOnlyAdmin):
    inlines = [EntryInline]
    fields = ("made_at", "made_by", "source", "reason", "invented")
    list_display = ("__str__", "made", "made_by", "source", "reason", "invented")
    list_filter = ("source", "invented")
    list_select_related = ("made_by",)
    search_fields = ("plain_words__contains", "made_by__plain_words__contains")
    ordering = ("-made_at",)

    @admin.display(description="made", ordering="made_at")
    def made(self, record: Change) -> str:
        return dates.at(record.made_at)


@admin.register(Entry)
class EntryAdmin(LookOnlyAdmin):
    fields = ("change", "history_type", "record", "name")
    readonly_fields = ("record",)
    list_display = ("change", "history_type", "record", "name")
    list_filter = ("history_type",)
    list_select_related = ("change",)
    search_fields = ("plain_words__contains",)
    ordering = ("-change_id", "pk")

    @admin.display(description="record", ordering="record_type")
    def record(self, entry: Entry) -> str:
        return f"{capfirst(entry.type_name)} {entry.record_id}"


@admin.register(NamedMoment)
class NamedMomentAdmin(TrackedAdmin):
    list_display = ("name", "slug", "moment")
    search_fields = ("plain_words__contains",)
    prepopulated_fields = {"slug": ("name",)}
    ordering = ("moment",)
