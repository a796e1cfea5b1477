"""Forms for a new request, comments and documents."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from history import clock
from history.recording.version_field import VersionField
from pages.fields import DayField, TypedWords, words_field
from pages.forms import CarryingForm
from pages.typed_numbers import is_a_number
from people.models import User
from support.fields import DocumentsField, not_past
from support.forms.vanguard_choice import PicksVanguards
from support.models import Comment, Enabler, Offer, Recipient, SupportRequest
from vanguards.models import Vanguard


class RequestForm(PicksVanguards):
    """A new request: what is needed, by whom and by when."""

    field_order = ("title", "needed", "vanguards", "groups", "enablers", "needed_on", "documents", "offer", "seen")

    title = TypedWords(
        label="What do you need?",
        max_length=200,
        error_messages={"required": "Enter what you need, in a few words", "max_length": "Keep it to 200 characters or fewer"},
    )
    needed = words_field("Why do you need it?", "Enter what you need it for")
    enablers = forms.MultipleChoiceField(label="Which enablers is it about?", required=False, widget=forms.CheckboxSelectMultiple)
    needed_on = DayField("Needed by", required=False)
    documents = DocumentsField(required=False)
    offer = TypedWords(required=False, max_length=10, widget=forms.HiddenInput)  # the published offer that it draws on
    seen = forms.BooleanField(required=False, widget=forms.HiddenInput)  # whether the person saw what may already answer it

    def __init__(self, data: Any = None, *, user: User, like: SupportRequest | None = None) -> None:
        """Start with the words of another request, if `like` is given."""
        super().__init__(data, initial=_words_of(like) if like is not None else None)
        self.user = user
        choices: Any = self.fields["enablers"]
        choices.choices = list(Enabler.objects.on(clock.today()).order_by("order").values_list("slug", "name"))
        self.offer_vanguards_to(user)
        if not (self.data and self.data.get("offer")):
            del self.fields["offer"]  # only offered once offers were shown

    def show_what_may_answer_it(self, offers: list[Offer]) -> None:
        """Show what may already answer it, once, and let the person choose one of these offers."""
        self.send_instead("seen", "on")
        if offers:
            choices = [*((str(offer.pk), str(offer)) for offer in offers), ("", "None of them")]
            self.fields["offer"] = forms.ChoiceField(
                label="Does it draw on one of these offers?", required=False, choices=choices, widget=forms.RadioSelect
            )

    def asked(self) -> dict[str, Any]:
        """Return what to raise."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}

    def clean_offer(self) -> Offer | None:
        number = self.cleaned_data["offer"]
        return Offer.objects.visible_to(self.user).filter(pk=int(number)).first() if is_a_number(number) else None

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
                self.add_error("enablers", f"{enabler.name} will no longer be offered by then. Choose another")
        return cleaned


def _words_of(like: SupportRequest) -> dict[str, Any]:
    enablers = like.enabler_links.values_list("enabler__slug", flat=True)
    return {"title": like.title, "needed": like.needed, "enablers": list(enablers)}


class DocumentForm(forms.Form):
    """More documents for a request."""

    documents = DocumentsField()


class CommentWordsForm(CarryingForm):
    """The words of a comment. `made_from` is the version being changed."""

    words = words_field("Comment", "Enter a comment")
    made_from = VersionField()

    def __init__(self, data: Any = None, *, comment: Comment) -> None:
        super().__init__(data, initial={"words": comment.words, "made_from": comment.version})
        self.comment = comment

    def carry(self) -> None:
        self.send_instead("made_from", self.comment.version)


class CommentForm(forms.Form):
    """A comment for everybody on the request, for one vanguard and the team, or for the team only."""

    words = words_field("Comment", "Enter a comment")
    audience = forms.ChoiceField(label="Who can read it?", error_messages={"required": "Choose who can read it"})

    def __init__(self, data: Any = None, *, recipients: Iterable[Recipient], user: User) -> None:
        """`recipients` are those this person may see, with their vanguards."""
        super().__init__(data)
        field: Any = self.fields["audience"]
        between = [(f"vanguard-{each.vanguard_id}", f"{each.vanguard.in_a_sentence} and the team") for each in recipients]
        internal = [(Comment.Audience.INTERNAL.value, Comment.Audience.INTERNAL.label)] if user.sees_everything else []
        shared = (Comment.Audience.SHARED.value, f"{Comment.Audience.SHARED.label}, with your name")
        field.choices = [("", "Choose"), shared, *between, *internal]

    def said_to(self) -> dict[str, Any]:
        """Return the audience, and the vanguard if it is for one."""
        audience, _, number = self.cleaned_data["audience"].partition("-")
        vanguard = Vanguard.objects.get(pk=int(number)) if number else None
        return {"audience": audience, "vanguard": vanguard, "words": self.cleaned_data["words"]}
