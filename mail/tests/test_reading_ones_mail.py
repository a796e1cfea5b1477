"""Everybody reads what the app wrote to them, and nobody what it wrote to others; the back office sees what became of it."""

import pytest
from django.urls import reverse

from history import clock
from mail.models import HANDING_OVER, MOST_ATTEMPTS, Mail
from mail.posting import post
from pages.paging import PER_PAGE
from vanguards.models import Organisation

pytestmark = pytest.mark.django_db

PAGE = "/support/12/"


@pytest.fixture
def written(recording):
    """Write a mail: written(sal, "Delivered", "Rotas are delivered.")."""
    numbers = iter(range(1_000))

    def write(person, subject, sentence, address=PAGE):
        with recording() as opened:
            Organisation.objects.create(name=f"Body {next(numbers)}", kind="other")
            post(opened, [person], subject, sentence, address)
        return Mail.objects.get(change=opened.row)

    return write


def read(client, **query):
    return client.get(reverse("mail_list"), query).content.decode()


def test_somebody_who_was_written_nothing_reads_so(as_, sal):
    assert "We have not e-mailed you yet." in read(as_(sal))


def test_each_reads_their_own_mails_the_latest_first(as_, sal, nora, ada, written):
    written(sal, "Rotas", "Rotas are accepted.")
    written(sal, "Rosters", "Rosters are accepted.")
    written(nora, "Theatres", "Theatres are accepted.")
    page = read(as_(sal))
    assert page.index("Rosters are accepted.") < page.index("Rotas are accepted.")
    assert "2 e-mails" in page
    assert "Theatres" not in page
    assert "We have not e-mailed you yet." in read(as_(ada)), "an administrator reads nobody else's either"


def test_a_mail_is_shown_with_its_links_and_lines_and_nothing_in_it_is_markup(as_, sal, written):
    written(sal, "<b>Rotas</b>", "Tess said <i>yes</i>\nand then & no")
    page = read(as_(sal))
    assert "&lt;b&gt;Rotas&lt;/b&gt;" in page
    assert '<a href="/support/12/">Tess said &lt;i&gt;yes&lt;/i&gt;</a>\nand then &amp; no' in page


def test_it_says_what_became_of_each(as_, sal, written):
    sent, given_up, unsure, sending, _waiting = (written(sal, f"Mail {number}", f"Mail {number}.") for number in range(5))
    Mail.objects.filter(pk=sent.pk).update(claimed_at=clock.now(), sent_at=clock.now())
    Mail.objects.filter(pk=given_up.pk).update(attempts=MOST_ATTEMPTS)
    Mail.objects.filter(pk=unsure.pk).update(claimed_at=clock.now() - HANDING_OVER)
    Mail.objects.filter(pk=sending.pk).update(claimed_at=clock.now())
    page = read(as_(sal))
    words = ["Waiting", "Being sent", "Not known whether it arrived", "Could not be sent", "Sent"]
    assert [each for each in words if each in page] == words
    assert sorted(words, key=page.index) == words


def test_in_the_past_there_are_the_mails_written_by_then_as_they_stood(as_, sal, written):
    rotas = written(sal, "Rotas", "Rotas are accepted.", "/support/?state=accepted#list")
    then = clock.now()
    Mail.objects.filter(pk=rotas.pk).update(claimed_at=clock.now(), sent_at=clock.now())
    written(sal, "Rosters", "Rosters are accepted.")
    page = read(as_(sal), as_at=then.isoformat())
    assert "1 e-mail that we sent" in page
    assert "Rosters" not in page
    assert "Waiting" in page
    assert 'href="/support/?state=accepted&amp;as_at=' in page
    assert '#list">' in page
    assert "Sent" in read(as_(sal))


def test_before_the_first_there_was_none(as_, sal, recording, written):
    then = clock.now()
    written(sal, "Rotas", "Rotas are accepted.")
    assert "We had not e-mailed you by then." in read(as_(sal), as_at=then.isoformat())


def test_many_are_read_page_by_page(as_, sal, written):
    for number in range(PER_PAGE + 1):
        written(sal, f"Mail {number}", f"Number {number} is there.")
    assert "Number 0 is" not in read(as_(sal))
    assert "Number 0 is" in read(as_(sal), page=2)
    assert as_(sal).get(reverse("mail_list"), {"page": "3"}).status_code == 400


def test_the_header_leads_there_for_whoever_has_a_role(as_, sal, newt):
    assert 'href="/mail/"' in as_(sal).get("/").content.decode()
    assert 'href="/mail/"' not in as_(newt).get("/").content.decode()


def test_the_back_office_sees_what_became_of_mails_and_not_their_words(as_, otto, sal, written):
    mail = written(sal, "Rotas", "Tess said something.")
    Mail.objects.filter(pk=mail.pk).update(attempts=1, refused="550 No such user")
    for address in ("/admin/mail/mail/", f"/admin/mail/mail/{mail.pk}/change/"):
        page = as_(otto).get(address).content.decode()
        assert all(words in page for words in ("Rotas", "Sal", "Waiting", "550 No such user")), address
        assert "Tess said something." not in page
        assert "Hello" not in page


def test_the_back_office_finds_a_mail_by_its_subject_and_by_whom_it_went_to_and_never_by_what_it_says(as_, otto, sal, written):
    written(sal, "Rotas", "Tess said something.")

    def found(words):
        return as_(otto).get("/admin/mail/mail/", {"q": words}).context["cl"].result_count

    assert [found(words) for words in ("rota", "Sal", "sal@example.com", "something", "Tess", "Hello")] == [1, 1, 1, 0, 0, 0]


@pytest.mark.parametrize(
    ("state", "shown"), [("uncertain", 1), ("sending", 1), ("waiting", 1), ("sent", 0), ("not accepted", 0), ("nonsense", 3)]
)
def test_the_back_office_finds_those_that_need_looking_at(as_, otto, sal, written, state, shown):
    mails = [written(sal, f"Mail {number}", "Words.") for number in range(3)]
    Mail.objects.filter(pk=mails[0].pk).update(claimed_at=clock.now() - HANDING_OVER)
    Mail.objects.filter(pk=mails[1].pk).update(claimed_at=clock.now())
    page = as_(otto).get("/admin/mail/mail/", {"state": state}).content.decode()
    assert sum(mail.subject in page for mail in mails) == shown


@pytest.mark.parametrize("person", ["otto", "ada"])
def test_nobody_adds_changes_or_deletes_a_mail(request, as_, sal, written, person):
    mail, client = written(sal, "Rotas", "Words."), as_(request.getfixturevalue(person))
    for page in (f"{mail.pk}/change", f"{mail.pk}/delete", "add"):
        assert client.post(f"/admin/mail/mail/{page}/", {"subject": "Forged", "post": "yes"}).status_code == 403, page
    assert not any(request.getfixturevalue(person).has_perm(f"mail.{act}_mail") for act in ("add", "change", "delete"))
    assert Mail.objects.get().subject == "Rotas"
