"""Find requests by what was said on them: comments and answers that the person may read."""

from functools import partial
from typing import Any

from django.db.models import Q

from history.recording import word_index
from pages.search import Sought, mentioning
from support.models import Comment, Recipient, SupportRequest

MOST_BY_NUMBER = 500


def mentioned(sought: Sought, user: Any) -> Q:
    """Return the condition that the words are in the request itself, or all of them in one comment or answer that this person may read."""
    found = mentioning(sought, partial(word_index.has, SupportRequest))
    if not sought.words and not sought.short:
        return found
    words = Sought(sought.words, sought.short)
    for model in (Comment, Recipient):
        having = model.objects.visible_to(user).filter(mentioning(words, partial(word_index.has, model)))
        found |= _on_one_of(having.order_by().values("support_request"))
    return found


def _on_one_of(requests: Any) -> Q:
    """Read the matching numbers first, if there are not too many: PostgreSQL uses its indexes for both steps, but not inside a subquery."""
    first = [row["support_request"] for row in requests[: MOST_BY_NUMBER + 1]]
    return Q(pk__in=set(first)) if len(first) <= MOST_BY_NUMBER else Q(pk__in=requests)
