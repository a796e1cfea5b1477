"""Production's settings, a middleware that says what a page cost where it is asked to, and a page that saves."""

from config.settings import *  # noqa: F403 - production's, all of them
from config.settings import MIDDLEWARE

ROOT_URLCONF = "bench.urls"
MIDDLEWARE = ["bench.counting.Counting", *MIDDLEWARE]
