"""What the programme team is told of returns once an hour; the mails of the moves stand with them."""

from mail.digests import added_by_others
from mail.posting import News
from pages.counting import several
from people.models import User
from returns.models import ReturnMove
from returns.workflow import Move, State


def returns_sent(since: int, user: User) -> News:
    """Return the returns that were sent after this change and still wait to be signed off, for the digest of somebody on the team."""
    sent = ReturnMove.objects.filter(pk__in=added_by_others(ReturnMove, since, user), move=Move.SEND, vanguard_return__state=State.SENT)
    rows = sent.select_related("moved_by", "vanguard_return__vanguard", "vanguard_return__period").order_by("pk")
    said = [(each.moved_by, each.vanguard_return) for each in rows]
    lines = [(f"{who} sent {it.in_a_sentence}. Please sign it off or send it back.", it.get_absolute_url()) for who, it in said]
    return f"{several(len(lines), 'return')} to sign off", lines
