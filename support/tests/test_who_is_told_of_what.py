"""Who is mailed of what is done to a request: written by hand for each move, and held against what is done.

On the request are Salford, led by Sal and Sid, and the Neuro Network, led by Nora. Tess owns it; Tom is of the team as well. Sal gives
Salford's answers; the team's moves are Tom's.
"""

from datetime import date, timedelta

import pytest

from history import clock
from mail.models import Mail
from people.models import User
from support import actions, unanswered
from support.models import SupportRequest
from support.moves import MOVES, make
from support.tests.stories import put
from support.workflow import Helped, Move, State, Who, Word
from vanguards.models import Membership, Organisation, Vanguard

pytestmark = pytest.mark.django_db

EVERY_LEAD = {"Sal", "Sid", "Nora"}
NOBODY: set[str] = set()
TOLD = {
    Move.ACCEPT: {*EVERY_LEAD, "Tess"},  # who owns it from then on
    Move.DECLINE: EVERY_LEAD,
    Move.MERGE: {*EVERY_LEAD, "Sue"},  # Sue leads Sixty, which comes to be on the other request
    Move.START: NOBODY,
    Move.WAIT: EVERY_LEAD,
    Move.RESUME: NOBODY,
    Move.DELIVER: EVERY_LEAD,
    Move.CONFIRM: {"Tess"},
    Move.DISPUTE: {"Tess"},
    Move.TAKE_BACK: {"Tess"},
    Move.WITHDRAW: {"Tess"},
    Move.REPLY: {"Tess"},
    Move.EDIT: NOBODY,
    Move.SILENCE: {"Sal", "Sid"},
    Move.ADD: {"Sue"},
    Move.REMOVE: {"Nora"},
    Move.REOPEN: EVERY_LEAD,
    Move.REASSIGN: {"Ada"},
    Move.RETARGET: EVERY_LEAD,
    Move.ADD_BODY: NOBODY,
    Move.SHARE: NOBODY,
    Move.UNSHARE: NOBODY,
}


@pytest.fixture
def joint(recording, ask, salford, neuro, sal, nora, tess, tom, ada, otto):
    with recording():
        sixty = Vanguard.objects.create(number=60, name="Sixty", care_model=salford.care_model, cohort=salford.cohort)
        for name, vanguard in (("Sid", salford), ("Sue", sixty)):
            user = User.objects.open_account(f"{name.lower()}@example.com", name=name)
            Membership.objects.create(user=user, vanguard=vanguard, starts_on=date(2015, 9, 25))
        Organisation.objects.create(name="NHS Improvement", kind=Organisation.Kind.NATIONAL_BODY)
    return ask("Rotas", salford, neuro)


def told_of(what):
    """Return who gets a mail when this is done."""
    before = Mail.objects.order_by("pk").values_list("pk", flat=True).last() or 0
    what()
    return {mail.to.name for mail in Mail.objects.filter(pk__gt=before).select_related("to")}


def asked(move, ask, tess, ada, neuro):
    """Return what the person who makes the move fills in."""
    sixty, words = Vanguard.objects.get(pk=60), {"words": "So it is"}
    return {
        Move.ACCEPT: lambda: {"owner": tess, "priority": "high", "target_on": clock.today()},
        Move.MERGE: lambda: {"into": ask("Rosters", neuro), **words},
        Move.START: dict,
        Move.RESUME: dict,
        Move.CONFIRM: lambda: {"vanguard": 38, "helped": Helped.YES, **words},
        Move.DISPUTE: lambda: {"vanguard": 38, **words},
        Move.TAKE_BACK: lambda: {"vanguard": 38, **words},
        Move.WITHDRAW: lambda: {"vanguard": 38, **words},
        Move.REPLY: lambda: {"vanguard": 38, **words},
        Move.EDIT: lambda: {"title": "Better rotas", "needed": "Said better", **words},
        Move.ADD: lambda: {"vanguards": [sixty], **words},
        Move.REMOVE: lambda: {"vanguard": 44, **words},
        Move.REASSIGN: lambda: {"owner": ada, **words},
        Move.RETARGET: lambda: {"target_on": clock.today() + timedelta(days=9), **words},
        Move.ADD_BODY: lambda: {"bodies": list(Organisation.objects.filter(name="NHS Improvement")), **words},
        Move.SHARE: dict,
        Move.UNSHARE: dict,
    }.get(move, lambda: words)()


