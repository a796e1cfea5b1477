"""Run daily: add returns that new vanguards owe, and remind leads of those that are due."""

from typing import Any

from django.core.management.base import BaseCommand

from history import clock
from returns.reminders import owe_what_is_missing, remind


class Command(BaseCommand):
    help = "Adds returns that vanguards owe since they joined, and reminds leads before and after the day returns are due. Run it daily."

    def handle(self, *args: Any, **options: Any) -> None:
        today = clock.today()
        added = owe_what_is_missing(today)
        self.stdout.write(f"Returns added: {added}. People reminded: {remind(today)}.")
