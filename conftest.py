"""The people and the small world that every test is about.

Tess and Tom are on the programme team. Sal leads Salford and Wigan (38), Nora the Neuro Network (44). Otto is the back office, Ada the
administrator. Newt has an account and no role yet.
"""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from importlib import import_module
from random import Random
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck
from hypothesis import settings as examples

from history import clock
from history.reading import remembered
from history.recording.changes import change
from history.recording.versions import TrackedModel
from people.models import User
from support.models import Enabler, SupportRequest
from tests.serving import copied_database
from vanguards.models import CareModel, Cohort, Membership, Vanguard

# No test fails because a machine is slow. The clock and what is remembered are set anew once for all examples of a test.
examples.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
examples.load_profile("suite")

THEN = datetime(2016, 1, 29, 10, tzinfo=UTC)
PASSWORD = "demo-vanguard"
# So that no worker begins one of these when the other has nothing left to do.
LONGEST = [
    "test_migrations",
    "test_no_answer_tells_of_others",
    "test_every_page",
    "test_any_sequence_of_moves",
    "test_the_numbers_of_the_heat_map",
    "test_digests_at_once",
]


def pytest_xdist_auto_num_workers() -> int:
    """Return one worker more than there are cores: the browser's waits half of its time, and so does one that asks PostgreSQL."""
    return (os.cpu_count() or 1) + 1


def pytest_itemcollected(item: pytest.Item) -> None:
    """Keep the tests that read one large record in one worker, so that it is loaded once."""
    if "on_record" in getattr(item, "fixturenames", ()):
        item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave to SQLite what is the same on every database, unless FULL=1, and start the longest tests first."""
    if connection.vendor != "sqlite" and not os.environ.get("FULL"):
        config.hook.pytest_deselected(items=[item for item in items if _runs_once(item)])
        items[:] = [item for item in items if not _runs_once(item)]
    items.sort(key=_how_late)


def _how_late(item: pytest.Item) -> int:
    """Return where a test stands in line: journeys first, because all of them are one worker's, then the longest files."""
    if "journeys" in item.path.parts:
        return -1
    return LONGEST.index(item.path.stem) if item.path.stem in LONGEST else len(LONGEST)


def _runs_once(item: pytest.Item) -> bool:
    """Return whether its file says so, or it asks no database."""
    if item.get_closest_marker("once"):
        return True
    fixtures = {"db", "transactional_db", "django_db_setup"} & set(getattr(item, "fixturenames", ()))
    return not fixtures and item.get_closest_marker("django_db") is None


@pytest.fixture(autouse=True)
def _fresh_clock() -> Iterator[None]:
    """Reset the clock and everything remembered before each test."""
    clock.offset.cache_clear()
    remembered.forget()
    yield
    clock.offset.cache_clear()


# Indexes only PostgreSQL needs: migrations make them, models do not.
MADE_BESIDE = {
    "support.migrations.0001_requests": "latest_first",
    "vanguards.migrations.0001_vanguards": "largest_first",
}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Make the tables from the models, because migrations take fifteen seconds; tests/test_migrations.py compares the two."""
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        for name, function in MADE_BESIDE.items():
            migration = import_module(name)
            migration.not_any_more(apps, editor)  # with --reuse-db it is there already
            getattr(migration, function)(apps, editor)


@pytest.fixture(scope="module")
def own_database(django_db_setup: Any, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of an empty database for this file alone, for use by other processes."""
    with django_db_blocker.unblock(), copied_database(tmp_path_factory.mktemp("served")) as address:
        yield address


@pytest.fixture
def recording(db: Any) -> Callable[..., AbstractContextManager[Any]]:
    """A change by a command: recording() writes what a test needs before its story begins."""
    return lambda reason="Set up for the test": change(by=None, reason=reason, source="command")


def _person(name: str, **fields: Any) -> User:
    with change(by=None, reason="Account opened", source="command"):
        return User.objects.open_account(f"{name.lower()}@example.com", PASSWORD, name=name, **fields)


