"""The page of a vanguard: who they are, what they asked for by enabler, how each stands, with links to exactly those rows."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from history import clock
from milestones.models import Cause, Commitment, Milestone
from pages.typed_dates import understand
from support.models import Enabler
from vanguards.models import Contact, Organisation, Source

pytestmark = pytest.mark.django_db


def page_of(client, number=38):
    return client.get(reverse("vanguard_detail", args=[number]))


def test_each_request_stands_once_with_the_enablers_it_falls_under(as_, tess, ask, salford, recording):
    both = ask("Both", salford)
    none = ask("None", salford)
    with recording():
        Enabler.objects.create(slug="new-operating-models", name="New operating models", introduced_on=date(2015, 12, 10), order=1)
        both.enabler_links.create(enabler=Enabler.objects.get(slug="new-operating-models"))
        none.enabler_links.all().delete()
    page = page_of(as_(tess)).content.decode()
    rows = re.findall(r"<tr.*?</tr>", page[page.index("Support requests</h2>") :], re.DOTALL)
    said = [re.findall(r'href="/support/(?:enablers/([\w-]+)/|SR)', row) for row in rows[1:3]]
    assert [[slug for slug in slugs if slug] for slugs in said] == [["workforce-redesign", "new-operating-models"], []]


def test_the_brief_says_who_leads_it_what_is_late_and_what_comes_next(as_, tess, sal, salford, ask, recording):
    ask("Late", salford, state="in progress", owner=tess, target_on=clock.today() - timedelta(days=9))
    ask("Over", salford, state="closed", owner=tess)
    with recording():
        due = {"due_on": date(2030, 1, 1), "due_until": date(2030, 1, 31), "due_precision": "month", "expected_until": date(2030, 1, 31)}
        milestone = Milestone.objects.create(title="Model", due=understand("January 2030"))
        Commitment.objects.create(milestone=milestone, vanguard=salford, **due)
    answer = page_of(as_(tess))
    page, client = answer.content.decode(), as_(tess)
    assert 'href="mailto:sal@example.com"' in page
    assert [(one["label"], one["count"]) for one in answer.context["numbers"]] == [
        ("Open requests", 1),
        ("Late requests", 1),
        ("Milestones overdue", 0),
        ("Milestones late", 0),
    ]
    for one in answer.context["numbers"]:
        assert client.get(one["address"]).context["listing"].count == one["count"]
    assert [each.milestone for each in answer.context["next_dates"]] == [milestone]


@pytest.mark.parametrize(
    ("kind", "words", "address"),
    [
        ("e-mail", "abi@bsmhft.nhs.uk", "mailto:abi@bsmhft.nhs.uk"),
        ("e-mail", "javascript:alert(1)", ""),
        ("website", "www.emrad.org", "https://www.emrad.org"),
        ("website", "https://emrad.org/a", "https://emrad.org/a"),
        ("website", "javascript:alert(1)", ""),
        ("website", "on the page of the trust", ""),
        ("twitter", "@MERITvanguard", ""),
    ],
)
def test_a_contact_is_a_link_only_where_it_is_an_address(kind, words, address):
    assert Contact(kind=kind, words=words).address == address


def test_the_number_of_each_state_leads_to_exactly_those_requests(as_, sal, ask, salford, neuro, tess):
    ask("One", salford)
    ask("Two", salford, neuro)
    ask("Three", salford, state="in progress", owner=tess)
    ask("Of the others", neuro)
    client = as_(sal)
    states = page_of(client).context["states"]
    assert [(one["label"], one["count"]) for one in states] == [("Raised", 2), ("In progress", 1)]
    for one in states:
        assert client.get(one["address"]).context["listing"].count == one["count"]


def test_what_is_not_known_and_what_is_in_doubt_is_said_with_its_note(as_, tess, salford, recording):
    with recording():
        salford.population_note = "Not stated in the sources read."
        salford.source = Source.objects.create(code="ACC-PAGE", title="The thirteen sites", address="https://example.com/acc")
        salford.paragraph = "section 38"
        salford.save()
        trust = Organisation.objects.create(name="Salford Royal", kind="foundation trust")
        salford.partnerships.create(organisation=trust, role="lead", certainty="unconfirmed", certainty_note="First-named partner.")
        salford.partnerships.create(words="Wigan GPs")
    page = page_of(as_(tess)).content.decode()
    for words in ("Not stated in the sources read.", "Not known", "First-named partner.", "Unconfirmed", "Foundation trust", "Wigan GPs"):
        assert words in page
    assert 'href="https://example.com/acc"' in page
    assert "section 38" in page


def test_an_address_that_is_no_web_address_is_no_link(as_, tess, salford, recording):
    with recording():
        salford.source = Source.objects.create(code="EVIL", title="A trap", address="javascript:alert(1)")
        salford.save()
    page = page_of(as_(tess)).content.decode()
    assert "A trap" in page
    assert "javascript:" not in page


def test_milestones_are_drawn_and_said_what_is_expected_now_too(as_, tess, salford, recording):
    with recording():
        milestone = Milestone.objects.create(title="Common operating model", due=understand("December 2015"))
        commitment = Commitment.objects.create(
            milestone=milestone,
            vanguard=salford,
            due_on=date(2015, 12, 1),
            due_precision="month",
            due_until=date(2015, 12, 31),
            expected_until=date(2016, 3, 31),
        )
        commitment.forecasts.create(
            forecast_on=date(2016, 3, 1),
            forecast_precision="month",
            forecast_until=date(2016, 3, 31),
            before_until=date(2015, 12, 31),
            days_later=62,
            made_at=clock.now(),
            made_by=tess,
            cause=Cause.objects.create(code="late", name="People not in post", direction="later"),
            note="The director starts in February.",
        )
    answer = page_of(as_(tess))
    page = answer.content.decode()
    for words in ("Expected March 2016", "People not in post: The director starts in February.", "tracker-line__later"):
        assert words in page
    line = answer.context["line"]
    assert line.first == date(2015, 12, 1)
    assert line.last > date(2016, 3, 1)


def test_another_vanguards_lead_reads_the_published_facts_and_nothing_of_its_record(as_, nora, ask, salford):
    ask("Not theirs", salford)
    answer = page_of(as_(nora))
    page = answer.content.decode()
    assert "Partners" in page
    for words in ("Support by enabler", "Not theirs", "Latest changes", "Who leads it"):
        assert words not in page
    assert "recipients" not in answer.context


def test_a_video_stands_with_its_contacts_a_link_where_its_address_is_on_record(as_, nora, salford, recording):
    with recording():
        video = salford.contacts.create(kind="video", words="on the page of the programme")
    assert "Video: on the page of the programme" in page_of(as_(nora)).content.decode()
    with recording():
        video.words = "https://example.com/video?one=1&two=2"
        video.save()
    assert '<a href="https://example.com/video?one=1&amp;two=2" rel="noreferrer">Video</a>' in page_of(as_(nora)).content.decode()
    with recording():
        video.words = "javascript:alert(1)"
        video.save()
    assert 'href="javascript' not in page_of(as_(nora)).content.decode()
