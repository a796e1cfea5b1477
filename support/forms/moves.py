"""What each move asks of a person."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from history import clock
from pages.fields import NumberField, TypedWords, words_field
from pages.forms import CarryingForm
from people.models import User
from support.forms.asked import AsksBodies, AsksOwner, AsksPriority, AsksTarget, MayAskBodies
from support.forms.picking import PicksVanguards
from support.models import SupportRequest
from support.workflow import Helped, Move


class MoveForm(CarryingForm):
    """The base: knows the request, and who fills it in."""

    def __init__(self, data: Any = None, *, support_request: SupportRequest, user: User) -> None:
        super().__init__(data)
        self.support_request, self.user = support_request, user


class DeclineForm(MoveForm):
    words = words_field("Why it is declined", "Enter why it is declined", hint="The vanguards on the request read this.")


class MergeForm(MoveForm):
    into = TypedWords(
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


class NothingAsked(MoveForm):
    """A move that asks nothing but to be meant."""


class WaitForm(MoveForm):
    words = words_field(
        "What you wait for", "Enter what you wait for", hint="The vanguards on the request read this. The clock stops meanwhile."
    )


class DeliverForm(MoveForm):
    words = words_field(
        "What was given",
        "Enter what was given",
        hint="Each vanguard still open is asked for its word, within ten working days. All on the request read this: name none of them.",
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


class TakeBackForm(OfOneVanguard):
    words = words_field(
        "Why it is taken back",
        "Enter why the dispute is taken back",
        hint="The team reads this. You are asked for your answer again, and have ten working days for it.",
    )


class WithdrawForm(OfOneVanguard):
    words = words_field("Why you need it no more", "Enter why you need it no more")


class AddForm(PicksVanguards, MoveForm):
    words = words_field("Why", "Enter why they are added", hint="Every vanguard on the request reads this: name no other.")

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.offer_vanguards_to(self.user)


class RemoveForm(MoveForm):
    vanguard = NumberField("Vanguard to take off", "Enter the number of a vanguard on the request", kind="vanguard")
    words = words_field("Why", "Enter why it is taken off", hint="That vanguard reads this.")

    def clean_vanguard(self) -> int:
        number: int = self.cleaned_data["vanguard"]
        if not self.support_request.recipients.filter(vanguard_id=number).exists():
            raise ValidationError(f"{number} is not on this request. Enter the number of a vanguard that is")
        return number


class ReopenForm(MoveForm):
    words = words_field("Why it is open again", "Enter why it is open again")


class InsteadOf(MoveForm):
    """Replaces what stands: carries what that was when the form was opened, so that nobody else's later word is replaced unseen."""

    REPLACES: ClassVar[str]

    instead_of = TypedWords(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["instead_of"].initial = getattr(self.support_request, self.REPLACES)

    def carry(self) -> None:
        fresh = SupportRequest.objects.visible_to(self.user).filter(pk=self.support_request.pk).first()
        self.send_instead("instead_of", getattr(fresh, self.REPLACES, None))


def answering(support_request: SupportRequest) -> dict[int, str]:
    """The contacts at the bodies that answer it, by their numbers."""
    return dict(support_request.answering_bodies.values_list("organisation", "contact"))


class AcceptForm(MayAskBodies, AsksTarget, AsksPriority, AsksOwner, InsteadOf):
    """Shows what stands already. Nobody owns it: then it is proposed to whoever accepts it."""

    REPLACES = "decided"

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        fields: Any = self.fields
        fields["owner"].starts_with(self.support_request.owner_on(clock.today()) or (self.user if self.user.is_programme_team else None))
        fields["priority"].initial = self.support_request.priority
        fields["target_on"].starts_with(self.support_request.target_on)
        fields["bodies"].starts_with(answering(self.support_request))


class ReassignForm(AsksOwner, InsteadOf):
    REPLACES = "owner_id"

    words = words_field("Why", "Enter why it changes hands")

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        owner = self.fields["owner"]
        owner.label, owner.help_text = "New owner", f"The owner now: {self.support_request.owner_said(clock.today())}. {owner.help_text}"


class RetargetForm(AsksTarget, InsteadOf):
    REPLACES = "target_on"

    words = words_field("Why", "Enter why the date changes")

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        fields: Any = self.fields
        fields["target_on"].starts_with(self.support_request.target_on)


class AddBodyForm(AsksBodies, InsteadOf):
    REPLACES = "answered_by"

    words = words_field("Why", "Enter why they are added", hint="The vanguards on the request read this.")

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        fields: Any = self.fields
        fields["bodies"].starts_with(answering(self.support_request))


MOVE_FORMS: dict[Move, type[MoveForm]] = {
    Move.ACCEPT: AcceptForm,
    Move.DECLINE: DeclineForm,
    Move.MERGE: MergeForm,
    Move.START: NothingAsked,
    Move.WAIT: WaitForm,
    Move.RESUME: NothingAsked,
    Move.DELIVER: DeliverForm,
    Move.CONFIRM: ConfirmForm,
    Move.DISPUTE: DisputeForm,
    Move.TAKE_BACK: TakeBackForm,
    Move.WITHDRAW: WithdrawForm,
    Move.ADD: AddForm,
    Move.REMOVE: RemoveForm,
    Move.REOPEN: ReopenForm,
    Move.REASSIGN: ReassignForm,
    Move.RETARGET: RetargetForm,
    Move.ADD_BODY: AddBodyForm,
    Move.SHARE: NothingAsked,
    Move.UNSHARE: NothingAsked,
}
