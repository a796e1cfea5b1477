"""Somebody of the programme team prepares a visit: two sides of paper with all they need."""

import re
from datetime import date, timedelta

from django.db.models import Count
from playwright.sync_api import expect

from history import clock
from history.recording.changes import change
from milestones.models import Cause, Commitment, Forecast, Milestone
from pages.typed_dates import understand
from people.models import User
from returns.models import Return
from tests.journeys.conftest import walked
from vanguards.models import Vanguard

SENTENCE = "The two boards have not agreed who pays for it, and the region wants to see a plan before anybody is asked to sign. "


def test_the_team_reads_what_it_needs_before_it_travels(walk):
    page = walk.page
    # Given the page of a vanguard
    walk.sign_in("team@example.com")
    walk.open("/vanguards/38/")
    # When they open what is for a visit
    walk.follow(page.get_by_role("link", name="For a visit"))
    # Then it says whom to call, how it goes, and what changed since the last return
    expect(walk.heading(re.compile("For a visit.*Salford"))).to_be_visible()
    expect(page.get_by_role("link", name="lead.salford@example.com")).to_be_visible()
    for heading in ("Confidence over time", "What the record says now", "Risks", "Support requests", "Milestones"):
        expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
    expect(walk.heading("What changed since 12 January 2016")).to_be_visible()
    expect(page.get_by_text("This is the day the return for 2015/16 Q3 was signed off.")).to_be_visible()
    walk.fine()
    walk.picture("a-visit", height=1400)
    # And what is cut short leads to all of it
    expect(page.get_by_text("And 6 more requests.")).to_be_visible()
    # And they choose the day of their last visit
    page.get_by_label("Say what changed since").fill("last Tuesday")
    walk.follow(page.get_by_role("button", name="Show"))
    expect(page.get_by_role("alert").get_by_text("“last Tuesday” is not a date")).to_be_visible()
    walk.fine()
    page.get_by_label("Say what changed since").fill("28 Jan 2016")
    walk.follow(page.get_by_role("button", name="Show"))
    expect(walk.heading("What changed since 28 January 2016")).to_be_visible()
    expect(page.locator(".tracker-timeline li")).to_have_count(2)
    # And the same as at a moment
    walk.open("/vanguards/38/visit/?as_at=2015-12-20")
    expect(walk.heading("What the record said on 20 December 2015")).to_be_visible()
    walk.fine()


def test_a_vanguard_with_little_on_record_says_so(walk):
    walk.sign_in("team@example.com")
    walk.open("/vanguards/12/visit/?as_at=2015-04-01")
    expect(walk.page.get_by_text("There are no requests for this vanguard.")).to_be_visible()
    walk.fine()


def sides(walk, vanguard):
    walk.open(f"/vanguards/{vanguard.pk}/visit/?since=2015-03-01")
    return len(re.findall(rb"/Type\s*/Page\b", walk.page.pdf(format="A4")))


@walked("desktop")
def test_it_takes_two_sides_of_paper_however_much_is_on_record(walk):
    walk.sign_in("team@example.com")
    asked = Vanguard.objects.annotate(many=Count("recipients")).order_by("-many", "pk")
    assert {vanguard.pk: sides(walk, vanguard) for vanguard in asked[:3]} == dict.fromkeys([each.pk for each in asked[:3]], 2)
    everything_at_length(Vanguard.objects.get(pk=38))
    assert sides(walk, Vanguard.objects.get(pk=38)) == 2
    page = walk.page
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 720, "height": 1000})
    for gone in (".nhsuk-header__navigation", ".nhsuk-footer", "main form", ".tracker-links", ".nhsuk-breadcrumb"):
        for element in page.locator(gone).all():
            expect(element).to_be_hidden()
    expect(page.get_by_text("And 1 more open risk.")).to_be_visible()
    assert walk.fits(), "it is cut off at the side"


def everything_at_length(vanguard):
    """Risks and overdue commitments, more than the page shows, each with a lot to say."""
    team = User.objects.get(email="team@example.com")
    with change(by=team, reason="Written at length"):
        last = Return.objects.filter(vanguard=vanguard, signed_off_at__isnull=False).latest("signed_off_at")
        for number in range(4):
            last.risks.create(
                words=f"{SENTENCE}{number}", likelihood=5, impact=5, mitigation=SENTENCE * 5, owner="The two directors of finance"
            )
        for number in range(12):
            fields = {"due_on": date(2015, 12, 1), "due_until": date(2015, 12, 1), "expected_until": date(2016, 1, 12)}
            milestone = Milestone.objects.create(title=f"{SENTENCE[:90]} {number}", due=understand("1 December 2015"), is_key=True)
            commitment = Commitment.objects.create(milestone=milestone, vanguard=vanguard, **fields)
            given = {"forecast_on": date(2016, 1, 12), "forecast_until": date(2016, 1, 12), "before_until": date(2015, 12, 1)}
            Forecast.objects.create(
                commitment=commitment,
                **given,
                days_later=29,
                made_by=team,
                made_at=clock.now() - timedelta(days=20),
                cause=Cause.objects.filter(direction="later").first(),
                note=SENTENCE,
            )
