"""What several forms ask alike."""

from datetime import date
from typing import Any

from django import forms

from pages.fields import DayField, TypedWords
from support.fields import BodiesField, OwnerField, not_past
from support.models import SupportRequest


class AsksOwner(forms.Form):
    owner = OwnerField()


class AsksPriority(forms.Form):
    priority = forms.ChoiceField(
        label="Priority",
        choices=SupportRequest.Priority.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a priority"},
    )


class AsksTarget(forms.Form):
    target_on = DayField("Target date")

    def clean_target_on(self) -> date:
        return not_past(self.cleaned_data["target_on"])


class AsksBodies(forms.Form):
    bodies = BodiesField("Answering bodies")
    contact = TypedWords(label="Contact there", required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("contact") and not cleaned.get("bodies"):
            self.add_error("contact", "Choose the body whose contact this is, or leave it empty")
        if cleaned.get("contact") and len(cleaned.get("bodies") or []) > 1:
            self.add_error("contact", "Choose only the body whose contact this is; add the others afterwards")
        return cleaned


class MayAskBodies(AsksBodies):
    """Where there need be none."""

    bodies = BodiesField("Answering bodies", required=False)
