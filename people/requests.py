"""The request of somebody who is signed in: what the middleware guarantees to every view behind it."""

from django.http import HttpRequest

from people.models import User


class SignedInRequest(HttpRequest):
    user: User
