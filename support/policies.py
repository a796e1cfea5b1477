"""Who may make which move, and why not: the sentence is what the person reads beside the move, and when they try it all the same."""

from people.models import User
from people.verdict import ALLOWED, Verdict, refused
from support.models import MoveMade, Recipient, SupportRequest
from support.workflow import TABLE, Move, Rule, State, Who, Word

DONE = {
    Move.ACCEPT: "accepted",
    Move.DECLINE: "declined",
    Move.MERGE: "merged into another",
    Move.START: "started",
    Move.WAIT: "set to wait",
    Move.RESUME: "resumed",
    Move.DELIVER: "delivered",
    Move.CONFIRM: "confirmed",
    Move.DISPUTE: "disputed",
    Move.WITHDRAW: "withdrawn from",
    Move.SILENCE: "counted as not confirmed",
    Move.REOPEN: "reopened",
    Move.REASSIGN: "given to somebody else",
    Move.RETARGET: "given another target date",
}


def may_move(user: User | None, support_request: SupportRequest, move: Move, recipient: Recipient | None = None) -> Verdict:
    """Whether this person (None: the app itself) may make this move now; a move of one recipient, whether for that one."""
    rule = TABLE[move]
    verdict = _is_theirs(user, rule, recipient)
    if verdict and State(support_request.state) not in rule.states:
        return refused(f"{_where_it_stands(support_request)} Only a request that is {_one_of(rule)} can be {DONE[move]}.")
    if verdict and recipient is not None and Word(recipient.word) not in rule.words:
        return refused(_what_it_says(recipient, move))
    return verdict


def may_change_requests(user: User) -> Verdict:
    if not (user.is_programme_team or user.is_administrator):
        return refused("Only the programme team can do this.")
    return ALLOWED


def _is_theirs(user: User | None, rule: Rule, recipient: Recipient | None) -> Verdict:
    if rule.who == Who.APP:
        return ALLOWED if user is None else refused("This is done by the app itself, when nothing was said for ten working days.")
    if user is None:
        return refused("This is done by people, not by the app itself.")
    if rule.who == Who.TEAM:
        verdict = may_change_requests(user)
        return verdict if verdict else refused(f"Only the programme team can say that a request is {DONE[rule.move]}.")
    if recipient is None or recipient.vanguard_id not in user.led_vanguard_ids:
        return refused("Only those who lead a vanguard on the request can do this, for their own vanguard.")
    return ALLOWED


def _where_it_stands(support_request: SupportRequest) -> str:
    """In words; with who of the team made it so and when, where that is on record."""
    stands = f"The request is {support_request.get_state_display().lower()}"
    last: MoveMade | None = support_request.moves.filter(state_after=support_request.state, vanguard=None).last()
    if last is None or last.moved_by is None:
        return f"{stands}."
    return f"{stands}, since {last.when}; {last.moved_by} made it so."


def _one_of(rule: Rule) -> str:
    return " or ".join([", ".join(state.label.lower() for state in rule.states[:-1]), rule.states[-1].label.lower()]).removeprefix(" or ")


def _what_it_says(recipient: Recipient, move: Move) -> str:
    if recipient.word == Word.OPEN:
        return "Nothing was delivered yet: when it is, you will be asked for your word."
    return f"Your vanguard’s word is “{recipient.get_word_display().lower()}”: it can no longer be {DONE[move]}."
