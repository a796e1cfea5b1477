"""When something goes wrong, the page says so in the face of the service, with nothing it would have to read."""

import pytest
from django.template import loader
from playwright.sync_api import expect

from pages.typed import Typed

TYPED = Typed("/support/new/", (("needed", "Help with rotas\nat two sites"), ("title", "Rotas")))
BROKEN = [
    ("errors/500.html", {"typed": None, "token": ""}, 500, "Something went wrong here"),
    ("errors/503.html", {"typed": None, "token": ""}, 503, "The service cannot answer now"),
    ("errors/503.html", {"typed": TYPED, "token": "x"}, 503, "What you typed"),
]


@pytest.mark.parametrize(("template", "context", "status", "heading"), BROKEN)
def test_a_defect_and_a_database_that_is_away_have_pages_too(walk, template, context, status, heading):
    body = loader.get_template(template).render(context)
    walk.page.route("**/broken/", lambda route: route.fulfill(status=status, body=body, content_type="text/html; charset=utf-8"))
    walk.open("/broken/")
    expect(walk.heading(heading)).to_be_visible()
    walk.fine()


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/vanguards/999/", "Page not found"),
        ("/vanguards/?as_at=2001-01-01", "We cannot show that"),
        ("/vanguards/?as_at=gestern", "We cannot show that"),
        ("/search/?q=royal&kind=shoes", "We cannot show that"),
        ("/worth-fixing/population-not-known/", "You cannot do this"),
        ("/admin/", "You cannot do this"),
    ],
)
def test_what_cannot_be_shown_is_said_in_words(walk, address, heading):
    walk.sign_in("team@example.com")
    walk.open(address)
    expect(walk.heading(heading)).to_be_visible()
    walk.fine()
