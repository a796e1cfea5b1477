"""What each move of a commitment asks, of one and of many; and what milestones take."""

from collections.abc import Iterable
from copy import deepcopy
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from history.past import moments
from milestones.keeping import NewMilestone
from milestones.models import Cause, Milestone
from milestones.workflow import Move
from pages.errors import NotUnderstood
from pages.fields import AddressField, MeantDateField, TypedWords, words_field
from pages.forms import CarryingForm
from pages.typed_numbers import number
from people.models import User
from support.forms.picking import PicksVanguards
from support.models import SupportRequest
from support.querysets import referred_to
from vanguards.models import Vanguard

READ_BY = "The leads of the vanguard and the programme team read it."


class AsksNothing(forms.Form):
    """A move that asks nothing besides words."""


class AsksNewDate(forms.Form):
    to = MeantDateField("New date", "Enter the date that is expected now")
    cause = forms.TypedChoiceField(
        label="Why it moves",
        coerce=lambda number: Cause.objects.get(pk=number),
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose why it moves",
            "invalid_choice": "Choose one of these: the cause you chose is no longer offered",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["cause"]
        field.choices = [
            (cause.pk, f"{cause.get_direction_display()}: {cause}")
            for cause in Cause.objects.filter(retired=False).order_by("-direction", "pk")
        ]


class AsksReached(forms.Form):
    reached = MeantDateField("When it was reached", "Enter the date it was reached")
    link = AddressField(
        label="Link to what shows it",
        required=False,
        max_length=500,
        help_text="If there is one: an address that begins with https://",
    )


ASKS: dict[Move, type[forms.Form]] = dict.fromkeys(Move, AsksNothing) | {Move.FORECAST: AsksNewDate, Move.REACH: AsksReached}

WORDS = {
    Move.FORECAST: words_field("What happened", "Enter what happened", hint=f"The cause in a sentence or two. {READ_BY}"),
    Move.APPROVE: words_field("Anything to say with it", "", required=False, hint=READ_BY),
    Move.REJECT: words_field("Why it is rejected", "Enter why it is rejected", hint=READ_BY),
    Move.REACH: words_field("What shows it", "Enter what shows that it is reached", hint="For example, minutes of a board. " + READ_BY),
    Move.TAKE_BACK: words_field("Why it is not reached after all", "Enter why it is not reached after all", hint=READ_BY),
    Move.NOT_OURS: words_field("Why it is no longer ours", "Enter why it is no longer ours", hint=READ_BY),
    Move.CANCEL: words_field("Why it is cancelled", "Enter why it is cancelled", hint=READ_BY),
    Move.REOPEN: words_field("Why it is open again", "Enter why it is open again", hint=READ_BY),
}


class MoveForm(CarryingForm):
    """A move of one commitment: what it asks, words, and when the page was opened, so that nothing done since is replaced unseen."""

    since = TypedWords(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, move: Move, opened: datetime) -> None:
        super().__init__(data)
        self.fields = {**ASKS[move]().fields, "words": deepcopy(WORDS[move]), **self.fields}
        self.fields["since"].initial = opened.isoformat()

    def clean_since(self) -> datetime:
        try:
            return moments.understand(self.cleaned_data["since"])
        except NotUnderstood as error:
            raise ValidationError("Open this page again: it did not say when it was opened") from error

    def reopen(self, opened: datetime) -> None:
        """Shown again, with what stands now: whoever has read it may send theirs all the same."""
        self.send_instead("since", opened.isoformat())


class ManyWords(forms.Form):
    """The words that go with a move of many, asked once what would become of each is seen."""

    def __init__(self, data: Any = None, *, move: Move) -> None:
        super().__init__(data)
        self.fields["words"] = deepcopy(WORDS[move])


KEY, PROGRAMME = "key", "programme"


class MilestoneForm(PicksVanguards):
    """A new milestone, and who commits to it."""

    field_order = ("title", "due", "vanguards", "groups", "kinds", "note", "words")

    title = TypedWords(
        label="What is to be reached",
        max_length=200,
        error_messages={"required": "Enter what is to be reached", "max_length": "Keep it to 200 characters or fewer"},
    )
    due = MeantDateField("Due", "Enter when it is due")
    kinds = forms.MultipleChoiceField(
        label="What kind of milestone it is",
        required=False,
        choices=[(PROGRAMME, "The programme itself commits to it"), (KEY, "A key milestone: a later date waits for the programme team")],
        widget=forms.CheckboxSelectMultiple,
    )
    note = words_field("Anything else to know", "", required=False, hint="Everybody who signs in reads it.")
    words = words_field("Who agreed it", "Enter who agreed it", hint="For example, the board of the vanguards on 20 January 2016.")

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data)
        self.offer_vanguards_to(user)

    def may_be_for_none(self, cleaned: dict[str, Any]) -> bool:
        return PROGRAMME in cleaned.get("kinds", [])

    def asked(self) -> NewMilestone:
        """What is to be made."""
        cleaned, kinds = self.cleaned_data, self.cleaned_data["kinds"]
        said = {name: cleaned[name] for name in ("title", "due", "vanguards", "note")}
        return NewMilestone(**said, groups=self.picked, programme=PROGRAMME in kinds, is_key=KEY in kinds)


class AddVanguardsForm(PicksVanguards):
    """Further vanguards that commit to a milestone."""

    field_order = ("vanguards", "groups", "due", "words")

    due = MeantDateField(
        "Due for them", "", required=False, help_text="Leave empty for the milestone’s own date; otherwise such as March 2016 or Q4 2015/16"
    )
    words = words_field("Why", "Enter why they are added", hint="The leads of these vanguards read it.")

    def __init__(self, data: Any = None, *, user: User, joined: Iterable[Vanguard] = ()) -> None:
        super().__init__(data)
        self.offer_vanguards_to(user)
        self.fields["vanguards"].initial = ", ".join(str(vanguard.pk) for vanguard in joined)

    def asked(self) -> dict[str, Any]:
        """Who is to be added."""
        return {**self.cleaned_data, "groups": self.picked}


class WaitForm(forms.Form):
    """What a milestone waits for: another milestone, or a support request."""

    awaited = TypedWords(
        label="What it waits for",
        max_length=60,
        help_text="The number of a milestone, such as 3, or the reference of a support request, such as SR-0012",
        error_messages=dict.fromkeys(["required", "max_length"], "Enter the number of a milestone, or the reference of a request"),
    )
    words = words_field("Why", "Enter why it waits for that", hint="Kept with the change.")

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
            raise ValidationError(
                f"There is no milestone and no request “{words}”. Enter a number such as 3, or a reference such as SR-0012"
            )
        known: Milestone | SupportRequest = found
        return known


class StopWaitingForm(forms.Form):
    words = words_field("Why", "Enter why it waits for that no more", hint="Kept with the change.")
