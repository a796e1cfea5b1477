"""The programme team looks at whether things get better, and opens what is behind a number."""

import re

from playwright.sync_api import expect


def test_the_team_sees_how_requests_and_commitments_go_and_opens_them(walk):
    page = walk.page
    # Given the home page of the team
    walk.sign_in("team@example.com")
    # When they open the trends
    walk.follow(page.get_by_role("link", name="Trends: requests and commitments, month by month"))
    # Then each picture says its message in words, and the same numbers stand in the table beneath it
    expect(walk.heading("Trends")).to_be_visible()
    bars = page.get_by_role("img", name=re.compile("Bar chart of each month. October 2015 to January 2016: .* raised"))
    expect(bars).to_be_visible()
    january = page.get_by_role("table", name=re.compile("^Requests each month")).get_by_role("row", name=re.compile("^January 2016"))
    number = january.get_by_role("link").inner_text()
    expect(bars.get_by_text(number, exact=True).first).to_be_attached()
    for name in ("Chart of each month, from the median to the slowest tenth", "Line chart of the sums by the end of each month"):
        expect(page.get_by_role("img", name=re.compile(name))).to_be_visible()
    walk.fine()
    walk.picture("trends", height=1400)
    # And on a phone a picture moves within its own frame
    if walk.on_a_phone:
        frame = page.get_by_role("region", name="Commitments: picture")
        frame.evaluate("frame => frame.scrollLeft = 60")
        assert frame.evaluate("frame => frame.scrollLeft") == 60
    # And a number opens as many requests
    walk.follow(january.get_by_role("link"))
    expect(page.locator("caption")).to_contain_text(f"{number} requests")
    # And a number of commitments as many of these
    page.go_back()
    promised = page.get_by_role("link", name=re.compile("promised, December 2015"))
    number = promised.inner_text()
    walk.follow(promised)
    expect(page.locator("caption")).to_contain_text(f"{number} commitments")
    # And one can ask for one vanguard and some months
    page.go_back()
    page.locator("summary", has_text="Filter").first.click()
    page.get_by_label("Vanguard", exact=True).fill("38")
    page.get_by_label("From month").fill("nov 2015")
    walk.follow(page.get_by_role("button", name="Show"))
    expect(walk.heading("Requests each month, vanguard 38")).to_be_visible()
    expect(page.get_by_text("November 2015 to January 2016:")).to_be_visible()
    walk.fine()
    # And months the wrong way round are said on the page
    walk.open("/trends/?from=May+2016&to=April+2016")
    expect(page.get_by_role("alert").get_by_text("Enter a month that is not before the first")).to_be_visible()
    walk.fine()
    # And a vanguard without anything has its empty pictures said in words
    walk.open("/trends/?vanguard=38&from=May+2012&to=June+2012")
    expect(page.get_by_text("No request was raised, decided, delivered or confirmed from May 2012 to June 2012.")).to_be_visible()
    walk.fine()


def test_the_pictures_fit_their_paper(walk):
    walk.sign_in("team@example.com")
    walk.open("/trends/?from=February+2014&to=January+2017")
    walk.page.emulate_media(media="print")
    walk.page.set_viewport_size({"width": 1047, "height": 718})  # A4 turned, but for its margins
    assert walk.fits()
    rights = walk.page.locator(".tracker-trend svg").evaluate_all("all => all.map(one => one.getBoundingClientRect().right)")
    assert len(rights) == 3
    assert max(rights) <= 1047
