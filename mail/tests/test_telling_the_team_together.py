"""The programme team is mailed of new requests and of dates that wait for it: an hour's worth in one mail, and each can turn it off."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.core.management import CommandError, call_command
from django.urls import reverse

from history import clock
from history.recording.changes import change
from mail.digests import EVERY, write_digests
from mail.models import Mail, MailChoice
from milestones.models import Cause, Commitment, Milestone
from milestones.moves import make as make_of_commitment
from milestones.workflow import Move as CommitmentStep
from pages.typed_dates import understand
from support import actions
from support.moves import make
from support.workflow import Move

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _begun(time_machine, tess, tom):
    """They have been on the team for a while."""
    write_digests()
    time_machine.move_to(clock.now() + 2 * EVERY)


@pytest.fixture
def later(time_machine):
    return lambda minutes=61: time_machine.move_to(clock.now() + timedelta(minutes=minutes))


@pytest.fixture
def raised(enabler):
    """Raise a request: raised(sal, "Rotas", salford)."""
    return lambda by, title, *vanguards: actions.raise_request(by=by, title=title, needed="Help", vanguards=vanguards, enablers=[enabler])


@pytest.fixture
def proposed(recording, salford, sal):
    """A later date on a key milestone, which waits for the team."""
    with recording():
        milestone = Milestone.objects.create(title="Common operating model", due=understand("March 2030"), is_key=True)
        due = understand("March 2030")
        dates = {"due_on": due.first, "due_precision": "month", "due_until": due.last, "expected_until": due.last}
        commitment = Commitment.objects.create(milestone=milestone, vanguard=salford, **dates)
        cause = Cause.objects.create(code="staff", name="Nobody to do it", direction="later")
    make_of_commitment(commitment, CommitmentStep.FORECAST, by=sal, words="Two posts are empty", to=understand("June 2030"), cause=cause)
    return commitment


def told():
    """Return the sentences of each mail sent since the last call, by name."""
    call_command("send_mail")
    to = [(sent.to[0], sent.extra_headers["Message-ID"]) for sent in outbox.outbox]
    outbox.outbox.clear()
    mails = {f"<mail-{mail.pk}@127.0.0.1>": mail for mail in Mail.objects.select_related("to")}
    return [(mails[number].to.name, [sentence for sentence, _ in mails[number].lines]) for _, number in to]


def test_each_of_the_team_is_told_of_a_new_request_and_nobody_else(raised, sal, nora, otto, ada, salford):
    rotas = raised(sal, "Rotas", salford)
    sentence = f"{rotas} is raised by Sal for Salford and Wigan Foundation Chain."
    assert told() == [("Tess", [sentence]), ("Tom", [sentence])]
    assert told() == []


def test_the_mail_as_it_is_sent(raised, proposed, sal, salford):
    rotas = raised(sal, "Rotas", salford)
    call_command("send_mail")
    sent = outbox.outbox[0]
    assert sent.subject == "1 new request; 1 new date to approve"
    site = "http://127.0.0.1:8000"
    assert sent.body == (
        "Hello Tess,\n"
        f"\n{rotas} is raised by Sal for Salford and Wigan Foundation Chain.\n{site}{rotas.get_absolute_url()}\n"
        "\nSal asked to move Common operating model (38 Salford and Wigan Foundation Chain) from March 2030 to June 2030, "
        "about 3 months later. "
        f"Nobody to do it: Two posts are empty. Please approve or reject it.\n{site}{proposed.get_absolute_url()}\n"
        "\nYou get this once an hour at most, because you are in the programme team. "
        "Nobody reads answers to this address. To ask something, write to the back office, office@example.com.\n\n"
        f"Choose which e-mails you get:\n{site}/mail/choices/\n"
    )


def test_nobody_is_told_of_what_they_did_themselves(raised, tess, salford, neuro):
    rotas = raised(tess, "Rotas", salford, neuro)
    assert told() == [("Tom", [f"{rotas} is raised by Tess for Salford and Wigan Foundation Chain and The Neuro Network."])]


def test_whoever_proposed_a_date_and_joined_the_team_since_is_not_told_that_it_waits(proposed, sal):
    with change(by=None, source="command"):
        sal.is_programme_team = True
        sal.save()
    assert {name for name, _ in told()} == {"Tess", "Tom"}


def test_within_the_hour_what_is_new_waits_and_comes_together(raised, later, sal, salford):
    raised(sal, "Rotas", salford)
    assert len(told()) == 2
    later(20)
    rosters = raised(sal, "Rosters", salford)
    assert told() == []
    later(20)
    theatres = raised(sal, "Theatres", salford)
    later(19)
    assert told() == [], "59 minutes after the last"
    later(2)
    (_, sentences), _ = told()
    assert [sentence.partition(" is raised")[0] for sentence in sentences] == [str(rosters), str(theatres)]


def test_a_date_that_was_decided_before_the_mail_went_waits_no_more(proposed, raised, tess, later):
    make_of_commitment(proposed, CommitmentStep.APPROVE, by=tess, words="Agreed")
    later()
    assert [name for name, _ in told()] == ["Sal"], "who proposed it is told, and nobody else"


def test_of_a_request_that_was_answered_before_the_mail_went_it_says_so(raised, sal, salford, tess):
    rotas = raised(sal, "Rotas", salford)
    make(rotas, Move.DECLINE, by=tess, words="Not ours")
    assert dict(told())["Tom"] == [f"{rotas} is raised by Sal for Salford and Wigan Foundation Chain. It is declined already."]


def test_whoever_turned_it_off_is_told_nothing_and_of_nothing_in_between_when_they_turn_it_on_again(as_, raised, sal, salford, tess, later):
    address = reverse("mail_choices")
    as_(tess).post(address, {})
    raised(sal, "Rotas", salford)
    assert [name for name, _ in told()] == ["Tom"]
    as_(tess).post(address, {"wanted": ["digests"]})
    later()
    rosters = raised(sal, "Rosters", salford)
    assert dict(told())["Tess"] == [f"{rosters} is raised by Sal for Salford and Wigan Foundation Chain."]


def test_whoever_left_or_whose_account_is_closed_is_told_nothing(raised, sal, salford, tess, tom):
    with change(by=None, source="command"):
        tess.is_programme_team = False
        tess.save()
        tom.closed_on = clock.today()
        tom.save()
    raised(sal, "Rotas", salford)
    assert told() == []


def test_while_a_digest_still_waits_for_the_mail_server_no_second_one_is_written(raised, sal, salford, later, monkeypatch):
    def refused(*_):
        raise smtplib.SMTPDataError(451, b"Try later")

    raised(sal, "Rotas", salford)
    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refused)
        with pytest.raises(CommandError, match="did not accept"):
            call_command("send_mail")
    raised(sal, "Rosters", salford)
    later()
    assert {name: len(sentences) for name, sentences in told()} == {"Tess": 1, "Tom": 1}
    later(30)
    assert told() == [], "an hour after the first one left"
    later(31)
    assert {name: len(sentences) for name, sentences in told()} == {"Tess": 1, "Tom": 1}


def test_whoever_joins_the_team_is_told_of_the_last_hour_and_no_more(raised, later, sal, nora, salford):
    raised(sal, "Rotas", salford)
    later()
    rosters = raised(sal, "Rosters", salford)
    with change(by=None, source="command"):
        nora.is_programme_team = True
        nora.save()
    assert dict(told())["Nora"] == [f"{rosters} is raised by Sal for Salford and Wigan Foundation Chain."]


def test_where_there_is_nothing_new_nothing_is_written_and_next_time_nothing_is_looked_at(tess, django_assert_num_queries):
    write_digests()
    with django_assert_num_queries(2):
        assert write_digests() == 0
    assert set(MailChoice.objects.values_list("last_digest", flat=True)) == {None}
