"""Where time was lost: by cause, care model, form and vanguard, in working days, and how good dates have been."""

import pytest
from django.urls import reverse

from milestones.moves import make
from milestones.tests.stories import says
from milestones.workflow import Move
from pages import working_days
from pages.date_differences import Apart, usual_error
from pages.typed_dates import understand
from vanguards.models import CollaborationForm

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_29_january")]

SLIPS = reverse("milestone_slips")


def test_causes_are_ranked_by_the_working_days_they_cost(as_, tess, promise, salford, neuro, slip, causes, recording):
    with recording():
        ill = causes["ill"] = type(causes["later"]).objects.create(code="ill", name="Illness", direction="later")
        form = CollaborationForm.objects.create(code="foundation-group", name="Foundation group")
        salford.collaborations.create(form=form)
    plan = promise("Plan", "March 2016", salford, neuro)
    slip(plan.commitments.get(vanguard=38), "April 2016")
    slip(plan.commitments.get(vanguard=38), "May 2016", "ill")
    slip(plan.commitments.get(vanguard=44), "June 2016", "ill")
    slip(plan.commitments.get(vanguard=44), "30 May 2016", "earlier")
    context = as_(tess).get(SLIPS).context
    april, may, june = (
        working_days.between(understand(f"{one} 2016").last, understand(f"{two} 2016").last)
        for one, two in (("March", "April"), ("April", "May"), ("March", "June"))
    )
    assert [(row["name"], row["lost"], row["times"], row["commitments"]) for row in context["lost"].by_cause] == [
        (ill.name, may + june, 2, 2),
        ("People not in post", april, 1, 1),
    ]
    assert [(row["name"], row["lost"]) for row in context["lost"].by_care_model] == [("Acute care collaboration", april + may + june)]
    assert [(row["name"], row["lost"]) for row in context["lost"].by_form] == [("Foundation group", april + may)]
    assert [(row.number, row.lost) for row in context["vanguards"]] == sorted([(38, april + may), (44, june)], key=lambda row: -row[1])
    of_salford = as_(tess).get(SLIPS, {"vanguard": "38"}).context["lost"].by_cause
    assert {row["name"]: row["lost"] for row in of_salford} == {"Illness": may, "People not in post": april}


def test_what_the_programme_itself_lost_is_said_beside_the_vanguards(as_, tess, nora, promise, salford, slip):
    plan = promise("Plan", "March 2016", salford, programme=True)
    slip(plan.commitments.get(vanguard=None), "April 2016")
    april = working_days.between(understand("March 2016").last, understand("April 2016").last)
    for person in (tess, nora):
        answer = as_(person).get(SLIPS)
        assert f"lost about {april} working days: 1 date moved." in says(answer)
        assert (answer.context["vanguards"], answer.context["lost"].by_care_model) == ([], [])
    assert "The programme itself" not in says(as_(tess).get(SLIPS, {"vanguard": "38"}))


def test_only_what_stands_is_counted_not_what_waits_or_was_rejected(as_, tess, sal, promise, salford, slip):
    key = promise("Key", "March 2016", salford, is_key=True).commitments.get()
    slip(key, "May 2016", by=sal)
    assert as_(tess).get(SLIPS).context["lost"].by_cause == []
    assert "No forecasts have moved later." in says(as_(tess).get(SLIPS))
    make(key, Move.APPROVE, by=tess)
    assert len(as_(tess).get(SLIPS).context["lost"].by_cause) == 1
    assert as_(tess).get(SLIPS, {"key": "yes", "given": "January 2016"}).context["lost"].by_cause
    assert not as_(tess).get(SLIPS, {"given": "February 2016"}).context["lost"].by_cause


def test_how_good_a_vanguards_dates_have_been_is_a_sentence(as_, tess, promise, salford, slip):
    for title, slipped, reached in (("A", "May 2030", "4 January 2016"), ("B", None, "31 December 2015")):
        commitment = promise(title, "December 2015", salford).commitments.get()
        if slipped:
            slip(commitment, slipped)
        make(commitment, Move.REACH, by=tess, words="Done", reached=understand(reached), link="")
    (row,) = as_(tess).get(SLIPS).context["vanguards"]
    # about a month late by the promise and far before the forecast; on time by the other
    assert row.how_good == "Reached 2 milestones, typically on time"
    assert "Reached 2 milestones, typically on time" in says(as_(tess).get(salford.get_absolute_url()))


