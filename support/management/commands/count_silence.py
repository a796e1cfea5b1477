"""Run daily: words awaited for ten working days count as not confirmed."""

from typing import Any

from django.core.management.base import BaseCommand

from history import clock
from support.silence import count_silence


class Command(BaseCommand):
    help = "Counts words that were awaited for ten working days as not confirmed. Run it daily."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Counted as not confirmed: {count_silence(clock.today())}")
