"""Fixtures for tests of the back office."""

import pytest


@pytest.fixture
def office(as_, otto):
    return as_(otto)
