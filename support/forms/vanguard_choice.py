"""Choosing vanguards in a form."""

from typing import Any

from django import forms

from pages.forms import CarryingForm
from people.models import User
from support.fields import OwnVanguardsField, VanguardsField
from vanguards.filters import groups
from vanguards.models import Vanguard


class PicksVanguards(CarryingForm):
    """A form to choose vanguards. The team picks some, or a whole care model, collaboration form or cohort; a lead picks their own."""

    vanguards: Any = VanguardsField()
    groups = forms.MultipleChoiceField(
        label="Or every vanguard of",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "“%(value)s” is no group of vanguards. Choose from the list"},
    )
    picked: list[str] = []

    def offer_vanguards_to(self, user: User) -> None:
        """Fit the fields to what this person may choose."""
        if user.sees_everything:
            choices: Any = self.fields["groups"]
            choices.choices = groups()
            return
        del self.fields["groups"]
        self.fields["vanguards"] = OwnVanguardsField(Vanguard.objects.led_by(user).order_by("number"))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.picked = cleaned.pop("groups", [])
        if "vanguards" in cleaned and self.picked:
            cleaned["vanguards"] = list(dict.fromkeys([*cleaned["vanguards"], *Vanguard.objects.of_groups(self.picked)]))
        if cleaned.get("vanguards") == [] and "vanguards" not in self.errors and not self.may_be_for_none(cleaned):
            self.add_error(
                "vanguards", "Enter the number of a vanguard, or choose a group" if "groups" in self.fields else "Choose a vanguard"
            )
        return cleaned

    def may_be_for_none(self, cleaned: dict[str, Any]) -> bool:
        """Return whether the form may be sent without any vanguard."""
        return False
