"""How addresses hold the number of a record: there is only one way to write it."""

from django.urls import register_converter


class NumberConverter:
    """38 and nothing else: 038 and 0 do not exist as addresses."""

    regex = "[1-9][0-9]*"

    def to_python(self, value: str) -> int:
        if len(value) > 18:  # no column can hold it
            raise ValueError(value)
        return int(value)

    def to_url(self, value: int | str) -> str:
        return str(value)


register_converter(NumberConverter, "number")
