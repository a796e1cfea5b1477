"""A number in an address that can mean nothing is refused in words: 0, less than 0, one that no database holds, ten thousand at once,
words. An empty one asks for nothing. Tess asks, who sees everything; Ada, where only the back office does.
"""

import pytest
from django.urls import reverse

from history.models import Change
from milestones.actions import NewMilestone, make_milestone
from milestones.workflow import Move as CommitmentMove
from pages.filters import Numbers
from pages.paging import LAST_PAGE, page_number
from pages.typed_dates import understand
from pages.typed_numbers import GREATEST, is_a_number, number
from tests.test_no_answer_tells_of_others import LISTS

pytestmark = pytest.mark.django_db

NO_DIGITS = ["-1", "1.5", "1e3", "0x1f", "one", "None", "٣٨", "\x00"]
TOO_GREAT = [str(2**31), str(2**63 - 1), str(2**63), "9" * 5_000]
TEN_THOUSAND = [str(number) for number in range(1, 10_001)]
TOO_MANY = "More than 2,000 fields were sent at once"


@pytest.fixture
def promised(tess, salford):
    """A commitment of Salford's."""
    milestone = make_milestone(NewMilestone(title="Plan", due=understand("March 2030"), vanguards=[salford]), by=tess, words="Agreed")
    return milestone.commitments.get()


def says(answer):
    return answer.content.decode().replace("&#39;", "’")


# --- the page of something long ------------------------------------------------------------------------------------------

PAGED = {
    **{name: lambda promised, name=name: reverse(name) for names in LISTS.values() for name in names if not name.endswith("_export")},
    "mail_list": lambda promised: reverse("mail_list"),
    "request_shared": lambda promised: reverse("request_shared"),
    "milestone_detail": lambda promised: promised.milestone.get_absolute_url(),
    "change_detail": lambda promised: Change.objects.first().get_absolute_url(),
    "search": lambda promised: f"{reverse('search')}?q=salford&kind=vanguards",
    "worth_fixing": lambda promised: reverse("worth_fixing", args=["vanguard-without-source"]),
}


@pytest.fixture
def page_of(as_, tess, ada, promised):
    """A page of something long, by the words in its address: page_of("mail_list", "2")."""

    def asked(where, words):
        address = PAGED[where](promised)
        return as_(ada if where == "worth_fixing" else tess).get(f"{address}{'&' if '?' in address else '?'}page={words}")

    return asked


@pytest.mark.parametrize("where", PAGED)
def test_a_page_that_there_cannot_be_is_refused_in_words(page_of, where):
    for words in ("0", "-1", "1.5", "one", "%D9%A3", "%00", *TOO_GREAT, str(LAST_PAGE), str(LAST_PAGE + 1), ",".join(TEN_THOUSAND)):
        answer = page_of(where, words)
        assert answer.status_code == 400, words[:20]
        assert "There is no page " in says(answer), words[:20]
        assert len(answer.content) < 100_000, "it repeats no more of them than a few"


@pytest.mark.parametrize("where", PAGED)
def test_an_empty_page_and_the_first_one_are_the_first(page_of, where):
    assert [page_of(where, words).status_code for words in ("", "1", "01")] == [200, 200, 200]


def test_pages_are_numbered_from_1_to_as_many_as_there_can_be():
    assert [page_number(words) for words in ("1", str(LAST_PAGE))] == [1, LAST_PAGE]
    assert {page_number(words) for words in ("", "0", str(LAST_PAGE + 1), *NO_DIGITS, *TOO_GREAT)} == {None}


# --- the numbers of a filter ---------------------------------------------------------------------------------------------

BY_NUMBER = [
    (name, filter_name)
    for kind, names in LISTS.items()
    for filter_name, each in kind.base_filters.items()
    if isinstance(each.field, Numbers)
    for name in names
]


def test_lists_are_filtered_by_vanguards_milestones_and_products():
    assert {filter_name for _, filter_name in BY_NUMBER} == {"vanguard", "milestone", "product", "maker", "adopter", "like", "measure"}
    assert len(BY_NUMBER) >= 9


@pytest.mark.parametrize(("where", "name"), BY_NUMBER)
def test_what_is_no_number_of_a_record_is_refused_by_its_filter(as_, tess, promised, where, name):
    for words in (*NO_DIGITS[:-1], *TOO_GREAT, "38, one", "38,-1"):
        answer = as_(tess).get(reverse(where), {name: words})
        assert answer.status_code == 400, words[:20]
        assert "is not a number" in says(answer) or "Keep it to 200 characters or fewer" in says(answer), words[:20]
        assert len(answer.content) < 100_000


@pytest.mark.parametrize(("where", "name"), BY_NUMBER)
def test_the_number_of_nobody_selects_nothing(as_, tess, promised, where, name):
    for words in ("0", "999999"):
        answer = as_(tess).get(reverse(where), {name: words})
        if name == "vanguard":
            assert answer.status_code == 400
            assert f"{words} is not the number of a vanguard" in says(answer)
        elif where.endswith("_export"):
            assert len(b"".join(answer.streaming_content).splitlines()) == 1, "only the headings"
        else:
            assert (answer.status_code, answer.context["listing"].count) == (200, 0)


