"""The pages of a request's life: what they ask, what they refuse and why, and that what was typed stays."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from history import clock
from history.changes import change
from history.models import Change
from pages.errors import Refused
from people.models import User
from support import actions, asking
from support.models import Enabler, MoveMade, SupportRequest
from support.workflow import Helped, Move
from vanguards.models import Membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def rotas(ask, salford):
    return ask("Rotas", salford)


def page_of(support_request, move):
    return reverse("request_move", args=[support_request.reference, move])


def says(answer):
    return answer.content.decode().replace("&#39;", "’")


@pytest.fixture
def deliver(tess):
    def until_delivered(support_request):
        actions.accept(support_request, by=tess, owner=tess, priority="high", target_on=clock.today())
        actions.start(support_request, by=tess)
        actions.deliver(support_request, by=tess, words="Two workshops")
        return support_request

    return until_delivered


def test_the_team_accepts_a_request_with_its_owner_priority_and_target_date(as_, tess, rotas):
    form = {"owner": "tess@example.com", "priority": "high", "target_on": f"{clock.today():%-d %B %Y}"}
    answer = as_(tess).post(page_of(rotas, Move.ACCEPT), form, follow=True)
    assert "is accepted." in says(answer)
    rotas = SupportRequest.objects.get(pk=rotas.pk)
    assert (rotas.state, rotas.owner, rotas.priority, rotas.target_on) == ("accepted", tess, "high", clock.today())


@pytest.mark.parametrize(
    ("field", "typed", "error"),
    [
        ("owner", "Nobody Such", "Nobody in the programme team is called “Nobody Such”"),
        ("owner", "sal@example.com", "Nobody in the programme team is called “sal@example.com”"),
        ("priority", "", "Choose a priority"),
        ("target_on", "soon", "Enter a day such as 15 January 2016"),
        ("target_on", "1 May 2015", "Enter a day that is today or later"),
        ("target_on", "1 May 9999", "Check the year: it must be 2100 or earlier"),
    ],
)
def test_bad_input_says_what_to_do_and_keeps_what_was_typed(as_, tess, sal, rotas, field, typed, error):
    form = {"owner": "Tess", "priority": "high", "target_on": "31 March 2099"} | {field: typed}
    changes = Change.objects.count()
    answer = as_(tess).post(page_of(rotas, Move.ACCEPT), form)
    assert answer.status_code == 200
    assert error in says(answer)
    assert all(f'value="{value}"' in says(answer) for name, value in form.items() if name != "priority" and value)
    assert Change.objects.count() == changes


def test_a_page_sent_twice_is_done_once_and_the_second_says_who_did_it(as_, tess, rotas):
    client = as_(tess)
    for _ in range(2):
        answer = client.post(page_of(rotas, Move.DECLINE), {"words": "Not ours"})
    assert MoveMade.objects.filter(support_request=rotas).count() == 1
    assert "The request is declined, since" in says(answer)
    assert "Tess made it so" in says(answer)
    assert "Not ours" in says(answer), "what was typed stays"


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_lead_cannot_make_the_teams_moves_nor_another_lead_theirs(as_, sal, nora, rotas, deliver, method):
    changes = Change.objects.count()
    refused = getattr(as_(sal), method)(page_of(rotas, Move.ACCEPT), {})
    assert refused.status_code == 403
    assert "Only the programme team can say that a request is accepted." in says(refused)
    assert getattr(as_(nora), method)(page_of(rotas, Move.WITHDRAW), {}).status_code == 404
    assert Change.objects.count() == changes


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_team_cannot_give_a_vanguards_word(as_, tess, rotas, deliver, method):
    deliver(rotas)
    answer = getattr(as_(tess), method)(page_of(rotas, Move.CONFIRM), {"helped": "yes", "vanguard": "38"})
    assert answer.status_code == 403
    assert "for their own vanguard" in says(answer)


def test_on_a_joint_request_a_lead_cannot_speak_for_the_other_vanguard(as_, sal, ask, salford, neuro, deliver):
    joint = deliver(ask("Dashboards", salford, neuro))
    answer = as_(sal).post(page_of(joint, Move.CONFIRM), {"helped": "yes", "vanguard": "44"})
    assert answer.status_code == 200
    assert joint.recipients.get(vanguard=44).word == "delivered"
    assert "Neuro" not in says(answer)


def test_the_page_offers_what_can_be_done_now_and_says_why_the_rest_cannot(as_, tess, sal, rotas, deliver):
    shown = as_(tess).get(rotas.get_absolute_url()).context["offered"]
    assert {each.move for each in shown if each.verdict} == {Move.ACCEPT, Move.DECLINE, Move.MERGE, Move.ADD, Move.REMOVE, Move.REASSIGN}
    assert all(each.verdict.why.endswith(".") for each in shown if not each.verdict)
    mine = as_(sal).get(rotas.get_absolute_url()).context["offered"]
    assert {each.move: bool(each.verdict) for each in mine} == {Move.WITHDRAW: True, Move.CONFIRM: False, Move.DISPUTE: False}


def test_the_story_of_a_joint_request_shows_a_lead_the_teams_moves_and_their_own(as_, sal, nora, tess, ask, salford, neuro, deliver):
    joint = deliver(ask("Dashboards", salford, neuro))
    actions.confirm(joint, by=nora, vanguard=44, helped=Helped.NO, words="Neuro had it already")
    actions.confirm(joint, by=sal, vanguard=38, helped=Helped.YES, words="Salford is glad")
    story = says(as_(sal).get(joint.get_absolute_url()))
    assert "Salford is glad" in story
    assert "Neuro had it already" not in story
    assert "Nora" not in story
    assert "Neuro had it already" in says(as_(tess).get(joint.get_absolute_url()))


def test_a_lead_raises_a_request_for_their_vanguard(as_, sal, enabler):
    client = as_(sal)
    assert 'value="38" checked' in says(client.get(reverse("request_new"))), "theirs is chosen"
    form = {"title": "A weekend rota", "needed": "Pharmacists are few", "vanguards": "38", "enablers": [enabler.slug]}
    answer = client.post(reverse("request_new"), form, follow=True)
    assert "is raised. The programme team will answer it." in says(answer)
    raised = SupportRequest.objects.get(title="A weekend rota")
    assert (raised.raised_by, list(raised.recipients.values_list("vanguard_id", flat=True))) == (sal, [38])


@pytest.mark.parametrize(
    ("field", "typed", "error"),
    [
        ("vanguards", "44", "Choose a vanguard that you lead"),
        ("vanguards", "999", "Choose a vanguard that you lead"),
        ("vanguards", "Salford", "Choose a vanguard that you lead"),
        ("vanguards", "9" * 30, "Choose a vanguard that you lead"),
        ("vanguards", "", "Choose a vanguard that you lead"),
        ("documents", "The plan", "“The plan” does not end with an address"),
        ("documents", "javascript:alert(1)", "does not end with an address"),
        ("needed_on", "1 May 2015", "Enter a day that is today or later"),
        ("title", "x" * 201, "Keep it to 200 characters or fewer"),
    ],
)
def test_what_cannot_be_raised_is_said_beside_where_it_was_typed(as_, sal, neuro, field, typed, error):
    form = {"title": "A rota", "needed": "Because", "vanguards": "38"} | {field: typed}
    answer = as_(sal).post(reverse("request_new"), form)
    assert error in says(answer)
    assert not SupportRequest.objects.filter(needed="Because").exists()


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


def listed(client, queue):
    return [str(row) for row in client.get(reverse("request_list"), {"queue": queue}).context["rows"]]


def test_each_queue_shows_whose_turn_it_is(as_, tess, sal, nora, ask, salford, neuro, deliver):
    new, awaited, disputed = ask("New", salford), deliver(ask("Awaited", salford)), deliver(ask("Disputed", salford, neuro))
    actions.dispute(disputed, by=nora, vanguard=44, words="Not for us")
    client = as_(tess)
    assert listed(client, "disputed") == [str(disputed)]
    assert listed(client, "waiting-for-us") == [str(new), str(disputed)]
    assert listed(client, "waiting-for-them") == [str(awaited), str(disputed)], "Salford's word on it is still awaited"
    assert listed(client, "silent") == []


def test_a_queue_tells_a_lead_nothing_of_what_another_vanguard_says(as_, sal, nora, ask, salford, neuro, deliver):
    joint = deliver(ask("Dashboards", salford, neuro))
    actions.dispute(joint, by=nora, vanguard=44, words="Not for us")
    assert listed(as_(sal), "disputed") == []
    assert listed(as_(nora), "disputed") == [str(joint)]


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


def test_the_page_says_how_long_it_stood_in_each_state_and_whether_its_target_was_kept(as_, tess, ask, salford):
    with time_machine.travel(datetime(2027, 3, 1, 12, tzinfo=UTC), tick=False):
        late = ask("Rotas", salford)
    with time_machine.travel(datetime(2027, 3, 5, 12, tzinfo=UTC), tick=False):
        actions.accept(late, by=tess, owner=tess, priority="high", target_on=date(2027, 3, 9))
        actions.start(late, by=tess)
    with time_machine.travel(datetime(2027, 3, 11, 12, tzinfo=UTC), tick=False):
        actions.deliver(late, by=tess, words="Two workshops")
    with time_machine.travel(datetime(2027, 3, 15, 12, tzinfo=UTC), tick=False):
        context = as_(tess).get(late.get_absolute_url()).context
        assert [(stay.state, stay.days) for stay in context["stays"]] == [
            ("raised", 4),
            ("accepted", 0),
            ("in progress", 4),
            ("delivered", 2),
        ]
        assert context["target_kept"] == "missed by 2 working days"
        then = as_(tess).get(late.get_absolute_url(), {"as_at": "2027-03-08"}).context
        assert [(stay.state, stay.days) for stay in then["stays"]] == [("raised", 4), ("accepted", 0), ("in progress", 1)]


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


def test_a_lead_whose_vanguard_is_taken_off_reads_why_and_nothing_after(as_, nora, tess, ask, salford, neuro):
    joint = ask("Dashboards", salford, neuro)
    actions.take_off(joint, by=tess, vanguard=44, words="Asked by mistake")
    actions.decline(joint, by=tess, words="Told to Salford alone")
    client = as_(nora)
    assert client.get(joint.get_absolute_url()).status_code == 404
    told = Change.objects.visible_to(nora).values_list("reason", flat=True)
    assert "Asked by mistake" in told
    assert "Told to Salford alone" not in told


def test_who_raised_a_joint_request_is_named_to_themselves_and_the_team_alone(as_, sal, nora, tess, salford, neuro):
    raised = asking.raise_request(by=sal, title="Rotas", needed="Help", vanguards=[salford])
    actions.add_vanguards(raised, by=tess, vanguards=[neuro], words="They need it too")
    seen = as_(nora).get(raised.get_absolute_url())
    assert "by another vanguard" in says(seen)
    assert seen.context["stays"] == [], "how it came to stand where it does was before their time"
    assert "by Sal" in says(as_(sal).get(raised.get_absolute_url()))
    assert "by Sal" in says(as_(tess).get(raised.get_absolute_url()))


def test_on_a_request_both_were_on_from_the_start_a_lead_is_not_told_by_whom_of_the_others_it_was_raised(
    as_, sal, nora, tess, recording, salford, neuro
):
    joint = asking.raise_request(by=tess, title="Rotas", needed="Help", vanguards=[salford, neuro])
    with recording():
        joint.raised_by = sal
        joint.save()
    changes = [change.get_absolute_url() for change in Change.objects.filter(entries__record_type="support.supportrequest")]
    told = [says(as_(nora).get(change)) for change in changes]
    assert "a user you cannot see" in told[-1]
    assert not any("Sal" in page.replace("Salford", "") for page in told)
    assert any("Tess" in page for page in told), "the team’s names are for everybody"
    with recording():
        Membership.objects.create(user=nora, vanguard=salford, starts_on=date(2015, 9, 25))
    assert "Sal" in says(as_(nora).get(changes[-1])).replace("Salford", ""), "who leads a vanguard with her is known to her"


def test_who_joins_later_reads_on_the_page_what_the_feed_tells_and_no_more(as_, sal, nora, tess, ask, salford, neuro):
    rotas = ask("Rotas", salford)
    asking.comment(rotas, by=sal, audience="shared", words="Said before they came")
    actions.accept(rotas, by=tess, owner=tess, priority="high", target_on=clock.today())
    actions.add_vanguards(rotas, by=tess, vanguards=[neuro], words="They need it too")
    asking.comment(rotas, by=tess, audience="shared", words="Said to both")
    page = says(as_(nora).get(rotas.get_absolute_url()))
    assert [words in page for words in ("Said before they came", "They need it too", "Said to both")] == [False, True, True]
    assert [move.move for _, kind, move in as_(nora).get(rotas.get_absolute_url()).context["story"] if kind == "move"] == [Move.ADD]
    assert "Said before they came" in says(as_(sal).get(rotas.get_absolute_url()))


def test_ones_own_comment_can_be_changed_and_what_it_said_stays_on_record(as_, sal, nora, tess, rotas):
    said = asking.comment(rotas, by=sal, audience="shared", words="By Friday")
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
    ("move", "typed", "somebody_else", "refusal"),
    [
        (Move.REASSIGN, {"owner": "tess@example.com"}, "reassign", "Since you opened this page it was given to Ada."),
        (
            Move.RETARGET,
            {"target_on": "1 May 2099"},
            "change_target_date",
            "Since you opened this page its target date became 1 April",
        ),
    ],
)
def test_what_somebody_else_wrote_since_the_form_was_opened_is_not_replaced_unseen(
    as_, tess, ada, ask, salford, move, typed, somebody_else, refusal
):
    rotas = ask("Rotas", salford, state="accepted", owner=ada, target_on=date(2099, 3, 31))
    client, page = as_(tess), page_of(rotas, move)
    opened = client.get(page).context["form"]["instead_of"].value()
    with change(by=None, source="command"):
        other = User.objects.open_account("tom@example.com", name="Tom", is_programme_team=True)
    if somebody_else == "reassign":
        actions.reassign(rotas, by=tess, owner=other, words="Tom knows it")
        actions.reassign(rotas, by=tess, owner=ada, words="No, Ada")
        actions.reassign(rotas, by=tess, owner=other, words="Tom after all")
        refusal = refusal.replace("Ada", "Tom")
    else:
        actions.change_target_date(rotas, by=ada, target_on=date(2099, 4, 1), words="A day later")
    form = typed | {"words": "Typed before", "instead_of": opened}
    refused = client.post(page, form)
    assert refusal in says(refused)
    assert "Typed before" in says(refused)
    again = form | {"instead_of": refused.context["form"]["instead_of"].value()}
    assert client.post(page, again).status_code == 302, "whoever has read it may send theirs all the same"


def test_a_request_that_was_removed_meanwhile_is_said_to_be(tess, rotas, recording):
    gone = SupportRequest(pk=rotas.pk, title="Rotas")
    with recording():
        rotas.enabler_links.all().delete()
        rotas.delete()
    with pytest.raises(Refused, match="was removed meanwhile"):
        actions.decline(gone, by=tess, words="Not ours")


def test_a_lead_has_queues_of_what_they_asked_and_what_waits_for_their_word(as_, sal, nora, ask, salford, neuro, deliver):
    mine, awaited = ask("Mine", salford, raised_by=sal), deliver(ask("Awaited", salford, neuro))
    other = deliver(ask("Neuro’s", neuro))
    actions.confirm(awaited, by=nora, vanguard=44, helped=Helped.YES)
    client = as_(sal)
    assert listed(client, "asked-by-me") == [str(mine)]
    assert listed(client, "my-word") == [str(awaited)]
    page = says(client.get(reverse("request_list"), {"queue": "my-word"}))
    assert 'aria-current="page">Waiting for my word' in page
    assert "Unowned</a>" not in page, "that is the team’s"
    assert listed(as_(nora), "my-word") == [str(other)]


def test_the_team_reads_a_tally_of_the_words_and_a_lead_does_not(as_, tess, sal, nora, ask, salford, neuro, deliver):
    joint = deliver(ask("Dashboards", salford, neuro))
    actions.confirm(joint, by=nora, vanguard=44, helped=Helped.YES)
    assert "1 delivered, word awaited, 1 confirmed (helped: 1 yes)." in says(as_(tess).get(joint.get_absolute_url()))
    assert as_(sal).get(joint.get_absolute_url()).context["tally"] == ""


def test_a_comment_changed_while_a_vanguard_was_off_the_request_is_not_for_it_when_it_is_back(as_, nora, tess, ask, salford, neuro):
    joint = ask("Dashboards", salford, neuro)
    said = asking.comment(joint, by=tess, audience="shared", words="Said to both")
    actions.take_off(joint, by=tess, vanguard=44, words="By mistake")
    asking.edit_comment(said, by=tess, words="Said to Salford", made_from=said.version)
    actions.add_vanguards(joint, by=tess, vanguards=[neuro], words="After all")
    assert "Said to Salford" not in says(as_(nora).get(joint.get_absolute_url()))


def test_who_was_taken_off_meanwhile_says_nothing_more_on_it(nora, sal, tess, ask, salford, neuro):
    joint = ask("Dashboards", salford, neuro)
    actions.take_off(joint, by=tess, vanguard=44, words="By mistake")
    with pytest.raises(Refused, match="was removed meanwhile, or your vanguard taken off it"):
        asking.comment(joint, by=nora, audience="shared", words="Still here")
    with pytest.raises(Refused, match="was removed meanwhile, or your vanguard taken off it"):
        asking.add_documents(joint, by=nora, documents=[("Plan", "https://example.com")])
    with pytest.raises(Refused, match="The Neuro Network is not on the request any more"):
        asking.comment(joint, by=tess, audience="vanguard", vanguard=neuro, words="For you")


def test_the_same_need_of_another_vanguard_can_be_raised_the_same_day(tess, salford, neuro):
    asking.raise_request(by=tess, title="Rotas", needed="Help", vanguards=[salford])
    assert asking.raise_request(by=tess, title="Rotas", needed="Help", vanguards=[neuro]).pk


def test_a_retired_enabler_is_not_offered_and_one_retired_by_the_day_is_refused(as_, sal, recording):
    with recording():
        for slug, retired_on in (("gone", date(2016, 1, 1)), ("going", date(2099, 1, 1))):
            Enabler.objects.create(slug=slug, name=slug.capitalize(), introduced_on=date(2015, 1, 1), retired_on=retired_on)
    page = says(as_(sal).get(reverse("request_new")))
    assert ('value="gone"' in page, 'value="going"' in page) == (False, True)
    form = {"title": "Rotas", "needed": "Help", "vanguards": "38", "enablers": "going", "needed_on": "1 May 2099"}
    assert "Going is no longer offered by then: choose another" in says(as_(sal).post(reverse("request_new"), form))


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
