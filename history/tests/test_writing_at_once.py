"""Several processes write at once: no change is lost, no record has two standing versions, moments strictly grow."""

import json
import subprocess
import sys

import pytest
from django.conf import settings

from tests.serving import environment

WRITERS, WRITES = 4, 15

SET_UP = """
import django; django.setup()
from history.recording.changes import change
from vanguards.models import Organisation
with change(by=None, source="command"):
    Organisation.objects.create(name="Shared", kind="other")
"""

WRITER = """
import django; django.setup()
from history.recording.changes import change
from vanguards.models import Organisation
for number in range({writes}):
    with change(by=None, source="command", reason="writer {me}"):
        shared = Organisation.objects.get(name="Shared")
        shared.role = "{me} " + str(number)
        shared.save()
        Organisation.objects.create(name="Body {me} " + str(number), kind="other")
"""


READ = """
import django; django.setup()
import json
from history.models import Change
from vanguards.models import Organisation
Version = Organisation.version_model()
moments = list(Change.objects.order_by("pk").values_list("made_at", flat=True))
print(json.dumps({
    "ordered": moments == sorted(set(moments)),
    "changes": len(moments),
    "organisations": Organisation.objects.count(),
    "standing": Version.objects.filter(valid_until=None).count(),
    "of the shared one": Version.objects.filter(name="Shared").count(),
    "gaps": sum(
        1 for earlier, later in zip(*(list(Version.objects.filter(name="Shared").order_by("history_date"))[n:] for n in (0, 1)))
        if earlier.valid_until != later.history_date
    ),
}))
"""


def run(code, database):
    """Run code in another process on this database."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen([sys.executable, "-c", code], cwd=settings.ROOT, env=environment(database), **pipes)  # noqa: S603 - our own words


def said(process):
    """Return what a process printed, once it has ended well."""
    out, err = process.communicate(timeout=90)
    assert process.returncode == 0, err
    return out


@pytest.mark.django_db
def test_writers_at_once_lose_nothing_and_keep_the_record_in_order(own_database):
    said(run(SET_UP, own_database))
    for writer in [run(WRITER.format(writes=WRITES, me=me), own_database) for me in range(WRITERS)]:
        said(writer)
    found = json.loads(said(run(READ, own_database)))
    writes = WRITERS * WRITES
    assert found == {
        "ordered": True,
        "changes": writes + 1,
        "organisations": writes + 1,
        "standing": writes + 1,
        "of the shared one": writes + 1,
        "gaps": 0,
    }
