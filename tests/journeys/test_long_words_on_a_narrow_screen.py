"""A title of one endless word never makes a page scroll sideways, not at 320 px either."""

import pytest

from history.recording.changes import change
from people.models import User
from support import actions
from support.models import Enabler, SupportRequest
from tests.journeys.conftest import walked
from vanguards.models import Vanguard

ENDLESS = "Interoperability" * 12 + "overflow"  # 200 letters


@pytest.fixture
def endless(demo):
    lead, vanguard = User.objects.get(email="lead.salford@example.com"), Vanguard.objects.get(pk=38)
    made = actions.raise_request(by=lead, title=ENDLESS, needed=ENDLESS, vanguards=[vanguard], enablers=[Enabler.objects.first()])
    with change(by=lead, reason=ENDLESS):
        vanguard.area = ENDLESS
        vanguard.save()
    return SupportRequest.objects.get(pk=made.pk)


@walked("phone")
@pytest.mark.parametrize("who", ["team", "lead.salford"])
def test_nothing_scrolls_sideways_because_of_an_endless_word(walk, endless, who):
    assert len(ENDLESS) == 200
    walk.sign_in(f"{who}@example.com")
    for width in (320, 1280):
        walk.page.set_viewport_size({"width": width, "height": 900})
        for address in ("/", "/support/", endless.get_absolute_url(), "/vanguards/38/", "/changes/"):
            walk.open(address)
            assert ENDLESS in walk.page.content(), address
            assert walk.fits(), f"{address} scrolls sideways at {width}px"
