"""Forms for moves: each move has its own, for one record and for many."""

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
    """The form of a move, for one record or (`record` is None) for many. The base form asks only for words, if the move takes any; for many
    records they are asked after the preview.
    """

    SINCE: ClassVar[bool] = False

    def __init__(self, data: Any = None, *, move: Any, by: User, record: Any = None, **asked: Any) -> None:
        super().__init__(data, **asked)
        self.move, self.by, self.record = move, by, record
        if record is not None and move.words is not None:
            self.fields["words"] = deepcopy(move.words)


class MoveFormSince(MoveForm):
    """Carry when the page was opened, so that the move does not replace what the person has not seen. For many records the preview carries
    it.
    """

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
    """The words for a move of many records."""

    def __init__(self, data: Any = None, *, words: forms.Field | None) -> None:
        super().__init__(data)
        if words is not None:
            self.fields["words"] = deepcopy(words)
