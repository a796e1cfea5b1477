"""The same seed makes the same programme; another seed another one."""

import pytest
from django.db import transaction

from board.made_up.programme import Size, make
from history.models import Change
from support.models import SupportRequest

pytestmark = pytest.mark.django_db


def told(seed):
    """Return what a seed makes, and take it back."""
    with transaction.atomic():
        make(Size(vanguards=3, requests=20, commitments=10, versions=200), seed)
        requests = list(SupportRequest.objects.order_by("pk").values_list("title", "state", "raised_on"))
        changes = list(Change.objects.order_by("pk").values_list("made_at", "reason"))
        transaction.set_rollback(True)
    return requests, changes


def test_a_seed_is_a_programme():
    first, again, another = told(1), told(1), told(2)
    assert first == again
    assert first != another


def test_a_programme_may_have_hardly_anything():
    assert make(Size(vanguards=1, requests=0, commitments=0, versions=0), seed=1) > 0
    assert SupportRequest.objects.count() == 0
