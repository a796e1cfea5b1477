"""Mails stand with the change they tell of, are sent once it is on record, and never twice."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import override_settings

from history import clock
from history.changes import change
from mail.models import MOST_ATTEMPTS, MOST_LINES, Mail, State
from mail.posting import AT_ONCE, SEVERAL, post, post_many
from mail.sending import send
from people.models import User
from vanguards.models import Organisation

pytestmark = pytest.mark.django_db

PAGE = "/support/SR-0012/"


@pytest.fixture
def telling(recording, django_capture_on_commit_callbacks):
    """A change that writes something and tells it: telling(lambda opened: post(opened, …)); what waits for its end is done."""
    numbers = iter(range(1_000))

    def tell(what, *, send_now=True):
        with django_capture_on_commit_callbacks(execute=send_now), recording() as opened:
            Organisation.objects.create(name=f"Body {next(numbers)}", kind="other")
            what(opened)
        return Mail.objects.filter(change=opened.row).order_by("pk")

    return tell


@pytest.fixture
def told(telling):
    """One mail that waits: told(tess)."""
    return lambda *people: telling(lambda opened: post(opened, people, "Delivered", "Rotas are delivered.", PAGE), send_now=False)


class Server(EmailBackend):
    """A mail server of the test's: what it does when it is reached, and when a mail is handed over to it."""

    reached = staticmethod(lambda: None)
    handed_over = staticmethod(lambda message: None)

    def open(self):
        Server.reached()

    def send_messages(self, messages):
        for message in messages:
            Server.handed_over(message)
        return super().send_messages(messages)


@pytest.fixture
def server(monkeypatch, settings):
    settings.EMAIL_BACKEND = "mail.tests.test_mail.Server"

    def does(*, reached=lambda: None, handed_over=lambda message: None):
        monkeypatch.setattr(Server, "reached", staticmethod(reached))
        monkeypatch.setattr(Server, "handed_over", staticmethod(handed_over))

    return does


def raising(error):
    def act(*_):
        raise error

    return act


def no_such_user(message):
    raise smtplib.SMTPRecipientsRefused({message.to[0]: (550, b"No such user")})


def state_of(mails):
    return [mail.state for mail in mails.all()]


def test_a_mail_is_sent_to_whoever_is_told_with_the_page_to_see_it_on(telling, tess):
    (mail,) = telling(lambda opened: post(opened, [tess], "Delivered", "Rotas are delivered.", PAGE))
    (sent,) = outbox.outbox
    assert (sent.to, sent.subject, sent.from_email) == (["tess@example.com"], "Delivered", "tracker@example.com")
    assert sent.body == (
        "Hello Tess,\n\nRotas are delivered.\nhttp://127.0.0.1:8000/support/SR-0012/\n\n"
        "You get this because you use the Vanguard programme tracker. Answers to this address are not read.\n"
    )
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"
    assert sent.extra_headers["Message-ID"] == f"<mail-{mail.pk}@127.0.0.1>"
    assert (mail.state, mail.words, mail.written_at) == (State.SENT, sent.body, mail.change.made_at)


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


def test_a_mail_that_was_sent_is_not_sent_again(told, tess):
    mails = told(tess)
    assert send(mails).sent == 1
    assert send(mails).sent == 0
    assert len(outbox.outbox) == 1


def test_a_mail_that_another_sender_hands_over_just_now_is_left_to_it(told, server, tess, sal):
    """The second sender comes by while the first is in the middle of each mail."""
    mails, second = told(tess, sal), []
    server(handed_over=lambda message: second.append(send(mails.filter(to__email=message.to[0])).sent))
    assert send(mails).sent == 2
    assert (second, len(outbox.outbox)) == ([0, 0], 2)


def test_the_claim_is_on_record_before_the_mail_is_handed_over(told, server, tess):
    mails = told(tess)
    server(handed_over=lambda message: claims.append((mails.get().claimed_at is not None, mails.get().attempts)))
    claims = []
    send(mails)
    assert claims == [(True, 1)]


@pytest.mark.django_db(transaction=True)
def test_nothing_is_sent_within_a_transaction_where_no_claim_would_be_on_record(told, tess):
    mails = told(tess)
    mails.update(claimed_at=None, sent_at=None)
    outbox.outbox.clear()
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        send(mails)
    assert outbox.outbox == []


@pytest.mark.django_db(transaction=True)
def test_a_mail_leaves_only_when_its_change_is_on_record(recording, tess):
    with recording() as opened:
        Organisation.objects.create(name="Monitor", kind="other")
        post(opened, [tess], "Delivered", "Rotas are delivered.", PAGE)
        assert outbox.outbox == []
    assert [sent.to for sent in outbox.outbox] == [["tess@example.com"]]


@pytest.mark.parametrize(
    "ended",
    [
        smtplib.SMTPServerDisconnected("Connection unexpectedly closed"),
        TimeoutError("timed out"),
        smtplib.SMTPDataError(-1, b"?"),
        KeyError("?"),
    ],
)
def test_where_the_server_falls_silent_the_mail_is_left_as_it_is_and_the_others_wait(told, server, tess, sal, ended):
    mails = told(tess, sal)
    server(handed_over=raising(ended))
    outcome = send(mails)
    assert (outcome.sent, outcome.not_accepted, outcome.uncertain) == (0, 0, 1)
    assert state_of(mails) == [State.UNCERTAIN, State.WAITING]
    server()
    assert send(Mail.objects.all()).sent == 1
    assert [sent.to for sent in outbox.outbox] == [["sal@example.com"]]
    assert list(Mail.objects.uncertain()) == [mails[0]]


