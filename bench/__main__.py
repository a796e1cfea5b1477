"""make bench: python -m bench [--sizes S,M] [--databases sqlite,postgres] [--anew]. Exits with 1 if a bar is missed."""

import argparse
import csv
import os
import sqlite3
import sys
import time
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copyfile
from urllib.parse import urlsplit

import psycopg

from bench import report
from bench.measure import Measured, Site, measure
from bench.servers import ROOT, manage, serving

SIZES = {
    "S": {"vanguards": 50, "requests": 500, "commitments": 500, "versions": 7_000},
    "M": {"vanguards": 1_000, "requests": 20_000, "commitments": 20_000, "versions": 250_000},
    "L": {"vanguards": 10_000, "requests": 500_000, "commitments": 100_000, "versions": 2_000_000},
}
PER_PAGE = 50
POSTGRES = os.environ.get("BENCH_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/")


def sqlite(size: str, *, anew: bool) -> str:
    """Return a copy of the database of this size, which is made if it is missing, so that no run measures what an earlier one left."""
    folder = ROOT / "var" / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{size}.sqlite3"
    made = path.with_suffix(".made")
    if anew or not made.exists():
        for old in folder.glob(f"{size}.*"):
            old.unlink()
        _make(f"sqlite:///{path}", size)
        made.touch()
    manage(f"sqlite:///{path}", "migrate", "--verbosity", "0")
    for old in folder.glob(f"{size}.copy*"):
        old.unlink()
    return f"sqlite:///{copyfile(path, path.with_suffix('.copy'))}"


def postgres(size: str, *, anew: bool) -> str:
    name = f"tracker_bench_{size.lower()}"
    with psycopg.connect(f"{POSTGRES}postgres", autocommit=True) as connection:
        there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if anew or not there:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
            connection.execute(f'CREATE DATABASE "{name}"')
    database = f"{POSTGRES}{name}"
    if anew or not there:
        _make(database, size)
        with psycopg.connect(database, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")
    manage(database, "migrate", "--verbosity", "0")
    with psycopg.connect(f"{POSTGRES}postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}_copy"')
        connection.execute(f'CREATE DATABASE "{name}_copy" TEMPLATE "{name}"')
    return f"{database}_copy"


DATABASES = {"sqlite": sqlite, "postgres": postgres}


def _say(*lines: str) -> None:
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def _make(database: str, size: str) -> None:
    _say(f"Making {size} in {urlsplit(database).path}")
    manage(database, "migrate", "--verbosity", "0")
    manage(database, "make_programme", *(f"--{name}={number}" for name, number in SIZES[size].items()))


ALL_REQUESTS = "SELECT r.*, u.name FROM support_supportrequest r LEFT JOIN people_user u ON u.id = r.owner_id ORDER BY r.id"


def _by_sqlite(database: str) -> float:
    """Return the rows a second of the database's own export to a file, here by its module and the csv module."""
    begin = time.perf_counter()
    with sqlite3.connect(urlsplit(database).path) as connection, Path(os.devnull).open("w") as file:
        written = csv.writer(file)
        rows = 0
        for row in connection.execute(ALL_REQUESTS):
            written.writerow(row)
            rows += 1
    return rows / (time.perf_counter() - begin)


def _by_postgres(database: str) -> float:
    """Return the same with COPY."""
    begin = time.perf_counter()
    rows = 0
    copying = f"COPY ({ALL_REQUESTS}) TO STDOUT WITH (FORMAT csv)"
    with psycopg.connect(database) as connection, connection.cursor() as cursor, cursor.copy(copying) as copy:
        for _ in copy:
            rows += 1
    return rows / (time.perf_counter() - begin)


EXPORTS = {"sqlite": _by_sqlite, "postgres": _by_postgres}


def _records(size: str) -> dict[str, str]:
    """Return records from the middle of the data, and the last page of its requests, at most the thousandth."""
    last = min(1_000, SIZES[size]["requests"] // PER_PAGE)
    return {"vanguard": "20", "last": str(last)}


def main() -> int:
    parser = argparse.ArgumentParser(description="What each page costs beside a floor.")
    parser.add_argument("--sizes", default="S,M")
    parser.add_argument("--databases", default="sqlite,postgres")
    parser.add_argument("--anew", action="store_true", help="make the databases anew")
    wanted = parser.parse_args()
    half_way = f"{datetime.now(UTC) - timedelta(days=365):%Y-%m-%d}"
    results: dict[str, tuple[Measured, Measured]] = {}
    for name in wanted.databases.split(","):
        databases = {size: DATABASES[name](size, anew=wanted.anew) for size in wanted.sizes.split(",")}
        with ExitStack() as servers:
            sites = {size: Site(*servers.enter_context(serving(at)), _records(size)) for size, at in databases.items()}
            measured = measure(sites, half_way)
        smallest = next(iter(measured.values()))
        for size, found in measured.items():
            found.by_database_rows_a_second = EXPORTS[name](databases[size])
            results[f"{size}, {name}"] = found, smallest
            _say(f"\n{size}, {name}", *report.table(found, smallest))
    report.write(results)
    missed = [f"{name}: {line}" for name, both in results.items() for line in report.missed(*both)]
    _say("\nMissed:" if missed else "\nEvery bar is reached.", *missed)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
