"""Measuring: ours and its floor in turn, after warm-up, over connections that stay open."""

import re
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from bench.pages import EXPORT, FLOORS, PAGES, Page
from bench.servers import Browser, Server

WARM_UP, ROUNDS = 4, 25
EIGHT, SECONDS_OF_EIGHT = 8, 4.0


@dataclass
class Cost:
    """Milliseconds over the rounds; what the page asked of the database; what was sent."""

    times: list[float] = field(default_factory=list)
    statements: int = 0
    database_ms: float = 0
    sent: int = 0

    @property
    def median(self) -> float:
        return statistics.median(self.times)

    @property
    def p95(self) -> float:
        return sorted(self.times)[int(0.95 * (len(self.times) - 1))]


@dataclass
class Measured:
    """One database at one size."""

    pages: dict[str, Cost] = field(default_factory=dict)
    past: dict[str, Cost] = field(default_factory=dict)
    floors: dict[str, Cost] = field(default_factory=dict)
    export_rows: float = 0
    export_first_byte_ms: float = 0
    eight_a_second: float = 0
    peak_mb: float = 0


def measure(ours: Server, floors: Server, as_at: str) -> Measured:
    team = Browser(ours.port).sign_in("team1@example.com")
    browsers = {"team": team, "lead": Browser(ours.port).sign_in("lead2@example.com")}
    floor = Browser(floors.port, team.cookies)
    found = Measured()
    asked: list[tuple[Cost, Callable[[], Any]]] = []
    for name in FLOORS:
        found.floors[name] = Cost()
        asked.append((found.floors[name], _asking(floor, f"/floor/{name}/")))
    for page in PAGES:
        address = _filled(page, team)
        found.pages[page.name] = Cost()
        asked.append((found.pages[page.name], _asking(browsers[page.person], address)))
        if page.as_at:
            past = f"{address}{'&' if '?' in address else '?'}as_at={as_at}"
            found.past[page.name] = Cost()
            asked.append((found.past[page.name], _asking(browsers[page.person], past)))
    _in_turn(asked)
    _count(asked)
    _export(found, team)
    found.eight_a_second = _eight_at_once(ours)
    found.peak_mb = ours.peak_mb()
    return found


def _asking(browser: Browser, address: str) -> Callable[..., Any]:
    def ask(**headers: str) -> Any:
        answer = browser.get(address, headers=headers)
        if answer.status != 200:
            raise RuntimeError(f"{address} answers {answer.status}")
        return answer

    return ask


def _filled(page: Page, browser: Browser) -> str:
    """The address with the records of the middle in it."""
    if "{" not in page.address:
        return page.address
    milestone = re.search(rb'href="/milestones/(\d+)/"', browser.get("/milestones/").body)
    records = {"request": "SR-0120", "vanguard": "20", "milestone": milestone[1].decode() if milestone else "1"}
    return page.address.format(**records)


def _in_turn(asked: list[tuple[Cost, Callable[[], Any]]]) -> None:
    """Each once, then each again: what the machine does meanwhile falls on all alike."""
    for number in range(WARM_UP + ROUNDS):
        for cost, ask in asked:
            answer = ask()
            if number >= WARM_UP:
                cost.times.append(1000 * answer.took)
                cost.sent = len(answer.body)


def _count(asked: list[tuple[Cost, Callable[..., Any]]]) -> None:
    """In a round of its own, for counting costs too."""
    for cost, ask in asked:
        headers = ask(**{"X-Count": "1"}).headers
        cost.statements, cost.database_ms = int(headers.get("X-Statements", 0)), float(headers.get("X-Database-Ms", 0))


def _export(found: Measured, browser: Browser) -> None:
    answer = browser.get(EXPORT, headers={"Accept-Encoding": "identity"})
    found.export_rows = answer.body.count(b"\r\n") / answer.took
    found.export_first_byte_ms = 1000 * answer.first_byte


def _eight_at_once(server: Server) -> float:
    """Pages a second that eight people get from the list of requests."""
    people = [Browser(server.port).sign_in("team1@example.com") for _ in range(EIGHT)]
    until = time.perf_counter() + SECONDS_OF_EIGHT

    def ask(browser: Browser) -> int:
        pages = 0
        while time.perf_counter() < until:
            browser.get("/support/")
            pages += 1
        return pages

    with ThreadPoolExecutor(EIGHT) as pool:
        return sum(pool.map(ask, people)) / SECONDS_OF_EIGHT
