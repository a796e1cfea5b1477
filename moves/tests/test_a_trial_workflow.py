"""The pattern is tried on a workflow of its own, thrown away with the test: five moves of visits that the team makes to vanguards."""

import sys
from importlib import import_module
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.db import connection
from django.urls import clear_url_caches
from django.urls.converters import REGISTERED_CONVERTERS

from history import clock
from history.models import Change
from history.reading.tracked import TRACKED
from history.recording.changes import change
from moves.making import make_of_one
from pages.errors import Refused
from pages.typed_dates import understand

pytestmark = pytest.mark.django_db

HERE = Path(__file__).parent / "trial"
LATER, LATEST = "1 March 2099", "1 April 2099"


@pytest.fixture
def trial(settings, db):
    """Give its models tables, and its pages addresses, during the test."""
    moves = import_module("moves.tests.trial.moves")
    models = {label: model for label, model in TRACKED.items() if model.__module__.startswith("moves.tests")}
    create(model for tracked in models.values() for model in (tracked, tracked.version_model()))
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [*settings.TEMPLATES[0]["DIRS"], HERE / "templates"]}, settings.TEMPLATES[1]]
    urls = import_module("config.urls")
    before, urls.urlpatterns = urls.urlpatterns, [*moves.ADDRESSES, *urls.urlpatterns]
    clear_url_caches()
    yield moves
    urls.urlpatterns = before
    clear_url_caches()
    forget(models)


def create(models):
    """Make the tables like a migration, inside the test's transaction, where SQLite does not allow a migration."""
    editor = connection.schema_editor(collect_sql=True)
    editor.deferred_sql = []
    for model in models:
        editor.create_model(model)
    with connection.cursor() as cursor:
        for statement in [*editor.collected_sql, *(f"{each};" for each in editor.deferred_sql)]:
            cursor.execute(statement)


def forget(models):
    for label in models:
        del TRACKED[label]
    del REGISTERED_CONVERTERS["visit_move"]
    apps.all_models["moves"].clear()
    apps.clear_cache()
    for name in [name for name in sys.modules if name.startswith("moves.tests.trial")]:
        del sys.modules[name]


@pytest.fixture
def visit(trial):
    def to(place, **fields):
        with change(by=None, source="command"):
            return trial.Visit.objects.create(place=place, **fields)

    return to


def says(answer):
    return answer.content.decode().replace("&#39;", "’")


ASKED = {"agree": {"visited_on": understand(LATER).first}, "postpone": {"visited_on": understand(LATEST).first}}
DAYS = {"agreed": {"visited_on": understand(LATER).first}, "made": {"visited_on": understand(LATER).first}}


def test_every_move_is_made_from_its_states_by_whom_it_is_for_and_by_nobody_else(trial, visit, tess, otto):
    for slug, kind in trial.MOVES.items():
        for state in trial.State:
            for by in (tess, otto):
                one = visit(f"{slug} {state}", state=state, **DAYS.get(state, {}))
                made, changes = kind(by, words="So it is", **ASKED.get(slug, {})), Change.objects.count()
                if by == tess and state in kind.states:
                    assert make_of_one(made, one).state == (kind.to or state)
                    ((before, after),) = one.moves.values_list("state_before", "state_after")
                    assert (before, after, one.versions.count()) == (state, kind.to or state, 2)
                else:
                    with pytest.raises(Refused, match=r"\.$"):
                        make_of_one(made, one)
                    assert (one.moves.count(), Change.objects.count()) == (0, changes)


def test_one_is_moved_on_its_page_and_a_refusal_stands_by_the_field_it_is_about(as_, trial, visit, tess, otto):
    salford, client = visit("Salford", state="agreed", visited_on=understand(LATER).first), as_(tess)
    page = f"/visits/{salford.pk}/postpone/"
    assert "Salford" in says(client.get(page))
    refused = client.post(page, {"visited_on": LATER, "words": "Snow"})
    assert "Choose a later day." in says(refused)
    assert "Snow" in says(refused), "what was typed stays"
    assert client.post(page, {"visited_on": LATEST, "words": "Snow"}).status_code == 302
    assert salford.moves.get().words == "Snow"
    assert as_(otto).post(page, {"visited_on": LATEST, "words": "Snow"}).status_code == 403
    assert "It is agreed. Only what is planned can be agreed." in says(as_(tess).get(f"/visits/{salford.pk}/agree/"))


def test_many_are_previewed_and_moved_in_one_change_but_for_what_moved_since(as_, trial, visit, tess, tom):
    chosen = [visit("Salford"), visit("Wigan"), visit("Leeds", state="made", visited_on=clock.today())]
    client, query = as_(tess), urlencode({"chosen": [each.pk for each in chosen], "preview": "1"}, doseq=True)
    preview = client.get(f"/visits/many/cancel/?{query}", follow=True)
    assert "2 of 3 visits will change." in says(preview)
    assert "It is made. Only what is planned or agreed can be cancelled." in says(preview)
    make_of_one(trial.Agree(tom, visited_on=understand(LATER).first), chosen[0])
    page = f"{preview.request['PATH_INFO']}?{preview.request['QUERY_STRING']}"
    answer = client.post(page, {"words": "Snow"})
    assert "1 done, 2 not changed" in says(answer)
    assert "Tom changed it since you looked at it." in says(answer)
    assert dict(trial.Visit.objects.values_list("place", "state")) == {"Salford": "agreed", "Wigan": "cancelled", "Leeds": "made"}
