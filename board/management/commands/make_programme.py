"""manage.py make_programme: make a made-up programme of any size in an empty database."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from board.made_up import programme


class Command(BaseCommand):
    help = (
        "Make up a programme of any size, with two years of history, in an empty database. People: team1@example.com …, lead1@example.com …"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--vanguards", type=int, default=50)
        parser.add_argument("--requests", type=int, default=500)
        parser.add_argument("--commitments", type=int, default=500)
        parser.add_argument("--versions", type=int, default=5_000, help="how many there shall be in all: it decides how much happens")
        parser.add_argument("--seed", type=int, default=1, help="the same seed on the same day makes the same programme")

    def handle(self, *_args: Any, vanguards: int, requests: int, commitments: int, versions: int, seed: int, **_options: Any) -> None:
        if vanguards < 1 or min(requests, commitments, versions) < 0:
            raise CommandError("Give one vanguard at least, and no number below 0.")
        try:
            made = programme.make(programme.Size(vanguards, requests, commitments, versions), seed, self.progress)
        except programme.Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"Made {vanguards:,} vanguards, {requests:,} requests and {commitments:,} commitments, with {made:,} versions.")

    def progress(self, share: float) -> None:
        """Draw a progress bar if somebody is watching."""
        if sys.stderr.isatty():
            self.stderr.write(f"\r{'█' * int(share * 40):<40} {share:4.0%}", ending="\n" if share >= 1 else "")
