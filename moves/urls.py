"""How addresses say moves."""

from typing import Any

from moves.move import Workflow


def converter(moves: Workflow) -> type[Any]:
    """What finds these moves by what an address says, for `register_converter`."""

    class MoveConverter:
        regex = "|".join(moves)

        def to_python(self, value: str) -> Any:
            return moves[value]

        def to_url(self, value: Any) -> str:
            return str(getattr(value, "slug", value))

    return MoveConverter
