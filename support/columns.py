"""The columns of the list of requests."""

from pages.columns import ShownColumns
from people.models import User

HEADINGS = {
    "vanguards": "Vanguards",
    "enablers": "Enablers",
    "state": "State",
    "priority": "Priority",
    "age": "Age",
    "owner": "Owner",
    "target": "Target date",
}
OF_THE_TEAM = ("vanguards", "state", "priority", "age", "owner", "target")
OF_A_LEAD = ("enablers", "state", "age", "owner", "target")
OF_SEVERAL = ("vanguards", *OF_A_LEAD)  # a lead of one vanguard knows whose requests these are


def columns_for(user: User, asked: list[str]) -> ShownColumns:
    of_a_lead = OF_SEVERAL if len(user.led_vanguard_ids) > 1 else OF_A_LEAD
    return ShownColumns(HEADINGS, OF_THE_TEAM if user.sees_everything else of_a_lead, asked)
