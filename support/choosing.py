"""Choosing the requests of which many are changed at once."""

from moves.choosing import Choice
from support.filters import RequestFilters
from support.models import SupportRequest


class RequestChoice(Choice):
    """Chosen in the list of requests."""

    MODEL = SupportRequest
    FILTERS = RequestFilters
    LIST = "request_list"
    DO = "request_many_do"
    THING = "request"
    THINGS = "Support requests"
    SECTION = "Support"
