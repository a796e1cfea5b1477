"""The team opens a period: every active vanguard owes a return, and the page says who joined and who ended."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse

from history import clock
from mail.models import Mail
from returns.actions import next_period
from returns.models import ReportingPeriod, Return
from returns.moves import make
from returns.reminders import remind
from vanguards.models import Vanguard, VanguardSuccession

pytestmark = pytest.mark.django_db

TYPED = {
    "name": "2015/16 Q4",
    "starts_on": "1 January 2016",
    "ends_on": "31 March 2016",
    "opens_on": "18 January 2016",
    "due_on": "27 January 2016",
    "closes_on": "12 February 2016",
}


def test_every_vanguard_owes_a_return(as_, tess, salford, neuro):
    answer = as_(tess).post(reverse("period_new"), TYPED)
    period = ReportingPeriod.objects.get()
    assert answer.url == period.get_absolute_url() == "/returns/2015-16-q4/"
    assert list(Return.objects.values_list("vanguard", "state", "edition")) == [(38, "owed", 1), (44, "owed", 1)]


def test_the_next_quarter_is_proposed(as_, tess, period):
    assert next_period(date(2026, 4, 7)) == {
        "name": "2026/27 Q1",
        "starts_on": date(2026, 4, 1),
        "ends_on": date(2026, 6, 30),
        "opens_on": date(2026, 4, 7),
        "due_on": date(2026, 4, 27),
        "closes_on": date(2026, 5, 19),
    }
    assert 'value="2026/27 Q1"' in as_(tess).get(reverse("period_new")).content.decode()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": ""}, "Enter a name such as 2015/16 Q4"),
        ({"name": "Winter"}, "Put the year into the name, such as 2015/16 Q4"),
        ({"name": "2025/26 Q4"}, "There is a period 2025/26 Q4 already. Choose another name."),
        ({"name": "2025 26 q4"}, "There is a period 2025 26 q4 already. Choose another name."),
        ({"due_on": "soon"}, "is not a date"),
        ({"ends_on": "1 December 2015"}, "It must not be before the first day"),
        ({"due_on": "1 January 2016"}, "It must not be before the day the period opens"),
        ({"closes_on": "26 January 2016"}, "It must not be before the day returns are due"),
    ],
)
def test_what_makes_no_period_is_said_where_it_was_typed_and_kept(as_, tess, period, typed, words):
    answer = as_(tess).post(reverse("period_new"), TYPED | typed)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert "31 March 2016" in answer.content.decode() or "ends_on" in typed
    assert ReportingPeriod.objects.count() == 1


def test_a_vanguard_that_was_merged_before_owes_none_and_one_that_ends_in_it_is_said(as_, tess, salford, neuro, acc, recording):
    with recording():
        old, ending = (Vanguard.objects.create(number=number, name=f"V{number}", care_model=acc[0], cohort=acc[1]) for number in (24, 25))
        for one, day in ((old, date(2015, 12, 1)), (ending, date(2016, 2, 1))):
            VanguardSuccession.objects.create(predecessor=one, successor=salford, succeeded_on=day, succeeded_precision="day")
    client = as_(tess)
    client.post(reverse("period_new"), TYPED)
    assert list(Return.objects.values_list("vanguard", flat=True)) == [25, 38, 44]
    assert "25 V25 was merged into 38 Salford and Wigan Foundation Chain" in client.get("/returns/2015-16-q4/").content.decode()


def test_a_vanguard_that_joins_owes_one_from_the_next_day(tess, period, acc, recording, capsys):
    with recording():
        Vanguard.objects.create(number=51, name="New", care_model=acc[0], cohort=acc[1])
    call_command("remind_of_returns")
    call_command("remind_of_returns")
    assert capsys.readouterr().out.splitlines() == ["Returns added: 1. People reminded: 0.", "Returns added: 0. People reminded: 0."]
    assert Return.objects.get(vanguard=51).period == period


def reminders(lead):
    return [line for mail in Mail.objects.filter(to=lead, change=None).order_by("pk") for line in mail.lines]


@pytest.mark.parametrize(
    ("working_days_after", "words"),
    [(-6, None), (-5, "is due on"), (-1, "is due on"), (0, "is due on"), (1, "Late by 1 working day."), (5, "Late by 5 working days.")],
)
def test_leads_are_reminded_before_and_after_the_day_due(of_salford, period, sal, recording, working_days_after, words):
    with recording():
        period.opens_on, period.due_on, period.closes_on = date(2016, 1, 4), date(2016, 1, 20), date(2016, 2, 1)
        period.save()
    days = {-6: date(2016, 1, 12), -5: date(2016, 1, 13), -1: date(2016, 1, 19), 0: date(2016, 1, 20), 1: date(2016, 1, 21)}
    remind(days.get(working_days_after, date(2016, 1, 27)))
    told = reminders(sal)
    assert len(told) == (words is not None)
    if words:
        assert words in told[0][0]
        assert told[0][1] == of_salford.get_absolute_url()
    remind(days.get(working_days_after, date(2016, 1, 27)))
    assert reminders(sal) == told, "never twice"


def test_who_has_sent_it_is_not_reminded(put, period, sal, recording):
    put("sent")
    assert remind(period.due_on + timedelta(days=1)) == 0


def test_everybody_late_is_chased_at_once_with_a_preview(as_, tess, sal, nora, period, of_salford, recording):
    with recording():
        period.opens_on = period.due_on = clock.today() - timedelta(days=5)
        period.save()
    Mail.objects.all().delete()
    client = as_(tess)
    make(period.returns.get(vanguard=44), "start", by=nora)
    page = client.get(f"{reverse('return_many_do', args=['chase'])}?period={period.code}&state=late&all=1", follow=True)
    assert "2 of 2 returns will change." in " ".join(page.content.decode().split())
    answer = client.post(page.request["PATH_INFO"] + "?" + page.request["QUERY_STRING"], {"words": "The board meets on Thursday"})
    assert answer.status_code == 302
    assert {mail.to for mail in Mail.objects.all()} == {sal, nora}
    assert "Chased" in client.get(period.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "query", ["state=late", "state=owed", "state=sent", "period=2025-26-q4", "q=salford", "vanguard=38", "care_model=ACC"]
)
def test_the_list_finds_returns(as_, tess, period, query):
    listing = as_(tess).get(f"{reverse('return_list')}?{query}").context["listing"]
    assert listing.refusals == []
    assert listing.count == {"state=late": 0, "state=sent": 0, "q=salford": 1, "vanguard=38": 1}.get(query, 2)


def test_each_number_of_a_period_is_as_long_as_its_list(as_, tess, sal, put, period):
    put("sent")
    for user in (tess, sal):
        client = as_(user)
        for number in client.get(period.get_absolute_url()).context["numbers"]:
            assert client.get(number["address"]).context["listing"].count == number["count"], number


def test_its_file_has_what_was_written(as_, sal, put):
    put("sent")
    text = b"".join(as_(sal).get(reverse("return_export")).streaming_content).decode("utf-8-sig")
    assert text.splitlines()[1].startswith("2025/26 Q4,")
    assert "The first rota runs." in text
    assert "/returns/2025-26-q4/38/1/" in text
