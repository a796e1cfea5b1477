"""Filters, sorting and paging: all in the address, kept by each other; what a list does not know is said on the page."""

import pytest
from django.urls import reverse

from history.recording import bulk
from vanguards.models import Vanguard

pytestmark = pytest.mark.django_db


def listed(client, name="vanguard_list", **query):
    answer = client.get(reverse(name), query)
    return answer, [row.pk for row in answer.context["rows"]]


@pytest.fixture
def many(recording, acc):
    """120 vanguards."""
    care_model, cohort = acc
    with recording():
        bulk.create_all(
            [Vanguard(number=number, name=f"Vanguard {number:03}", care_model=care_model, cohort=cohort) for number in range(1, 121)]
        )


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"care_model": "XYZ"}, "“XYZ” is not one of the values"),
        ({"region": "Atlantis"}, "“Atlantis”"),
        ({"q": "a"}, "at least 2 letters"),
        ({"colour": "red"}, "no filter “colour”"),
        ({"sort": "shoe-size"}, "cannot be sorted by “shoe-size”"),
        ({"page": "0"}, "no page “0”"),
        ({"page": "99"}, "no page 99"),
        ({"page": "nine"}, "no page “nine”"),
        ({"q": "x" * 101}, "Search"),
        ({"q": "a\x00"}, "at least 2 letters"),
    ],
)
def test_what_a_list_does_not_know_is_said_on_the_page_and_no_row_is_shown(as_, tess, salford, query, words):
    answer, rows = listed(as_(tess), **query)
    assert answer.status_code == 400
    assert rows == []
    page = answer.content.decode()
    assert "There is a problem" in page
    assert words in page
    assert page.count("<title>Error: ") == 1


def test_a_repeated_filter_means_any_of(as_, tess, salford, neuro, recording):
    from vanguards.models import CareModel

    with recording():
        neuro.care_model = CareModel.objects.create(code="MCP", name="Multispecialty community providers")
        neuro.save()
    assert listed(as_(tess), care_model=["ACC", "MCP"])[1] == [38, 44]
    assert listed(as_(tess), care_model="MCP")[1] == [44]


@pytest.mark.parametrize("words", ["lford", "CHAIN", "Salford and Wigan"])
def test_words_match_parts_of_words(as_, tess, salford, neuro, words):
    assert listed(as_(tess), q=words)[1] == [38]


def test_a_vanguard_is_found_by_its_alias_and_by_its_partner_and_comes_once(as_, tess, salford, neuro, recording):
    from vanguards.models import Organisation

    with recording():
        salford.aliases.create(name="Northern chain")
        salford.aliases.create(name="Another northern name")
        salford.partnerships.create(organisation=Organisation.objects.create(name="Northern Trust", kind="trust"))
    assert listed(as_(tess), q="northern")[1] == [38]


def test_a_national_reach_is_a_region_one_can_choose(as_, tess, salford, neuro, recording):
    with recording():
        neuro.is_national = True
        neuro.save()
    assert listed(as_(tess), region="national")[1] == [44]


@pytest.mark.parametrize(("sort", "order"), [("population", [44, 38, 50]), ("-population", [38, 44, 50])])
def test_what_is_not_known_comes_last_either_way_round(as_, tess, salford, neuro, recording, acc, sort, order):
    with recording():
        Vanguard.objects.create(number=50, name="Working Together", care_model=acc[0], cohort=acc[1])
        for vanguard, population in ((salford, 2_000_000), (neuro, 1_000)):
            vanguard.patient_population = population
            vanguard.save()
    assert listed(as_(tess), sort=sort)[1] == order


@pytest.mark.parametrize(("state", "titles"), [("in-progress", ["Rotas"]), ("raised", ["Beds"])])
def test_states_are_chosen_by_short_words(as_, tess, ask, salford, state, titles):
    ask("Rotas", salford, state="in progress", owner=tess)
    ask("Beds", salford)
    answer = as_(tess).get(reverse("request_list"), {"state": state})
    assert [row.title for row in answer.context["rows"]] == titles


@pytest.mark.parametrize("name", ["request_list", "milestone_list"])
def test_a_lead_cannot_tell_another_vanguard_from_one_that_does_not_exist(as_, sal, neuro, name):
    client = as_(sal)
    another, missing = (client.get(reverse(name), {"vanguard": number}) for number in ("44", "99"))
    assert another.status_code == missing.status_code == 400
    assert client.get(reverse(name), {"vanguard": "38"}).status_code == 200