@pytest.fixture
def chance() -> Random:
    """Choose at random. Where a test fails pytest shows the seed, and SEED in the environment chooses the same again."""
    seed = int(os.environ.get("SEED", datetime.now(tz=UTC).microsecond))
    print(f"SEED={seed}")  # noqa: T201 - pytest shows it where the test fails
    return Random(seed)  # noqa: S311 - it must be repeatable, not secret


@pytest.fixture
def tess(db: Any) -> User:
    return _person("Tess", is_programme_team=True)


@pytest.fixture
def tom(db: Any) -> User:
    return _person("Tom", is_programme_team=True)


@pytest.fixture
def otto(db: Any) -> User:
    return _person("Otto", is_back_office=True)


@pytest.fixture
def ada(db: Any) -> User:
    return _person("Ada", is_administrator=True)


@pytest.fixture
def newt(db: Any) -> User:
    return _person("Newt")


@pytest.fixture
def acc(recording: Any) -> tuple[CareModel, Cohort]:
    """Acute care collaborations, and their selection round."""
    with recording():
        care_model = CareModel.objects.create(code="ACC", name="Acute care collaboration", order=5)
        return care_model, Cohort.objects.create(code="acc", name="Acute care collaborations", announced_on=date(2015, 9, 25))


@pytest.fixture
def salford(recording: Any, acc: Any) -> Vanguard:
    with recording():
        return Vanguard.objects.create(number=38, name="Salford and Wigan Foundation Chain", care_model=acc[0], cohort=acc[1])


@pytest.fixture
def neuro(recording: Any, acc: Any) -> Vanguard:
    with recording():
        return Vanguard.objects.create(number=44, name="The Neuro Network", care_model=acc[0], cohort=acc[1])


@pytest.fixture
def sal(recording: Any, salford: Vanguard) -> User:
    user = _person("Sal")
    with recording():
        Membership.objects.create(user=user, vanguard=salford, starts_on=date(2015, 9, 25))
    return user


@pytest.fixture
def nora(recording: Any, neuro: Vanguard) -> User:
    user = _person("Nora")
    with recording():
        Membership.objects.create(user=user, vanguard=neuro, starts_on=date(2015, 9, 25))
    return user


@pytest.fixture
def enabler(recording: Any) -> Enabler:
    with recording():
        return Enabler.objects.create(slug="workforce-redesign", name="Workforce redesign", introduced_on=date(2015, 7, 31), order=7)


@pytest.fixture
def ask(recording: Any, enabler: Enabler) -> Callable[..., SupportRequest]:
    """Make a request for some vanguards: ask("Rotas", salford, neuro)."""

    def make(title: str, *vanguards: Vanguard, **fields: Any) -> SupportRequest:
        with recording():
            support_request = SupportRequest.objects.create(title=title, needed=f"Help with {title.lower()}.", **fields)
            support_request.enabler_links.create(enabler=enabler)
            for vanguard in vanguards:
                support_request.recipients.create(vanguard=vanguard)
        return support_request

    return make


@pytest.fixture
def as_(client: Client) -> Callable[[User], Client]:
    """The test client, signed in as somebody: as_(sal).get("/"). Who was signed in last stays so: most tests ask again as them."""
    session: list[Any] = []

    def now(user: User) -> list[Any]:
        cookie = client.cookies.get(settings.SESSION_COOKIE_NAME)
        return [user.pk, user.password, timezone.localdate(), cookie and cookie.value]

    def sign_in(user: User) -> Client:
        if session != now(user):
            client.force_login(user, backend="people.backends.OpenAccounts")
            session[:] = now(user)
        return client

    return sign_in


@pytest.fixture
def first_line(as_: Callable[[User], Client]) -> Callable[..., str]:
    """The text of the newest line of a feed, as somebody reads it: first_line(tess)."""

    def read(person: User, address: str = "/changes/") -> str:
        page = as_(person).get(address).content.decode()
        line = re.search(r'<ul class="tracker-timeline">\s*<li>(.*?)</li>', page, re.DOTALL)
        assert line is not None, page
        return " ".join(re.sub(r"<[^>]+>", "", line[1]).split())

    return read


def versions_of(record: TrackedModel) -> list[Any]:
    """Return a record's versions, oldest first."""
    return list(record.versions.order_by("history_date"))
