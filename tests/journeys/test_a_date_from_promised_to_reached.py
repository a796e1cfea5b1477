"""Two people, one key milestone: a lead slips it, the team rejects, the lead proposes again, it is approved, it is reached."""

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
    expect(page.get_by_text("a later one waits for the programme team")).to_be_visible()
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
    expect(page.get_by_text("Q2 2016/17 waits for the programme team. Until then it is expected March 2016.")).to_be_visible()
    walk.fine()
    # When the team rejects it with a reason
    as_(walk, "team@example.com")
    expect(page.get_by_role("heading", name="Dates waiting for you")).to_be_visible()
    walk.open(commitment)
    begin(walk, "Reject the proposed date")
    walk.fine()
    page.get_by_label("Why it is rejected").fill("The year begins in April.")
    done(walk, "Reject the proposed date")
    expect(page.get_by_text("It is expected March 2016.")).to_be_visible()
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
    walk.open(commitment)
    begin(walk, "Approve the proposed date")
    done(walk, "Approve the proposed date")
    expect(page.get_by_text("expected 15 April 2016: about a month later")).to_be_visible()
    # And when it is reached, the ledger has every step
    as_(walk, "lead.salford@example.com")
    walk.open(commitment)
    begin(walk, "Report as reached")
    page.get_by_label("When it was reached").fill("28 January 2016")
    page.get_by_label("What shows it", exact=True).fill("Minutes of the board of 28 January")
    walk.fine()
    done(walk, "Report as reached")
    expect(page.get_by_text("Reached", exact=True).first).to_be_visible()
    ledger = page.locator("table").first.locator("tbody tr")
    for number, words in enumerate(["March 2016", "June 2016", "Q2 2016/17", "15 April 2016", "28 January 2016"]):
        expect(ledger.nth(number)).to_contain_text(words)
    expect(ledger.nth(3)).to_contain_text("Approved by Helen Marlowe")
    walk.fine()
    walk.picture("ledger-of-dates", height=1300)


def test_one_milestone_is_made_for_many_reported_at_once_and_seen_on_the_timeline(walk):
    page = walk.page
    as_(walk, "team@example.com")
    walk.open("/milestones/")
    walk.follow(page.get_by_role("link", name="Make a milestone"))
    walk.fine()
    # Given a milestone of all foundation groups, but for the one that is not confirmed, and two more
    page.get_by_label("What is to be reached").fill("Shared records agreed")
    page.get_by_label("Due").fill("January 2016")
    page.get_by_label("Vanguards", exact=True).fill("44, 45")
    page.get_by_label("Foundation group (collaboration form)").check()
    done(walk, "Make the milestone")
    expect(page.get_by_role("alert")).to_contain_text("Enter who agreed it") if walk.javascript else None
    page.get_by_label("Who agreed it").fill("Their boards, on 28 January")
    done(walk, "Make the milestone")
    expect(page.get_by_text("The milestone is made, with 5 commitments.")).to_be_visible()
    walk.fine()
    # When the team reports two as reached, it sees first what would become of each
    for vanguard in ("44 The Neuro Network", "45 MERIT"):
        page.get_by_label(f"Choose {vanguard}").check()
    walk.follow(page.get_by_role("button", name="Report on the chosen"))
    walk.fine()
    walk.follow(page.get_by_role("link", name="Report as reached"))
    page.get_by_label("When it was reached").fill("January 2016")
    walk.fine()
    walk.follow(page.get_by_role("button", name="Preview"))
    expect(page.get_by_text("2 of 2 commitments will change.")).to_be_visible()
    page.get_by_label("What shows it", exact=True).fill("Signed agreements")
    walk.fine()
    walk.follow(page.get_by_role("button", name="Report as reached: 2 commitments"))
    # Then all are seen at a glance, on the timeline, and what was lost on its own page
    walk.menu("Milestones")
    walk.follow(page.get_by_role("link", name="Timeline"))
    walk.fine()
    walk.picture("timeline", height=1500)
    walk.picture("timeline-phone", height=1500)
    walk.follow(page.get_by_role("link", name="Quarter", exact=True))
    expect(page.get_by_role("link", name="After: Q1 2016/17")).to_be_visible()
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
    expect(page.get_by_text("1 commitment, moved out of this quarter")).to_be_visible()
    walk.fine()
    # And the calendar's address is theirs to make, renew and revoke
    walk.open("/milestones/calendar/")
    walk.fine()
    done(walk, "Make my address")
    expect(page.get_by_text("/milestones/calendar.ics?token=")).to_be_visible()
    walk.fine()
    done(walk, "Revoke it")
    expect(page.get_by_text("You have no address yet.")).to_be_visible()


def test_a_milestone_waits_for_others_and_says_what_it_holds_up(walk):
    page = walk.page
    as_(walk, "team@example.com")
    walk.open("/milestones/")
    walk.follow(page.get_by_role("link", name=PLAN))
    expect(page.get_by_text("Waits for SR-0010")).to_be_visible()
    walk.fine()
    walk.follow(page.get_by_role("link", name="Say what it waits for"))
    page.get_by_label("What it waits for").fill("5")
    page.get_by_label("Why", exact=True).fill("To see")
    done(walk, "Say that it waits")
    expect(page.get_by_text("A milestone cannot wait for itself").first).to_be_visible()
    walk.fine()
    walk.open("/milestones/2/")
    expect(page.get_by_text("This is late, and holds up")).to_be_visible()
    walk.fine()
    walk.open("/support/SR-0010/")
    expect(page.get_by_role("complementary").get_by_role("link", name=PLAN)).to_be_visible()
    walk.fine()
