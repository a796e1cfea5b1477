"""What is asked before many requests are moved at once: first what is to be done, then, with its preview, why."""

from typing import Any

from django import forms

from pages.fields import words_field
from people.fields import NameField
from people.models import User
from support.forms.asked import OF_THE_TEAM, WHO_OWN, AsksBodies, AsksOwner, AsksPriority, AsksTarget, MayAskBodies
from support.models import Comment
from support.owners import owners_today


class ManyForm(forms.Form):
    """The base: asked in the address, with names of its own, beside the filters that choose the requests."""

    def __init__(self, *, user: User, **asked: Any) -> None:
        super().__init__(**asked)
        self.user = user


class AcceptMany(MayAskBodies, AsksTarget, AsksPriority, AsksOwner, ManyForm):
    """What somebody owns already, they keep."""

    owner = NameField(
        "Owner of those that nobody owns", hint="Those that somebody owns keep their owner.", offers=OF_THE_TEAM, required=False
    )

    def __init__(self, **asked: Any) -> None:
        super().__init__(**asked)
        owner: Any = self.fields["owner"]
        if not self.initial:  # asked again, it shows what was asked
            owner.starts_with(self.user if self.user.is_programme_team else None)


class ReassignMany(AsksOwner, ManyForm):
    pass


class RetargetMany(AsksTarget, ManyForm):
    pass


class AddBodyToMany(AsksBodies, ManyForm):
    pass


class CommentOnMany(ManyForm):
    audience = forms.ChoiceField(
        label="Who reads it",
        choices=[(kind.value, kind.label) for kind in (Comment.Audience.SHARED, Comment.Audience.INTERNAL)],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who reads it"},
    )


class WordsForm(forms.Form):
    """Why."""

    words = words_field("Why", "Enter why", hint="One reason for all of them. The vanguards on the requests read it.")


class CommentWords(forms.Form):
    words = words_field("Comment", "Enter a comment", hint="The same on each of them.")


class HandOverForm(forms.Form):
    """Who leaves, who takes over, and why."""

    owner = NameField(
        "Who leaves",
        hint="Name or e-mail address of somebody who owns requests",
        people=owners_today,
        who="who owns an open request",
        offers=WHO_OWN,
    )
    to = NameField("Who takes over", offers=OF_THE_TEAM)
    words = words_field("Why", "Enter why", hint="The vanguards on the requests read it.")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("owner") and cleaned.get("owner") == cleaned.get("to"):
            self.add_error("to", "Enter somebody else than who leaves")
        return cleaned


FORMS: dict[str, type[ManyForm]] = {
    "accept": AcceptMany,
    "reassign": ReassignMany,
    "add-a-body": AddBodyToMany,
    "change-target-date": RetargetMany,
    "comment": CommentOnMany,
}
