"""Which columns of a list are shown: those in its address, or the usual ones for the reader."""

from collections.abc import Mapping, Sequence

NAME = "columns"  # in the address


class ShownColumns:
    """`every` holds the heading of each possible column, by its word in the address; `usual` the columns shown by default."""

    def __init__(self, every: Mapping[str, str], usual: Sequence[str], asked: Sequence[str]) -> None:
        self.every = every
        self.unknown = [name for name in asked if name and name not in every]
        self.names = [name for name in every if name in asked] or [name for name in every if name in usual]
        self.are_usual = set(self.names) == set(usual)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Return what the list's addresses carry about its columns."""
        return [] if self.are_usual else [(NAME, name) for name in self.names]

    @property
    def boxes(self) -> list[dict[str, object]]:
        """Return a box for each column, as the design system's checkboxes need it."""
        return [{"value": name, "text": heading, "checked": name in self.names} for name, heading in self.every.items()]
