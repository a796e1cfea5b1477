"""Several write and send digests at once while people raise requests: each person is told of each request once."""

import re
from collections import Counter

import pytest

from history.tests.test_writing_at_once import run, said

EACH, SENDERS = 9, 2  # two times nine: a mail has room for as many

SET_UP = """
import django; django.setup()
from datetime import date
from history.recording.changes import change
from mail.digests import write_digests
from people.models import User
from vanguards.models import CareModel, Cohort, Vanguard
with change(by=None, source="command"):
    acc = CareModel.objects.create(code="ACC", name="Acute care collaboration", order=5)
    cohort = Cohort.objects.create(code="acc", name="Acute", announced_on=date(2015, 9, 25))
    Vanguard.objects.create(number=38, name="Salford", care_model=acc, cohort=cohort)
    for name in ("Tess", "Tom", "Ada"):
        User.objects.open_account(f"{name.lower()}@example.com", name=name, is_programme_team=True)
write_digests()
"""

RAISER = """
import django; django.setup()
from people.models import User
from support import actions
from vanguards.models import Vanguard
for number in range({each}):
    raiser, vanguards = User.objects.get(name={name!r}), [Vanguard.objects.get()]
    actions.raise_request(by=raiser, title=f"{name} {{number}}.", needed="Help", vanguards=vanguards)
"""

SENDER = """
import django; django.setup()
from datetime import timedelta
from unittest import mock
from django.conf import settings
from django.core.management import call_command
settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "django.core.mail.backends.filebased.EmailBackend", {folder!r}
with mock.patch("mail.digests.EVERY", timedelta(0)):
    for _ in range({times}):
        call_command("send_mail")
"""


@pytest.mark.django_db
def test_nothing_is_lost_and_nothing_told_twice_by_senders_at_once(own_database, tmp_path):
    folder = tmp_path / "sent"
    said(run(SET_UP, own_database))
    raisers = [run(RAISER.format(each=EACH, name=name), own_database) for name in ("Tess", "Tom")]
    senders = [run(SENDER.format(folder=str(folder), times=10), own_database) for _ in range(SENDERS)]
    for process in [*raisers, *senders]:
        said(process)
    said(run(SENDER.format(folder=str(folder), times=1), own_database))
    told = Counter()
    for mail in "".join(file.read_text() for file in folder.iterdir()).split("Content-Type")[1:]:
        to = re.search(r"^To: (\w+)@", mail, re.MULTILINE)[1]
        told.update((to, title) for title in re.findall(r"SR-\d+ (\w+ \d+)\. is raised", mail))
    by = {"tess": ["Tom"], "tom": ["Tess"], "ada": ["Tess", "Tom"]}
    assert told == Counter((to, f"{name} {number}") for to, names in by.items() for name in names for number in range(EACH))
