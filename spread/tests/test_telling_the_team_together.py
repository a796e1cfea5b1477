"""Once an hour the programme team is told what leads put on record that it has not checked yet."""

import pytest

from history.models import Change
from spread.moves import make_of_product
from spread.notices import waiting_to_be_checked

pytestmark = pytest.mark.django_db


def test_it_is_told_each_thing_once_as_long_as_it_waits(tess, sal, offered, benefit):
    product, of_benefit = f"Please check {offered.in_a_sentence}.", f"Please agree {benefit.in_a_sentence}, or send it back."
    assert waiting_to_be_checked(0, tess) == (
        "2 records to check",
        [(product, offered.get_absolute_url()), (of_benefit, benefit.get_absolute_url())],
    )
    make_of_product(offered, "check", by=tess, words="")
    assert waiting_to_be_checked(0, tess)[1] == [(of_benefit, benefit.get_absolute_url())]
    assert waiting_to_be_checked(Change.objects.latest("pk").pk, tess)[1] == []


def test_an_adoption_is_told_with_its_site(tess, adopt, product):
    adoption = adopt()
    assert (f"Please check {adoption.in_a_sentence}.", adoption.get_absolute_url()) in waiting_to_be_checked(0, tess)[1]


def test_nobody_is_told_what_they_did_themselves(sal, offered):
    assert waiting_to_be_checked(0, sal)[1] == []
