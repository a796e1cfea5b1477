"""Forms of rounds and expressions of interest, besides those of moves."""

import json
import re
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from history.recording.version_field import VersionField
from pages.errors import Refused
from pages.fields import MeantDateField, TypedWords, cleaning, words_field
from pages.forms import CarryingForm
from pages.typed_numbers import is_a_number
from selection.actions import WRITTEN
from selection.deciding import Decided
from selection.models import Criterion, Expression, Round
from selection.models.expressions import LONGEST_LINE, in_lines
from selection.workflow import Mark
from vanguards.models import CareModel

LONGEST_ANSWER = 10_000  # characters
MOST_PEOPLE = 2_000_000_000  # what a column of the database holds


def _line(label: str, missing: str, *, most: int = 200, hint: str = "", required: bool = True) -> TypedWords:
    errors = {"required": missing, "max_length": f"Keep it to {most} characters or fewer"}
    return TypedWords(label=label, max_length=most, help_text=hint, required=required, error_messages=errors)


def _text(label: str, hint: str = "", *, rows: int = 6) -> TypedWords:
    errors = {"max_length": f"Keep it to {LONGEST_ANSWER:,} characters or fewer"}
    widget = forms.Textarea(attrs={"rows": rows})
    return TypedWords(label=label, max_length=LONGEST_ANSWER, required=False, help_text=hint, widget=widget, error_messages=errors)


class LinesField(TypedWords):
    """Several things, one on each line; none longer than a line may be."""

    def __init__(self, label: str, *, hint: str, missing: str = "", longest: int = LONGEST_LINE) -> None:
        self.longest = longest
        widget = forms.Textarea(attrs={"rows": 5})
        super().__init__(
            label=label, required=bool(missing), max_length=20_000, help_text=hint, widget=widget, error_messages={"required": missing}
        )

    def clean(self, value: Any) -> str:
        lines = in_lines(super().clean(value))
        long = next((line for line in lines if len(line) > self.longest), None)
        if long is not None:
            raise ValidationError(f"“{long[:30]}…” is too long. Keep each line to {self.longest} characters or fewer")
        return "\n".join(lines)


