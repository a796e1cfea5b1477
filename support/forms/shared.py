"""Fields that several forms share."""

from datetime import date
from typing import Any, cast

from django import forms

from pages.fields import DayField, TypedWords
from people.fields import NameField
from support.fields import BodiesField, not_past

OF_THE_TEAM, WHO_OWN = ("owner_names", "team"), ("owner_names", "owners")  # whose names are suggested while typing


class AsksOwner(forms.Form):
    owner = NameField("Owner", offers=OF_THE_TEAM)


class AsksTarget(forms.Form):
    target_on = DayField("Target date")

    def clean_target_on(self) -> date:
        return not_past(self.cleaned_data["target_on"])


class AsksBodies(forms.Form):
    bodies = BodiesField("Answering bodies")
    contact = TypedWords(label="Contact there", required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        """Give the contact to the only body that is new to the request or, if none is new, to the only ticked one."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        chosen, field = cleaned.get("bodies") or [], cast(BodiesField, self.fields["bodies"])
        new = [body for body in chosen if body.pk not in field.answering]
        if cleaned.get("contact") and not chosen:
            self.add_error("contact", "Choose the body whose contact this is, or leave it empty")
        if cleaned.get("contact") and len(new or chosen) > 1:
            self.add_error("contact", "Choose only the body whose contact this is; add the others afterwards")
        if cleaned.get("contact"):
            cleaned["bodies"] = new or chosen
        return cleaned
