"""Helpers for tests of milestones."""

from django.urls import reverse

from history import clock
from history.recording.changes import change
from milestones.models import Commitment
from vanguards.models import Vanguard


def page_of(commitment, move):
    return reverse("commitment_move", args=[commitment.pk, move])


def says(answer):
    return answer.content.decode().replace("&#39;", "’")


def fresh(commitment):
    """Return the commitment as it is now."""
    return Commitment.objects.for_page().get(pk=commitment.pk)


def filled(**values):
    """Return a move's form, with its page opened just now."""
    return {"since": clock.now().isoformat(), "words": "So it is", **values}


def new_date(causes, to, direction="later", **values):
    return filled(to=to, cause=causes[direction].pk, **values)


def join(acc, number, name="Sixty"):
    """Add a vanguard to the acute care collaborations."""
    with change(by=None, source="command", reason="Chosen"):
        return Vanguard.objects.create(number=number, name=name, care_model=acc[0], cohort=acc[1])


def timeline_rows(client, **query):
    """Return what each row of the timeline says: the name, original date, standing and status of each item."""
    answer = client.get(reverse("milestone_timeline"), query)
    return {
        row.name: [(item.name, item.promised, item.stands, item.standing.status.value) for item in row.items]
        for row in answer.context["rows"]
    }
