"""Every move of an expression of interest: what it asks, what it does and who is told."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms

from history import clock
from history.recording.bulk import create_all
from history.recording.changes import OpenChange
from moves import move
from moves.forms import MoveForm, MoveFormSince
from moves.making import make_of_one
from pages import dates
from pages.counting import several
from pages.fields import TypedWords, words_field
from pages.plain_words import plain
from people.fields import NameField
from people.models import User
from people.policies import may_do_the_teams_work
from people.verdict import ALLOWED, Verdict, refused
from selection import becoming, notices
from selection.models import Expression, ExpressionMove, Review
from selection.policies import may_be_sent, may_decide, may_fill_in, may_take
from selection.workflow import TO_DECIDE, UNDECIDED, WRITABLE, Move, State, Who
from support.forms.shared import OF_THE_TEAM

READ_BY = "The applicants and the programme team can read this."


class MoveOfExpression(move.Move):
    """A move of an expression of interest. When the programme team makes it, its applicants get a mail (`subject`, `told`)."""

    who = Who.TEAM
    asks: ClassVar[type[MoveForm]] = MoveFormSince
    subject: ClassVar[str] = ""
    told: ClassVar[str] = ""  # in braces: the expression, the workshop, and the words

    SUCH = "an expression that is"
    GONE = "This expression of interest has been removed."

    def read(self, numbers: Sequence[int]) -> list[Expression]:
        return list(Expression.objects.visible_to(self.by).for_page().filter(pk__in=numbers).order_by("name", "pk"))

    def is_theirs(self, expression: Expression) -> Verdict:
        return may_do_the_teams_work(self.by) if self.who == Who.TEAM else may_fill_in(self.by, expression)

    def do(self, opened: OpenChange, expressions: Sequence[Expression]) -> None:
        self.moment = opened.moment
        super().do(opened, expressions)

    def note(self, opened: OpenChange, expression: Expression, before: str) -> ExpressionMove:
        stands = {"state_before": before, "state_after": expression.state, "words": self.said}
        return ExpressionMove(expression=expression, move=self.name, moved_by=opened.by, moved_at=opened.moment, **stands)

    def tell(self, opened: OpenChange, expressions: Sequence[Expression]) -> None:
        if self.told and may_do_the_teams_work(self.by):
            notices.tell_applicants(opened, expressions, self.subject, self.sentence)

    def sentence(self, expression: Expression) -> str:
        """Return what its applicants are told."""
        return self.told.format(it=expression.name, workshop=expression.workshop, words=notices.ended(self.said)).strip()

    def became(self, expression: Expression) -> str:
        return f"This expression of interest is now “{expression.get_state_display().lower()}”."


class SendForm(MoveFormSince):
    """If the round has closed, why it comes late."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.record is not None and self.record.round.is_late(clock.today()):
            closed = dates.on(self.record.round.last_day)
            self.fields["late_reason"] = words_field(f"The round closed on {closed}. Why does this come late?", "Enter why this comes late")


class Send(MoveOfExpression):
    name, done, states, to = Move.SEND, "sent", WRITABLE, State.SENT
    who, asks, did = Who.APPLICANT, SendForm, "sent {it}"
    words = words_field("Anything the programme team should know? (optional)", "", required=False, hint=READ_BY)

    def may(self, expression: Expression) -> Verdict:
        verdict = super().may(expression) and may_take(expression.round, clock.today())
        return may_be_sent(expression) if verdict else verdict

    def fits(self, expression: Expression) -> Verdict:
        if expression.round.is_late(clock.today()) and not self.asked.get("late_reason"):
            return refused("The round has closed by now. Say why this comes late.")
        return ALLOWED

    def values(self, expression: Expression) -> dict[str, Any]:
        kept = expression.late_reason
        return {"sent_by": self.by, "sent_at": self.moment, "late_reason": self.asked.get("late_reason") or kept}


class SendBack(MoveOfExpression):
    name, done, did, states, to = Move.SEND_BACK, "sent back", "sent back {it}", (State.SENT,), State.SENT_BACK
    IS_MAIN = False
    words = words_field("What is missing or wrong?", "Enter what is missing or wrong", hint=READ_BY)
    subject, told = "Your expression of interest was sent back", "The programme team sent back “{it}”: {words}"


