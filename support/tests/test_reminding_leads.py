"""Leads are reminded five working days and one working day before silence counts, once each, and only while their answer is awaited."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse

from history import clock
from history.recording.changes import change
from mail.models import Mail
from people.models import User
from support import reminders
from support.moves import make
from support.tests.stories import put
from support.workflow import Helped, Move, State, Word
from vanguards.models import Membership

pytestmark = pytest.mark.django_db

MONDAY = date(2027, 3, 1)  # delivered; Monday the 15th is the tenth working day after it, and no bank holiday lies between
FIVE_BEFORE, ONE_BEFORE, LAST_DAY = date(2027, 3, 8), date(2027, 3, 12), date(2027, 3, 15)


@pytest.fixture
def on(time_machine):
    return lambda day: time_machine.move_to(f"{day}T09:00:00+00:00", tick=False)


@pytest.fixture
def sid(recording, salford, on):
    """Another lead of Salford."""
    with recording():
        sid = User.objects.open_account("sid@example.com", name="Sid")
        Membership.objects.create(user=sid, vanguard=salford, starts_on=date(2015, 9, 25))
    return sid


@pytest.fixture
def delivered(on, ask, tess, salford, neuro, sal, nora):
    """Rotas, delivered to Salford and the Neuro Network on the first of March."""
    on(MONDAY)
    rotas = ask("Rotas", salford, neuro)
    put(rotas, State.IN_PROGRESS, Word.OPEN, tess)
    make(rotas, Move.DELIVER, by=tess, words="Two workshops")
    return rotas


def reminded(day):
    """Return who is reminded on a day, and of what."""
    before = Mail.objects.order_by("pk").values_list("pk", flat=True).last() or 0
    reminders.remind(day)
    return {mail.to.name: [sentence for sentence, _ in mail.lines] for mail in Mail.objects.filter(pk__gt=before).order_by("to__name")}


def of(request, vanguard, when):
    return (
        f"{request} was delivered to {vanguard}. Please say by {when}, whether it helped, or dispute it; "
        "after that, no answer counts as not confirmed."
    )


def test_each_lead_is_reminded_five_working_days_and_one_before_the_last(delivered, salford, neuro):
    days = [MONDAY + timedelta(days=number) for number in range(15)]
    told = {day: reminded(day) for day in days}
    assert [day for day in days if told[day]] == [FIVE_BEFORE, ONE_BEFORE]
    assert told[FIVE_BEFORE] == {
        "Nora": [of(delivered, neuro, "15 March 2027, in 5 working days")],
        "Sal": [of(delivered, salford, "15 March 2027, in 5 working days")],
    }
    assert told[ONE_BEFORE]["Sal"] == [of(delivered, salford, "15 March 2027, in 1 working day")]


def test_on_the_day_of_the_delivery_its_own_mail_is_all(delivered):
    assert reminded(MONDAY) == {}


def test_the_mail_as_it_is_sent_leads_to_the_page_for_the_answer(delivered, on, mailoutbox):
    on(FIVE_BEFORE)
    call_command("count_silence")
    call_command("send_mail")
    sent = next(mail for mail in mailoutbox if mail.to == ["sal@example.com"] and "please answer" in mail.subject)
    site = "http://127.0.0.1:8000"
    assert sent.subject == f"{delivered}: please answer by 15 March 2027"
    assert sent.body == (
        f"Hello Sal,\n\n{of(delivered, 'Salford and Wigan Foundation Chain', '15 March 2027, in 5 working days')}\n"
        f"{site}/support/{delivered.reference}/confirm/\n\n"
        "You are reminded of this as a lead of the vanguard, five working days and one working day before the last day. "
        "Nobody reads answers to this address. To ask something, write to the back office, office@example.com.\n\n"
        f"Choose which e-mails you get:\n{site}/mail/choices/\n"
    )


def test_all_that_is_theirs_comes_in_one_mail(delivered, ask, salford, tess):
    rosters = ask("Rosters", salford)
    put(rosters, State.IN_PROGRESS, Word.OPEN, tess)
    make(rosters, Move.DELIVER, by=tess, words="A tool")
    assert {name: len(sentences) for name, sentences in reminded(FIVE_BEFORE).items()} == {"Nora": 1, "Sal": 2}
    assert Mail.objects.last().to.name in ("Sal", "Nora")
    assert Mail.objects.filter(subject="2 answers to give, the first by 15 March 2027").get().to.name == "Sal"


def test_run_twice_a_day_it_reminds_once(delivered):
    assert set(reminded(FIVE_BEFORE)) == {"Nora", "Sal"}
    assert reminded(FIVE_BEFORE) == {}


@pytest.mark.parametrize(
    ("days", "times"),
    [
        ([date(2027, 3, 5), date(2027, 3, 9)], 1),  # missed over the weekend and on the Monday: made up for on the Tuesday
        ([date(2027, 3, 9), date(2027, 3, 10), date(2027, 3, 12)], 2),  # and the last one still comes
        ([LAST_DAY], 1),  # both were missed: only the nearest
        ([FIVE_BEFORE, LAST_DAY], 2),
        ([date(2027, 3, 13), date(2027, 3, 14), LAST_DAY], 1),  # on a Saturday; then not again
    ],
)
def test_a_day_that_was_missed_is_made_up_for_once(delivered, days, times):
    assert sum("Sal" in reminded(day) for day in days) == times


def test_on_the_last_day_it_says_today(delivered, salford):
    assert reminded(LAST_DAY)["Sal"] == [of(delivered, salford, "today, 15 March 2027")]


def test_whoever_has_answered_is_reminded_no_more_and_what_is_delivered_again_is_reminded_of_anew(delivered, sal, nora, tess, on):
    assert set(reminded(FIVE_BEFORE)) == {"Nora", "Sal"}
    on(date(2027, 3, 9))
    make(delivered, Move.CONFIRM, by=nora, vanguard=44, helped=Helped.YES)
    make(delivered, Move.DISPUTE, by=sal, vanguard=38, words="Only one came")
    assert reminded(ONE_BEFORE) == {}
    on(LAST_DAY)
    make(delivered, Move.DELIVER, by=tess, words="The other one")
    assert [set(reminded(LAST_DAY + timedelta(days=number))) for number in (0, 7)] == [set(), {"Sal"}]


def test_all_who_lead_the_vanguard_are_reminded_but_for_closed_accounts_and_who_turned_it_off(delivered, as_, sal, sid, nora):
    assert set(reminded(FIVE_BEFORE)) == {"Nora", "Sal", "Sid"}
    as_(sal).post(reverse("mail_choices"), {})
    with change(by=None, source="command"):
        nora.closed_on = clock.today()
        nora.save()
    assert set(reminded(ONE_BEFORE)) == {"Sid"}


def test_reminding_is_no_change_and_leaves_the_record_as_it_was(delivered):
    recipient = delivered.recipients.get(vanguard=38)
    versions = recipient.versions.count()
    reminded(FIVE_BEFORE)
    assert recipient.versions.count() == versions
    assert "reminded_on" not in {field.name for field in recipient.version_fields()}


@pytest.mark.parametrize(
    ("who", "post", "stands"),
    [("sal", {"wanted": ["reminders"]}, ["reminders"]), ("tess", {}, []), ("tess", {"wanted": ["digests"]}, ["digests"])],
)
def test_each_chooses_what_comes_to_them(request, as_, who, post, stands):
    client = as_(request.getfixturevalue(who))
    page = client.get(reverse("mail_choices")).content.decode()
    assert page.count('type="checkbox"') == 1
    assert page.count("checked") == 1, "it comes until it is turned off"
    client.post(reverse("mail_choices"), post)
    assert client.get(reverse("mail_choices")).content.decode().count("checked") == len(stands)


@pytest.mark.parametrize(("who", "wanted"), [("sal", "digests"), ("tess", "reminders"), ("otto", "digests"), ("sal", "nonsense")])
def test_what_does_not_come_to_them_cannot_be_chosen(request, as_, who, wanted):
    answer = as_(request.getfixturevalue(who)).post(reverse("mail_choices"), {"wanted": [wanted]})
    assert answer.status_code == 200
    assert "Choose from what is listed" in answer.content.decode()


def test_the_page_of_ones_mails_leads_to_the_choices(as_, sal):
    assert f'href="{reverse("mail_choices")}"' in as_(sal).get(reverse("mail_list")).content.decode()
