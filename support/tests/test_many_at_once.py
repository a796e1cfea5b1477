"""The team moves many requests at once: chosen, previewed row by row, done in one change, and nothing overwritten."""

from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from history import clock
from history.models import Change
from history.recording.changes import change
from mail.models import Mail
from moves.making import make_of_many
from support.models import Comment, MoveMade, SupportRequest
from support.moves import Accept, make
from support.workflow import Move
from vanguards.models import Organisation

pytestmark = pytest.mark.django_db

DUE, DUE_ON = "31 March 2099", date(2099, 3, 31)
ACCEPT = {"to-owner": "tess@example.com", "to-priority": "high", "to-target_on": DUE}


def says(answer):
    return answer.content.decode().replace("&#39;", "’")


def address(act, chosen, **asked):
    return reverse("request_many_do", args=[act]) + "?" + urlencode({**chosen, **asked}, doseq=True)


def preview(client, act, chosen, **asked):
    """Return the preview and its address, which contains its moment."""
    answer = client.get(address(act, chosen, preview="1", **asked), follow=True)
    assert answer.status_code == 200
    return answer, answer.request["PATH_INFO"] + "?" + answer.request["QUERY_STRING"]


@pytest.fixture
def three(ask, salford, neuro, tess):
    """Rotas is raised, Beds is raised by two vanguards, Taken is accepted."""
    return ask("Rotas", salford), ask("Beds", salford, neuro), ask("Taken", neuro, state="accepted", owner=tess)


def test_the_list_offers_its_rows_to_be_chosen_and_keeps_its_filters(as_, tess, three):
    page = says(as_(tess).get(reverse("request_list"), {"state": "raised"}))
    assert page.count('name="chosen"') == 2
    assert '<input type="hidden" name="state" value="raised">' in page
    assert "Change all 2 requests" in page


@pytest.mark.parametrize("person", ["sal", "otto"])
def test_nobody_but_the_team_is_offered_it(as_, request, person, three):
    client = as_(request.getfixturevalue(person))
    assert 'name="chosen"' not in says(client.get(reverse("request_list")))


def test_a_preview_says_row_by_row_what_would_become_of_each_and_why_not(as_, tess, three):
    changes = Change.objects.count()
    answer, _ = preview(as_(tess), "accept", {"all": "1"}, **ACCEPT)
    rows = [(str(each.record), bool(each.verdict)) for each in answer.context["preview"]["rows"].rows]
    rotas, beds, taken = three
    assert rows == [(str(taken), False), (str(rotas), True), (str(beds), True)], "what is refused stands first"
    assert f"Accepted. Owner: nobody → Tess. Priority: not set → high. Target date: none → {DUE}" in says(answer)
    assert "The request is accepted. Only a request that is raised can be accepted." in says(answer)
    assert Change.objects.count() == changes


def test_what_was_previewed_is_done_in_one_change_with_one_reason(as_, tess, sal, nora, three):
    client, changes = as_(tess), Change.objects.count()
    _, page = preview(client, "accept", {"all": "1", "state": "raised"}, **ACCEPT)
    answer = client.post(page, {"words": "Shared out on Monday"}, follow=True)
    assert "Done: 2 requests in one change." in says(answer)
    assert Change.objects.count() == changes + 1
    made = Change.objects.latest("pk")
    assert (made.reason, made.made_by) == ("Shared out on Monday", tess)
    for support_request in SupportRequest.objects.filter(title__in=["Rotas", "Beds"]):
        assert (support_request.state, support_request.owner, support_request.priority) == ("accepted", tess, "high")
        assert support_request.versions.filter(change=made).count() == 1
        move = support_request.moves.get()
        assert (move.move, move.state_before, move.state_after, move.moved_by) == (Move.ACCEPT, "raised", "accepted", tess)
        assert move.versions.filter(change=made).count() == 1
    told = {mail.to.name: len(mail.lines) for mail in Mail.objects.filter(change=made)}
    assert told == {"Sal": 2, "Nora": 1}, "one mail to each, with all that is theirs; none to Tess herself"


