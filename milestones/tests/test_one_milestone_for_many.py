"""One milestone, many vanguards: made for a group, joined later, reported on at once, waiting for others."""

from datetime import date

import pytest
from django.urls import reverse

from history.models import Change
from history.recording.changes import change
from mail.models import Mail
from milestones import actions
from milestones.models import Milestone
from milestones.moves import make
from milestones.tests.stories import join, says
from milestones.workflow import Move
from pages.errors import Refused
from pages.typed_dates import understand
from support.models import Recipient
from vanguards.models import CollaborationForm, Membership

pytestmark = pytest.mark.django_db

NEW = {"title": "Plans signed off", "due": "March 2030", "words": "Agreed on 5 January"}


def make_milestone(client, **values):
    return client.post(reverse("milestone_new"), NEW | values)


def test_it_is_made_for_a_care_model_with_a_commitment_of_each(as_, tess, salford, neuro):
    answer = make_milestone(as_(tess), groups=["care_model:ACC"], kinds=["key"])
    milestone = Milestone.objects.get()
    assert answer.url == milestone.get_absolute_url()
    assert (milestone.is_key, milestone.concerns, str(milestone.due)) == (True, "Acute care collaboration", "March 2030")
    assert sorted(milestone.commitments.values_list("vanguard", flat=True)) == [38, 44]
    assert Change.objects.latest("made_at").reason == "Agreed on 5 January"


def test_it_is_made_for_a_form_for_chosen_vanguards_and_for_the_programme(as_, tess, salford, neuro, recording):
    with recording():
        form = CollaborationForm.objects.create(code="foundation-group", name="Foundation group")
        salford.collaborations.create(form=form)
    make_milestone(as_(tess), groups=["form:foundation-group"])
    make_milestone(as_(tess), title="Chosen", vanguards="44, 38")
    make_milestone(as_(tess), title="Everywhere", kinds=["programme"])
    whose = {each.title: sorted(each.commitments.values_list("vanguard", flat=True), key=str) for each in Milestone.objects.all()}
    assert whose == {"Plans signed off": [38], "Chosen": [38, 44], "Everywhere": [None]}
    assert Milestone.objects.get(title="Chosen").concerns == "chosen vanguards"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"title": ""}, "Enter what is to be reached"),
        ({"due": "Q4 2030"}, "is unclear"),
        ({}, "Enter the number of a vanguard, or choose a group"),
        ({"vanguards": "999"}, "There is no vanguard 999."),
        ({"groups": ["care_model:XXX"]}, "“care_model:XXX” is no group of vanguards. Choose from the list"),
        ({"vanguards": "38", "words": ""}, "Enter who agreed it"),
        ({"vanguards": "38", "title": "x" * 201}, "Keep it to 200 characters or fewer"),
    ],
)
def test_what_cannot_be_made_is_refused_beside_it(as_, tess, salford, values, said):
    answer = make_milestone(as_(tess), **values)
    assert answer.status_code == 200
    assert said in says(answer)
    assert not Milestone.objects.exists()


def test_the_same_milestone_is_not_made_twice(as_, tess, salford):
    make_milestone(as_(tess), vanguards="38")
    assert "There is already a milestone with this title and due date. Enter another title." in says(
        make_milestone(as_(tess), vanguards="38")
    )
    assert Milestone.objects.count() == 1


def test_who_makes_one_that_is_past_is_told_what_that_means(as_, tess, salford):
    client = as_(tess)
    assert "overdue already" not in says(client.get(make_milestone(client, vanguards="38").url))
    past = make_milestone(client, title="Plans written", due="December 2015", vanguards="38").url
    assert "with 1 commitment. December 2015 has passed, so it is overdue until it is reported as reached." in says(client.get(past))


