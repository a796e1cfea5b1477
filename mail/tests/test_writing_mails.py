"""Mails stand with the change they tell of, and say what their readers need."""

import pytest
from django.core import mail as outbox
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import override_settings

from history import clock
from history.recording.changes import change
from mail.models import MOST_LINES, Mail, State
from mail.posting import AT_ONCE, SEVERAL, post, post_many
from mail.tests.stories import PAGE
from people.models import User
from vanguards.models import Organisation

pytestmark = pytest.mark.django_db


def test_a_mail_is_sent_to_whoever_is_told_with_the_page_to_see_it_on(telling, tess):
    (mail,) = telling(lambda opened: post(opened, [tess], "Delivered", "Rotas are delivered.", PAGE))
    (sent,) = outbox.outbox
    assert (sent.to, sent.subject, sent.from_email) == (["tess@example.com"], "Delivered", "tracker@example.com")
    assert sent.body == (
        "Hello Tess,\n\nRotas are delivered.\nhttp://127.0.0.1:8000/support/SR-0012/\n\n"
        "You get this because you use the Vanguard programme tracker. Nobody reads answers to this address. "
        "To ask something, write to the back office, office@example.com.\n"
    )
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"
    assert sent.extra_headers["Message-ID"] == f"<mail-{mail.pk}@127.0.0.1>"
    assert (mail.state, mail.words, mail.written_at) == (State.SENT, sent.body, mail.change.made_at)


def test_a_mail_passes_on_no_control_character(telling, tess):
    telling(lambda opened: post(opened, [tess], "Deli\x00vered\u2028to all", "Ro\x07tas\x0bare\x1b delivered.", PAGE))
    (sent,) = outbox.outbox
    assert sent.subject == "Delivered to all"
    assert "Rotas\nare delivered." in sent.body


def test_a_change_that_fails_writes_and_sends_nothing(recording, django_capture_on_commit_callbacks, tess):
    def fail():
        with recording() as opened:
            Organisation.objects.create(name="Monitor", kind="other")
            post(opened, [tess], "Delivered", "Rotas are delivered.", PAGE)
            raise RuntimeError

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RuntimeError):
        fail()
    assert (Mail.objects.count(), outbox.outbox) == (0, [])


def test_a_part_of_a_change_that_fails_takes_its_mails_with_it_and_what_is_told_later_is_still_sent(telling, recording, tess, sal):
    def fail(opened):
        with recording():
            post(opened, [tess], "Started", "Rotas are started.", PAGE)
            raise RuntimeError

    def tell(opened):
        with pytest.raises(RuntimeError):
            fail(opened)
        post(opened, [sal], "Delivered", "Rotas are delivered.", PAGE)

    telling(tell)
    assert [sent.to for sent in outbox.outbox] == [["sal@example.com"]]


@pytest.mark.django_db(transaction=True)
def test_a_mail_of_a_change_that_wrote_nothing_is_refused_by_the_database(recording, tess):
    with pytest.raises(IntegrityError), recording() as opened:
        post(opened, [tess], "Nothing", "Nothing was done.", PAGE)
    assert (Mail.objects.count(), outbox.outbox) == (0, [])


def test_nobody_is_told_of_their_own_change_nor_when_their_account_is_closed_nor_twice(recording, tess, sal, nora):
    with recording():
        nora.closed_on = clock.today()
        nora.save()
    with change(by=tess) as opened:
        Organisation.objects.create(name="Monitor", kind="other")
        post(opened, [tess, sal, sal, nora], "Delivered", "Rotas are delivered.", PAGE)
    assert [mail.to for mail in Mail.objects.all()] == [sal]


