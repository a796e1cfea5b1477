"""An edit in the back office reads in a feed as one plain sentence: who changed what, from what to what."""

import re

import pytest
from django.urls import reverse

from history.recording.changes import change

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def edit(record, by, source="admin", reason="Checked with the vanguard", **values):
    with change(by=by, source=source, reason=reason):
        for name, value in values.items():
            setattr(record, name, value)
        record.save()


def first_line(client):
    """The text of the newest line of all changes."""
    page = client.get(reverse("change_list")).content.decode()
    line = re.search(r'<ul class="tracker-timeline">\s*<li>(.*?)</li>', page, re.DOTALL)[1]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", line)).strip()


def test_one_field_reads_from_what_to_what(as_, tess, otto, salford):
    edit(salford, otto, patient_population=2_000_000)
    said = f"Otto changed the patient population of vanguard {salford} from not known to 2,000,000, in the back office."
    assert said in first_line(as_(tess))


def test_several_fields_are_said_one_after_the_other(as_, tess, otto, salford):
    edit(salford, otto, patient_population=2_000_000, area="Greater Manchester")
    line = first_line(as_(tess))
    assert f"Otto changed vanguard {salford}: the " in line
    assert "the patient population from not known to 2,000,000" in line
    assert "the area from not known to Greater Manchester" in line


def test_long_words_are_named_and_not_repeated(as_, tess, otto, salford):
    edit(salford, otto, area="A" * 81)
    assert f"Otto changed vanguard {salford}: the area, in the back office." in first_line(as_(tess))


def test_what_a_page_changes_is_not_told_field_by_field(as_, tess, salford):
    edit(salford, tess, source="page", area="Greater Manchester")
    assert f"Tess changed vanguard {salford}. Checked with the vanguard" in first_line(as_(tess))


def test_a_lead_reads_no_field_of_a_version_that_is_not_theirs(as_, ask, otto, salford, neuro, nora):
    rotas = ask("Rotas", salford)
    edit(rotas, otto, title="Theatre rotas of Salford")
    assert "Theatre rotas" not in as_(nora).get(reverse("change_list")).content.decode()


@pytest.mark.parametrize("where", ["home", "change_list", "vanguard_detail"])
def test_every_feed_says_it_alike(as_, tess, otto, salford, where):
    edit(salford, otto, patient_population=2_000_000)
    address = reverse(where, args=[38] if where == "vanguard_detail" else [])
    assert "from not known to 2,000,000" in as_(tess).get(address).content.decode()
