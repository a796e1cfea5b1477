"""Parts of words are found by an index that follows every write; the past, which has none, is read through."""

import pytest
from django.core.management import call_command
from django.db import connection

from history import clock
from history.reading.as_at import as_at
from support.models import SupportRequest

pytestmark = pytest.mark.django_db


def found(word):
    return list(SupportRequest.objects.mentioning(SupportRequest.sought(word)).order_by("pk"))


def test_a_record_is_found_by_part_of_a_word_as_soon_as_it_is_written_and_no_longer_when_the_word_is_gone(ask, salford, recording):
    rotas = ask("Rotas for clinics", salford)
    assert found("linic") == found("CLINIC") == [rotas]
    with recording():
        rotas.title = rotas.needed = "Rotas for wards"
        rotas.save()
    assert (found("linic"), found("ward")) == ([], [rotas])
    with recording():
        for recipient in rotas.recipients.all():
            recipient.delete()
        rotas.delete()
    assert found("ward") == []


@pytest.mark.parametrize("word", ['say "so"', "100%", "under_score", "it's", "a*b", "(c)", "Ærø kommune", "-minus", "NEAR", "title:x"])
def test_what_has_a_meaning_to_a_database_is_only_letters(ask, salford, word):
    meant = ask(f"About {word} and more", salford)
    ask("About something else", salford)
    assert found(word) == [meant]


def test_the_past_is_searched_as_it_was(ask, salford, recording):
    rotas = ask("Rotas for clinics", salford)
    then = clock.now()
    with recording():
        rotas.title = rotas.needed = "Rotas for wards"
        rotas.save()
    with as_at(then):
        assert (found("linic"), found("ward")) == ([rotas], [])


def test_the_index_is_made_again_where_a_change_of_the_table_has_taken_it_away(ask, salford):
    rotas = ask("Rotas for clinics", salford)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":  # as when Django makes a table anew
            cursor.execute('DROP TRIGGER "support_supportrequest_words_added"')
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what the test has written so far is settled: an index can be made
            cursor.execute('DROP INDEX "support_supportrequest_words_plain"')
    unindexed = ask("Clinics at night", salford)
    call_command("migrate", verbosity=0)
    assert found("linic") == [rotas, unindexed]


def test_an_index_in_which_written_words_wait_is_made_anew(ask, salford):
    """Only PostgreSQL can have these; SQLite's triggers index each write at once."""
    rotas = ask("Rotas for clinics", salford)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute('ALTER INDEX "support_supportrequest_words_plain" SET (fastupdate = on)')
            call_command("migrate", verbosity=0)
            cursor.execute("SELECT reloptions FROM pg_class WHERE relname = 'support_supportrequest_words_plain'")
            assert cursor.fetchone() == (["fastupdate=off"],)
    assert found("linic") == [rotas]
