"""Two people, one request: asked, accepted, delivered, disputed, delivered again, confirmed; each sees what is theirs to do."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import also_without_javascript

pytestmark = also_without_javascript


def as_(walk, address):
    walk.page.context.clear_cookies()
    walk.sign_in(address)


def moved(walk, name, **words):
    """Make a move of the request on the page: its button, its form, its button again."""
    page = walk.page
    walk.follow(page.locator(".tracker-moves").get_by_role("button", name=name, exact=True))
    walk.fine()
    for label, text in words.items():
        page.get_by_label(label.replace("_", " "), exact=True).fill(text)
    walk.follow(page.get_by_role("button", name=name, exact=True))


def test_a_request_goes_to_and_fro_until_those_who_asked_say_that_it_helped(walk):
    page = walk.page
    # Given a lead who needs something
    as_(walk, "lead.salford@example.com")
    walk.open("/support/")
    walk.follow(page.get_by_role("link", name="Raise a request"))
    walk.fine()
    # When they send it half filled in, they are told what is missing, and what they typed stays
    page.get_by_label("Why do you need it?").fill("Two wards share one pharmacist at weekends.")
    walk.follow(page.get_by_role("button", name="Raise this request"))
    expect(page.get_by_role("link", name="Enter what you need, in a few words")).to_be_visible()
    expect(page.get_by_label("Why do you need it?")).to_have_value("Two wards share one pharmacist at weekends.")
    walk.fine()
    # When it is whole, it is raised, and its page says what comes next
    page.get_by_label("What do you need?").fill("A weekend rota for pharmacists")
    page.get_by_label("Workforce redesign").check()
    walk.follow(page.get_by_role("button", name="Raise this request"))
    expect(page.get_by_text("is raised. The programme team will answer it.")).to_be_visible()
    reference = re.search(r"SR-\d+", page.url)[0]
    walk.fine()
    # Then the team accepts it, starts, and delivers
    as_(walk, "team@example.com")
    walk.open(f"/support/{reference}/")
    walk.follow(page.locator(".tracker-moves").get_by_role("button", name="Accept this request", exact=True))
    page.get_by_label("High").check()
    page.get_by_label("Target date").fill("31 March 2016")
    walk.fine()
    walk.follow(page.get_by_role("button", name="Accept this request", exact=True))
    moved(walk, "Start work")
    moved(walk, "Deliver this request", What_was_given="A rota of four weeks")
    expect(page.get_by_text("Not answered yet", exact=True)).to_be_visible()
    expect(page.get_by_text("Answer by 12 February 2016")).to_be_visible()
    walk.fine()
    # The lead disputes it; the team delivers again; the lead confirms, and it is closed
    as_(walk, "lead.salford@example.com")
    walk.open(f"/support/{reference}/")
    moved(walk, "Something is missing", **{"What is wrong or missing?": "Sundays are missing"})
    expect(page.get_by_text("38 Salford and Wigan Foundation Chain says that something is missing")).to_be_visible()
    expect(page.get_by_text("In progress").first).to_be_visible()
    as_(walk, "team@example.com")
    walk.open(f"/support/{reference}/")
    moved(walk, "Deliver this request", What_was_given="The rota with its Sundays")
    as_(walk, "lead.salford@example.com")
    walk.open(f"/support/{reference}/")
    walk.follow(page.locator(".tracker-moves").get_by_role("button", name="Confirm it was delivered", exact=True))
    page.get_by_label("Yes").check()
    walk.follow(page.get_by_role("button", name="Confirm it was delivered", exact=True))
    expect(page.get_by_text("Helped: yes")).to_be_visible()
    expect(page.get_by_text("There is nothing for you to do on this request now.")).to_be_visible()
    walk.fine()
    # And a comment stands with the moves in one line of time
    page.get_by_label("Comment", exact=True).fill("Thank you, all.")
    page.get_by_label("Who can read it?").select_option("Everyone on the request, with your name")
    walk.follow(page.get_by_role("button", name="Add comment"))
    story = page.locator("ol.tracker-timeline > li")
    expect(story).to_have_count(8)  # raised, six moves, one comment
    expect(story.first).to_contain_text("Thank you, all.")
