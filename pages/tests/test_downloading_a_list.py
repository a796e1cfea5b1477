"""A list as a file: the same rows in the same order, all of them, safe in a spreadsheet."""

import csv
import io
from datetime import date, timedelta
from threading import Thread

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from history import clock
from history.recording import bulk
from milestones.models import Commitment, Milestone
from pages.exports import safe
from pages.typed_dates import understand
from people.models import User
from support.moves import make
from support.workflow import Move
from vanguards.models import Vanguard

pytestmark = pytest.mark.django_db


def downloaded(client, name, **query):
    """Return the lines of a file, by their headings."""
    answer = client.get(reverse(name), query)
    assert answer.status_code == 200
    text = answer.getvalue().decode()
    assert text.startswith("\ufeff"), "a spreadsheet would not know that it is UTF-8"
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_directory_has_its_rows_and_headings_and_a_link_to_each(as_, tess, salford, neuro, recording):
    with recording():
        neuro.patient_population = 3_000_000
        neuro.save()
    rows = downloaded(as_(tess), "vanguard_export", sort="-number")
    assert [row["Number"] for row in rows] == ["44", "38"]
    assert rows[0]["Name"] == "The Neuro Network"
    assert rows[0]["Patient population"] == "3000000"
    assert rows[1]["Patient population"] == ""
    assert rows[0]["Announced on"] == "2015-09-25"
    assert rows[0]["Link"] == "http://testserver/vanguards/44/"


def test_all_rows_are_in_it_and_queries_hardly_grow_with_them(as_, tess, acc, recording):
    care_model, cohort = acc
    with recording():
        bulk.create_all([Vanguard(number=number, name=f"Site {number}", care_model=care_model, cohort=cohort) for number in range(1, 1202)])
    client, costs = as_(tess), []
    for words, count in (("Site 120", 4), ("Site", 1201)):
        with CaptureQueriesContext(connection) as queries:
            assert len(downloaded(client, "vanguard_export", q=words)) == count
        costs.append(len(queries))
    assert costs[1] - costs[0] <= 8, "a few queries for each further 500 rows"


def test_the_filters_and_the_sort_of_the_list_are_kept(as_, tess, ask, salford, neuro):
    ask("Rotas", salford, state="closed", owner=tess)
    ask("Beds", salford, neuro)
    listing = as_(tess).get(reverse("request_list"), {"state": "raised", "sort": "-title"}).context["listing"]
    address = listing.export_address("request_export")
    assert address == "/support/export.csv?state=raised&sort=-title"
    (row,) = downloaded(as_(tess), "request_export", state="raised", sort="-title")
    assert (row["Title"], row["State"], row["Vanguards"], row["Enablers"]) == ("Beds", "raised", "38; 44", "Workforce redesign")


def test_a_lead_gets_their_own_requests_and_no_other_vanguard(as_, sal, ask, salford, neuro):
    ask("Joint", salford, neuro)
    ask("Of the others", neuro)
    (row,) = downloaded(as_(sal), "request_export")
    assert (row["Title"], row["Vanguards"]) == ("Joint", "38")
    assert as_(sal).get(reverse("request_export"), {"vanguard": "44"}).status_code == 400


def test_a_file_of_requests_says_who_raised_it_what_is_answered_and_what_is_late(as_, tess, sal, nora, ask, salford, neuro, recording):
    joint = ask("Joint", salford, neuro, state="in progress", owner=tess, target_on=date(2016, 1, 5), raised_by=sal)
    ask("Of Salford", salford, state="delivered", owner=tess, target_on=date(2016, 1, 5))
    with recording():
        for recipient, (word, helped) in zip(joint.recipients.all(), [("disputed", ""), ("confirmed", "partly")], strict=True):
            recipient.word, recipient.helped = word, helped
            recipient.save()
    first, second = downloaded(as_(tess), "request_export")
    headings = ["Raised by", "Answers", "Disputed", "Late", "Late by working days", "Ever disputed", "Link"]
    assert [*first][-7:] == headings, "new headings come last, before the link"
    assert (first["Raised by"], first["Answers"]) == ("Sal", "38: disputed; 44: confirmed, helped: partly")
    assert (first["Disputed"], first["Late"], second["Disputed"], second["Late"]) == ("yes", "yes", "no", "no")
    (own,) = downloaded(as_(nora), "request_export")
    assert (own["Raised by"], own["Answers"], own["Disputed"]) == ("somebody of another vanguard", "44: confirmed, helped: partly", "no")
    assert downloaded(as_(sal), "request_export")[0]["Raised by"] == "Sal"


