"""Every page component with its parameters, drawn with data on record. For people who make pages (`make dev`)."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from board.home import ToDo, for_the_team
from board.search import SearchForm
from board.trends import pictures
from board.trends.months import Span
from board.trends.of_requests import STEPS, Month
from fund.models import FundingLine, Instalment, PublishedAmount
from fund.totals import Beside, Row
from history import clock
from history.feed.lines import lines
from history.feed.said import sentence
from history.models import Change
from history.reading import as_at
from milestones.models import Commitment, CommitmentMove
from milestones.moves import MOVES as REPORTS
from milestones.timeline import vanguard_rows
from milestones.workflow import Move as Reported
from moves.move import offered
from pages.line_of_time import LineOfTime
from pages.lists import Listing
from pages.shortcuts import page
from pages.typed import Typed
from people.models import User
from returns.confidence import Computed
from returns.models import Return
from returns.optimism import Declared
from selection.models import Expression
from selection.queries import Funnel, Step
from spread import benefit_pictures
from spread import pictures as pictures_of_spread
from spread.benefit_queries import with_readings
from spread.models import Adoption, Benefit, Product
from spread.queries import with_givers
from support.filters import RequestFilters
from support.models import Comment, MoveMade, SupportRequest
from support.moves import MOVES
from support.standing import Standing, by_enabler
from support.workflow import Move, State
from vanguards.models import Partnership, Vanguard

FOLDER = Path(settings.ROOT) / "templates" / "components"
HEAD = re.compile(r"\{#(.*?)#\}", re.DOTALL)


def about() -> dict[str, str]:
    """Return the comment at the top of each component's file, which says what it is and takes."""
    return {path.name: HEAD.match(path.read_text(encoding="utf-8"))[1].strip() for path in sorted(FOLDER.glob("*.html"))}  # type: ignore[index]


@login_not_required
@require_safe
def component_list(request: Any) -> HttpResponse:
    """Show the components. Only in DEBUG, with the demonstration's data."""
    request.user = User(name="Whoever makes pages", is_programme_team=True)
    return page(request, "board/component_list.html", about=about(), **_samples(request), **_refusals(), standings=_standings(request))


def _refusals() -> dict[str, Any]:
    form = SearchForm({"q": "ab"})
    form.is_valid()
    return {"form": form, "refused": SimpleNamespace(refusals=[{"text": "This list has no filter “colour”."}])}


def _moves(user: User) -> dict[str, Any]:
    """Return sample moves, offered and made: the record may have none."""
    raised = SupportRequest(pk=1, title="Rotas", state=State.RAISED)
    done = MoveMade(move=Move.ACCEPT, state_before=State.RAISED, state_after=State.ACCEPTED, moved_at=clock.now(), words="We begin in May")
    said = Comment(support_request=raised, words="Thank you", audience=Comment.Audience.SHARED, written_by=user, pk=1)
    reached = CommitmentMove(move=Reported.REACH, state_before="open", state_after="reached", moved_at=clock.now(), moved_by=user)
    done.is_open_ended = False
    done.sentence = sentence([MOVES[Move.ACCEPT].says("this request", "")])
    reached.sentence = sentence([REPORTS[Reported.REACH].says("this commitment", "")])
    return {
        "offered": offered(MOVES, user, raised),
        "story": [(clock.now(), "move", done), (clock.now(), "comment", said)],
        "commitment_offered": offered(REPORTS, user, Commitment(pk=1, state=Reported.REACH.value)),
        "commitment_story": [(clock.now(), "move", reached)],
    }


def _listing(request: Any, requests: Any) -> Listing:
    filters = RequestFilters(request.GET, requests, request=request)
    return Listing(request, filters, sorts={"reference": ["pk"]}, thing=("request", "requests"))


def _with_commitments() -> list[Vanguard]:
    return list(Vanguard.objects.filter(pk__in=Commitment.objects.values("vanguard"))[:1])


def _of_requests(requests: Any) -> dict[str, Any]:
    return {"requests": requests, "to_do_rows": [ToDo(each, "/", ("Accept this request", "/")) for each in requests]}


def _standings(request: Any) -> list[Standing]:
    return by_enabler(request.user, as_at.today())[:2]