@pytest.mark.parametrize(("where", "name"), BY_NUMBER)
def test_ten_thousand_numbers_are_too_many_for_a_filter(as_, tess, promised, where, name):
    together = as_(tess).get(reverse(where), {name: ",".join(TEN_THOUSAND)})
    assert (together.status_code, "Keep it to 200 characters or fewer" in says(together)) == (400, True)
    apart = as_(tess).get(reverse(where), {name: TEN_THOUSAND})
    assert (apart.status_code, TOO_MANY in says(apart)) == (400, True)


@pytest.mark.parametrize(("where", "name"), BY_NUMBER)
def test_an_empty_number_filters_nothing(as_, tess, promised, where, name):
    whole, empty = as_(tess).get(reverse(where)), as_(tess).get(reverse(where), {name: ["", " ", ","]})
    assert (whole.status_code, empty.status_code) == (200, 200)
    if not where.endswith("_export"):
        assert empty.context["listing"].count == whole.context["listing"].count


@pytest.mark.parametrize("words", ["0", "-1", "SR-0", "vanguard-0", "vanguard 99999999999", *TOO_GREAT, ",".join(TEN_THOUSAND)])
def test_the_changes_of_what_has_no_such_number_are_refused(as_, tess, promised, words):
    answer = as_(tess).get(reverse("change_list"), {"record": words})
    assert answer.status_code == 400
    assert "We do not know “" in says(answer) or "There is no change to “" in says(answer) or "characters or fewer" in says(answer)


# --- records that are chosen ---------------------------------------------------------------------------------------------

CHOSEN = [
    ("request_many", [], "request"),
    ("request_many_do", ["accept"], "request"),
    ("commitment_many", [], "commitment"),
    ("commitment_many_do", [CommitmentMove.CANCEL], "commitment"),
]


@pytest.mark.parametrize(("where", "args", "thing"), CHOSEN)
def test_what_is_chosen_by_no_number_of_a_record_is_refused(as_, tess, promised, ask, salford, where, args, thing):
    ask("Rotas", salford)
    for words in (*NO_DIGITS, *TOO_GREAT, "1,2", ""):
        answer = as_(tess).get(reverse(where, args=args), {"chosen": ["1", words], "preview": "1"}, follow=True)
        assert answer.status_code == 400, words[:20]
        assert f"The address chooses something that is no {thing}." in says(answer), words[:20]


@pytest.mark.parametrize(("where", "args", "thing"), CHOSEN)
def test_choosing_what_nobody_has_is_choosing_nothing(as_, tess, promised, ask, salford, where, args, thing):
    ask("Rotas", salford)
    for words in ("0", "999999999"):
        answer = as_(tess).get(reverse(where, args=args), {"chosen": words, "preview": "1"}, follow=True)
        assert answer.status_code == 400
        assert f"No {thing} is chosen." in says(answer) or f"Choose at least one {thing}" in says(answer)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(("where", "args", "thing"), CHOSEN)
def test_ten_thousand_are_too_many_to_be_chosen(as_, tess, promised, where, args, thing, method):
    address = f"{reverse(where, args=args)}?{'&'.join(f'chosen={each}' for each in TEN_THOUSAND)}"
    answer = getattr(as_(tess), method)(address)
    assert (answer.status_code, TOO_MANY in says(answer)) == (400, True)


@pytest.mark.parametrize("person", ["tess", None])
@pytest.mark.parametrize(
    ("address", "code"), [("/", 400), ("/vanguards/", 400), ("/sign-in/", 400), ("/admin/", 400), ("/health/", 400), ("/nowhere/", 404)]
)
def test_an_address_of_more_parameters_than_are_read_is_refused_in_words(request, client, as_, person, address, code):
    asks = as_(request.getfixturevalue(person)) if person else client
    answer = asks.get(f"{address}?{'&'.join(['a'] * 2_001)}")
    assert (answer.status_code, TOO_MANY in says(answer)) == (code, code == 400)
    assert asks.get(f"{address}?{'&'.join(['a'] * 2_000)}").status_code != 500


# --- the number of a record, and its place in a list ---------------------------------------------------------------------


@pytest.mark.parametrize("words", ["0", "00", "038", "-1", "38.0", "one", *TOO_GREAT])
def test_there_is_no_page_of_a_number_that_no_record_has(as_, tess, promised, words):
    for name in ("vanguard_detail", "milestone_detail", "commitment_detail", "change_detail"):
        address = reverse(name, args=[38]).replace("38", words)
        assert as_(tess).get(address).status_code == 404, address[:40]
    assert as_(tess).get(f"/support/SR-{words}/").status_code in (302, 404)


@pytest.mark.parametrize("at", ["0", "-1", "one", "", *TOO_GREAT, ",".join(TEN_THOUSAND)])
def test_a_place_in_a_list_that_there_is_not_leaves_the_page_as_it_is(as_, tess, ask, salford, at):
    rotas = ask("Rotas", salford)
    for query in ("state=raised", "page=0", "page=-1", f"page={2**63}"):
        assert as_(tess).get(rotas.get_absolute_url(), {"from": query, "at": at}).status_code == 200


def test_a_number_of_a_record_has_at_most_as_many_digits_as_it_is_asked_for():
    assert is_a_number("0")
    assert is_a_number("9" * 9)
    assert not is_a_number("9" * 10)
    assert is_a_number("9" * 18, most=18)
    assert not any(is_a_number(words, most=18) for words in ("", *NO_DIGITS, "４４", " 4", "4\n", "²"))
    assert number(str(GREATEST), "") == GREATEST
    assert number(str(GREATEST + 1), "") is None
