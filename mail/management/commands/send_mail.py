"""Run every minute: write the digests that are due, and send waiting mails."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from history import clock
from mail.digests import write_digests
from mail.models import Mail
from mail.sending import send


class Command(BaseCommand):
    help = "Writes the digests that are due and sends what waits; what was not accepted is tried again after a while. Run it every minute."

    def handle(self, *args: Any, **options: Any) -> None:
        write_digests()
        outcome = send(Mail.objects.due(clock.now()))
        uncertain = Mail.objects.uncertain(clock.now()).count()
        self.stdout.write(f"Sent: {outcome.sent}. Not accepted: {outcome.not_accepted}. Not known whether they arrived: {uncertain}.")
        if outcome.ended:
            raise CommandError(outcome.ended)
        if outcome.not_accepted:
            raise CommandError("The mail server did not accept all of them: see Mails in the back office for why.")
