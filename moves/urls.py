"""Names of moves in addresses."""

from typing import Any

from moves.move import Workflow


def converter(moves: Workflow) -> type[Any]:
    """Return a URL converter for these moves, for `register_converter`."""

    class MoveConverter:
        regex = "|".join(moves)

        def to_python(self, value: str) -> Any:
            return moves[value]

        def to_url(self, value: Any) -> str:
            return str(getattr(value, "slug", value))

    return MoveConverter
