"""A lead pastes readings from a spreadsheet, and sees in a preview what is left out; the team compares vanguards by the measure."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import Walk, also_without_javascript


@also_without_javascript
def test_readings_are_pasted_and_vanguards_compared(walk: Walk) -> None:
    page = walk.page
    # Given a lead with a benefit that has readings
    walk.sign_in("lead.neuro@example.com")
    walk.open("/benefits/")
    walk.fine()
    walk.follow(page.get_by_role("link", name=re.compile("^44 .*Length of stay after a stroke")))
    walk.fine()
    # When they paste more of them, the preview says what is left out
    walk.follow(page.get_by_role("button", name="Paste readings"))
    page.get_by_label("Paste the readings").fill("September 2015;15.8;Audit\nDecember 2015;14;Audit\nAugust 2015;many")
    walk.follow(page.get_by_role("button", name="Preview"))
    expect(page.get_by_text("1 of 3 lines will be added.")).to_be_visible()
    expect(page.get_by_text("There is a reading of then already")).to_be_visible()
    walk.fine()
    # And once they have seen it, it is written
    walk.follow(page.get_by_role("button", name="Add 1 reading"))
    expect(page.get_by_text("1 reading is on record.")).to_be_visible()
    walk.follow(page.get_by_role("button", name="Add a reading"))
    walk.follow(page.get_by_role("button", name="Save this reading"))
    expect(page.get_by_role("alert").get_by_text("Enter the value")).to_be_visible()
    walk.fine()
    walk.open("/benefits/new/")
    walk.fine()
    # Then the team compares the vanguards that share the measure
    walk.sign_in("team@example.com")
    walk.open("/benefits/measures/")
    walk.fine()
    walk.follow(page.get_by_role("link", name="Length of stay after a stroke", exact=True))
    expect(page.get_by_role("link", name="38 Salford and Wigan Foundation Chain")).to_be_visible()
    walk.fine()
