"""Who is told what of a request by mail: those it waits for and its owner, never what they could not read on the page."""

import pytest

from history import clock
from history.recording.changes import change
from mail.models import Mail
from support import actions
from support.moves import make
from support.workflow import Helped, Move

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def told():
    """Return the mails of the last change that told anybody, by name."""
    last = Mail.objects.order_by("change").last()
    mails = Mail.objects.filter(change=last.change) if last is not None else []
    return {mail.to.name: [sentence for sentence, _ in mail.lines] for mail in mails}


@pytest.fixture
def joint(ask, salford, neuro, sal, nora, tess):
    """Asked for by both, accepted and begun."""
    joint = ask("Dashboards", salford, neuro)
    make(joint, Move.ACCEPT, by=tess, owner=tess, priority="high", target_on=clock.today())
    make(joint, Move.START, by=tess)
    return joint


def test_each_vanguard_is_asked_for_its_answer_and_until_when(joint, tess, salford):
    make(joint, Move.DELIVER, by=tess, words="Two workshops")
    last_day = joint.recipients.get(vanguard=salford).last_day
    sentence = f"{joint} has been delivered. Two workshops. Please tell us by {last_day:%-d %B %Y} whether it helped."
    assert told() == {"Sal": [sentence], "Nora": [sentence]}
    assert all(joint.get_absolute_url() in mail.words for mail in Mail.objects.filter(change=Mail.objects.last().change))


def test_delivering_again_asks_only_who_is_open(joint, tess, sal, nora):
    make(joint, Move.DELIVER, by=tess, words="Two workshops")
    make(joint, Move.CONFIRM, by=nora, vanguard=44, helped=Helped.YES)
    make(joint, Move.DISPUTE, by=sal, vanguard=38, words="Only one came")
    assert told() == {"Tess": [f"Salford and Wigan Foundation Chain says that something is missing from {joint}. Only one came."]}
    make(joint, Move.DELIVER, by=tess, words="The other one")
    assert list(told()) == ["Sal"]


def test_the_owner_is_told_what_a_vanguard_says_and_the_other_vanguard_is_not(joint, tess, sal):
    make(joint, Move.DELIVER, by=tess, words="Two workshops")
    make(joint, Move.CONFIRM, by=sal, vanguard=38, helped=Helped.PARTLY, words="One of them")
    assert told() == {"Tess": [f"Salford and Wigan Foundation Chain confirmed {joint}. Did it help? partly. One of them."]}


def test_whoever_does_it_is_not_told_and_a_closed_account_is_not_either(ask, salford, sal, tess):
    rotas = ask("Rotas", salford)
    with change(by=None, source="command"):
        sal.closed_on = clock.today()
        sal.save()
    make(rotas, Move.ACCEPT, by=tess, owner=tess, priority="high", target_on=clock.today())
    assert not Mail.objects.exists()


def test_a_new_owner_is_told_and_who_reads_a_comment_is_too(joint, tess, ada, sal, nora):
    make(joint, Move.REASSIGN, by=tess, owner=ada, words="Ada knows it")
    assert told() == {"Ada": [f"You are now the owner of {joint}. Ada knows it."]}
    actions.comment(joint, by=sal, audience="shared", words="When?")
    assert told() == {"Nora": [f"Sal commented on {joint}: When?"], "Ada": [f"Sal commented on {joint}: When?"]}
    actions.comment(joint, by=tess, audience="internal", words="Not before May")
    assert list(told()) == ["Ada"]


def test_what_is_between_one_vanguard_and_the_team_is_told_to_no_other(joint, tess, ada, nora, neuro):
    actions.comment(joint, by=ada, audience="vanguard", vanguard=neuro, words="Between us")
    assert set(told()) == {"Nora", "Tess"}


def test_an_owner_who_left_the_team_is_not_told_what_the_team_says(joint, tess, ada):
    with change(by=None, source="command"):
        tess.is_programme_team = False
        tess.save()
    before = Mail.objects.count()
    actions.comment(joint, by=ada, audience="internal", words="Among ourselves")
    assert Mail.objects.count() == before


def test_a_vanguard_that_is_added_or_taken_off_is_told_and_the_others_are_not(ask, salford, neuro, sal, nora, tess):
    rotas = ask("Rotas", salford)
    make(rotas, Move.ADD, by=tess, vanguards=[neuro], words="They need it too")
    assert told() == {"Nora": [f"Your vanguard was added to {rotas}. They need it too."]}
    make(rotas, Move.REMOVE, by=tess, vanguard=44, words="By mistake")
    assert told() == {"Nora": [f"Your vanguard was removed from {rotas}. By mistake."]}
    assert rotas.get_absolute_url() not in Mail.objects.last().words, "she cannot see its page any more"


def test_a_mail_is_sent_when_its_change_stands_and_not_when_it_is_refused(
    joint, tess, sal, mailoutbox, django_capture_on_commit_callbacks, as_
):
    with django_capture_on_commit_callbacks(execute=True):
        as_(tess).post(f"{joint.get_absolute_url()}deliver/", {"words": "Two workshops", "vanguards": [38, 44]})
    assert sorted(mail.to[0] for mail in mailoutbox) == ["nora@example.com", "sal@example.com"]
    with django_capture_on_commit_callbacks(execute=True):
        as_(tess).post(f"{joint.get_absolute_url()}deliver/", {"words": "Two workshops", "vanguards": [38, 44]})
    assert len(mailoutbox) == 2, "sent twice, the page is refused the second time"
