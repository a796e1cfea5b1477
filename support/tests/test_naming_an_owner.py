"""Somebody is named as an owner as people type names, and names are offered to those who give requests to somebody."""

import pytest
from django.urls import reverse

from history import clock
from people.names import MOST_IN_A_BOX
from support.tests.stories import markup, page_of, says, stands
from support.workflow import Move

pytestmark = pytest.mark.django_db

NAMES = reverse("owner_names")


@pytest.mark.parametrize(
    "words",
    ["Imran", "imran q", "IMRAN QURESHI", "Qureshi", "imran@example.com", "Imran\u00a0Qureshi", "Imran Qureshi (imran@example.com)"],
)
def test_a_name_is_understood_as_people_type_it(as_, tess, imran, rotas, words):
    as_(tess).post(page_of(rotas, Move.REASSIGN), {"owner": words, "words": "He knows it"})
    assert stands(rotas).owner == imran


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Siân O’Neill", "SIÂN"),
        ("Siân O’Neill", "sia\u0302n o'neill"),
        ("Siân O’Neill", "O‘Neill"),
        ("Anne-Marie Weiß", "anne\u2011marie weiss"),
    ],
)
def test_accents_apostrophes_and_hyphens_are_as_they_come(as_, tess, of_the_team, rotas, name, words):
    meant = of_the_team(name, "meant")
    as_(tess).post(page_of(rotas, Move.REASSIGN), {"owner": words, "words": "Theirs"})
    assert stands(rotas).owner == meant


def test_where_several_may_be_meant_they_are_named_with_their_addresses(as_, tess, imran, of_the_team, rotas):
    of_the_team("Imran Khan", "imran.khan")
    answer = as_(tess).post(page_of(rotas, Move.REASSIGN), {"owner": "Imran", "words": "His"})
    assert "“Imran” may be Imran Khan (imran.khan@example.com) or Imran Qureshi (imran@example.com)." in says(answer)
    assert 'value="Imran"' in says(answer), "what was typed stays"
    assert stands(rotas).owner is None
    as_(tess).post(page_of(rotas, Move.REASSIGN), {"owner": "imran@example.com", "words": "His"})
    assert stands(rotas).owner == imran


def test_two_of_one_name_are_told_apart_where_they_are_listed(as_, tess, imran, of_the_team, rotas):
    other = of_the_team("Imran Qureshi", "i.qureshi")
    assert '<option value="Imran Qureshi (i.qureshi@example.com)">' in markup(as_(tess).get(page_of(rotas, Move.REASSIGN)))
    as_(tess).post(page_of(rotas, Move.REASSIGN), {"owner": "Imran Qureshi (i.qureshi@example.com)", "words": "His"})
    assert stands(rotas).owner == other


@pytest.mark.parametrize("words", ["\u200b", "x" * 300, "🙂", "nobody", "%", "'"])
def test_what_names_nobody_is_said_and_stays(as_, tess, imran, rotas, words):
    answer = as_(tess).post(page_of(rotas, Move.REASSIGN), {"owner": words, "words": "His"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["owner"])
    assert stands(rotas).owner is None


def test_a_box_lists_a_small_team_and_a_large_one_is_typed(as_, tess, of_the_team, rotas):
    page = markup(as_(tess).get(page_of(rotas, Move.REASSIGN)))
    assert (
        '<select class="nhsuk-select" id="id_owner" name="owner" aria-describedby="id_owner-hint" data-offers="/support/names/?of=team">'
        in page
    )
    assert '<option value="Tess">Tess</option>' in page
    for number in range(MOST_IN_A_BOX):
        of_the_team(f"Member {number}", f"member{number}")
    page = says(as_(tess).get(page_of(rotas, Move.REASSIGN)))
    assert "<option" not in page.partition("<main")[2]
    assert 'data-offers="/support/names/?of=team"' in page


def test_names_are_offered_as_one_types(as_, tess, imran, of_the_team):
    of_the_team("Imran Khan", "imran.khan")
    of_the_team("Imran Left", "imran.left", closed_on=clock.today())
    answer = as_(tess).get(NAMES, {"q": "imr"}).json()
    assert [each["words"] for each in answer["names"]] == ["Imran Khan", "Imran Qureshi"]
    assert answer["names"][0]["address"] == "imran.khan@example.com"
    assert as_(tess).get(NAMES, {"q": "nobody"}).json() == {"names": [], "more": False}
    assert as_(tess).get(NAMES, {"q": "x", "of": "all"}).status_code == 400


def test_no_more_than_ten_are_offered(as_, tess, of_the_team):
    for number in range(12):
        of_the_team(f"Member {number}", f"member{number}")
    answer = as_(tess).get(NAMES, {"q": "member"}).json()
    assert (len(answer["names"]), answer["more"]) == (10, True)


@pytest.mark.parametrize("person", ["sal", "otto", "newt"])
def test_nobody_but_who_assigns_is_told_the_names(as_, request, person, imran):
    answer = as_(request.getfixturevalue(person)).get(NAMES, {"q": "imran"})
    assert answer.status_code == 403
    assert "Qureshi" not in says(answer)


def test_who_owns_something_is_offered_where_they_leave(as_, tess, imran, tom, ask, salford, close):
    ask("Rotas", salford, owner=imran), ask("Beds", salford, owner=imran)
    ask("Closed", salford, owner=tom, state="closed")
    page = markup(as_(tess).get(reverse("request_hand_over")))
    assert '<option value="Imran Qureshi">Imran Qureshi, 2 open requests</option>' in page
    close(imran)
    offered = as_(tess).get(NAMES, {"q": "", "of": "owners"}).json()["names"]
    assert [each["text"] for each in offered] == ["Imran Qureshi, 2 open requests, account closed"]
