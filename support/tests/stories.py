"""Helpers for tests of requests."""

from django.urls import reverse

from history.recording.changes import change
from support.models import SupportRequest
from support.workflow import State


def page_of(support_request, move):
    return reverse("request_move", args=[support_request.reference, move])


def says(answer):
    return answer.content.decode().replace("&#39;", "’")


def listed(client, queue):
    return [str(row) for row in client.get(reverse("request_list"), {"queue": queue}).context["rows"]]


def put(support_request, state, word, owner):
    """Put a request into the state that the test needs, whatever came before."""
    with change(by=None, source="command"):
        support_request.state = state
        support_request.owner = owner if state not in (State.RAISED, State.DECLINED, State.MERGED) else None
        support_request.save()
        for recipient in support_request.recipients.all():
            recipient.word = word
            recipient.save()


def stands(support_request):
    return SupportRequest.objects.get(pk=support_request.pk)


def markup(answer):
    """Return the page's HTML without needless spaces."""
    return " ".join(says(answer).split()).replace(" >", ">")
