"""The back office keeps the record right, and everyone can see that it did."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import also_without_javascript
from tests.journeys.test_the_days_work import Clicks


@also_without_javascript
def test_the_back_office_mends_a_fact_to_check_and_the_change_says_so(walk):
    page = walk.page
    # Given the back office with its list of facts to check
    walk.sign_in("office@example.com")
    expect(walk.heading("Facts to check")).to_be_visible()
    walk.fine()
    walk.picture("home-of-the-back-office")
    # When they look at those of one kind and open the first
    page.get_by_role("link", name="Patient population not known").click()
    expect(page.locator("caption")).to_have_text("17 to look at")
    walk.fine()
    page.get_by_role("link", name="1 Wirral Partners").click()
    # Then its form is there; without a reason it is refused, and what was typed is kept
    page.get_by_label("Patient population", exact=True).fill("330000")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_label("Patient population", exact=True)).to_have_value("330000")
    # And with a reason it is saved, and the list is shorter
    page.get_by_label("Reason for the change").fill("As the vanguard itself says")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved: Wirral Partners.")).to_be_visible()
    expect(page.locator("caption")).to_have_text("16 to look at")
    # And the vanguard's changes show it, field by field
    walk.open("/vanguards/1/")
    page.locator(".tracker-timeline a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("As the vanguard itself says")
    expect(page.locator("ins").first).to_have_text("330,000")
    walk.fine()
    # And as at the day before it reads as it did
    walk.open("/vanguards/1/?as_at=2016-01-28")
    expect(page.get_by_text("330,000")).to_have_count(0)
    walk.fine()


def test_the_back_office_finds_an_organisation_and_opens_its_form(walk):
    page = walk.page
    walk.sign_in("office@example.com")
    walk.search("moorfields")
    page.get_by_role("link", name="Open its form (Moorfields Eye Hospital NHS Foundation Trust)").click()
    expect(page.get_by_label("Name", exact=True).first).to_have_value("Moorfields Eye Hospital NHS Foundation Trust")


@also_without_javascript
def test_a_leaver_hands_over_what_they_own_and_cannot_sign_in_any_more(walk):
    page, clicks = walk.page, Clicks(walk)
    # Given somebody of the team who leaves and still owns requests
    walk.sign_in("office@example.com")
    clicks.on(page.get_by_role("link", name="Correct or close an account"))
    walk.fine()
    clicks.on(page.get_by_role("link", name="Helen Marlowe"))
    theirs = re.search(r"[1-9]\d* open requests", page.get_by_role("main").inner_text())[0]
    walk.fine()
    # When the back office closes the account and says who takes over, in one form
    page.get_by_label("Closed on").fill("29 January 2016")
    page.get_by_label("Hand over to").select_option("Imran Qureshi")
    page.get_by_label("Reason for the change").fill("Moves to another trust")
    clicks.on(page.get_by_role("button", name="Save", exact=True))
    # Then all of it is one change, and one sentence
    expect(page.get_by_text(f"Handed over to Imran Qureshi: {theirs}.")).to_be_visible()
    assert clicks.made <= 3
    walk.fine()
    walk.open("/changes/")
    expect(page.get_by_text(f"closed the account of Helen Marlowe; their {theirs} went to Imran Qureshi")).to_be_visible()
    walk.fine()
    # And they can no longer sign in
    page.context.clear_cookies()
    walk.open("/sign-in/")
    page.get_by_label("E-mail address").fill("team@example.com")
    page.get_by_label("Password").first.fill("demo-vanguard")
    page.get_by_role("button", name="Sign in").click()
    expect(walk.heading("This account is closed")).to_be_visible()
    walk.fine()
