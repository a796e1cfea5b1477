"""The pages that are measured: a new page joins by one line."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """A page, the floor it is held against, and how many times that floor it may cost (docs/reference/performance.md says why).

    In addresses {request}, {vanguard} and {milestone} stand for records in the middle of what was made.
    """

    name: str
    address: str
    floor: str
    bar: float
    person: str = "team"
    as_at: bool = True  # whether it is measured as at a moment too


PAGES = [
    Page("empty page, signed in", "/account/", "empty", 2, as_at=False),
    Page("list of requests", "/support/", "list", 2),
    Page("list of requests, two filters", "/support/?state=raised&enabler=workforce-redesign", "filters", 2),
    Page("list of requests, by target date", "/support/?sort=target", "list", 2),
    Page("list of requests, search", "/support/?q=clinics", "search", 2.5),
    Page("search everything", "/search/?q=clinics", "search", 2.5),
    Page("directory", "/vanguards/", "list", 2),
    Page("milestones", "/milestones/", "list", 2),
    Page("changes", "/changes/", "list", 2, as_at=False),
    Page("one request", "/support/{request}/", "record", 2),
    Page("one vanguard", "/vanguards/{vanguard}/", "record", 2),
    Page("one enabler", "/support/enablers/workforce-redesign/", "record", 2),
    Page("one milestone", "/milestones/{milestone}/", "record", 2),
    Page("home of the team", "/", "home", 1.5),
    Page("home of a lead", "/", "home", 1.5, person="lead"),
    Page("list of requests, for a lead", "/support/", "list", 2, person="lead"),
    Page("changes, for a lead", "/changes/", "list", 2, person="lead", as_at=False),
]

FLOORS = ("empty", "list", "filters", "search", "record", "home")
EXPORT = "/support/export.csv"
EXPORT_ROWS_A_SECOND = 20_000
AS_AT_BAR = 2  # times the same page today
