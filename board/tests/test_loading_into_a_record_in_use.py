"""People had begun before the facts were loaded: nothing of theirs is touched, and the facts find their place beside it."""

from io import StringIO

from django.core.management import call_command

from history.recording.changes import change
from support.models import Enabler, SupportRequest
from vanguards.merging import merge, weigh
from vanguards.models import Organisation, Vanguard


def load():
    out = StringIO()
    call_command("load_programme", stdout=out)
    return out.getvalue()


def test_the_published_requests_take_the_next_numbers_in_their_order(ask, salford):
    with change(by=None, source="command"):
        theirs = SupportRequest.objects.create(pk=2, title="Rotas", needed="Help.")
    load()
    assert SupportRequest.objects.get(pk=2) == theirs
    assert SupportRequest.objects.filter(source__code="ACC-SUMMARY").count() == 27
    assert SupportRequest.objects.get(title="Leadership for a changing health economy").pk == 28
    assert SupportRequest.objects.get(title="Logic models that state the expected benefits").pk == 1
    assert ask("Beds", salford).pk > 28


def test_a_vanguard_entered_by_hand_is_left_and_its_parts_are_added(salford, enabler):
    said = load()
    assert Vanguard.objects.count() == 50
    assert Vanguard.objects.get(pk=38).patient_population is None
    assert Vanguard.objects.get(pk=38).partnerships.count() == 3
    assert Enabler.objects.get(slug="workforce-redesign") == enabler
    assert "vanguard 38, patient population: “2000000” → nothing" in said


def test_an_organisation_that_was_merged_is_loaded_as_the_one_it_became(otto):
    load()
    gone, kept = Organisation.objects.get(name="Monitor"), Organisation.objects.get(name="NHS England")
    answers = kept.answers.count() + gone.answers.count()
    with change(by=None, source="command"):
        for succession in gone.successions.all():
            succession.delete()
    merge(gone, kept, by=otto, reason="One body", seen=weigh(gone, kept).seen)
    said = load()
    assert not Organisation.objects.filter(name="Monitor").exists()
    assert "Monitor, to which it refers" not in said
    assert "organisation Monitor, name: “Monitor” → “NHS England”" in said
    assert kept.answers.count() == answers
