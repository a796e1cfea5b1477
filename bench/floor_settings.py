"""The same app and database with only the session middleware in front of a floor."""

from config.settings import *  # noqa: F403 - all of production's

ROOT_URLCONF = "bench.floors"
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",  # allauth does not start without it; it makes no queries
]
