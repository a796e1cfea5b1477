"""Sharing requests with other vanguards, and commenting on many."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import cached_property

from history.recording.bulk import create_all
from history.recording.changes import OpenChange
from moves.forms import MoveForm
from pages.fields import words_field
from people.verdict import Verdict, refused
from support import notices
from support.models import Comment, SupportRequest
from support.moves.base import MoveOfRequest
from support.policies import may_say_to
from support.workflow import ANSWERED, Move, State


class Share(MoveOfRequest):
    """Let leads of other vanguards read what was asked and given, without names, words or comments."""

    name, done, states = Move.SHARE, "shared with other vanguards", (*ANSWERED, State.CLOSED)
    did = "shared {it} with other vanguards"

    def may(self, support_request: SupportRequest) -> Verdict:
        verdict = super().may(support_request)
        return refused("It is shared already.") if verdict and support_request.shared else verdict

    def values(self, support_request: SupportRequest) -> dict[str, Any]:
        return {"shared": True}


class StopSharing(MoveOfRequest):
    name, done, states = Move.UNSHARE, "kept from other vanguards", tuple(State)
    did = "stopped sharing {it} with other vanguards"

    def may(self, support_request: SupportRequest) -> Verdict:
        verdict = super().may(support_request)
        if verdict and not support_request.shared:
            return refused("It is not shared: only the vanguards on it and the team read it.")
        return verdict

    def values(self, support_request: SupportRequest) -> dict[str, Any]:
        return {"shared": False}


class CommentForm(MoveForm):
    audience = forms.ChoiceField(
        label="Who reads it",
        choices=[(kind.value, kind.label) for kind in (Comment.Audience.SHARED, Comment.Audience.INTERNAL)],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who reads it"},
    )


class CommentOn(MoveOfRequest):
    """Write the same comment on each of many requests. It changes no state."""

    slug, label, label_of_many = "comment", "Comment", "Comment on these requests"
    asks = CommentForm
    words_of_many = words_field("Comment", "Enter a comment", hint="The same on each of them.")

    @cached_property
    def said_on(self) -> set[int]:
        """Return the requests on which this person has made the same comment already."""
        said = Comment.objects.filter(written_by=self.by, audience=self.asked["audience"], words=self.said)
        return set(said.filter(support_request__in=[each.pk for each in self.records]).values_list("support_request_id", flat=True))

    def may(self, support_request: SupportRequest) -> Verdict:
        return may_say_to(self.by, self.asked["audience"], None)

    def fits(self, support_request: SupportRequest) -> Verdict:
        if self.said and support_request.pk in self.said_on:
            return refused("You have already said this on the request.")
        return super().fits(support_request)

    def will(self, support_request: SupportRequest) -> str:
        return f"Your comment, read by {Comment.Audience(self.asked['audience']).label.lower()}"

    def do(self, opened: OpenChange, requests: Sequence[SupportRequest]) -> None:
        said = {"audience": self.asked["audience"], "words": self.said, "written_by": opened.by, "written_at": opened.moment}
        comments = [Comment(support_request=each, **said) for each in requests]
        create_all(comments)
        notices.tell(opened, notices.of_comments(comments, {each.pk: self.recipients(each) for each in requests}))
