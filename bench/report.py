"""The table of results, on screen and in docs/reference/performance.md; and the bars that were missed."""

import os
import platform
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bench.measure import Cost, File, Measured
from bench.pages import AS_AT_BAR, EXPORT_ROWS_A_SECOND, FIRST_BYTE_MS, FLAT_BAR, KB_SENT, MANY_A_SECOND, PAGES, SAVE_BAR, Page
from bench.writes import WRITE_BAR

REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "performance.md"
HEAD = """<!-- Written by `make bench`. -->

# What each page costs

Milliseconds over a connection that stays open, ours and the floors in turn, each of 25 rounds in another order: the median, for one person.
A *floor* is the session's sign-in check, one statement that finds the same rows, and the smallest template of them with their links and
dates, by the same server over the same database (`bench/floor_statements.py`); *times* is how many floors a page costs, with its bar
behind it, and for a later page of a list how many times its first. “As at” is the same page as at a moment half way through the history,
and how many times the page today that is (bar 2). “Eight” is eight people asking for every page at once, median and 95th percentile, on the
two workers of one server. KB are as sent, compressed.

S is 50 vanguards, 500 requests, 500 commitments; M is 1,000, 20,000, 20,000 with 250,000 versions; L is 10,000, 500,000, 100,000 with
2,000,000. All sizes of a database are served at once and asked in the same rounds; “beside S” is how many times a page that shows as many
rows costs what it costs at S (bar 1.2).
"""
COLUMNS = "| Page | ms | p95 | floor | times (bar) | beside S | statements | database ms | KB | as at ms | times today | eight ms | p95 |"


def _floor(measured: Measured, page: Page) -> Cost:
    other = page.floor.removeprefix("page: ")
    return measured.pages[other] if other != page.floor else measured.floors[other]


def _times(measured: Measured, page: Page) -> float:
    return measured.pages[page.name].median / _floor(measured, page).median


def _beside(measured: Measured, smallest: Measured, page: Page) -> float:
    """Return how many times more it costs than at the smallest size, measured in the same rounds."""
    return measured.pages[page.name].median / smallest.pages[page.name].median


def _as_at(measured: Measured, page: Page) -> float:
    return measured.past[page.name].median / measured.pages[page.name].median


def _as_at_holds(measured: Measured, page: Page) -> bool:
    return measured.past[page.name].median <= page.past_ms or _as_at(measured, page) <= AS_AT_BAR


def _as_at_marked(measured: Measured, page: Page) -> str:
    times = _as_at(measured, page)
    return f"{times:.1f}" if _as_at_holds(measured, page) else f"**{times:.1f}**"


def table(measured: Measured, smallest: Measured) -> list[str]:
    lines = [COLUMNS, f"|{'---|' * (COLUMNS.count('|') - 1)}"]
    for page in PAGES:
        cost, eight = measured.pages[page.name], measured.eight[page.name]
        then = f"{measured.past[page.name].median:.1f} | {_as_at_marked(measured, page)}" if page.as_at else "– | –"
        beside = _marked(_beside(measured, smallest, page), FLAT_BAR) if page.flat and measured is not smallest else "–"
        lines.append(
            f"| {page.name} | {cost.median:.1f} | {cost.p95:.1f} | {_floor(measured, page).median:.1f} "
            f"| {_marked(_times(measured, page), page.bar)} ({page.bar:g}) | {beside} | {cost.statements} | {cost.database_ms:.1f} "
            f"| {cost.sent / 1024:.0f} | {then} | {eight.median:.0f} | {eight.p95:.0f} |"
        )
    return [*lines, "", *_besides(measured)]