def test_what_moved_since_the_preview_is_reported_and_not_overwritten(as_, tess, tom, three):
    rotas, beds, _ = three
    client = as_(tess)
    _, page = preview(client, "accept", {"all": "1", "state": "raised"}, **ACCEPT)
    with change(by=tom, reason="Said better"):
        rotas.title = "Rotas for nights"
        rotas.save()
    make(beds, Move.DECLINE, by=tom, words="Not ours")
    answer = client.post(page, {"words": "Shared out"})
    assert "0 done, 2 not changed" in says(answer)
    assert says(answer).count("Tom changed it since you looked at it.") == 2
    assert set(SupportRequest.objects.filter(pk__in=[rotas.pk, beds.pk]).values_list("state", flat=True)) == {"raised", "declined"}


def test_what_was_done_in_the_very_moment_of_the_preview_is_in_it_and_in_nobodys_way(as_, tess, tom, three, time_machine):
    time_machine.move_to(clock.now() + timedelta(seconds=1), tick=False)
    taken, client = three[2], as_(tess)
    make(taken, Move.REASSIGN, by=tom, owner=tom, words="Mine")
    shown, page = preview(client, "reassign", {"chosen": taken.pk}, **{"to-owner": "tess@example.com"})
    assert "Owner: Tom → Tess" in says(shown)
    client.post(page, {"words": "Back to me"})
    assert SupportRequest.objects.get(pk=taken.pk).owner == tess


def test_what_matches_only_since_the_preview_is_not_touched(as_, tess, ask, salford, three):
    client = as_(tess)
    _, page = preview(client, "accept", {"all": "1", "state": "raised"}, **ACCEPT)
    later = ask("Later", salford)
    client.post(page, {"words": "Shared out"})
    assert SupportRequest.objects.get(pk=later.pk).state == "raised"
    assert SupportRequest.objects.filter(state="accepted", title__in=["Rotas", "Beds"]).count() == 2


def test_sent_twice_it_is_done_once(as_, tess, three):
    client = as_(tess)
    _, page = preview(client, "accept", {"all": "1", "state": "raised"}, **ACCEPT)
    client.post(page, {"words": "Shared out"})
    changes = Change.objects.count()
    again = client.post(page, {"words": "Shared out"})
    assert "0 done, 2 not changed" in says(again)
    assert Change.objects.count() == changes
    assert MoveMade.objects.count() == 2


def test_one_reason_is_asked_and_nothing_is_done_without_it(as_, tess, three):
    client, changes = as_(tess), Change.objects.count()
    _, page = preview(client, "accept", {"all": "1"}, **ACCEPT)
    answer = client.post(page, {"words": " "})
    assert "Enter why" in says(answer)
    assert Change.objects.count() == changes


def test_chosen_ones_change_hands_get_another_date_and_another_body(as_, tess, tom, three, recording):
    taken = three[2]
    with recording():
        body = Organisation.objects.create(name="NHS Improvement", kind=Organisation.Kind.NATIONAL_BODY)
    client, chosen = as_(tess), {"chosen": [taken.pk]}
    for act, asked in (
        ("reassign", {"to-owner": "tom@example.com"}),
        ("change-target-date", {"to-target_on": DUE}),
        ("add-a-body", {"to-bodies": "nhs-improvement", "to-contact": "Regional desk"}),
    ):
        _, page = preview(client, act, chosen, **asked)
        assert "in one change" in says(client.post(page, {"words": "At the weekly meeting"}, follow=True))
        answer, _ = preview(client, act, chosen, **asked)
        assert not answer.context["preview"]["moved"], "a second time there is nothing to do"
    taken = SupportRequest.objects.get(pk=taken.pk)
    assert (taken.owner, taken.target_on) == (tom, DUE_ON)
    assert list(taken.answering_bodies.values_list("organisation", "contact")) == [(body.pk, "Regional desk")]
    assert list(taken.moves.values_list("move", flat=True)) == [Move.REASSIGN, Move.RETARGET, Move.ADD_BODY]


