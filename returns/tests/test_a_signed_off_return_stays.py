"""A signed-off return shows the record as it stood then, whatever changes later; and says what has changed since."""

import re

import pytest

from history import clock
from history.recording.changes import change
from returns.moves import make
from returns.signed_off import drift
from support.models import SupportRequest
from support.moves import make as make_of_request
from vanguards.models import Membership, Vanguard

pytestmark = pytest.mark.django_db

DRIFT = re.compile(r'<section class="tracker-drift.*?</section>', re.DOTALL)


def signed_page(client, signed, **query):
    """Return the page but for what is said to have changed since, and what differs at each request."""
    page = client.get(signed.get_absolute_url(), query).content.decode()
    main = page.partition("<main")[2].partition("</main>")[0]
    return re.sub(r'value="[^"]{64}"', "", DRIFT.sub("", main))


@pytest.fixture
def signed(put, ask, salford, neuro, tess):
    ask("Rotas", salford, neuro, state="accepted", owner=tess, target_on=clock.today())
    return put("signed off")


def what_happens(salford, neuro, tess, sal, ask, period):
    """Yield one thing after another that changes the record about Salford."""
    yield lambda: make_of_request(SupportRequest.objects.get(title="Rotas"), "start", by=tess)
    yield lambda: ask("Another", salford)

    def renamed():
        with change(by=tess, reason="A new name"):
            vanguard = Vanguard.objects.get(pk=38)
            vanguard.name = "Northern Care Alliance"
            vanguard.save()

    yield renamed

    def another_lead():
        with change(by=tess, reason="Nobody leads it"):
            membership = Membership.objects.get(vanguard=38)
            membership.ends_on = clock.today()
            membership.save()

    yield another_lead

    def renamed_request():
        with change(by=tess, reason="A clearer title"):
            asked = SupportRequest.objects.get(title="Rotas")
            asked.title = "Shared rotas"
            asked.save()

    yield renamed_request


def test_it_stays_the_same_to_the_byte_whatever_changes(as_, tess, otto, sal, salford, neuro, ask, signed, period):
    before = {user: signed_page(as_(user), signed) for user in (tess, otto)}
    assert "Rotas" in before[tess]
    for happen in what_happens(salford, neuro, tess, sal, ask, period):
        happen()
        assert {user: signed_page(as_(user), signed) for user in (tess, otto)} == before


def test_it_says_how_many_facts_changed_and_which_and_never_locks_the_record(as_, tess, sal, salford, neuro, ask, signed, period):
    assert "No fact has" in as_(tess).get(signed.get_absolute_url()).content.decode()
    ask("Another", salford)
    make_of_request(SupportRequest.objects.get(title="Another"), "decline", by=tess, words="Not now")
    for user in (tess, sal):
        page = as_(user).get(signed.get_absolute_url())
        section = DRIFT.search(page.content.decode())[0]
        facts = page.context["drift"].facts
        assert facts > 1
        assert f"{facts} facts have" in section
        assert "Tess" in section
        assert "Not now" in section
    ask("Not theirs", neuro)
    assert drift(signed, tess).facts == facts, "what concerns another vanguard is no fact about this one"


def test_as_at_a_moment_it_says_only_what_had_changed_by_then(as_, tess, salford, ask, signed, period):
    at_first = clock.now()
    ask("Another", salford)
    page = as_(tess).get(signed.get_absolute_url(), {"as_at": at_first.isoformat()}).content.decode()
    assert "No fact has" in page
    assert "Rotas" in page


def test_before_it_was_signed_off_its_page_shows_it_as_it_was(as_, tess, put, salford):
    started = put("started")
    then = clock.now()
    make(started, "send", by=tess)
    make(started, "sign-off", by=tess)
    page = as_(tess).get(started.get_absolute_url(), {"as_at": then.isoformat()}).content.decode()
    assert "signed it off" not in page
