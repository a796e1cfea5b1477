"""Signing in: with the keyboard alone, with a wrong password, without a role; and what anyone may read."""

from playwright.sync_api import expect

from tests.journeys.conftest import also_without_javascript


@also_without_javascript
def test_somebody_signs_in_with_the_keyboard_alone(walk):
    page = walk.page
    walk.open("/vanguards/38/")
    walk.fine()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("E-mail address")).to_be_focused()
    page.keyboard.type("team@example.com")
    page.keyboard.press("Tab")
    page.keyboard.type("demo-vanguard")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{walk.home}/vanguards/38/")


@also_without_javascript
def test_a_wrong_password_is_said_beside_the_form_and_the_address_is_kept(walk):
    page = walk.page
    walk.open("/sign-in/")
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_title("Error: Sign in – Vanguard programme tracker")
    expect(page.get_by_role("link", name="Enter your e-mail address")).to_be_visible()
    if walk.javascript:
        expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    walk.fine()
    page.get_by_label("E-mail address").fill("team@example.com")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("The e-mail address or the password is not right").first).to_be_visible()
    expect(page.get_by_label("E-mail address")).to_have_value("team@example.com")
    walk.fine()


@also_without_javascript
def test_somebody_without_a_role_reads_what_to_do_and_signs_out(walk):
    page = walk.page
    walk.sign_in("new@example.com")
    expect(walk.heading("You have no role yet")).to_be_visible()
    walk.fine()
    walk.follow(page.get_by_role("link", name="Amy Farrant"))
    walk.fine()
    walk.follow(page.get_by_role("link", name="Sign out"))
    walk.fine()
    page.get_by_role("button", name="Sign out").click()
    expect(walk.heading("Sign in")).to_be_visible()


def test_anyone_reads_how_accessible_it_is_what_it_knows_of_people_and_which_cookies_it_sets(walk):
    page = walk.page
    walk.open("/")
    for name in ("Accessibility statement", "Privacy", "Cookies"):
        page.get_by_role("contentinfo").get_by_role("link", name=name).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(name)
        walk.fine()
    # And what the page says of cookies is so
    said = set(page.locator("tbody code").all_inner_texts())
    walk.sign_in("team@example.com")
    set_now = {cookie["name"] for cookie in page.context.cookies()}
    assert set_now <= said
    assert {"sessionid", "csrftoken"} <= set_now


def test_signed_out_a_page_that_does_not_exist_offers_to_sign_in(walk):
    walk.open("/nowhere/")
    expect(walk.heading("Page not found")).to_be_visible()
    walk.fine()