def test_where_the_process_is_killed_in_between_the_mail_is_not_sent_again(told, server, tess):
    mails = told(tess)
    server(handed_over=raising(SystemExit()))
    with pytest.raises(SystemExit):
        send(mails)
    server()
    assert (send(mails).sent, state_of(mails)) == (0, [State.UNCERTAIN])


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (no_such_user, "550 No such user"),
        (raising(smtplib.SMTPSenderRefused(553, b"Not from here", "tracker@example.com")), "553 Not from here"),
        (raising(smtplib.SMTPDataError(451, b"Try later")), "451 Try later"),
    ],
)
def test_what_the_server_refuses_rests_and_is_tried_again(told, server, time_machine, tess, sal, error, words):
    mails = told(tess, sal)
    server(handed_over=lambda message: error(message) if message.to == ["tess@example.com"] else None)
    outcome = send(mails.due(clock.now()))
    assert (outcome.sent, outcome.not_accepted, outcome.uncertain) == (1, 1, 0)
    assert [(mail.state, mail.attempts, mail.refused) for mail in mails] == [(State.WAITING, 1, words), (State.SENT, 1, "")]
    server()
    assert send(mails.due(clock.now())).sent == 0, "it rests"
    assert send(mails.due(clock.now() + timedelta(minutes=2))).sent == 1
    assert state_of(mails) == [State.SENT, State.SENT]


def test_what_is_refused_again_and_again_is_given_up(told, server, tess):
    mails = told(tess)
    server(handed_over=no_such_user)
    for _ in range(MOST_ATTEMPTS + 3):
        send(mails.due(clock.now() + timedelta(days=2)))
    mail = mails.get()
    assert (mail.state, mail.attempts, mail.try_again_at) == (State.NOT_ACCEPTED, MOST_ATTEMPTS, None)
    assert list(Mail.objects.not_accepted()) == [mail]


def test_where_no_server_can_be_reached_all_wait_and_it_counts_as_no_attempt(told, server, tess, sal):
    mails = told(tess, sal)
    server(reached=raising(ConnectionRefusedError("Connection refused")))
    assert send(mails).ended == "The mail server cannot be reached: Connection refused"
    assert [(mail.state, mail.attempts) for mail in mails] == [(State.WAITING, 0), (State.WAITING, 0)]
    server()
    assert send(mails).sent == 2


def test_a_change_stands_whatever_becomes_of_its_mails(telling, server, tess):
    server(reached=raising(ValueError("No such host")))
    assert state_of(telling(lambda opened: post(opened, [tess], "Delivered", "Rotas are delivered.", PAGE))) == [State.WAITING]


def test_whose_account_was_closed_since_is_sent_nothing_then_or_later(told, recording, tess):
    mails = told(tess)
    with recording():
        tess.closed_on = clock.today()
        tess.save()
    assert send(mails).not_accepted == 1
    assert (state_of(mails), mails.get().refused) == ([State.NOT_ACCEPTED], "The account is closed.")
    with recording():
        tess.closed_on = None
        tess.save()
    assert (send(mails).sent, outbox.outbox) == (0, [])


def test_an_address_no_mail_can_be_sent_to_is_said_and_stops_no_other(told, recording, settings, tess, sal):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with recording():
        tess.email = "tess@\nexample.com"
        tess.save()
    outcome = send(told(tess, sal))
    assert (outcome.sent, outcome.not_accepted) == (1, 1)
    assert Mail.objects.get(to=tess).refused.startswith("It cannot be made into a message")


def test_the_command_sends_what_waits_and_says_so(told, capsys, tess, sal):
    told(tess, sal)
    call_command("send_mail")
    assert capsys.readouterr().out == "Sent: 2. Not accepted: 0. Not known whether they arrived: 0.\n"
    assert len(outbox.outbox) == 2


@pytest.mark.parametrize(
    ("does", "line", "words"),
    [
        ({"handed_over": no_such_user}, "Sent: 0. Not accepted: 1. Not known whether they arrived: 0.", "did not accept"),
        ({"handed_over": raising(TimeoutError("timed out"))}, "Sent: 0. Not accepted: 0. Not known whether they arrived: 1.", "not known"),
        ({"reached": raising(TimeoutError("timed out"))}, "Sent: 0. Not accepted: 0. Not known whether they arrived: 0.", "be reached"),
    ],
)
def test_the_command_fails_where_not_everything_was_sent(told, server, capsys, tess, does, line, words):
    told(tess)
    server(**does)
    with pytest.raises(CommandError, match=words):
        call_command("send_mail")
    assert capsys.readouterr().out.strip() == line


def test_there_is_one_mail_per_person_and_change(told, tess):
    mail = told(tess).get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Mail.objects.create(change=mail.change, to=tess, subject="Again", words="Again", written_at=mail.written_at)


def test_nothing_counts_as_sent_that_nobody_claimed(told, tess):
    with pytest.raises(IntegrityError), transaction.atomic():
        told(tess).update(sent_at=clock.now())


@override_settings(SITE_ADDRESS="https://tracker.example.com")
def test_links_lead_to_where_the_app_is(telling, tess):
    telling(lambda opened: post(opened, [tess], "Delivered", "Rotas are delivered.", PAGE))
    assert "https://tracker.example.com/support/SR-0012/" in outbox.outbox[0].body
