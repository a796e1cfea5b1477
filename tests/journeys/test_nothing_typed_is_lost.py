"""Somebody is signed out while they write, and a list is gone through from one record to the next."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import also_without_javascript

pytestmark = also_without_javascript

WORDS = "Two sites would do.\nThe third can wait until “spring”."


def test_whoever_is_signed_out_while_writing_signs_in_and_sends_it(walk):
    page = walk.page
    walk.sign_in("team@example.com")
    walk.open("/support/SR-0001/comment/")
    page.get_by_label("Comment", exact=True).fill(WORDS)
    page.get_by_label("Who can read it?").select_option(index=1)
    page.context.clear_cookies(name="sessionid")
    walk.follow(page.get_by_role("button", name="Add comment"))
    expect(walk.heading("Sign in to send what you typed")).to_be_visible()
    expect(page.get_by_text("The third can wait until “spring”.")).to_be_visible()
    walk.fine()
    page.get_by_label("E-mail address").fill("team@example.com")
    page.get_by_label("Password", exact=True).fill("demo-vanguard")
    walk.follow(page.get_by_role("button", name="Sign in"))
    expect(walk.heading("Send what you typed?")).to_be_visible()
    walk.fine()
    walk.follow(page.get_by_role("button", name="Send it"))
    expect(page.get_by_text("Your comment has been added.")).to_be_visible()
    expect(page.get_by_text("The third can wait until “spring”.")).to_be_visible()


def test_a_token_that_turned_is_renewed_by_pressing_once_more(walk):
    page = walk.page
    walk.sign_in("team@example.com")
    walk.open("/support/SR-0001/comment/")
    page.get_by_label("Comment", exact=True).fill(WORDS)
    page.get_by_label("Who can read it?").select_option(index=1)
    page.context.clear_cookies(name="csrftoken")
    walk.follow(page.get_by_role("button", name="Add comment"))
    expect(walk.heading("This form was too old to be sent")).to_be_visible()
    walk.fine()
    walk.follow(page.get_by_role("button", name="Send again"))
    expect(page.get_by_text("Your comment has been added.")).to_be_visible()


def test_a_list_is_gone_through_from_one_record_to_the_next_and_back(walk):
    page = walk.page
    walk.sign_in("team@example.com")
    walk.open("/support/?state=accepted&sort=title")
    first, second = page.locator("tbody a[href*='/support/SR-']").all_inner_texts()[:2]
    walk.follow(page.get_by_role("link", name=first, exact=True))
    walk.fine()
    walk.follow(page.get_by_role("link", name=re.compile("^Next")))
    expect(page.get_by_role("heading", level=1)).to_contain_text(second.partition(" ")[2])
    walk.follow(page.get_by_role("navigation", name="Breadcrumb").get_by_role("link").last)
    expect(page).to_have_url(f"{walk.home}/support/?state=accepted&sort=title")
    walk.follow(page.get_by_role("button", name="Change selected"))
    expect(page.get_by_role("link", name="Choose at least one request")).to_be_visible()
    expect(page.get_by_role("link", name=first, exact=True)).to_be_visible()
    walk.fine()
