"""The picture of who took what from whom, the reach of the programme, and what others like a vanguard use."""

import re
from datetime import date

import pytest

from spread import pictures
from spread.models import Adoption, Product
from spread.reach import reach_of
from vanguards.models import CareModel, Vanguard

pytestmark = pytest.mark.django_db


@pytest.fixture
def sites(recording, acc):
    """Nine more vanguards, 101 to 109; the last is of another care model."""
    with recording():
        other = CareModel.objects.create(code="MCP", name="Multispecialty", order=2)
        return [
            Vanguard.objects.create(number=number, name=f"Site {number}", care_model=other if number == 109 else acc[0], cohort=acc[1])
            for number in range(101, 110)
        ]


@pytest.fixture
def taken(recording, product):
    """Record a checked adoption: taken(site, "adopted", 5)."""

    def record(site, stage, day, **values):
        on = date(2016, 1, day)
        used = {"used_on": on if stage != "looking" else None, "adopted_on": on if stage in ("adopted", "adapted") else None}
        with recording():
            of = {"product": product, "vanguard": site, "stage": stage, "since_on": on, "state": "checked", **used}
            return Adoption.objects.create(**{**of, **values})

    return record


def test_the_days_run_from_the_first_use_to_the_fifth_adopter_and_not_before_there_are_five(product, sites, taken):
    taken(sites[0], "trying", 2)
    for place, day in enumerate((10, 6, 8, 12), start=1):
        taken(sites[place], "adopted", day)
    (reach,) = reach_of([product])
    assert (reach.sites, reach.first_on, reach.days) == (5, date(2016, 1, 2), None)
    taken(sites[5], "dropped", 20, used_on=date(2016, 1, 5), adopted_on=date(2016, 1, 16))
    taken(sites[6], "adopted", 1, state="to check")
    (reach,) = reach_of([product])
    assert (reach.sites, reach.days) == (6, 14), "whoever dropped it had adopted it; what is not checked does not count"


def test_each_number_of_the_reach_leads_to_exactly_those_sites(as_, nora, product, sites, taken):
    taken(sites[0], "trying", 2)
    taken(sites[1], "adopted", 3)
    taken(sites[2], "adopted", 4)
    client = as_(nora)
    page = client.get("/products/reach/").content.decode()
    links = re.findall(r'href="(/products/adoptions/\?[^"]+)"[^>]*>(?:<strong>)?(\d+)<', page.replace("&amp;", "&"))
    assert len(links) >= 8
    for address, number in links:
        assert client.get(address).context["listing"].count == int(number), address


def test_the_picture_begins_with_the_makers_and_says_in_words_what_it_shows(as_, nora, product, sites, taken):
    first = taken(sites[0], "trying", 2)
    second = taken(sites[1], "adopted", 3, taken_from=first)
    taken(sites[2], "adapted", 4, taken_from=second)
    taken(sites[3], "looking", 5)
    page = as_(nora).get("/products/map/").content.decode()
    said = re.search(r'<svg role="img" aria-label="([^"]+)"', page)[1]
    assert said == (
        "Made by 38 Salford and Wigan Foundation Chain. Taken by 101 Site 101 from its makers; 102 Site 102 from 101 Site 101; "
        "103 Site 103 from 102 Site 102; 104 Site 104 from its makers."
    )
    picture = re.search(r"<svg.*?</svg>", page, re.DOTALL)[0]
    assert "<a " not in picture
    assert page.count("/adoptions/") >= 4, "its table links to each"


def test_no_two_sites_of_a_picture_stand_on_one_another_and_each_stands_right_of_whom_it_took_it_from(product, sites, taken):
    adoptions = []
    for place, site in enumerate(sites):
        adoptions.append(taken(site, "trying", place + 1, taken_from=adoptions[(place - 1) // 2] if place else None))
    for each in adoptions:
        each.giver = each.taken_from
    drawn = pictures.tree(product, "Its makers", adoptions)
    assert len({(site.x, site.y) for site in drawn.sites}) == len(adoptions) + 1
    assert all(site.line[0] < site.line[2] for site in drawn.sites if site.line)
    assert drawn.height > max(site.y for site in drawn.sites)


def test_sites_that_took_it_from_one_another_are_all_drawn(product, sites, taken, recording):
    """Only the back office’s own hand could make such a ring; the picture does not lose it."""
    first = taken(sites[0], "trying", 1)
    second = taken(sites[1], "trying", 2, taken_from=first)
    first.taken_from = first.giver = second
    second.giver = first
    assert len(pictures.tree(product, "Its makers", [first, second]).sites) == 3


def test_a_lead_reads_what_others_like_them_use_and_they_do_not(as_, nora, sal, product, sites, taken, recording):
    taken(sites[0], "adopted", 2)
    taken(sites[1], "trying", 3)
    taken(sites[2], "looking", 3)
    with recording():
        other = Product.objects.create(name="For others", kind="toolkit", summary="Help", state="checked", is_public=True)
    taken(sites[8], "adopted", 4, product=other)
    page = " ".join(as_(nora).get("/vanguards/44/").content.decode().split())
    assert "Others like it use" in page
    assert "Shared rota</a>: 2 sites" in page
    assert "For others" not in page, "the only site that uses it has another care model"
    assert as_(nora).get("/products/", {"like": "44"}).context["rows"] == [product]
    assert "Others like it use" not in as_(sal).get("/vanguards/44/").content.decode(), "that is for its own leads"
