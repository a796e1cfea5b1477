"""A request is raised: what is asked, what is refused, and what may already answer it."""

from datetime import date

import pytest
from django.urls import reverse

from support import actions
from support.models import Enabler, SupportRequest
from support.tests.stories import page_of, says
from support.workflow import Move

pytestmark = pytest.mark.django_db


def test_a_lead_raises_a_request_for_their_vanguard(as_, sal, enabler):
    client = as_(sal)
    assert 'value="38" checked' in says(client.get(reverse("request_new"))), "theirs is chosen"
    form = {"title": "A weekend rota", "needed": "Pharmacists are few", "vanguards": "38", "enablers": [enabler.slug]}
    answer = client.post(reverse("request_new"), form, follow=True)
    assert "is raised. The programme team will answer it." in says(answer)
    raised = SupportRequest.objects.get(title="A weekend rota")
    assert (raised.raised_by, list(raised.recipients.values_list("vanguard_id", flat=True))) == (sal, [38])


def test_what_was_raised_today_already_is_said_by_its_title(as_, sal):
    form = {"title": "A weekend rota", "needed": "Pharmacists are few", "vanguards": "38", "seen": "on"}
    as_(sal).post(reverse("request_new"), form)
    again = as_(sal).post(reverse("request_new"), form)
    assert list(again.context["form"].errors) == ["title"]
    assert SupportRequest.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "typed", "error"),
    [
        ("vanguards", "44", "Choose a vanguard that you lead"),
        ("vanguards", "999", "Choose a vanguard that you lead"),
        ("vanguards", "Salford", "Choose a vanguard that you lead"),
        ("vanguards", "9" * 30, "Choose a vanguard that you lead"),
        ("vanguards", "", "Choose a vanguard that you lead"),
        ("documents", "The plan", "“The plan” has no address in it. Enter an address that begins with https://"),
        ("documents", "javascript:alert(1)", "“javascript:alert(1)” begins with javascript:. Enter an address that begins with https://"),
        ("needed_on", "1 May 2015", "Enter a day that is today or later"),
        ("title", "x" * 201, "Keep it to 200 characters or fewer"),
    ],
)
def test_what_cannot_be_raised_is_said_beside_where_it_was_typed(as_, sal, neuro, field, typed, error):
    form = {"title": "A rota", "needed": "Because", "vanguards": "38"} | {field: typed}
    answer = as_(sal).post(reverse("request_new"), form)
    assert error in says(answer)
    assert not SupportRequest.objects.filter(needed="Because").exists()


def test_before_it_is_raised_what_may_already_answer_it_is_shown_once(as_, sal, ask, salford, enabler, recording):
    like = ask("Weekend rota for pharmacists", salford)
    ask("Dashboards", salford)
    with recording():
        enabler.offers.create(words="A weekend rota tool for every vanguard")
    form = {"title": "A weekend rota", "needed": "Pharmacists are few", "vanguards": "38"}
    client = as_(sal)
    shown = client.post(reverse("request_new"), form)
    assert shown.status_code == 200
    assert (shown.context["requests"], [offer.words for offer in shown.context["offers"]]) == (
        [like],
        ["A weekend rota tool for every vanguard"],
    )
    assert "Pharmacists are few" in says(shown), "what was typed stays"
    assert not SupportRequest.objects.filter(title="A weekend rota").exists()
    client.post(reverse("request_new"), form | {"seen": "on"})
    assert SupportRequest.objects.filter(title="A weekend rota").exists()


def test_a_lead_is_shown_no_similar_request_of_another_vanguard(as_, sal, ask, neuro, salford):
    ask("Weekend rota for pharmacists", neuro)
    answer = as_(sal).post(
        reverse("request_new"), {"title": "A weekend rota", "needed": "Pharmacists are few", "vanguards": "38"}, follow=True
    )
    assert "Weekend rota for pharmacists" not in says(answer)
    assert SupportRequest.objects.filter(title="A weekend rota").exists()


def test_the_team_raises_one_request_for_all_of_a_care_model_and_adds_and_takes_off_later(as_, tess, salford, neuro):
    client = as_(tess)
    client.post(reverse("request_new"), {"title": "Shared records", "needed": "Between sites", "groups": "care_model:ACC"})
    raised = SupportRequest.objects.get(title="Shared records")
    assert sorted(raised.recipients.values_list("vanguard_id", flat=True)) == [38, 44]
    client.post(page_of(raised, Move.REMOVE), {"vanguard": "44", "words": "By mistake"})
    assert list(raised.recipients.values_list("vanguard_id", flat=True)) == [38]
    last = client.post(page_of(raised, Move.REMOVE), {"vanguard": "38", "words": "By mistake"})
    assert "It is the only vanguard on the request" in says(last)
    client.post(page_of(raised, Move.ADD), {"vanguards": "38, 44", "words": "After all"})
    assert sorted(raised.recipients.values_list("vanguard_id", flat=True)) == [38, 44]
    again = client.post(page_of(raised, Move.ADD), {"vanguards": "44", "words": "After all"})
    assert "They are on the request already." in says(again)


def test_the_same_need_of_another_vanguard_can_be_raised_the_same_day(tess, salford, neuro):
    actions.raise_request(by=tess, title="Rotas", needed="Help", vanguards=[salford])
    assert actions.raise_request(by=tess, title="Rotas", needed="Help", vanguards=[neuro]).pk


def test_a_retired_enabler_is_not_offered_and_one_retired_by_the_day_is_refused(as_, sal, recording):
    with recording():
        for slug, retired_on in (("gone", date(2016, 1, 1)), ("going", date(2099, 1, 1))):
            Enabler.objects.create(slug=slug, name=slug.capitalize(), introduced_on=date(2015, 1, 1), retired_on=retired_on)
    page = says(as_(sal).get(reverse("request_new")))
    assert ('value="gone"' in page, 'value="going"' in page) == (False, True)
    form = {"title": "Rotas", "needed": "Help", "vanguards": "38", "enablers": "going", "needed_on": "1 May 2099"}
    assert "Going will no longer be offered by then. Choose another" in says(as_(sal).post(reverse("request_new"), form))


def test_a_request_can_be_said_to_draw_on_an_offer_that_is_shown_before_it_is_raised(as_, tess, enabler, recording, ask, salford):
    with recording():
        offer = enabler.offers.create(words="A weekend rota tool for every vanguard")
    like = ask("Weekend rota for pharmacists", salford)
    form = {"title": "A weekend rota", "needed": "Pharmacists are few", "vanguards": "38"}
    shown = says(as_(tess).post(reverse("request_new"), form))
    assert "Does it draw on one of these offers?" in shown
    assert f"/support/{like.reference}/add-vanguards/" in shown, "or the vanguards join the one there is"
    as_(tess).post(reverse("request_new"), form | {"seen": "on", "offer": offer.pk})
    raised = SupportRequest.objects.get(title="A weekend rota")
    assert raised.offer == offer
    assert "What was promised" in says(as_(tess).get(raised.get_absolute_url()))
