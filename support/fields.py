"""The fields of the forms that work on requests: sentences, days, people and vanguards, as people type them."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from history import clock
from history.forms import LAST_YEAR
from people.models import User
from vanguards.models import Vanguard

LONGEST = 2_000  # characters of a reason or of what was given


def words_field(label: str, missing: str, *, required: bool = True, hint: str = "") -> forms.CharField:
    """Some sentences."""
    errors = {"required": missing, "max_length": f"Keep it to {LONGEST:,} characters or fewer"}
    widget = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(label=label, max_length=LONGEST, required=required, help_text=hint, widget=widget, error_messages=errors)


class DayField(forms.DateField):
    """A day as people type it: "15 January 2016", "15/1/2016"."""

    widget = forms.TextInput
    WAYS: ClassVar[list[str]] = ["%d %B %Y", "%d %b %Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d"]

    def __init__(self, label: str, **kwargs: Any) -> None:
        wrong = "Enter a day such as 15 January 2016"
        errors = {"required": wrong, "invalid": wrong}
        super().__init__(label=label, input_formats=self.WAYS, help_text="For example, 15 January 2016", error_messages=errors, **kwargs)


class OwnerField(forms.CharField):
    """Somebody of the programme team, by name or e-mail address."""

    def __init__(self) -> None:
        super().__init__(
            label="Owner",
            max_length=200,
            help_text="Name or e-mail address of somebody in the programme team",
            error_messages={"required": "Enter who is to own it"},
        )

    def clean(self, value: Any) -> Any:
        words = super().clean(value).strip()
        team = User.objects.open().filter(is_programme_team=True)
        found = list(team.filter(email__iexact=words)[:2]) or list(team.filter(name__iexact=words)[:2])
        if not found:
            raise ValidationError(f"Nobody in the programme team is called “{words[:60]}”. Enter a whole name or e-mail address")
        if len(found) > 1:
            raise ValidationError(f"Several people are called “{words[:60]}”. Enter the e-mail address")
        return found[0]


class VanguardsField(forms.CharField):
    """Vanguards by number, or all of a care model, a collaboration form or a round by its code; `user` says which they may choose."""

    user: User

    def __init__(self, label: str = "Vanguards") -> None:
        super().__init__(
            label=label,
            max_length=200,
            help_text="Their numbers, such as 38 or 38, 44; or all of a care model, a collaboration form or a round, such as ACC",
            error_messages={"required": "Enter the number of a vanguard"},
        )

    def clean(self, value: Any) -> list[Vanguard]:
        words = [part.strip() for part in super().clean(value).split(",") if part.strip()]
        if not words:
            raise ValidationError("Enter the number of a vanguard")
        mine: Any = Vanguard.objects.all() if self.user.sees_everything else Vanguard.objects.led_by(self.user)
        chosen: dict[int, Vanguard] = {}
        for word in words:
            found = list(mine.meant_by(word))
            if not found:
                raise ValidationError(f"“{word[:20]}” is not the number of a vanguard you can choose. Enter numbers such as 38, or 38, 44")
            chosen |= {vanguard.pk: vanguard for vanguard in found}
        return list(chosen.values())


def not_past(day: date) -> date:
    """A day that can be kept: today or later, and no slip of the finger centuries away."""
    if day < clock.today():
        raise ValidationError("Enter a day that is today or later")
    if day.year > LAST_YEAR:
        raise ValidationError(f"Check the year: it must be {LAST_YEAR} or earlier")
    return day
