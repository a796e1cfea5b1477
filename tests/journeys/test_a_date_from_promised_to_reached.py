"""Two people, one key milestone: a lead slips it, the team rejects, the lead proposes again, it is approved, it is reached."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import also_without_javascript

pytestmark = also_without_javascript

PLAN = "Board signs off the operating plan for 2016/17"


def as_(walk, address):
    walk.page.context.clear_cookies()
    walk.sign_in(address)


def begin(walk, name):
    """Open a move of the commitment on the page."""
    walk.follow(walk.page.locator(".tracker-moves").get_by_role("button", name=name, exact=True))


def done(walk, name):
    walk.follow(walk.page.get_by_role("button", name=name, exact=True))


def test_a_key_date_moves_only_when_the_team_agrees_and_every_step_is_in_the_ledger(walk):
    page = walk.page
    # Given a lead whose key milestone will be late
    as_(walk, "lead.salford@example.com")
    walk.menu("Milestones")
    walk.follow(page.get_by_role("link", name="All commitments"))
    walk.fine()
    walk.follow(page.get_by_role("link", name=PLAN))
    expect(page.get_by_text("Promised March 2016.")).to_be_visible()
    commitment = page.url.removeprefix(walk.home)
    walk.fine()
    # When they give a date that is unclear, they are told what would be understood, and what they typed stays
    begin(walk, "Give a new date")
    expect(page.get_by_text("The programme team must approve a later date.")).to_be_visible()
    page.get_by_label("New date").fill("Q2 2016")
    page.get_by_label("Later: Contract not agreed").check()
    page.get_by_label("What happened").fill("The councils meet in July.")
    done(walk, "Give a new date")
    expect(page.get_by_role("link", name="“Q2 2016” is unclear. Enter Q2 2016/17 for July to September 2016")).to_be_visible()
    expect(page.get_by_label("What happened")).to_have_value("The councils meet in July.")
    walk.fine()
    # Then a clear one is proposed, and what was expected before still is
    page.get_by_label("New date").fill("Q2 2016/17")
    done(walk, "Give a new date")
    expect(
        page.get_by_text("Q2 2016/17 is waiting for the programme team to approve it. Until then the forecast is March 2016.")
    ).to_be_visible()
    walk.fine()
    # When the team rejects it with a reason
    as_(walk, "team@example.com")
    expect(page.get_by_role("heading", name=re.compile("Dates to approve"))).to_be_visible()
    walk.open(commitment)
    begin(walk, "Reject the new date")
    walk.fine()
    page.get_by_label("Why do you reject it?").fill("The year begins in April.")
    done(walk, "Reject the new date")
    expect(page.get_by_text("The forecast is March 2016.")).to_be_visible()
    # Then the lead reads why, and proposes again
    as_(walk, "lead.salford@example.com")
    walk.follow(page.get_by_role("link", name="Mail"))
    expect(page.get_by_text("The year begins in April.")).to_be_visible()
    walk.open(commitment)
    begin(walk, "Give a new date")
    page.get_by_label("New date").fill("15 April 2016")
    page.get_by_label("Later: Contract not agreed").check()
    page.get_by_label("What happened").fill("Without the risk share the board can sign in April.")
    done(walk, "Give a new date")
    as_(walk, "team@example.com")
    walk.open("/milestones/commitments/?waiting=team")
    walk.fine()
    row = page.get_by_role("row", name=PLAN).filter(has_text="15 April 2016")
    row.locator("summary").filter(has_text="Approve").click()
    row.locator("form").filter(has_text="Approve").get_by_role("textbox").fill("The board meets in April")
    row.get_by_role("button", name="Approve").click()
    expect(page.get_by_text("The forecast is 15 April 2016.")).to_be_visible()
    walk.fine()
    walk.open(commitment)
    expect(page.get_by_text("forecast 15 April 2016: about a month late")).to_be_visible()
    # And when it is reached, the ledger has every step
    as_(walk, "lead.salford@example.com")
    walk.open(commitment)
    begin(walk, "Report as reached")
    page.get_by_label("When was it reached?").fill("28 January 2016")
    page.get_by_label("What shows that it was reached?").fill("Minutes of the board of 28 January")
    walk.fine()
    done(walk, "Report as reached")
    expect(page.get_by_text("Reached", exact=True).first).to_be_visible()
    ledger = page.locator("table").first.locator("tbody tr")
    for number, words in enumerate(["March 2016", "June 2016", "Q2 2016/17", "15 April 2016", "28 January 2016"]):
        expect(ledger.nth(number)).to_contain_text(words)
    expect(ledger.nth(3)).to_contain_text("Approved by Helen Marlowe")
    expect(ledger.nth(3)).to_contain_text("“The board meets in April”")
    walk.fine()
    walk.picture("ledger-of-dates", height=1300)


def test_one_milestone_is_made_for_many_reported_at_once_and_seen_on_the_timeline(walk):
    page = walk.page
    as_(walk, "team@example.com")
    walk.open("/milestones/")
    walk.follow(page.get_by_role("link", name="Add a milestone"))
    walk.fine()
    # Given a milestone of all foundation groups, but for the one that is not confirmed, and two more
    page.get_by_label("What is to be reached?").fill("Shared records agreed")
    page.get_by_label("Due date").fill("January 2016")
    page.get_by_label("Vanguards", exact=True).fill("44, 45")
    page.get_by_label("Foundation group (collaboration form)").check()
    done(walk, "Add this milestone")
    expect(page.get_by_role("alert")).to_contain_text("Enter who agreed it") if walk.javascript else None
    page.get_by_label("Who agreed it").fill("Their boards, on 28 January")
    done(walk, "Add this milestone")
    expect(page.get_by_text("Milestone added, with 5 commitments.")).to_be_visible()
    walk.fine()
    # When the team reports two as reached, it sees first what would become of each
    for vanguard in ("44 The Neuro Network", "45 MERIT"):
        page.get_by_label(f"Choose {vanguard}").check()
    walk.follow(page.get_by_role("button", name="Update selected"))
    walk.fine()
    walk.follow(page.get_by_role("link", name="Report as reached"))
    page.get_by_label("When was it reached?").fill("January 2016")
    walk.fine()
    walk.follow(page.get_by_role("button", name="Preview"))
    expect(page.get_by_text("2 of 2 commitments will change.")).to_be_visible()
    page.get_by_label("What shows that it was reached?").fill("Signed agreements")
    walk.fine()
    walk.follow(page.get_by_role("button", name="Update 2 commitments"))
    # Then all are seen at a glance, on the timeline, and what was lost on its own page
    walk.menu("Milestones")
    walk.follow(page.get_by_role("link", name="Timeline"))
    walk.fine()
    walk.picture("timeline", height=1500)
    walk.picture("timeline-phone", height=1500)
    walk.follow(page.get_by_role("link", name="Quarter", exact=True))
    expect(page.get_by_role("link", name="Later: Q1 2016/17")).to_be_visible()
    walk.fine()
    walk.open("/milestones/timeline/?by=milestone&time=all")
    expect(page.get_by_role("cell", name="2 commitments").first).to_be_visible()
    walk.fine()
    walk.open("/milestones/timeline/?time=soon")
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    walk.fine()
    walk.open("/milestones/slips/")
    expect(page.get_by_role("cell", name="People not in post")).to_be_visible()
    walk.fine()
    walk.open("/milestones/commitments/?due=moved-out")
    expect(page.get_by_text("1 commitment, moved to a later quarter")).to_be_visible()
    walk.fine()
    # And the calendar's address is theirs to get, replace and turn off
    walk.open("/milestones/calendar/")
    walk.fine()
    done(walk, "Get my calendar address")
    expect(page.get_by_text("/milestones/calendar.ics?token=")).to_be_visible()
    walk.fine()
    done(walk, "Turn off this address")
    expect(page.get_by_text("You do not have a calendar address yet.")).to_be_visible()


def test_a_milestone_depends_on_others_and_says_what_it_blocks(walk):
    page = walk.page
    as_(walk, "team@example.com")
    walk.open("/milestones/")
    walk.follow(page.get_by_role("link", name=PLAN))
    expect(page.get_by_text("Depends on SR-0010")).to_be_visible()
    walk.fine()
    walk.follow(page.get_by_role("link", name="Add a dependency"))
    page.get_by_label("What does it depend on?").fill("5")
    page.get_by_label("Why?", exact=True).fill("To see")
    done(walk, "Add this dependency")
    expect(page.get_by_text("A milestone cannot depend on itself").first).to_be_visible()
    walk.fine()
    walk.open("/milestones/2/")
    expect(page.get_by_text("This is late, and blocks")).to_be_visible()
    walk.fine()
    walk.open("/support/SR-0010/")
    expect(page.get_by_role("complementary").get_by_role("link", name=PLAN)).to_be_visible()
    walk.fine()
