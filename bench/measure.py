"""Measure our pages and the floors at every size, in turn, after warm-up, over open connections."""

import re
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from random import Random
from urllib.parse import quote, urlencode

from bench.pages import EXPORT, PAGES
from bench.servers import Answer, Browser, Server
from bench.writes import FORM, PLAIN, WRITES, sent

WARM_UP, ROUNDS = 4, 25
SEED = 2015
SAVES = 40
EIGHT, ROUNDS_OF_EIGHT = 8, 4
PEOPLE = {"team": "team1@example.com", "lead": "lead20@example.com"}


@dataclass
class Cost:
    """Milliseconds over the rounds, what the page asked of the database, and what was sent."""

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
class File:
    """How a list downloads as a file."""

    rows_a_second: float
    first_byte_ms: float


@dataclass
class Measured:
    """One database at one size. Memory is the most that any worker had, in MB, after the pages and after the files."""

    pages: dict[str, Cost] = field(default_factory=dict)
    past: dict[str, Cost] = field(default_factory=dict)
    floors: dict[str, Cost] = field(default_factory=dict)
    eight: dict[str, Cost] = field(default_factory=dict)
    save: Cost = field(default_factory=Cost)
    save_floor: Cost = field(default_factory=Cost)
    after_a_save: Cost = field(default_factory=Cost)
    writes: dict[str, tuple[Cost, Cost]] = field(default_factory=dict)  # each with its floor
    file: File | None = None
    file_past: File | None = None
    many: int = 0
    many_took: float = 0  # seconds
    by_database_rows_a_second: float = 0
    peak_mb: float = 0
    peak_after_files_mb: float = 0


@dataclass
class Site:
    """A served database of some size; `records` replaces {vanguard} and {last} in addresses."""

    ours: Server
    floors: Server
    records: dict[str, str]


class Visit:
    """A site, with somebody of each kind signed in, and the records to look at."""

    def __init__(self, site: Site, as_at: str) -> None:
        self.ours, self.as_at = site.ours, as_at
        self.browsers = {person: Browser(site.ours.port).sign_in(address) for person, address in PEOPLE.items()}
        self.floor = Browser(site.floors.port, self.browsers["team"].cookies)
        self.records = site.records | _with_a_history(self.browsers["team"], as_at)
        self.found = Measured()

    def asked(self) -> "Asked":
        """Return each floor, each page, and each page at an earlier moment, each with the cost to fill in."""
        numbers = urlencode({name: re.sub(r"\D", "", words) for name, words in self.records.items()})
        asked = []
        for name in dict.fromkeys(page.floor for page in PAGES if not page.floor.startswith("page: ")):
            asked.append((self.found.floors.setdefault(name, Cost()), _asking(self.floor, f"/floor/{quote(name)}/?{numbers}")))
        for page in PAGES:
            browser, address = self.browsers[page.person], page.address.format(**self.records)
            asked.append((self.found.pages.setdefault(page.name, Cost()), _asking(browser, address)))
            if page.as_at:
                past = f"{address}{'&' if '?' in address else '?'}as_at={self.as_at}"
                asked.append((self.found.past.setdefault(page.name, Cost()), _asking(browser, past)))
        return asked


Asked = list[tuple[Cost, Callable[..., Answer]]]


def measure(sites: dict[str, Site], as_at: str) -> dict[str, Measured]:
    """Return what each site costs. All sizes are measured in the same rounds, because the machine alone makes a third of difference between
    runs at different minutes.
    """
    visits = {size: Visit(site, as_at) for size, site in sites.items()}
    _in_turn([each for visit in visits.values() for each in visit.asked()])
    for visit in visits.values():
        _the_rest(visit)
    return {size: visit.found for size, visit in visits.items()}


def _the_rest(visit: Visit) -> None:
    found, team = visit.found, visit.browsers["team"]
    _count(visit.asked())
    _at_once(found, visit.ours, visit.records)
    found.peak_mb = visit.ours.peak_mb()
    found.file, found.file_past = _file(team, EXPORT), _file(team, f"{EXPORT}?as_at={visit.as_at}")
    found.peak_after_files_mb = visit.ours.peak_mb()
    _save(found, team, visit.floor)
    _writes(found, team, visit)
    _many(found, team)


def _with_a_history(browser: Browser, as_at: str) -> dict[str, str]:
    """Return records with a long history at a moment: a delivered request, and a commitment that was late and reached. At L there are more
    requests than moves, so perhaps none of these; then any other.
    """
    then, request = f"as_at={as_at}", r'href="/support/(SR-\d+)/'
    return {
        "milestone": _first(browser, r'href="/milestones/(\d+)/', "/milestones/"),
        "commitment": _fullest(browser, "/milestones/commitments/", f"?status=reached&{then}"),
        "request": _first(browser, request, f"/support/?state=closed&state=delivered&{then}", f"/support/?{then}"),
        "period": _first(browser, r'href="(/returns/quarter-to-[^/"]*/)["?]', f"/returns/?{then}"),
        "return": _first(browser, r'href="(/returns/quarter-to-[^/"]*/[0-9]+/1/)["?]', f"/returns/all/?state=signed-off&{then}"),
        "line": _first(browser, r'href="(/fund/[^/"]+/20[^/"]*/[0-9]+/)', f"/fund/lines/?state=approved&{then}", f"/fund/lines/?{then}"),
        "product": _first(browser, r'href="(/products/[0-9]+/)', f"/products/?{then}"),
        "promise": _first(browser, r'href="/milestones/commitments/(\d+)/', "/milestones/commitments/?status=late&status=overdue"),
        "open": _first(browser, request, "/support/?state=in-progress", "/support/?state=accepted"),
    }


