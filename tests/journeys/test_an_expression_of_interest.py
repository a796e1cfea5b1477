"""Somebody applies on a phone; the programme team reads, scores and selects."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import Walk, walked


@walked("phone", "phone-without-javascript")
def test_an_applicant_applies_on_a_phone(walk: Walk) -> None:
    page = walk.page
    # Given somebody who was invited, and is late
    walk.sign_in("late.applicant@example.com")
    walk.fine()
    walk.follow(page.get_by_role("link", name="Border Practices Together"))
    expect(page.get_by_text("Late by 5 working days")).to_be_visible()
    expect(walk.heading("Still missing")).to_be_visible()
    walk.fine()
    # When they write it
    walk.follow(page.get_by_role("button", name="Write this expression of interest"))
    page.get_by_label("How many people does it serve?").fill("many")
    walk.follow(page.get_by_role("button", name="Save"))
    expect(page.get_by_role("alert").get_by_text(re.compile("Enter a number such as 250,000"))).to_be_visible()
    walk.fine()
    page.get_by_label("How many people does it serve?").fill("61,000")
    page.get_by_label("Care model").select_option("UEC")
    page.get_by_label("Partners").fill("Border Ambulance Service")
    page.get_by_label("What would change for patients?").fill("One practice is always open.")
    page.get_by_label("What would help you to get there?").fill("Advice on contracts.")
    for criterion in ("Health", "Quality", "Person-centred care", "Efficiency"):
        page.get_by_label(f"How does it show “{criterion}”?").fill("So we do.")
    walk.follow(page.get_by_role("button", name="Save"))
    # Then nothing is missing, and they send it, saying why it is late
    expect(walk.heading("Still missing")).to_have_count(0)
    walk.follow(page.get_by_role("button", name="Send this expression"))
    page.get_by_label(re.compile("Why does this come late")).fill("The road was closed by snow.")
    walk.fine()
    walk.follow(page.get_by_role("button", name="Send this expression"))
    expect(page.get_by_text("This expression of interest is now “sent”.")).to_be_visible()
    walk.fine()


@walked("desktop")
def test_the_team_reads_scores_and_selects(walk: Walk) -> None:
    page = walk.page
    walk.sign_in("team@example.com")
    walk.menu("Programme")
    walk.follow(page.get_by_role("link", name="How many applied and were selected"))
    walk.fine()
    walk.picture("selection-rounds")
    walk.follow(page.get_by_role("link", name="Rural urgent care 2016", exact=True))
    walk.fine()
    # Given an expression that one reader has scored: what they said is not shown yet
    walk.open("/rounds/expressions/")
    walk.fine()
    walk.follow(page.get_by_role("link", name="Fens and Marshes Urgent Care"))
    expect(page.get_by_text("A third is a guess.")).to_have_count(0)
    walk.follow(page.get_by_role("link", name="Give your scores"))
    walk.fine()
    for criterion in page.locator("fieldset").all():
        criterion.get_by_label("Shows it", exact=True).check()
    for reason in page.get_by_label(re.compile("Why")).all():
        reason.fill("As they say.")
    walk.follow(page.get_by_role("button", name="Give these scores"))
    # Then both are
    expect(page.get_by_text("A third is a guess.")).to_be_visible()
    walk.fine()
    walk.picture("expression", 1300)
    # When the team decides, it sees what would become of each, and does it in one change
    walk.open("/rounds/ruc-2016/decide/")
    groups = page.locator("fieldset")
    groups.nth(0).get_by_label("Turn down").check()
    groups.nth(1).get_by_label("Select").check()
    walk.follow(page.get_by_role("button", name="Preview"))
    expect(page.get_by_role("alert").get_by_text("Say what Fens and Marshes Urgent Care should know")).to_be_visible()
    walk.fine()
    page.get_by_label(re.compile("Fens and Marshes Urgent Care")).last.fill("Show us the numbers, and come again.")
    walk.follow(page.get_by_role("button", name="Preview"))
    expect(page.get_by_text("A new vanguard, with 3 partners, 0 leads and 2 support requests")).to_be_visible()
    walk.fine()
    walk.follow(page.get_by_role("button", name="Make these decisions"))
    expect(page.get_by_text("The decisions are on record")).to_be_visible()
    walk.fine()
    walk.open("/vanguards/51/")
    expect(walk.heading(re.compile("North Moors Together"))).to_be_visible()
