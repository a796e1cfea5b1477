"""Deleting in the admin: ask for a reason, check that nothing changed since the page was shown, and delete in one change."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import NestedObjects, unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from history.admin.error_summary import error_summary
from history.admin.forms import DeletionForm, ReasonField
from history.admin.protected import those_needing
from history.recording.changes import change
from history.recording.version_field import standing_versions
from pages.errors import NotUnderstood

AT_ONCE = 200


def reason_given(request: HttpRequest) -> str:
    """Return the reason sent with a form; "" if the form refuses it."""
    try:
        reason: str = ReasonField().clean(request.POST.get("change_reason", ""))
    except ValidationError:
        return ""
    return reason


def _protected(records: QuerySet[Any]) -> Iterable[Any]:
    """Return the records that prevent this deletion."""
    collector = NestedObjects(using=records.db, origin=records)
    collector.collect(records)
    return collector.protected


class AsksBeforeDeleting(admin.ModelAdmin):
    """Ask for a reason before deleting, and refuse if a record changed since the page was shown. Django's own pages do neither."""

    delete_confirmation_template = "admin/history/delete.html"
    actions = ["delete_chosen"]

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if request.method != "POST":
            return self._deletion(request, object_id)
        with change(by=request.user, reason=reason_given(request), source="admin"):
            return self._deletion(request, object_id)

    def _deletion(self, request: HttpRequest, object_id: str) -> HttpResponse:
        record = self.get_object(request, unquote(object_id))
        if not self.has_delete_permission(request, record):
            raise PermissionDenied
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined, no-any-return]
        records = self.model._default_manager.filter(pk=record.pk)
        form, going = self._asked(request, records)
        if request.method == "POST" and form.is_valid() and not going["protected"] and not going["perms_lacking"]:
            name, key = str(record), record.pk
            self.delete_model(request, record)
            return self.response_delete(request, name, key)
        context = {**going, "object": record, "form": form, "is_popup": IS_POPUP_VAR in {**request.POST, **request.GET}}
        return self.render_delete_form(request, {**self._deletion_context(request), **context})

    def _asked(self, request: HttpRequest, records: QuerySet[Any]) -> tuple[DeletionForm, dict[str, Any]]:
        """Return the form, and the records it would delete."""
        answered = request.POST if request.POST.get("post") else None
        deleted, count, lacking, protected = self.get_deleted_objects(records, request)
        going: dict[str, Any] = {
            "deleted_objects": deleted,
            "model_count": dict(count).items(),
            "perms_lacking": lacking,
            "protected": protected,
        }
        if protected:
            going["protected"], going["how_many_more"] = those_needing(_protected(records), self.admin_site)
        form = DeletionForm(answered, standing=standing_versions(records.model, records))
        return form, {**going, "error_summary": error_summary(form)}

    def _deletion_context(self, request: HttpRequest) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "title": "Delete",
            "subtitle": None,
            "object_name": str(self.opts.verbose_name),
            "opts": self.opts,
            "app_label": self.opts.app_label,
            "preserved_filters": self.get_preserved_filters(request),
            "is_popup_var": IS_POPUP_VAR,
            "media": self.media,
            "has_successors": any(relation.get_accessor_name() == "successions" for relation in self.opts.related_objects),
        }

    @admin.action(description="Delete the chosen %(verbose_name_plural)s", permissions=["delete"])
    def delete_chosen(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        """Delete the ticked records in one change, once a reason is given."""
        if queryset.count() > AT_ONCE:
            self.message_user(request, f"Choose at most {AT_ONCE} to delete at once.", messages.ERROR)
            return None
        if not request.POST.get("post"):
            return self._delete_these(request, queryset)
        with change(by=request.user, reason=reason_given(request), source="admin"):
            return self._delete_these(request, queryset)

    def _delete_these(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        records = self.model._default_manager.filter(pk__in=[record.pk for record in queryset])
        form, going = self._asked(request, records)
        if form.is_bound and form.is_valid() and not going["protected"] and not going["perms_lacking"]:
            number = len(records)
            self.delete_queryset(request, records)
            self.message_user(request, f"{number} deleted.", messages.SUCCESS)
            return None
        context = {**going, "records": list(records), "form": form, "action_checkbox_name": helpers.ACTION_CHECKBOX_NAME}
        return TemplateResponse(request, "admin/history/delete_chosen.html", {**self._deletion_context(request), **context})

    def response_action(self, request: HttpRequest, queryset: QuerySet[Any], *args: Any) -> HttpResponse | None:
        """Ignore keys that are not numbers: Django would answer them with a server error."""
        for key in request.POST.getlist(helpers.ACTION_CHECKBOX_NAME):
            try:
                self.opts.pk.to_python(key)
            except ValidationError as error:
                raise NotUnderstood("What was chosen in the list is not something this page knows. Go back and choose again.") from error
        return super().response_action(request, queryset, *args)
