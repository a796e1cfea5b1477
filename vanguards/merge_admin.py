"""The admin page that merges two organisations: which one stays, what would move, and why."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from history.admin.error_summary import error_summary
from history.admin.forms import ReasonField
from history.admin.protected import SHOWN, Needing
from pages.fields import TypedWords
from pages.forms import refusals
from pages.plain_words import plain
from pages.search import Sought
from pages.typed_numbers import LONGEST_KEY, is_a_number
from vanguards.duplicates import Called, possible_duplicates
from vanguards.merging import Merger, may_merge, merge, weigh
from vanguards.models import Organisation, OrganisationAlias

MOST_NAMED = 5


class IntoField(TypedWords):
    """An organisation by its name, or by words that only its name or alias has; not `other`."""

    other: Organisation

    def __init__(self) -> None:
        errors = {"required": "Enter the name of the organisation to keep.", "max_length": "Enter the name of the organisation to keep."}
        super().__init__(
            label="Organisation to keep", max_length=200, error_messages=errors, help_text="Its name, or words that only it has."
        )

    def clean(self, value: Any) -> Organisation:
        words = super().clean(value)
        found: list[Organisation] = list(Organisation.objects.exclude(pk=self.other.pk).mentioning(Sought.of(words)).order_by("name"))
        exact = [each for each in found if plain(each.name) == plain(words)]
        if not found:
            raise forms.ValidationError(f"No other organisation is called “{words}”.")
        if len(found) > 1 and len(exact) != 1:
            names = "; ".join(each.name for each in found[:MOST_NAMED])
            more = "; …" if len(found) > MOST_NAMED else ""
            raise forms.ValidationError(f"Several organisations have these words: {names}{more}. Enter one name in full.")
        return (exact or found)[0]


class IntoForm(forms.Form):
    into = IntoField()

    def __init__(self, *args: Any, other: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        into: Any = self.fields["into"]
        into.other = other


class MergeForm(forms.Form):
    """Why to merge, and what the person saw."""

    seen = TypedWords(widget=forms.HiddenInput, max_length=64, error_messages={"required": "Look at what would happen first."})
    change_reason = ReasonField()

    data: Any

    def show(self, merger: Merger) -> None:
        """Carry what is shown now."""
        self.initial["seen"] = merger.seen
        if self.is_bound:
            self.data = self.data.copy()
            self.data["seen"] = merger.seen


class Merges(admin.ModelAdmin):
    """The admin of organisations, with a page to merge two."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.merge_view)
        return [path("<number:number>/merge/", view, name="vanguards_organisation_merge"), *super().get_urls()]

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> HttpResponse:
        """Whoever kept the address of one that was merged is led to the one it became."""
        known = Organisation.became([int(object_id)]) if request.method == "GET" and is_a_number(object_id, most=LONGEST_KEY) else {}
        for kept in known.values():
            self.message_user(request, f"The organisation you looked for is now {kept.name}.")
            return redirect("admin:vanguards_organisation_change", kept.pk)
        redirected: HttpResponse = super()._get_obj_does_not_exist_redirect(request, opts, object_id)  # type: ignore[misc]
        return redirected

    def merge_view(self, request: HttpRequest, number: int) -> HttpResponse:
        user: Any = request.user
        may_merge(user).enforce()
        gone = Organisation.objects.visible_to(user).filter(pk=number).first()
        if gone is None:
            raise Http404
        chosen = IntoForm(request.GET if "into" in request.GET else None, other=gone)
        if not chosen.is_valid():
            return self._page(request, gone, chosen=chosen, alike=_alike(user, gone), error_summary=error_summary(chosen))
        return self._merge(request, gone, chosen.cleaned_data["into"], chosen)

    def _merge(self, request: HttpRequest, gone: Organisation, kept: Organisation, chosen: IntoForm) -> HttpResponse:
        user: Any = request.user
        form = MergeForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            with refusals(form):
                merge(gone, kept, by=user, reason=form.cleaned_data["change_reason"], seen=form.cleaned_data["seen"])
                self.message_user(request, f"{gone.name} is now {kept.name}.", messages.SUCCESS)
                return redirect("admin:vanguards_organisation_change", kept.pk)
        merger = weigh(gone, kept)
        form.show(merger)
        return self._page(request, gone, chosen=chosen, form=form, error_summary=error_summary(form), **self._told(merger))

    def _told(self, merger: Merger) -> dict[str, Any]:
        """Return what would happen, each record with the address of its form."""
        return {
            "merger": merger,
            "moved": [Needing.of(row, self.admin_site) for row, _ in merger.moved[:SHOWN]],
            "how_many_more": max(len(merger.moved) - SHOWN, 0),
            "left_out": [Needing.of(row, self.admin_site) for row in merger.left_out[:SHOWN]],
            "clashes": [(Needing.of(row, self.admin_site), why) for row, why in merger.clashes[:SHOWN]],
            "differences": [line for line in _facts(merger) if line[1] != line[2]],
            "the_other_way": reverse("admin:vanguards_organisation_merge", args=[merger.kept.pk]),
        }

    def _page(self, request: HttpRequest, gone: Organisation, **context: Any) -> HttpResponse:
        title = f"Merge {gone.name} with another organisation"
        context = {**self.admin_site.each_context(request), "title": title, "gone": gone, "opts": self.opts, **context}
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/vanguards/merge.html", context)


def _facts(merger: Merger) -> list[tuple[str, str, str]]:
    """Return what each says about itself; only what the one that stays says is kept."""
    labels = ("Kind", "Role", "Certainty", "Note on certainty", "Source")
    return [
        (label, one or "None", other or "None") for label, one, other in zip(labels, *map(_said, (merger.gone, merger.kept)), strict=True)
    ]


def _said(one: Organisation) -> list[str]:
    return [one.get_kind_display(), one.role, one.get_certainty_display(), one.certainty_note, str(one.source or "")]


def _alike(user: Any, organisation: Organisation) -> list[str]:
    """Return the names of organisations that may be the same."""
    names = Organisation.objects.visible_to(user).order_by().values_list("pk", "name")
    aliases = OrganisationAlias.objects.visible_to(user).order_by().values_list("organisation_id", "name")
    return possible_duplicates(Called(number, name) for number, name in [*names, *aliases]).get(organisation.pk, [])
