"""Mails are sent once their change is on record, and never twice."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from history import clock
from mail.models import HANDING_OVER, MOST_ATTEMPTS, Mail, State
from mail.posting import post
from mail.sending import send
from mail.tests.stories import PAGE, state_of
from vanguards.models import Organisation

pytestmark = pytest.mark.django_db


class Server(EmailBackend):
    """A mail server for tests: they choose what it does when it is reached, and when it gets a mail."""

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
    settings.EMAIL_BACKEND = "mail.tests.test_sending_mails.Server"

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


def test_a_mail_that_was_sent_is_not_sent_again(told, tess):
    mails = told(tess)
    assert send(mails).sent == 1
    assert send(mails).sent == 0
    assert len(outbox.outbox) == 1


def test_a_mail_that_another_sender_hands_over_just_now_is_left_to_it(told, server, tess, sal):
    """The second sender runs while the first is sending each mail."""
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
    assert list(Mail.objects.uncertain(clock.now())) == [mails[0]]


def test_where_the_process_is_killed_in_between_the_mail_is_not_sent_again(told, server, time_machine, tess):
    mails = told(tess)
    server(handed_over=raising(SystemExit()))
    with pytest.raises(SystemExit):
        send(mails)
    server()
    assert (send(mails).sent, state_of(mails)) == (0, [State.SENDING]), "for all that anybody knows, it is being handed over"
    time_machine.move_to(clock.now() + HANDING_OVER)
    assert (send(mails).sent, state_of(mails)) == (0, [State.UNCERTAIN])


def test_what_another_sender_hands_over_just_now_is_not_reported_as_unknown(told, server, time_machine, capsys, tess, sal):
    """The command runs while another sender is sending a mail; and again, when that one has long been killed."""
    mails, reports = told(tess), []

    def come_by():
        call_command("send_mail")
        reports.append((capsys.readouterr().out.strip(), state_of(mails)))

    server(handed_over=lambda message: come_by())
    send(mails)
    nothing = "Sent: 0. Not accepted: 0. Not known whether they arrived: {}."
    assert reports == [(nothing.format(0), [State.SENDING])]
    mails.update(sent_at=None)
    time_machine.move_to(clock.now() + HANDING_OVER)
    come_by()
    assert reports[1] == (nothing.format(1), [State.UNCERTAIN])


def test_how_the_handing_over_ended_is_kept_for_the_back_office(told, server, tess):
    mails = told(tess)
    server(handed_over=raising(TimeoutError("timed out")))
    send(mails)
    assert mails.get().refused == "TimeoutError: timed out"


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


def test_nothing_counts_as_sent_that_nobody_claimed(told, tess):
    with pytest.raises(IntegrityError), transaction.atomic():
        told(tess).update(sent_at=clock.now())
