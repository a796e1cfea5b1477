"""Open an account from the command line, such as the first administrator's."""

import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from history.recording.changes import change
from pages.plain_words import on_one_line
from people.models import User

ROLES = ("programme_team", "back_office", "administrator")


class Command(BaseCommand):
    help = "Opens an account and prints a password for its first sign-in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address they sign in with")
        parser.add_argument("name", help="as others read it")
        for role in ROLES:
            parser.add_argument(f"--{role.replace('_', '-')}", action="store_true", help=f"with the role {role.replace('_', ' ')}")

    def handle(self, *args: Any, **options: Any) -> None:
        roles = {f"is_{role}": options[role] for role in ROLES}
        password = secrets.token_urlsafe(12)
        user = User(email=options["email"].lower(), name=on_one_line(options["name"]).strip(), **roles)
        user.set_password(password)
        try:
            user.full_clean()
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        with change(by=None, source="command", reason="Account opened from the command line"):
            user.save()
        self.stdout.write(f"{user.email} can sign in with the password {password} and should change it at once, on the page Your account.")
