"""A request is given to somebody: by keyboard, as one types; without JavaScript, from a box."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import also_without_javascript

pytestmark = also_without_javascript


def test_an_owner_is_chosen_as_one_types_or_from_a_box(walk):
    walk.sign_in("team@example.com")
    walk.open("/support/SR-0002/reassign/")
    field = walk.page.get_by_label("New owner")
    expect(walk.page.get_by_text("The owner now: Imran Qureshi.")).to_be_visible()
    if walk.javascript:
        _by_keyboard(walk, field)
    else:
        field.select_option("Helen Marlowe")
    walk.fine()
    walk.page.get_by_label("Why").fill("She knows the four trusts")
    walk.follow(walk.page.get_by_role("button", name="Assign to somebody else"))
    expect(walk.page.get_by_text("The owner is Helen Marlowe.")).to_be_visible()


def _by_keyboard(walk, field):
    """Offered, looked through, left and chosen without a mouse, and said to who does not see it."""
    listed, said = walk.page.get_by_role("listbox", name="Names"), walk.page.locator(".tracker-offers [role=status]").first
    expect(field).to_have_role("combobox")
    field.press("ArrowDown")
    expect(listed.get_by_role("option")).to_have_count(2)
    expect(said).to_have_text("2 names")
    field.press("ArrowDown")
    field.press("ArrowDown")
    expect(listed.get_by_role("option", selected=True)).to_have_text(re.compile("Imran Qureshi"))
    field.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "id_owner-offers-0")
    walk.fine()
    field.press("Escape")
    expect(listed).to_be_hidden()
    expect(field).to_have_value("")
    field.press_sequentially("zz")
    expect(said).to_have_text("Nobody is called so")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.fill("")
    field.press_sequentially("mar")
    expect(listed.get_by_role("option")).to_have_count(1)
    field.press("ArrowDown")
    field.press("Enter")
    expect(field).to_have_value("Helen Marlowe")
    expect(listed).to_be_hidden()
    expect(said).to_have_text("Helen Marlowe is chosen")


def test_what_was_typed_is_kept_where_nobody_is_meant(walk):
    walk.sign_in("team@example.com")
    walk.open("/support/hand-over/")
    walk.enter_name("Who leaves", "Imran Qureshi")
    if walk.javascript:
        walk.enter_name("Who takes over", "Nobody Such")
    walk.page.get_by_label("Why").fill("He leaves in March")
    walk.follow(walk.page.get_by_role("button", name="Hand over their requests"))
    expect(walk.heading("There is a problem")).to_be_visible()
    expect(walk.page.get_by_label("Who leaves")).to_have_value("Imran Qureshi")
    if walk.javascript:
        expect(walk.page.get_by_label("Who takes over")).to_have_value("Nobody Such")
        expect(walk.page.get_by_label("Who takes over")).to_have_accessible_description(
            re.compile("Nobody in the programme team is called")
        )
    walk.fine()


def test_somebody_without_a_role_asks_for_access(walk):
    walk.sign_in("new@example.com")
    expect(walk.page.get_by_role("link", name="office@example.com")).to_be_visible()
    walk.fine()
    walk.follow(walk.page.get_by_role("button", name="Ask for access"))
    expect(walk.heading("There is a problem")).to_be_visible()
    walk.fine()
    walk.page.get_by_label("What you do in the programme").fill("I lead vanguard 12 from next week.")
    walk.follow(walk.page.get_by_role("button", name="Ask for access"))
    expect(walk.page.get_by_text("You asked on")).to_be_visible()
    walk.fine()
