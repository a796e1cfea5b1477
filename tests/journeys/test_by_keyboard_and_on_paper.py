"""Every page works with the keyboard alone, in the order it is read, and prints."""

import re

import pytest
from django.db.models import Count
from playwright.sync_api import expect

from tests.journeys.conftest import walked
from vanguards.models import Vanguard

PAGES = [
    "/",
    "/vanguards/",
    "/vanguards/38/",
    "/support/",
    "/support/SR-0012/",
    "/milestones/1/",
    "/milestones/timeline/",
    "/search/?q=royal",
    "/changes/",
]

FOCUSED = """() => {
  const element = document.activeElement, box = element.getBoundingClientRect(), style = getComputedStyle(element);
  return {
    what: element.tagName + ' ' + (element.innerText || element.name || '').slice(0, 40),
    is_body: element === document.body,
    seen: box.width > 0 && box.height > 0 && style.visibility !== 'hidden' && box.right > 0 && box.left < window.innerWidth,
    marked: style.outlineStyle !== 'none' || style.boxShadow !== 'none' || style.backgroundColor === 'rgb(255, 235, 59)',
  };
}"""

# The marks of a picture, which lead where the table beneath it leads: to a record, or to a row of the table itself.
SKIPPED = """() => {
  const at = element => element.getAttribute('href');
  const reached = new Set([...document.querySelectorAll('a[href]:not(svg a)')].map(at));
  const leads = to => reached.has(to) || (to[0] === '#' && document.querySelector(to));
  return [...document.querySelectorAll('svg a[href]')].map(at).filter(to => !leads(to));
}"""


@pytest.mark.parametrize("address", PAGES)
def test_the_keyboard_reaches_everything_and_what_has_the_focus_is_always_seen(walk, address):
    page = walk.page
    walk.sign_in("team@example.com")
    walk.open(address)
    assert page.evaluate(SKIPPED) == [], "what the keyboard skips leads nowhere that it does not reach"
    places = page.locator("a[href]:not(svg a):visible, button:visible, input:visible, select:visible, summary:visible").count()
    reached = 0
    for _ in range(places):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused["is_body"]:
            break
        assert focused["seen"], f"{focused['what']} has the focus, and nobody sees it"
        assert focused["marked"], f"{focused['what']} does not show that it has the focus"
        reached += 1
    assert reached >= places - 2


def test_the_moment_is_chosen_with_the_keyboard_alone(walk):
    page = walk.page
    walk.sign_in("team@example.com")
    walk.open("/vanguards/")
    page.locator(".tracker-moment summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("See this page as it was on")).to_be_focused()
    page.keyboard.type("12122015")  # the same in every order in which browsers take day and month
    page.keyboard.press("Enter")
    expect(page.get_by_text("You are viewing the past: 12 December 2015")).to_be_visible()


@pytest.mark.parametrize("address", ["/vanguards/38/", "/support/", "/milestones/1/", "/milestones/timeline/"])
def test_on_paper_there_is_the_record_and_nothing_to_click(walk, address):
    page = walk.page
    walk.sign_in("team@example.com")
    walk.open(address)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 720, "height": 1000})  # A4 without its margins
    for gone in (".nhsuk-header__search", ".nhsuk-header__navigation", ".tracker-filters", ".nhsuk-footer", ".tracker-moment details"):
        for element in page.locator(gone).all():
            expect(element).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert walk.fits(), "it is cut off at the side"
    assert page.pdf(format="A4").startswith(b"%PDF")


@walked("desktop")
def test_a_vanguard_takes_two_sides_of_paper_however_much_is_asked_for_it(walk):
    walk.sign_in("team@example.com")
    asked = Vanguard.objects.annotate(many=Count("recipients")).order_by("-many", "pk")
    for vanguard in asked[:3]:
        walk.open(vanguard.get_absolute_url())
        sides = re.findall(rb"/Type\s*/Page\b", walk.page.pdf(format="A4"))
        assert len(sides) == 2, f"{vanguard}, with {vanguard.many} requests"


def test_a_past_moment_is_said_on_paper_too(walk):
    walk.sign_in("team@example.com")
    walk.open("/vanguards/38/?as_at=2015-11-15")
    walk.page.emulate_media(media="print")
    expect(walk.page.get_by_text("You are viewing the past: 15 November 2015")).to_be_visible()
