"""What each move asks of a person, and the forms for a new request and a comment."""

from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from history import clock
from people.models import User
from support.fields import DayField, OwnerField, VanguardsField, not_past, words_field
from support.filters import bodies, enablers
from support.models import Comment, Enabler, SupportRequest
from support.workflow import Helped, Move
from vanguards.models import Organisation, Vanguard


class MoveForm(forms.Form):
    """The base: knows the request, and who fills it in."""

    def __init__(self, data: Any = None, *, support_request: SupportRequest, user: User) -> None:
        super().__init__(data)
        self.support_request, self.user = support_request, user


class AcceptForm(MoveForm):
    owner = OwnerField()
    priority = forms.ChoiceField(
        label="Priority",
        choices=SupportRequest.Priority.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a priority"},
    )
    target_on = DayField("Target date")
    bodies = forms.MultipleChoiceField(label="Answering bodies", required=False, widget=forms.CheckboxSelectMultiple)
    contact = forms.CharField(label="Contact there", required=False, max_length=200)

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["owner"].initial = self.user.email
        choices: Any = self.fields["bodies"]
        choices.choices = [(short, name) for short, (name, _) in bodies().items()]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("contact") and not cleaned.get("bodies"):
            self.add_error("contact", "Choose the body whose contact this is, or leave it empty")
        return cleaned

    def clean_target_on(self) -> date:
        return not_past(self.cleaned_data["target_on"])

    def clean_bodies(self) -> list[Organisation]:
        numbers = [bodies()[short][1] for short in self.cleaned_data["bodies"]]
        return list(Organisation.objects.filter(pk__in=numbers))


class DeclineForm(MoveForm):
    words = words_field("Why it is declined", "Enter why it is declined", hint="The vanguards on the request read this.")


class MergeForm(MoveForm):
    into = forms.CharField(
        label="Request that goes on",
        help_text="Its reference, such as SR-0012",
        error_messages={"required": "Enter a reference such as SR-0012"},
    )
    words = words_field("Why they are one", "Enter why they are one", hint="The vanguards on this request read it.")

    def clean_into(self) -> SupportRequest:
        words = self.cleaned_data["into"]
        found: SupportRequest | None = SupportRequest.objects.visible_to(self.user).meant_by(words).first()
        if found is None:
            raise ValidationError(f"There is no request “{words[:20]}”. Enter a reference such as SR-0012")
        return found


class StartForm(MoveForm):
    pass


class WaitForm(MoveForm):
    words = words_field(
        "What you wait for", "Enter what you wait for", hint="The vanguards on the request read this. The clock stops meanwhile."
    )


class DeliverForm(MoveForm):
    words = words_field(
        "What was given",
        "Enter what was given",
        hint="Each vanguard still open is asked for its word, and has ten working days to give it.",
    )


