"""Who leads which vanguard, from when to when: on the vanguard's form, on the person's form, and in a list."""

from datetime import date
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q

from history.admin import TrackedAdmin, TrackedInline
from history.admin.forms import IN_WORDS, TrackedForm, TrackedRowForm
from history.admin.formsets import TrackedFormSet
from people.admin import UserAdmin
from vanguards.models import Membership

OVERLAP = "They lead this vanguard already in these days. Give the earlier membership a last day, or this one a later first day."

IN_WORDS.update(
    {
        "membership_ends_after_it_starts": ("ends_on", "Give a last day on or after the first day."),
        "membership_one_open": (None, OVERLAP),
    }
)


class MembershipRowForm(TrackedRowForm):
    """A membership in a form row. The rows are checked for overlaps as they would be saved."""

    left_to_the_formset = frozenset({"membership_one_open"})


class MembershipFormSet(TrackedFormSet):
    """The leads of a vanguard: memberships of one person must not overlap. `OTHER` is the field that tells rows apart."""

    OTHER = "user"

    def clean(self) -> None:
        super().clean()
        kept = [form for form in self.forms if form.is_valid() and form.cleaned_data.get(self.OTHER) and not self.is_to_go(form)]
        known = {form.instance.pk for form in self.initial_forms}
        others = [row for row in self.rows.values() if row.pk not in known]
        periods = [(getattr(row, f"{self.OTHER}_id"), row.starts_on, row.ends_on) for row in others]
        for form in kept:
            period = (form.cleaned_data[self.OTHER].pk, form.cleaned_data["starts_on"], form.cleaned_data.get("ends_on"))
            if any(_overlap(period, other) for other in periods):
                raise ValidationError(f"{form.cleaned_data[self.OTHER]}: {OVERLAP}", code="overlap")
            periods.append(period)


class LedFormSet(MembershipFormSet):
    """The vanguards that a person leads."""

    OTHER = "vanguard"


def _overlap(one: tuple[int, date, date | None], other: tuple[int, date, date | None]) -> bool:
    """Return whether two memberships of one person and vanguard share a day. First and last days count; no last day means it goes on."""
    is_the_same = one[0] == other[0]
    return is_the_same and one[1] <= (other[2] or date.max) and other[1] <= (one[2] or date.max)


class MembershipInline(TrackedInline):
    model = Membership
    form = MembershipRowForm
    formset = MembershipFormSet
    autocomplete_fields = ("user",)
    may_be_many = True


class LedInline(TrackedInline):
    """The vanguards that a person leads, on their own form."""

    model = Membership
    form = MembershipRowForm
    formset = LedFormSet
    autocomplete_fields = ("vanguard",)
    verbose_name_plural = "vanguards they lead"
    extra = 1


UserAdmin.inlines = (*UserAdmin.inlines, LedInline)


class MembershipForm(TrackedForm):
    """The form of one membership: one person's memberships of a vanguard must not overlap."""

    left_to_the_formset = frozenset({"membership_one_open"})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("user") and cleaned.get("vanguard") and cleaned.get("starts_on"):
            until = cleaned.get("ends_on") or date.max
            others = Membership.objects.filter(user=cleaned["user"], vanguard=cleaned["vanguard"], starts_on__lte=until)
            lasting = others.filter(Q(ends_on=None) | Q(ends_on__gte=cleaned["starts_on"])).exclude(pk=self.instance.pk)
            if lasting.exists():
                raise ValidationError(OVERLAP, code="overlap")
        return cleaned


@admin.register(Membership)
class MembershipAdmin(TrackedAdmin):
    form = MembershipForm
    autocomplete_fields = ("user", "vanguard")
    list_display = ("user", "vanguard", "starts_on", "ends_on", "invented")
    list_filter = (("ends_on", admin.EmptyFieldListFilter), "invented")
    list_select_related = ("user", "vanguard")
    search_fields = ("user__plain_words__contains", "vanguard__plain_words__contains", "=vanguard__number")
