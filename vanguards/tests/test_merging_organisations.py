"""Two organisations that are one: the back office sees what would move, gives the reason, and one is left with all of it."""

import re
from datetime import date
from urllib.parse import quote

import pytest
from django.db import connection

from conftest import versions_of
from history.models import Change
from history.tests.admin_pages import address, fields_of
from history.tests.test_what_a_feed_says_of_an_edit import first_line
from pages.errors import Refused
from spread.models import Adoption, Product
from support.models import AnsweringBody, Offer
from vanguards.merging import merge, weigh
from vanguards.models import MergedOrganisation, Organisation, OrganisationAlias, OrganisationSuccession, Partnership

pytestmark = pytest.mark.django_db


def says(answer):
    return answer.content.decode().replace("&#x27;", "’")


@pytest.fixture
def twins(recording, salford, neuro, ask, enabler):
    """St. Helens, on record twice: the one that goes is a partner of 38, answers a request, offers something, and has an alias."""
    with recording():
        kept = Organisation.objects.create(name="St Helens CCG", kind="CCG")
        gone = Organisation.objects.create(name="Saint Helens Clinical Commissioning Group", kind="CCG", role="commissioner")
        other = Organisation.objects.create(name="NHS England", kind="national body")
        Partnership.objects.create(vanguard=salford, organisation=gone)
        Partnership.objects.create(vanguard=neuro, organisation=kept)
        gone.aliases.create(name="SHCCG")
        OrganisationSuccession.objects.create(predecessor=gone, successor=other)
    request = ask("Rotas", salford)
    with recording():
        AnsweringBody.objects.create(support_request=request, organisation=gone)
        Offer.objects.create(enabler=enabler, body=gone, words="A tool")
    return gone, kept


def page_of(gone, kept=None):
    return f"/admin/vanguards/organisation/{gone.pk}/merge/" + (f"?into={quote(kept.name)}" if kept else "")


def test_the_preview_says_what_would_move_and_changes_nothing(office, twins):
    gone, kept = twins
    before = Change.objects.count()
    page = says(office.get(page_of(gone, kept)))
    for words in (
        "Vanguard 38, Salford and Wigan Foundation Chain",
        "Support request SR-",
        "Offer A tool",
        "alias of an organisation: SHCCG",
        "Saint Helens Clinical Commissioning Group became NHS England",
        "The name “Saint Helens Clinical Commissioning Group”, as an alias",
        "commissioner",
    ):
        assert words.lower() in page.lower(), words
    assert "Vanguard 44" not in page
    assert Change.objects.count() == before
    assert Organisation.objects.count() == 3


def test_merged_all_of_it_follows_in_one_change_with_the_reason(office, otto, twins):
    gone, kept = twins
    number, name = gone.pk, gone.name
    answer = office.post(page_of(gone, kept), fields_of(office.get(page_of(gone, kept))) | {"change_reason": "The same body"})
    assert (answer.status_code, answer["Location"]) == (302, address(kept))
    assert not Organisation.objects.filter(pk=number).exists()
    assert sorted(kept.partnerships.values_list("vanguard_id", flat=True)) == [38, 44]
    assert (kept.answers.count(), kept.offers.count(), kept.successions.count()) == (1, 1, 1)
    assert sorted(kept.aliases.values_list("name", flat=True)) == ["SHCCG", name]
    made = Change.objects.latest("pk")
    assert (made.made_by, made.reason, made.source) == (otto, "The same body", "admin")
    assert made.entries.filter(history_type="-").get().name == name
    assert made.entries.count() == 8
    assert Organisation.version_model()._base_manager.filter(id=number).count() == 2, "its history is not kept"
    assert versions_of(kept.partnerships.get(vanguard=38))[0].organisation_id == number
    assert f"{name} is now {kept.name}." in says(office.get("/admin/"))


def merged(office, gone, kept):
    return office.post(page_of(gone, kept), fields_of(office.get(page_of(gone, kept))) | {"change_reason": "The same body"})


def test_a_merger_reads_as_one_sentence(as_, office, tess, twins):
    gone, kept = twins
    merged(office, gone, kept)
    said = f"Otto merged the organisation {gone.name} into {kept.name}, in the back office. The same body"
    assert said in first_line(as_(tess))


