"""The words a record is found by are kept beside it in one plain form, with each write and each version, and nobody is shown them."""

from datetime import date

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models

from conftest import versions_of
from history.feed.differences import describe
from history.models import Change, Entry
from history.reading.tracked import TRACKED
from history.recording import bulk, search_words
from history.recording.backdated import Past
from history.recording.changes import CannotTrack
from support.models import Comment, SupportRequest
from vanguards.models import Organisation, Vanguard

pytestmark = pytest.mark.django_db
WORDS = " guy's nurse-led team\n s le\n"


def kept(record):
    """Return the words as the database has them."""
    return models.QuerySet(type(record)).filter(pk=record.pk).values_list("plain_words", flat=True).get()


def kept_with_versions(record):
    return [version.plain_words for version in versions_of(record)]


def make(name="Guy’s Nurse‑led Team", **fields):
    return Organisation.objects.create(name=name, kind="other", **fields)


def test_each_write_keeps_them_with_the_record_and_its_version(recording):
    with recording():
        team = make()
    assert kept(team) == kept_with_versions(team)[-1] == WORDS
    with recording():
        team.name = "IT"
        team.save()
    assert kept(team) == kept_with_versions(team)[-1] == " it\n"


def test_many_at_once_keep_their_own(recording, acc):
    with recording():
        made = [Vanguard(number=number, name=f"Élan {number}", care_model=acc[0], cohort=acc[1]) for number in (70, 71)]
        bulk.create_all(made)
    assert [kept(each) for each in made] == [" élan 70\n", " élan 71\n"]
    with recording():
        assert bulk.change_all(Vanguard.objects.all(), area="By the Sea") == 2
    assert [kept(each) for each in made] == [" élan 70\n by the sea\n", " élan 71\n by the sea\n"]
    assert [kept_with_versions(each)[-1] for each in made] == [kept(each) for each in made]


def test_the_past_that_is_made_up_keeps_them_too(tess):
    past = Past()
    with past.change(Change.objects.latest("pk").made_at.replace(year=2900), by=tess, reason="Élan"):
        team = past.add(Organisation(name="Guy’s Nurse‑led Team", kind="other"))
    past.close()
    assert kept(team) == kept_with_versions(team)[-1] == WORDS
    assert [kept(Change.objects.latest("pk")), kept(Entry.objects.latest("pk"))] == [" élan\n", f" organisation\n{WORDS}"]


def test_what_is_saved_of_a_record_keeps_them(recording, salford):
    with recording():
        some = Vanguard.objects.only("number", "name").get(pk=38)
        some.name = "Élan"
        some.save()
    assert kept(some) == " élan\n"
    with recording():
        team = make()
        team.name = "Élan"
        team.save(update_fields=["name"])
    assert kept(team) == kept_with_versions(team)[-1] == " élan\n"


def test_words_that_are_kept_together_are_saved_together(recording, ask, salford):
    rotas = ask("Rotas", salford)
    rotas.title = rotas.needed = "Other"
    with pytest.raises(CannotTrack, match="save needed too"), recording():
        rotas.save(update_fields=["title"])


def test_a_word_is_not_found_across_two_fields_and_a_short_one_where_a_word_begins(ask, salford, recording):
    asked = ask("Beds at", salford)

    with recording():
        asked.needed = "noon (GP-led), for CCGs and IT"
        asked.save()

    def found(words):
        return asked in SupportRequest.objects.mentioning(SupportRequest.sought(words))

    assert [found(words) for words in ("beds noon", "gp", "it", "IT beds", "le", "b gp", "ccg")] == [True] * 7
    assert [found(words) for words in ("atnoon", "at-noon", "on", "cg", "ed", "b x")] == [False] * 6


def test_nobody_is_shown_them(recording, tess):
    with recording():
        team = make()
    (described,) = describe(versions_of(team))
    assert "plain_words" not in [each.field for each in described.differences]
    for model in TRACKED.values():
        assert "plain_words" not in {field.name for field in model.fields_of_facts()}
        assert model.SEARCHED == () or not model._meta.get_field("plain_words").editable


def test_a_save_that_changes_no_fact_leaves_no_version_whatever_was_kept(recording):
    with recording():
        team = make()
    models.QuerySet(Organisation.version_model()).update(plain_words="as it was worked out before")
    with recording():
        team.save()
    assert len(versions_of(team)) == 1


def test_migrate_keeps_what_was_not_kept_of_records_their_versions_and_what_was_done_and_said(ask, salford, tess, recording):
    asked = ask("Guy’s Nurse‑led Team", salford)
    with recording("Élan"):
        Comment.objects.create(
            support_request=asked, audience="shared", words="Sunny", written_by=tess, written_at=Change.objects.latest("pk").made_at
        )
    keeping = list(search_words.keeping())
    before = {model: dict(models.QuerySet(model).values_list("pk", "plain_words")) for model in keeping}
    assert any("sunny" in words for words in before[Entry].values())
    for model in keeping:
        models.QuerySet(model).update(plain_words=None)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    call_command("migrate", verbosity=0)
    assert {model: dict(models.QuerySet(model).values_list("pk", "plain_words")) for model in keeping} == before


def test_every_model_with_words_and_its_versions_keep_them():
    keeping = set(search_words.keeping())
    for model in TRACKED.values():
        assert (model in keeping) is (model.version_model() in keeping) is bool(model.SEARCHED)
    assert {apps.get_model(label) for label in ("history.Change", "history.Entry", "mail.Mail")} <= keeping


def test_a_date_is_no_word(recording):
    assert search_words.kept(["Élan", None, "", date(2016, 1, 1), "IT-led"]) == " élan\n it-led\n le\n"
