"""Run daily: count answers that are overdue, and remind leads."""

from typing import Any

from django.core.management.base import BaseCommand

from history import clock
from support.bank_holidays import reckon_anew
from support.reminders import remind
from support.unanswered import count_silence


class Command(BaseCommand):
    help = "Counts words that were awaited for ten working days as not confirmed, and reminds those who have days left. Run it daily."

    def handle(self, *args: Any, **options: Any) -> None:
        today = clock.today()
        moved = reckon_anew(today)  # first, so that nobody counts as late before their time is over
        counted = count_silence(today)
        self.stdout.write(f"Days moved by bank holidays: {moved}. Counted as not confirmed: {counted}. People reminded: {remind(today)}.")
