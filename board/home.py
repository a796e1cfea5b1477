"""What each role sees on its home page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from board.home_numbers import beside_last_week, confidence_now
from board.waiting import waiting_for
from history import clock
from history.models import Change
from history.reading import as_at
from history.reading.prepared import prepared
from history.reading.remembered import until_the_next_change
from milestones.filters import DAYS_AHEAD
from milestones.models import Commitment, Milestone
from milestones.queries import with_ledgers
from pages.counting import AT_A_GLANCE, count, counted
from pages.dates import Precision, around
from pages.links import link, url
from pages.lists import in_order
from people.models import User
from people.names import team
from returns.models import Return
from returns.workflow import WITH_THE_LEADS
from support.filters import QUEUES, state_words
from support.models import MoveMade, Recipient, SupportRequest
from support.moves import NEXT
from support.moves.base import MoveOfRequest
from support.moves.leads import Confirm, Dispute, Reply
from support.moves.work import Deliver
from support.queries import questions_to, rows_of_the_list
from support.sorting import SORTS
from support.workflow import DONE_WITH, State, Word
from vanguards.models import Vanguard
from vanguards.queries import funding_lines

IN_ONE_GLANCE = 10
MOST_TO_TALK_ABOUT = 100

STANDINGS = [
    (label, states, state_words(states))
    for label, states in (
        ("Raised, not accepted yet", [State.RAISED]),
        ("Accepted or in progress", [State.ACCEPTED, State.IN_PROGRESS]),
        ("Waiting for the vanguards", [State.WAITING]),
        ("Delivered", [State.DELIVERED]),
        ("Closed, declined or merged", [State.CLOSED, State.DECLINED, State.MERGED]),
    )
]


@dataclass(frozen=True)
class Pile:
    """A number that links to what it counts: its name, how many there are, the address of all of them, and the first few."""

    label: str
    count: int
    address: str
    rows: Any = ()
    note: str = ""


@dataclass(frozen=True)
class ToDo:
    """A request that needs somebody: its address in its queue, and what to do next, with a link. `asks`: the move, where the row itself can
    ask for all that it takes.
    """

    record: SupportRequest
    address: str
    action: tuple[str, str] | None
    asks: str = ""


@dataclass(frozen=True)
class Asked:
    """What a vanguard is asked on a request: the team's `question` with the `day` it was asked or, without a question, its answer to a
    delivery by that `day`. `moves` holds the ways to answer, in words and addresses.
    """

    record: SupportRequest
    question: str
    day: date | None
    moves: Sequence[tuple[str, str]]

    @property
    def is_a_reply(self) -> bool:
        return bool(self.question) or self.record.state == State.WAITING


def for_the_team(user: User, since: datetime | None) -> dict[str, Any]:
    """Return the team's queues and what is overdue, each with its number, the address of exactly those rows, and the first few. `me`: what
    this person is called where somebody is chosen.
    """
    late, disputed, due, new, unowned, overdue, proposed, ahead, moved_out = _piles(user, as_at.today())
    returns_late = _returns_late(user, as_at.today())
    six = beside_last_week([late, overdue, disputed, new, returns_late, ahead], user, as_at.today())
    return {
        "numbers": [*six, proposed, due, unowned, moved_out, *_what_changed(user, since)],
        "confidence": confidence_now(user),
        "decide": [pile for pile in (new,) if pile.count],
        "chase": [pile for pile in (disputed, late) if pile.count],
        "look_after": [pile for pile in (due,) if pile.count],  # most unowned requests are new ones, which are shown already
        "overdue": overdue,
        "waiting": waiting_for(user),
        "returns_late": returns_late,
        "proposed": proposed,
        "me": team().words_for(user.pk),
    }


@until_the_next_change
def _piles(user: User, day: date) -> tuple[Pile, ...]:
    """Return the same piles for everybody on the team, kept until the next change. Requests: late, disputed, due, new and unowned.
    Milestones: overdue, dates waiting for the team, due within thirty days, and moved out of this quarter. A request is shown once, in the
    queue that matters most.
    """
    shown: set[int] = set()
    disputed, late, due = (_queue(user, queue, "target", day, shown) for queue in ("disputed", "late", "due"))
    new, unowned = _queue(user, "new", "-reference", day, shown), _how_many(user, "unowned", day)
    commitments = Commitment.objects.visible_to(user)
    due_soon, moved = commitments.due(day, day + timedelta(days=DAYS_AHEAD)), commitments.moved_out_of(around(day, Precision.QUARTER))
    ahead = Pile("Milestones due in thirty days", count(due_soon), _commitments(due="next-30-days", status="open"))
    moved_out = Pile("Milestones moved to a later quarter", count(moved), _commitments(due="moved-out"))
    return late, disputed, due, new, unowned, _overdue(user, day), _proposed(commitments), ahead, moved_out


@until_the_next_change
def _returns_late(user: User, day: date) -> Pile:
    return Pile("Returns late", count(Return.objects.visible_to(user).latest_editions().late(day)), url("return_list", state="late"))


def _commitments(**query: str) -> str:
    return url("commitment_list", **query)


def _proposed(commitments: Any) -> Pile:
    """Return the dates waiting for the team, soonest expected first."""
    waiting = commitments.with_a_proposal()
    rows = with_ledgers(waiting.for_page().order_by("expected_until", "pk")[:AT_A_GLANCE])
    return Pile("Dates to approve", count(waiting), _commitments(waiting="team"), rows)


def _how_many(user: User, queue: str, day: date) -> Pile:
    return Pile(QUEUES[queue], count(SupportRequest.objects.visible_to(user).in_queue(queue, user, day)), url("request_list", queue=queue))


def _queue(user: User, queue: str, sort: str, day: date, shown: set[int]) -> Pile:
    """Return a queue with its number and the first few requests that are not in `shown`, and add these to it. Their numbers are read first,
    because an index has them.
    """
    requests = SupportRequest.objects.visible_to(user)
    rows = requests.in_queue(queue, user, day)
    first = list(rows.order_by(*in_order(SORTS, sort)).values_list("pk", flat=True)[: AT_A_GLANCE + len(shown)])
    places = {number: at for at, number in enumerate(first) if number not in shown}
    numbers = [*places][:AT_A_GLANCE]
    shown.update(numbers)
    said = {each.pk: each for each in rows_of_the_list(numbers, user)} if numbers else {}
    to_do = [_to_do(said[number], f"queue={queue}&sort={sort}", places[number]) for number in numbers if number in said]
    return replace(_how_many(user, queue, day), rows=to_do)


def _to_do(support_request: SupportRequest, query: str, at: int) -> ToDo:
    """Return what to do next with a request, with its place in the queue so that people can go on to the next one."""
    place = {"from": query, "at": str(at)}
    move = NEXT.get(State(support_request.state))
    reference = support_request.reference
    address = link(support_request, **place)
    if move is None or as_at.moment() is not None:
        return ToDo(support_request, address, None)
    for_many = len((support_request.vanguard_names or "").splitlines()) > 1
    asks = "" if move is Deliver and for_many else move.slug  # of several vanguards it is asked who got it
    return ToDo(support_request, address, (move.label, url("request_move", reference, move.slug, **place)), asks)


def _overdue(user: User, day: date) -> Pile:
    """Return the overdue milestones, counted as their list does, and the oldest overdue commitments."""
    overdue = Commitment.objects.visible_to(user).overdue(day)
    commitments, milestones = count(overdue), count(Milestone.objects.visible_to(user).with_commitment(overdue))
    note = f"{counted(commitments)} commitment{'s' if commitments != 1 else ''}" if commitments else ""
    rows = with_ledgers(overdue.for_page().order_by("expected_until", "pk")[:AT_A_GLANCE])
    return Pile("Milestones overdue", milestones, url("milestone_list", status="overdue"), rows, note)


def _what_changed(user: User, since: datetime | None) -> list[Pile]:
    """Return how much changed since they last signed in, or in the last seven days if it is their first time; nothing in the past."""
    if as_at.moment() is not None:
        return []
    words = "Changes since your last sign-in" if since else "Changes in seven days"
    begin = since or clock.start_of(clock.today() - timedelta(days=7))
    address = url("change_list", since=begin.strftime("%Y-%m-%dT%H:%M:%SZ") if since else clock.in_london(begin).date().isoformat())
    return [Pile(words, count(Change.objects.visible_to(user).since(begin)), address)]


def for_a_lead(user: User) -> list[dict[str, Any]]:
    """Return each vanguard they lead, with its requests (most pressing first), its milestones, and people to talk to."""
    owed = _owed(user.led_vanguard_ids, user, as_at.today())
    return [
        _of_a_vanguard(user, vanguard) | {"returns": [each for each in owed if each.vanguard_id == vanguard.pk]}
        for vanguard in _vanguards(user.led_vanguard_ids, user)
    ]


@prepared
def _owed(numbers: list[int], user: User, day: date) -> Any:
    """Return the returns of these vanguards that their leads still have to send, the first that is due first."""
    open_ones = Return.objects.visible_to(user).filter(vanguard__in=numbers, period__opens_on__lte=day, state__in=WITH_THE_LEADS)
    return open_ones.select_related("period").order_by("period__due_on", "edition")


@prepared
def _vanguards(numbers: list[int], user: User) -> Any:
    return Vanguard.objects.visible_to(user).filter(pk__in=numbers).order_by("number")


@prepared
def _states(number: int, user: User) -> Any:
    return Recipient.objects.visible_to(user).filter(vanguard=number).counted_by_state(user)


@prepared
def _most_pressing(number: int, user: User, day: date) -> Any:
    return Recipient.objects.visible_to(user).filter(vanguard=number).with_requests(user).most_pressing_first(day)[:IN_ONE_GLANCE]


@prepared
def _with_an_owner(number: int, user: User, day: date) -> Any:
    return Recipient.objects.visible_to(user).filter(vanguard=number).on_open_requests_with_an_owner(day)[:MOST_TO_TALK_ABOUT]


@prepared
def _next_commitments(number: int, user: User) -> Any:
    """Return the next commitments, with one more than the page shows so that it knows there are more."""
    return Commitment.objects.visible_to(user).filter(vanguard=number).for_page().next_first()[: AT_A_GLANCE + 1]


def _of_a_vanguard(user: User, vanguard: Vanguard) -> dict[str, Any]:
    number = vanguard.pk
    states: dict[Any, int] = dict(_states(number, user))
    recipients = list(_most_pressing(number, user, as_at.today()))
    return {
        "vanguard": vanguard,
        "asked": _asked_of(recipients, user),
        "numbers": [
            Pile(label, sum(states.get(state, 0) for state in of_it), url("request_list", vanguard=vanguard.pk, state=words))
            for label, of_it, words in STANDINGS
        ],
        "recipients": recipients,
        "count": sum(states.values()),
        "commitments": with_ledgers(_next_commitments(number, user)),
        "funding_lines": list(funding_lines(number, user)),
        "people": _whom_to_talk_to(_with_an_owner(number, user, as_at.today())),
    }


def _asked_of(recipients: Iterable[Recipient], user: User) -> list[Asked]:
    """Return what a vanguard is asked on these requests: an answer to a delivery, or a reply to the team."""
    answers = [each for each in recipients if each.word == Word.DELIVERED]
    waiting = [each for each in recipients if each.support_request.state == State.WAITING and each.word not in DONE_WITH]
    questions = {each.support_request_id: each for each in questions_to([each.support_request_id for each in waiting], user)}
    return [
        *(Asked(each.shown_request, "", each.last_day if each.silent_on else None, _moves(each, Confirm, Dispute)) for each in answers),
        *(Asked(each.shown_request, *_question(questions, each), _moves(each, Reply)) for each in waiting if each not in answers),
    ]


def _question(questions: Mapping[int, MoveMade], recipient: Recipient) -> tuple[str, date | None]:
    """Return what the team asked for and when; ("", None) if that is not on record for this person."""
    asked = questions.get(recipient.support_request_id)
    return (asked.words, clock.in_london(asked.moved_at).date()) if asked is not None else ("", None)


def _moves(recipient: Recipient, *moves: type[MoveOfRequest]) -> list[tuple[str, str]]:
    """Return the words and addresses of moves for their own part; none in the past."""
    reference = recipient.shown_request.reference
    return [] if as_at.moment() else [(move.label, url("request_move", reference, move.slug)) for move in moves]


def _whom_to_talk_to(recipients: Iterable[Recipient]) -> list[tuple[User, list[SupportRequest]]]:
    """Return the owners of these requests, each with their requests; the owner with most comes first."""
    owned: dict[User, list[SupportRequest]] = {}
    for support_request in (recipient.support_request for recipient in recipients):
        if support_request.owner is not None:
            owned.setdefault(support_request.owner, []).append(support_request)
    return sorted(owned.items(), key=lambda item: (-len(item[1]), item[0].name))
