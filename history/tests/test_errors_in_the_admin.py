"""A form of the admin that is refused says what to do, in our words, and keeps what was typed."""

import pytest

from history.tests.admin_pages import address, form_of
from people.models import User
from vanguards.models import Organisation

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ORGANISATION = "/admin/vanguards/organisation/add/"
DJANGO_SAYS = ("This field is required", "Select a valid choice", "Ensure this value", "already exists", "Enter a valid")


def refused(office, page, **wrong):
    answer = office.post(page, form_of(office, page) | {"change_reason": "As published"} | wrong)
    assert answer.status_code == 200
    shown = answer.content.decode().replace("&#x27;", "’")
    assert [words for words in DJANGO_SAYS if words in shown] == []
    return shown


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": ""}, "Name: Fill this in."),
        ({"kind": ""}, "Kind: Choose one."),
        ({"kind": "no such kind"}, "Kind: What you chose is no longer there. Choose something else."),
        ({"name": "x" * 201}, "Name: Keep it to 200 characters or fewer."),
        ({"name": "Monitor"}, "Name: There is another organisation with this already. Enter something else."),
        ({"source": "999"}, "Source: What you chose is no longer there. Choose something else."),
        ({"change_reason": ""}, "Reason for the change: Give the reason for the change."),
        ({"aliases-0-name": "x" * 201}, "Aliases, row 1: Name: Keep it to 200 characters or fewer."),
    ],
)
def test_a_wrong_field_of_an_organisation(office, monitor, wrong, words):
    typed = {"name": "Health Education England", "kind": "other"} | wrong
    assert words in refused(office, ORGANISATION, **typed)
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"patient_population": "many"}, "Patient population: Enter a whole number, such as 12."),
        ({"patient_population": "-5"}, "Patient population: Enter 0 or more."),
        ({"care_model": ""}, "Care model: Choose one."),
        ({"memberships-0-user": "999", "memberships-0-starts_on": "1 January 2016"}, "What you chose is no longer there."),
    ],
)
def test_a_wrong_field_of_a_vanguard(office, salford, wrong, words):
    shown = refused(office, address(salford), **wrong)
    assert words in shown


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"email": ""}, "Enter an e-mail address."),
        ({"email": "x"}, "Enter an e-mail address like name@example.com."),
        ({"email": "OTTO@example.com"}, "Somebody with this e-mail address has an account."),
        ({"name": ""}, "Name: Fill this in."),
    ],
)
def test_a_wrong_field_of_an_account(office, newt, wrong, words):
    assert words in refused(office, f"/admin/people/user/{newt.pk}/change/", **wrong)
    assert User.objects.get(pk=newt.pk).name == "Newt"
