"""Edits in the back office, in words for a feed: "changed the patient population of vanguard … from not known to 2,000,000"."""

from collections.abc import Sequence
from dataclasses import dataclass

from history.feed.differences import EMPTY, Difference

MOST_SAID = 3  # fields of one edit
LONGEST_SAID = 80  # letters of a value


@dataclass(frozen=True)
class Edit:
    """One edited field: `what` ("the patient population") and `how` ("from not known to 2,000,000"; "" for long words)."""

    what: str
    how: str


def edits(differences: Sequence[Difference]) -> list[Edit]:
    """Return what differs in words, as much of it as a line of a feed has room for."""
    said = [_edit(difference) for difference in differences if difference.field != "invented"]
    left = len(said) - MOST_SAID
    return said if left <= 0 else [*said[:MOST_SAID], Edit(f"{left} more field{'s' if left > 1 else ''}", "")]


def _edit(difference: Difference) -> Edit:
    label = difference.label
    what = label if label[1:2].isupper() else f"{label[:1].lower()}{label[1:]}"
    old, new = ("not known" if value == EMPTY else value for value in (difference.old, difference.new))
    is_short = len(old) <= LONGEST_SAID and len(new) <= LONGEST_SAID
    return Edit(f"the {what}", f"from {old} to {new}" if is_short else "")
