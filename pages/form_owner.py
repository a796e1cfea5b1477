"""Know who a form was made for: its CSRF token says so, even when it is too old to be accepted.

The secret in a browser names the person it was given to and is sealed by the app. Every form carries it already in masked form: ours, the
admin's and any future ones.
"""

from django.http import HttpRequest
from django.middleware import csrf
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac

LETTERS = csrf.CSRF_ALLOWED_CHARS
OF_THE_NUMBER, OF_CHANCE = 8, 10  # characters; the rest of a secret is a seal on these, which nobody can guess
OF_THE_SEAL = csrf.CSRF_SECRET_LENGTH - OF_THE_NUMBER - OF_CHANCE


def give(request: HttpRequest, number: int) -> None:
    """Make forms in this browser name this person from now on; earlier forms can no longer be sent as they are."""
    head = _written(number, OF_THE_NUMBER) + get_random_string(OF_CHANCE, LETTERS)
    request.META.update({"CSRF_COOKIE": head + _seal(head), "CSRF_COOKIE_NEEDS_UPDATE": True})


def is_given(request: HttpRequest, number: int) -> bool:
    """Return whether forms in this browser name this person."""
    return _named_by(request.META.get("CSRF_COOKIE", "")) == number


def drawn_for(token: str) -> int | None:
    """Return the number of the person a form was made for; None if its token does not say."""
    if len(token) != csrf.CSRF_TOKEN_LENGTH or not set(token) <= set(LETTERS):
        return None
    return _named_by(csrf._unmask_cipher_token(token))  # type: ignore[attr-defined]  # Django's own; the stubs leave it out


def _named_by(secret: str) -> int | None:
    head, seal = secret[:-OF_THE_SEAL], secret[-OF_THE_SEAL:]
    if len(secret) != csrf.CSRF_SECRET_LENGTH or not set(secret) <= set(LETTERS) or not constant_time_compare(seal, _seal(head)):
        return None
    number = 0
    for letter in head[:OF_THE_NUMBER]:
        number = number * len(LETTERS) + LETTERS.index(letter)
    return number


def _seal(head: str) -> str:
    return _written(int.from_bytes(salted_hmac(__name__, head, algorithm="sha256").digest(), "big"), OF_THE_SEAL)


def _written(number: int, length: int) -> str:
    """Return the last digits of a number as letters."""
    written = ""
    for _ in range(length):
        number, digit = divmod(number, len(LETTERS))
        written = LETTERS[digit] + written
    return written
