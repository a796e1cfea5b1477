"""Reading the files of fixtures/: their words are cleaned as those that people type are."""

import json
from pathlib import Path
from typing import Any

from django.db import models

from pages.plain_words import cleaned, on_one_line


def read(path: Path) -> Any:
    """What a file of JSON holds."""
    return _cleaned(json.loads(path.read_text(encoding="utf-8")))


def value_of(field: Any, given: Any) -> Any:
    """What a field keeps of a plain value that was read."""
    is_a_line = isinstance(field, models.CharField) and isinstance(given, str)
    return field.to_python(on_one_line(given) if is_a_line else given)


def _cleaned(read: Any) -> Any:
    if isinstance(read, dict):
        return {name: _cleaned(value) for name, value in read.items()}
    if isinstance(read, list):
        return [_cleaned(value) for value in read]
    return cleaned(read) if isinstance(read, str) else read
