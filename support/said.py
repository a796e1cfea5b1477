"""What was done to requests, in words for feeds and for the page of a request."""

from dataclasses import replace
from typing import Any

from history.feed.said import Said, Says, of_numbers
from history.reading.prepared import prepared
from support.models import Comment, MoveMade, RequestDocument, SupportRequest
from support.moves import MOVES
from support.own_part import helped_then

TITLE = "support_request__title"


def said_by_a_move(made: MoveMade, act: str = "+") -> Said:
    said = MOVES[made.move].says(made.support_request, made.words, vanguard=made.vanguard)
    return replace(said, details=made.said_details)


def _raised(support_request: SupportRequest, act: str) -> Said:
    return Said("raised {it}" if support_request.raised_by_id else "added {it}", {"it": support_request})


def _commented(comment: Comment, act: str) -> Said:
    return Said("commented on {it}" if act == "+" else "changed a comment on {it}", {"it": comment.support_request}, comment.words)


def _documented(document: RequestDocument, act: str) -> Said:
    return Said("added the document “{title}” to {it}", {"it": document.support_request, "title": document.title})


@prepared
def _moves(numbers: list[int], user: Any) -> Any:
    moves = MoveMade.objects.visible_to(user).annotate(helped_then=helped_then())
    return of_numbers(moves, numbers, TITLE, "move", "words", "details", "vanguard__name")


@prepared
def _requests(numbers: list[int], user: Any) -> Any:
    return of_numbers(SupportRequest.objects.visible_to(user), numbers, "title", "raised_by")


@prepared
def _comments(numbers: list[int], user: Any) -> Any:
    return of_numbers(Comment.objects.visible_to(user), numbers, TITLE, "words")


@prepared
def _documents(numbers: list[int], user: Any) -> Any:
    return of_numbers(RequestDocument.objects.visible_to(user), numbers, TITLE, "title")


COMMENTS = Says(_comments, _commented)
ADDED = {
    "support.movemade": Says(_moves, said_by_a_move),
    "support.supportrequest": Says(_requests, _raised),
    "support.comment": COMMENTS,
    "support.requestdocument": Says(_documents, _documented),
}
CHANGED = {"support.comment": COMMENTS}
TELLS_ALL = {"support.movemade"}  # the back office makes none but to hand over what somebody owned
