"""Send waiting mails; each is handed over once.

A sender claims a mail, and saves that, before handing it over. If the mail server refuses, it does not have the mail: the mail waits and is
tried again. If sending ends in any other way (the server goes silent, the process is killed), the mail stays claimed: it may have arrived,
so no sender touches it again, and the back office sees it.
"""

import logging
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F, QuerySet

from history import clock
from mail.models import LINK_LEFT_OUT, MOST_ATTEMPTS, RESTS, Mail
from pages.plain_words import cleaned
from people.invitations import link_sent

logger = logging.getLogger(__name__)

LONGEST_ANSWER = 1_000


@dataclass
class Outcome:
    """How many mails were sent, refused, and left uncertain; and why it stopped early, if it did."""

    sent: int = 0
    not_accepted: int = 0
    uncertain: int = 0
    ended: str = ""


class NotTaken(Exception):
    """The mail server certainly did not take the mail; the words say why."""


def send(mails: QuerySet[Mail]) -> Outcome:
    """Send the waiting ones of these mails. Never call it in a transaction: each claim must be saved first.

    It stops if the mail server cannot be reached (that is not an attempt) and at the first uncertain mail, because a silent server would
    leave all of them uncertain.
    """
    outcome = Outcome()
    with _line() as line:
        for number in list(mails.values_list("pk", flat=True)):
            try:
                line.open()
            except OSError as error:
                outcome.ended = f"The mail server cannot be reached: {error}"
                break
            mail = _claim(number)
            if mail is not None and not _sent(mail, line, outcome):
                break
    if outcome.ended:
        logger.warning(outcome.ended)
    return outcome


def _claim(number: int) -> Mail | None:
    """Claim a mail for this sender and return it; None if another sender has it or it is no longer to be sent."""
    with transaction.atomic(durable=True):
        claimed = Mail.objects.waiting().filter(pk=number).update(claimed_at=clock.now(), attempts=F("attempts") + 1, refused="")
    return Mail.objects.select_related("to").get(pk=number) if claimed else None


def _sent(mail: Mail, line: Any, outcome: Outcome) -> bool:
    """Send a claimed mail and record the result; return whether to go on."""
    try:
        _hand_over(mail, line)
    except NotTaken as why:
        _let_rest(mail, str(why))
        outcome.not_accepted += 1
        _close(line)
    except Exception as error:
        outcome.uncertain += 1
        how = f"{type(error).__name__}: {error}"
        Mail.objects.filter(pk=mail.pk).update(refused=_kept(how))
        outcome.ended = f"It is not known whether mail {mail.pk} arrived: {how}"
        return False
    else:
        Mail.objects.filter(pk=mail.pk).update(sent_at=clock.now(), refused="")
        outcome.sent += 1
    return True


def _hand_over(mail: Mail, line: Any) -> None:
    """Give it to the mail server. Raise NotTaken if the server certainly did not take it."""
    if not mail.to.is_active:
        raise NotTaken("The account is closed.")
    try:
        message = _message(mail, line)
        message.message()
    except ValueError as error:
        raise NotTaken(f"It cannot be made into a message: {error}") from error
    try:
        taken = line.send_messages([message])
    except smtplib.SMTPException as error:
        answer = _answer(error)
        if answer:
            raise NotTaken(answer) from error
        raise
    if not taken:
        raise NotTaken("The mail server did not take it.")


def _message(mail: Mail, line: Any) -> EmailMessage:
    """Return the message. Its Message-ID holds its number, so that it can be found in the mail server's log."""
    headers = {"Message-ID": f"<mail-{mail.pk}@{urlsplit(settings.SITE_ADDRESS).hostname}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(mail.subject, _in_full(mail), to=[mail.to.email], headers=headers, connection=line)


def _in_full(mail: Mail) -> str:
    """Return its words with the link that is kept nowhere: whoever reads the outbox, or a copy of it, could choose somebody's password."""
    if LINK_LEFT_OUT not in mail.words:
        return mail.words
    link = link_sent(mail.to, mail.written_at)
    return mail.words.replace(LINK_LEFT_OUT, f"{settings.SITE_ADDRESS}{link}") if link else mail.words


def _answer(error: smtplib.SMTPException) -> str:
    """Return the mail server's refusal; "" if it is not certain that it refused."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        answers: list[tuple[int, Any]] = list(error.recipients.values())
    elif isinstance(error, smtplib.SMTPResponseException) and 400 <= error.smtp_code < 600:
        answers = [(error.smtp_code, error.smtp_error)]
    else:
        return str(error) if isinstance(error, smtplib.SMTPNotSupportedError) else ""
    return "; ".join(f"{code} {said.decode(errors='replace') if isinstance(said, bytes) else said}" for code, said in answers)


def _let_rest(mail: Mail, why: str) -> None:
    """Release a mail and try it again later; never for a closed account."""
    attempts = mail.attempts if mail.to.is_active else MOST_ATTEMPTS
    again = clock.now() + RESTS[attempts - 1] if attempts < MOST_ATTEMPTS else None
    Mail.objects.filter(pk=mail.pk).update(claimed_at=None, attempts=attempts, try_again_at=again, refused=_kept(why))


def _kept(why: str) -> str:
    return cleaned(why)[:LONGEST_ANSWER]


@contextmanager
def _line() -> Iterator[Any]:
    """Yield one connection for all mails; the first that needs it opens it."""
    line = get_connection()
    try:
        yield line
    finally:
        _close(line)


def _close(line: Any) -> None:
    """Close the connection. A server that does not say goodbye has still taken its mails."""
    with suppress(OSError):
        line.close()
