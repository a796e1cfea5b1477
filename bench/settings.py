"""Production's settings, and a middleware that says what a page cost where it is asked to."""

from config.settings import *  # noqa: F403
from config.settings import MIDDLEWARE

MIDDLEWARE = ["bench.counting.Counting", *MIDDLEWARE]
