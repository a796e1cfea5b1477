"""What is said on a request, and linked to it, and whom it reaches."""

import pytest
from django.urls import reverse

from pages.errors import Refused
from support import actions
from support.models import SupportRequest
from support.moves import make
from support.tests.stories import says
from support.workflow import Move

pytestmark = pytest.mark.django_db


def test_a_comment_reaches_those_it_is_for(as_, sal, tess, ask, salford, neuro):
    joint = ask("Dashboards", salford, neuro)
    address = reverse("request_comment", args=[joint.reference])
    as_(tess).post(address, {"words": "Between us and Neuro", "audience": "vanguard-44"})
    as_(tess).post(address, {"words": "Among ourselves", "audience": "internal"})
    as_(sal).post(address, {"words": "To everyone", "audience": "shared"})
    seen = says(as_(sal).get(joint.get_absolute_url()))
    assert [words in seen for words in ("To everyone", "Between us and Neuro", "Among ourselves")] == [True, False, False]


@pytest.mark.parametrize("audience", ["internal", "vanguard-44", "vanguard-99", "nobody"])
def test_a_lead_cannot_choose_readers_that_are_not_theirs(as_, sal, ask, salford, neuro, audience):
    joint = ask("Dashboards", salford, neuro)
    answer = as_(sal).post(reverse("request_comment", args=[joint.reference]), {"words": "Hidden", "audience": audience})
    assert answer.status_code == 200
    assert not joint.comments.exists()


def test_ones_own_comment_can_be_changed_and_what_it_said_stays_on_record(as_, sal, nora, tess, rotas):
    said = actions.comment(rotas, by=sal, audience="shared", words="By Friday")
    page = reverse("comment_edit", args=[rotas.reference, said.pk])
    version = said.version
    answer = as_(sal).post(page, {"words": "By Monday", "made_from": version}, follow=True)
    assert "By Monday" in says(answer)
    assert "changed " in says(answer)
    assert list(said.versions.order_by("history_date").values_list("words", flat=True)) == ["By Friday", "By Monday"]
    stale = as_(sal).post(page, {"words": "By Tuesday", "made_from": version})
    assert "Since you opened this page it was changed to “By Monday”." in says(stale)
    assert "By Tuesday" in says(stale), "what was typed stays"
    said.refresh_from_db()
    assert said.words == "By Monday"
    for somebody_else, status in ((tess, 403), (nora, 404)):
        assert as_(somebody_else).post(page, {"words": "Mine", "made_from": said.version}).status_code == status


def test_documents_are_linked_when_it_is_raised_and_later_once_each(as_, sal, tess, rotas):
    client = as_(sal)
    form = {"title": "A weekend rota", "needed": "Pharmacists are few", "vanguards": "38", "seen": "on"}
    client.post(reverse("request_new"), form | {"documents": "The plan https://example.com/plan\nhttps://example.com/map"})
    raised = SupportRequest.objects.get(title="A weekend rota")
    titles = list(raised.documents.values_list("title", "address"))
    assert titles == [("The plan", "https://example.com/plan"), ("https://example.com/map", "https://example.com/map")]
    page = reverse("request_document", args=[raised.reference])
    assert "1 document added." in says(as_(tess).post(page, {"documents": "Minutes https://example.com/minutes"}, follow=True))
    assert "That is on the request already." in says(as_(tess).post(page, {"documents": "Minutes https://example.com/minutes"}))
    assert '<a href="https://example.com/plan" rel="noreferrer">The plan</a>' in says(as_(sal).get(raised.get_absolute_url()))


@pytest.mark.parametrize(
    ("page", "typed", "field"),
    [
        ("request_comment", {"audience": "shared", "words": "Is there news?"}, "words"),
        ("request_document", {"documents": "Minutes https://example.com/minutes"}, "documents"),
    ],
)
def test_what_is_said_already_is_refused_where_it_was_typed(as_, tess, rotas, page, typed, field):
    address = reverse(page, args=[rotas.reference])
    as_(tess).post(address, typed)
    again = as_(tess).post(address, typed)
    assert list(again.context["form"].errors) == [field]
    assert f'href="#id_{field}' in says(again), "the summary leads there"


def test_a_comment_changed_while_a_vanguard_was_off_the_request_is_not_for_it_when_it_is_back(as_, nora, tess, ask, salford, neuro):
    joint = ask("Dashboards", salford, neuro)
    said = actions.comment(joint, by=tess, audience="shared", words="Said to both")
    make(joint, Move.REMOVE, by=tess, vanguard=44, words="By mistake")
    actions.edit_comment(said, by=tess, words="Said to Salford", made_from=said.version)
    make(joint, Move.ADD, by=tess, vanguards=[neuro], words="After all")
    assert "Said to Salford" not in says(as_(nora).get(joint.get_absolute_url()))


def test_who_was_taken_off_meanwhile_says_nothing_more_on_it(nora, sal, tess, ask, salford, neuro):
    joint = ask("Dashboards", salford, neuro)
    make(joint, Move.REMOVE, by=tess, vanguard=44, words="By mistake")
    with pytest.raises(Refused, match="has been removed, or your vanguard is no longer on it"):
        actions.comment(joint, by=nora, audience="shared", words="Still here")
    with pytest.raises(Refused, match="has been removed, or your vanguard is no longer on it"):
        actions.add_documents(joint, by=nora, documents=[("Plan", "https://example.com")])
    with pytest.raises(Refused, match="The Neuro Network is no longer on the request"):
        actions.comment(joint, by=tess, audience="vanguard", vanguard=neuro, words="For you")