def test_who_joins_the_group_later_is_named_and_added_in_one_step(as_, tess, sal, acc, promise, salford):
    milestone = promise("Plans signed off", "March 2030", groups=["cohort:acc"])
    join(acc, 60)
    page = says(as_(tess).get(milestone.get_absolute_url()))
    assert "1 vanguard joined later and does not have this milestone:" in page
    assert "joined since" not in says(as_(sal).get(milestone.get_absolute_url()))
    sent = {"vanguards": "60", "words": "Joined the vanguards this milestone is for"}
    as_(tess).post(reverse("milestone_add_vanguards", args=[milestone.pk]), sent)
    commitment = milestone.commitments.get(vanguard=60)
    assert (str(commitment.due), str(commitment.expected), commitment.state) == ("March 2030", "March 2030", "open")
    assert "joined since" not in says(as_(tess).get(milestone.get_absolute_url()))
    answer = as_(tess).post(reverse("milestone_add_vanguards", args=[milestone.pk]), sent)
    assert "All of these vanguards have this milestone already." in says(answer)


def test_whose_commitment_ended_does_not_count_as_joined_later(tess, promise, salford, neuro):
    milestone = promise("Plans signed off", "March 2030", groups=["cohort:acc"])
    make(milestone.commitments.get(vanguard=38), Move.NOT_OURS, by=tess, words="Left the programme")
    assert actions.joined_since(milestone) == []


def test_it_shows_all_at_a_glance_and_each_number_leads_to_its_rows(as_, tess, promise, salford, neuro, acc, causes):
    join(acc, 60), join(acc, 61), join(acc, 62)
    milestone = promise("Plans signed off", "March 2030", groups=["cohort:acc"])
    of = {commitment.vanguard_id: commitment for commitment in milestone.commitments.all()}
    make(of[38], Move.REACH, by=tess, words="Signed", reached=understand("January 2016"), link="")
    make(of[44], Move.FORECAST, by=tess, words="Ill", to=understand("May 2030"), cause=causes["later"])
    make(of[60], Move.CANCEL, by=tess, words="Merged")
    numbers = as_(tess).get(milestone.get_absolute_url()).context["numbers"]
    assert [(each["label"], each["count"]) for each in numbers] == [
        ("Reached", 1),
        ("On time", 2),
        ("Late", 1),
        ("Overdue", 0),
        ("Cancelled", 1),
    ]
    for each in numbers:
        assert as_(tess).get(each["address"]).context["listing"].count == each["count"]


def test_leads_are_told_of_a_milestone_they_were_given_once_however_many_it_is_for(as_, tess, sal, nora, salford, neuro, acc, recording):
    join(acc, 60)
    with recording():
        Membership.objects.create(user=sal, vanguard_id=60, starts_on=date(2015, 9, 25))
    make_milestone(as_(tess), vanguards="38, 60", kinds=["programme"])
    (told,) = Mail.objects.all()
    assert (told.to, told.subject) == (sal, "2 milestones")
    assert "The programme team gave your vanguard a new milestone: Plans signed off, due March 2030. Agreed on 5 January." in " ".join(
        told.words.split()
    )
    milestone = Milestone.objects.get()
    as_(tess).post(reverse("milestone_add_vanguards", args=[milestone.pk]), {"vanguards": "44", "due": "June 2030", "words": "They too"})
    newer = Mail.objects.latest("pk")
    assert (Mail.objects.count(), newer.to, newer.subject) == (2, nora, "Plans signed off: a new milestone for your vanguard")
    assert "due June 2030. They too." in " ".join(newer.words.split())
    assert milestone.commitments.get(vanguard=44).get_absolute_url() in newer.words


def test_who_joins_when_its_date_is_over_gets_a_date_of_their_own(as_, tess, acc, promise, salford):
    milestone = promise("Plans signed off", "December 2015", groups=["cohort:acc"])
    join(acc, 60)
    page = says(as_(tess).get(milestone.get_absolute_url()))
    assert "Enter a due date and add it" in page
    add = reverse("milestone_add_vanguards", args=[milestone.pk])
    assert as_(tess).get(add).context["form"]["vanguards"].value() == "60"
    assert "they would be overdue at once" in says(as_(tess).post(add, {"vanguards": "60", "words": "Joined"}))
    as_(tess).post(add, {"vanguards": "60", "words": "Joined", "due": "June 2030"})
    assert str(milestone.commitments.get(vanguard=60).due) == "June 2030"


