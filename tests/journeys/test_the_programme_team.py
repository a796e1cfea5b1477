"""The programme team comes to see what needs them, to find anything, and to see how the record stood."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import also_without_javascript


def test_the_team_works_through_what_needs_them(walk):
    page = walk.page
    # Given a member of the team at her home page
    walk.sign_in("team@example.com")
    expect(walk.heading("To decide")).to_be_visible()
    walk.fine()
    walk.picture("home-of-the-team")
    # When she follows the number of late requests
    tile = page.locator(".tracker-tally li", has=page.get_by_text("Late", exact=True))
    count = int(tile.locator("strong").inner_text())
    tile.get_by_role("link").click()
    # Then she sees exactly those
    expect(page.locator("caption")).to_contain_text(f"{count} request{'s' if count != 1 else ''}, late")
    expect(page.locator("tbody tr")).to_have_count(count)
    walk.fine()
    # And the first of them, with who answers, who is on it, what was said and what changed
    page.locator("tbody a").first.click()
    for name in ("Vanguards and their answers", "History and comments"):
        expect(walk.heading(name)).to_be_visible()
    walk.fine()
    walk.follow(page.get_by_role("link", name="Every change to this request, field by field"))
    walk.fine()
    page.locator(".tracker-timeline a").first.click()
    expect(page.get_by_text("Made on")).to_be_visible()
    walk.fine()


@also_without_javascript
def test_the_team_narrows_a_list_and_takes_it_along(walk):
    page = walk.page
    walk.sign_in("team@example.com")
    walk.menu("Support")
    expect(page.locator("caption")).to_contain_text("49 requests")
    walk.fine()
    # When she chooses an enabler and two states
    page.get_by_text("Filter, sort and choose columns").click()
    for folded in ("Enabler", "State"):
        page.locator(".tracker-filter > summary", has_text=folded).click()
    walk.fine()
    for label in ("Workforce redesign", re.compile("Raised \\("), re.compile("Closed \\(")):
        page.get_by_label(label, exact=True).check()
    page.get_by_label("Sort by").select_option("Target, in reverse order")
    page.get_by_role("button", name="Show").click()
    # Then the caption says so, in words, and counts what is there
    expect(page.locator("caption")).to_contain_text("3 requests, raised, closed, workforce redesign")
    expect(page.locator("tbody tr")).to_have_count(3)
    expect(page.locator("tbody tr").first).to_contain_text("SR-0028")
    walk.fine()
    walk.picture("list-of-requests")
    # And each word can be taken away
    page.get_by_role("link", name="Remove the filter raised").click()
    expect(page.locator("caption")).to_contain_text("2 requests, closed, workforce redesign")
    # And the same rows come as a file
    with page.expect_download() as download:
        page.get_by_role("link", name="Download 2 requests as a CSV file").click()
    assert len(download.value.path().read_text(encoding="utf-8-sig").splitlines()) == 3
    # And a search within the list keeps the filters
    page.get_by_label("Search the requests").fill("legal staff")
    page.get_by_label("Search the requests").press("Enter")
    expect(page.locator("caption")).to_contain_text("1 request, closed, workforce redesign, mentioning “legal staff”")
    # And a list with nothing in it says what to do
    page.get_by_label("Search the requests").fill("helicopters")
    page.get_by_label("Search the requests").press("Enter")
    walk.fine()
    page.get_by_text("No requests match these filters").get_by_role("link", name="Clear filters").click()
    expect(page.locator("caption")).to_contain_text("49 requests")
    # And a queue is opened with a click, and other columns are shown
    page.get_by_role("navigation", name="Queues").get_by_role("link", name="Late").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Support requests: late")
    expect(page.get_by_text(re.compile("Late by [0-9]+ working days?")).first).to_be_visible()
    page.get_by_text("Filter, sort and choose columns").click()
    page.locator(".tracker-filter > summary", has_text="Columns").click()
    for label in ("Vanguards", "Age"):
        page.get_by_label(label, exact=True).uncheck()
    page.get_by_label("Enablers", exact=True).check()
    page.get_by_role("button", name="Show").click()
    expect(page.locator("th", has_text="Enablers")).to_have_count(1)
    expect(page.locator("th", has_text="Vanguards")).to_have_count(0)
    walk.fine()


def test_the_team_sorts_by_the_headings(walk):
    page = walk.page
    walk.sign_in("team@example.com")
    walk.menu("Vanguards")
    if walk.on_a_phone:  # there the headings go, and “Sort by” stays
        expect(page.get_by_role("link", name="Patient population")).to_be_hidden()
        return
    page.get_by_role("link", name="Patient population").click()
    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("Patient population")
    page.get_by_role("link", name="Patient population").click()
    expect(page.locator("tbody tr").first).to_contain_text("10,700,000")
    walk.fine()


@also_without_javascript
def test_the_team_finds_anything_from_anywhere(walk):
    page = walk.page
    walk.sign_in("team@example.com")
    # When she types part of a name
    walk.search("royal")
    # Then everything with it is there, what is called so first
    expect(walk.heading("Vanguards")).to_be_visible()
    expect(page.locator(".tracker-hits a").first).to_have_text("40 Royal Free London")
    walk.fine()
    walk.picture("search")
    walk.follow(page.get_by_role("link", name="All organisations with “royal”"))
    walk.fine()
    # And a reference leads to its request at once
    walk.search("SR-0012")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Early merger and competition guidance")
    # And what cannot be searched for is said, and kept
    walk.search("a")
    expect(page).to_have_title("Error: Search – Vanguard programme tracker")
    expect(page.locator("#id_q")).to_have_value("a")
    walk.fine()
    walk.search("helicopters")
    expect(page.get_by_text("Nothing that you can see has “helicopters” in it")).to_be_visible()
    walk.fine()


@also_without_javascript
def test_the_team_sees_eight_enablers_in_november_and_ten_in_december(walk):
    page = walk.page
    # Given the team at the enablers of today
    walk.sign_in("team@example.com")
    walk.menu("Enablers")
    expect(page.locator("tbody tr")).to_have_count(10)
    walk.fine()
    # When she asks for them as at 15 November 2015
    page.get_by_text("See an earlier date").click()
    walk.fine()
    page.get_by_label("See this page as it was on").fill("2015-11-15")
    page.get_by_role("button", name="Show", exact=True).click()
    # Then there are eight, and the page says what it shows
    expect(page.get_by_text("You are viewing the past: 15 November 2015")).to_be_visible()
    expect(page.locator("tbody tr")).to_have_count(8)
    walk.fine()
    # And at the moment by its name ten, kept by every link and by the search
    page.get_by_text("See another date").click()
    page.get_by_role("link", name="Ten enablers").click()
    expect(page.locator("tbody tr")).to_have_count(10)
    walk.picture("as-at-a-moment", height=700)
    page.locator("tbody a").first.click()
    expect(page.get_by_text("You are viewing the past: 10 December 2015")).to_be_visible()
    walk.fine()
    walk.search("workforce")
    expect(page.get_by_text("You are viewing the past: 10 December 2015")).to_be_visible()
    walk.fine()
    page.get_by_role("link", name="Back to today").click()
    expect(page.get_by_text("You are viewing the past:")).to_have_count(0)


@also_without_javascript
def test_the_team_reads_vanguards_milestones_and_the_programme(walk):
    page = walk.page
    walk.sign_in("team@example.com")
    # A vanguard's page a director would print
    walk.menu("Vanguards")
    walk.fine()
    page.get_by_role("link", name="38 Salford and Wigan Foundation Chain").click()
    for name in ("Partners", "Who leads it", "Facts", "Support requests", "Milestones", "Latest"):
        expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()
    walk.fine()
    walk.picture("vanguard")
    # The number beside each state leads to exactly those requests
    page.get_by_role("link", name="accepted").click()
    expect(page.locator("caption")).to_contain_text("3 requests, accepted, vanguard 38")
    # A milestone, with every commitment on a line of time
    walk.menu("Milestones")
    walk.fine()
    page.get_by_role("link", name="Start: common operating model in each foundation group").first.click()
    expect(page.locator(".tracker-tally").get_by_role("link", name="1 Overdue")).to_be_visible()
    walk.fine()
    walk.picture("milestone")
    # The programme, the changes since a day, and the latest of them
    walk.menu("Programme")
    walk.fine()
    page.get_by_role("link", name="Timeline").click()
    assert page.url.endswith("#timeline")
    walk.menu("Changes")
    page.get_by_text("Filter", exact=True).click()
    page.get_by_label("Since").fill("2016-01-28")
    page.get_by_role("button", name="Show").click()
    expect(walk.heading("5 changes, since 28 January 2016, the latest first")).to_be_visible()
    walk.fine()


def test_a_value_that_a_list_does_not_know_is_said(walk):
    walk.sign_in("team@example.com")
    walk.open("/vanguards/?care_model=XYZ&colour=red")
    expect(walk.page.get_by_text("There is a problem")).to_be_visible()
    expect(walk.page.get_by_role("link", name="“XYZ” is not one of the values this list knows")).to_be_visible()
    walk.fine()
