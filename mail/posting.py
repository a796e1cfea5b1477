"""Writing mails, in the change they tell of: they stand with it or not at all, and are sent once it is on record.

Who may read what is told is for the caller to see to: a mail says to each person only what the app's own pages would show them.
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
News = tuple[str, Sequence[Line]]  # a subject, and what is told under it


def post(opened: OpenChange, to: Iterable[User], subject: str, sentence: str, address: str) -> None:
    """Tell these people one thing about the change that is open, and the path of the page to see it on.

    Each has one mail of a change: what is told them later in the same change is added to it.
    """
    post_many(opened, {user: (subject, [(sentence, address)]) for user in to})


def post_many(opened: OpenChange, news: Mapping[User, News]) -> None:
    """Tell each of these people their own lines about the change that is open, in a few statements however many they are.

    Left out are whoever makes the change, and accounts that are closed. A change that tells of something must have written something: one
    that wrote nothing leaves no row, and a mail of it none either (the database refuses it).
    """
    maker = opened.by.pk if opened.by is not None else None
    told = {user: (subject, lines) for user, (subject, lines) in news.items() if lines and user.is_active and user.pk != maker}
    if not told:
        return
    first = not Mail.objects.filter(change=opened.row).exists()
    users = list(told)
    for start in range(0, len(users), BATCH):
        _write(opened, {user: told[user] for user in users[start : start + BATCH]})
    if first:  # undone with the mails, where what wrote them is undone and the change goes on
        change = opened.row.pk
        transaction.on_commit(lambda: _send_some_of(change), robust=True)


def _write(opened: OpenChange, news: Mapping[User, News]) -> None:
    """A new mail for each, or more lines in the one they have of this change."""
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
    """A mail about no single change, which they may turn off; its foot says why they get it, and where that is. The command sends it."""
    mail = Mail(to=user, subject=_on_one_line(subject), written_at=clock.now())
    mail.add([(_plain(sentence), address) for sentence, address in lines])
    mail.words = _body(mail, user, why=why, choices=f"{settings.SITE_ADDRESS}{path('mail_choices')}")
    mail.save()
    return mail


def _on_one_line(words: str) -> str:
    """A subject is a header: a new line in it would begin another one."""
    line = " ".join(on_one_line(words).split())
    return line if len(line) <= LONGEST_SUBJECT else f"{line[: LONGEST_SUBJECT - 1]}…"


def _plain(sentence: str) -> str:
    return cleaned(sentence).strip()


def _body(mail: Mail, user: User, *, why: str = WHY, choices: str = "") -> str:
    """The whole mail as it is sent: plain words, each line with its address in full."""
    lines = [(sentence, f"{settings.SITE_ADDRESS}{address}" if address else "") for sentence, address in mail.lines]
    more = f"{mail.more:,}" if mail.more else ""
    context = {"name": _on_one_line(user.name), "lines": lines, "more": more, "why": why, "choices": choices}
    context["contact"] = settings.CONTACT_ADDRESS
    words: str = loader.get_template("mail/mail.txt", using="django").render(context)
    return words


def _send_some_of(change: int) -> None:
    """The first mails of a change, now that it is on record: whoever waits for the page waits for these."""
    send(Mail.objects.filter(change=change).due(clock.now())[:AT_ONCE])
