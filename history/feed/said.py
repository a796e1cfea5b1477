"""What was done, in one plain sentence: "disputed SR-0007 for MERIT". Records such as a made move supply the words."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from string import Formatter
from typing import Any, NamedTuple

from django.utils.text import Truncator

from pages.links import link

LONGEST_WORDS = 200  # letters of what was said, in a line of a feed


class Part(NamedTuple):
    """A piece of a sentence, with its address if it is a link."""

    text: str
    address: str = ""


@dataclass(frozen=True)
class Said:
    """What was `did`, with names in braces ("disputed {it} for {vanguard}"); the records or words for these names, always with `it`; the
    `words` written with it; and other changes in `details` ("Owner: nobody → Helen Marlowe").
    """

    did: str
    names: Mapping[str, Any]
    words: str = ""
    details: str = ""

    @property
    def it(self) -> Any:
        """Return the record it was done to."""
        return self.names["it"]


@dataclass(frozen=True)
class Says:
    """How one model describes what was done. `read` returns the records that a person may see; `says` describes one that was added ("+") or
    changed ("~"), or returns None if it has nothing to say.
    """

    read: Callable[[list[int], Any], Iterable[Any]]
    says: Callable[[Any, str], Said | None]


ADDED: dict[str, Says] = {}  # how added records describe what was done, by model label
CHANGED: dict[str, Says] = {}  # the same for changed records


def of_numbers(records: Any, numbers: list[int], *columns: str) -> Any:
    """Return the records with these numbers; read only these columns, and the records that columns like "milestone__title" lead to."""
    related = {column.rpartition("__")[0] for column in columns} - {""}
    found = records.filter(pk__in=numbers).only(*columns)
    return found.select_related(*sorted(related)) if related else found


# A change in the back office may hold anything, so a feed tells it field by field. But for these:
TELLS_ALL: set[str] = set()  # models in ADDED whose records say all that was done, there too
Edited = Callable[[Mapping[int, Any], Any], Mapping[int, Said]]  # of what was `Described` in some changes, for a reader, by their numbers
EDITED: dict[str, Edited] = {}  # by the label of the model: the edits of a record that are told in a sentence


@dataclass
class Sentence:
    """What one change did, as far as a person may read it: the sentence in parts, its words, and what else it changed."""

    parts: list[Part] = field(default_factory=list)
    words: str = ""
    details: str = ""

    @property
    def text(self) -> str:
        """Return the sentence without its links."""
        return "".join(part.text for part in self.parts)

    @property
    def stop(self) -> str:
        """Return the full stop, unless the words already end with one."""
        return "" if self.words.endswith((".", "!", "?", "…")) else "."


def sentence(said: Sequence[Said], more: int = 0, here: Any = None) -> Sentence:
    """Return one sentence for what was done to these records and to `more` of them. On the page of `here`, it says "this request".

    If only one name differs, list the names: "accepted SR-0001, SR-0002 and 37 more".
    """
    groups: list[list[Said]] = []
    for each in said:
        if groups and _differ_in([*groups[-1], each]) is not None:
            groups[-1].append(each)
        else:
            groups.append([each])
    whole, before = Sentence(), None
    for number, group in enumerate(groups, start=1):
        is_last = number == len(groups)
        if number > 1:
            whole.parts.append(Part(" and " if is_last else ", "))
        whole.parts += _parts(group, more if is_last else 0, here, before)
        before = group[0].it if len(group) == 1 else None
    words, details = ({getattr(each, name) for each in said} for name in ("words", "details"))
    whole.words = _cut(" ".join(words.pop().split())) if len(words) == 1 else ""
    whole.details = details.pop() if len(details) == 1 else ""
    return whole


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST_WORDS else Truncator(words).chars(LONGEST_WORDS, truncate="…")


def _differ_in(group: Sequence[Said]) -> str | None:
    """Return the name that differs between these, `it` if none does; None if they are not alike."""
    first = group[0]
    if any(each.did != first.did for each in group):
        return None
    differing = [name for name in first.names if len({str(each.names[name]) for each in group}) > 1]
    return (differing or ["it"])[0] if len(differing) <= 1 else None


def _parts(group: Sequence[Said], more: int, here: Any, before: Any) -> list[Part]:
    """Return what was done to one or more records, in parts. The record mentioned in `before` becomes "it"."""
    first, listed, parts = group[0], _differ_in(group) or "it", []
    for literal, name, _, _ in Formatter().parse(first.did):
        parts += [Part(literal)] if literal else []
        if name == "it" and len(group) == 1 and first.it == before:
            parts.append(Part("it"))
        elif name == listed:
            different = {str(each.names[name]): each.names[name] for each in group}
            parts += _listed([_part(each, here) for each in different.values()], more)
        elif name:
            parts.append(_part(first.names[name], here))
    return parts


def _listed(parts: Sequence[Part], more: int) -> list[Part]:
    """Return "one, another and 37 more"."""
    listed = [*parts, Part(f"{more:,} more")] if more else list(parts)
    between = [Part(", ")] * (len(listed) - 2) + [Part(" and ")]
    return [part for pair in zip(listed, [*between[: len(listed) - 1], Part("")], strict=True) for part in pair if part.text]


def _part(value: Any, here: Any) -> Part:
    if here is not None and value == here:
        return Part(f"this {_plain_name(value)}")
    return Part(getattr(value, "in_a_sentence", str(value)), link(value) if hasattr(value, "get_absolute_url") else "")


def _plain_name(record: Any) -> str:
    """Return the last word of the record's kind: a support request is "this request"."""
    return str(record._meta.verbose_name).rpartition(" ")[2]


def said_by(entries: Iterable[Any], user: Any, here: Any = None) -> dict[tuple[int, str, int], Said]:
    """Return what was done to the records of these entries, by change and record. One statement per kind; `here` is not read again."""
    wanted: dict[tuple[str, str], list[Any]] = {}
    for entry in entries:
        if entry.record_type in {"+": ADDED, "~": CHANGED}.get(entry.history_type, {}):
            wanted.setdefault((entry.record_type, entry.history_type), []).append(entry)
    said: dict[tuple[int, str, int], Said] = {}
    for (label, act), some in wanted.items():
        kind = {"+": ADDED, "~": CHANGED}[act][label]
        is_here = here is not None and here._meta.label_lower == label
        records = {here.pk: here} if is_here else {}
        if wanted_still := sorted({each.record_id for each in some} - set(records)):
            records |= {record.pk: record for record in kind.read(wanted_still, user)}
        for entry in some:
            told = kind.says(records[entry.record_id], act) if entry.record_id in records else None
            if told is not None:
                said[entry.change_id, label, entry.record_id] = told
    return said
