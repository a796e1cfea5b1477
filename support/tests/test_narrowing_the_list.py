"""How people find the requests they mean: queues with how much is in each; filters by owner, priority, dates, answers and disputes."""

from datetime import date

import pytest
from django.urls import reverse

from history import clock
from people.names import MOST_IN_A_BOX
from support.moves import make
from support.tests.stories import says
from support.workflow import Helped, Move
from vanguards.models import CareModel, CollaborationForm, Vanguard

pytestmark = pytest.mark.django_db


def found(client, **query):
    answer = client.get(reverse("request_list"), query)
    assert answer.status_code == 200, answer.context["listing"].refusals
    return [row.title for row in answer.context["rows"]]


def refused(client, **query):
    answer = client.get(reverse("request_list"), query)
    assert answer.status_code == 400
    return [problem["text"] for problem in answer.context["listing"].refusals]


def queues(client, **query):
    listed = client.get(reverse("request_list"), query).context["queues"]
    return {queue["label"]: queue.get("count") for queue in listed}


def test_each_queue_says_how_much_is_in_it_and_the_open_one_is_named_in_the_heading(as_, tess, ask, salford, deliver):
    ask("Rotas", salford)
    deliver(ask("Beds", salford))
    client = as_(tess)
    assert queues(client) == {
        "All": None,
        "Mine": 1,
        "No owner": 1,
        "Waiting for the team": 1,
        "Waiting for the vanguards": 1,
        "Late": 0,
        "Disputed": 0,
        "Not answered in time": 0,
    }
    page = says(client.get(reverse("request_list"), {"queue": "unowned"}))
    assert '<h1 class="nhsuk-heading-l">Support requests: no owner</h1>' in page
    assert "<title>Support requests: no owner – " in page
    assert page.count('aria-current="page">No owner') == 1
    assert 'aria-current="page">All' in says(client.get(reverse("request_list")))


def test_a_number_is_right_again_after_a_move(as_, tess, ask, salford):
    rotas, client = ask("Rotas", salford), as_(tess)
    assert queues(client)["No owner"] == 1
    make(rotas, Move.ACCEPT, by=tess, owner=tess, priority="high", target_on=clock.today())
    assert (queues(client)["No owner"], queues(client)["Mine"]) == (0, 1)


def test_what_is_mine_is_counted_for_each_of_the_team(as_, tess, tom, ask, salford):
    ask("Rotas", salford, owner=tess, state="accepted")
    assert queues(as_(tess))["Mine"] == 1
    assert queues(as_(tom))["Mine"] == 0


def test_a_leads_numbers_are_of_what_they_see(as_, tess, sal, nora, ask, salford, neuro, deliver):
    joint = deliver(ask("Dashboards", salford, neuro))
    make(joint, Move.DISPUTE, by=nora, vanguard=44, words="Not for us")
    ask("Neuro’s", neuro)
    client = as_(sal)
    assert queues(client) == {"All": None, "Raised by me": 0, "Needs my answer": 1, "Waiting for the team": 0}
    page = says(client.get(reverse("request_list")))
    assert "Raised (0)" in page, "Neuro’s is not hers"
    assert "Delivered (1)" in page, "for Salford it is delivered, whatever Neuro says"
    assert "Disputed (0)" in page


def test_the_values_of_a_filter_say_how_many_there_are(as_, tess, ask, salford):
    ask("Rotas", salford)
    page = says(as_(tess).get(reverse("request_list")))
    assert "Raised (1)" in page
    assert "Merged (0)" in page
    captioned = says(as_(tess).get(reverse("request_list"), {"state": "raised"}))
    assert "1 request, raised<" in captioned, "the caption counts by itself"


