"""Run daily: count answers that are overdue, and remind leads."""

from typing import Any

from django.core.management.base import BaseCommand

from history import clock
from support.bank_holidays import reckon_anew
from support.reminders import remind
from support.unanswered import count_silence


class Command(BaseCommand):
    help = "Counts vanguards without an answer after ten working days as not answered in time, and reminds leads before that. Run it daily."

    def handle(self, *args: Any, **options: Any) -> None:
        today = clock.today()
        moved = reckon_anew(today)  # first, so that nobody counts as late before their time is over
        counted = count_silence(today)
        self.stdout.write(f"Days moved by bank holidays: {moved}. Not answered in time: {counted}. People reminded: {remind(today)}.")
