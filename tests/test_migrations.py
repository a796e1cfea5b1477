"""Tests make tables from the models in a second; migrations take fifteen and must lead to exactly the same tables."""

import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from tests.serving import environment

pytestmark = pytest.mark.django_db

OF_SQLITE = "SELECT type || ' ' || name, sql FROM sqlite_master"
OF_POSTGRESQL = [
    """SELECT table_name || '.' || column_name,
       concat_ws(' ', data_type, character_maximum_length, is_nullable, column_default, is_identity, collation_name)
       FROM information_schema.columns WHERE table_schema = 'public'""",
    "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    """SELECT conrelid::regclass || ' ' || conname, pg_get_constraintdef(oid)
       FROM pg_constraint WHERE connamespace = 'public'::regnamespace""",
]
OF_DJANGO = ("django_", "auth_")
# An index keeps the name that its field had first.
NAMED_BY_DJANGO = re.compile(r"^\w+(_[0-9a-f]{8}(_\w+)?|_key)$")


@pytest.fixture
def empty(tmp_path):
    """Return the address of an empty database."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite3'}"
        return
    server, name = os.environ["DATABASE_URL"].rsplit("/", 1)[0], f"{connection.settings_dict['NAME']}_migrated"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as owner:
        owner.execute(f'DROP DATABASE IF EXISTS "{name}"')
        owner.execute(f'CREATE DATABASE "{name}"')
        yield f"{server}/{name}"
        owner.execute(f'DROP DATABASE "{name}"')


@pytest.fixture
def on_disk(monkeypatch):
    """Return the migrations by app and name, which the suite does without."""
    monkeypatch.setattr(settings, "MIGRATION_MODULES", {})
    return MigrationLoader(None).disk_migrations


def migrate(database, *where):
    words = [sys.executable, "manage.py", "migrate", "--verbosity=0", *where]
    done = subprocess.run(words, cwd=settings.ROOT, env=environment(database), capture_output=True, text=True)  # noqa: S603 - our own words
    assert done.returncode == 0, done.stderr


def made_in(database):
    """Return how each table, index, trigger, column and constraint is made, by name."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(database.removeprefix("sqlite:///"))) as other:
            return made_by(other.cursor())
    with psycopg.connect(database) as other:
        return made_by(other.cursor())


def made_by(cursor):
    found = set()
    for question in (OF_SQLITE,) if connection.vendor == "sqlite" else OF_POSTGRESQL:
        cursor.execute(question)
        for name, made in cursor.fetchall():
            own = name.rpartition(" ")[2]
            if NAMED_BY_DJANGO.search(own):
                name, made = name.replace(own, "…"), made.replace(own, "…")
            if not own.startswith(OF_DJANGO):
                found.add((name, in_order(made or "")))
    return found


def in_order(made):
    """Return tables with sorted columns and constraints: later ones are added at the end."""
    if not made.startswith("CREATE TABLE"):
        return made
    begin, _, rest = made.partition("(")
    pieces, depth = [""], 0
    for letter in rest[: rest.rfind(")")]:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and depth == 0:
            pieces.append("")
        else:
            pieces[-1] += letter
    return f"{begin}({', '.join(sorted(piece.strip() for piece in pieces))}{rest[rest.rfind(')') :]}"


def test_the_migrations_lead_from_nothing_to_the_tables_of_the_models_and_an_installation_from_before_has_them(empty, on_disk):
    migrate(empty)
    with connection.cursor() as cursor:
        ours = made_by(cursor)
    assert len(ours) > 300
    assert made_in(empty) ^ ours == set()
    as_recorded_before_they_were_drawn_together(empty, on_disk)
    migrate(empty)
    migrate(empty, "--check")
    assert made_in(empty) ^ ours == set()


def as_recorded_before_they_were_drawn_together(database, on_disk):
    """Record the migrations that were run before each app's were drawn together, in place of those that replace them."""
    is_sqlite = connection.vendor == "sqlite"
    other = sqlite3.connect(database.removeprefix("sqlite:///")) if is_sqlite else psycopg.connect(database)
    mark = "?" if is_sqlite else "%s"
    with closing(other), other:
        cursor = other.cursor()
        for (app, name), migration in on_disk.items():
            for replaced in migration.replaces:
                values = f"VALUES ({mark}, {mark}, CURRENT_TIMESTAMP)"
                cursor.execute(f"INSERT INTO django_migrations (app, name, applied) {values}", replaced)
            if migration.replaces:
                cursor.execute(f"DELETE FROM django_migrations WHERE app = {mark} AND name = {mark}", (app, name))  # noqa: S608 - as above


def test_each_migration_can_be_taken_back(on_disk):
    all_of_them = on_disk.values()
    assert {each.app_label for each in all_of_them} >= {"history", "people", "vanguards", "support", "milestones", "mail"}
    assert [str(each) for each in all_of_them if not all(step.reversible for step in each.operations)] == []
