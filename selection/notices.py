"""Mails about expressions of interest: to their applicants, to people who are asked to read one, and what the team is told once an hour."""

from collections import defaultdict
from collections.abc import Callable, Sequence

from history.recording.changes import OpenChange
from mail.digests import added_by_others
from mail.posting import News, post_many
from pages.counting import several
from people.models import User
from selection.models import Applicant, Expression, ExpressionMove
from selection.workflow import Move, State
from vanguards.news import ended

__all__ = ["ended", "tell_applicants", "tell_reader"]


def tell_applicants(opened: OpenChange, expressions: Sequence[Expression], subject: str, sentence: Callable[[Expression], str]) -> None:
    """Tell the applicants of each expression of interest."""
    told: dict[User, list[tuple[str, str]]] = defaultdict(list)
    by_number = {each.pk: each for each in expressions}
    for applicant in Applicant.objects.filter(expression__in=by_number).select_related("user").order_by("pk"):
        expression = by_number[applicant.expression_id]
        told[applicant.user].append((sentence(expression), expression.get_absolute_url()))
    post_many(opened, {user: (subject, lines) for user, lines in told.items()})


def tell_reader(opened: OpenChange, reader: User, expressions: Sequence[Expression]) -> None:
    """Tell somebody what they are asked to read."""
    lines = [(f"{opened.by} asks you to read “{each.name}” and to give your scores.", each.get_absolute_url()) for each in expressions]
    post_many(opened, {reader: (f"{several(len(lines), 'expression')} of interest to read", lines)})


def expressions_sent(since: int, user: User) -> News:
    """Return the expressions that were sent after this change and are still to be read, for the digest of somebody on the team."""
    sent = ExpressionMove.objects.filter(pk__in=added_by_others(ExpressionMove, since, user), move=Move.SEND, expression__state=State.SENT)
    expressions = [each.expression for each in sent.select_related("expression__round__cohort").order_by("pk")]
    sentence = "“{it}” by {applicant} was sent. Please ask somebody to read it."
    lines = [(sentence.format(it=each.name, applicant=each.applicant), each.get_absolute_url()) for each in expressions]
    return f"{several(len(lines), 'expression')} of interest to read", lines