def _first(browser: Browser, link: str, *addresses: str) -> str:
    """Return the first record that one of these lists links to. Raise RuntimeError if none has any."""
    for address in addresses:
        found = re.search(link, browser.get(address, headers=PLAIN).body.decode())
        if found:
            return found[1]
    raise RuntimeError(f"There is nothing to measure at {' or '.join(addresses)}.")


def _fullest(browser: Browser, pages: str, query: str) -> str:
    """Return the record in a list with the longest page, because most has happened to it."""
    numbers: list[str] = re.findall(rf'href="{pages}(\d+)/', browser.get(f"{pages}{query}", headers=PLAIN).body.decode())
    return max(numbers, key=lambda number: len(browser.get(f"{pages}{number}/{query}", headers=PLAIN).body))


def _asking(browser: Browser, address: str) -> Callable[..., Answer]:
    def ask(**headers: str) -> Answer:
        answer = browser.get(address, headers=headers)
        if answer.status != 200:
            raise RuntimeError(f"{address} answers {answer.status}")
        return answer

    return ask


def _in_turn(asked: Asked) -> None:
    """Ask for each once, then again in other orders, so that what else the machine does affects all alike."""
    order = Random(SEED)  # noqa: S311 - it must be repeatable, not secret
    for number in range(WARM_UP + ROUNDS):
        for cost, ask in order.sample(asked, len(asked)):
            answer = ask()
            if number >= WARM_UP:
                cost.times.append(1000 * answer.took)
                cost.sent = len(answer.body)


def _count(asked: Asked) -> None:
    """Count statements in a separate round, because counting costs time too."""
    for cost, ask in asked:
        headers = ask(**{"X-Count": "1"}).headers
        cost.statements, cost.database_ms = int(headers.get("X-Statements", 0)), float(headers.get("X-Database-Ms", 0))


def _at_once(found: Measured, server: Server, records: dict[str, str]) -> None:
    """Let eight people ask for every page in turn, each starting with another one."""

    def walk(place: int) -> list[tuple[str, float]]:
        browsers = {person: Browser(server.port).sign_in(address) for person, address in PEOPLE.items()}
        pages = [*PAGES[place * 2 :], *PAGES[: place * 2]] * ROUNDS_OF_EIGHT
        return [(page.name, 1000 * _asking(browsers[page.person], page.address.format(**records))().took) for page in pages]

    with ThreadPoolExecutor(EIGHT) as pool:
        for name, took in (each for walked in pool.map(walk, range(EIGHT)) for each in walked):
            found.eight.setdefault(name, Cost()).times.append(took)


def _file(browser: Browser, address: str) -> File:
    for _ in range(WARM_UP):
        answer = browser.get(address, headers=PLAIN)
    return File((answer.body.count(b"\r\n") - 1) / answer.took, 1000 * answer.first_byte)


def _save(found: Measured, browser: Browser, floor: Browser) -> None:
    """Measure a save beside its floor, and the home page after each, when nothing is remembered."""
    for number in range(SAVES):
        note = urlencode({"note": f"Measured {time.time()}"})
        for cost, asked, address in ((found.save_floor, floor, "/floor/save/"), (found.save, browser, "/bench/save/")):
            answer = asked.get(f"{address}{100 + number}/", method="POST", body=note, headers=FORM)
            if answer.status != 200:
                raise RuntimeError(f"{address} answers {answer.status}")
            cost.times.append(1000 * answer.took)
        found.after_a_save.times.append(1000 * browser.get("/").took)


def _writes(found: Measured, browser: Browser, visit: Visit) -> None:
    """Measure what people send, each beside its floor."""
    for write in WRITES:
        cost, floor = found.writes.setdefault(write.name, (Cost(), Cost()))
        for answer, rows in sent(write, browser, visit.records, ROUNDS):
            cost.times.append(1000 * answer.took)
            floor.times.append(1000 * visit.floor.get(f"/floor/rows/?{rows}", method="POST", body="", headers=FORM).took)


ANSWERED = "state=accepted&state=in-progress&state=waiting"
NARROWER = (
    "",
    "&enabler=workforce-redesign",
    "&enabler=workforce-redesign&care_model=UEC",
    f"&vanguard={','.join(map(str, range(1, 61)))}",
)


def _many(found: Measured, browser: Browser) -> None:
    """Change the owner of as many requests as possible at once: the widest selection that is allowed."""
    for narrower in NARROWER:
        asked = f"/support/many/reassign/?all=1&{ANSWERED}{narrower}&preview=1&to-owner=team2@example.com"
        page = browser.get(browser.get(asked).headers.get("Location", asked), headers=PLAIN)
        would = re.search(r"([\d,]+) of [\d,]+ would change", page.body.decode())
        if would is not None:
            break
    else:
        return
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.body.decode())
    body = urlencode({"words": "Measured", "csrfmiddlewaretoken": token[1] if token else ""})
    answer = browser.get(page.address, method="POST", body=body, headers=FORM)
    if answer.status not in (200, 302):
        raise RuntimeError(f"{page.address} answers {answer.status}")
    found.many, found.many_took = int(would[1].replace(",", "")), answer.took
