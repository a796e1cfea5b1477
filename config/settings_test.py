"""Settings for tests: production's, except what would only cost time."""

import os
import re
from copy import deepcopy

os.environ.setdefault("SECRET_KEY", "only-for-the-suite-" + "x" * 40)
os.environ.setdefault("ALLOWED_HOSTS", "testserver,localhost,127.0.0.1")
os.environ["DEBUG"] = "0"
os.environ["DEMO"] = "1"
os.environ["HTTPS"] = "0"

from config.settings import *  # noqa: F403
from config.settings import DATABASES, STORAGES, TEMPLATES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Compare each prepared query with a fresh one: on SQLite for all values; on PostgreSQL, where numbers grow from test to
# test and hardly any come again, once.
CHECK_PREPARED = "values" if DATABASES["default"]["ENGINE"].endswith("sqlite3") else "shapes"


def never_none(value: object) -> object:
    """Refuse to print None: a page must say "Not known"."""
    if value is None or (isinstance(value, str) and NONE_IN_A_SENTENCE.search(str(value))):
        raise ValueError(f"A page would print {value!r}.")
    return value


NONE_IN_A_SENTENCE = re.compile(r"[a-z,:] None\b")
TEMPLATES = deepcopy(TEMPLATES)
TEMPLATES[0]["OPTIONS"]["finalize"] = never_none
