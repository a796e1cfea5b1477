"""A change concerns what it wrote, what that is part of, and who is on it at that moment; the leads of that are told, if it is for them."""

import pytest
from django.core.management import call_command
from django.db import transaction

from history import clock
from history.models import Change, Concern
from history.recording.changes import change
from support.models import Comment

pytestmark = pytest.mark.django_db
REQUEST, VANGUARD, RECIPIENT = "support.supportrequest", "vanguards.vanguard", "support.recipient"


def concerned(change):
    """Return what the latest change concerns, and whether its leads may read it."""
    return {(concern.record_type, concern.record_id): concern.told for concern in Concern.objects.filter(change=change)}


def latest():
    return Change.objects.latest("pk")


@pytest.fixture
def joint(ask, salford, neuro):
    return ask("Rotas", salford, neuro)


def test_a_change_to_a_request_concerns_every_vanguard_on_it_and_tells_their_leads(joint, tess):
    with change(by=tess):
        joint.note = "Seen"
        joint.save()
    assert concerned(latest()) == {(REQUEST, joint.pk): False, (VANGUARD, 38): True, (VANGUARD, 44): True}


def test_a_recipients_own_word_concerns_the_request_and_that_vanguard_alone(joint, sal):
    recipient = joint.recipients.get(vanguard=38)
    with change(by=sal):
        recipient.words = "It helped"
        recipient.save()
    assert concerned(latest()) == {(RECIPIENT, recipient.pk): False, (REQUEST, joint.pk): False, (VANGUARD, 38): True}


def test_who_is_taken_off_is_concerned_by_that_change_and_by_none_after(joint, tess):
    with change(by=tess, reason="Asked by mistake"):
        joint.recipients.get(vanguard=44).delete()
        joint.note = "One fewer"
        joint.save()
    assert concerned(latest())[VANGUARD, 44] is True
    with change(by=tess):
        joint.note = "Going on"
        joint.save()
    assert (VANGUARD, 44) not in concerned(latest())


@pytest.mark.parametrize(
    ("audience", "to", "told"),
    [("shared", None, {38: True, 44: True}), ("vanguard", 44, {38: False, 44: True}), ("internal", None, {38: False, 44: False})],
)
def test_a_comment_concerns_all_on_the_request_and_is_told_to_those_it_is_for(joint, tess, audience, to, told):
    with change(by=tess):
        Comment.objects.create(
            support_request=joint, audience=audience, vanguard_id=to, words="Words", written_by=tess, written_at=clock.now()
        )
    assert {number: is_told for (label, number), is_told in concerned(latest()).items() if label == VANGUARD} == told


def test_what_was_undone_within_a_change_concerns_nobody(joint, tess, neuro):
    with change(by=tess):
        joint.note = "Kept"
        joint.save()
        undone = transaction.savepoint()
        neuro.area = "Not kept"
        neuro.save()
        transaction.savepoint_rollback(undone)
    assert concerned(latest()) == {(REQUEST, joint.pk): False, (VANGUARD, 38): True, (VANGUARD, 44): True}


def test_a_record_older_than_what_is_kept_of_it_is_completed_when_it_is_migrated(joint):
    kept = set(Concern.objects.values_list("entry", "record_type", "record_id", "told"))
    Concern.objects.all().delete()
    call_command("migrate", verbosity=0)
    assert set(Concern.objects.values_list("entry", "record_type", "record_id", "told")) == kept
