"""Forms for milestones."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from milestones.actions import NewMilestone
from milestones.models import Milestone
from pages.fields import MeantDateField, TypedWords, words_field
from pages.typed_numbers import number
from people.models import User
from support.forms.vanguard_choice import PicksVanguards
from support.models import SupportRequest
from support.querysets import referred_to
from vanguards.models import Vanguard

KEY, PROGRAMME = "key", "programme"


class MilestoneForm(PicksVanguards):
    """A new milestone, and who commits to it."""

    field_order = ("title", "due", "vanguards", "groups", "kinds", "note", "words")

    title = TypedWords(
        label="What is to be reached?",
        max_length=200,
        error_messages={"required": "Enter what is to be reached", "max_length": "Keep it to 200 characters or fewer"},
    )
    due = MeantDateField("Due date", "Enter the due date")
    kinds = forms.MultipleChoiceField(
        label="Type of milestone (optional)",
        required=False,
        choices=[(PROGRAMME, "The programme itself promises it"), (KEY, "A key milestone: the programme team must approve a later date")],
        widget=forms.CheckboxSelectMultiple,
    )
    note = words_field("Notes (optional)", "", required=False, hint="Everybody who signs in can read this.")
    words = words_field("Who agreed it?", "Enter who agreed it", hint="For example, the board of the vanguards on 20 January 2016.")

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data)
        self.offer_vanguards_to(user)

    def may_be_for_none(self, cleaned: dict[str, Any]) -> bool:
        return PROGRAMME in cleaned.get("kinds", [])

    def asked(self) -> NewMilestone:
        """Return the milestone to make."""
        cleaned, kinds = self.cleaned_data, self.cleaned_data["kinds"]
        said = {name: cleaned[name] for name in ("title", "due", "vanguards", "note")}
        return NewMilestone(**said, groups=self.picked, programme=PROGRAMME in kinds, is_key=KEY in kinds)


class AddVanguardsForm(PicksVanguards):
    """More vanguards for a milestone."""

    field_order = ("vanguards", "groups", "due", "words")

    due = MeantDateField(
        "Due date for them (optional)",
        "",
        required=False,
        help_text="Such as March 2016 or Q4 2015/16. Leave empty for the milestone’s own date",
    )
    words = words_field("Why are they added?", "Enter why they are added", hint="The leads of these vanguards can read this.")

    def __init__(self, data: Any = None, *, user: User, joined: Iterable[Vanguard] = ()) -> None:
        super().__init__(data)
        self.offer_vanguards_to(user)
        self.fields["vanguards"].initial = ", ".join(str(vanguard.pk) for vanguard in joined)

    def asked(self) -> dict[str, Any]:
        """Return the vanguards to add."""
        return {**self.cleaned_data, "groups": self.picked}


class WaitForm(forms.Form):
    """What a milestone depends on: another milestone, or a request."""

    awaited = TypedWords(
        label="What does it depend on?",
        max_length=60,
        help_text="The number of a milestone, such as 3, or the reference of a support request, such as SR-0012",
        error_messages=dict.fromkeys(["required", "max_length"], "Enter the number of a milestone or the reference of a request"),
    )
    words = words_field("Why?", "Enter why it depends on that", hint="Kept in the history.")

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data)
        self.user = user

    def clean_awaited(self) -> Milestone | SupportRequest:
        words = self.cleaned_data["awaited"]
        found: Any = SupportRequest.objects.visible_to(self.user).meant_by(words).first() if referred_to(words) is not None else None
        milestone = number(words, "", "milestone")
        if milestone is not None:
            found = Milestone.objects.visible_to(self.user).filter(pk=milestone).first()
        if found is None:
            raise ValidationError(f"There is no milestone or request “{words}”. Enter a number such as 3, or a reference such as SR-0012")
        known: Milestone | SupportRequest = found
        return known


class StopWaitingForm(forms.Form):
    words = words_field("Why?", "Enter why it no longer depends on that", hint="Kept in the history.")
