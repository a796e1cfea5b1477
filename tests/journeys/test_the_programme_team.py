"""The programme team comes to see what needs them, and how the record stood."""

from playwright.sync_api import expect


def test_the_team_finds_what_nobody_owns_and_reads_who_changed_what(sign_in, accessible):
    # Given a member of the team at her home page
    page = sign_in("team@example.com")
    expect(page.get_by_role("heading", name="Support requests")).to_be_visible()
    accessible(page)
    # When she follows the count of unowned requests
    page.get_by_role("link", name="Unowned", exact=True).click()
    expect(page.get_by_role("heading", name="Support requests")).to_be_visible()
    expect(page.locator("caption")).to_contain_text("unowned")
    accessible(page)
    # And opens the first
    page.locator("tbody a").first.click()
    expect(page.get_by_role("heading", name="Recipients")).to_be_visible()
    accessible(page)
    # Then its changes say who did what, when and why
    page.get_by_role("link", name="Changes to this request").click()
    accessible(page)
    page.locator(".tracker-timeline a").first.click()
    expect(page.get_by_text("Made on")).to_be_visible()
    accessible(page)


def test_the_team_sees_eight_enablers_in_november_and_ten_in_december(sign_in, accessible):
    # Given the team at the enablers of today
    page = sign_in("team@example.com")
    page.get_by_role("navigation", name="Menu").get_by_role("link", name="Enablers").click()
    expect(page.locator("tbody tr")).to_have_count(10)
    accessible(page)
    # When she asks for them as at 15 November 2015
    page.get_by_label("See this page as at a date").fill("2015-11-15")
    page.get_by_role("button", name="Show").last.click()
    # Then there are eight, and the page says what it shows
    expect(page.get_by_text("The record as at 15 November 2015")).to_be_visible()
    expect(page.locator("tbody tr")).to_have_count(8)
    accessible(page)
    # And as at 15 December ten, with the moment kept by every link
    page.goto(page.url.replace("2015-11-15", "2015-12-15"))
    expect(page.locator("tbody tr")).to_have_count(10)
    page.locator("tbody a").first.click()
    expect(page.get_by_text("The record as at 15 December 2015")).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="Show it as it is now").click()
    expect(page.get_by_text("The record as at")).to_have_count(0)


def test_the_team_reads_the_programme_the_directory_and_the_milestones(sign_in, accessible):
    page = sign_in("team@example.com")
    menu = page.get_by_role("navigation", name="Menu")
    for name in ("Programme", "Vanguards", "Milestones", "Changes"):
        menu.get_by_role("link", name=name).click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        accessible(page)
    # A filter narrows the directory, and a value nobody knows is said
    menu.get_by_role("link", name="Vanguards").click()
    page.get_by_text("Filter and search").click()
    page.get_by_label("EHCH").check()
    page.get_by_role("button", name="Show").first.click()
    expect(page.locator("caption")).to_have_text("6 vanguards, EHCH")
    accessible(page)
    page.goto(page.url.replace("EHCH", "XYZ"))
    expect(page.get_by_text("There is a problem")).to_be_visible()
    accessible(page)
