"""Find the record that words refer to: "vanguard 44" or just 44, "SR-0012", "milestone 7"."""

from functools import cache

from history.reading.tracked import TRACKED
from pages.typed_numbers import reference

SHORT = {"": "vanguards.vanguard", "sr": "support.supportrequest", "request": "support.supportrequest"}


def meant_record(words: str) -> tuple[str, int] | None:
    """Return the label and number of the record that the words refer to; None if there is no such record."""
    meant = reference(words)
    label = _kinds().get(meant.kind) if meant is not None else None
    return (label, meant.number) if meant is not None and label is not None else None


@cache
def _kinds() -> dict[str, str]:
    """Return the label of each kind of record by its name without spaces: "supportrequest"."""
    return SHORT | {label.partition(".")[2]: label for label in TRACKED}
