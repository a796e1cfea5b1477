"""What stories of the back office begin with."""

import pytest


@pytest.fixture
def office(as_, otto):
    return as_(otto)
