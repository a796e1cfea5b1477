"""A lead writes a return and sends it; the team sends it back, then signs it off; the record goes on, and the return says so."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import Walk, also_without_javascript, walked


@also_without_javascript
def test_a_return_from_owed_to_signed_off(walk: Walk) -> None:
    page = walk.page
    # Given a lead whose return for this quarter is late, as their home says
    walk.sign_in("lead.salford@example.com")
    expect(page.get_by_text("Late by 2 working days").first).to_be_visible()
    walk.fine()
    walk.follow(page.get_by_role("button", name="Start your return"))
    walk.fine()
    # When they start it, what the record knows is filled in
    walk.follow(page.get_by_role("button", name="Start this return"))
    expect(page.get_by_text("Filled in from the record. Check it").first).to_be_visible()
    walk.fine()
    walk.picture("return", 1300)
    # And they write in it, add a risk and ask for support
    walk.follow(page.get_by_role("button", name="Write in this return"))
    page.get_by_role("radio", name=re.compile("^Amber")).check()
    page.get_by_label("What was achieved?").fill("Both boards agreed the operating model.")
    walk.fine()
    walk.follow(page.get_by_role("button", name="Save"))
    expect(page.get_by_text("Your return is saved.")).to_be_visible()
    walk.follow(page.get_by_role("link", name="Add a risk"))
    walk.follow(page.get_by_role("button", name="Save this risk"))
    expect(page.get_by_role("alert").get_by_text("Enter what may go wrong")).to_be_visible()
    walk.fine()
    page.get_by_label("What may go wrong?").fill("The ward cannot open in time")
    page.get_by_label("How likely is it?").select_option("3")
    page.get_by_label("How bad would it be?").select_option("4")
    walk.follow(page.get_by_role("button", name="Save this risk"))
    walk.follow(page.get_by_role("link", name="Ask for support"))
    page.get_by_label("What support do you ask for?").fill("Advice on opening a ward")
    walk.follow(page.get_by_role("button", name="Save"))
    walk.fine()
    # And send it
    walk.follow(page.get_by_role("button", name="Send this return"))
    walk.fine()
    walk.follow(page.get_by_role("button", name="Send this return"))
    expect(page.get_by_text("This return is sent.")).to_be_visible()
    # Then the team sends it back with a reason for a section
    walk.sign_in("team@example.com")
    walk.menu("Returns")
    walk.fine()
    walk.follow(page.get_by_role("link", name="2015/16 Q4"))
    walk.fine()
    walk.follow(page.get_by_role("link", name="38 Salford and Wigan Foundation Chain"))
    walk.follow(page.get_by_role("button", name="Send this return back"))
    walk.follow(page.get_by_role("button", name="Send this return back"))
    walk.fine()
    page.get_by_label("What was achieved (optional)").fill("Which boards?")
    walk.follow(page.get_by_role("button", name="Send this return back"))
    # And when the lead has sent it again, signs it off
    walk.sign_in("lead.salford@example.com")
    walk.follow(page.get_by_role("button", name="Go on with your return"))
    page.get_by_label("What was achieved?").fill("The boards of Salford and of Wigan agreed the operating model.")
    walk.follow(page.get_by_role("button", name="Save"))
    walk.follow(page.get_by_role("button", name="Send this return"))
    walk.follow(page.get_by_role("button", name="Send this return"))
    walk.sign_in("team@example.com")
    walk.open("/returns/2015-16-q4/38/1/")
    walk.follow(page.get_by_role("button", name="Sign off this return"))
    walk.follow(page.get_by_role("button", name="Sign off this return"))
    expect(page.get_by_text("No fact has changed since it was signed off")).to_be_visible()
    walk.fine()
    # Then the record goes on: what they asked for becomes a request, and the return says that something has changed
    walk.follow(page.get_by_role("button", name="Raise as a support request"))
    walk.open("/returns/2015-16-q4/38/1/")
    expect(page.get_by_text(re.compile("facts have changed since it was signed off"))).to_be_visible()
    walk.fine()


def test_the_team_chases_everybody_who_is_late(walk: Walk) -> None:
    page = walk.page
    # Given a quarter with returns that are late
    walk.sign_in("team@example.com")
    walk.open("/returns/2015-16-q4/")
    # When the team chases all of them at once
    walk.follow(page.get_by_role("link", name="Chase everyone who is late"))
    walk.fine()
    page.get_by_label("What do you want to say? (optional)").fill("The board meets on Thursday")
    walk.follow(page.get_by_role("button", name=re.compile("^Update \\d+ returns")))
    # Then it is one change, the list says when, and those whom nobody leads here are named
    expect(page.get_by_text("Nobody who leads this vanguard has an account").first).to_be_visible()
    walk.fine()
    walk.open("/returns/all/?state=late")
    expect(page.get_by_role("cell", name=re.compile("29 January 2016")).first).to_be_visible()
    walk.fine()
    walk.open("/returns/rules/")
    walk.fine()


@walked("desktop")
def test_what_is_written_is_saved_by_itself_and_a_lost_connection_loses_no_word(walk: Walk) -> None:
    page = walk.page
    # Given a lead who writes in their return
    walk.sign_in("lead.neuro@example.com")
    page.clock.install()
    walk.follow(page.get_by_role("button", name="Go on with your return"))
    # When they pause, it is saved
    page.get_by_label("What was achieved?").press_sequentially("Two more hospitals. ")
    page.clock.fast_forward(11_000)
    expect(page.get_by_role("status")).to_contain_text("Saved on 29 January 2016")
    # And when the connection breaks, they are told, nothing is lost, and it is tried again
    page.context.set_offline(True)
    page.get_by_label("What was achieved?").press_sequentially("And a third. ")
    page.clock.fast_forward(61_000)
    expect(page.get_by_role("status")).to_contain_text("Not saved: there is no connection.")
    page.context.set_offline(False)
    page.clock.fast_forward(16_000)
    expect(page.get_by_role("status")).to_contain_text("Saved on")
    walk.open("/returns/2015-16-q4/44/1/")
    expect(page.get_by_text("And a third.")).to_be_visible()
