"""Forms of benefits and readings."""

from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from history.recording.version_field import VersionField
from pages.fields import MeantDateField, NumberField, TypedWords, words_field
from pages.forms import CarryingForm
from people.models import User
from spread.benefit_actions import known_days, measure_called
from spread.benefit_workflow import Aim, Better
from spread.fields import Since
from spread.models import Benefit, Reading
from spread.pasted import MOST_LINES, Line, understand
from spread.values import ValueField, said
from vanguards.facts import Certainty
from vanguards.models import Vanguard


def _short(label: str, longest: int, missing: str = "", **kwargs: Any) -> TypedWords:
    errors = {"required": missing, "max_length": f"Keep it to {longest} characters or fewer"}
    return TypedWords(label=label, max_length=longest, error_messages=errors, **kwargs)


class AboutABenefit(forms.Form):
    """A row of a logic model, with where it starts and where it is to be."""

    we_do = words_field("What do you do?", "Enter what you do")
    changes = words_field("What changes by that?", "Enter what changes")
    is_better = words_field("What is then better, and for whom?", "Enter what is better")
    baseline = ValueField("Baseline: the value before you began (optional)", required=False, help_text="Such as 12.5 or 1,250")
    baseline_date = MeantDateField("When was that? (only with a baseline)", "", required=False)
    baseline_source = _short("Where does the baseline come from? (optional)", 200, required=False)
    target = ValueField("Target: the value you want to reach (optional)", required=False)
    target_date = MeantDateField("By when? (only with a target)", "", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, value in (("baseline", "value of the baseline"), ("target", "target")):
            has_value, has_date = cleaned.get(name) is not None, cleaned.get(f"{name}_date") is not None
            if has_value and not has_date and f"{name}_date" not in self.errors:
                self.add_error(f"{name}_date", "Enter when")
            if has_date and not has_value and name not in self.errors:
                self.add_error(name, f"Enter the {value} too")
        started, ends = cleaned.get("baseline_date"), cleaned.get("target_date")
        if started is not None and ends is not None and ends.first < started.first:
            self.add_error("target_date", "It must not be before the baseline")
        return cleaned


class BenefitForm(AboutABenefit):
    """A new row of a vanguard's logic model."""

    vanguard: Any = NumberField("Which vanguard?", "Enter the number of a vanguard", kind="vanguard")
    name = _short(
        "By which measure?", 150, "Enter what is measured", help_text="Such as “Length of stay”. A measure of that name is shared."
    )
    unit = _short("In what is it measured? (only for a new measure)", 60, required=False, help_text="Such as %, days or pounds")
    aim = forms.ChoiceField(label="What is it for? (only for a new measure)", choices=Aim.choices, required=False, widget=forms.RadioSelect)
    better = forms.ChoiceField(
        label="What is better? (only for a new measure)", choices=Better.choices, required=False, widget=forms.RadioSelect
    )

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data)
        self.user = user
        if not user.sees_everything:
            led = [(str(each.pk), f"{each.pk} {each}") for each in Vanguard.objects.led_by(user).order_by("number")]
            wrong = dict.fromkeys(("required", "invalid_choice"), "Choose a vanguard that you lead")
            self.fields["vanguard"] = forms.ChoiceField(
                label="Which vanguard?",
                choices=led,
                widget=forms.RadioSelect,
                initial=led[0][0] if len(led) == 1 else None,
                error_messages=wrong,
            )
        self.order_fields(["vanguard", "name", "unit", "aim", "better", *AboutABenefit.base_fields])

    def clean_vanguard(self) -> Vanguard:
        found: Vanguard | None = Vanguard.objects.visible_to(self.user).filter(pk=int(self.cleaned_data["vanguard"])).first()
        if found is None:
            raise ValidationError(f"There is no vanguard {self.cleaned_data['vanguard']}. Enter a number such as 38")
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("name") and measure_called(cleaned["name"], self.user) is None:
            missing = {"unit": "Enter the unit: this measure is new", "aim": "Choose what it is for", "better": "Choose what is better"}
            for name, words in missing.items():
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, words)
        return cleaned

    def asked(self) -> dict[str, Any]:
        """Return what to propose."""
        given = dict(self.cleaned_data)
        measure = {name: given.pop(name) for name in ("name", "unit", "aim", "better")}
        dated = {name: given.pop(name) for name in ("baseline_date", "target_date")}
        return {**given, "measure": measure, "dated": dated}


class ReadingForm(CarryingForm):
    """The value of a measure at a time."""

    field_order = ("read", "value", "paragraph", "certainty", "certainty_note", "made_from")

    read = Since()
    value = ValueField("What was the value?", "Enter the value", help_text="Such as 12.5 or 1,250")
    paragraph = _short("Where does it come from?", 200, "Enter where it comes from", help_text="Such as “monthly report of the trust”")
    certainty = forms.ChoiceField(
        label="How certain is it?",
        choices=Certainty.choices,
        initial=Certainty.CONFIRMED,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how certain it is"},
    )
    certainty_note = words_field("What should others know about it? (optional)", "", required=False)
    made_from = VersionField()

    def __init__(self, data: Any = None, *, reading: Reading) -> None:
        super().__init__(data)
        self.fields["read"].label = "When was it measured?"
        if reading.pk:
            for name in ("paragraph", "certainty", "certainty_note"):
                self.fields[name].initial = getattr(reading, name)
            self.fields["value"].initial, self.fields["read"].initial = said(reading.value), reading.read.typed
            self.fields["made_from"].initial = reading.version


class PasteForm(CarryingForm):
    """Readings pasted from a spreadsheet. `seen` is sent with them: a short form of the preview, to write nothing that was not in it."""

    pasted = TypedWords(
        label="Paste the readings",
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="A line for each: the date, the value and where it comes from, in cells of their own",
        error_messages={"required": "Paste at least one line", "max_length": "Keep it to 50,000 characters or fewer"},
    )

    seen = TypedWords(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, benefit: Benefit) -> None:
        super().__init__(data)
        self.benefit = benefit
        self.lines: list[Line] = []

    def clean_pasted(self) -> str:
        pasted: str = self.cleaned_data["pasted"]
        self.lines = understand(pasted, known_days(self.benefit))
        if len(self.lines) > MOST_LINES:
            raise ValidationError(f"Paste {MOST_LINES} lines at most")
        if not self.lines:
            raise ValidationError("Paste at least one line")
        return pasted

    @property
    def new(self) -> list[Line]:
        """Return the lines that would be added."""
        return [line for line in self.lines if not line.wrong and not line.is_known]

    @property
    def was_seen(self) -> bool:
        """Return whether these lines are those of the preview that was shown."""
        return bool(self.cleaned_data["seen"] == self._in_short)

    def carry(self) -> None:
        """Send the preview that is shown now."""
        self.send_instead("seen", self._in_short)

    @property
    def _in_short(self) -> str:
        return sha256(repr(self.lines).encode()).hexdigest()