def test_the_directory_has_contacts_and_the_leads_that_one_may_know(as_, tess, sal, nora, salford, neuro, recording):
    with recording():
        salford.contacts.create(kind="website", words="www.example.com")
        salford.contacts.create(kind="video", words="https://example.com/video")
    rows = downloaded(as_(tess), "vanguard_export")
    assert [*rows[0]][-4:] == ["Contacts", "Leads", "E-mail addresses of the leads", "Link"]
    assert rows[0]["Contacts"] == "website: www.example.com; video: https://example.com/video"
    assert [row["Leads"] for row in rows] == ["Sal", "Nora"]
    assert [row["E-mail addresses of the leads"] for row in rows] == ["sal@example.com", "nora@example.com"]
    seen = downloaded(as_(nora), "vanguard_export")
    assert [(row["Leads"], row["E-mail addresses of the leads"]) for row in seen] == [("", ""), ("Nora", "nora@example.com")]


def test_nobody_whose_account_is_closed_is_among_the_leads_in_the_directory(as_, tess, sal, salford, recording):
    with recording():
        sal.closed_on = clock.today()
        sal.save()
    (row,) = downloaded(as_(tess), "vanguard_export")
    assert (row["Leads"], row["E-mail addresses of the leads"]) == ("", "")


def test_a_file_says_by_how_many_working_days_each_is_late_and_what_was_ever_disputed(
    as_, tess, sal, nora, ask, salford, neuro, recording, time_machine
):
    time_machine.move_to("2027-03-19T12:00:00+00:00", tick=False)
    ask("Late", salford, state="accepted", owner=tess, target_on=date(2027, 3, 10))
    disputed = ask("Disputed once", salford, neuro, state="delivered", owner=tess, target_on=date(2027, 3, 10))
    with recording():
        for recipient in disputed.recipients.all():
            recipient.word = "delivered"
            recipient.save()
    make(disputed, Move.DISPUTE, by=nora, vanguard=44, words="Not for us")
    make(disputed, Move.TAKE_BACK, by=nora, vanguard=44, words="It is here after all")
    rows = downloaded(as_(tess), "request_export")
    assert [(row["Late by working days"], row["Disputed"], row["Ever disputed"]) for row in rows] == [("7", "no", "no"), ("", "no", "yes")]
    assert [row["Ever disputed"] for row in downloaded(as_(nora), "request_export")] == ["yes"]
    assert [row["Ever disputed"] for row in downloaded(as_(sal), "request_export")] == ["no", "no"], "that is Neuro’s"


@pytest.mark.parametrize(
    ("query", "called"),
    [
        ({}, "support-requests-"),
        ({"queue": "late", "care_model": "ACC"}, "support-requests-late-acc-"),
        ({"vanguard": "38", "owner": "me"}, "support-requests-owned-by-me-vanguard-38-"),
        ({"q": 'élan "\r\n Ж'}, "support-requests-mentioning-elan-"),
        ({"q": "word " * 9 + "longword" * 6}, "support-requests-"),
    ],
)
def test_a_file_is_called_by_what_it_is_filtered_by(as_, tess, acc, salford, query, called):
    disposition = as_(tess).get(reverse("request_export"), query).headers["Content-Disposition"]
    assert disposition == f'attachment; filename="{called}{clock.today()}.csv"'
    assert disposition.isascii()


