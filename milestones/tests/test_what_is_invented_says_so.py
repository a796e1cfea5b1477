"""Where the demonstration shows what became of promises, it says once that it was made up: on the page, or in each row."""

import pytest
from django.test import override_settings
from django.urls import reverse

from milestones.tests.stories import says

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_29_january"), pytest.mark.once]

SAID = '<span class="tracker-invented">invented</span>'


@pytest.mark.parametrize("name", ["milestone_list", "milestone_timeline", "milestone_slips"])
def test_a_page_of_numbers_or_pictures_says_it_once_and_only_in_the_demonstration(as_, tess, of_salford, name):
    address = reverse(name)
    with override_settings(DEMO=True):
        assert says(as_(tess).get(address)).count(SAID) == 1
    with override_settings(DEMO=False):
        assert SAID not in says(as_(tess).get(address))


def test_a_row_of_a_commitment_says_it_once(as_, tess, of_salford, recording):
    with recording():
        of_salford.invented = True
        of_salford.save()
    for address in (reverse("commitment_list"), of_salford.milestone.get_absolute_url()):
        assert says(as_(tess).get(address)).partition("<table")[2].partition("</table>")[0].count(SAID) == 1
