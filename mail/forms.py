"""Choosing which mails to get."""

from typing import Any

from django import forms

from mail.models import MailChoice
from people.models import User

DIGESTS = ("digests", "New requests, returns and all else there is to decide: one e-mail an hour at most")
REMINDERS = ("reminders", "Reminders to answer: five working days and one working day before the last day")


class MailChoiceForm(forms.Form):
    """Offers only mails that this person can get, with the current choices ticked."""

    wanted = forms.MultipleChoiceField(
        label="E-mail me",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose from what is listed"},
    )

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data)
        comes = [(DIGESTS, user.is_programme_team), (REMINDERS, user.is_lead)]
        field: Any = self.fields["wanted"]
        field.choices = [choice for choice, to_them in comes if to_them]
        stands = MailChoice.objects.visible_to(user).first() or MailChoice()
        field.initial = [name for name, _ in field.choices if getattr(stands, name)]

    @property
    def chosen(self) -> dict[str, bool]:
        """Return for each kind of mail they can get whether they want it."""
        field: Any = self.fields["wanted"]
        return {name: name in self.cleaned_data["wanted"] for name, _ in field.choices}
