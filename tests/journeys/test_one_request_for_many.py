"""One request for all thirteen acute care collaborations is answered once; and many requests are moved at once."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import walked
from tests.journeys.test_a_request_from_asked_to_closed import as_, moved

# Long walks over pages of which each kind is walked in every mode elsewhere: once at each width, once with JavaScript and once without.
pytestmark = walked("desktop", "phone-without-javascript")


def test_one_request_for_all_of_a_care_model_is_answered_once_and_each_gives_its_own_word(walk):
    page = walk.page
    # Given the team, who raises one request for every acute care collaboration
    as_(walk, "team@example.com")
    walk.open("/support/new/")
    page.get_by_label("What do you need?").fill("A common contract for shared pharmacists")
    page.get_by_label("Why do you need it?").fill("Thirteen collaborations draw up the same contract.")
    page.get_by_label("ACC (care model): 13 vanguards").check()
    page.get_by_label("Links to documents").fill("The draft https://example.com/draft")
    walk.fine()
    walk.follow(page.get_by_role("button", name="Raise this request"))
    if page.get_by_role("button", name="Raise anyway").count():  # what may already answer it
        walk.follow(page.get_by_role("button", name="Raise anyway"))
    reference = re.search(r"SR-\d+", page.url)[0]
    expect(page.get_by_role("link", name="The draft")).to_be_visible()
    # When it is accepted, begun and delivered once
    walk.follow(page.locator(".tracker-moves").get_by_role("button", name="Accept this request", exact=True))
    page.get_by_label("Normal").check()
    page.get_by_label("Target date").fill("31 March 2016")
    walk.follow(page.get_by_role("button", name="Accept this request", exact=True))
    moved(walk, "Start work")
    moved(walk, "Deliver this request", What_was_given="The contract, with notes")
    expect(page.locator("tbody tr").filter(has_text="Not answered yet")).to_have_count(13)
    walk.fine()
    # Then each is asked by mail, and gives its own word without seeing the others'
    for address, word in (("lead.salford@example.com", "Yes"), ("lead.neuro@example.com", "Partly")):
        as_(walk, address)
        walk.open("/mail/")
        expect(page.get_by_text("whether it helped").first).to_be_visible()
        walk.fine()
        walk.follow(page.get_by_role("main").get_by_role("link").filter(has_text="whether it helped").first)
        assert page.url.endswith(f"/support/{reference}/")
        expect(page.get_by_text("12 other vanguards are on this request")).to_be_visible()
        walk.follow(page.locator(".tracker-moves").get_by_role("button", name="Confirm it was delivered", exact=True))
        page.get_by_label(word, exact=True).check()
        walk.follow(page.get_by_role("button", name="Confirm it was delivered", exact=True))
        expect(page.get_by_text(f"Helped: {word.lower()}")).to_have_count(1)
    # And the team reads all of them on one page
    as_(walk, "team@example.com")
    walk.open(f"/support/{reference}/")
    expect(page.get_by_text("11 not answered yet, 2 confirmed (helped: 1 yes, 1 partly)")).to_be_visible()
    walk.fine()


def test_many_requests_are_moved_at_once_after_a_look_at_each(walk):
    page = walk.page
    # Given the team at a list of two kinds of requests
    as_(walk, "team@example.com")
    walk.open("/support/?state=raised&state=closed")
    walk.fine()
    # When nothing is chosen, it is said
    walk.follow(page.get_by_role("button", name="Change selected"))
    expect(page.get_by_role("link", name="Choose at least one request")).to_be_visible()
    walk.fine()
    # When all on the page are chosen with one box, where there is a script to do it, that says how many
    if walk.javascript:
        page.get_by_label("Choose all 18 on this page").check()
        expect(page.get_by_text("18 chosen")).to_be_visible()
        page.locator(".tracker-table .tracker-choose").first.uncheck()
        expect(page.get_by_text("17 chosen")).to_be_visible()
        walk.fine()
        walk.follow(page.get_by_role("button", name="Change selected"))
        expect(page.get_by_role("heading", level=1)).to_contain_text("17 requests")
    # When all that match are to be accepted, each is shown with what would become of it
    walk.open("/support/?state=raised&state=closed")
    walk.follow(page.get_by_role("button", name=re.compile("Change all")))
    walk.fine()
    walk.follow(page.get_by_role("main").get_by_role("link", name="Accept these requests", exact=True))
    walk.follow(page.get_by_role("button", name="Preview"))
    expect(page.get_by_role("link", name="Choose a priority")).to_be_visible()
    walk.fine()
    page.get_by_label("Normal").check()
    page.get_by_label("Target date").fill("31 March 2016")
    walk.follow(page.get_by_role("button", name="Preview"))
    expect(page.get_by_text(re.compile(r"\d+ of \d+ requests will change"))).to_be_visible()
    expect(page.get_by_text("Only a request that is raised can be accepted.").first).to_be_visible()
    walk.fine()
    walk.picture("many-at-once", height=900)
    # Then one reason is asked, and it is one change
    walk.follow(page.get_by_role("button", name=re.compile("Update")))
    expect(page.get_by_role("link", name="Enter why")).to_be_visible()
    page.get_by_label("Why").fill("Shared out on Monday")
    walk.follow(page.get_by_role("button", name=re.compile("Update")))
    expect(walk.heading(re.compile(r"\d+ done, \d+ not changed"))).to_be_visible()
    walk.fine()
    walk.follow(page.get_by_role("link", name="See what was changed"))
    expect(page.get_by_text("Shared out on Monday").first).to_be_visible()


def test_what_the_team_shares_helps_others_like_them(walk):
    page = walk.page
    as_(walk, "lead.neuro@example.com")
    walk.open("/support/")
    walk.follow(page.get_by_role("link", name="Support given to other vanguards"))
    expect(walk.heading("A single staff bank across both trusts")).to_be_visible()
    expect(page.get_by_text("Salford")).to_have_count(0)
    walk.fine()
    walk.open("/support/")
    walk.follow(page.get_by_role("link", name="Numbers by enabler and body"))
    expect(page.get_by_text("Of the requests of your vanguards.")).to_be_visible()
    walk.fine()
    # The team hands over what somebody owns who leaves
    as_(walk, "team@example.com")
    walk.open("/support/hand-over/")
    walk.enter_name("Who leaves", "Imran Qureshi")
    walk.fine()
    walk.follow(page.get_by_role("button", name="Hand over their requests"))
    expect(page.get_by_role("link", name="Enter a name or an e-mail address")).to_be_visible()
    walk.enter_name("Who takes over", "Helen Marlowe")
    page.get_by_label("Why").fill("Imran has a new post")
    walk.follow(page.get_by_role("button", name="Hand over their requests"))
    expect(page.get_by_text(re.compile("requests handed over to Helen Marlowe"))).to_be_visible()
