"""The pages that are measured; a new page needs one line."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """A page, its floor (bench/floor_statements.py), and how many times that floor it may cost.

    Addresses use {request} (a closed one, with a whole life behind it), {open} (one in progress), {vanguard}, {milestone}, {commitment} (a
    reached one), {period}, {return} (a signed-off one), {line}, {product} and {last} (the list's last page).

    `flat`: it shows as many rows at any size, so it may cost no more at a larger one. A search is not flat: it ranks up to a thousand hits,
    and S has 26. A last page, the tenth at S and the thousandth at L, is compared with the first page of its size.

    `past_ms`: what it may cost at an earlier moment if it counts what a filter or search selects, for which the past has no index;
    otherwise AS_AT_BAR times what it costs today.
    """

    name: str
    address: str
    floor: str
    bar: float
    person: str = "team"
    as_at: bool = True  # whether it is measured at an earlier moment too
    flat: bool = True
    past_ms: float = 0


TWO_FILTERS = "state=in-progress&state=accepted&enabler=workforce-redesign"
PAGES = [
    Page("empty page, signed in", "/cookies/", "empty", 2, as_at=False),
    Page("list of requests", "/support/", "list", 2),
    Page(
        "list of requests, two filters",
        "/support/?state=in-progress&state=accepted&enabler=workforce-redesign",
        "filters",
        2,
        flat=False,
        past_ms=300,
    ),
    Page("list of requests, by target date", "/support/?sort=target", "target", 2),
    Page("list of requests, its last page", "/support/?page={last}", "page: list of requests", 1.3, as_at=False, flat=False),
    Page("list of requests, search", "/support/?q=clinics", "search", 2.5, flat=False, past_ms=300),
    Page("search everything", "/search/?q=clinics", "search everything", 2.5, flat=False, past_ms=300),
    Page("directory", "/vanguards/", "directory", 2),
    Page("milestones", "/milestones/", "milestones", 2, flat=False),
    Page("changes", "/changes/", "changes", 2, as_at=False),
    Page("one request", "/support/{request}/", "request", 2),
    Page("one vanguard", "/vanguards/{vanguard}/", "vanguard", 2, flat=False),
    Page("one vanguard, for a visit", "/vanguards/{vanguard}/visit/", "visit", 2, flat=False),
    Page("one enabler", "/support/enablers/workforce-redesign/", "enabler", 2, flat=False),
    Page("what others asked and got, for a lead", "/support/asked-by-others/", "list", 2, person="lead", flat=False),
    Page("numbers by enabler and body", "/support/numbers/", "home", 1.5, past_ms=300),
    Page("heat map", "/heat-map/", "heat map", 2, flat=False, past_ms=300),
    Page("heat map, those with most first", "/heat-map/?sort=most", "heat map", 2, flat=False, past_ms=300),
    Page("trends", "/trends/", "trends", 2, flat=False, past_ms=300),
    Page("the form of a new request", "/support/new/", "list", 2, as_at=False),
    Page("the form of a move", "/support/{open}/add-vanguards/", "request", 2, as_at=False),
    Page("mail", "/mail/", "list", 2, flat=False),
    Page("one milestone", "/milestones/{milestone}/", "milestone", 2),
    Page("commitments", "/milestones/commitments/", "commitments", 2),
    Page("commitments, two filters", "/milestones/commitments/?status=reached&key=yes", "commitments filtered", 2, flat=False, past_ms=300),
    Page("one commitment", "/milestones/commitments/{commitment}/", "commitment", 2),
    Page("timeline, a row for each vanguard", "/milestones/timeline/?time=all", "timeline", 2, flat=False, past_ms=300),
    Page(
        "timeline, a row for each milestone",
        "/milestones/timeline/?time=all&by=milestone",
        "timeline of milestones",
        2,
        flat=False,
        past_ms=300,
    ),
    Page("where time was lost", "/milestones/slips/", "slips", 2, flat=False, past_ms=300),
    Page("returns of a period", "{period}", "returns", 2, flat=False, past_ms=300),
    Page("list of returns", "/returns/all/", "returns", 2),
    Page("one return, signed off", "{return}", "return", 2, flat=False),
    Page("confidence beside the record", "/returns/confidence/", "confidence", 2, flat=False, past_ms=300),
    Page("selection rounds", "/rounds/", "rounds", 2, flat=False, past_ms=300),
    Page("expressions of interest", "/rounds/expressions/", "expressions", 2),
    Page("what funds add up to", "/fund/", "funds", 2, flat=False, past_ms=300),
    Page("funding lines", "/fund/lines/", "funding", 2, flat=False, past_ms=300),
    Page("one funding line", "{line}", "funding line", 2, flat=False),
    Page("list of products", "/products/", "products", 2, flat=False, past_ms=300),
    Page("one product", "{product}", "product", 2, flat=False),
    Page("adoptions", "/products/adoptions/", "adoptions", 2),
    Page("benefits, each with its picture", "/benefits/", "benefits", 2),
    Page("how far products have spread", "/products/reach/", "reach", 2, flat=False, past_ms=300),
    Page("home of the team", "/", "home", 1.5),
    Page("home of a lead", "/", "home of a lead", 1.5, person="lead"),
    Page("list of requests, for a lead", "/support/", "list of a lead", 2, person="lead", flat=False),
    Page("changes, for a lead", "/changes/", "changes of a lead", 2, person="lead", as_at=False),
]

EXPORT = "/support/export.csv"
EXPORT_ROWS_A_SECOND = 20_000  # half as many at an earlier moment
FIRST_BYTE_MS = 200
MANY_A_SECOND = 250  # requests moved at once: 5,000 in twenty seconds
SAVE_BAR = 2  # times a floor of one UPDATE and one INSERT
AS_AT_BAR = 2  # times the same page today
FLAT_BAR = 1.2  # times the same page at the smallest size measured
KB_SENT = 100
