"""The back office keeps the record right, and everyone can see that it did."""

from playwright.sync_api import expect


def test_the_back_office_corrects_a_fact_and_the_change_says_so(sign_in, accessible, live_server):
    # Given the back office with its list of facts worth fixing
    page = sign_in("office@example.com")
    expect(page.get_by_role("heading", name="Facts worth fixing")).to_be_visible()
    accessible(page)
    # When they correct a vanguard in the admin without saying why
    page.goto(f"{live_server.url}/admin/vanguards/vanguard/38/change/")
    page.get_by_label("Area:").fill("Salford, Wigan and Greater Manchester")
    page.get_by_role("button", name="Save", exact=True).click()
    # Then it is refused, and what was typed is still there
    expect(page.get_by_label("Area:")).to_have_value("Salford, Wigan and Greater Manchester")
    # And with a reason it is saved
    page.get_by_label("Reason for the change").fill("As the vanguard itself puts it")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    # And the feed of changes shows it, field by field
    page.goto(f"{live_server.url}/changes/?record=vanguard-38")
    expect(page.get_by_text("As the vanguard itself puts it")).to_be_visible()
    page.locator(".tracker-timeline a").first.click()
    expect(page.locator("del")).to_have_text("Greater Manchester")
    expect(page.locator("ins")).to_have_text("Salford, Wigan and Greater Manchester")
    accessible(page)
    # And as at the day before it reads as it did
    page.goto(f"{live_server.url}/vanguards/38/?as_at=2016-01-28")
    expect(page.get_by_text("Salford, Wigan and Greater Manchester")).to_have_count(0)
    accessible(page)
