"""A lead asks for money; the team approves it and plans a payment, which is made once a milestone is reached."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import Walk, also_without_javascript


@also_without_javascript
def test_a_payment_depends_on_a_milestone(walk: Walk) -> None:
    page = walk.page
    # Given a lead who asks for next year's money
    walk.sign_in("lead.salford@example.com")
    walk.menu("Funding")
    walk.fine()
    walk.follow(page.get_by_role("link", name="Ask for funding"))
    page.get_by_label("Year").select_option("2016/17")
    page.get_by_label("How much do you ask for?").fill("a lot")
    page.get_by_label("What is it for?").fill("The second year of the staff bank")
    walk.follow(page.get_by_role("button", name="Ask for this"))
    expect(page.get_by_role("alert").get_by_text("That is not an amount of money.")).to_be_visible()
    walk.fine()
    page.get_by_label("How much do you ask for?").fill("£1.2m")
    walk.follow(page.get_by_role("button", name="Ask for this"))
    expect(page.get_by_text("£1,200,000").first).to_be_visible()
    # When the team approves less, and plans a payment that depends on a milestone
    walk.sign_in("team@example.com")
    walk.open("/fund/lines/?state=asked")
    walk.fine()
    walk.follow(page.get_by_role("link", name="38 Salford and Wigan Foundation Chain"))
    walk.follow(page.get_by_role("button", name="Approve this line"))
    page.get_by_label("How much do you approve?").fill("£1m")
    walk.fine()
    walk.follow(page.get_by_role("button", name="Approve this line"))
    walk.follow(page.get_by_role("button", name="Plan an instalment"))
    page.get_by_label("How much?").fill("£1.1m")
    page.get_by_label("When is it to be paid?").fill("29 January 2016")
    page.get_by_role("radio", name="A milestone is reached").check()
    page.get_by_label(re.compile("Which milestone")).select_option("Board signs off the operating plan for 2016/17")
    walk.follow(page.get_by_role("button", name="Plan an instalment"))
    expect(page.get_by_role("alert").get_by_text("Only £1 million of what is approved is left to plan")).to_be_visible()
    walk.fine()
    page.get_by_label("How much?").fill("£1m")
    walk.follow(page.get_by_role("button", name="Plan an instalment"))
    # Then it is not paid yet, and the milestone says what money depends on it
    expect(page.get_by_text("Not met yet")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("Pay this instalment"))).to_have_count(0)
    walk.fine()
    walk.open("/fund/transformation/2016-17/38/instalments/1/pay/")
    why = "It cannot be paid yet: it waits until “Board signs off the operating plan for 2016/17” is reached."
    expect(page.get_by_text(why)).to_be_visible()
    walk.fine()
    walk.follow(page.get_by_role("link", name=re.compile("when “Board signs off")))
    expect(page.get_by_text("depends on this")).to_be_visible()
    walk.fine()
    # When the lead reports it as reached
    walk.sign_in("lead.salford@example.com")
    walk.open("/fund/transformation/2016-17/38/")
    walk.follow(page.get_by_role("link", name=re.compile("When “Board signs off")))
    walk.follow(page.get_by_role("button", name="Report as reached"))
    page.get_by_label("When was it reached?").fill("28 January 2016")
    page.get_by_label("What shows that it was reached?").fill("Minutes of both boards")
    walk.follow(page.get_by_role("button", name="Report as reached"))
    # Then the team's home counts it, and it is paid
    walk.sign_in("team@example.com")
    walk.follow(page.get_by_role("link", name=re.compile("funding lines with an instalment to pay")))
    walk.fine()
    walk.open("/fund/transformation/2016-17/38/")
    walk.follow(page.get_by_role("link", name=re.compile("Pay this instalment")))
    walk.fine()
    walk.follow(page.get_by_role("button", name="Pay this instalment"))
    expect(page.get_by_text("Instalment 1 is paid.")).to_be_visible()
    walk.fine()


def test_what_was_announced_beside_what_is_on_record(walk: Walk) -> None:
    page = walk.page
    # Given a director who asks how much of the fund is given
    walk.sign_in("team@example.com")
    walk.menu("Funding")
    expect(page.get_by_text("Amounts approved on our record for 2 vanguards come to £4.85 million")).to_be_visible()
    walk.fine()
    # When they look at the year, at its lines, and at what was published
    walk.follow(page.get_by_role("link", name="2015/16", exact=True))
    walk.fine()
    walk.follow(page.get_by_role("link", name="4 lines").first)
    expect(page.get_by_text("£4,850,000")).to_be_visible()
    walk.fine()
    walk.open("/fund/published/")
    walk.fine()
    walk.open("/fund/transformation/2015-16/38/?as_at=2016-01-10")
    expect(page.get_by_text("You are viewing the past")).to_be_visible()
    walk.fine()
