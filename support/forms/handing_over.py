"""The form to give somebody's requests to somebody else when they leave."""

from typing import Any

from django import forms

from pages.fields import words_field
from people.fields import NameField
from support.forms.shared import OF_THE_TEAM, WHO_OWN
from support.owners import owners_today


class HandOverForm(forms.Form):
    """Who leaves, who takes over, and why."""

    owner = NameField(
        "Who leaves",
        hint="Name or e-mail address of somebody who owns requests",
        people=owners_today,
        who="who owns an open request",
        offers=WHO_OWN,
    )
    to = NameField("Who takes over", offers=OF_THE_TEAM)
    words = words_field("Why", "Enter why", hint="The vanguards on the requests read it.")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("owner") and cleaned.get("owner") == cleaned.get("to"):
            self.add_error("to", "Enter somebody other than the person who leaves")
        return cleaned