class RoundForm(forms.Form):
    """A new selection round."""

    name = _line("Name", "Enter a name such as Acute care collaborations 2016", most=60)
    opened = MeantDateField("When does it open?", "Enter when it opens")
    closed = MeantDateField("When does it close?", "Enter when it closes", help_text="Late expressions are taken with a reason")
    invited = words_field("Who is invited?", "Enter who is invited")
    asked = words_field("What are applicants asked for? (optional)", "", required=False)
    led_by = words_field("Who leads the selection? (optional)", "", required=False)
    decision = _line("When is it decided? (optional)", "", most=100, hint="For example, by September 2016", required=False)
    criteria = LinesField(
        "What must applicants show?",
        hint="One on each line. Readers score each of them",
        missing="Enter at least one thing that applicants must show",
        longest=100,
    )

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if not re.search("[0-9]", name):
            raise ValidationError("Put the year into the name, such as Acute care collaborations 2016")
        return name

    def clean_criteria(self) -> list[str]:
        return in_lines(self.cleaned_data["criteria"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        opened, closed = cleaned.get("opened"), cleaned.get("closed")
        if opened and closed and closed.last < opened.first:
            self.add_error("closed", "It must not close before it opens")
        return cleaned


class BeginForm(forms.Form):
    """A new expression of interest."""

    name = _line("Name of the vanguard it would be", "Enter a name")
    applicant = _line("Organisation that applies", "Enter the organisation that applies")


class InviteApplicantForm(BeginForm):
    """Who is invited to apply, and with what."""

    person = _line("Name of the person who writes it", "Enter their name", most=100)
    email = cleaning(
        forms.EmailField(
            label="Their e-mail address",
            max_length=254,
            help_text="They sign in with it. Somebody who has an account keeps it",
            error_messages={"required": "Enter their e-mail address", "invalid": "Enter an e-mail address like name@example.com"},
        )
    )
    reason = words_field("Reason", "Give the reason", hint="Kept in the history of the account")

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class PopulationField(TypedWords):
    """A number of people, as people type it: "1,250,000". None if it is empty."""

    def clean(self, value: Any) -> int | None:
        words = super().clean(value)
        digits = words.replace(",", "").replace(" ", "")
        if not digits:
            return None
        if not is_a_number(digits, most=10) or not 0 < int(digits) <= MOST_PEOPLE:
            raise ValidationError("Enter a number such as 250,000, or leave it empty and say why in the note")
        return int(digits)


def _care_models() -> list[tuple[str, str]]:
    return [("", "Choose"), *((each.code, f"{each.name} ({each.code})") for each in CareModel.objects.order_by("order"))]


class ExpressionForm(CarryingForm):
    """An expression of interest while it is written. It carries the version it was made from, so that nobody's words are lost."""

    name = _line("Name of the vanguard it would be", "Enter a name")
    applicant = _line("Organisation that applies", "Enter the organisation that applies")
    partners = LinesField("Partners", hint="One organisation on each line")
    care_model = forms.ChoiceField(label="Care model", choices=_care_models, required=False)
    area = _line("Area it serves", "", required=False)
    population = PopulationField(label="How many people does it serve?", required=False, max_length=40, help_text="For example, 250,000")
    population_note = _line("Note on that number", "", most=300, hint="If it is not known, say why", required=False)
    vision = _text("What would change for patients?", "What you want to do, and how care would be different", rows=8)
    help_needed = _text("What would help you to get there?")
    support_wanted = LinesField("Support you would want", hint="One on each line. If you are selected, each becomes a support request")
    made_from = VersionField()

    def __init__(self, data: Any = None, *, expression: Expression, criteria: Sequence[Criterion]) -> None:
        super().__init__(data)
        self.expression, self.criteria = expression, criteria
        for name in WRITTEN:
            self.fields[name].initial = getattr(expression, name)
        self.fields["population"].initial = f"{expression.population:,}" if expression.population else ""
        self.fields["care_model"].initial = expression.care_model.code if expression.care_model is not None else ""
        said = {answer.criterion_id: answer.words for answer in expression.answers.all()}
        for criterion in criteria:
            field = _text(f"How does it show “{criterion}”?", criterion.words)
            field.initial = said.get(criterion.pk, "")
            self.fields[f"answer_{criterion.pk}"] = field
        self.fields["made_from"].initial = expression.version

    def carry(self) -> None:
        self.send_instead("made_from", self.expression.version)

    def clean_care_model(self) -> CareModel | None:
        code = self.cleaned_data["care_model"]
        return CareModel.objects.get(code=code) if code else None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("made_from") is None:
            raise ValidationError("Open this page again: it did not say what it showed")
        return cleaned

    @property
    def written(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in WRITTEN}

    @property
    def answers(self) -> dict[int, str]:
        return {criterion.pk: self.cleaned_data[f"answer_{criterion.pk}"] for criterion in self.criteria}


class ScoresForm(forms.Form):
    """A mark and a sentence for each criterion."""

    def __init__(self, data: Any = None, *, criteria: Sequence[Criterion]) -> None:
        super().__init__(data)
        self.criteria = criteria
        for criterion in criteria:
            self.fields[f"mark_{criterion.pk}"] = forms.TypedChoiceField(
                label=str(criterion),
                help_text=criterion.words,
                choices=Mark.choices,
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": f"Say how well it shows “{criterion}”"},
            )
            self.fields[f"words_{criterion.pk}"] = words_field(f"Why? ({criterion})", "Say why, in a sentence")

    @property
    def marks(self) -> dict[int, tuple[int, str]]:
        said = self.cleaned_data
        return {criterion.pk: (said[f"mark_{criterion.pk}"], said[f"words_{criterion.pk}"]) for criterion in self.criteria}


class ConflictForm(forms.Form):
    conflict = words_field("What is your interest in it?", "Enter what your interest in it is", hint="The programme team can read this")


def _scores(expression: Any) -> str:
    """Return how many of its readers have given their scores: the expression is read by `rows_of_the_list`."""
    return f"Scores: {expression.scored} of {expression.readers} in." if expression.readers else "Nobody was asked to read it."


class DecideForm(CarryingForm):
    """What is decided about each expression of interest that waits for a decision. It carries what the preview showed, and when."""

    since = TypedWords(widget=forms.HiddenInput, required=False)
    previewed = TypedWords(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, expressions: Sequence[Expression]) -> None:
        super().__init__(data)
        self.expressions = expressions
        for each in expressions:
            self.fields[f"decision_{each.pk}"] = forms.ChoiceField(
                label=f"{each.name}, {each.applicant}",
                help_text=f"{each.get_state_display()}. {_scores(each)}",
                choices=[("", "Decide later"), ("select", "Select"), ("turn-down", "Turn down")],
                required=False,
                widget=forms.RadioSelect,
                initial="",
            )
            self.fields[f"feedback_{each.pk}"] = words_field(f"What should they know? ({each.name})", "", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for each in self.expressions:
            if cleaned.get(f"decision_{each.pk}") == "turn-down" and not cleaned.get(f"feedback_{each.pk}"):
                self.add_error(f"feedback_{each.pk}", f"Say what {each.name} should know")
        if not self.errors and not self.decided:
            raise ValidationError("Decide about at least one")
        return cleaned

    @property
    def decided(self) -> list[Decided]:
        said = {each: self.cleaned_data.get(f"decision_{each.pk}") for each in self.expressions}
        return [
            Decided(each, decision == "select", self.cleaned_data.get(f"feedback_{each.pk}", ""))
            for each, decision in said.items()
            if decision
        ]

    def as_previewed(self) -> list[Decided]:
        """Return what is decided. Raise Refused if the preview showed anything else."""
        if self.cleaned_data["previewed"] != self._digest:
            raise Refused("Something is different now from what the preview showed. Look at it again.")
        return self.decided

    def was_previewed(self, moment: datetime) -> None:
        """Carry what the preview shows, and its moment."""
        self.send_instead("since", moment.isoformat())
        self.send_instead("previewed", self._digest)

    @property
    def _digest(self) -> str:
        """Return a short sign of what is decided, which is another one for any other decisions."""
        said = [[each.expression.pk, each.is_selected, each.feedback] for each in self.decided]
        return sha256(json.dumps(said).encode()).hexdigest()


def proposed_criteria(last: Round | None) -> str:
    """Return what the last round asked applicants to show, one on each line, to begin with."""
    return "\n".join(str(criterion) for criterion in last.criteria.all()) if last is not None else ""
