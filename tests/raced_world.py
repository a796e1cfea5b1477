"""The data that people race over. A process of its own makes it, then answers what is on record of a request."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from bench.servers import ROOT
from fund.actions import ask_for
from fund.models import Fund, Instalment
from fund.moves import make as make_of_line
from history import clock
from history.models import Change
from history.recording.changes import change
from milestones import actions
from milestones.models import Commitment
from pages.typed_dates import understand
from people.models import User
from support.models import Comment, MoveMade, Recipient, SupportRequest
from support.moves import make
from support.workflow import Move
from tests.serving import environment
from vanguards.models import CareModel, Cohort, Membership, Vanguard

PASSWORD = "demo-vanguard"
MANY = 8  # requests of each kind; every test takes its own
PROGRAM = "import django; django.setup(); from tests.raced_world import tell; tell()"
PARTS = (MoveMade, Recipient, Comment)


class World:
    """The data, as tests see it."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.untouched: dict[str, list[int]] = self._read()

    def _read(self) -> Any:
        return json.loads(self.process.stdout.readline())  # type: ignore[union-attr]

    def take(self, stands: str) -> int:
        """Return the number of a request in this state that no other test has."""
        return self.untouched[stands].pop()

    def record(self, number: int = 0) -> Any:
        """Return what is on record of this request now, and how much there is in all."""
        print(number, file=self.process.stdin, flush=True)
        return SimpleNamespace(**self._read())


@contextmanager
def world_in(database: str) -> Iterator[World]:
    """Start the process; it ends when nobody asks any more."""
    words = [sys.executable, "-c", PROGRAM]
    pipes: Any = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(words, cwd=ROOT, env=environment(database), **pipes) as process:  # noqa: S603 - our own words
        yield World(process)


# --- in that process --------------------------------------------------------------------------------------------------


def tell() -> None:
    print(json.dumps(_build()), flush=True)  # noqa: T201 - the tests read it
    for line in sys.stdin:
        print(json.dumps(_record(int(line))), flush=True)  # noqa: T201 - the tests read it


def _build() -> dict[str, list[int]]:
    """Return the numbers of requests: raised, for 38; and joint ones: accepted (Tess is the owner), delivered, and disputed by 44. Also of
    commitments promised by 38, and the years in which half of what is approved for 38 can be paid.
    """
    with change(by=None, reason="The world of those who race", source="command"):
        tess, nora = _people()
        raised = {stands: [_ask(stands) for _ in range(MANY)] for stands in ("raised", "accepted", "delivered", "disputed")}
    for each in raised["accepted"] + raised["delivered"] + raised["disputed"]:
        make(each, Move.ACCEPT, by=tess, owner=tess, priority="high", target_on=clock.today() + timedelta(days=30))
    for each in raised["delivered"] + raised["disputed"]:
        make(each, Move.START, by=tess)
        make(each, Move.DELIVER, by=tess, words="Two workshops")
    for each in raised["disputed"]:
        make(each, Move.DISPUTE, by=nora, vanguard=44, words="Nobody came")
    promised = [_promise(tess, place).pk for place in range(MANY)]
    payable = [_fund(tess, 2016 + place) for place in range(MANY)]
    made = {stands: [each.pk for each in requests] for stands, requests in raised.items()}
    return made | {"promised": promised, "payable": payable}


def _fund(by: User, year: int) -> int:
    """Approve £500,000 for vanguard 38 in the financial year that begins in this one, half of it to be paid now. Return the year."""
    with change(by=None, reason="The world of those who race", source="command"):
        fund, _ = Fund.objects.get_or_create(code="transformation", defaults={"name": "Transformation fund"})
    half, asked = Decimal(250_000), {"year": f"{year}/{(year + 1) % 100:02}", "amount": Decimal(500_000), "purpose": "Rotas"}
    line = ask_for(by=by, fund=fund, vanguard=Vanguard.objects.get(pk=38), **asked)
    line = make_of_line(line, "approve", by=by, amount=Decimal(500_000), words="Agreed")
    make_of_line(line, "plan", by=by, amount=half, due_on=clock.today(), condition="none", awaited=None, words="The first half")
    return year


def _promise(by: User, place: int) -> Commitment:
    """Promise a milestone of vanguard 38, far ahead."""
    new = actions.NewMilestone(
        title=f"Operating model {place}", due=understand("March 2099"), vanguards=list(Vanguard.objects.filter(pk=38))
    )
    return actions.make_milestone(new, by=by, words="Agreed").commitments.get()


def _people() -> tuple[User, User]:
    """Add the people: Tess, Tom and Uma are on the programme team, Sal leads 38 and Nora 44."""
    care_model = CareModel.objects.create(code="ACC", name="Acute care collaboration", order=5)
    cohort = Cohort.objects.create(code="acc", name="Acute care collaborations", announced_on=date(2015, 9, 25))
    tess, _, _ = [_open_account(name, is_programme_team=True) for name in ("Tess", "Tom", "Uma")]
    sal, nora = [_open_account(name) for name in ("Sal", "Nora")]
    for lead, number, name in ((sal, 38, "Salford and Wigan Foundation Chain"), (nora, 44, "The Neuro Network")):
        vanguard = Vanguard.objects.create(number=number, name=name, care_model=care_model, cohort=cohort)
        Membership.objects.create(user=lead, vanguard=vanguard, starts_on=date(2015, 9, 25))
    return tess, nora


def _open_account(name: str, **roles: bool) -> User:
    return User.objects.open_account(f"{name.lower()}@example.com", PASSWORD, name=name, **roles)  # type: ignore[no-any-return]


def _ask(stands: str) -> SupportRequest:
    support_request: SupportRequest = SupportRequest.objects.create(title=f"Rotas, {stands}", needed="Help with rotas.")
    for number in (38,) if stands == "raised" else (38, 44):
        support_request.recipients.create(vanguard_id=number)
    return support_request


def _record(number: int) -> dict[str, Any]:
    found = SupportRequest.objects.filter(pk=number).select_related("owner").first()
    moves = MoveMade.objects.filter(support_request=number).select_related("moved_by")
    return {
        "state": found and found.state,
        "owner": found and str(found.owner),
        "words": list(Recipient.objects.filter(support_request=number).values_list("vanguard_id", "word")),
        "moves": [[each.move, each.vanguard_id, each.state_before, each.state_after, str(each.moved_by)] for each in moves],
        "comments": Comment.objects.filter(support_request=number).count(),
        "versions": {"SupportRequest": _versions(SupportRequest, id=number)}
        | {part.__name__: _versions(part, support_request=number) for part in PARTS},
        "raised_here": list(SupportRequest.objects.exclude(raised_on=None).values_list("pk", flat=True)),
        "instalments": list(
            Instalment.objects.filter(line__year__startswith=str(number)).order_by("number").values_list("number", "state")
        ),
        "changes": Change.objects.count(),
    }


def _versions(model: Any, **which: int) -> list[tuple[int, bool]]:
    """Return the number of the record of each version, and whether it is the current one."""
    found = model.version_model().objects.filter(**which).order_by("id", "history_date").values_list("id", "valid_until")
    return [(number, until is None) for number, until in found]
