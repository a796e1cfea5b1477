"""A form field for naming a person."""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import ValidationError

from pages.fields import OfferedInput, TypedWords
from pages.plain_words import plain
from people.models import User
from people.names import MOST_IN_A_BOX, MOST_OFFERED, Named, People, team

OF_THE_TEAM = "Name or e-mail address of somebody in the programme team"


class NameField(TypedWords):
    """One of `people`, given by name, by the start of a name that only one person has, or by e-mail address. `who` describes them.

    `offers`: the URL name of the page that suggests names, and what to ask it for.
    """

    widget: Any = OfferedInput

    def __init__(
        self,
        label: str,
        *,
        hint: str = OF_THE_TEAM,
        people: Callable[[], People] = team,
        who: str = "in the programme team",
        offers: tuple[str, str] | None = None,
        required: bool = True,
    ) -> None:
        self.everybody, self.who, self.also = people, who, None
        errors = {"required": "Enter a name or an e-mail address", "max_length": "Enter a name or an e-mail address"}
        super().__init__(label=label, max_length=200, help_text=hint, error_messages=errors, required=required)
        self.widget.offers, self.widget.choices = offers, self._choices

    also: Named | None

    def __deepcopy__(self, memo: Any) -> "NameField":
        """Give each form its own field: the widget lists this field's people."""
        copied: NameField = super().__deepcopy__(memo)
        copied.widget.choices = copied._choices
        return copied

    @property
    def people(self) -> People:
        everybody = self.everybody()
        return everybody if self.also is None else everybody.with_one_more(self.also)

    def _choices(self) -> list[tuple[str, str]]:
        """Return the choices of a select box; none if there are too many people."""
        people = self.people
        return [(people.called(each), with_note(people, each)) for each in people] if len(people) <= MOST_IN_A_BOX else []

    def starts_with(self, user: User | None) -> None:
        """Start with this person, who may stay even if they could not be chosen now."""
        self.also = None if user is None else Named(user.pk, user.name, user.email)
        self.initial = self.people.words_for(user.pk) if user is not None else ""

    def clean(self, value: Any) -> Any:
        words = super().clean(value).strip()
        if not words:
            return None
        if not plain(words):
            raise ValidationError(self.error_messages["required"])
        people = self.people
        meant = people.meant_by(words)
        if not meant:
            raise ValidationError(f"Nobody {self.who} is called “{words[:60]}”. Enter a name or an e-mail address")
        if len(meant) > 1:
            raise ValidationError(f"“{words[:60]}” may be {_one_of(meant)}. Enter the e-mail address of the one you mean")
        return User.objects.get(pk=meant[0].number)


def with_note(people: People, one: Named) -> str:
    return f"{people.called(one)}, {one.note}" if one.note else people.called(one)


def _one_of(people: Sequence[Named]) -> str:
    shown = [each.in_full for each in people[:MOST_OFFERED]]
    more = len(people) - len(shown)
    return f"{', '.join(shown)} or one of {more} more" if more else f"{', '.join(shown[:-1])} or {shown[-1]}"
