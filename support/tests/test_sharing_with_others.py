"""Support given to other vanguards: only what the team has shared, without names, words or comments."""

import pytest
from django.urls import reverse

from support import actions
from support.models import SupportRequest
from support.moves import make
from support.workflow import Helped, Move
from vanguards.models import CareModel

pytestmark = pytest.mark.django_db


@pytest.fixture
def got(ask, salford, sal, tess):
    """Salford asked for rotas, got them, said that they help, and commented."""
    rotas = ask("Rotas", salford, raised_by=sal, owner=tess, state="in progress")
    make(rotas, Move.DELIVER, by=tess, words="A rota tool")
    make(rotas, Move.CONFIRM, by=sal, vanguard=38, helped=Helped.YES, words="Nights are easier")
    actions.comment(rotas, by=sal, audience="shared", words="Thank you all")
    return rotas


def seen(client):
    return client.get(reverse("request_shared")).content.decode()


def test_nothing_is_shown_until_the_team_shares_it(as_, nora, got):
    assert "Nothing is shared yet." in seen(as_(nora))


def test_a_lead_of_the_same_care_model_reads_what_was_asked_and_given_and_nothing_else(as_, tess, nora, got):
    page = f"{got.get_absolute_url()}share/"
    before = as_(tess).get(page).content.decode()
    assert all(words in before for words in ("will be able to read this", "Help with rotas.", "A rota tool")), "she sees what will be read"
    as_(tess).post(page, follow=True)
    shared = seen(as_(nora))
    assert all(words in shared for words in ("Rotas", "Help with rotas.", "A rota tool", "Closed"))
    hidden = ("Salford", "Nights are easier", "Thank you all", ">Sal<", "Tess", got.reference)
    assert not [words for words in hidden if words in shared]
    client = as_(nora)
    assert client.get(got.get_absolute_url()).status_code == 404, "its page stays its own"
    assert "Rotas" not in client.get(reverse("request_list")).content.decode()


def test_it_is_not_for_another_care_model_nor_among_the_others_for_those_who_asked(as_, recording, tess, sal, nora, neuro, got):
    make(got, Move.SHARE, by=tess)
    assert "Nothing is shared yet." in seen(as_(sal)), "theirs stands in their own list"
    with recording():
        neuro.care_model = CareModel.objects.create(code="MCP", name="Multispecialty community provider")
        neuro.save()
    assert "Nothing is shared yet." in seen(as_(nora))
    assert "Rotas" in seen(as_(tess))


def test_what_is_no_longer_shared_is_gone_from_the_past_too(as_, tess, nora, got):
    make(got, Move.SHARE, by=tess)
    shared_at = got.moves.last().moved_at
    make(got, Move.UNSHARE, by=tess)
    assert "Nothing is shared yet." in seen(as_(nora))
    past = {"as_at": shared_at.isoformat()}
    then = as_(nora).get(reverse("request_shared"), past).content.decode()
    assert "What is shared is shown only as it is now." in then
    assert "Rotas" not in then, "it may have been shared by mistake"
    assert "Rotas" in as_(tess).get(reverse("request_shared"), past).content.decode()


@pytest.mark.parametrize("person", ["sal", "otto"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_only_the_team_shares(as_, request, got, person, method):
    assert getattr(as_(request.getfixturevalue(person)), method)(f"{got.get_absolute_url()}share/").status_code == 403
    assert not SupportRequest.objects.filter(shared=True).exists()


def test_a_lead_who_wants_it_too_begins_with_its_words_and_learns_no_more(as_, tess, nora, neuro, got, enabler):
    make(got, Move.SHARE, by=tess)
    client = as_(nora)
    assert "/support/new/?like=Rotas" in seen(client)
    form = client.get(reverse("request_new"), {"like": "Rotas"}).context["form"]
    assert (form["title"].value(), form["needed"].value()) == ("Rotas", "Help with rotas.")
    raised = client.post(reverse("request_new"), {"title": "Rotas", "needed": "Help with rotas.", "vanguards": "44", "seen": "on"})
    assert raised.status_code == 302
    assert SupportRequest.objects.latest("pk").recipients.get().vanguard == neuro


def test_what_is_not_shared_begins_no_request(as_, nora, got):
    assert not as_(nora).get(reverse("request_new"), {"like": "Rotas"}).context["form"]["title"].value()
