"""Who owns a request: what is on record is shown and kept, and nobody closed owns what is open. How owners are named:
test_naming_an_owner.py.
"""

from datetime import date

import pytest
from django.urls import reverse

from history import clock
from history.models import Change
from history.tests.admin_pages import form_of
from mail.models import Mail
from support.moves import make
from support.tests.stories import markup, page_of, says, stands
from support.workflow import Move
from vanguards.models import Organisation

pytestmark = pytest.mark.django_db

DUE = "31 March 2099"


def field(answer, name):
    return answer.context["form"][name]


def accepted(answer, **typed):
    """Return what the form shows, as a browser sends it back."""
    form = answer.context["form"]
    return {"priority": "high", "target_on": DUE} | {name: form[name].value() or "" for name in ("owner", "instead_of")} | typed


# Accepting keeps what stands.


def test_accepting_keeps_the_owner_that_the_request_has(as_, tess, imran, ask, salford):
    rotas = ask("Rotas", salford, owner=imran)
    opened = as_(tess).get(page_of(rotas, Move.ACCEPT))
    assert field(opened, "owner").value() == "Imran Qureshi"
    assert '<option value="Imran Qureshi" selected>' in markup(opened)
    answer = as_(tess).post(page_of(rotas, Move.ACCEPT), accepted(opened), follow=True)
    assert f"{rotas.reference} is accepted. The owner is Imran Qureshi." in says(answer)
    assert (stands(rotas).state, stands(rotas).owner) == ("accepted", imran)


def test_what_nobody_owns_is_proposed_to_whoever_accepts_it(as_, tess, rotas):
    opened = as_(tess).get(page_of(rotas, Move.ACCEPT))
    assert field(opened, "owner").value() == "Tess"
    as_(tess).post(page_of(rotas, Move.ACCEPT), accepted(opened))
    assert stands(rotas).owner == tess


def test_an_owner_somebody_gave_it_since_the_form_was_opened_is_not_replaced_unseen(as_, tess, tom, imran, rotas):
    client = as_(tess)
    opened = client.get(page_of(rotas, Move.ACCEPT))
    make(rotas, Move.REASSIGN, by=tom, owner=imran, words="He knows it")
    changes = Change.objects.count()
    refused = client.post(page_of(rotas, Move.ACCEPT), accepted(opened))
    assert "Since you opened this page it was changed: owner Imran Qureshi, priority not set, target date none." in says(refused)
    assert (stands(rotas).owner, stands(rotas).state, Change.objects.count()) == (imran, "raised", changes)
    assert field(refused, "owner").value() == "Tess", "what was typed stays"
    client.post(page_of(rotas, Move.ACCEPT), accepted(refused))
    assert stands(rotas).owner == tess, "whoever has read the refusal may send theirs"


def test_an_owner_who_left_the_team_is_kept_too_when_nothing_is_typed(as_, tess, of_the_team, ask, salford):
    moved = of_the_team("Moira Ward", "moira", is_programme_team=False, is_back_office=True)
    rotas = ask("Rotas", salford, owner=moved)
    opened = as_(tess).get(page_of(rotas, Move.ACCEPT))
    as_(tess).post(page_of(rotas, Move.ACCEPT), accepted(opened))
    assert (stands(rotas).owner, stands(rotas).state) == (moved, "accepted")


def test_many_that_are_accepted_keep_the_owners_they_have(as_, tess, imran, ask, salford):
    rotas, beds = ask("Rotas", salford, owner=imran), ask("Beds", salford)
    address = reverse("request_many_do", args=["accept"])
    client = as_(tess)
    assert client.get(address, {"all": "1"}).context["form"]["owner"].value() == "Tess"
    asked = {"all": "1", "preview": "1", "to-owner": "Tess", "to-priority": "high", "to-target_on": DUE}
    preview = client.get(address, asked, follow=True)
    assert "Owner: Imran Qureshi, as it is. " in says(preview)
    assert "Owner: nobody → Tess. " in says(preview)
    client.post(f"{preview.request['PATH_INFO']}?{preview.request['QUERY_STRING']}", {"words": "Monday"})
    assert {stands(each).owner for each in (rotas,)} == {imran}
    assert (stands(beds).owner, stands(beds).state, stands(rotas).state) == (tess, "accepted", "accepted")
    asked = asked | {"to-owner": ""}
    third = ask("Third", salford)
    preview = client.get(address, asked | {"chosen": third.pk, "all": "1"}, follow=True)
    assert "It has no owner: enter one for the requests that have none." in says(preview)


