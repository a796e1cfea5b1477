"""Choosing the commitments of which many are changed at once."""

from milestones.filters import CommitmentFilters
from milestones.models import Commitment
from moves.choosing import Choice


class CommitmentChoice(Choice):
    """Chosen in the list of commitments, or on the page of a milestone."""

    MODEL = Commitment
    FILTERS = CommitmentFilters
    LIST = "commitment_list"
    DO = "commitment_many_do"
    THING = "commitment"
    THINGS = "Commitments"
    SECTION = "Milestones"
