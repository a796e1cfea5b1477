"""Fixtures for tests of the admin."""

import pytest

from vanguards.models import Organisation


@pytest.fixture
def office(as_, otto):
    return as_(otto)


@pytest.fixture
def monitor(recording):
    with recording():
        return Organisation.objects.create(name="Monitor", kind="national body", role="regulator")


@pytest.fixture
def alias(recording, monitor):
    with recording():
        return monitor.aliases.create(name="The regulator")
