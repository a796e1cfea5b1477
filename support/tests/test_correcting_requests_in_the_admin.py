"""The back office corrects requests, offers and comments where their own pages cannot."""

import pytest

from history import clock
from history.tests.admin_pages import fields_of, form_of
from support.models import Comment, Recipient, SupportRequest
from vanguards.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(as_, otto):
    return as_(otto)


def send(client, address, **values):
    return client.post(address, form_of(client, address) | {"change_reason": "To test"} | values)


def test_a_comment_is_written_by_who_is_signed_in_now(office, otto, tess, ask, salford):
    rotas = ask("Rotas", salford)
    before = clock.now()
    values = {"audience": "internal", "support_request": rotas.pk, "words": "Ask again", "written_by": tess.pk}
    assert send(office, "/admin/support/comment/add/", **values, written_at_0="2015-01-01").status_code == 302
    comment = Comment.objects.get()
    assert comment.written_by == otto
    assert comment.written_at >= before
    page = f"/admin/support/comment/{comment.pk}/change/"
    assert "written_by" not in form_of(office, page)
    assert send(office, page, words="Asked", written_by=tess.pk).status_code == 302
    comment.refresh_from_db()
    assert (comment.words, comment.written_by) == ("Asked", otto)
    assert comment.edited_at is not None, "its page says that it was changed"


def test_a_comment_to_one_vanguard_names_it(office, ask, salford):
    values = {"audience": "vanguard", "support_request": ask("Rotas", salford).pk, "words": "Yours"}
    response = send(office, "/admin/support/comment/add/", **values)
    assert response.context["adminform"].form.errors["vanguard"]
    assert send(office, "/admin/support/comment/add/", vanguard=38, **values).status_code == 302


def test_a_request_is_corrected_and_what_follows_from_moves_or_was_said_stays_as_it_is(office, tess, ask, salford, neuro, recording):
    rotas = ask("Rotas", salford)
    with recording():
        rotas.comments.create(audience="shared", words="Hello", written_by=tess, written_at=clock.now())
    page = f"/admin/support/supportrequest/{rotas.pk}/change/"
    assert "Hello" in office.get(page).content.decode()
    forged = {"comments-0-words": "Forged", "comments-0-DELETE": "on", "comments-TOTAL_FORMS": "2", "comments-1-words": "Forged"}
    forged |= {"comments-1-audience": "shared", "comments-1-written_by": tess.pk}
    forged |= {
        "recipients-TOTAL_FORMS": "2",
        "recipients-1-vanguard": "44",
        "recipients-0-word": "confirmed",
        "state": "closed",
        "shared": "on",
    }
    assert send(office, page, title="Rotas for all", **forged).status_code == 302
    assert list(Recipient.objects.values_list("vanguard", "word")) == [(38, "open")]
    rotas.refresh_from_db()
    assert (rotas.title, rotas.state, rotas.shared) == ("Rotas for all", "raised", False)
    assert Comment.objects.get().words == "Hello"


def test_a_request_that_is_answered_has_an_owner(office, tess, ask, salford):
    page = f"/admin/support/supportrequest/{ask('Rotas', salford, state='accepted', owner=tess).pk}/change/"
    response = send(office, page, owner="")
    assert "Give the request an owner" in response.context["adminform"].form.errors["owner"][0]


def test_how_certain_a_recipient_is_can_be_corrected_and_nothing_else_of_it(office, ask, salford, neuro):
    recipient = ask("Rotas", salford).recipients.get()
    page = f"/admin/support/recipient/{recipient.pk}/change/"
    values = {"certainty": "inferred", "certainty_note": "From the list of attendees", "word": "confirmed", "vanguard": neuro.pk}
    assert send(office, page, **values).status_code == 302
    recipient.refresh_from_db()
    assert (recipient.certainty, recipient.word, recipient.vanguard_id) == ("inferred", "open", 38)
    assert office.get("/admin/support/recipient/add/").status_code == 403
    assert office.post(f"/admin/support/recipient/{recipient.pk}/delete/", {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("words", ["SR-{:04d}", "sr-{}", "SR–{:04d}", "SR {}", "(SR\u2011{:04d}).", "\u200bSR-{:04d}", "{}", "Rotas"])
def test_a_request_is_found_by_its_reference(office, ask, salford, words):
    ask("Other", salford)
    rotas = ask("Rotas", salford)
    page = office.get("/admin/support/supportrequest/", {"q": words.format(rotas.pk)}).content.decode()
    assert "Rotas" in page
    assert "Other" not in page


@pytest.mark.parametrize(
    ("where", "words", "found"),
    [
        ("support/recipient", "SR 2", ["Beds"]),
        ("support/recipient", "vanguard 38", ["Rotas"]),
        ("support/comment", "sr0002", ["Beds"]),
        ("vanguards/vanguard", "Vanguard 44", ["The Neuro Network"]),
        ("vanguards/vanguard", "４４", ["The Neuro Network"]),
        ("vanguards/vanguard", "SR-0044", []),
    ],
)
def test_every_list_finds_what_a_reference_means(office, ask, salford, neuro, recording, tess, where, words, found):
    rotas, beds = ask("Rotas", salford, pk=1), ask("Beds", neuro, pk=2)
    with recording():
        for each in (rotas, beds):
            each.comments.create(audience="shared", words="So be it", written_by=tess, written_at=clock.now())
    rows = office.get(f"/admin/{where}/", {"q": words}).context["cl"].result_list
    assert [getattr(getattr(row, "support_request", row), "title", None) or row.name for row in rows] == found


@pytest.mark.parametrize("words", ["9" * 60, "SR-", "\U0001f600", "%", "'"])
def test_searching_for_nonsense_finds_nothing(office, ask, salford, words):
    ask("Rotas", salford)
    response = office.get("/admin/support/supportrequest/", {"q": words})
    assert response.status_code == 200
    assert not SupportRequest.objects.filter(title=words).exists()


def test_a_row_somebody_added_meanwhile_does_not_pass_for_the_one_that_was_typed_in(office, ask, salford, recording):
    rotas = ask("Rotas", salford)
    with recording():
        bodies = [Organisation.objects.create(name=name, kind="national body") for name in ("NHS England", "Monitor")]
        rotas.answering_bodies.create(organisation=bodies[1])
    page = f"/admin/support/supportrequest/{rotas.pk}/change/"
    fields = form_of(office, page) | {"answering_bodies-0-contact": "Typed for Monitor", "change_reason": ""}
    with recording():
        rotas.answering_bodies.create(organisation=bodies[0])
    refused = office.post(page, fields)
    again = fields_of(refused, "supportrequest_form")
    assert (again["answering_bodies-0-organisation"], again["answering_bodies-0-contact"]) == (str(bodies[1].pk), "Typed for Monitor")
    assert office.post(page, again | {"change_reason": "Theirs"}).status_code == 302
    contacts = dict(rotas.answering_bodies.values_list("organisation__name", "contact"))
    assert contacts == {"Monitor": "Typed for Monitor", "NHS England": ""}
