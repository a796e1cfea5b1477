"""What the team agrees about a request: that it is accepted, who owns it, until when, who answers it, who else reads it."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.functional import cached_property

from history import clock
from history.recording.bulk import change_all, create_all
from history.recording.changes import OpenChange
from moves.forms import MoveForm
from pages import dates
from pages.fields import TypedWords, words_field
from people.verdict import ALLOWED, Verdict, refused
from support.fields import BodiesField
from support.forms.shared import AsksBodies, AsksOwner, AsksTarget
from support.models import AnsweringBody, SupportRequest
from support.moves.base import MoveOfRequest
from support.time_in_state import took_to_accept
from support.workflow import ANSWERED, Move, State

WHY_OF_MANY = words_field("Why", "Enter why", hint="One reason for all of them. The vanguards on the requests read it.")


def becomes(what: str, before: str, after: str) -> str:
    """What stands and what would stand: "Owner: nobody → Helen Marlowe"."""
    return f"{what}: {before} → {after}" if before != after else f"{what}: {after}, as it is"


def _owner(support_request: SupportRequest) -> Any:
    return support_request.owner_on(clock.today())


def _said(owner: Any) -> str:
    return str(owner) if owner is not None else "nobody"


def _day(day: date | None) -> str:
    return dates.on(day) if day is not None else "none"


class ReplacingForm(MoveForm):
    """Of one, it carries what stood when it was opened, so that nobody else's later word is replaced unseen; of many their preview does."""

    instead_of = TypedWords(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, **given: Any) -> None:
        super().__init__(data, **given)
        if self.record is None:
            del self.fields["instead_of"]
        else:
            self.fields["instead_of"].initial = getattr(self.record, self.move.REPLACES)
            self.show(self.record)

    def show(self, support_request: SupportRequest) -> None:
        """Show what stands."""

    def carry(self) -> None:
        fresh = SupportRequest.objects.visible_to(self.by).filter(pk=self.record.pk).first()
        self.send_instead("instead_of", getattr(fresh, self.move.REPLACES, None))


class Replacing(MoveOfRequest):
    """Replaces something that stands (`REPLACES`, which `FIELD` of the form asks for)."""

    words_of_many = WHY_OF_MANY
    REPLACES: ClassVar[str]
    FIELD: ClassVar[str]

    def meanwhile(self, support_request: SupportRequest) -> str:
        """What became of that."""
        raise NotImplementedError

    def fits(self, support_request: SupportRequest) -> Verdict:
        """Whether it still is what the person saw, where they saw it."""
        seen = self.asked.get("instead_of")
        if seen is None or seen == str(getattr(support_request, self.REPLACES) or ""):
            return ALLOWED
        became = f"Since you opened this page {self.meanwhile(support_request)}."
        return refused(f"{became} Send yours again if it should replace that.", self.FIELD)


class ReassignForm(AsksOwner, ReplacingForm):
    def show(self, support_request: SupportRequest) -> None:
        owner = self.fields["owner"]
        owner.label, owner.help_text = "New owner", f"The owner now: {support_request.owner_said(clock.today())}. {owner.help_text}"


class Reassign(Replacing):
    name, done, states = Move.REASSIGN, "given to somebody else", (State.RAISED, *ANSWERED)
    did = "gave {it} another owner"
    asks = ReassignForm
    words = words_field("Why", "Enter why it changes hands")
    subject, to_owner = "yours to look after", "You look after {request} now. {words}"
    sets, REPLACES, FIELD = ("owner",), "owner_id", "owner"

    def meanwhile(self, support_request: SupportRequest) -> str:
        return f"it was given to {support_request.owner or 'nobody'}"

    def fits(self, support_request: SupportRequest) -> Verdict:
        owner = self.asked["owner"]
        return refused(f"{owner} owns it already.", "owner") if support_request.owner_id == owner.pk else super().fits(support_request)

    def will(self, support_request: SupportRequest) -> str:
        return becomes("Owner", _said(_owner(support_request)), _said(self.asked["owner"]))

    def details(self, support_request: SupportRequest) -> str:
        return self.will(support_request)

    def became(self, support_request: SupportRequest) -> str:
        return f"{super().became(support_request)} {support_request.owner} owns it."


