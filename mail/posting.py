"""Write mails in the change they are about: they are saved or undone with it, and sent once it is on record.

The caller must check who may read what: a mail may only say what that person's pages would show.
"""

from collections.abc import Iterable, Mapping, Sequence

from django.conf import settings
from django.db import transaction
from django.template import loader

from history import clock
from history.recording.changes import OpenChange
from mail.models import LONGEST_SUBJECT, Mail
from mail.sending import send
from pages.links import path
from pages.plain_words import cleaned, on_one_line
from people.models import User

AT_ONCE = 10  # mails of a change that are sent with it; the command sends the others
SEVERAL = "Several things changed"
BATCH = 500
WHY = "You get this because you use the Vanguard programme tracker."

Line = tuple[str, str]  # a sentence, and the path of the page it is about ("" for none)
News = tuple[str, Sequence[Line]]  # a subject, and the lines under it


def post(opened: OpenChange, to: Iterable[User], subject: str, sentence: str, address: str) -> None:
    """Tell these people one thing about the open change, with the path of the page that shows it.

    Each person gets one mail for a change: later lines are added to it.
    """
    post_many(opened, {user: (subject, [(sentence, address)]) for user in to})


def post_many(opened: OpenChange, news: Mapping[User, News]) -> None:
    """Tell each of these people their own lines about the open change, in a few statements.

    Nobody is told about their own change, and closed accounts get nothing. The change must have written something: otherwise it leaves no
    row, and the database refuses a mail about it.
    """
    maker = opened.by.pk if opened.by is not None else None
    told = {user: (subject, lines) for user, (subject, lines) in news.items() if lines and user.is_active and user.pk != maker}
    if not told:
        return
    first = not Mail.objects.filter(change=opened.row).exists()
    users = list(told)
    for start in range(0, len(users), BATCH):
        _write(opened, {user: told[user] for user in users[start : start + BATCH]})
    if first:  # Django drops this if the mails are undone and the change goes on
        change = opened.row.pk
        transaction.on_commit(lambda: _send_some_of(change), robust=True)


def _write(opened: OpenChange, news: Mapping[User, News]) -> None:
    """Write a new mail for each person, or add lines to the one they have about this change."""
    have = {mail.to_id: mail for mail in Mail.objects.filter(change=opened.row, to__in=[user.pk for user in news])}
    new, longer = [], []
    for user, (subject, lines) in news.items():
        mail = have.get(user.pk)
        subject = _on_one_line(subject)
        if mail is None:
            mail = Mail(change=opened.row, to=user, subject=subject, written_at=opened.moment)
            new.append(mail)
        else:
            mail.subject = subject if subject == mail.subject else SEVERAL
            longer.append(mail)
        mail.add([(_plain(sentence), address) for sentence, address in lines])
        mail.words = _body(mail, user)
    Mail.objects.bulk_create(new, batch_size=BATCH)
    if longer:
        Mail.objects.bulk_update(longer, ["subject", "lines", "more", "words", "plain_words"], batch_size=BATCH)


def write_apart(user: User, subject: str, lines: Sequence[Line], *, why: str) -> Mail:
    """Write a mail about no single change, which people may turn off. It says why they get it and where to turn it off. The command sends
    it.
    """
    mail = Mail(to=user, subject=_on_one_line(subject), written_at=clock.now())
    mail.add([(_plain(sentence), address) for sentence, address in lines])
    mail.words = _body(mail, user, why=why, choices=f"{settings.SITE_ADDRESS}{path('mail_choices')}")
    mail.save()
    return mail


def _on_one_line(words: str) -> str:
    """Return the words on one line: a line break in a subject would start another mail header."""
    line = " ".join(on_one_line(words).split())
    return line if len(line) <= LONGEST_SUBJECT else f"{line[: LONGEST_SUBJECT - 1]}…"


def _plain(sentence: str) -> str:
    return cleaned(sentence).strip()


def _body(mail: Mail, user: User, *, why: str = WHY, choices: str = "") -> str:
    """Return the whole mail: plain text, each line with its full address."""
    lines = [(sentence, f"{settings.SITE_ADDRESS}{address}" if address else "") for sentence, address in mail.lines]
    more = f"{mail.more:,}" if mail.more else ""
    context = {"name": _on_one_line(user.name), "lines": lines, "more": more, "why": why, "choices": choices}
    context["contact"] = settings.CONTACT_ADDRESS
    words: str = loader.get_template("mail/mail.txt", using="django").render(context)
    return words


def _send_some_of(change: int) -> None:
    """Send the first mails of a change that is now on record; whoever waits for the page waits for these."""
    send(Mail.objects.filter(change=change).due(clock.now())[:AT_ONCE])
