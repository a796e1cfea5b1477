"""A lead records what their own vanguard does with a product of others; who sees it before it is checked, and after."""

import pytest

from history import clock
from history.models import Change
from pages.errors import Refused
from pages.typed_dates import understand
from spread.actions import offer_product, record_adoption
from spread.models import Adoption
from spread.moves import make_of_adoption, make_of_product
from spread.tests.conftest import WORDS, fresh
from vanguards.models import Organisation, Vanguard

pytestmark = pytest.mark.django_db
TYPED = {"vanguard": "44", "stage": "trying", "from_when": "January 2016", "use": "The stroke rota", "changed": "", "giver": ""}


@pytest.fixture
def new(product):
    return f"{product.get_absolute_url()}adoptions/new/"


@pytest.fixture
def third(recording, acc):
    with recording():
        return Vanguard.objects.create(number=45, name="MERIT", care_model=acc[0], cohort=acc[1])


def test_a_lead_records_what_their_vanguard_does_and_says_more_as_it_goes_on(as_, nora, new):
    client = as_(nora)
    address = client.post(new, TYPED).url
    page = client.get(address).content.decode()
    for words in ("44 The Neuro Network", "Trying it since January 2016", "The stroke rota", "Its makers", "To check"):
        assert words in page, words
    form = client.get(f"{address}adapt/").context["form"]
    typed = {"from_when": "2 February 2016", "changed": "A page on leave", "words": "Two rotas", "since": form["since"].value()}
    assert client.post(f"{address}adapt/", typed).status_code == 302
    page = client.get(address).content.decode()
    for words in ("Adapted since 2 February 2016", "A page on leave", "Two rotas", "said of this adoption that they adapted it"):
        assert words in page, words


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"stage": ""}, "Choose how far they are"),
        ({"from_when": ""}, "Enter since when"),
        ({"from_when": "2090"}, "Enter a day that is today or earlier"),
        ({"vanguard": "38"}, "Choose a vanguard that you lead"),
        ({"giver": "45"}, "Vanguard 45 is not on record with this product."),
        ({"giver": "999"}, "Vanguard 999 is not on record with this product."),
        ({"giver": "me"}, "“me” is not a number."),
    ],
)
def test_what_is_not_understood_is_said_beside_it_and_nothing_is_written(as_, nora, third, tess, product, new, typed, words):
    record_adoption(product, by=tess, vanguard=third, stage="trying", from_when=understand("2015"))  # not checked: as if it were not there
    before = Change.objects.count()
    assert words in as_(nora).post(new, {**TYPED, **typed}).content.decode()
    assert Change.objects.count() == before


def test_a_site_is_on_record_with_a_product_once_and_its_makers_never(as_, nora, sal, new, adopt):
    adopt()
    assert "is on record already" in as_(nora).post(new, TYPED).content.decode()
    assert "This vanguard makes the product" in as_(sal).post(new, {**TYPED, "vanguard": "38"}).content.decode()
    assert Adoption.objects.count() == 1


def test_the_team_records_what_an_organisation_does(as_, tess, recording, new, nora, product):
    with recording():
        body = Organisation.objects.create(name="Guy’s Hospital", kind="other")
    typed = {**TYPED, "vanguard": "", "organisation": "Guy’s Hospital"}
    address = as_(tess).post(new, typed).url
    assert Adoption.objects.get().organisation == body
    assert as_(nora).get(address).status_code == 404
    make_of_adoption(Adoption.objects.get(), "check", by=tess)
    assert "Guy’s Hospital" in as_(nora).get(product.get_absolute_url()).content.decode()
    for wrong in ({"vanguard": "44"}, {"organisation": ""}):
        assert "Enter a vanguard or an organisation, not both" in as_(tess).post(new, {**typed, **wrong}).content.decode()
    assert "There is no organisation “Nowhere”" in as_(tess).post(new, {**typed, "organisation": "Nowhere"}).content.decode()
    with pytest.raises(Refused, match="Only the programme team records what organisations do"):
        record_adoption(product, by=nora, vanguard=None, organisation=body, stage="trying", from_when=understand("2015"))


