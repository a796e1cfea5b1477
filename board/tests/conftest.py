"""Data that several tests read: loaded once for a file, and taken back afterwards."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from history import clock
from history.models import Concern
from support.models import Enabler


@pytest.fixture(scope="module")
def on_record(django_db_setup: Any, django_db_blocker: Any) -> Callable[[], AbstractContextManager[None]]:
    """Write data once for all tests of a file; each test sees it unchanged."""

    @contextmanager
    def standing() -> Iterator[None]:
        with django_db_blocker.unblock(), transaction.atomic():
            clock.offset.cache_clear()
            yield
            transaction.set_rollback(True)
        clock.offset.cache_clear()

    return standing


def concerned_by_entry() -> set[tuple[int, int, str, int, bool]]:
    """Return what is kept about the records each entry concerns."""
    return set(Concern.objects.values_list("entry", "change", "record_type", "record_id", "told"))


@pytest.fixture
def digital(recording: Callable[..., AbstractContextManager[Any]]) -> Enabler:
    """An enabler beside workforce redesign."""
    with recording():
        return Enabler.objects.create(slug="digital", name="Digital", introduced_on=date(2015, 7, 31), order=9)
