"""Whoever makes pages sees every component there is, with its parameters."""

from datetime import date

import pytest
from django.test import override_settings

from board.component_list import FOLDER, about
from milestones.models import Commitment, Milestone
from pages.typed_dates import understand

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_every_component_says_on_top_what_it_takes():
    for name, words in about().items():
        assert len(words) > 20, name


@pytest.mark.parametrize("filled", [True, False])
def test_every_component_is_drawn_on_it_with_or_without_a_record(client, tess, ask, salford, recording, filled):
    if filled:
        ask("Rotas", salford)
        with recording():
            milestone = Milestone.objects.create(title="Common operating model", due=understand("1 December 2015"))
            Commitment.objects.create(
                milestone=milestone,
                vanguard=salford,
                due_on=date(2015, 12, 1),
                due_until=date(2015, 12, 1),
                expected_until=date(2015, 12, 1),
            )
    with override_settings(ROOT_URLCONF="board.tests.urls_of_dev"):
        answer = client.get("/components/")
    assert answer.status_code == 200
    page = answer.content.decode()
    for path in FOLDER.glob("*.html"):
        assert f'id="{path.name}"' in page, f"{path.name} is missing on templates/board/component_list.html"


def test_it_is_not_served_in_production(as_, tess):
    assert as_(tess).get("/components/").status_code == 404