def test_nobody_records_for_a_vanguard_they_do_not_lead_nor_an_unchecked_product(product, nora, third, otto, salford, sal, tess):
    for by in (nora, otto):
        with pytest.raises(Refused):
            record_adoption(product, by=by, vanguard=third, stage="trying", from_when=understand("2015"))
    unchecked = offer_product(by=sal, vanguards=[salford], **{**WORDS, "name": "Second"})
    with pytest.raises(Refused, match="has not checked this product yet"):
        record_adoption(unchecked, by=tess, vanguard=third, stage="trying", from_when=understand("2015"))
    assert not Adoption.objects.exists()


def test_until_it_is_checked_others_find_it_nowhere_and_then_everywhere(as_, sal, tess, product, adopt):
    """The makers of the product see it no sooner than anybody else."""
    adoption = adopt("adopted", use="Secret so far")
    client, places = as_(sal), [product.get_absolute_url(), "/products/adoptions/", "/products/map/", "/vanguards/44/", "/changes/"]
    places += ["/products/adoptions/?q=neuro", "/products/reach/", "/products/?adopter=44"]

    def found():
        pages = {place: client.get(place).content.decode() for place in places}
        file = b"".join(client.get("/products/adoptions/export.csv").streaming_content).decode()
        return "Secret so far" in file, {place for place, page in pages.items() if f"/adoptions/{adoption.pk}/" in page}

    assert client.get(adoption.get_absolute_url()).status_code == 404
    assert found() == (False, set())
    assert client.get("/products/?adopter=44").context["rows"] == []
    unchecked = clock.now()
    make_of_adoption(adoption, "check", by=tess, words="A word to Neuro")
    page = client.get(adoption.get_absolute_url()).content.decode()
    assert "Secret so far" in page
    assert "A word to Neuro" not in page
    in_file, on_pages = found()
    assert in_file
    assert on_pages == {
        product.get_absolute_url(),
        "/products/adoptions/",
        "/products/map/",
        "/vanguards/44/",
        "/products/adoptions/?q=neuro",
    }
    assert client.get("/products/?adopter=44").context["rows"] == [product]
    assert "1 site uses it." in client.get(product.get_absolute_url()).content.decode()
    assert client.get(adoption.get_absolute_url(), {"as_at": unchecked.isoformat()}).status_code == 404
    make_of_adoption(adoption, "send-back", by=tess, words="Really?")
    assert found() == (False, set()), "what is sent back is seen by others no more"


def test_whom_it_was_taken_from_is_another_site_with_it_and_never_one_that_took_it_from_them(as_, tess, nora, product, third, adopt):
    neuro = make_of_adoption(adopt("trying"), "check", by=tess)
    taken = {"vanguard": third, "stage": "trying", "from_when": understand("January 2016"), "taken_from": neuro}
    merit = make_of_adoption(record_adoption(product, by=tess, **taken), "check", by=tess)
    client, address = as_(tess), f"{neuro.get_absolute_url()}correct/"
    form = client.get(address).context["form"]
    typed = {**TYPED, "giver": "45", "words": "", "since": form["since"].value()}
    assert "Vanguard 45 took it from this site." in client.post(address, typed).content.decode()
    assert "44 The Neuro Network" in as_(nora).get(merit.get_absolute_url()).content.decode()
    make_of_adoption(neuro, "send-back", by=tess, words="Really?")
    with_another = fresh(merit)
    assert with_another.taken_from == neuro
    sees = as_(nora)  # her own
    assert "44 The Neuro Network" in sees.get(merit.get_absolute_url()).content.decode()


@pytest.fixture
def correct(as_):
    """Open the form that corrects an adoption, and send it again with its own answers but for these; return the form as it was opened."""

    def send(adoption, by, **typed):
        address = f"{adoption.get_absolute_url()}correct/"
        form = as_(by).get(address).context["form"]
        own = {name: form[name].value() or "" for name in ("stage", "from_when", "use", "changed", "giver", "since")}
        assert as_(by).post(address, {**own, "words": "", **typed}).status_code == 302
        return form

    return send


