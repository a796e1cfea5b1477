"""What stories about milestones are told with."""

from django.urls import reverse

from history import clock
from milestones.models import Commitment


def page_of(commitment, move):
    return reverse("commitment_move", args=[commitment.pk, move])


def says(answer):
    return answer.content.decode().replace("&#39;", "’")


def fresh(commitment):
    """As it stands now."""
    return Commitment.objects.for_page().get(pk=commitment.pk)


def filled(**values):
    """A form of a move as its page was opened just now."""
    return {"since": clock.now().isoformat(), "words": "So it is", **values}


def new_date(causes, to, direction="later", **values):
    return filled(to=to, cause=causes[direction].pk, **values)
