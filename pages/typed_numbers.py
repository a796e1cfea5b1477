"""Read numbers and references as people type or paste them: "44", "vanguard 44", "38 and 44", "SR 12", "(SR–0012)."."""

import re
from dataclasses import dataclass

from pages.plain_words import plain

AROUND = " ()[]{}<>.,;:!?\"'“”„«»"
LONGEST = 60  # characters: nothing longer is a reference
GREATEST = 999_999_999  # the largest number of a record
LONGEST_KEY = 18  # digits that any database can hold
_REFERENCE = re.compile(r"(?:([a-z][a-z -]*?)[ -]*(?:(?:no|number)?[.:# -]*))?([0-9]{1,18})")
_BETWEEN = re.compile(r"(?:[,;&/+ ]|\band\b)+")


def is_a_number(words: str, most: int = 9) -> bool:
    """Return whether the words are only the digits of a number that a record can have."""
    return words.isascii() and words.isdecimal() and len(words) <= most


@dataclass(frozen=True)
class Reference:
    """What a reference says: a record's number and kind: "sr", "vanguard", "supportrequest"; "" for a bare number."""

    kind: str
    number: int


def reference(words: str) -> Reference | None:
    """Return the reference, however it is written; None if the words are not one."""
    typed = plain(words).strip(AROUND)
    found = _REFERENCE.fullmatch(typed) if len(typed) <= LONGEST else None
    return Reference(re.sub("[ -]", "", found[1] or ""), int(found[2])) if found else None


def number(words: str, *kinds: str) -> int | None:
    """Return the record's number if it is of one of these kinds; "" stands for a bare number."""
    meant = reference(words)
    return meant.number if meant is not None and meant.kind in kinds and meant.number <= GREATEST else None


def numbers(words: str, kind: str) -> list[int]:
    """Return the numbers of several records of a kind, each once: "38, 44", "38 and 44", "vanguards 38; 44".

    Raise NotANumber, with the part that is not a number.
    """
    typed = re.sub(rf"\b{kind}s?\b[ -]*", " ", plain(words))
    parts = [part.strip(AROUND) for part in _BETWEEN.split(typed)]
    unknown = next((part for part in parts if part and not is_a_number(part, most=6)), None)
    if unknown is not None:
        raise NotANumber(unknown)
    return list(dict.fromkeys(int(part) for part in parts if part))


class NotANumber(ValueError):
    """What was typed is not a number; the words are that part of it."""
