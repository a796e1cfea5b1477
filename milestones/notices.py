"""Mails about commitments, besides those of moves: new ones, to leads; dates that wait, to the team in one digest."""

from collections.abc import Sequence

from history.recording.changes import OpenChange
from mail import posting
from mail.digests import added_by_others
from milestones.models import Commitment, Forecast
from pages.counting import several
from people.models import User
from vanguards import news
from vanguards.news import News, ended


def tell_of_new(opened: OpenChange, commitments: Sequence[Commitment], words: str) -> None:
    """Write mails about new milestones to the leads of their vanguards."""
    news.tell(opened, [_of_new(each, words) for each in commitments if each.vanguard_id], things="milestones")


def dates_that_wait(since: int, user: User) -> posting.News:
    """Return dates that others proposed after this change and that still wait, for the digest of somebody on the team."""
    by_others = added_by_others(Forecast, since, user)
    waiting = Forecast.objects.visible_to(user).proposed().filter(pk__in=by_others).order_by("pk")
    rows = waiting.select_related("commitment__milestone", "commitment__vanguard", "cause", "made_by")
    lines = [(_proposed(each), each.commitment.get_absolute_url()) for each in rows]
    return f"{several(len(lines), 'new date')} to approve", lines


def _proposed(line: Forecast) -> str:
    commitment, moved = line.commitment, line.moved.later_or_earlier
    sentence = f"{line.made_by} asked to move {commitment.milestone} ({commitment.whose}) from {line.before} to {line.forecast}, {moved}."
    return f"{sentence} {line.cause}: {ended(line.note)} Please approve or reject it."


def _of_new(commitment: Commitment, words: str) -> News:
    sentence = f"The programme team gave your vanguard a new milestone: {commitment.milestone}, due {commitment.due}. {ended(words)}"
    return News(commitment, f"{commitment.milestone}: a new milestone for your vanguard", sentence.strip(), leads_of(commitment))


def leads_of(commitment: Commitment) -> list[int]:
    """Return the vanguard whose leads are told; none for the programme's own commitment."""
    return [commitment.vanguard_id] if commitment.vanguard_id else []