def test_the_old_address_of_its_form_leads_to_the_one_it_became(office, recording, twins):
    gone, kept = twins
    merged(office, gone, kept)
    answer = office.get(address(gone), follow=True)
    assert answer.redirect_chain == [(address(kept), 302)]
    assert f"The organisation you looked for is now {kept.name}." in says(answer)
    assert f"{gone.name} ({gone.code})" in says(answer)


def test_what_took_it_in_and_is_merged_itself_takes_it_along(office, recording, twins):
    gone, kept = twins
    with recording():
        last = Organisation.objects.create(name="Cheshire and Merseyside", kind="other")
    merged(office, gone, kept)
    merged(office, kept, last)
    assert Organisation.became([gone.pk, kept.pk]) == {gone.pk: last, kept.pk: last}
    assert office.get(address(gone)).headers["Location"] == address(last)


def test_one_that_was_deleted_and_not_merged_leads_nowhere_else(office, recording):
    with recording():
        alone = Organisation.objects.create(name="Alone", kind="other")
    page = address(alone)
    with recording():
        alone.delete()
    assert office.get(page).headers["Location"] == "/admin/"


def test_without_a_reason_nothing_is_merged(office, twins):
    gone, kept = twins
    answer = office.post(page_of(gone, kept), fields_of(office.get(page_of(gone, kept))) | {"change_reason": " "})
    assert (answer.status_code, "Give the reason for the change." in says(answer)) == (200, True)
    assert "<title>Error: " in says(answer)
    assert Organisation.objects.count() == 3


def test_what_both_have_and_say_alike_is_left_once(office, recording, twins, salford):
    gone, kept = twins
    with recording():
        Partnership.objects.create(vanguard=salford, organisation=kept)
        kept.aliases.create(name="SHCCG")
        kept.aliases.create(name=gone.name)
    page = office.get(page_of(gone, kept))
    assert f"What {kept} has already" in says(page)
    assert "as an alias" not in says(page)
    assert office.post(page_of(gone, kept), fields_of(page) | {"change_reason": "The same body"}).status_code == 302
    assert kept.partnerships.filter(vanguard=salford).count() == 1
    assert sorted(kept.aliases.values_list("name", flat=True)) == ["SHCCG", "Saint Helens Clinical Commissioning Group"]


def refused(office, gone, kept, words):
    page = office.get(page_of(gone, kept))
    assert words in says(page)
    assert 'value="Merge them"' not in says(page)
    sent = {"seen": weigh(gone, kept).seen, "change_reason": "The same body"}
    answer = office.post(page_of(gone, kept), sent)
    assert (answer.status_code, "Nothing was merged" in says(answer)) == (200, True)
    assert Organisation.objects.filter(pk=gone.pk).exists()
    assert gone.partnerships.exists()


def test_what_both_have_and_say_otherwise_is_to_be_settled_first(office, recording, twins, salford):
    gone, kept = twins
    with recording():
        Partnership.objects.create(vanguard=salford, organisation=kept, certainty="unconfirmed")
    refused(office, gone, kept, "both have it, and do not say the same of it")
    assert f'<a href="{address(salford)}">' in says(office.get(page_of(gone, kept)))


@pytest.mark.parametrize("backwards", [False, True])
def test_what_became_another_is_not_the_same(office, recording, twins, backwards):
    gone, kept = twins
    with recording():
        OrganisationSuccession.objects.create(predecessor=kept if backwards else gone, successor=gone if backwards else kept)
    refused(office, gone, kept, "it says that one became the other: then they are two")