def _of_the_board() -> dict[str, Any]:
    """Return returns, what they declare, months of requests, and a page among others."""
    returns = list(Return.objects.for_page().order_by("-state", "pk")[:3])
    for each in returns:
        each.computed_now, each.chased_at = Computed([]), None
    declared = Declared("Acute care collaboration", {"red": 1, "amber": 2, "green": 5, "better": 1}, {"care_model": "ACC"})
    span, many = Span(date(2015, 12, 1), date(2016, 1, 1)), dict.fromkeys(STEPS, 3)
    months = [Month(month, many, dict.fromkeys(STEPS)) for month in span.months]
    turned = SimpleNamespace(previous="#", previous_words="Page 1", next="#", next_words="Page 3")
    vanguard = Vanguard.objects.order_by("pk").first()
    return {
        **_of_funds(),
        **_of_selection(),
        "vanguard": vanguard,
        "returns": returns,
        "declared": [declared],
        "trend": pictures.bars(months, span),
        "turned": turned,
    }


def _of_funds() -> dict[str, Any]:
    """Return funding lines, what they add up to, what money waits, and published amounts."""
    line = next(iter(FundingLine.objects.for_page().with_payments()[:1]), None)
    published = list(PublishedAmount.objects.for_list()[:2])
    sums = {**dict.fromkeys(("asked", "offered", "approved", "matched", "spent"), Decimal(1_250_000)), "paid": None}
    return {
        "funding_lines": [line] if line else [],
        "funding_sums_of_a_year": sums,
        "funding_rows": [Row("2015/16", 1, sums, "#")],
        "published": published,
        "announced": [Beside(each, [("Amounts published for 3 vanguards come to £1 million", "#")]) for each in published],
        "money": [Instalment(line=line, amount=Decimal(1_200_000))] if line else [],
    }


def _of_selection() -> dict[str, Any]:
    """Return how many got how far in a round, and expressions of interest."""
    step = Step("Expressions of interest", 269, share=100)
    steps = Funnel([step, Step("Selected", 29, "#", share=11)], [Step("Not selected", 240, note="not on record one by one")])
    expressions = list(Expression.objects.for_page()[:2])
    for each in expressions:
        each.scored, each.readers = 1, 2
    return {"steps": steps, "expressions": expressions}


def _of_products(user: User) -> dict[str, Any]:
    """Return the first products, with the adoptions of the one that most sites have, and the first benefits."""
    products = list(Product.objects.for_list().order_by("-sites", "pk")[:3])
    adoptions = list(Adoption.objects.for_page().filter(product__in=products[:1]).order_by("since_on", "pk"))
    trees = [pictures_of_spread.tree(each, each.maker_names or "its makers", with_givers(adoptions, user)) for each in products[:1]]
    benefits = with_readings(list(Benefit.objects.for_page().with_latest().order_by("pk")[:3]), user)
    return {"products": products, "adoptions": adoptions, "trees": trees, "benefits": benefits, "benefit_drawn": benefit_pictures.picture}


def _samples(request: Any) -> dict[str, Any]:
    """Return sample data for each component, from the record if there is some."""
    requests = SupportRequest.objects.for_list().order_by("-invented", "pk")
    commitments = list(Commitment.objects.for_page()[:3])
    today = as_at.today()
    line = LineOfTime((day for commitment in commitments for day in commitment.days), today)
    return {
        **_of_requests(requests[:2]),
        "commitments": commitments,
        "fact": Partnership.objects.exclude(certainty="confirmed").first() or SimpleNamespace(certainty="confirmed", certainty_note=""),
        "sourced": SupportRequest.objects.exclude(source=None).select_related("source").first() or SimpleNamespace(source=None),
        "line": line,
        "drawn": [line.row(str(commitment.milestone), [commitment.on(today)]) for commitment in commitments],
        "timeline_rows": vanguard_rows(Commitment.objects.all(), _with_commitments(), today, ()),
        "changes": lines(Change.objects.visible_to(request.user).for_list(request.user).order_by("-made_at")[:2], request.user),
        **_moves(request.user),
        "numbers": for_the_team(request.user, None)["numbers"],
        "listing": _listing(request, requests),
        **_of_the_board(),
        **_of_products(request.user),
        "typed": Typed("/support/SR-0001/comment/", (("words", "Two sites would do."),)),
        "today": today,
    }
