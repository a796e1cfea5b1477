"""Who asks for access, and who gives it."""

from history.reading.remembered import until_the_next_change
from people.models import AccessAsked, User

MOST_WAITING = 100  # read for the home page of the back office


def who_gives_it() -> list[User]:
    """Return the back office; the administrators if nobody has that role."""
    people = User.objects.open().order_by("pk")
    return list(people.filter(is_back_office=True)) or list(people.filter(is_administrator=True))


@until_the_next_change
def waiting(user: User) -> list[AccessAsked]:
    """Return the people waiting for access, longest first, each with their latest words."""
    asked = AccessAsked.objects.visible_to(user).waiting().select_related("asked_by").order_by("asked_at")[:MOST_WAITING]
    last = {each.asked_by_id: each for each in asked}
    return list(last.values())
