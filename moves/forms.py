"""What moves ask of people: each a form of its own, for one record and for many."""

from copy import deepcopy
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from history.past import moments
from pages.errors import NotUnderstood
from pages.fields import TypedWords
from pages.forms import CarryingForm
from people.models import User


class MoveForm(CarryingForm):
    """What a move asks, of one record, or (`record` is None) of many. The base asks for nothing but words, where the move takes any; of
    many these are asked once what would become of each is seen.
    """

    SINCE: ClassVar[bool] = False

    def __init__(self, data: Any = None, *, move: Any, by: User, record: Any = None, **asked: Any) -> None:
        super().__init__(data, **asked)
        self.move, self.by, self.record = move, by, record
        if record is not None and move.words is not None:
            self.fields["words"] = deepcopy(move.words)


class MoveFormSince(MoveForm):
    """Carries the moment when the page was opened, so that nothing done since is replaced unseen; of many their preview has it."""

    SINCE = True

    since = TypedWords(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, opened: datetime | None = None, **given: Any) -> None:
        super().__init__(data, **given)
        if opened is None:
            del self.fields["since"]
        else:
            self.fields["since"].initial = opened.isoformat()

    def clean_since(self) -> datetime:
        try:
            return moments.understand(self.cleaned_data["since"])
        except NotUnderstood as error:
            raise ValidationError("Open this page again: it did not say when it was opened") from error


class Words(forms.Form):
    """The words that go with a move of many."""

    def __init__(self, data: Any = None, *, words: forms.Field | None) -> None:
        super().__init__(data)
        if words is not None:
            self.fields["words"] = deepcopy(words)