class GoesWithAnAccount(Reassign):
    """What somebody owned whose account is closed, or who leaves the team: whoever may do that hands it over."""

    def may(self, support_request: SupportRequest) -> Verdict:
        return ALLOWED


class RetargetForm(AsksTarget, ReplacingForm):
    def show(self, support_request: SupportRequest) -> None:
        target: Any = self.fields["target_on"]
        target.starts_with(support_request.target_on)


class Retarget(Replacing):
    name, done, states = Move.RETARGET, "given another target date", (State.ACCEPTED, State.IN_PROGRESS, State.WAITING)
    did = "changed the target date of {it}"
    asks = RetargetForm
    words = words_field("Why", "Enter why the date changes")
    subject, to_leads = "another target date", "{request} has another target date, {target}. {words}"
    sets, REPLACES, FIELD = ("target_on",), "target_on", "target_on"

    def meanwhile(self, support_request: SupportRequest) -> str:
        return f"its target date became {_day(support_request.target_on)}"

    def fits(self, support_request: SupportRequest) -> Verdict:
        is_so_already = support_request.target_on == self.asked["target_on"]
        return refused("That is its target date already.", "target_on") if is_so_already else super().fits(support_request)

    def will(self, support_request: SupportRequest) -> str:
        return becomes("Target date", _day(support_request.target_on), _day(self.asked["target_on"]))

    def details(self, support_request: SupportRequest) -> str:
        return self.will(support_request)


class WithBodies(Replacing):
    """What puts bodies on a request, or a contact with those that answer it already."""

    @cached_property
    def answering(self) -> dict[tuple[int, int], AnsweringBody]:
        """Those of these bodies that answer any of the requests already."""
        bodies = [body.pk for body in self.asked.get("bodies", ())]
        of_these = AnsweringBody.objects.filter(support_request__in=[each.pk for each in self.records], organisation__in=bodies)
        return {(each.support_request_id, each.organisation_id): each for each in of_these} if bodies else {}

    def change_parts(self, opened: OpenChange, requests: Sequence[SupportRequest]) -> None:
        super().change_parts(opened, requests)
        contact, bodies = self.asked.get("contact", ""), self.asked.get("bodies", ())
        pairs = [(each, body) for each in requests for body in bodies if (each.pk, body.pk) not in self.answering]
        create_all([AnsweringBody(support_request=each, organisation=body, contact=contact) for each, body in pairs])
        moved = {each.pk for each in requests}
        if contact:
            change_all([each for each in self.answering.values() if each.support_request_id in moved], contact=contact)


class BodiesForm(ReplacingForm):
    def show(self, support_request: SupportRequest) -> None:
        bodies: Any = self.fields["bodies"]
        bodies.starts_with(dict(support_request.answering_bodies.values_list("organisation", "contact")))


class AddBodyForm(AsksBodies, BodiesForm):
    pass


class AddBody(WithBodies):
    name, done, states = Move.ADD_BODY, "given another answering body", ANSWERED
    did = "added an answering body to {it}"
    asks = AddBodyForm
    words = words_field("Why", "Enter why they are added", hint="The vanguards on the request read this.")
    REPLACES, FIELD = "answered_by", "bodies"

    def meanwhile(self, support_request: SupportRequest) -> str:
        return f"it is answered by {support_request.answered_by or 'nobody'}"

    def fits(self, support_request: SupportRequest) -> Verdict:
        verdict, contact = super().fits(support_request), self.asked.get("contact", "")
        on_it = [self.answering.get((support_request.pk, body.pk)) for body in self.asked["bodies"]]
        if verdict and all(each is not None and contact in ("", each.contact) for each in on_it):
            return refused("That is on the request already.", "bodies")
        return verdict

    def will(self, support_request: SupportRequest) -> str:
        return ". ".join(self._will_answer(support_request, body, self.asked.get("contact", "")) for body in self.asked["bodies"])

    def details(self, support_request: SupportRequest) -> str:
        return self.will(support_request)

    def _will_answer(self, support_request: SupportRequest, body: Any, contact: str) -> str:
        answering = self.answering.get((support_request.pk, body.pk))
        if answering is None:
            return f"Answered by {body} too{f', contact {contact}' if contact else ''}"
        return becomes(f"Contact at {body}", answering.contact or "none", contact or answering.contact or "none")


