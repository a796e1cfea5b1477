"""Raise a request, comment on it and add documents. Each raises Refused, with a sentence for the person, if it cannot be done."""

from collections.abc import Iterable, Sequence
from typing import Any

from history import clock
from history.reading.prepared import prepared
from history.recording.bulk import create_all
from history.recording.changes import change
from pages.errors import Refused
from people.models import User
from support import notices
from support.models import Comment, Recipient, RequestDocument, RequestEnabler, SupportRequest
from support.policies import may_edit, may_raise_for, may_say_to, may_write_on
from vanguards.models import Vanguard

Documents = Iterable[tuple[str, str]]  # each a title and an address


def raise_request(
    *,
    by: User,
    title: str,
    needed: str,
    vanguards: Sequence[Vanguard],
    enablers: Iterable[Any] = (),
    documents: Documents = (),
    **values: Any,
) -> SupportRequest:
    """Add a new request for these vanguards. A lead raises it for vanguards they lead, the team for any."""
    if not vanguards:
        raise Refused("Choose the vanguard that needs this.", "vanguards")
    may_raise_for(by, vanguards).enforce()
    with change(by=by, reason=""):
        _refuse_twice(by, title, needed, vanguards)
        raised: SupportRequest = SupportRequest.objects.create(title=title, needed=needed, raised_by=by, raised_on=clock.today(), **values)
        create_all([RequestEnabler(support_request=raised, enabler=enabler) for enabler in enablers])
        create_all([Recipient(support_request=raised, vanguard=vanguard) for vanguard in vanguards])
        _attach(raised, documents)
    return raised


def _refuse_twice(by: User, title: str, needed: str, vanguards: Iterable[Vanguard]) -> None:
    wanted = {vanguard.pk for vanguard in vanguards}
    for same in SupportRequest.objects.filter(raised_by=by, raised_on=clock.today(), title=title, needed=needed):
        if set(same.recipients.values_list("vanguard_id", flat=True)) == wanted:
            raise Refused(f"You raised this today already. It is {same.reference}.", "title")


def standing(support_request: SupportRequest, by: User | None = None) -> SupportRequest:
    """Return the request as it is now. Raise Refused if it was removed, or this person may no longer see it."""
    fresh: SupportRequest | None = next(iter(_standing(support_request.pk, by)), None)
    if fresh is None:
        raise Refused(f"{support_request.reference} has been removed, or your vanguard is no longer on it.")
    return fresh


@prepared
def _standing(number: int, by: User | None) -> Any:
    requests = SupportRequest.objects.all() if by is None else SupportRequest.objects.visible_to(by)
    return requests.filter(pk=number)


def add_documents(support_request: SupportRequest, *, by: User, documents: Documents) -> int:
    """Add documents for everybody on the request; return how many were new."""
    may_write_on(by).enforce()
    with change(by=by, reason=""):
        added = _attach(standing(support_request, by), documents)
        if not added:
            raise Refused("That is on the request already.", "documents")
    return added


def _attach(support_request: SupportRequest, documents: Documents) -> int:
    attached = [
        RequestDocument.objects.get_or_create(support_request=support_request, address=address, defaults={"title": title})
        for title, address in documents
    ]
    return sum(made for _, made in attached)


def comment(support_request: SupportRequest, *, by: User, audience: str, words: str, vanguard: Vanguard | None = None) -> Comment:
    """Add a comment: for everybody on the request, for one vanguard and the team, or for the team only."""
    may_say_to(by, audience, vanguard).enforce()
    with change(by=by, reason="") as opened:
        support_request = standing(support_request, by)
        if vanguard is not None and not support_request.recipients.filter(vanguard=vanguard).exists():
            raise Refused(f"{vanguard} is no longer on the request.", "audience")
        last = support_request.comments.filter(written_by=by).last()
        if last is not None and (last.words, last.audience, last.vanguard) == (words, audience, vanguard):
            raise Refused("You have already said this on the request.", "words")
        said: Comment = Comment.objects.create(
            support_request=support_request, audience=audience, vanguard=vanguard, words=words, written_by=by, written_at=clock.now()
        )
        notices.tell(opened, notices.of_comments([said], {support_request.pk: list(support_request.recipients.all())}))
    return said


def edit_comment(comment: Comment, *, by: User, words: str, made_from: int | None) -> Comment:
    """Change the words of one's own comment, starting from a version of it. Its history keeps the old words."""
    with change(by=by, reason=""):
        fresh: Comment = Comment.objects.get(pk=comment.pk)
        may_edit(by, fresh).enforce()
        if made_from != fresh.version:
            became = f"Since you opened this page it was changed to “{fresh.words}”."
            raise Refused(f"{became} Send yours again if it should replace that.", "words")
        if fresh.words != words:
            fresh.words, fresh.edited_at = words, clock.now()
            fresh.save()
    return fresh
