"""Find organisations that may be on record twice: names that differ only in spelling, or by a letter or two."""

import re
from collections import defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import NamedTuple

from pages.plain_words import plain

ALIKE = 0.93  # of 1; "Healthwatch Nottingham" and "Healthwatch Nottinghamshire", which are different, score 0.90
NEIGHBOURS = 3
SAME_WORDS = [
    (r"['.,()\"“”]", ""),
    (r"[-/]", " "),
    (r"[&+]", " and "),
    (r"\bclinical commissioning groups?\b", "ccg"),
    (r"\bccgs\b", "ccg"),
    (r"\bst ", "saint "),
    (r"\bhosp(ital)?s?\b", "hospital"),
    (r"\buniv\b", "university"),
]
SAY_NOTHING = {"nhs", "foundation", "trust", "nhsft", "ft", "nhst", "the", "and", "of", "ltd", "limited", "plc", "cic"}


class Called(NamedTuple):
    """An organisation and one of its names."""

    number: int
    name: str


def same_name(name: str) -> str:
    """Return a name without what people write differently (capitals, marks, "the", "NHS Foundation Trust" or "FT"), its words sorted."""
    name = plain(name)
    for pattern, instead in SAME_WORDS:
        name = re.sub(pattern, instead, name)
    words = name.split()
    return " ".join(sorted(word for word in words if word not in SAY_NOTHING) or sorted(words))


def possible_duplicates(names: Iterable[Called]) -> dict[int, list[str]]:
    """Return for each organisation the names of others that may be the same.

    Only names next to each other in order are compared, so the time grows only with the number of names.
    """
    in_order = sorted((same_name(called.name), called) for called in names)
    found: dict[int, dict[str, None]] = defaultdict(dict)  # keeps order, and each name once
    for position, (name, called) in enumerate(in_order):
        for other_name, other in in_order[position + 1 : position + 1 + NEIGHBOURS]:
            if called.number != other.number and _alike(name, other_name):
                found[called.number][other.name] = None
                found[other.number][called.name] = None
    return {number: list(names) for number, names in found.items()}


def _alike(name: str, other: str) -> bool:
    if name == other:
        return True
    if len(name.split()) != len(other.split()):
        return False  # an extra word means another body: a town's CCG and its trust
    if re.sub(r"\D", "", name) != re.sub(r"\D", "", other):
        return False  # numbers tell practices and wards apart
    matcher = SequenceMatcher(None, name, other, autojunk=False)
    return matcher.real_quick_ratio() > ALIKE and matcher.quick_ratio() > ALIKE and matcher.ratio() > ALIKE