def test_requests_are_found_by_any_owner(as_, tess, imran, ask, salford):
    ask("Rotas", salford, owner=imran, state="accepted")
    ask("Beds", salford, owner=tess, state="accepted")
    ask("Old", salford, owner=imran, state="closed")
    ask("New", salford)
    client = as_(tess)
    assert found(client, owner=imran.pk) == ["Rotas", "Old"]
    assert found(client, owner=[imran.pk, "nobody"]) == ["Rotas", "Old", "New"]
    assert found(client, owner=["me"]) == ["Beds"]
    assert "2 requests, owner Imran Qureshi<" in says(client.get(reverse("request_list"), {"owner": imran.pk}))
    assert "Imran Qureshi" in says(client.get(reverse("request_list"))).partition("<table")[0], "he can be chosen"


def test_a_lead_chooses_among_the_owners_of_what_they_see(as_, sal, tess, imran, ask, salford, neuro):
    ask("Rotas", salford, owner=tess, state="accepted")
    ask("Neuro’s", neuro, owner=imran, state="accepted")
    client = as_(sal)
    page = says(client.get(reverse("request_list")))
    assert "Imran" not in page
    assert refused(client, owner=imran.pk) == refused_like(imran.pk, refused(client, owner=99_999))
    assert found(client, owner=tess.pk) == ["Rotas"]


def refused_like(number, problems):
    return [problem.replace("99999", str(number)) for problem in problems]


def test_of_many_owners_those_who_own_most_are_offered_and_everybody_can_be_asked_for(as_, tess, ask, salford, of_the_team):
    others = [of_the_team(f"Person {number}", f"person{number}") for number in range(MOST_IN_A_BOX + 1)]
    for other in others:
        ask("Rotas", salford, owner=other, state="accepted")
    ask("Beds", salford, owner=others[-1], state="accepted")
    client = as_(tess)
    boxes = says(client.get(reverse("request_list"))).partition("<table")[0]
    assert boxes.count('name="owner"') == 2 + MOST_IN_A_BOX
    assert others[-1].name in boxes
    assert others[-2].name not in boxes
    assert found(client, owner=others[-2].pk) == ["Rotas"]
    assert others[-2].name in says(client.get(reverse("request_list"), {"owner": others[-2].pk})).partition("<table")[0]


def test_requests_are_found_by_priority(as_, tess, ask, salford):
    ask("Rotas", salford, priority="high")
    ask("Beds", salford)
    assert found(as_(tess), priority="high") == ["Rotas"]
    assert found(as_(tess), priority=["high", "not-set"]) == ["Rotas", "Beds"]
    assert "1 request, priority not set<" in says(as_(tess).get(reverse("request_list"), {"priority": "not-set"}))


def test_requests_are_found_by_when_they_were_raised_and_are_aimed_at(as_, tess, ask, salford):
    ask("Early", salford, raised_on=date(2016, 1, 4), target_on=date(2016, 2, 1))
    ask("Late", salford, raised_on=date(2016, 1, 18), target_on=date(2016, 3, 31))
    ask("Nobody knows", salford)
    client = as_(tess)
    assert found(client, raised_from="5 January 2016") == ["Late"]
    assert found(client, raised_from="4 January 2016", raised_to="2016-01-18") == ["Early", "Late"]
    assert found(client, target_to="1/2/2016") == ["Early"]
    assert found(client, target_from="2 Feb 2016", raised_to="18 January 2016") == ["Late"]
    page = says(client.get(reverse("request_list"), {"raised_from": "5/1/2016"}))
    assert "1 request, raised from 5 January 2016<" in page
    assert 'value="5/1/2016"' in page, "what was typed stays"


@pytest.mark.parametrize("words", ["soon", "31 February 2016", "January 2016"])
def test_what_is_no_day_is_said_beside_its_field_and_shows_no_rows(as_, tess, rotas, words):
    (problem,) = refused(as_(tess), raised_from=words)
    assert problem.startswith("Raised from: ")
    page = says(as_(tess).get(reverse("request_list"), {"raised_from": words}))
    assert f'value="{words}"' in page
    assert 'href="#id_raised_from"' in page


