"""Each list finds its page by an index: a plan that reads or sorts all that there is makes a page that grows with the record.

Asked of a made-up programme of a few thousand rows, today and as at a moment, by what the databases themselves say they would do.
PostgreSQL is told to dislike reading everything and sorting it: of so few rows it would do both, with an index or without.
"""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django.db.backends.utils import CursorWrapper

from board.made_up.programme import Size, make
from board.tests.conftest import on_record  # noqa: F401 - a record for the whole file
from history import clock
from history.models import Change
from history.reading import visibility
from people.models import User

SIZE = Size(vanguards=120, requests=3_000, commitments=3_000, versions=16_000)
PAGE = (" LIMIT 51", " LIMIT 1001")  # what a page's query ends with: its rows, or as many as are counted, and one to see if there are more


@pytest.fixture(scope="module", autouse=True)
def made(on_record):  # noqa: F811
    with on_record():
        make(SIZE, seed=5)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
            if connection.vendor == "postgresql":
                for dislike in ("enable_seqscan", "enable_sort", "enable_hashjoin", "enable_mergejoin"):
                    cursor.execute(f"SET LOCAL {dislike} = off")
        yield


pytestmark = pytest.mark.django_db


@pytest.fixture
def plan_of(client, monkeypatch):
    """The plan of the query that finds the rows of a page, as it is sent: the past in front of it, where one is set."""

    def find(address, who="team1"):
        client.force_login(User.objects.get(email=f"{who}@example.com"), backend="people.backends.OpenAccounts")
        sent = []
        execute = CursorWrapper._execute
        with monkeypatch.context() as patched:
            patched.setattr(
                CursorWrapper,
                "_execute",
                lambda self, sql, params, *rest: [sent.append((sql, params)), execute(self, sql, params, *rest)][1],
            )
            assert client.get(address).status_code == 200
        ((sql, params),) = [each for each in sent if each[0].endswith(PAGE)]
        explain = "EXPLAIN (COSTS OFF) " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN "
        with connection.cursor() as cursor:
            cursor.execute(explain + sql, params)
            return "\n".join(str(row[-1]) for row in cursor.fetchall())

    return find


@contextmanager
def preferring(**settings):
    """PostgreSQL likes and dislikes something else inside."""
    other = {"on": "off", "off": "on"}
    with connection.cursor() as cursor:
        for name, value in settings.items() if connection.vendor == "postgresql" else ():
            cursor.execute(f"SET LOCAL {name} = {value}")
        yield
        for name, value in settings.items() if connection.vendor == "postgresql" else ():
            cursor.execute(f"SET LOCAL {name} = {other[value]}")


def sorts_everything(plan):
    return "USE TEMP B-TREE FOR ORDER BY" in plan or ("Sort Key" in plan and "Presorted Key" not in plan)


def reads_by_index(plan, table):
    """That it reads the table by an index, or (SQLite, whose rows lie in its order) by its key."""
    return f"Seq Scan on {table}" not in plan and any(
        table in line and ("INDEX" in line or "PRIMARY KEY" in line or "Index" in line or line.strip() == f"SCAN {table}")
        for line in plan.splitlines()
    )


TODAY = [
    ("/support/", "support_supportrequest"),
    ("/support/?sort=title", "support_supportrequest"),
    ("/support/?sort=-state", "support_supportrequest"),
    ("/support/?sort=target", "support_supportrequest"),
    ("/support/?sort=-target", "support_supportrequest"),
    ("/support/?state=raised", "support_supportrequest"),
    ("/vanguards/", "vanguards_vanguard"),
    ("/vanguards/?sort=name", "vanguards_vanguard"),
    ("/vanguards/?sort=-population", "vanguards_vanguard"),
    ("/milestones/", "milestones_milestone"),
    ("/milestones/commitments/", "milestones_commitment"),
    ("/milestones/commitments/?sort=-expected", "milestones_commitment"),
    ("/milestones/commitments/?sort=vanguard", "milestones_commitment"),
    ("/milestones/commitments/?sort=milestone", "milestones_commitment"),
    ("/milestones/commitments/?status=overdue", "milestones_commitment"),
    ("/milestones/timeline/", "vanguards_vanguard"),
    ("/milestones/timeline/?by=milestone", "milestones_milestone"),
    ("/changes/", "history_change"),
    ("/mail/", "mail_mail"),
]


@pytest.mark.parametrize(("address", "table"), TODAY)
def test_a_list_reads_its_page_by_an_index_and_sorts_nothing(plan_of, address, table):
    plan = plan_of(address)
    assert reads_by_index(plan, table), plan
    assert not sorts_everything(plan), plan


def test_the_page_of_a_list_is_found_without_its_rows(plan_of):
    """Far pages pass by thousands of rows that they do not show."""
    plan = plan_of("/support/")
    assert ("COVERING INDEX requests_by_number" if connection.vendor == "sqlite" else "Index Only Scan") in plan, plan


@pytest.mark.parametrize("address", ["/support/", "/changes/", "/support/?vanguard=20"])
def test_a_lead_finds_their_own_by_their_vanguard_without_reading_the_others(plan_of, address):
    plan = plan_of(address, who="lead20")
    assert reads_by_index(plan, {"/changes/": "history_change"}.get(address, "support_supportrequest")), plan
    whole = "COVERING INDEX " if connection.vendor == "sqlite" else ""  # PostgreSQL knows only after a vacuum that it needs no rows
    by = f"{whole}concerns_of_a_record" if address == "/changes/" else "recipient"
    assert by in plan, plan


@pytest.mark.parametrize("address", ["/support/?q=clinics", "/vanguards/?q=north"])
def test_words_are_found_by_the_index_of_words(plan_of, address):
    """PostgreSQL would rather walk through the newest of so few rows: here it is told to dislike that, and may sort."""
    with preferring(enable_indexscan="off", enable_sort="on"):
        plan = plan_of(address)
    assert ("VIRTUAL TABLE INDEX" if connection.vendor == "sqlite" else "_words_") in plan, plan


@pytest.mark.parametrize("who", ["team1", "lead20"])
def test_the_last_changes_of_a_record_are_found_by_what_concerns_it_however_quiet_it_is(who):
    user = User.objects.get(email=f"{who}@example.com")
    changes = Change.objects.last_of(visibility.of_record("vanguards.vanguard", 20, user), 5).for_list(user).order_by("-made_at")
    with preferring(enable_sort="on"):
        plan = changes.explain()
    assert "concerns_of_a_record" in plan, plan
    assert "made_at" not in plan.replace("Sort Key: history_change.made_at", ""), "not by walking back through all that was changed"


PAST = [
    ("/support/", "support_supportrequestversion"),
    ("/support/?sort=target", "support_supportrequestversion"),
    ("/vanguards/", "vanguards_vanguardversion"),
    ("/milestones/", "milestones_milestoneversion"),
]


@pytest.mark.parametrize(("address", "table"), PAST)
def test_a_list_of_the_past_reads_its_page_by_the_index_of_the_versions(plan_of, address, table):
    half_way = clock.today() - timedelta(days=365)
    plan = plan_of(f"{address}{'&' if '?' in address else '?'}as_at={half_way}")
    assert reads_by_index(plan, table), plan
    assert "INDEX" in plan or "Index" in plan, plan


def test_a_leads_list_of_the_past_is_found_by_their_vanguard(plan_of):
    plan = plan_of(f"/support/?as_at={clock.today() - timedelta(days=365)}", who="lead20")
    assert "recipient_v2" in plan, plan
