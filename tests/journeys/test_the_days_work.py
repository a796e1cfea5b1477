"""What waits for somebody is done in few clicks: the team goes through what is new, a lead replies on a phone."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import also_without_javascript, walked


class Clicks:
    """Counts what somebody clicks or taps."""

    def __init__(self, walk):
        self.walk, self.made = walk, 0

    def on(self, target):
        self.made += 1
        self.walk.follow(target)

    def choose(self, target):
        self.made += 1
        target.check()

    def unfold(self, target):
        self.made += 1
        target.click()


def in_row(page, verb):
    """What is folded in the rows of the home page, by what it does."""
    return page.locator("summary").filter(has_text=re.compile(rf"^{verb}\s*:"))


@also_without_javascript
def test_what_is_new_is_accepted_in_its_row_and_one_stays_at_home(walk):
    page = walk.page
    walk.sign_in("team@example.com")
    clicks, done = Clicks(walk), []
    for _ in range(2):
        before = clicks.made
        row = page.get_by_role("row").filter(has=page.locator("input[name=priority]")).first
        done.append(re.search(r"SR-\d+", row.text_content())[0])
        clicks.unfold(row.locator("summary"))
        if not done[1:]:
            walk.fine()
        clicks.choose(row.get_by_label("Normal"))
        row.get_by_label("Target date").fill("31 March 2016")
        clicks.on(row.get_by_role("button", name="Accept this request"))
        assert clicks.made - before == 3
        expect(page.get_by_text(f"{done[-1]} is accepted. The owner is Helen Marlowe.")).to_be_visible()
        expect(walk.heading("Today")).to_be_visible()
    assert len(set(done)) == 2


@also_without_javascript
def test_a_new_date_is_approved_in_its_row_in_two_clicks(walk):
    page = walk.page
    walk.sign_in("team@example.com")
    clicks = Clicks(walk)
    clicks.unfold(in_row(page, "Approve"))
    walk.fine()
    clicks.on(page.get_by_role("button", name="Approve"))
    assert clicks.made == 2
    expect(page.get_by_text("The forecast is Q1 2016/17.")).to_be_visible()
    expect(walk.heading("Dates to approve")).to_have_count(0)


@walked("desktop")
def test_new_requests_are_accepted_one_after_the_other_without_losing_the_queue(walk):
    page = walk.page
    walk.sign_in("team@example.com")
    clicks, done = Clicks(walk), []
    clicks.unfold(in_row(page, "Accept this request").first)
    clicks.on(page.get_by_role("link", name=re.compile(r"Fill in more\s+about SR-")).first)
    walk.fine()
    for _ in range(3):
        done.append(re.search(r"SR-\d+", page.url)[0])
        before = clicks.made
        clicks.choose(page.get_by_label("Normal"))
        page.get_by_label("Target date").fill("31 March 2016")
        clicks.on(page.get_by_role("button", name="Send, and open the next"))
        assert clicks.made - before <= 2, "the form of the next is open already"
        expect(page.get_by_text(f"{done[-1]} is accepted. The owner is Helen Marlowe.")).to_be_visible()
    assert len(set(done)) == 3
    assert "from=queue" in page.url, "the way back leads to the queue"
    walk.follow(page.get_by_role("link", name="Support requests"))
    for reference in done:
        expect(page.get_by_text(reference)).to_have_count(0)


@walked("phone")
def test_a_lead_replies_to_the_team_on_a_phone_in_three_taps(walk):
    page = walk.page
    walk.sign_in("lead.neuro@example.com")
    expect(page.get_by_text("We need the list of hospitals and a name in each")).to_be_visible()
    walk.fine()
    taps = Clicks(walk)
    taps.on(page.get_by_role("button", name="Reply to the team"))
    walk.fine()
    page.get_by_label("Your reply").fill("The nine hospitals, each with a name")
    taps.on(page.get_by_role("button", name="Reply to the team"))
    expect(page.get_by_text("The programme team has your reply on SR-0029.")).to_be_visible()
    assert taps.made <= 3
    walk.menu("Home")
    expect(page.get_by_text("We need the list of hospitals and a name in each")).to_have_count(0)