def test_milestones_count_what_the_person_may_see(as_, sal, tess, salford, neuro, recording):
    with recording():
        milestone = Milestone.objects.create(title="Common operating model", due=understand("December 2015"))
        for vanguard in (salford, neuro):
            Commitment.objects.create(
                milestone=milestone,
                vanguard=vanguard,
                due_on=date(2015, 12, 1),
                due_until=date(2015, 12, 31),
                expected_until=date(2015, 12, 31),
            )
    for person, count in ((tess, "2"), (sal, "1")):
        (row,) = downloaded(as_(person), "milestone_export")
        assert (row["Due"], row["Due on"], row["Due precision"], row["Commitments"]) == ("December 2015", "2015-12-01", "month", count)


def test_a_file_of_the_past_holds_the_past(as_, tess, ask, salford, recording):
    support_request = ask("As it was called first", salford)
    then = clock.now()
    with clock.set_at(then + timedelta(hours=1)), recording():
        support_request.title = "As it is called now"
        support_request.save()
    with clock.set_at(then + timedelta(hours=2)):
        (now,) = downloaded(as_(tess), "request_export")
        (past,) = downloaded(as_(tess), "request_export", as_at=then.isoformat())
    assert (past["Title"], now["Title"]) == ("As it was called first", "As it is called now")
    assert past["Enablers"] == "Workforce redesign"


def test_what_the_address_does_not_mean_is_said_on_the_lists_page(as_, tess, salford):
    answer = as_(tess).get(reverse("vanguard_export"), {"care_model": "XYZ"})
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "“XYZ” is not one of the values" in page
    assert 'action="/vanguards/"' in page, "the form leads to the list again, not to the file"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("+44 161", "'+44 161"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tTab", "'\tTab"),
        ("\rReturn", "'\nReturn"),
        ("\n=1", "'\n=1"),
        (" =1+1", "' =1+1"),
        ("\u00a0=1+1", "'\u00a0=1+1"),
        ("\u200b=1+1", "'\u200b=1+1"),
        ("\u202e\ufeff@SUM(A1)", "'\u202e\ufeff@SUM(A1)"),
        ("\u3164\ufe0f=1", "'\u3164\ufe0f=1"),
        ("\x00=1+1", "'=1+1"),
        ("\x1b\x07-1", "'-1"),
        ("＝1+1", "'＝1+1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠SUM(A1)", "'＠SUM(A1)"),
        ("﹦1", "'﹦1"),
        ("– a dash", "– a dash"),
        ("A bell\x07, an escape\x1b[31m", "A bell, an escape[31m"),
        ("Two\x0blines\u2028or three", "Two\nlines\nor three"),
        ("", ""),
        ("Plain = words", "Plain = words"),
        (-1, -1),
        (None, ""),
        (True, "yes"),
        (date(2016, 1, 15), "2016-01-15"),
    ],
)
def test_no_cell_is_a_formula(value, cell):
    assert safe(value) == cell


def test_a_title_that_looks_like_a_formula_is_words_in_the_file(as_, tess, ask, salford):
    ask("=HYPERLINK(1)", salford)
    (row,) = downloaded(as_(tess), "request_export")
    assert row["Title"] == "'=HYPERLINK(1)"


@pytest.mark.django_db(transaction=True)
def test_a_file_of_the_past_is_whole_though_somebody_writes_meanwhile(as_, tess, acc, recording):
    care_model, cohort = acc
    with recording():
        bulk.create_all([Vanguard(number=number, name=f"Site {number}", care_model=care_model, cohort=cohort) for number in range(1, 1202)])
    answer = as_(tess).get(reverse("vanguard_export"), {"as_at": clock.now().isoformat()})
    pieces = iter(answer.streaming_content)
    text = next(pieces)
    writer = Thread(target=_write_elsewhere, args=(tess.pk,))
    writer.start()
    writer.join()
    text += b"".join(pieces)
    assert len(text.decode().splitlines()) == 1202


def _write_elsewhere(number):
    """Write on another connection, as another process would."""
    try:
        User.objects.get(pk=number).save(update_fields=["last_login"])
    finally:
        connection.close()
