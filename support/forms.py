"""What each move asks of a person, and the forms for a new request and a comment."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from history import clock
from people.models import User
from support.filters import bodies, enablers
from support.models import Comment, Enabler, SupportRequest
from support.workflow import Helped, Move
from vanguards.models import Organisation, Vanguard

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
    words = words_field("Why they are one", "Enter why they are one", hint="The vanguards on both requests read this.")

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
    Move.REOPEN: ReopenForm,
    Move.REASSIGN: ReassignForm,
    Move.RETARGET: RetargetForm,
}


def not_past(day: date) -> date:
    if day < clock.today():
        raise ValidationError("Enter a day that is today or later")
    return day


class RequestForm(forms.Form):
    """A new request: what is needed, by whom, by when."""

    title = forms.CharField(
        label="What you need, in a few words",
        max_length=200,
        error_messages={"required": "Enter what you need, in a few words", "max_length": "Keep it to 200 characters or fewer"},
    )
    needed = words_field("What is needed, and why", "Enter what is needed, and why")
    vanguards = forms.CharField(
        label="Vanguards",
        max_length=200,
        help_text="Their numbers, such as 38 or 38, 44",
        error_messages={"required": "Enter the number of a vanguard"},
    )
    enablers = forms.MultipleChoiceField(label="Enablers it falls under", required=False, widget=forms.CheckboxSelectMultiple)
    needed_on = DayField("Needed by", required=False)
    seen = forms.BooleanField(required=False, widget=forms.HiddenInput)  # what may already answer it

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data)
        self.user = user
        choices: Any = self.fields["enablers"]
        choices.choices = enablers()
        if len(user.led_vanguard_ids) == 1 and not user.sees_everything:
            self.fields["vanguards"].initial = str(user.led_vanguard_ids[0])

    def clean_vanguards(self) -> list[Vanguard]:
        words = [part.strip() for part in self.cleaned_data["vanguards"].split(",") if part.strip()]
        wrong = [word for word in words if not (word.isascii() and word.isdecimal() and len(word) < 7)]
        if wrong or not words:
            raise ValidationError("Enter numbers such as 38, or 38, 44")
        mine = Vanguard.objects.all() if self.user.sees_everything else Vanguard.objects.led_by(self.user)
        found = {vanguard.pk: vanguard for vanguard in mine.filter(pk__in=[int(word) for word in words])}
        unknown = [word for word in words if int(word) not in found]
        if unknown:
            raise ValidationError(f"{unknown[0]} is not the number of a vanguard you can raise a request for")
        return list(found.values())

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
