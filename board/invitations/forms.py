"""Forms for inviting people, and for choosing the first password."""

from typing import Any

from django import forms
from django.contrib.auth.forms import SetPasswordForm

from pages.fields import TypedWords, cleaning, words_field
from people.models import User
from people.policies import may_give_roles
from support.fields import VanguardsField

ROLES = [("is_programme_team", "Programme team"), ("is_back_office", "Back office"), ("is_administrator", "Administrator")]


class InviteForm(forms.Form):
    """Who to invite. Only people who may give roles are asked for roles."""

    name = TypedWords(label="Name", max_length=100, error_messages={"required": "Enter their name"})
    email = cleaning(
        forms.EmailField(
            label="E-mail address",
            max_length=254,
            help_text="They sign in with it",
            error_messages={"required": "Enter their e-mail address", "invalid": "Enter an e-mail address like name@example.com"},
        )
    )
    roles = forms.MultipleChoiceField(label="Roles", choices=ROLES, required=False, widget=forms.CheckboxSelectMultiple)
    vanguards = VanguardsField()
    reason = words_field("Reason", "Give the reason", hint="Kept in the history of the account")

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_give_roles(by):
            del self.fields["roles"]
        vanguards = self.fields["vanguards"]
        vanguards.label, vanguards.help_text = "Vanguards they lead", "For a lead: their numbers, such as 38, or 38, 44"

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned.setdefault("roles", [])
        return cleaned


class InviteAgainForm(forms.Form):
    """Why the link is sent again."""

    reason = words_field("Reason", "Give the reason", hint="Kept in the history of the account")


class ChoosePasswordForm(SetPasswordForm):
    """Django's form, with our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {
            "new_password1": ("Password", "Enter a password", "At least 12 characters"),
            "new_password2": ("Password again", "Enter the password again", ""),
        }
        for name, (label, missing, hint) in words.items():
            field = self.fields[name]
            field.label, field.error_messages["required"], field.help_text = label, missing, hint