def stood_for(move, joint, tess):
    """Bring a request into the state that the move needs."""
    rule = MOVES[move]
    state = State.DELIVERED if State.DELIVERED in rule.states and rule.of_recipient else rule.states[0]
    joint.shared = move == Move.UNSHARE
    put(joint, state, rule.from_words[0] if rule.from_words else Word.OPEN, tess)
    return SupportRequest.objects.get(pk=joint.pk)


def test_every_move_says_who_is_told():
    assert set(TOLD) == set(Move)


@pytest.mark.parametrize("move", [move for move in Move if move != Move.SILENCE])
def test_a_move_is_told_to_just_these(joint, ask, sal, tess, tom, ada, neuro, move):
    fresh = stood_for(move, joint, tess)
    if move == Move.MERGE:  # Sixty is on it too, and goes along
        make(fresh, Move.ADD, by=tom, vanguards=[Vanguard.objects.get(pk=60)], words="They too")
    by = sal if MOVES[move].who == Who.LEAD else tom
    filled = asked(move, ask, tess, ada, neuro)
    assert told_of(lambda: make(fresh, move, by=by, **filled)) == TOLD[move]


def test_silence_is_told_to_those_whose_it_is(joint, recording, tess):
    put(joint, State.DELIVERED, Word.DELIVERED, tess)
    with recording():
        for recipient in joint.recipients.all():
            later = clock.today() + timedelta(days=5 * (recipient.vanguard_id == 44))
            recipient.asked_on, recipient.silent_on = clock.today(), later
            recipient.save()
    assert told_of(lambda: unanswered.count_silence(clock.today())) == TOLD[Move.SILENCE]


@pytest.mark.parametrize("move", [move for move, rule in MOVES.items() if rule.who == Who.LEAD])
def test_the_words_of_one_vanguard_reach_no_other_and_an_owner_is_not_told_of_their_own_doing(joint, sal, tess, move):
    fresh = stood_for(move, joint, tess)
    make(fresh, move, by=sal, **asked(move, None, tess, None, None))
    assert {mail.to.name for mail in Mail.objects.filter(words__contains="So it is")} == {"Tess"}
    assert not Mail.objects.filter(to=sal, change__made_by=sal).exists()


COMMENTS = {  # who writes for whom, and who is told
    ("sal", "shared"): {"Sid", "Nora", "Tess"},
    ("sal", "to Salford"): {"Sid", "Tess"},
    ("nora", "shared"): {"Sal", "Sid", "Tess"},
    ("nora", "to Neuro"): {"Tess"},
    ("tom", "shared"): {"Sal", "Sid", "Nora", "Tess"},
    ("tom", "to Salford"): {"Sal", "Sid", "Tess"},
    ("tom", "internal"): {"Tess"},
    ("tess", "shared"): {"Sal", "Sid", "Nora"},
    ("tess", "to Neuro"): {"Nora"},
    ("tess", "internal"): NOBODY,
}


@pytest.mark.parametrize(("who", "audience"), COMMENTS)
def test_a_comment_is_told_to_just_these(request, joint, tess, salford, neuro, who, audience):
    put(joint, State.IN_PROGRESS, Word.OPEN, tess)
    to = {"to Salford": ("vanguard", salford), "to Neuro": ("vanguard", neuro)}.get(audience, (audience, None))
    by = request.getfixturevalue(who)
    assert told_of(lambda: actions.comment(joint, by=by, audience=to[0], vanguard=to[1], words="When?")) == COMMENTS[who, audience]


def test_a_new_request_and_a_document_are_told_to_nobody_at_once(joint, sal, salford, enabler):
    assert told_of(lambda: actions.raise_request(by=sal, title="Theatres", needed="Help", vanguards=[salford])) == NOBODY
    assert told_of(lambda: actions.add_documents(joint, by=sal, documents=[("Plan", "https://example.com/plan")])) == NOBODY
