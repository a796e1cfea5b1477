"""What a move is: something done to records of one kind, the same to one and to many. A workflow is a list of these classes."""

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
    """A move says of itself: its `name` in its workflow, which gives it its address and its button; how it is called once it is `done`, as
    in "only what is open can be accepted"; what whoever made it `did`, where that is not the same ("disputed {it} for {vanguard}": the
    names are those that `says` is given); `who` makes it; from which `states` it leads `to` which (None: it stays); what it `asks`; the
    `words` that go with it; and what of that it `sets` on the record as it is.

    An instance is one making of it: `by` whom (None: the app itself), and what was `asked` for, the same of every record.

    `SUCH`: what stands before the states in a refusal. `GONE`: what is said where the record is not there any more. `SAID`: the models of
    what is said on such a record, which changes nothing of it. `DECIDED_BY`: its foreign key to another record, and the column of that by
    which it is decided what would become of it.
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
    words_of_many: ClassVar[forms.Field | None] = None  # where many are asked otherwise
    sets: ClassVar[Sequence[str]] = ()

    IS_MAIN: ClassVar[bool] = True  # not for what ends things
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
        """The words that go with it."""
        words: str = self.asked.get("words", "")
        return words

    # --- what it is made of

    @abstractmethod
    def read(self, numbers: Sequence[int]) -> list[Any]:
        """Those of these records that this person may see, as they stand now, in their order."""

    def called(self, record: Any) -> str:
        """What a row of the preview calls it."""
        return str(record)

    def state(self, record: Any) -> tuple[str, str]:
        """How a row of the preview says that it stands: the value, and the words for it."""
        return record.state, record.get_state_display()

    def stands(self, record: Any) -> str:
        """The sentence that says where it stands, for a refusal."""
        return f"It is {record.get_state_display().lower()}."

    # --- who may make it

    @abstractmethod
    def is_theirs(self, record: Any) -> Verdict:
        """Whether such a move is this person's at all, wherever the record stands."""

    def may(self, record: Any) -> Verdict:
        """Whether this person may make it now, whatever is asked."""
        verdict = self.is_theirs(record)
        if verdict and record.state not in self.states:
            return refused(f"{self.stands(record)} Only {self.SUCH} {_one_of(self.states)} can be {self.done}.")
        return verdict

    def fits(self, record: Any) -> Verdict:
        """Whether what is asked can be done to it."""
        return ALLOWED

    # --- what it does

    def will(self, record: Any) -> str:
        """What would be so then, as the preview says it."""
        return str(self.to.label)

    def values(self, record: Any) -> dict[str, Any]:
        """What is set on it besides its state."""
        return {name: self.asked[name] for name in self.sets}

    def state_then(self, record: Any) -> Any:
        """Where it stands once its parts are changed."""
        return record.state if self.to is None else self.to

    def change_parts(self, opened: OpenChange, records: Sequence[Any]) -> None:  # noqa: B027 - not all have parts
        """Change what belongs to them."""

    @abstractmethod
    def note(self, opened: OpenChange, record: Any, before: str) -> Any:
        """The line for the record of what was done, of one that stood at `before`; None where something else is its record."""

    @classmethod
    def says(cls, it: Any, words: str, **names: Any) -> Said:
        """What was done to a record, for feeds and its own page."""
        return Said(cls.did, {"it": it, **names}, words)

    def tell(self, opened: OpenChange, records: Sequence[Any]) -> None:  # noqa: B027 - not all tell
        """Tell people of it."""

    def became(self, record: Any) -> str:
        """What whoever made it reads then."""
        return f"It is {record.get_state_display().lower()}."

    def do(self, opened: OpenChange, records: Sequence[Any]) -> None:
        """Make it, of records that were just read and allow it."""
        self.change(opened, records)
        self.tell(opened, records)

    def change(self, opened: OpenChange, records: Sequence[Any]) -> None:
        """All of it but telling."""
        before = {each.pk: each.state for each in records}
        self.change_parts(opened, records)
        set_on_each(records, lambda each: {"state": str(self.state_then(each)), **self.values(each)})
        notes = [self.note(opened, each, before[each.pk]) for each in records]
        create_all([note for note in notes if note is not None])


Workflow = Mapping[str, type[Move]]  # by their names, in the order in which they are offered


class Offered(NamedTuple):
    """The name of a move, as a page offers it to somebody, with the verdict whether they can make it now; and whether it may be the main
    thing to do.
    """

    move: Any
    verdict: Verdict
    is_main: bool


def workflow(*moves: Any) -> dict[str, Any]:
    """Moves by their names."""
    return {each.slug: each for each in moves}


def offered(moves: Workflow, by: User, record: Any) -> tuple[Offered, ...]:
    """The moves that are this person's to make, those they can make now first; the others say why they cannot."""
    theirs = [move for move in (kind(by) for kind in moves.values()) if move.is_theirs(record)]
    return tuple(sorted((Offered(move.name, move.may(record), move.IS_MAIN) for move in theirs), key=lambda each: not each.verdict))


def set_on_each(records: Iterable[Any], values: Callable[[Any], Mapping[str, Any]]) -> None:
    """Give records that were just read what is so on each then; those that get the same, all at once."""
    alike: dict[Any, list[Any]] = {}
    for each in records:
        alike.setdefault(tuple(values(each).items()), []).append(each)
    for same, some in alike.items():
        change_all(some, **dict(same))


def _one_of(states: Sequence[Any]) -> str:
    """ "raised, accepted or waiting"."""
    *others, last = (state.label.lower() for state in states)
    return f"{', '.join(others)} or {last}" if others else str(last)
