"""What addresses hold in place of a record: its number, written in the one way that there is."""

from django.urls import register_converter


class NumberConverter:
    """38, and only so: 038 and 0 are other addresses, which do not exist."""

    regex = "[1-9][0-9]*"

    def to_python(self, value: str) -> int:
        if len(value) > 18:  # no column can hold it
            raise ValueError(value)
        return int(value)

    def to_url(self, value: int | str) -> str:
        return str(value)


register_converter(NumberConverter, "number")
