"""Repeat what was typed in a form that is refused before its page can keep it, so that it can be sent again.

Nothing is stored. The answer repeats what was typed; if the person must sign in first, the sign-in form carries it. A form from another
site is not repeated: our page would give it our look, and a token.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote_to_bytes, urlencode, urlsplit

from django.conf import settings
from django.core import signing
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent
from django.http import HttpRequest, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.http import url_has_allowed_host_and_scheme

from pages import form_owner

TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
SECRET = re.compile("passw|token|secret|csrf|session", re.IGNORECASE)  # values of fields with these in their name are never repeated
NOT_TYPED = re.compile(r"^_|(^|-)((TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS|id|made_from|since|seen|instead_of|next)$")  # but sent again
ADDRESS, WRITER, WHOLE, CARRIED = "typed-address", "typed-writer", "typed-whole", "typed:"  # names in the sign-in form
SIGNING_IN = 2_000  # bytes that signing in adds to what it carries
UNREADABLE = (RequestDataTooBig, UnreadablePostError, BadRequest, MultiPartParserError, SuspiciousOperation)

Fields = tuple[tuple[str, str], ...]
_sealed = signing.Signer(salt=__name__)


@dataclass(frozen=True)
class Typed:
    """What was sent, except secrets, and where to send it again.

    `writer` is the number of the person who typed it, if known. `is_whole`: it can be sent again unchanged. `is_withheld`: somebody else is
    signed in, so nothing of it is here. `fits`: the sign-in form can carry it.
    """

    address: str
    fields: Fields = field(default=(), repr=False)
    writer: int | None = None
    is_whole: bool = True
    is_withheld: bool = False
    fits: bool = True

    @property
    def words(self) -> Iterator[tuple[str, str]]:
        """Yield what a person reads of it: each field with a value, by name."""
        shown = ((name, value) for name, value in self.fields if value.strip() and not NOT_TYPED.search(name))
        return ((re.sub("[-_]+", " ", name).capitalize(), value) for name, value in shown)

    @property
    def carried(self) -> Fields:
        """Return what the sign-in form carries."""
        writer = _sealed.sign(str(self.writer or ""))
        about = ((ADDRESS, self.address), (WRITER, writer), *([(WHOLE, "1")] if self.is_whole else []))
        return *about, *((CARRIED + name, value) for name, value in self.fields)

    def for_reader(self, number: int) -> "Typed":
        """Return what this person may read of it."""
        return self if self.writer in (None, number) else Typed(self.address, is_withheld=True)


def typed_in(request: HttpRequest, *, knows_reader: bool = True) -> Typed | None:
    """Return what was typed in the form that this request sends; None if nothing can be repeated.

    `knows_reader`: whether the signed-in person can be found out, which needs the database.
    """
    if request.method != "POST" or not is_from_here(request):
        return None
    typed = carried_in(request) or _sent(request)
    reader = getattr(request, "user", None) if knows_reader else None
    return typed.for_reader(reader.pk) if typed is not None and reader is not None and reader.is_authenticated else typed


def is_from_here(request: HttpRequest) -> bool:
    """Return whether one of our pages sent this, as browsers say for every form."""
    try:
        here = f"{request.scheme}://{request.get_host()}"
    except SuspiciousOperation:
        return False
    return request.headers.get("Origin") in (here, *settings.CSRF_TRUSTED_ORIGINS)


def carried_in(request: HttpRequest) -> Typed | None:
    """Return what a sign-in form carries."""
    sent = _posted(request) or QueryDict()
    address = sent.get(ADDRESS, "")
    if not address.startswith("/") or not url_has_allowed_host_and_scheme(address, allowed_hosts=None):
        return None
    try:
        writer = _sealed.unsign(sent.get(WRITER, ""))
    except signing.BadSignature:
        return None
    names = [name for name in sent if name.startswith(CARRIED)]
    fields = tuple((name.removeprefix(CARRIED), value) for name in names for value in sent.getlist(name))
    return Typed(address, fields, int(writer) if writer else None, is_whole=WHOLE in sent)


def _sent(request: HttpRequest) -> Typed | None:
    read = _posted(request)
    sent = read or _first_of_too_many(request)  # Django returns nothing once it has refused it
    is_whole = bool(read) and not request.FILES and request.resolver_match is not None
    fields, all_of_it = told_in(sent), sum(len(values) for name, values in sent.lists() if name != TOKEN)
    if not any(value.strip() for _, value in fields) or not _is_readable(request, fields):
        return None
    address = _today(request.get_full_path())
    writer = form_owner.drawn_for(sent.get(TOKEN, ""))
    return Typed(
        address,
        fields,
        writer,
        is_whole and len(fields) == all_of_it,
        fits=_fits(request, fields),
    )


def told_in(sent: QueryDict) -> Fields:
    """Return what a form sends, except secrets."""
    return tuple((name, value) for name, values in sent.lists() for value in values if not SECRET.search(name))


def _posted(request: HttpRequest) -> QueryDict | None:
    """Return the form's fields; None if there are too many or they cannot be read."""
    try:
        return request.POST
    except (TooManyFieldsSent, *UNREADABLE):
        return None


def _first_of_too_many(request: HttpRequest) -> QueryDict:
    """Return the first fields of a form with too many, as many as are read at once."""
    most = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    first = QueryDict(mutable=True)
    body = getattr(request, "_body", b"")  # missing if it was too long or could not be read
    for name, value in parse_qsl(b"&".join(body.split(b"&", most)[:most]).decode("ascii", "replace")):
        first.appendlist(name, value)
    return first


def _is_readable(request: HttpRequest, fields: Fields) -> bool:
    """Return whether it was sent in the characters that it was read as."""
    body = getattr(request, "_body", None)
    if body is None:  # sent in parts, each read by itself
        return not any("\ufffd" in name + value for name, value in fields)
    try:
        unquote_to_bytes(body.replace(b"+", b" ")).decode()
    except UnicodeDecodeError:
        return False
    return True


def _fits(request: HttpRequest, fields: Fields) -> bool:
    size = int(request.META.get("CONTENT_LENGTH") or 0) + len(fields) * len(CARRIED) * 3
    return size + SIGNING_IN < settings.DATA_UPLOAD_MAX_MEMORY_SIZE and len(fields) + 10 < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS


def _today(address: str) -> str:
    """Return the address without its moment: nothing can be sent to the past."""
    parts = urlsplit(address)
    query: Any = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in query if name != "as_at"]
    return address if len(kept) == len(query) else parts._replace(query=urlencode(kept)).geturl()