def test_paging_shows_each_row_once_and_keeps_filters_and_sort(as_, tess, many):
    client = as_(tess)
    seen = []
    for number in (1, 2, 3):
        answer, rows = listed(client, page=number, sort="-name", care_model="ACC")
        seen += rows
    assert seen == list(range(120, 0, -1))
    assert answer.context["listing"].next == ""
    assert "sort=-name" in answer.context["listing"].previous
    assert "care_model=ACC" in answer.context["listing"].previous
    assert "page=2" in answer.context["listing"].previous


def test_the_caption_counts_what_is_selected_and_says_what_is_chosen(as_, tess, many):
    answer, _ = listed(as_(tess), care_model="ACC", q="Vanguard 00")
    assert answer.context["listing"].caption == "9 vanguards, ACC, mentioning “Vanguard 00”", "two letters where a word begins: 001 to 009"


def test_each_chosen_value_can_be_taken_away_alone(as_, tess, many):
    client = as_(tess)
    listing = client.get(reverse("vanguard_list"), {"care_model": "ACC", "q": "Vanguard 01", "sort": "-name", "page": "1"}).context[
        "listing"
    ]
    assert [(chosen.words, address) for chosen, address in listing.removable] == [
        ("ACC", "/vanguards/?q=Vanguard+01&sort=-name"),
        ("mentioning “Vanguard 01”", "/vanguards/?care_model=ACC&sort=-name"),
    ]
    for _, address in listing.removable:
        assert client.get(address).context["listing"].refusals == []
    page = client.get(reverse("vanguard_list"), {"care_model": "ACC"}).content.decode()
    assert "Remove the filter" in page


def test_of_a_filter_with_several_values_one_can_be_taken_away(as_, tess, ask, salford):
    ask("Rotas", salford)
    listing = as_(tess).get(reverse("request_list"), {"state": ["raised", "closed"], "vanguard": "38,99"}).context["listing"]
    assert listing.refusals, "99 is no vanguard"
    listing = as_(tess).get(reverse("request_list"), {"state": ["raised", "closed"], "vanguard": "38"}).context["listing"]
    assert [address for _, address in listing.removable] == [
        "/support/?state=closed&vanguard=38",
        "/support/?state=raised&vanguard=38",
        "/support/?state=raised&state=closed",
    ]


def test_every_way_to_sort_can_be_chosen_without_the_headings(as_, tess, many):
    page = as_(tess).get(reverse("vanguard_list"), {"sort": "-name"}).content.decode()
    assert '<option value="-name" selected>Name, in reverse order</option>' in page
    assert '<option value="">Number</option>' in page, "the address needs no word for what is so anyway"


def test_a_number_is_searched_for_however_short(as_, tess, many):
    assert 7 in listed(as_(tess), q="7")[1]


def test_counts_are_exact_to_a_thousand_and_then_say_more(as_, tess, acc, recording):
    care_model, cohort = acc
    with recording():
        bulk.create_all([Vanguard(number=number, name=f"V{number}", care_model=care_model, cohort=cohort) for number in range(1, 1002)])
    assert listed(as_(tess))[0].context["listing"].caption == "more than 1,000 vanguards, page 1"


@pytest.mark.parametrize("name", ["vanguard_list", "request_list", "milestone_list", "change_list", "enabler_list"])
def test_an_empty_list_says_so(as_, tess, name):
    answer = as_(tess).get(reverse(name))
    assert answer.status_code == 200
    page = answer.content.decode()
    if name != "change_list":
        assert "on record" in page or "no requests yet" in page or "There are no milestones" in page


HOSTILE = [
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "\u202egnihton",
    "🏥🏥🏥",
    "=cmd|' /C calc'!A0",
    "%",
    "___",
    "x" * 90,
    "\ud800abc".encode("utf-8", "replace").decode(),
]


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("name", ["vanguard_list", "request_list", "milestone_list", "change_list"])
def test_hostile_words_are_only_words(as_, tess, salford, name, words):
    answer = as_(tess).get(reverse(name), {"q": words})
    assert answer.status_code in (200, 400)
    assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize("number", ["0", "99999999999999999999", "-1", "1e3", "٣٨"])
def test_impossible_numbers_are_refused_in_words(as_, tess, salford, number):
    assert as_(tess).get(f"/vanguards/{number}/").status_code == 404
    answer = as_(tess).get(reverse("request_list"), {"vanguard": number})
    assert answer.status_code == 400


def test_a_form_in_another_character_set_is_refused_in_words(client):
    answer = client.post("/sign-in/", b"login=x", content_type="application/x-www-form-urlencoded; charset=utf-16")
    assert answer.status_code == 400