def test_what_was_not_seen_is_not_merged(office, recording, twins, neuro):
    gone, kept = twins
    fields = fields_of(office.get(page_of(gone, kept))) | {"change_reason": "The same body"}
    with recording():
        Partnership.objects.create(vanguard=neuro, organisation=gone, role="lead")
    answer = office.post(page_of(gone, kept), fields)
    assert "Something has changed since you opened this page." in says(answer)
    assert "The same body" in says(answer)
    assert Organisation.objects.filter(pk=gone.pk).exists()
    assert office.post(page_of(gone, kept), fields_of(answer)).status_code == 302


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Enter the name of the organisation to keep."),
        ("Monitor", "No other organisation is called “Monitor”."),
        ("Saint Helens Clinical Commissioning Group", "No other organisation is called"),
        ("he", "Several organisations have these words:"),
    ],
)
def test_which_is_kept_is_said_by_name(office, recording, twins, typed, words):
    gone, _ = twins
    with recording():
        Organisation.objects.create(name="Health Education England", kind="national body")
    answer = office.get(page_of(gone), {"into": typed})
    assert (answer.status_code, words in says(answer)) == (200, True)
    assert office.post(page_of(gone) + f"?into={quote(typed)}", {"change_reason": "x", "seen": "x"}).status_code == 200
    assert Organisation.objects.count() == 4


def test_the_form_of_an_organisation_leads_there_and_names_those_it_may_be(office, twins):
    gone, kept = twins
    assert page_of(gone) in says(office.get(address(gone)))
    assert f'href="?into={quote(kept.name)}"' in says(office.get(page_of(gone)))
    assert office.get(page_of(gone) + f"?into={quote('St Helens')}").status_code == 200


@pytest.mark.parametrize("number", ["999", "0", "9" * 30])
def test_what_is_not_on_record_is_not_found(office, number):
    assert office.get(f"/admin/vanguards/organisation/{number}/merge/").status_code in (302, 404)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", ["tess", "sal", "newt"])
def test_nobody_else_merges(as_, request, twins, role, method):
    gone, kept = twins
    who = request.getfixturevalue(role)
    answer = getattr(as_(who), method)(page_of(gone, kept), {"into": kept.name, "seen": weigh(gone, kept).seen, "change_reason": "x"})
    assert answer.status_code == 403
    with pytest.raises(Refused):
        merge(gone, kept, by=who, reason="x", seen=weigh(gone, kept).seen)
    assert Organisation.objects.filter(pk=gone.pk).exists()


def test_what_fails_on_the_way_is_undone_as_a_whole(otto, twins, monkeypatch):
    gone, kept = twins
    seen = weigh(gone, kept).seen

    def fail(self, *args, **kwargs):
        raise RuntimeError("on the way")

    monkeypatch.setattr(Organisation, "delete", fail)
    with pytest.raises(RuntimeError):
        merge(gone, kept, by=otto, reason="x", seen=seen)
    assert (gone.partnerships.count(), gone.aliases.count(), OrganisationAlias.objects.count()) == (1, 1, 1)


def test_everything_that_points_to_an_organisation_is_known_to_follow():
    """A link that hides from the models would be left behind, and the database would refuse."""
    followed = (Partnership, OrganisationAlias, OrganisationSuccession, MergedOrganisation, AnsweringBody, Offer, Product, Adoption)
    tables = {model._meta.db_table for model in followed}
    with connection.cursor() as cursor:
        found = set()
        for table in connection.introspection.table_names(cursor):
            relations = connection.introspection.get_relations(cursor, table)
            if any(target[1] == Organisation._meta.db_table for target in relations.values()) and not re.search("version$", table):
                found.add(table)
    assert found == tables


def test_what_others_were_made_from_is_not_left_out_even_where_both_say_the_same(office, otto, recording, neuro, twins):
    gone, kept = twins
    with recording():
        product = Product.objects.create(name="Toolkit", kind="toolkit", summary="Help.", state="checked", is_public=True)
        doubled, _ = [product.adoptions.create(organisation=each, stage="looking", since_on=date(2016, 1, 4)) for each in (gone, kept)]
        later = product.adoptions.create(vanguard=neuro, stage="looking", since_on=date(2016, 1, 5), taken_from=doubled)
    assert "something else was made from this one: let that come from the other first" in says(office.get(page_of(gone, kept)))
    with pytest.raises(Refused, match="Nothing was merged"):
        merge(gone, kept, by=otto, reason="The same body", seen=weigh(gone, kept).seen)
    with recording():
        later.taken_from = product.adoptions.get(organisation=kept)
        later.save()
    assert merged(office, gone, kept).status_code == 302
    assert list(product.adoptions.values_list("organisation", "vanguard").order_by("pk")) == [(kept.pk, None), (None, neuro.pk)]
