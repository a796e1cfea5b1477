"""Run every minute: what was written and is not sent yet."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from history import clock
from mail.models import Mail
from mail.sending import send


class Command(BaseCommand):
    help = "Sends the mails that wait; what the mail server did not accept is tried again after a while. Run it every minute."

    def handle(self, *args: Any, **options: Any) -> None:
        outcome = send(Mail.objects.due(clock.now()))
        uncertain = Mail.objects.uncertain().count()
        self.stdout.write(f"Sent: {outcome.sent}. Not accepted: {outcome.not_accepted}. Not known whether they arrived: {uncertain}.")
        if outcome.ended:
            raise CommandError(outcome.ended)
        if outcome.not_accepted:
            raise CommandError("The mail server did not accept all of them: see Mails in the back office for why.")
