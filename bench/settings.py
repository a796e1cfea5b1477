"""Production's settings, with a middleware that tells what a page cost if asked, and a page that saves."""

from config.settings import *  # noqa: F403 - all of production's
from config.settings import MIDDLEWARE

ROOT_URLCONF = "bench.urls"
MIDDLEWARE = ["bench.counting.Counting", *MIDDLEWARE]
