"""manage.py load_programme: load the programme's published facts."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from board import programme


class Command(BaseCommand):
    help = "Add the facts of fixtures/facts/ that are missing. What people edited or removed is left as it is, and said."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dated", action="store_true", help="record each fact on the day it was published, instead of now")

    def handle(self, *_args: Any, dated: bool = False, **_options: Any) -> None:
        for line in programme.report(programme.load(dated=dated)):
            self.stdout.write(line)
