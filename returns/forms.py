"""Forms of periods and returns, besides those of moves."""

from datetime import date
from typing import Any

from django import forms

from history.recording.version_field import VersionField
from pages.fields import DayField, TypedWords, words_field
from pages.forms import CarryingForm
from returns.models import Ask, Return, Risk, code_of
from returns.workflow import MEANINGS

LONGEST_SECTION = 10_000  # characters


class PeriodForm(forms.Form):
    """A new reporting period."""

    name = TypedWords(
        label="Name",
        max_length=60,
        help_text="Such as 2015/16 Q4 or January 2016",
        error_messages={"required": "Enter a name such as 2015/16 Q4", "max_length": "Keep it to 60 characters or fewer"},
    )
    starts_on = DayField("First day reported on")
    ends_on = DayField("Last day reported on")
    opens_on = DayField("Day it opens", help_text="From this day leads can start their returns. For example, 4 January 2016")
    due_on = DayField("Day returns are due", help_text="Leads are reminded five working days and one working day before")
    closes_on = DayField("Day it closes", help_text="Late returns are still taken after this day")

    def __init__(self, data: Any = None, *, proposed: dict[str, Any]) -> None:
        super().__init__(data)
        for name, value in proposed.items():
            field: Any = self.fields[name]
            if isinstance(value, date):
                field.starts_with(value)
            else:
                field.initial = value

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if not any(letter.isdigit() for letter in code_of(name)):
            raise forms.ValidationError("Put the year into the name, such as 2015/16 Q4")
        return name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for first, then, words in (
            ("starts_on", "ends_on", "It must not be before the first day"),
            ("opens_on", "due_on", "It must not be before the day the period opens"),
            ("due_on", "closes_on", "It must not be before the day returns are due"),
        ):
            if cleaned.get(first) and cleaned.get(then) and cleaned[then] < cleaned[first]:
                self.add_error(then, words)
        return cleaned


def _section(label: str, hint: str) -> TypedWords:
    return TypedWords(
        label=label,
        max_length=LONGEST_SECTION,
        required=False,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"max_length": f"Keep it to {LONGEST_SECTION:,} characters or fewer"},
    )


class DraftForm(CarryingForm):
    """The words of a return while it is written. It carries the version it was made from, so that nobody's words are lost."""

    confidence = forms.ChoiceField(
        label="How confident are you?",
        required=False,
        widget=forms.RadioSelect,
        choices=[(value.value, f"{value.label}. {meaning}") for value, meaning in MEANINGS.items()],
    )
    confidence_reason = words_field(
        "Why is it better than the record says? (only if it is)", "", required=False, hint="The programme team can read this."
    )
    achieved = _section("What was achieved?", "In this period, in your own words. What the record knows is filled in.")
    next_steps = _section("What is next?", "Until the end of the next period.")
    made_from = VersionField()

    def __init__(self, data: Any = None, *, vanguard_return: Return) -> None:
        super().__init__(data)
        self.vanguard_return = vanguard_return
        for name in ("confidence", "confidence_reason", "achieved", "next_steps"):
            self.fields[name].initial = getattr(vanguard_return, name)
        self.fields["made_from"].initial = vanguard_return.version

    def carry(self) -> None:
        self.send_instead("made_from", self.vanguard_return.version)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("made_from") is None:
            raise forms.ValidationError("Open this page again: it did not say what it showed")
        return cleaned


FIVE = [(str(number), str(number)) for number in range(1, 6)]


def _one_to_five(label: str, hint: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, coerce=int, choices=[("", "Choose"), *FIVE], help_text=hint, error_messages={"required": "Choose a number from 1 to 5"}
    )


class PartForm(CarryingForm):
    """A part of a return: a risk, or support it asks for."""

    made_from = VersionField()

    def __init__(self, data: Any = None, *, part: Risk | Ask) -> None:
        super().__init__(data)
        for name in self.fields:
            if name != "made_from":
                self.fields[name].initial = getattr(part, name)
        self.fields["made_from"].initial = part.version if part.pk else None


class RiskForm(PartForm):
    field_order = ("words", "likelihood", "impact", "mitigation", "owner", "is_closed")

    words = TypedWords(
        label="What may go wrong?",
        max_length=300,
        error_messages={"required": "Enter what may go wrong", "max_length": "Keep it to 300 characters or fewer"},
    )
    likelihood = _one_to_five("How likely is it?", "From 1 (hardly ever) to 5 (nearly sure)")
    impact = _one_to_five("How bad would it be?", "From 1 (hardly felt) to 5 (the vanguard fails)")
    mitigation = words_field("What is done about it? (optional)", "", required=False)
    owner = TypedWords(
        label="Who looks after it? (optional)",
        max_length=100,
        required=False,
        error_messages={"max_length": "Keep it to 100 characters or fewer"},
    )
    is_closed = forms.BooleanField(label="This risk is over: close it", required=False)


class AskForm(PartForm):
    field_order = ("title", "needed")

    title = TypedWords(
        label="What support do you ask for?",
        max_length=200,
        error_messages={"required": "Enter what you ask for", "max_length": "Keep it to 200 characters or fewer"},
    )
    needed = words_field("What is needed, and why? (optional)", "", required=False)
