"""The programme team looks at who asks for what, and opens what is behind a number."""

import re

from playwright.sync_api import expect


def test_the_team_sees_where_requests_gather_and_opens_them(walk):
    page = walk.page
    # Given the list of requests
    walk.sign_in("team@example.com")
    walk.menu("Support")
    # When the team opens the heat map
    walk.follow(page.get_by_role("link", name="Heat map"))
    # Then all fifty vanguards are on it, under the names of the enablers
    expect(walk.heading(re.compile("Heat map: open requests"))).to_be_visible()
    expect(page.get_by_role("rowheader", name="50 Working Together Partnership")).to_have_count(1)
    expect(page.get_by_role("columnheader", name="Harnessing technology")).to_have_count(1)
    walk.fine()
    walk.picture("heat-map", height=1200)
    # And on a phone it moves within its own frame, with the names of the vanguards staying where they are
    if walk.on_a_phone:
        frame = page.get_by_role("region", name="Heat map")
        name = page.get_by_role("rowheader", name="38 Salford and Wigan Foundation Chain")
        before = name.bounding_box()["x"]
        frame.evaluate("frame => frame.scrollLeft = 200")
        assert frame.evaluate("frame => frame.scrollLeft") == 200
        assert name.bounding_box()["x"] == before
    # And a number opens as many requests
    square = page.get_by_role("link", name=re.compile("open requests, 38 Salford and Wigan Foundation Chain, Harnessing technology"))
    number = square.inner_text()
    walk.follow(square)
    expect(page.locator("caption")).to_contain_text(f"{number} requests")
    # And what is late by care model is a click or two away
    page.go_back()
    walk.follow(page.get_by_role("navigation", name="What is counted").get_by_role("link", name="Late requests"))
    walk.follow(page.get_by_role("navigation", name="A row for each").get_by_role("link", name="Care model", exact=True))
    expect(page.get_by_role("rowheader", name=re.compile("Acute care collaboration"))).to_be_visible()
    walk.fine()
    # And a wrong address is said on the page
    walk.open("/heat-map/?count=silly")
    expect(page.get_by_text("“silly” is not one of the values this list knows").first).to_be_visible()
    walk.fine()


def test_what_is_on_the_map_fits_its_paper(walk):
    page = walk.page
    walk.sign_in("team@example.com")
    walk.open("/heat-map/")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1047, "height": 718})  # A4 turned, but for its margins
    assert walk.fits()
    shown = page.evaluate("(() => { const box = document.querySelector('.tracker-heat').getBoundingClientRect(); return box.right; })()")
    assert shown <= 1047
    shade = "element => getComputedStyle(element).printColorAdjust"
    assert page.locator(".tracker-heat td").first.evaluate(shade) == "exact"
