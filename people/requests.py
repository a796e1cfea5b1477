"""The request of a signed-in person, as the middleware guarantees it to every view."""

from django.http import HttpRequest

from people.models import User


class SignedInRequest(HttpRequest):
    user: User