def test_somebody_is_told_several_things_of_one_change_in_one_mail(telling, tess, sal):
    def tell(opened):
        post(opened, [tess, sal], "Delivered", "Rotas are delivered.", PAGE)
        post(opened, [tess], "A comment", "Sal said something.", "/support/SR-0013/")
        post(opened, [tess], "Delivered", "Rotas are delivered.", PAGE)

    telling(tell)
    of_tess, of_sal = sorted(outbox.outbox, key=lambda sent: sent.to, reverse=True)
    assert (of_tess.subject, of_sal.subject) == (SEVERAL, "Delivered")
    kept = Mail.objects.order_by("pk").values_list("plain_words", flat=True)
    assert list(kept) == [mail.plain_words for mail in Mail.objects.order_by("pk")], "as the back office searches them"
    assert of_tess.body.count("Rotas are delivered.") == 1
    assert "Sal said something.\nhttp://127.0.0.1:8000/support/SR-0013/\n" in of_tess.body


def test_a_long_list_is_cut_and_says_how_much_more_there_is(telling, tess):
    lines = [(f"SR-{number:04} waits.", f"/support/{number}/") for number in range(5_000)]
    (mail,) = telling(lambda opened: post_many(opened, {tess: ("What waits", lines)}))
    (sent,) = outbox.outbox
    assert "SR-0019 waits." in sent.body
    assert "SR-0020" not in sent.body
    assert "\nAnd 4,980 more.\n" in sent.body
    assert (len(mail.lines), mail.more) == (MOST_LINES, 4_980)


def test_what_is_added_to_a_full_mail_is_counted(telling, tess):
    def tell(opened):
        post_many(opened, {tess: ("What waits", [(f"{number} waits.", PAGE) for number in range(MOST_LINES)])})
        post(opened, [tess], "Delivered", "Rotas are delivered.", PAGE)

    (mail,) = telling(tell)
    assert (len(mail.lines), mail.more) == (MOST_LINES, 1)
    assert "And 1 more." in mail.words


def test_telling_many_takes_few_statements(telling, recording, django_assert_max_num_queries):
    with recording():
        people = [User.objects.open_account(f"p{number}@example.com", name=f"Person {number}") for number in range(300)]

    def tell(opened):
        with django_assert_max_num_queries(12):
            post_many(opened, {person: (f"For {person}", [(f"{person}, this is yours.", PAGE)]) for person in people})

    mails = telling(tell)
    assert len(mails) == 300
    assert (mails.sent().count(), mails.waiting().count()) == (AT_ONCE, 300 - AT_ONCE)
    assert outbox.outbox[3].subject == "For Person 3"
    call_command("send_mail")
    assert (len(outbox.outbox), mails.sent().count()) == (300, 300)
    assert len({sent.to[0] for sent in outbox.outbox}) == 300


def test_words_come_out_as_they_were_written(telling, tess):
    telling(lambda opened: post(opened, [tess], "A & B < C", "Sal said “1 < 2 & 3”,\r\nand {{ no }} more.", PAGE))
    (sent,) = outbox.outbox
    assert sent.subject == "A & B < C"
    assert "Sal said “1 < 2 & 3”,\nand {{ no }} more.\n" in sent.body


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x0b", "\x85"])
def test_a_new_line_in_a_title_begins_no_header_of_its_own(telling, tess, end):
    telling(lambda opened: post(opened, [tess], f"Rotas{end}Bcc: everybody@example.com", "Rotas are delivered.", PAGE))
    (sent,) = outbox.outbox
    assert sent.subject == "Rotas Bcc: everybody@example.com"
    assert sent.recipients() == ["tess@example.com"]
    assert sent.message()["Bcc"] is None


def test_a_subject_too_long_is_cut(telling, tess):
    (mail,) = telling(lambda opened: post(opened, [tess], "Rotas " * 100, "Rotas are delivered.", PAGE))
    assert len(mail.subject) == 200
    assert mail.subject.endswith("…")


def test_there_is_one_mail_per_person_and_change(told, tess):
    mail = told(tess).get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Mail.objects.create(change=mail.change, to=tess, subject="Again", words="Again", written_at=mail.written_at)


@override_settings(SITE_ADDRESS="https://tracker.example.com")
def test_links_lead_to_where_the_app_is(telling, tess):
    telling(lambda opened: post(opened, [tess], "Delivered", "Rotas are delivered.", PAGE))
    assert "https://tracker.example.com/support/SR-0012/" in outbox.outbox[0].body
