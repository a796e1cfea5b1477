"""A move: one action on records of one kind. A workflow is a list of these classes."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar, NamedTuple

from django import forms

from history.feed.said import Said
from history.recording.bulk import change_all, create_all
from history.recording.changes import OpenChange
from moves.forms import MoveForm
from people.models import User
from people.verdict import ALLOWED, Verdict, refused


class Move(ABC):
    """A move. It declares its `name` in the workflow (for its address and button); `done`, as in "only open requests can be accepted";
    `did`, for feeds, if that is different ("disputed {it} for {vanguard}", filled with the names given to `says`); `who` makes it; the
    `states` it starts from and the state it leads `to` (None: unchanged); what it `asks`; the `words` that go with it; and which answers it
    `sets` on the record unchanged.

    An instance is the move made once: `by` whom (None: the app itself), with what was `asked`, the same for every record.

    `SUCH` comes before the states in a refusal. `GONE` is said if the record is deleted. `SAID` lists models of comments, which do not
    change the record. `DECIDED_BY` names a foreign key to another record and that record's column that decides what would happen.
    """

    name: ClassVar[Any]
    slug: ClassVar[str]
    label: ClassVar[str]
    label_of_many: ClassVar[str]
    done: ClassVar[str]
    did: ClassVar[str]
    who: ClassVar[Any]
    states: ClassVar[Sequence[Any]]
    to: ClassVar[Any] = None
    asks: ClassVar[type[MoveForm]] = MoveForm
    words: ClassVar[forms.Field | None] = None
    words_of_many: ClassVar[forms.Field | None] = None  # if many records need another question
    sets: ClassVar[Sequence[str]] = ()

    IS_MAIN: ClassVar[bool] = True  # False for moves that end things
    SUCH: ClassVar[str] = "what is"
    GONE: ClassVar[str] = "It has been removed."
    SAID: ClassVar[Sequence[Any]] = ()
    DECIDED_BY: ClassVar[tuple[str, str] | None] = None

    records: Sequence[Any] = ()

    def __init_subclass__(cls, **given: Any) -> None:
        super().__init_subclass__(**given)
        if "name" in vars(cls):
            cls.slug, cls.label = str(cls.name.value), str(cls.name.label)
            cls.label_of_many = re.sub(r"\bthis (\w+)", r"these \1s", cls.label)
        if "done" in vars(cls) and "did" not in vars(cls):
            cls.did = f"{cls.done} {{it}}"

    def __init__(self, by: User | None, **asked: Any) -> None:
        self.by: Any = by
        self.asked = asked

    @property
    def said(self) -> str:
        """Return the words written with the move."""
        words: str = self.asked.get("words", "")
        return words

    # --- records

    @abstractmethod
    def read(self, numbers: Sequence[int]) -> list[Any]:
        """Return these records as they are now, in order, if this person may see them."""

    def called(self, record: Any) -> str:
        """Return the name of a record in the preview."""
        return str(record)

    def state(self, record: Any) -> tuple[str, str]:
        """Return the state of a record in the preview: the value, and words for it."""
        return record.state, record.get_state_display()

    def stands(self, record: Any) -> str:
        """Return the sentence about its state, for a refusal."""
        return f"It is {record.get_state_display().lower()}."

    # --- who may make it

    @abstractmethod
    def is_theirs(self, record: Any) -> Verdict:
        """Return whether this person makes such moves at all, whatever the record's state."""

    def may(self, record: Any) -> Verdict:
        """Return whether this person may make it now, whatever the form asks."""
        verdict = self.is_theirs(record)
        if verdict and record.state not in self.states:
            return refused(f"{self.stands(record)} Only {self.SUCH} {_one_of(self.states)} can be {self.done}.")
        return verdict

    def fits(self, record: Any) -> Verdict:
        """Return whether the record can take what was asked."""
        return ALLOWED

    # --- what it does

    def will(self, record: Any) -> str:
        """Return what the move would do, for the preview."""
        return str(self.to.label)

    def values(self, record: Any) -> dict[str, Any]:
        """Return the values to set, besides the state."""
        return {name: self.asked[name] for name in self.sets}

    def state_then(self, record: Any) -> Any:
        """Return the state once the record's parts are changed."""
        return record.state if self.to is None else self.to

    def change_parts(self, opened: OpenChange, records: Sequence[Any]) -> None:  # noqa: B027 - not all have parts
        """Change the record's parts."""

    @abstractmethod
    def note(self, opened: OpenChange, record: Any, before: str) -> Any:
        """Return the row that notes the move, from the state `before`; None if another record notes it."""

    @classmethod
    def says(cls, it: Any, words: str, **names: Any) -> Said:
        """Return what was done to a record, for feeds and its own page."""
        return Said(cls.did, {"it": it, **names}, words)

    def tell(self, opened: OpenChange, records: Sequence[Any]) -> None:  # noqa: B027 - not all tell
        """Tell people about it."""

    def became(self, record: Any) -> str:
        """Return the message that the person reads afterwards."""
        return f"It is {record.get_state_display().lower()}."

    def do(self, opened: OpenChange, records: Sequence[Any]) -> None:
        """Make the move on records that were just read and allow it."""
        self.change(opened, records)
        self.tell(opened, records)

    def change(self, opened: OpenChange, records: Sequence[Any]) -> None:
        """Make the move without telling anybody."""
        before = {each.pk: each.state for each in records}
        self.change_parts(opened, records)
        set_on_each(records, lambda each: {"state": str(self.state_then(each)), **self.values(each)})
        notes = [self.note(opened, each, before[each.pk]) for each in records]
        create_all([note for note in notes if note is not None])


Workflow = Mapping[str, type[Move]]  # by name, in the order in which pages offer them


class Offered(NamedTuple):
    """A move that a page offers: its name, whether the person can make it now, and whether it may be the main button."""

    move: Any
    verdict: Verdict
    is_main: bool


def workflow(*moves: Any) -> dict[str, Any]:
    """Return the moves by name."""
    return {each.slug: each for each in moves}


def offered(moves: Workflow, by: User, record: Any) -> tuple[Offered, ...]:
    """Return the moves that this person makes, those possible now first; the others say why not."""
    theirs = [move for move in (kind(by) for kind in moves.values()) if move.is_theirs(record)]
    return tuple(sorted((Offered(move.name, move.may(record), move.IS_MAIN) for move in theirs), key=lambda each: not each.verdict))


def set_on_each(records: Iterable[Any], values: Callable[[Any], Mapping[str, Any]]) -> None:
    """Set values on records that were just read. Records with equal values are written together."""
    alike: dict[Any, list[Any]] = {}
    for each in records:
        alike.setdefault(tuple(values(each).items()), []).append(each)
    for same, some in alike.items():
        change_all(some, **dict(same))


def _one_of(states: Sequence[Any]) -> str:
    """Return the states in words: "raised, accepted or waiting"."""
    *others, last = (state.label.lower() for state in states)
    return f"{', '.join(others)} or {last}" if others else str(last)
