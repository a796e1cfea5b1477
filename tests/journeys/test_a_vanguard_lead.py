"""A lead comes to see the support for their own vanguard, and never another's."""

from playwright.sync_api import expect


def test_a_lead_sees_their_own_requests_and_milestones_and_nothing_of_another_vanguard(sign_in, accessible, live_server):
    # Given the lead of Salford and Wigan at their home page
    page = sign_in("lead.salford@example.com")
    expect(page.get_by_role("link", name="38 Salford and Wigan Foundation Chain")).to_be_visible()
    expect(page.get_by_text("44 The Neuro Network")).to_have_count(0)
    accessible(page)
    # When they open their vanguard
    page.get_by_role("link", name="38 Salford and Wigan Foundation Chain").click()
    expect(page.get_by_role("heading", name="Support", exact=True)).to_be_visible()
    accessible(page)
    # And a request all thirteen collaborations are on
    page.get_by_role("link", name="SR-0001").click()
    expect(page.get_by_text("12 other vanguards are on this request")).to_be_visible()
    accessible(page)
    # Then another vanguard's page shows the published facts only
    page.goto(f"{live_server.url}/vanguards/44/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("The Neuro Network")
    expect(page.get_by_role("heading", name="Support", exact=True)).to_have_count(0)
    accessible(page)
    # And another vanguard's request is not found, now or as at any moment
    for address in ("/support/SR-0027/", "/support/SR-0027/?as_at=2015-12-15"):
        page.goto(f"{live_server.url}{address}")
        expect(page.get_by_role("heading", name="Page not found")).to_be_visible()
    accessible(page)
