"""What is made once and kept has room for so much and no more, whatever is sent: in all, and of one thing."""

import ast
import platform
import random
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from config.memory import keep_small
from history import clock
from history.reading import remembered
from history.reading.as_at import as_at
from pages import bounded_cache
from pages.bounded_cache import SHELVES, kept
from pages.components import nhs

pytestmark = pytest.mark.once

# What else is remembered by what it was given, and why that cannot grow: of our own names and models; or a number of short things.
BOUNDED = {
    "config/jinja.py": "the files that our templates name",
    "history/reading/as_at.py": "one result",
    "history/clock.py": "one result",
    "history/recording/concerns.py": "by our models",
    "history/reading/prepared.py": "1,000 statements",
    "history/recording/quick_writes.py": "by our models",
    "history/recording/versions.py": "by our models",
    "history/feed/references.py": "one result",
    "pages/date_differences.py": "10,000 pairs of dates that are on record",
    "pages/fields.py": "by kinds of fields",
    "pages/components.py": "names of components, states and headings, 200 of each at most",
    "pages/dates.py": "10,000 dates and moments that are on record",
    "pages/links.py": "10,000 paths of records, and names of our own",
    "pages/working_days.py": "one result",
    "support/views/requests.py": "one result, for as long as its own request lasts",
}


@pytest.fixture(autouse=True)
def _shelves_of_the_suite():
    """Forget the shelves that a test made."""
    before = [*SHELVES]
    yield
    SHELVES[:] = before


def shelf_of(room):
    made = []

    @kept(room)
    def twice(words):
        made.append(words[:1])
        return words * 2

    return twice, made


def test_what_was_used_last_is_kept_up_to_so_many_characters():
    twice, made = shelf_of(7_000)  # for twenty-one of them
    for letter in "abcdefghijklmnopqrst":
        twice(letter)
    twice("a")
    assert "".join(made) == "abcdefghijklmnopqrst"
    for letter in "ABCDEFGHIJ":
        twice(letter)
    made.clear()
    for letter in "aJb":
        twice(letter)
    assert made == ["b"], "what was not asked for any more is gone"
    assert twice.cache_info().filled <= 7_000


def test_what_is_long_alone_is_made_each_time_and_pushes_nothing_out():
    twice, made = shelf_of(7_000)
    for words in ("a", "b" * 5_000, "b" * 5_000, "a"):
        twice(words)
    assert made == ["a", "b", "b"]


def test_components_of_endless_words_have_no_more_room_than_any():
    (drawn,) = [shelf for shelf in SHELVES if shelf.name == "pages.components._drawn"]
    for number in range(300):
        nhs.textarea({"name": "words", "id": "words", "label": {"text": "Words"}, "value": f"{number}" * 20_000})
        nhs.textarea({"name": "words", "id": "words", "label": {"text": "Words"}, "value": f"{number}" * 1_000})
    sizes = [size for _, size in drawn.results.values()]
    assert sum(sizes) == drawn.filled <= drawn.room
    assert max(sizes) <= drawn.room // bounded_cache.ONE_OF


@pytest.mark.django_db
def test_after_hostile_pages_nothing_has_more_than_its_room(as_, sal, tess, ask, salford, monkeypatch):
    asked, client, noise = ask("Rotas", salford), as_(tess), random.Random(16)  # noqa: S311 - the same each time
    client.get("/")  # everything is there that keeps something
    monkeypatch.setattr(bounded_cache, "ONE_OF", 1)
    for shelf in SHELVES:
        shelf.clear()
        monkeypatch.setattr(shelf, "room", 20_000)
    for _ in range(30):
        words = "".join(noise.choices("abcé漢'<&", k=noise.choice([5, 150])))
        client.get(reverse("request_list"), {"q": words, words: words, "state": [words, "raised"]})
        client.get(reverse("milestone_timeline"), {"q": words, "time": words})
        client.get(reverse("search"), {"q": words})
        client.get(reverse("request_list"), {"as_at": f"2016-01-{noise.randrange(1, 29):02d}"})
        client.post(reverse("request_comment", args=[asked.reference]), {"words": words * 200, "audience": words})
        client.post(reverse("request_new"), {"title": words, "needed": words * 400, "vanguards": words})
        Client().post(reverse("account_login"), {"login": words, "password": words})
    assert {shelf.name: shelf.filled for shelf in SHELVES if shelf.filled > 20_000} == {}
    assert any(shelf.misses for shelf in SHELVES)


@pytest.mark.django_db
def test_a_walk_through_the_past_fills_no_memory(recording, salford, monkeypatch):
    monkeypatch.setattr(remembered, "MOST_OF_THE_PAST", 5)
    work = remembered.until_the_next_change(lambda: "x")
    work()
    for _ in range(20):
        with as_at(clock.now()):
            work()
    assert (len(remembered._results), len(remembered._results_of_the_past)) == (1, 5)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc keeps what it was lent")
def test_memory_goes_back_to_the_machine():
    assert keep_small()


def test_nothing_else_is_remembered_by_what_a_client_sends():
    """Each place that remembers for ever, or by arguments of any length, is listed here with why it cannot grow."""
    root, found = Path(settings.ROOT), set()
    for app in ("board", "config", "history", "mail", "milestones", "pages", "people", "support", "vanguards"):
        for path in (root / app).rglob("*.py"):
            imports = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.ImportFrom)]
            taken = {name.name for node in imports if node.module == "functools" for name in node.names}
            if "tests" not in path.parts and taken & {"cache", "lru_cache"}:
                found.add(str(path.relative_to(root)))
    assert found - {"pages/jinja.py"} == set(BOUNDED), "pages/jinja.py asks only what kind of function such a one is"