class AcceptForm(AsksBodies, AsksTarget, AsksOwner, BodiesForm):
    """Of one it shows what stands; where nobody owns it, whoever accepts it is proposed. Of many, what somebody owns already, they keep."""

    field_order = ("owner", "priority")
    bodies = BodiesField("Answering bodies", required=False)
    priority = forms.ChoiceField(
        label="Priority",
        choices=SupportRequest.Priority.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a priority"},
    )

    def __init__(self, data: Any = None, **given: Any) -> None:
        super().__init__(data, **given)
        owner: Any = self.fields["owner"]
        standing = _owner(self.record) if self.record is not None else None
        if not self.initial:  # asked again, it shows what was asked
            owner.starts_with(standing or (self.by if self.by.is_programme_team else None))
        if self.record is None:
            owner.label, owner.required = "Owner of those that nobody owns", False
            owner.help_text = "Those that somebody owns keep their owner."

    def show(self, support_request: SupportRequest) -> None:
        super().show(support_request)
        fields: Any = self.fields
        fields["priority"].initial = support_request.priority
        fields["target_on"].starts_with(support_request.target_on)

    def clean(self) -> dict[str, Any]:
        return {**super().clean(), "keeps_owner": self.record is None}


class Accept(WithBodies):
    """Take it on: who looks after it, how pressing it is, until when, and which bodies answer it."""

    name, done, states, to = Move.ACCEPT, "accepted", (State.RAISED,), State.ACCEPTED
    asks = AcceptForm
    subject = "accepted"
    to_leads = "{request} is accepted. {owner} looks after it, and aims at {target}."
    to_owner = "You look after {request} now. The target date is {target}."
    sets, REPLACES, FIELD = ("priority", "target_on"), "decided", "owner"

    def owner(self, support_request: SupportRequest) -> Any:
        """Who owns it then: of many, whoever does already."""
        return (_owner(support_request) if self.asked.get("keeps_owner") else None) or self.asked["owner"]

    def meanwhile(self, support_request: SupportRequest) -> str:
        return f"it was changed: {support_request.decided_said(clock.today())}"

    def fits(self, support_request: SupportRequest) -> Verdict:
        if self.owner(support_request) is None:
            return refused("Nobody owns it: enter an owner for those that nobody owns.", "owner")
        return super().fits(support_request)

    def will(self, support_request: SupportRequest) -> str:
        return ". ".join(["Accepted", *(becomes(*each) for each in self._agreed(support_request))])

    def details(self, support_request: SupportRequest) -> str:
        return ". ".join(becomes(what, before, after) for what, before, after in self._agreed(support_request) if before != after)

    def _agreed(self, support_request: SupportRequest) -> list[tuple[str, str, str]]:
        """What is agreed, as it stood and as it stands then."""
        return [
            ("Owner", _said(_owner(support_request)), _said(self.owner(support_request))),
            ("Priority", support_request.get_priority_display().lower() or "not set", self.asked["priority"]),
            ("Target date", _day(support_request.target_on), _day(self.asked["target_on"])),
        ]

    def values(self, support_request: SupportRequest) -> dict[str, Any]:
        return super().values(support_request) | {"owner": self.owner(support_request)}

    def took(self, support_request: SupportRequest) -> int | None:
        return took_to_accept(support_request)

    def became(self, support_request: SupportRequest) -> str:
        return f"{super().became(support_request)} {support_request.owner} owns it."
