"""A lead comes to see the support for their own vanguard, and never another's."""

from playwright.sync_api import expect


def test_a_lead_sees_at_a_glance_where_their_vanguard_stands(walk):
    page = walk.page
    # Given the lead of Salford and Wigan at their home page
    walk.sign_in("lead.salford@example.com")
    expect(page.get_by_role("region").get_by_role("link", name="38 Salford and Wigan Foundation Chain")).to_be_visible()
    expect(page.get_by_text("44 The Neuro Network")).to_have_count(0)
    expect(walk.heading("Who to talk to")).to_be_visible()
    expect(page.get_by_role("link", name="team@example.com", exact=True)).to_be_visible()
    walk.fine()
    walk.picture("home-of-a-lead")
    walk.picture("home-of-a-lead-phone", height=812)
    # When they follow a number, they see exactly those requests
    page.get_by_role("link", name="Accepted or in progress").click()
    expect(page.locator("caption")).to_contain_text("8 requests, accepted, in progress, vanguard 38")
    walk.fine()
    # When they open their vanguard
    walk.menu("Home")
    page.get_by_role("region").get_by_role("link", name="38 Salford and Wigan Foundation Chain").click()
    expect(walk.heading("Support requests")).to_be_visible()
    walk.fine()
    # And a request all thirteen collaborations are on, they see that there are others, and not which
    page.get_by_role("link", name="SR-0001").first.click()
    expect(page.get_by_text("12 other vanguards are on this request")).to_be_visible()
    expect(page.get_by_text("Neuro Network")).to_have_count(0)
    walk.fine()


def test_a_lead_sees_only_the_published_facts_of_another_vanguard(walk):
    page = walk.page
    walk.sign_in("lead.salford@example.com")
    walk.open("/vanguards/44/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("The Neuro Network")
    expect(walk.heading("Partners")).to_be_visible()
    for name in ("Support requests", "Milestones", "Who leads it", "Latest"):
        expect(walk.heading(name)).to_have_count(0)
    walk.fine()
    # Their request is not found: by its address, as at any moment, or by the search
    for address in ("/support/SR-0027/", "/support/SR-0027/?as_at=2015-12-15"):
        walk.open(address)
        expect(walk.heading("Page not found")).to_be_visible()
    walk.fine()
    walk.search("SR-0027")
    expect(page.get_by_text("Nothing that you can see")).to_be_visible()
    # And asking for their requests is answered as for a number nobody has
    walk.open("/support/?vanguard=44")
    expect(page.get_by_role("link", name="44 is not the number of a vanguard whose record you can see")).to_be_visible()
    walk.fine()


def test_a_lead_reads_the_enablers_the_milestones_and_what_changed(walk):
    page = walk.page
    walk.sign_in("lead.salford@example.com")
    walk.menu("Enablers")
    walk.fine()
    page.get_by_role("link", name="Workforce redesign", exact=True).click()
    expect(walk.heading("What was offered")).to_be_visible()
    walk.fine()
    walk.menu("Milestones")
    walk.fine()
    walk.follow(page.locator("tbody a").first)
    walk.fine()
    walk.menu("Changes")
    walk.fine()
    walk.follow(page.locator(".tracker-timeline a").first)
    walk.fine()


def test_what_a_page_of_the_back_office_answers_a_lead(walk):
    walk.sign_in("lead.salford@example.com")
    walk.open("/worth-fixing/population-not-known/")
    expect(walk.heading("You cannot do this")).to_be_visible()
    walk.fine()
