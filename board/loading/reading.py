"""Read the files of fixtures/ and clean their words as if people typed them."""

import json
from pathlib import Path
from typing import Any

from django.db import models

from pages.plain_words import cleaned, on_one_line


def read(path: Path) -> Any:
    """Return the content of a JSON file."""
    return _cleaned(json.loads(path.read_text(encoding="utf-8")))


def value_of(field: Any, given: Any) -> Any:
    """Return the value that a field keeps for a plain value from a fixture."""
    is_a_line = isinstance(field, models.CharField) and isinstance(given, str)
    return field.to_python(on_one_line(given) if is_a_line else given)


def _cleaned(read: Any) -> Any:
    if isinstance(read, dict):
        return {name: _cleaned(value) for name, value in read.items()}
    if isinstance(read, list):
        return [_cleaned(value) for value in read]
    return cleaned(read) if isinstance(read, str) else read