@pytest.mark.parametrize(
    ("act", "asked", "said"),
    [
        ("reassign", {"to-owner": "tom@example.com"}, "Owner: nobody → Tom"),
        ("change-target-date", {"to-target_on": DUE}, "Target date: none → "),
    ],
)
def test_what_nobody_owns_and_what_has_no_date_says_so_in_the_preview(as_, tess, tom, ask, salford, act, asked, said):
    ask("Rotas", salford, **({"state": "in progress", "owner": tess} if act == "change-target-date" else {}))
    answer, _ = preview(as_(tess), act, {"all": "1"}, **asked)
    assert said in says(answer)
    assert "None" not in says(answer)


def test_a_comment_stands_on_each_of_them_once(as_, tess, three):
    client = as_(tess)
    _, page = preview(client, "comment", {"all": "1"}, **{"to-audience": "internal"})
    for _ in range(2):
        client.post(page, {"words": "To the board on Friday"})
    assert Comment.objects.filter(words="To the board on Friday", audience="internal").count() == 3


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({}, "No request is chosen."),
        ({"chosen": "x"}, "chooses something that is no request"),
        ({"chosen": "9" * 30}, "chooses something that is no request"),
        ({"chosen": "999999"}, "No request is chosen."),
        ({"all": "1", "state": "asleep"}, "filters by something the list does not know"),
        ({"all": "1", "since": "2099-01-01", **ACCEPT, "preview": "1"}, "in the future"),
        ({"all": "1", "since": "soon"}, "“soon” is not a date. Enter one such as 15 January 2016"),
    ],
)
def test_an_address_that_makes_no_sense_is_said_in_words(as_, tess, three, query, sentence):
    answer = as_(tess).get(reverse("request_many_do", args=["accept"]), query)
    assert answer.status_code == 400
    assert sentence in says(answer)


def test_more_than_can_be_done_at_once_is_refused(as_, tess, three, monkeypatch):
    monkeypatch.setattr("moves.selection.MOST_AT_ONCE", 2)
    answer = as_(tess).get(address("accept", {"all": "1"}))
    assert answer.status_code == 400
    assert "More than 2 requests match. Go back to the list, and filter it further." in says(answer)


def test_bad_input_keeps_what_was_typed(as_, tess, three):
    asked = {**ACCEPT, "to-owner": "Nobody Such", "to-target_on": "soon"}
    answer = as_(tess).get(address("accept", {"all": "1"}, preview="1", **asked))
    assert "Nobody in the programme team is called “Nobody Such”" in says(answer)
    assert "“soon” is not a date. Enter one such as 15 January 2016" in says(answer)
    assert 'value="soon"' in says(answer)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("person", ["sal", "otto"])
def test_nobody_but_the_team_does_it(as_, request, three, person, method):
    client, changes = as_(request.getfixturevalue(person)), Change.objects.count()
    for page in (address("accept", {"all": "1"}, preview="1", **ACCEPT), reverse("request_many"), reverse("request_hand_over")):
        answer = getattr(client, method)(page, {"words": "Mine"} if method == "post" else None)
        assert answer.status_code == 403
        assert "Only the programme team can do this." in says(answer)
    assert Change.objects.count() == changes