class OfOneVanguard(MoveForm):
    """A move of one vanguard's part; which one is asked only of those who lead several on the request."""

    vanguard = forms.TypedChoiceField(
        label="Vanguard", coerce=int, widget=forms.RadioSelect, error_messages={"required": "Choose the vanguard you speak for"}
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        own = self.support_request.recipients.visible_to(self.user).filter(vanguard_id__in=self.user.led_vanguard_ids)
        field: Any = self.fields["vanguard"]
        field.choices = [(each.vanguard_id, f"{each.vanguard_id} {each.vanguard}") for each in own.select_related("vanguard")]
        if len(field.choices) == 1:
            field.initial, field.widget = field.choices[0][0], forms.HiddenInput()


class ConfirmForm(OfOneVanguard):
    helped = forms.ChoiceField(
        label="Did it help?", choices=Helped.choices, widget=forms.RadioSelect, error_messages={"required": "Choose whether it helped"}
    )
    words = words_field("In your own words", "", required=False, hint="What it changed for you, or what was missing. The team reads this.")


class DisputeForm(OfOneVanguard):
    words = words_field(
        "What is wrong or missing", "Enter what is wrong or missing", hint="It is open again for your vanguard until it is mended."
    )


class WithdrawForm(OfOneVanguard):
    words = words_field("Why you need it no more", "Enter why you need it no more")


class AddForm(MoveForm):
    vanguards = VanguardsField("Vanguards to add")
    words = words_field("Why", "Enter why they are added", hint="Every vanguard on the request reads this: name no other.")

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        cast(Any, self.fields["vanguards"]).user = self.user


class RemoveForm(MoveForm):
    vanguard = forms.IntegerField(
        label="Vanguard to take off",
        help_text="Its number, such as 38",
        widget=forms.TextInput,
        error_messages={"required": "Enter the number of a vanguard on the request", "invalid": "Enter a number such as 38"},
    )
    words = words_field("Why", "Enter why it is taken off", hint="That vanguard reads this.")

    def clean_vanguard(self) -> int:
        number: int = self.cleaned_data["vanguard"]
        if not 0 < number < 1_000_000 or not self.support_request.recipients.filter(vanguard_id=number).exists():
            raise ValidationError(f"{number} is not on this request. Enter the number of a vanguard that is")
        return number


class ReopenForm(MoveForm):
    words = words_field("Why it is open again", "Enter why it is open again")


class ReassignForm(MoveForm):
    owner = OwnerField()
    words = words_field("Why", "Enter why it changes hands")


class RetargetForm(MoveForm):
    target_on = DayField("New target date")
    words = words_field("Why", "Enter why the date changes")

    def clean_target_on(self) -> date:
        return not_past(self.cleaned_data["target_on"])


MOVE_FORMS: dict[Move, type[MoveForm]] = {
    Move.ACCEPT: AcceptForm,
    Move.DECLINE: DeclineForm,
    Move.MERGE: MergeForm,
    Move.START: StartForm,
    Move.WAIT: WaitForm,
    Move.RESUME: StartForm,
    Move.DELIVER: DeliverForm,
    Move.CONFIRM: ConfirmForm,
    Move.DISPUTE: DisputeForm,
    Move.WITHDRAW: WithdrawForm,
    Move.ADD: AddForm,
    Move.REMOVE: RemoveForm,
    Move.REOPEN: ReopenForm,
    Move.REASSIGN: ReassignForm,
    Move.RETARGET: RetargetForm,
}


class RequestForm(forms.Form):
    """A new request: what is needed, by whom, by when."""

    title = forms.CharField(
        label="What you need, in a few words",
        max_length=200,
        error_messages={"required": "Enter what you need, in a few words", "max_length": "Keep it to 200 characters or fewer"},
    )
    needed = words_field("What is needed, and why", "Enter what is needed, and why")
    vanguards = VanguardsField()
    enablers = forms.MultipleChoiceField(label="Enablers it falls under", required=False, widget=forms.CheckboxSelectMultiple)
    needed_on = DayField("Needed by", required=False)
    seen = forms.BooleanField(required=False, widget=forms.HiddenInput)  # what may already answer it

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data)
        self.user = user
        choices, chosen = cast(Any, self.fields["enablers"]), cast(Any, self.fields["vanguards"])
        choices.choices, chosen.user = enablers(), user
        if len(user.led_vanguard_ids) == 1 and not user.sees_everything:
            self.fields["vanguards"].initial = str(user.led_vanguard_ids[0])

    def mark_seen(self) -> None:
        """Shown again, it has been seen."""
        data: Any = self.data
        self.data = data.copy()
        self.data["seen"] = "on"  # type: ignore[index]

    def asked(self) -> dict[str, Any]:
        """What is to be raised."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}

    def clean_enablers(self) -> list[Enabler]:
        return list(Enabler.objects.filter(slug__in=self.cleaned_data["enablers"]))

    def clean_needed_on(self) -> date | None:
        day: date | None = self.cleaned_data["needed_on"]
        return day and not_past(day)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        until = cleaned.get("needed_on") or clock.today()
        for enabler in cleaned.get("enablers") or []:
            if enabler.retired_on and enabler.retired_on <= until:
                self.add_error("enablers", f"{enabler.name} is no longer offered by then: choose another")
        return cleaned


class CommentForm(forms.Form):
    """Words for all on the request, for one vanguard and the team, or within the team."""

    words = words_field("Comment", "Enter a comment")
    audience = forms.ChoiceField(label="Who reads it", widget=forms.RadioSelect, error_messages={"required": "Choose who reads it"})

    def __init__(self, data: Any = None, *, support_request: SupportRequest, user: User) -> None:
        super().__init__(data)
        field: Any = self.fields["audience"]
        recipients = support_request.recipients.visible_to(user).select_related("vanguard")
        between = [(f"vanguard-{each.vanguard_id}", f"{each.vanguard} and the team") for each in recipients]
        internal = [(Comment.Audience.INTERNAL.value, Comment.Audience.INTERNAL.label)] if user.sees_everything else []
        field.choices = [(Comment.Audience.SHARED.value, Comment.Audience.SHARED.label), *between, *internal]

    def said_to(self) -> dict[str, Any]:
        """The audience, and the vanguard where it is one."""
        audience, _, number = self.cleaned_data["audience"].partition("-")
        vanguard = Vanguard.objects.get(pk=int(number)) if number else None
        return {"audience": audience, "vanguard": vanguard, "words": self.cleaned_data["words"]}
