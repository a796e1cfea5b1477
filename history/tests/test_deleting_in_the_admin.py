"""What is deleted in the admin, alone or with others chosen in a list, goes in one change with its reason, and never unseen."""

import pytest

from history.models import Change
from history.tests.admin_pages import address, by_tess, fields_of
from vanguards.models import Organisation

pytestmark = pytest.mark.django_db

LIST = "/admin/vanguards/organisation/"


def test_a_record_is_deleted_with_its_parts_in_one_change_with_the_reason(office, otto, alias):
    page = address(alias.organisation, "delete")
    fields = fields_of(office.get(page)) | {"change_reason": "Entered twice"}
    assert office.post(page, fields).status_code == 302
    made = Change.objects.latest("made_at")
    assert (made.made_by, made.source, made.reason) == (otto, "admin", "Entered twice")
    assert set(made.entries.values_list("history_type", flat=True)) == {"-"}
    assert made.entries.count() == 2
    assert not Organisation.objects.exists()


@pytest.mark.parametrize("reason", ["", "  ", "x" * 1_001, "\0 \u2028", None])
def test_without_a_proper_reason_nothing_is_deleted_and_the_page_asks_again(office, monitor, reason):
    page = address(monitor, "delete")
    fields = fields_of(office.get(page)) | {"change_reason": reason}
    if reason is None:
        del fields["change_reason"]
    response = office.post(page, fields)
    assert response.status_code == 200
    assert "errorlist" in response.content.decode()
    assert Organisation.objects.exists()


def test_a_post_without_the_confirmation_deletes_nothing(office, monitor):
    assert office.post(address(monitor, "delete"), {"change_reason": "Because"}).status_code == 200
    assert Organisation.objects.exists()


@pytest.mark.parametrize("sent", [["x"], [], ["1:1", "2:2"]])
def test_a_confirmation_that_does_not_say_what_was_shown_deletes_nothing(office, monitor, sent):
    office.post(address(monitor, "delete"), {"post": "yes", "change_reason": "Because", "made_from": sent})
    assert Organisation.objects.exists()


def test_a_record_changed_since_the_confirmation_is_not_deleted_until_it_is_confirmed_again(office, tess, monitor):
    page = address(monitor, "delete")
    fields = fields_of(office.get(page)) | {"change_reason": "Entered twice"}
    by_tess(tess, monitor, name="NHS Improvement")
    refused = office.post(page, fields)
    assert refused.status_code == 200
    assert "changed since the page was opened" in refused.content.decode()
    assert "NHS Improvement" in refused.content.decode()
    assert Organisation.objects.exists()
    assert office.post(page, fields_of(refused)).status_code == 302
    assert not Organisation.objects.exists()


def test_what_others_need_is_not_deleted_and_the_page_says_what_needs_it(office, salford):
    page = address(salford.care_model, "delete")
    response = office.get(page)
    assert "Salford and Wigan" in response.content.decode()
    response = office.post(page, {"post": "yes", "change_reason": "Because", "made_from": f"{salford.care_model_id}:1"})
    assert response.status_code == 200
    assert type(salford.care_model).objects.exists()


@pytest.fixture
def trust(recording, salford, neuro):
    """A body in use: a partner of two vanguards, and the answering body of a request."""
    with recording():
        trust = Organisation.objects.create(name="Salford Royal", kind="trust")
        for vanguard in (salford, neuro):
            vanguard.partnerships.create(organisation=trust, role="lead")
    return trust


def test_what_uses_an_organisation_is_named_with_a_link_to_where_it_is_changed(office, trust, salford, neuro, ask, recording):
    with recording():
        request = ask("Rotas", salford)
        request.answering_bodies.create(organisation=trust)
    page = office.get(address(trust, "delete")).content.decode()
    for record, words in (
        (salford, "Vanguard 38, Salford and Wigan Foundation Chain</a> (partnership: Salford Royal"),
        (neuro, "Vanguard 44, The Neuro Network</a> (partnership: Salford Royal"),
        (request, f"Support request {request.reference} Rotas</a> (answering body: Salford Royal answers {request.reference})"),
    ):
        assert f'<a href="{address(record)}">' in page
        assert words in page
    assert "give it a successor" in page
    assert "protected related objects" not in page


def test_what_uses_those_that_were_chosen_is_named_too(office, trust, salford):
    page = choose(office, [trust]).content.decode()
    assert f'<a href="{address(salford)}">Vanguard 38, Salford and Wigan Foundation Chain</a>' in page
    assert Organisation.objects.filter(pk=trust.pk).exists()


def test_of_many_that_use_it_the_first_are_named_and_the_others_counted(office, trust, monkeypatch):
    monkeypatch.setattr("history.admin.protected.SHOWN", 1)
    page = office.get(address(trust, "delete")).content.decode()
    assert "Vanguard 38," in page
    assert "Vanguard 44," not in page
    assert "and 1 more" in page


@pytest.fixture
def several(recording):
    with recording():
        return [Organisation.objects.create(name=f"Body {number}", kind="other") for number in range(3)]


def choose(office, records, **fields):
    return office.post(LIST, {"action": "delete_chosen", "_selected_action": [record.pk for record in records], "index": 0, **fields})


def test_records_chosen_in_a_list_are_deleted_in_one_change_with_the_reason(office, otto, several):
    asked = choose(office, several[:2])
    fields = fields_of(asked) | {"change_reason": "Made up"}
    assert office.post(LIST, fields).status_code == 302
    made = Change.objects.latest("made_at")
    assert (made.made_by, made.source, made.reason, made.entries.count()) == (otto, "admin", "Made up", 2)
    assert Organisation.objects.get() == several[2]


@pytest.mark.parametrize("reason", ["", " ", "x" * 1_001, "\0 \u2028"])
def test_records_chosen_in_a_list_stay_without_a_proper_reason(office, several, reason):
    fields = fields_of(choose(office, several)) | {"change_reason": reason}
    response = office.post(LIST, fields)
    assert response.status_code == 200
    assert "errorlist" in response.content.decode()
    assert Organisation.objects.count() == 3


def test_records_chosen_in_a_list_stay_where_one_was_changed_meanwhile(office, tess, several):
    fields = fields_of(choose(office, several)) | {"change_reason": "Made up"}
    by_tess(tess, several[0], name="Not made up")
    refused = office.post(LIST, fields)
    assert "changed since the page was opened" in refused.content.decode()
    assert Organisation.objects.count() == 3
    assert office.post(LIST, fields_of(refused)).status_code == 302
    assert not Organisation.objects.exists()


def test_choosing_what_others_need_says_so(office, salford):
    asked = office.post("/admin/vanguards/caremodel/", {"action": "delete_chosen", "_selected_action": [salford.care_model_id], "index": 0})
    assert "cannot be deleted, for they are in use" in asked.content.decode()
    assert type(salford.care_model).objects.exists()


@pytest.mark.parametrize("chosen", ["x", "1\0", "9" * 40, ""])
def test_choosing_nonsense_is_answered_in_words(office, several, chosen):
    response = office.post(LIST, {"action": "delete_chosen", "_selected_action": chosen, "index": 0})
    assert response.status_code in (200, 400)
    assert Organisation.objects.count() == 3


def test_the_stock_deletion_that_asks_for_no_reason_is_gone(office, several):
    office.post(LIST, {"action": "delete_selected", "_selected_action": [several[0].pk], "index": 0, "post": "yes"})
    assert Organisation.objects.count() == 3
