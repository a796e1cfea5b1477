"""manage.py load_demo: load the demonstration into an empty database."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from board import demo


class Command(BaseCommand):
    help = "Load the facts and the invented people and activity of the demonstration into an empty database, and say who may sign in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="where something is on record already, only say who may sign in")

    def handle(self, *_args: Any, if_empty: bool = False, **_options: Any) -> None:
        try:
            if demo.is_empty() or not if_empty:
                demo.load()
        except demo.Refused as refused:
            raise CommandError(str(refused)) from refused
        for line in demo.who_may_sign_in():
            self.stdout.write(line)
