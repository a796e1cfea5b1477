"""From which day on the page for a visit says what changed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from history import clock
from history.feed.filters import SinceField
from history.past import moments
from history.reading import as_at
from pages import dates


class SinceForm(forms.Form):
    since = SinceField(
        label="Say what changed since", required=False, max_length=60, help_text="Such as 15 January 2016, or 15 January 2016 at 9:30am"
    )

    def clean_since(self) -> str:
        data: Any = self.data
        words: str = self.cleaned_data["since"]
        if len([value for value in data.getlist("since") if value]) > 1:
            raise ValidationError("Choose one day, not several")
        if words and moments.beginning(words) > (as_at.moment() or clock.now()):
            raise ValidationError(f"This page shows {dates.on(as_at.today())}. Enter a day that is not after that")
        return words