def test_requests_are_found_by_what_their_vanguards_answered(as_, tess, sal, nora, ask, salford, neuro, deliver):
    joint, other = deliver(ask("Joint", salford, neuro)), deliver(ask("Other", salford))
    make(joint, Move.CONFIRM, by=sal, vanguard=38, helped=Helped.PARTLY)
    make(joint, Move.DISPUTE, by=nora, vanguard=44, words="Not for us")
    make(other, Move.CONFIRM, by=sal, vanguard=38, helped=Helped.NO)
    client = as_(tess)
    assert found(client, answer="helped") == ["Joint"]
    assert found(client, answer="disputed") == ["Joint"]
    assert found(client, answer="answered") == ["Joint", "Other"]
    assert found(client, answer=["did-not-help", "awaited"]) == ["Other"]
    assert found(client, answer="disputed", vanguard="38") == [], "it is not Salford that disputes it"
    assert found(client, answer="disputed", vanguard="44") == ["Joint"]
    assert found(as_(sal), answer="disputed") == [], "what Neuro says is not for her"
    assert found(as_(sal), answer="helped") == ["Joint"]


def test_what_was_ever_disputed_is_found_when_it_is_not_any_more(as_, tess, sal, nora, ask, salford, neuro, deliver):
    joint = deliver(ask("Joint", salford, neuro))
    ask("Never", salford, neuro)
    make(joint, Move.DISPUTE, by=nora, vanguard=44, words="Not for us")
    assert found(as_(tess), disputed="ever") == ["Joint"]
    make(joint, Move.DELIVER, by=tess, words="Mended")
    make(joint, Move.CONFIRM, by=nora, vanguard=44, helped=Helped.YES)
    assert found(as_(tess), queue="disputed") == []
    assert found(as_(tess), disputed="ever") == ["Joint"]
    assert found(as_(nora), disputed="ever") == ["Joint"]
    assert found(as_(sal), disputed="ever") == [], "that Neuro disputed it is not for her to know"


def test_a_dispute_that_was_only_recorded_counts_too(as_, tess, ask, salford, recording):
    rotas = ask("Rotas", salford)
    with recording():
        recipient = rotas.recipients.get()
        recipient.word = "disputed"
        recipient.save()
    assert found(as_(tess), disputed="ever") == ["Rotas"]


def test_a_list_with_nothing_in_it_says_what_to_do(as_, tess, rotas):
    page = says(as_(tess).get(reverse("request_list"), {"state": "merged", "columns": "age"}))
    assert 'No requests match these filters. <a href="/support/?columns=age">Clear filters</a>' in page


def test_the_numbers_are_as_they_were_at_an_earlier_date(as_, tess, ask, salford, recording):
    rotas = ask("Rotas", salford)
    then = clock.now()
    with recording():
        rotas.state = "declined"
        rotas.save()
    assert queues(as_(tess))["No owner"] == 0
    assert queues(as_(tess), as_at=then.isoformat())["No owner"] == 1


def test_what_is_chosen_of_vanguards_is_all_of_the_same_vanguard(as_, tess, sal, nora, recording, ask, salford, neuro, deliver):
    with recording():
        uec = CareModel.objects.create(code="UEC", name="Urgent and emergency care", order=4)
        urgent = Vanguard.objects.create(number=30, name="Urgent", care_model=uec, cohort=salford.cohort)
        form = CollaborationForm.objects.create(code="foundation-group", name="Foundation group")
        salford.collaborations.create(form=form)
    joint = deliver(ask("Joint", salford, urgent))
    make(joint, Move.DISPUTE, by=sal, vanguard=38, words="Not for us")
    client = as_(tess)
    assert found(client, answer="disputed", care_model="ACC") == ["Joint"]
    assert found(client, answer="disputed", care_model="UEC") == [], "Salford disputes it, and is of ACC"
    assert found(client, answer="disputed", form="foundation-group", vanguard="38") == ["Joint"]
    assert found(client, care_model="UEC", form="foundation-group") == [], "no vanguard on it has both"
    assert found(client, care_model=["UEC", "ACC"], form="foundation-group") == ["Joint"]
