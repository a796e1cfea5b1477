"""In production the app does not start without knowing where mails leave, from whom, and where their links lead."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

TOLD = {
    "SECRET_KEY": "x" * 60,
    "EMAIL_URL": "smtp+tls://tracker:p%40ss@mail.example.com",
    "FROM_ADDRESS": "tracker@nhs.example.com",
    "CONTACT_ADDRESS": "office@nhs.example.com",
    "SITE_ADDRESS": "https://tracker.example.com/",
}
SAY = "from config import settings as s; print(s.SITE_ADDRESS, s.DEFAULT_FROM_EMAIL, s.EMAIL_BACKEND.split('.')[-2], s.EMAIL_HOST"
SAY += ", s.EMAIL_PORT, s.EMAIL_USE_TLS, s.EMAIL_HOST_PASSWORD, s.EMAIL_FILE_PATH)"


def start(told):
    unset = {name: value for name, value in os.environ.items() if name not in {*TOLD, "DEMO", "DEBUG", "MAIL_FOLDER"}}
    return subprocess.run([sys.executable, "-c", SAY], cwd=settings.ROOT, env=unset | told, capture_output=True, text=True)  # noqa: S603 - ours


@pytest.mark.parametrize("missing", ["EMAIL_URL", "FROM_ADDRESS", "CONTACT_ADDRESS", "SITE_ADDRESS"])
def test_what_is_missing_is_said(missing):
    refused = start({name: value for name, value in TOLD.items() if name != missing})
    assert refused.returncode == 1
    assert f"Set {missing} in the environment: " in refused.stderr


def test_what_it_was_told_is_what_it_uses():
    started = start(TOLD)
    assert started.stdout.startswith("https://tracker.example.com tracker@nhs.example.com smtp mail.example.com 587 True p@ss "), (
        started.stderr
    )


def test_the_demonstration_writes_files():
    told = {"SECRET_KEY": TOLD["SECRET_KEY"], "DEMO": "1", "MAIL_FOLDER": "/somewhere/else"}
    words = start(told).stdout.split()
    assert (words[0], words[1], words[2], words[-1]) == ("http://127.0.0.1:8000", "tracker@example.com", "filebased", "/somewhere/else")
