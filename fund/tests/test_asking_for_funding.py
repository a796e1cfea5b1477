"""A lead asks for their own vanguard, the team for any; amounts are typed as people type them."""

from decimal import Decimal

import pytest
from django.urls import reverse

from fund.actions import ask_for
from fund.forms import financial_year, years
from fund.models import FundingLine
from history import clock
from history.models import Change
from mail.models import Mail
from pages.errors import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def typed(fund):
    return {
        "vanguard": "38",
        "year": financial_year(clock.today()),
        "fund": "transformation",
        "amount": "£1.25m",
        "purpose": "One staff bank",
    }


def test_a_lead_asks_for_their_own(as_, sal, tess, typed):
    answer = as_(sal).post(reverse("funding_new"), typed)
    line = FundingLine.objects.get()
    assert answer.url == line.get_absolute_url()
    assert (line.vanguard_id, line.asked, line.state, line.approved) == (38, Decimal(1_250_000), "asked", None)
    (mail,) = Mail.objects.filter(to=tess)
    assert mail.lines[0][0] == f"38 Salford and Wigan Foundation Chain asks for £1.25 million for {line.year}. One staff bank."
    page = as_(sal).get(answer.url).content.decode()
    assert "£1,250,000" in page
    assert "Sal asked for £1.25 million for this line" in page


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"amount": ""}, "Enter an amount, such as £1,200,000 or £1.2m"),
        ({"amount": "a lot"}, "That is not an amount of money."),
        ({"amount": "-5"}, "An amount cannot be below zero."),
        ({"amount": "1.005"}, "Enter whole pence"),
        ({"vanguard": ""}, "Enter the number of the vanguard"),
        ({"vanguard": "44"}, "Enter the number of a vanguard that you can ask for"),
        ({"vanguard": "799"}, "Enter the number of a vanguard that you can ask for"),
        ({"year": "1066/67"}, "is not one of the available choices"),
        ({"purpose": ""}, "Enter what it is for"),
    ],
)
def test_what_cannot_be_asked_for_is_said_where_it_was_typed_and_kept(as_, sal, neuro, typed, other, words):
    before = Change.objects.count()
    answer = as_(sal).post(reverse("funding_new"), typed | other)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert "One staff bank" in answer.content.decode() or "purpose" in other
    assert Change.objects.count() == before


def test_a_vanguard_has_one_line_a_year(as_, asked, sal, salford, fund):
    with pytest.raises(Refused, match=r"38 Salford and Wigan Foundation Chain has a line for 2025/26 already"):
        ask_for(by=sal, fund=fund, vanguard=salford, year="2025/26", amount=Decimal(1), purpose="Again")
    assert FundingLine.objects.count() == 1


def test_nobody_asks_for_what_is_anothers(fund, salford, nora, otto):
    for person in (nora, otto):
        with pytest.raises(Refused, match=r"Only the leads of this vanguard and the programme team can do this."):
            ask_for(by=person, fund=fund, vanguard=salford, year="2025/26", amount=Decimal(1), purpose="Ours")
    assert not FundingLine.objects.exists()


def test_the_years_around_today_can_be_asked_for(time_machine):
    time_machine.move_to("2016-02-29T10:00:00+00:00")
    assert years(clock.today()) == ["2012/13", "2013/14", "2014/15", "2015/16", "2016/17", "2017/18", "2018/19", "2019/20", "2020/21"]
