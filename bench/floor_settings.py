"""The same app and database with nothing but the session between a request and its floor."""

from config.settings import *  # noqa: F403 - production's, all of them

ROOT_URLCONF = "bench.floors"
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",  # without it allauth does not start; it asks nothing of the database
]