class AskReaderForm(MoveForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reader"] = NameField("Who should read it?", offers=OF_THE_TEAM)


class AskReader(MoveOfExpression):
    """Ask somebody of the team to read it and score it. Their scores stay hidden from other readers until those have given theirs."""

    name, done, did, states = Move.READER, "given to a reader", "asked somebody to read {it}", TO_DECIDE
    asks, IS_MAIN = AskReaderForm, True

    def may(self, expression: Expression) -> Verdict:
        verdict, reviews = super().may(expression), expression.reviews.all()
        if verdict and any(review.handed_in_at for review in reviews) and not any(review.is_waiting for review in reviews):
            return refused("All its scores are in and can be read, so nobody else can be asked.")
        return verdict

    def fits(self, expression: Expression) -> Verdict:
        reader = self.asked["reader"]
        if any(review.reader_id == reader.pk for review in expression.reviews.all()):
            return refused(f"{reader} has been asked already.")
        own = any(applicant.user_id == reader.pk for applicant in expression.applicants.all())
        return refused(f"{reader} writes this expression, so somebody else has to read it.") if own else ALLOWED

    def will(self, expression: Expression) -> str:
        return f"{self.asked['reader']} is asked to read it"

    def change_parts(self, opened: OpenChange, expressions: Sequence[Expression]) -> None:
        reader = self.asked["reader"]
        create_all([Review(expression=each, reader=reader, asked_by=opened.by) for each in expressions])

    def tell(self, opened: OpenChange, expressions: Sequence[Expression]) -> None:
        notices.tell_reader(opened, self.asked["reader"], expressions)

    def became(self, expression: Expression) -> str:
        return f"{self.asked['reader']} has been asked to read it."


class InviteForm(MoveForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["workshop"] = TypedWords(
            label="When and where is the workshop?",
            max_length=200,
            help_text="For example, 9 February 2016, 10am, Leeds. The applicants get this by mail.",
            error_messages={"required": "Enter when and where it is", "max_length": "Keep it to 200 characters or fewer"},
        )


class Invite(MoveOfExpression):
    name, done, did, states, to = Move.INVITE, "invited", "invited {it} to the workshop", (State.SENT,), State.INVITED
    asks, sets = InviteForm, ("workshop",)
    subject, told = "You are invited to the workshop", "The programme team invites you to the workshop about “{it}”: {workshop}."

    def values(self, expression: Expression) -> dict[str, Any]:
        return {**super().values(expression), "invited_at": self.moment}

    def will(self, expression: Expression) -> str:
        waiting = sum(review.is_waiting for review in expression.reviews.all())
        return f"Invited to the workshop; {several(waiting, 'reader')} to give scores yet" if waiting else "Invited to the workshop"


class Decision(MoveOfExpression):
    """A decision. Once all that was sent in a round that has closed is decided or withdrawn, the round counts as announced."""

    states = TO_DECIDE

    def is_theirs(self, expression: Expression) -> Verdict:
        return may_decide(self.by)

    def may(self, expression: Expression) -> Verdict:
        verdict, round_ = super().may(expression), expression.round
        if verdict and round_.last_day is not None and not round_.is_late(clock.today()):
            return refused(f"The round closes on {dates.on(round_.last_day)}. Decide after that.")
        return verdict

    def values(self, expression: Expression) -> dict[str, Any]:
        return {"decided_at": self.moment}

    def do(self, opened: OpenChange, expressions: Sequence[Expression]) -> None:
        super().do(opened, expressions)
        becoming.announce({each.round for each in expressions})


class Select(Decision):
    """It becomes a vanguard, with its number, partners, leads and what it asked for, in the same change."""

    name, done, did, to = Move.SELECT, "selected", "selected {it}", State.SELECTED
    words = words_field("What do you want to say? (optional)", "", required=False, hint=READ_BY)
    subject, told = "You are selected as a vanguard", "“{it}” is selected as a vanguard. {words}"

    def fits(self, expression: Expression) -> Verdict:
        if expression.care_model_id is None:
            return refused("It does not say its care model.")
        alike = [other for other in self.records if plain(other.name) == plain(expression.name)]
        if len(alike) > 1 or becoming.has_a_vanguard(expression.name):
            return refused("There is a vanguard of that name already. Change the name of the expression first.")
        return ALLOWED

    def will(self, expression: Expression) -> str:
        return becoming.preview(expression)

    def change_parts(self, opened: OpenChange, expressions: Sequence[Expression]) -> None:
        self.became_vanguards = becoming.make_vanguards(expressions, by=self.by)

    def values(self, expression: Expression) -> dict[str, Any]:
        return {**super().values(expression), "vanguard": self.became_vanguards[expression.pk], "feedback": self.said}

    def became(self, expression: Expression) -> str:
        return f"It is vanguard {expression.vanguard_id} now."


class TurnDown(Decision):
    name, done, did, to = Move.NOT_SELECT, "turned down", "turned down {it}", State.NOT_SELECTED
    IS_MAIN = False
    words = words_field("What should they know?", "Enter what they should know", hint=f"Your feedback. {READ_BY}")
    subject, told = "Your expression of interest was not selected", "“{it}” was not selected. {words}"

    def values(self, expression: Expression) -> dict[str, Any]:
        return {**super().values(expression), "feedback": self.said}


class Withdraw(MoveOfExpression):
    name, done, did, states, to = Move.WITHDRAW, "withdrawn", "withdrew {it}", UNDECIDED, State.WITHDRAWN
    who, IS_MAIN = Who.APPLICANT, False
    words: ClassVar[forms.Field | None] = words_field("Why?", "Enter why it is withdrawn", hint=READ_BY)
    subject, told = "Your expression of interest was withdrawn", "The programme team withdrew “{it}” for you: {words}"

    def do(self, opened: OpenChange, expressions: Sequence[Expression]) -> None:
        super().do(opened, expressions)
        becoming.announce({each.round for each in expressions})


MOVES: dict[str, type[MoveOfExpression]] = move.workflow(Send, AskReader, Invite, Select, SendBack, TurnDown, Withdraw)
OF_MANY = (AskReader, Invite)  # moves that the list offers for many; decisions have a page of their own


def make(expression: Expression, name: str, *, by: User, since: Any = None, **asked: Any) -> Expression:
    """Make a move on one expression. Raise Refused if it cannot be made now, or if somebody changed it after `since`."""
    made: Expression = make_of_one(MOVES[name](by, **asked), expression, since=since)
    return made
