"""Several processes send at once, as a slow run and the next minute's do: each mail leaves once."""

import re

import pytest

from history.tests.test_writing_at_once import run, said

MAILS, SENDERS = 60, 3

SET_UP = f"""
import django; django.setup()
from unittest import mock
from history.recording.changes import change
from mail.posting import post_many
from people.models import User
from vanguards.models import Organisation
with mock.patch("mail.posting.AT_ONCE", 0), change(by=None, source="command") as opened:
    Organisation.objects.create(name="Monitor", kind="other")
    people = [User.objects.open_account(f"p{{n}}@example.com", name=f"Person {{n}}") for n in range({MAILS})]
    post_many(opened, {{person: ("Delivered", [("Rotas are delivered.", "/")]) for person in people}})
"""

SENDER = """
import django; django.setup()
from django.conf import settings
from django.core.management import call_command
settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "django.core.mail.backends.filebased.EmailBackend", {folder!r}
call_command("send_mail")
"""

LEFT = """
import django; django.setup()
from mail.models import Mail
print(Mail.objects.sent().count(), Mail.objects.filter(attempts=1).count())
"""


@pytest.mark.django_db
def test_senders_at_once_send_each_mail_once(own_database, tmp_path):
    folder = tmp_path / "sent"
    said(run(SET_UP, own_database))
    senders = [run(SENDER.format(folder=str(folder)), own_database) for _ in range(SENDERS)]
    counts = [int(re.match(r"Sent: (\d+)\. Not accepted: 0", said(sender))[1]) for sender in senders]
    to = [address for file in folder.iterdir() for address in re.findall(r"^To: (\S+)$", file.read_text(), re.MULTILINE)]
    assert sorted(to) == sorted(f"p{number}@example.com" for number in range(MAILS))
    assert sum(counts) == MAILS
    assert said(run(LEFT, own_database)).split() == [str(MAILS), str(MAILS)]
