"""The admin's own pages: they fit, no field sticks out of its form, and axe finds nothing. An account is opened by mail."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib import admin
from django.core import mail
from django.urls import reverse
from playwright.sync_api import expect

from people.models import User
from support.models import SupportRequest
from vanguards.models import Organisation

PAGES = {
    "vanguard": "/admin/vanguards/vanguard/38/change/",
    "organisation": lambda: f"/admin/vanguards/organisation/{Organisation.objects.get(name='Monitor').pk}/change/",
    "two organisations": lambda: f"/admin/vanguards/organisation/{Organisation.objects.get(name='Monitor').pk}/merge/?into=NHS England",
    "request": lambda: f"/admin/support/supportrequest/{SupportRequest.objects.earliest('pk').pk}/change/",
    "enabler": "/admin/support/enabler/1/change/",
    "milestone": "/admin/milestones/milestone/1/change/",
    "commitment": "/admin/milestones/commitment/1/change/",
    "person": "/admin/people/user/1/change/",
    "list": "/admin/vanguards/vanguard/",
}
STICKS_OUT = (
    "[...document.querySelectorAll('.inline-group')].filter((group) => group.scrollWidth > group.clientWidth + 1).map((group) => group.id)"
)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_admin_fits_and_is_accessible(walk, name):
    walk.sign_in("office@example.com")
    address = PAGES[name]
    walk.open(address if isinstance(address, str) else address())
    assert walk.fits(), f"{name} scrolls sideways at {walk.width}px"
    assert walk.page.evaluate(STICKS_OUT) == []
    assert walk.page.locator(".delete-related").count() == 0, "a record is deleted from beside a field"
    found = Axe().run(walk.page)
    assert found.violations_count == 0, found.generate_report()


def addresses_of_the_admin(client):
    """Yield every list of the admin, the form of a new record and of the first one, its history, and the page before it is deleted."""
    for model in admin.site._registry:
        name, first = f"admin:{model._meta.app_label}_{model._meta.model_name}", model._base_manager.order_by("pk").first()
        addresses = [reverse(f"{name}_changelist"), reverse(f"{name}_add")]
        addresses += [reverse(f"{name}_{page}", args=[first.pk]) for page in ("change", "history", "delete")] if first is not None else []
        yield from ((address, answer) for address in addresses if (answer := client.get(address)).status_code == 200)


def test_every_page_of_the_admin_is_valid_html(demo, checker, client):
    client.force_login(User.objects.get(email="admin@example.com"), backend="people.backends.OpenAccounts")
    pages = list(addresses_of_the_admin(client))
    assert len(pages) > 100
    assert {address: found for address, answer in pages if (found := checker(answer.content.decode()))} == {}


def test_a_population_of_seven_figures_can_be_read(walk):
    walk.sign_in("office@example.com")
    walk.open("/admin/vanguards/vanguard/38/change/")
    field = walk.page.get_by_label("Patient population", exact=True)
    field.fill("8500000")
    assert field.evaluate("(field) => field.scrollWidth <= field.clientWidth")


def test_somebody_is_invited_chooses_a_password_and_signs_in(walk):
    page = walk.page
    # Given the back office on the page to invite somebody
    walk.sign_in("office@example.com")
    page.get_by_role("link", name="Invite a person").click()
    walk.fine()
    # When they invite a lead, without a reason at first
    page.get_by_label("Name", exact=True).fill("Nia Price")
    page.get_by_label("E-mail address").fill("nia@example.com")
    page.get_by_label("Vanguards they lead").fill("38")
    page.get_by_role("button", name="Invite this person").click()
    expect(walk.heading("There is a problem")).to_be_visible()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Nia Price")
    walk.fine()
    page.get_by_label("Reason").fill("Leads it from today")
    page.get_by_role("button", name="Invite this person").click()
    expect(page.get_by_text("Nia Price has an account")).to_be_visible()
    walk.fine()
    page.get_by_role("link", name="Send it again to Nia Price").click()
    walk.fine()
    # Then Nia opens the link of the mail
    link = re.search(r"/welcome/\S+", mail.outbox[0].body)[0]
    walk.page.context.clear_cookies()
    walk.open(link)
    walk.fine()
    page.get_by_label("Password", exact=True).fill("a-quite-long-one")
    page.get_by_label("Password again").fill("a-quite-long-one")
    page.get_by_role("button", name="Choose this password").click()
    expect(page.get_by_text("Your password is set.")).to_be_visible()
    # And signs in to what they lead; the link is used up
    page.get_by_label("E-mail address").fill("nia@example.com")
    page.get_by_label("Password").fill("a-quite-long-one")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("Salford").first).to_be_visible()
    walk.page.context.clear_cookies()
    walk.open(link)
    expect(page.get_by_text("This link has been used.")).to_be_visible()
    walk.fine()