def test_a_giver_that_the_lead_may_not_see_is_neither_shown_by_the_form_nor_lost(tess, nora, product, third, adopt, correct):
    merit = record_adoption(product, by=tess, vanguard=third, stage="trying", from_when=understand("2015"))
    neuro = adopt("trying", taken_from=merit)
    form = correct(neuro, nora, use="Nights")
    assert "45" not in str(form["giver"])
    assert (fresh(neuro).taken_from, fresh(neuro).use) == (merit, "Nights")
    assert 'value="45"' in str(correct(neuro, tess)["giver"]), "the team sees it"
    correct(neuro, nora, giver="38")
    assert fresh(neuro).taken_from is None, "the number of a maker"


def test_an_organisation_that_gave_it_is_kept_when_something_else_is_corrected(recording, tess, product, adopt, correct):
    with recording():
        body = Organisation.objects.create(name="Guy’s Hospital", kind="other")
    given = {"vanguard": None, "organisation": body, "stage": "trying", "from_when": understand("2015")}
    neuro = adopt("trying", taken_from=record_adoption(product, by=tess, **given))
    correct(neuro, tess, use="Nights")
    assert fresh(neuro).taken_from.organisation == body


def test_two_corrections_at_once_make_no_circle_and_one_on_record_stops_nobody(recording, tess, product, third, adopt, correct):
    neuro, taken = adopt("trying"), {"vanguard": third, "stage": "trying", "from_when": understand("2015")}
    merit = record_adoption(product, by=tess, **taken)
    stands = {"words": "", "use": "", "changed": "", "stage": "trying", "from_when": understand("2015")}
    make_of_adoption(merit, "correct", by=tess, taken_from=fresh(neuro), **stands)
    with pytest.raises(Refused, match="Vanguard 45 took it from this site"):
        make_of_adoption(neuro, "correct", by=tess, taken_from=merit, **stands)
    assert fresh(neuro).taken_from is None
    with recording():
        circle, last = fresh(neuro), Vanguard.objects.create(number=46, name="Last", care_model=third.care_model, cohort=third.cohort)
        circle.taken_from = merit
        circle.save()
    newest = record_adoption(product, by=tess, **{**taken, "vanguard": last})
    correct(newest, tess, giver="44")
    assert fresh(newest).taken_from == neuro


def test_who_reads_an_answer_is_said_before_it_is_written(as_, nora, tess, adopt):
    adoption, at_once = adopt("looking"), "Everybody can read this at once."
    pages = [f"{adoption.get_absolute_url()}{move}/" for move in ("try", "adopt", "adapt", "drop")]
    for page in pages:
        assert at_once not in as_(nora).get(page).content.decode(), page
    make_of_adoption(adoption, "check", by=tess, words="")
    for page in [*pages, f"{adoption.get_absolute_url()}correct/"]:
        shown = as_(tess).get(page).content.decode()
        assert at_once in shown, page
        assert "once it is checked" not in shown, page


def test_a_site_is_not_named_where_its_own_adoption_is_not_seen(as_, tess, sal, product, third, adopt):
    neuro = adopt("trying")
    taken = {"vanguard": third, "stage": "trying", "from_when": understand("January 2016"), "taken_from": neuro}
    merit = make_of_adoption(record_adoption(product, by=tess, **taken), "check", by=tess)
    for address in (merit.get_absolute_url(), "/products/map/", "/products/adoptions/", product.get_absolute_url()):
        page = as_(sal).get(address).content.decode()
        assert "Another site" in page, address
        assert "Neuro" not in page, address


def test_the_first_use_of_a_withdrawn_product_stays(as_, nora, sal, tess, product, adopt):
    adoption = make_of_adoption(adopt("trying"), "check", by=tess)
    make_of_product(product, "withdraw", by=sal, words="Replaced")
    assert as_(nora).get(adoption.get_absolute_url()).status_code == 200
