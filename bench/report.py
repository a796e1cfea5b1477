"""The table, on the screen and in docs/reference/performance.md; and which bars are missed."""

import os
import platform
from datetime import UTC, datetime
from pathlib import Path

from bench.measure import Measured
from bench.pages import AS_AT_BAR, EXPORT_ROWS_A_SECOND, PAGES

REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "performance.md"
HEAD = """<!-- Written by `make bench`. -->

# What each page costs

Milliseconds at one user over a connection that stays open, the median of 25 rounds, ours and the floors in turn. A *floor* is the
session's sign-in check, one statement and the smallest template of the same rows, by the same server over the same database; *times* is
how many floors a page costs, with its bar behind it. “As at” is the same page as at a moment half way through the history, and how many
times the page today that is. S is 50 vanguards, 500 requests, 500 commitments; M is 1,000, 20,000, 20,000 with 100,000 versions; L is
10,000, 500,000, 100,000 with 2,000,000.
"""
COLUMNS = "| Page | ms | p95 | floor | times (bar) | statements | database ms | KB sent | as at ms | times today |"


def table(measured: Measured) -> list[str]:
    lines = [COLUMNS, f"|{'---|' * (COLUMNS.count('|') - 1)}"]
    for page in PAGES:
        cost, floor, past = measured.pages[page.name], measured.floors[page.floor], measured.past.get(page.name)
        times = cost.median / floor.median
        then = f"{past.median:.1f} | {past.median / cost.median:.1f}" if past else "– | –"
        lines.append(
            f"| {page.name} | {cost.median:.1f} | {cost.p95:.1f} | {floor.median:.1f} | {_marked(times, page.bar)} ({page.bar:g}) "
            f"| {cost.statements} | {cost.database_ms:.1f} | {cost.sent / 1024:.0f} | {then} |"
        )
    lines += [
        "",
        f"Export: {measured.export_rows:,.0f} rows a second (bar {EXPORT_ROWS_A_SECOND:,}), first byte after "
        f"{measured.export_first_byte_ms:.0f} ms. Eight people at once: {measured.eight_a_second:.0f} lists of requests a second. "
        f"The most memory of a worker: {measured.peak_mb:.0f} MB.",
    ]
    return lines


def _marked(times: float, bar: float) -> str:
    return f"{times:.1f}" if times <= bar else f"**{times:.1f}**"


def missed(measured: Measured) -> list[str]:
    """A line for each bar that is not reached."""
    found = []
    for page in PAGES:
        cost, past = measured.pages[page.name], measured.past.get(page.name)
        times = cost.median / measured.floors[page.floor].median
        if times > page.bar:
            found.append(f"{page.name}: {times:.1f} floors, the bar is {page.bar:g}")
        if past and past.median > AS_AT_BAR * cost.median:
            found.append(f"{page.name}, as at: {past.median / cost.median:.1f} times today, the bar is {AS_AT_BAR}")
    if measured.export_rows < EXPORT_ROWS_A_SECOND:
        found.append(f"export: {measured.export_rows:,.0f} rows a second, the bar is {EXPORT_ROWS_A_SECOND:,}")
    return found


def write(results: dict[str, Measured]) -> None:
    """The reference page, with the machine and the day."""
    machine = f"{os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}, {datetime.now(UTC):%-d %B %Y}"
    lines = [HEAD, f"Measured on: {machine}.\n"]
    for name, measured in results.items():
        lines += [f"## {name}\n", *table(measured), ""]
    REFERENCE.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")
