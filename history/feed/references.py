"""Which record people refer to: "vanguard 44", or 44 alone; "SR-0012"; "milestone 7"."""

from functools import cache

from history.reading.tracked import TRACKED
from pages.typed_numbers import reference

SHORT = {"": "vanguards.vanguard", "sr": "support.supportrequest", "request": "support.supportrequest"}


def meant_record(words: str) -> tuple[str, int] | None:
    """The label and the number of the record that is referred to; None where the words refer to none."""
    meant = reference(words)
    label = _kinds().get(meant.kind) if meant is not None else None
    return (label, meant.number) if meant is not None and label is not None else None


@cache
def _kinds() -> dict[str, str]:
    """The label of each kind of record by what people call it, without spaces: "supportrequest"."""
    return SHORT | {label.partition(".")[2]: label for label in TRACKED}