def _besides(measured: Measured) -> Iterator[str]:
    save = measured.save.median / measured.save_floor.median
    yield (
        f"A save with its history: {measured.save.median:.1f} ms, {_marked(save, SAVE_BAR)} times an UPDATE and an INSERT ({SAVE_BAR}). "
        f"The home of the team right after one, when nothing remembered holds: {measured.after_a_save.median:.1f} ms."
    )
    for name, (cost, floor) in measured.writes.items():
        times = cost.median / floor.median
        yield f"{name.capitalize()}: {cost.median:.1f} ms, {_marked(times, WRITE_BAR)} times the bare rows it writes ({WRITE_BAR})."
    if measured.many:
        rate = measured.many / measured.many_took
        yield f"{measured.many:,} requests change hands at once in {measured.many_took:.1f} s, {rate:,.0f} a second ({MANY_A_SECOND})."
    for words, file, bar in _files(measured):
        yield f"{words}: {file.rows_a_second:,.0f} rows a second ({bar:,}), first byte after {file.first_byte_ms:.0f} ms ({FIRST_BYTE_MS})."
    yield (
        f"The database's own export: {measured.by_database_rows_a_second:,.0f} rows a second. The most memory of a worker: "
        f"{measured.peak_mb:.0f} MB after the pages, {measured.peak_after_files_mb:.0f} MB after the files."
    )


def _files(measured: Measured) -> Iterator[tuple[str, File, int]]:
    """Yield each file with the rows a second it must reach."""
    if measured.file and measured.file_past:
        yield "The list as a file", measured.file, EXPORT_ROWS_A_SECOND
        yield "The same as at a moment", measured.file_past, EXPORT_ROWS_A_SECOND // AS_AT_BAR


def _marked(times: float, bar: float) -> str:
    return f"{times:.1f}" if times <= bar else f"**{times:.1f}**"


def missed(measured: Measured, smallest: Measured) -> Iterator[str]:
    """Yield a line for each missed bar."""
    for page in PAGES:
        yield from _missed_by(page, measured, smallest)
    yield from _missed_besides(measured)


def _missed_by(page: Page, measured: Measured, smallest: Measured) -> Iterator[str]:
    if _times(measured, page) > page.bar:
        yield f"{page.name}: {_times(measured, page):.2f} floors, the bar is {page.bar:g}"
    if page.as_at and not _as_at_holds(measured, page):
        yield f"{page.name}, as at: {_as_at(measured, page):.2f} times today, the bar is {AS_AT_BAR}"
    if page.flat and _beside(measured, smallest, page) > FLAT_BAR:
        yield f"{page.name}: {_beside(measured, smallest, page):.2f} times what it costs at the smallest size, the bar is {FLAT_BAR}"
    if measured.pages[page.name].sent > KB_SENT * 1024:
        yield f"{page.name}: {measured.pages[page.name].sent / 1024:.0f} KB, the bar is {KB_SENT}"


def _missed_besides(measured: Measured) -> Iterator[str]:
    if measured.save.median > SAVE_BAR * measured.save_floor.median:
        yield f"a save: {measured.save.median / measured.save_floor.median:.2f} floors, the bar is {SAVE_BAR}"
    for name, (cost, floor) in measured.writes.items():
        if cost.median > WRITE_BAR * floor.median:
            yield f"{name}: {cost.median / floor.median:.2f} times the bare rows it writes, the bar is {WRITE_BAR}"
    if measured.many and measured.many / measured.many_took < MANY_A_SECOND:
        yield f"many at once: {measured.many / measured.many_took:,.0f} a second, the bar is {MANY_A_SECOND}"
    for words, file, bar in _files(measured):
        if file.rows_a_second < bar:
            yield f"{words}: {file.rows_a_second:,.0f} rows a second, the bar is {bar:,}"
        if file.first_byte_ms > FIRST_BYTE_MS:
            yield f"{words}: the first byte after {file.first_byte_ms:.0f} ms, the bar is {FIRST_BYTE_MS}"


def write(results: dict[str, tuple[Measured, Measured]]) -> None:
    """Write the reference page, with the machine and the day. Each database and size comes with the smallest one."""
    machine = f"{os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}, {datetime.now(UTC):%-d %B %Y}"
    lines = [HEAD, f"Measured on: {machine}.\n"]
    for name, (measured, smallest) in results.items():
        lines += [f"## {name}\n", *table(measured, smallest), ""]
    REFERENCE.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")
