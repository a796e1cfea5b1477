"""The team says better what is asked; what it said before stays in its history."""

import pytest

from pages.errors import Refused
from support.moves import make
from support.tests.stories import page_of, says, stands
from support.workflow import Move

pytestmark = pytest.mark.django_db


@pytest.fixture
def rotas(ask, salford, sal):
    return ask("Rotas", salford)


def edited(client, support_request, **typed):
    page = client.get(page_of(support_request, Move.EDIT))
    seen = page.context["form"]["instead_of"].value()
    return client.post(page_of(support_request, Move.EDIT), {"instead_of": seen, "words": "", **typed}, follow=True)


def test_title_and_need_are_edited_and_the_page_says_from_what(as_, tess, rotas):
    answer = edited(as_(tess), rotas, title="Rotas that share staff", needed="Two wards share one pharmacist.")
    assert (stands(rotas).title, stands(rotas).needed) == ("Rotas that share staff", "Two wards share one pharmacist.")
    assert "Title: Rotas → Rotas that share staff." in says(answer)
    assert rotas.versions.count() == 2


def test_the_form_shows_what_stands_and_what_is_missing_is_said(as_, tess, rotas):
    assert 'value="Rotas"' in says(as_(tess).get(page_of(rotas, Move.EDIT)))
    answer = edited(as_(tess), rotas, title="", needed="Why")
    assert "Enter what is needed" in says(answer)
    assert "Why" in says(answer), "what was typed stays"
    with pytest.raises(Refused, match="You have not changed anything"):
        make(rotas, Move.EDIT, by=tess, title=rotas.title, needed=rotas.needed, words="")


def test_what_somebody_else_wrote_since_is_not_replaced_unseen(as_, tess, tom, rotas):
    client = as_(tess)
    seen = client.get(page_of(rotas, Move.EDIT)).context["form"]["instead_of"].value()
    make(rotas, Move.EDIT, by=tom, title="Rosters", needed="Said better", words="")
    answer = client.post(page_of(rotas, Move.EDIT), {"instead_of": seen, "title": "Rota", "needed": "Mine", "words": ""})
    assert "Since you opened this page it was changed to “Rosters”." in says(answer)
    assert stands(rotas).title == "Rosters"


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_lead_does_not(as_, sal, rotas, method):
    answer = getattr(as_(sal), method)(page_of(rotas, Move.EDIT), {"title": "Mine", "needed": "Mine", "words": ""})
    assert answer.status_code == 403
    assert "Only the programme team can edit the title and the need." in says(answer)
