"""Forms to sign in, change a password and ask for access."""

from typing import Any

from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.account.forms import LoginForm
from django import forms

from pages.fields import cleaning, words_field


class SignInForm(LoginForm):
    """allauth's form, with our words. The back office resets forgotten passwords."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("remember", None)
        address, password = self.fields["login"], self.fields["password"]
        address.label, password.label = "E-mail address", "Password"
        address.error_messages["required"] = "Enter your e-mail address"
        address.error_messages["invalid"] = "Enter an e-mail address like name@example.com"
        password.error_messages["required"] = "Enter your password"
        password.help_text = ""
        cleaning(address)
        for field in (address, password):
            field.widget.attrs.pop("placeholder", None)


class ChangePasswordForm(AllauthChangePasswordForm):
    """allauth's form, with our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {
            "oldpassword": ("Password you use now", "Enter the password you use now"),
            "password1": ("New password", "Enter a new password"),
            "password2": ("New password again", "Enter the new password again"),
        }
        for name, (label, missing) in words.items():
            self.fields[name].label = label
            self.fields[name].error_messages["required"] = missing
            self.fields[name].widget.attrs.pop("placeholder", None)


class AskForAccessForm(forms.Form):
    """What somebody without a role tells the back office."""

    words = words_field(
        "What you do in the programme", "Enter what you do in the programme", hint="And for which vanguard, if it is for one."
    )
