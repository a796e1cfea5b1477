"""A lead offers a product and the team checks it; another vanguard adopts it, and a second takes it from them; the picture shows both."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.journeys.conftest import Walk, also_without_javascript


@also_without_javascript
def test_a_product_is_adopted_by_a_second_site(walk: Walk) -> None:
    page = walk.page
    # Given a lead who offers a product
    walk.sign_in("lead.salford@example.com")
    walk.menu("Products")
    walk.fine()
    walk.follow(page.get_by_role("link", name="Offer a product"))
    walk.follow(page.get_by_role("button", name="Offer a product"))
    expect(page.get_by_role("alert").get_by_text("Enter what it is called")).to_be_visible()
    walk.fine()
    page.get_by_label("What is it called?").fill("One form for referrals")
    page.get_by_role("radio", name="Template").check()
    page.get_by_label("What does it do, and for whom?").fill("A form for every referral between our hospitals.")
    page.get_by_role("radio", name="Tried by its makers").check()
    walk.follow(page.get_by_role("button", name="Offer a product"))
    expect(page.get_by_text("Your product is on record.")).to_be_visible()
    walk.fine()
    address = urlsplit(page.url).path
    # And the team, whose home says that it waits, checks it
    walk.sign_in("team@example.com")
    walk.follow(page.get_by_role("link", name=re.compile("products to check")))
    walk.follow(page.get_by_role("link", name="One form for referrals"))
    walk.follow(page.get_by_role("button", name="Check this product"))
    walk.fine()
    walk.follow(page.get_by_role("button", name="Check this product"))
    expect(page.get_by_text("Everybody can see it now.")).to_be_visible()
    # When another lead finds and adopts it
    walk.sign_in("lead.neuro@example.com")
    walk.open("/products/?q=referrals")
    walk.follow(page.get_by_role("link", name="One form for referrals"))
    walk.follow(page.get_by_role("button", name="Record an adoption"))
    walk.fine()
    page.get_by_role("radio", name="Trying it").check()
    page.get_by_label("Since when?").fill("25 January 2016")
    walk.follow(page.get_by_role("button", name="Record an adoption"))
    expect(page.get_by_text("Trying it since 25 January 2016.")).to_be_visible()
    walk.fine()
    adoption = urlsplit(page.url).path
    walk.follow(page.get_by_role("button", name="Adopt it", exact=True))
    page.get_by_label("Since when?").fill("28 January 2016")
    walk.fine()
    walk.follow(page.get_by_role("button", name="Adopt it", exact=True))
    expect(page.get_by_text("Adopted since 28 January 2016.")).to_be_visible()
    # And the team has checked that, a second site takes it from them
    walk.sign_in("team@example.com")
    walk.open(adoption)
    walk.follow(page.get_by_role("button", name="Check this adoption"))
    walk.follow(page.get_by_role("button", name="Check this adoption"))
    walk.sign_in("lead.merit@example.com")
    walk.open(f"{address}adoptions/new/")
    page.get_by_role("radio", name="Looking at it").check()
    page.get_by_label("Since when?").fill("January 2016")
    page.get_by_label("From which vanguard did you take it? (optional)").fill("44")
    walk.follow(page.get_by_role("button", name="Record an adoption"))
    second = urlsplit(page.url).path
    walk.sign_in("team@example.com")
    walk.open("/products/adoptions/?state=to-check")
    walk.fine()
    walk.open(second)
    walk.follow(page.get_by_role("button", name="Check this adoption"))
    walk.follow(page.get_by_role("button", name="Check this adoption"))
    # Then whoever made it reads who uses it, and the picture shows who took it from whom
    walk.sign_in("lead.salford@example.com")
    walk.open(address)
    expect(page.get_by_text("1 site uses it.")).to_be_visible()
    walk.fine()
    walk.open("/products/map/")
    expect(page.get_by_role("img", name=re.compile(r"45 [^;]*\(West Midlands\) from 44 The Neuro Network"))).to_be_visible()
    walk.fine()
    walk.open("/products/reach/")
    walk.fine()
    walk.open("/vanguards/38/")
    walk.fine()
