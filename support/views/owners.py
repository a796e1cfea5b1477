"""Names that a field suggests while people type."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from pages.errors import NotUnderstood
from people.fields import with_note
from people.names import MOST_OFFERED, team
from people.requests import SignedInRequest
from support.owners import owners_today
from support.policies import may_change_requests

OF = {"team": team, "owners": owners_today}


@require_safe
def owner_names(request: SignedInRequest) -> HttpResponse:
    """Return matching people of the programme team, or matching owners of open requests: the words to enter, and how to show them."""
    may_change_requests(request.user).enforce()
    of = request.GET.get("of", "team")
    if of not in OF:
        raise NotUnderstood(f"There are no names “of {of[:40]}”.")
    people = OF[of]()
    found = people.beginning(request.GET.get("q", "")[:200])
    names = [{"words": people.called(one), "text": with_note(people, one), "address": one.address} for one in found[:MOST_OFFERED]]
    return JsonResponse({"names": names, "more": len(found) > MOST_OFFERED})
