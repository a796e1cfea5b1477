"""What the team agrees about a request: accepting it, its owner, target date and answering bodies, and who else may read it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import cached_property

from history import clock
from history.recording.bulk import change_all, create_all
from history.recording.changes import OpenChange
from pages.fields import TypedWords, words_field
from people.verdict import ALLOWED, Verdict, refused
from support.fields import LONGEST_TITLE, BodiesField
from support.forms.shared import AsksBodies, AsksOwner, AsksTarget
from support.models import AnsweringBody, SupportRequest
from support.moves.replacing import Replacing, ReplacingForm, becomes, said_day, said_owner, standing_owner
from support.time_in_state import took_to_accept
from support.workflow import ANSWERED, Move, State


class ReassignForm(AsksOwner, ReplacingForm):
    def show(self, support_request: SupportRequest) -> None:
        owner = self.fields["owner"]
        owner.label, owner.help_text = "New owner", f"The owner now: {support_request.owner_said(clock.today())}. {owner.help_text}"


class Reassign(Replacing):
    name, done, states = Move.REASSIGN, "assigned to somebody else", (State.RAISED, *ANSWERED)
    did = "assigned {it} to another owner"
    asks = ReassignForm
    words = words_field("Why", "Enter why the owner changes")
    subject, to_owner = "assigned to you", "You are now the owner of {request}. {words}"
    sets, REPLACES, FIELD = ("owner",), "owner_id", "owner"

    def meanwhile(self, support_request: SupportRequest) -> str:
        return f"it was assigned to {support_request.owner or 'nobody'}"

    def fits(self, support_request: SupportRequest) -> Verdict:
        owner = self.asked["owner"]
        return refused(f"{owner} is the owner already.", "owner") if support_request.owner_id == owner.pk else super().fits(support_request)

    def will(self, support_request: SupportRequest) -> str:
        return becomes("Owner", said_owner(standing_owner(support_request)), said_owner(self.asked["owner"]))

    def became(self, support_request: SupportRequest) -> str:
        return f"{super().became(support_request)} The owner is {support_request.owner}."


class GoesWithAnAccount(Reassign):
    """Give away what somebody owned who leaves the team or whose account is closed. People who may change the account may do this."""

    def may(self, support_request: SupportRequest) -> Verdict:
        return ALLOWED


class RetargetForm(AsksTarget, ReplacingForm):
    def show(self, support_request: SupportRequest) -> None:
        target: Any = self.fields["target_on"]
        target.starts_with(support_request.target_on)


class Retarget(Replacing):
    name, done, states = Move.RETARGET, "given a new target date", (State.ACCEPTED, State.IN_PROGRESS, State.WAITING)
    did = "changed the target date of {it}"
    asks = RetargetForm
    words = words_field("Why", "Enter why the date changes")
    subject, to_leads = "a new target date", "The target date of {request} is now {target}. {words}"
    sets, REPLACES, FIELD = ("target_on",), "target_on", "target_on"

    def meanwhile(self, support_request: SupportRequest) -> str:
        return f"its target date became {said_day(support_request.target_on)}"

    def fits(self, support_request: SupportRequest) -> Verdict:
        is_so_already = support_request.target_on == self.asked["target_on"]
        return refused("That is its target date already.", "target_on") if is_so_already else super().fits(support_request)

    def will(self, support_request: SupportRequest) -> str:
        return becomes("Target date", said_day(support_request.target_on), said_day(self.asked["target_on"]))


class EditForm(ReplacingForm):
    title = TypedWords(label="What do you need?", max_length=LONGEST_TITLE, error_messages={"required": "Enter what is needed"})
    needed = words_field("Why do you need it?", "Enter why it is needed")

    def show(self, support_request: SupportRequest) -> None:
        for name in ("title", "needed"):
            self.fields[name].initial = getattr(support_request, name)


class Edit(Replacing):
    """Change the title or need. Its history keeps the old words."""

    name, done, states = Move.EDIT, "edited", (State.RAISED, *ANSWERED)
    did = "edited what {it} asks for"
    asks = EditForm
    words = words_field("Why you change it", "", required=False, hint="The vanguards on the request can read this.")
    sets, REPLACES, FIELD = ("title", "needed"), "asks_for", "title"

    def meanwhile(self, support_request: SupportRequest) -> str:
        return f"it was changed to “{support_request.title}”"

    def fits(self, support_request: SupportRequest) -> Verdict:
        is_so_already = all(getattr(support_request, name) == self.asked[name] for name in self.sets)
        return refused("You have not changed anything.", "title") if is_so_already else super().fits(support_request)

    def details(self, support_request: SupportRequest) -> str:
        return becomes("Title", support_request.title, self.asked["title"]) if support_request.title != self.asked["title"] else ""


class WithBodies(Replacing):
    """A move that adds answering bodies, or a contact at one that answers already."""

    @cached_property
    def answering(self) -> dict[tuple[int, int], AnsweringBody]:
        """Return the chosen bodies that already answer some of the requests."""
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
    words = words_field("Why", "Enter why they are added", hint="The vanguards on the request can read this.")
    REPLACES, FIELD = "answered_by", "bodies"

    def meanwhile(self, support_request: SupportRequest) -> str:
        return f"it is answered by {support_request.answered_by or 'nobody'}"

    def fits(self, support_request: SupportRequest) -> Verdict:
        verdict, contact = super().fits(support_request), self.asked.get("contact", "")
        on_it = [self.answering.get((support_request.pk, body.pk)) for body in self.asked["bodies"]]
        if verdict and all(each is not None and contact in ("", each.contact) for each in on_it):
            return refused("This body is on the request already.", "bodies")
        return verdict

    def will(self, support_request: SupportRequest) -> str:
        return ". ".join(self._will_answer(support_request, body, self.asked.get("contact", "")) for body in self.asked["bodies"])

    def _will_answer(self, support_request: SupportRequest, body: Any, contact: str) -> str:
        answering = self.answering.get((support_request.pk, body.pk))
        if answering is None:
            return f"Also answered by {body}{f', contact {contact}' if contact else ''}"
        return becomes(f"Contact at {body}", answering.contact or "none", contact or answering.contact or "none")


class AcceptForm(AsksBodies, AsksTarget, AsksOwner, BodiesForm):
    """For one request it shows what is decided already, and suggests the person accepting it as its owner. Among many, requests that have
    an owner keep that owner.
    """

    starts = forms.BooleanField(label="Start work now", required=False)

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
        standing = standing_owner(self.record) if self.record is not None else None
        if not self.initial:  # a form sent back keeps what was typed
            owner.starts_with(standing or (self.by if self.by.is_programme_team else None))
        if self.record is None:
            owner.label, owner.required = "Owner, where there is none yet", False
            owner.help_text = "Requests that have an owner keep theirs."

    def show(self, support_request: SupportRequest) -> None:
        super().show(support_request)
        fields: Any = self.fields
        fields["priority"].initial = support_request.priority
        fields["target_on"].starts_with(support_request.target_on)

    def clean(self) -> dict[str, Any]:
        return {**super().clean(), "keeps_owner": self.record is None}


class Accept(WithBodies):
    """Accept a request: its owner, priority, target date and answering bodies."""

    name, done, states, to = Move.ACCEPT, "accepted", (State.RAISED,), State.ACCEPTED
    asks = AcceptForm
    subject = "accepted"
    to_leads = "{request} is accepted. {owner} is the owner and aims to deliver by {target}."
    to_owner = "You are now the owner of {request}. The target date is {target}."
    sets, REPLACES, FIELD = ("priority", "target_on"), "decided", "owner"

    def state_then(self, support_request: SupportRequest) -> Any:
        return State.IN_PROGRESS if self.asked.get("starts") else self.to

    def owner(self, support_request: SupportRequest) -> Any:
        """Return the owner afterwards; among many, requests keep the owner they have."""
        return (standing_owner(support_request) if self.asked.get("keeps_owner") else None) or self.asked["owner"]

    def meanwhile(self, support_request: SupportRequest) -> str:
        return f"it was changed: {support_request.decided_said(clock.today())}"

    def fits(self, support_request: SupportRequest) -> Verdict:
        if self.owner(support_request) is None:
            return refused("It has no owner: enter one for the requests that have none.", "owner")
        return super().fits(support_request)

    def will(self, support_request: SupportRequest) -> str:
        accepted = "Accepted, work starts" if self.asked.get("starts") else "Accepted"
        return ". ".join([accepted, *(becomes(*each) for each in self._agreed(support_request))])

    def details(self, support_request: SupportRequest) -> str:
        agreed = [becomes(what, before, after) for what, before, after in self._agreed(support_request) if before != after]
        return ". ".join([*agreed, *(["Work has started"] if self.asked.get("starts") else [])])

    def _agreed(self, support_request: SupportRequest) -> list[tuple[str, str, str]]:
        """Return what is agreed, before and after the move."""
        return [
            ("Owner", said_owner(standing_owner(support_request)), said_owner(self.owner(support_request))),
            ("Priority", support_request.get_priority_display().lower() or "not set", self.asked["priority"]),
            ("Target date", said_day(support_request.target_on), said_day(self.asked["target_on"])),
        ]

    def values(self, support_request: SupportRequest) -> dict[str, Any]:
        return super().values(support_request) | {"owner": self.owner(support_request)}

    def took(self, support_request: SupportRequest) -> int | None:
        return took_to_accept(support_request)

    def became(self, support_request: SupportRequest) -> str:
        return f"{super().became(support_request)} The owner is {support_request.owner}."