def test_a_vanguard_that_lost_nothing_is_judged_too_and_all_as_the_filters_say(as_, tess, promise, salford, neuro, slip):
    for vanguard in (salford, neuro):
        commitment = promise(f"Plan of {vanguard}", "March 2016", vanguard).commitments.get()
        if vanguard == neuro:
            slip(commitment, "May 2016")
        make(commitment, Move.REACH, by=tess, words="Done", reached=understand("28 January 2016"), link="")
    assert [(row.number, row.lost) for row in as_(tess).get(SLIPS).context["vanguards"]] == [(44, 41), (38, 0)]  # two bank holidays in May
    assert [row.number for row in as_(tess).get(SLIPS, {"vanguard": "38"}).context["vanguards"]] == [38]
    assert "No forecasts have moved later that match these filters." in says(as_(tess).get(SLIPS, {"vanguard": "38"}))


def test_a_cause_leads_to_what_moved_for_it_and_a_care_model_to_its_own_causes(as_, tess, promise, salford, neuro, slip):
    plan = promise("Plan", "March 2016", salford, neuro)
    for number in (38, 44):
        slip(plan.commitments.get(vanguard=number), "April 2016")
    page = as_(tess).get(SLIPS, {"vanguard": "38"})
    (_, _, causes), (_, _, care_models), _ = page.context["tables"]
    assert [each.vanguard_id for each in as_(tess).get(causes[0]["address"]).context["rows"]] == [38]
    assert as_(tess).get(care_models[0]["address"]).context["lost"].by_cause[0]["commitments"] == 1
    (given, _, _), *_ = [
        (rows[0]["address"], 0, 0) for _, _, rows in as_(tess).get(SLIPS, {"given": "January 2016"}).context["tables"] if rows
    ]
    assert given == "", "no list tells apart when a date was given"


def test_it_is_searched_by_the_name_of_a_vanguard_and_a_refused_address_shows_nothing(as_, tess, promise, salford, neuro, slip):
    for vanguard in (salford, neuro):
        commitment = promise(f"Plan of {vanguard.pk}", "March 2016", vanguard).commitments.get()
        slip(commitment, "May 2016")
        make(commitment, Move.REACH, by=tess, words="Done", reached=understand("28 January 2016"), link="")
    found = as_(tess).get(SLIPS, {"q": "neuro"})
    assert [(row.number, row.lost) for row in found.context["vanguards"]] == [(44, 41)]
    for wrong in ({"given": "foo"}, {"nofilter": "1"}):
        refused = as_(tess).get(SLIPS, wrong)
        assert (refused.status_code, refused.context["vanguards"]) == (400, [])


def test_days_of_what_is_known_only_to_the_month_are_about_so_many(as_, tess, promise, salford, neuro, slip):
    slip(promise("Plan", "March 2016", salford).commitments.get(), "April 2016")
    slip(promise("Board", "15 March 2016", neuro).commitments.get(), "16 March 2016")
    page = as_(tess).get(SLIPS)
    assert [(row.number, row.lost, row.about) for row in page.context["vanguards"]] == [(38, 21, 1), (44, 1, 0)]
    assert "<span>about 21</span>" in page.content.decode()
    assert "<span>1</span>" in page.content.decode()
    assert "<span>about 22</span>" in page.content.decode(), "a sum that holds one is about so many"


def test_the_sentence_for_no_one_and_several_dates():
    def said(*milestones, unit=""):
        return usual_error([[Apart(each, each // 20, unit) for each in days] for days in milestones])

    assert said() == said([], []) == "Too early to tell"
    assert said([0], [1]) == "Reached 2 milestones, typically 1 working day late"
    assert said([-2], [-3]) == "Reached 2 milestones, typically 3 working days early"
    assert said([20], []) == "Reached 1 milestone, 20 working days late"
    assert said([-1, -5], [3]) == "Reached 2 milestones, typically 1 working day early"
    assert said([20, 40, 20], unit="month") == "Reached 1 milestone, typically about 20 working days late"
    assert said([40], unit="month") == "Reached 1 milestone, about 2 months late"
    assert said([0], unit="month") == "Reached 1 milestone, on time"
    assert said([0], [0]) == "Reached 2 milestones, typically on time"