def test_moves_show_what_is_on_record(as_, tess, imran, ask, salford, recording):
    rotas = ask("Rotas", salford, owner=imran, priority="low", target_on=date(2099, 2, 12))
    with recording():
        england, monitor = (
            Organisation.objects.create(name=name, kind=Organisation.Kind.NATIONAL_BODY) for name in ("NHS England", "Monitor")
        )
        rotas.answering_bodies.create(organisation=england, contact="Jane Smith")
    client = as_(tess)
    accept = client.get(page_of(rotas, Move.ACCEPT))
    assert (field(accept, "priority").value(), field(accept, "target_on").value()) == ("low", "12 February 2099")
    assert field(accept, "bodies").value() == ["nhs-england"]
    assert "NHS England (already answers it, contact: Jane Smith)" in says(accept)
    form = accepted(accept, bodies=["nhs-england", "monitor"], contact="Joan")
    client.post(page_of(rotas, Move.ACCEPT), form)
    assert dict(rotas.answering_bodies.values_list("organisation", "contact")) == {england.pk: "Jane Smith", monitor.pk: "Joan"}
    assert "The owner now: Imran Qureshi." in says(client.get(page_of(rotas, Move.REASSIGN)))
    assert field(client.get(page_of(rotas, Move.RETARGET)), "target_on").value() == DUE
    assert field(client.get(page_of(rotas, Move.ADD_BODY)), "bodies").value() == ["monitor", "nhs-england"]


def test_a_preview_of_another_owner_says_whose_it_is_and_whose_it_would_be(as_, tess, imran, ask, salford):
    ask("Rotas", salford), ask("Beds", salford, owner=tess)
    asked = {"all": "1", "preview": "1", "to-owner": "imran"}
    page = says(as_(tess).get(reverse("request_many_do", args=["reassign"]), asked, follow=True))
    assert "Owner: nobody → Imran Qureshi" in page
    assert "Owner: Tess → Imran Qureshi" in page
    assert "None" not in page.partition("<main")[2]


# Nobody closed owns what is open.


def test_nobody_whose_account_is_closed_can_be_chosen(as_, tess, imran, rotas, close):
    close(imran)
    answer = as_(tess).post(page_of(rotas, Move.REASSIGN), {"owner": "Imran", "words": "His"})
    assert "Nobody in the programme team is called “Imran”." in says(answer)
    assert "Imran" not in says(as_(tess).get(page_of(rotas, Move.ACCEPT)))


def test_what_somebody_owned_whose_account_is_closed_is_nobodys(as_, tess, sal, imran, ask, salford, close):
    rotas, done = ask("Rotas", salford, state="accepted", owner=imran), ask("Done", salford, state="closed", owner=imran)
    before = clock.now()
    close(imran)
    said = "Nobody (Imran Qureshi’s account is closed)"
    client = as_(tess)
    for address in (rotas.get_absolute_url(), reverse("request_list"), salford.get_absolute_url()):
        assert said in says(client.get(address)), address
    assert said not in says(client.get(done.get_absolute_url())), "whose it was stays"
    for query in ({"queue": "unowned"}, {"owner": "nobody"}):
        assert [each.title for each in client.get(reverse("request_list"), query).context["rows"]] == ["Rotas"]
    assert [pile.count for pile in client.get("/").context["team"]["numbers"] if pile.label == "No owner"] == [1]
    assert said in b"".join(client.get(reverse("request_export")).streaming_content).decode()
    assert said not in says(client.get(rotas.get_absolute_url(), {"as_at": before.isoformat()})), "as it stood then it was theirs"
    assert field(client.get(page_of(ask("New", salford, owner=imran), Move.ACCEPT)), "owner").value() == "Tess"
    home = says(as_(sal).get("/"))
    assert said in home
    assert "imran@example.com" not in home, "nobody is sent to who cannot answer"


def test_somebody_whose_account_will_be_closed_owns_it_until_then(as_, tess, imran, ask, salford, close):
    rotas = ask("Rotas", salford, state="accepted", owner=imran)
    close(imran, date(2099, 1, 1))
    assert "account is closed" not in says(as_(tess).get(rotas.get_absolute_url()))


def test_nobody_closed_is_told_by_mail(sal, tess, deliver, rotas, close):
    deliver(rotas)
    close(tess)
    make(rotas, Move.DISPUTE, by=sal, vanguard=38, words="Not yet")
    assert not Mail.objects.filter(to=tess, change__made_by=sal).exists()


def test_what_is_reopened_does_not_come_back_to_who_left(tess, imran, ask, salford, close):
    rotas = ask("Rotas", salford, state="closed", owner=imran)
    close(imran)
    make(rotas, Move.REOPEN, by=tess, words="Not done after all")
    assert (stands(rotas).state, stands(rotas).owner) == ("raised", None)


def test_the_admin_gives_a_request_to_nobody_closed(as_, otto, imran, rotas, close):
    close(imran)
    address = f"/admin/support/supportrequest/{rotas.pk}/change/"
    answer = as_(otto).post(address, form_of(as_(otto), address) | {"owner": imran.pk, "change_reason": "His"})
    assert "Imran Qureshi’s account is closed: choose somebody who can look after it." in says(answer)
    assert stands(rotas).owner is None