def test_everything_of_a_leaver_is_handed_over_in_one_change(as_, tess, tom, three, ask, salford):
    taken, changes = three[2], Change.objects.count()
    also, closed = ask("Also", salford, state="waiting", owner=tess), ask("Closed", salford, state="closed", owner=tess)
    changes = Change.objects.count()
    form = {"owner": "Tess", "to": "tom@example.com", "words": "Tess leaves the team"}
    answer = as_(tess).post(reverse("request_hand_over"), form, follow=True)
    assert "2 requests handed over to Tom." in says(answer)
    assert Change.objects.count() == changes + 1
    owners = dict(SupportRequest.objects.values_list("pk", "owner__name"))
    assert (owners[taken.pk], owners[also.pk], owners[closed.pk]) == ("Tom", "Tom", "Tess")
    again = as_(tess).post(reverse("request_hand_over"), form)
    assert "Nobody who owns an open request is called “Tess”." in says(again)
    ask("Another", salford, owner=tess)
    same = as_(tess).post(reverse("request_hand_over"), form | {"to": "Tess"})
    assert "Enter somebody other than the person who leaves" in says(same)


@pytest.mark.parametrize("rows", [2, 22])
def test_it_takes_a_few_statements_however_many_they_are(tess, ask, salford, django_assert_max_num_queries, rows):
    numbers = [ask(f"Request {number}", salford).pk for number in range(rows)]
    asked = {"owner": tess, "priority": "high", "target_on": clock.today(), "bodies": [], "contact": ""}
    with django_assert_max_num_queries(26):
        done = make_of_many(Accept(tess, words="All", **asked), numbers)
    assert done.moved == rows


def test_what_somebody_else_did_to_a_part_since_the_preview_is_not_overwritten_either(as_, tess, tom, three, recording):
    taken = three[2]
    with recording():
        body = Organisation.objects.create(name="NHS Improvement", kind=Organisation.Kind.NATIONAL_BODY)
    client = as_(tess)
    _, page = preview(client, "add-a-body", {"chosen": [taken.pk]}, **{"to-bodies": "nhs-improvement", "to-contact": "Bob"})
    make(taken, Move.ADD_BODY, by=tom, bodies=[body], contact="Jane", words="She knows it")
    assert "Tom changed it since you looked at it." in says(client.post(page, {"words": "At the meeting"}))
    assert taken.answering_bodies.get().contact == "Jane"
    alone = f"{taken.get_absolute_url()}add-a-body/"
    opened = client.get(alone).context["form"]["instead_of"].value()
    make(taken, Move.ADD_BODY, by=tom, bodies=[body], contact="June", words="No, June")
    refused = client.post(alone, {"bodies": "nhs-improvement", "contact": "Bob", "words": "Bob", "instead_of": opened})
    assert "Since you opened this page it is answered by NHS Improvement (June)." in says(refused)


def test_a_filter_that_no_list_knows_does_not_select_everything(as_, tess, three):
    answer = as_(tess).get(reverse("request_many"), {"all": "1", "stat": "raised"})
    assert answer.status_code == 400
    assert "The list has no filter “stat”." in says(answer)


def test_a_raised_request_with_an_owner_is_handed_over_too(as_, tess, tom, ask, salford):
    rotas = ask("Rotas", salford, owner=tess)
    as_(tess).post(reverse("request_hand_over"), {"owner": "Tess", "to": "Tom", "words": "She leaves"})
    assert SupportRequest.objects.get(pk=rotas.pk).owner == tom


def test_one_contact_is_of_one_body(as_, tess, three, recording):
    with recording():
        for name in ("NHS Improvement", "Monitor"):
            Organisation.objects.create(name=name, kind=Organisation.Kind.NATIONAL_BODY)
    asked = {"to-bodies": ["nhs-improvement", "monitor"], "to-contact": "Jane"}
    answer = as_(tess).get(address("add-a-body", {"all": "1"}, preview="1", **asked))
    assert "Choose only the body whose contact this is" in says(answer)


def test_an_administrator_is_not_proposed_as_an_owner_who_would_be_refused(as_, ada, three):
    page = says(as_(ada).get(address("accept", {"all": "1"})))
    assert "ada@example.com" not in page.partition("<main")[2]
