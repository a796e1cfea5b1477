"""A browser without pictures: it keeps cookies and tokens, and sends the forms it is shown through all of the middleware."""

import re
from html import unescape
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse

from conftest import PASSWORD

HERE = "http://testserver"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?')


class Browser(Client):
    """One person's browser; `tab` is another tab with the same cookies."""

    def __init__(self, **more):
        super().__init__(enforce_csrf_checks=True, headers={"Origin": HERE}, **more)

    def sign_in(self, person, next="/"):
        page = self.get(reverse("account_login"), {"next": next})
        return self.send(page, login=person.email, password=PASSWORD)

    def send(self, answer, address=None, **typed):
        """Fill in and send the last POST form of a page."""
        at, hidden = form_of(answer)
        return self.send_to(address or at or answer.request["PATH_INFO"], hidden, **typed)

    def send_to(self, address, hidden, **typed):
        fields = [(name, value) for name, value in hidden if name not in typed]
        body = urlencode([*fields, *typed.items()], doseq=True)
        return self.post(address, body, content_type="application/x-www-form-urlencoded")

    def session_ends(self):
        self.session.flush()
        self.cookies.pop("sessionid", None)


def form_of(answer):
    """Return where the last form of a page is sent, and its hidden fields."""
    page = answer.content.decode()
    start = page.rindex('method="post"')
    whole = page[page.rindex("<form", 0, start) : page.index("</form>", start)]
    action = re.search(r'action="([^"]*)"', whole)
    return unescape(action[1]) if action else "", [(unescape(name), unescape(value)) for name, value in HIDDEN.findall(whole)]
