"""Signing in: with the keyboard alone, with a wrong password, without a role."""

from playwright.sync_api import expect


def test_somebody_signs_in_with_the_keyboard_alone(page, live_server, demo, accessible):
    page.goto(f"{live_server.url}/vanguards/38/")
    accessible(page)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("E-mail address")).to_be_focused()
    page.keyboard.type("team@example.com")
    page.keyboard.press("Tab")
    page.keyboard.type("demo-vanguard")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{live_server.url}/vanguards/38/")


def test_a_wrong_password_is_said_beside_the_form_and_the_address_is_kept(page, live_server, demo, accessible):
    page.goto(f"{live_server.url}/sign-in/")
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_title("Error: Sign in – Vanguard programme tracker")
    expect(page.get_by_role("link", name="Enter your e-mail address")).to_be_visible()
    accessible(page)
    page.get_by_label("E-mail address").fill("team@example.com")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("The e-mail address or the password is not right").first).to_be_visible()
    expect(page.get_by_label("E-mail address")).to_have_value("team@example.com")
    accessible(page)


def test_somebody_without_a_role_reads_what_to_do_and_signs_out(sign_in, accessible):
    page = sign_in("new@example.com")
    expect(page.get_by_role("heading", name="You have no role yet")).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="Sign out").click()
    accessible(page)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_without_javascript_somebody_signs_in_filters_a_list_and_looks_at_the_past(browser, live_server, demo):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/support/")
    page.get_by_label("E-mail address").fill("team@example.com")
    page.get_by_label("Password").fill("demo-vanguard")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_text("Filter and search").click()
    page.get_by_label("Workforce redesign").check()
    page.get_by_role("button", name="Show").first.click()
    expect(page.locator("caption")).to_contain_text("workforce redesign")
    page.get_by_label("See this page as at a date").fill("2015-12-15")
    page.get_by_role("button", name="Show").last.click()
    expect(page.get_by_text("The record as at 15 December 2015")).to_be_visible()
    expect(page.locator("caption")).to_contain_text("workforce redesign")
    context.close()
