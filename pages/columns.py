"""Which columns of a list are shown: those its address names, or else the usual ones of whoever reads it."""

from collections.abc import Mapping, Sequence

NAME = "columns"  # in the address


class ShownColumns:
    """`every`: the heading of each column that can be shown, by its word in the address; `usual`: those shown where none is asked for."""

    def __init__(self, every: Mapping[str, str], usual: Sequence[str], asked: Sequence[str]) -> None:
        self.every = every
        self.unknown = [name for name in asked if name and name not in every]
        self.names = [name for name in every if name in asked] or [name for name in every if name in usual]
        self.are_usual = set(self.names) == set(usual)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """What addresses of the list carry along of it."""
        return [] if self.are_usual else [(NAME, name) for name in self.names]

    @property
    def boxes(self) -> list[dict[str, object]]:
        """A box for each, as the design system's checkboxes take them."""
        return [{"value": name, "text": heading, "checked": name in self.names} for name, heading in self.every.items()]