def test_a_group_added_later_is_remembered_and_whom_it_is_for_says_so(as_, tess, acc, promise, salford, neuro):
    milestone = promise("Plans signed off", "March 2030", salford)
    assert milestone.concerns == "chosen vanguards"
    add = reverse("milestone_add_vanguards", args=[milestone.pk])
    as_(tess).post(add, {"groups": ["cohort:acc", "cohort:acc"], "words": "All of them"})
    milestone.refresh_from_db()
    assert milestone.concerns == "Acute care collaborations"
    join(acc, 60)
    assert [vanguard.pk for vanguard in actions.joined_since(milestone)] == [60]


def test_the_same_group_chosen_twice_is_one(as_, tess, salford):
    assert make_milestone(as_(tess), groups=["care_model:ACC", "care_model:ACC"]).status_code == 302
    assert Milestone.objects.get().groups.count() == 1


def test_who_was_chosen_is_not_told_to_other_leads(as_, tess, nora, promise, salford):
    milestone = promise("Plans signed off", "March 2030", salford)
    for address in (milestone.get_absolute_url(), reverse("milestone_list")):
        page = says(as_(nora).get(address))
        assert "chosen vanguards" in page
        assert "vanguard 38" not in page.lower()
        assert "Salford" not in page


def test_a_milestone_that_is_gone_is_said_to_be(tess, promise, salford, neuro):
    milestone, other = promise("A", "March 2030", programme=True), promise("B", "March 2030", programme=True)
    with change(by=tess, reason="A slip of the pen"):
        milestone.commitments.get().delete()
        number, milestone = milestone.pk, Milestone.objects.get(pk=milestone.pk)
        milestone.delete()
        milestone.pk = number
    for act in (
        lambda: actions.add_vanguards(milestone, by=tess, vanguards=[salford], words="More"),
        lambda: actions.wait_for(milestone, by=tess, awaited=other, words="First"),
        lambda: actions.wait_for(other, by=tess, awaited=milestone, words="First"),
    ):
        with pytest.raises(Refused, match="has been removed"):
            act()


def test_whose_membership_of_a_group_is_unconfirmed_is_counted_beside_it_and_not_chosen_with_it(
    as_, tess, promise, salford, neuro, recording
):
    with recording():
        form = CollaborationForm.objects.create(code="foundation-group", name="Foundation group")
        salford.collaborations.create(form=form, certainty="inferred")
        doubtful = neuro.collaborations.create(form=form, certainty="unconfirmed")
    for page in ("milestone_new", "request_new"):
        said = says(as_(tess).get(reverse(page)))
        assert "Foundation group (collaboration form): 1 vanguard, and 1 unconfirmed, which is not included" in said
    assert as_(tess).get(reverse("vanguard_list"), {"form": form.code}).context["listing"].caption == (
        "2 vanguards, foundation group (1 unconfirmed)"
    )
    milestone = promise("Common operating model", "March 2030", groups=["form:foundation-group"])
    assert [each.vanguard_id for each in milestone.commitments.all()] == [38]
    page = as_(tess).get(milestone.get_absolute_url())
    assert page.context["joined"] == []
    assert "For Foundation group." in says(page)
    as_(tess).post(reverse("request_new"), {"title": "Rotas", "needed": "Between sites", "groups": "form:foundation-group", "seen": "on"})
    assert list(Recipient.objects.values_list("vanguard", flat=True)) == [38]
    with recording():
        doubtful.certainty = "confirmed"
        doubtful.save()
    assert [each.pk for each in as_(tess).get(milestone.get_absolute_url()).context["joined"]] == [44]
