"""Mails that tell the leads of a vanguard, and others, what a change did: one mail each."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from history import clock
from history.recording.changes import OpenChange
from mail.posting import post_many
from people.models import User
from vanguards.models import Membership


@dataclass(frozen=True)
class News:
    """One thing to tell about a record, to the leads of these vanguards and to these people."""

    record: Any
    subject: str
    sentence: str
    vanguards: Iterable[int] = ()
    people: Iterable[User] = ()
    on_its_page: bool = True  # False if they can no longer see the record


def tell(opened: OpenChange, news: Iterable[News], *, things: str) -> None:
    """Write the mails in the open change; `things` names several of the records: "support requests"."""
    news = list(news)
    leads = leads_of({number for each in news for number in each.vanguards})
    lines: dict[User, list[tuple[str, str]]] = defaultdict(list)
    subjects: dict[User, str] = {}
    for each in news:
        address = each.record.get_absolute_url() if each.on_its_page else ""
        for person in dict.fromkeys(
            [*(owner for owner in each.people if owner.sees_everything), *(lead for number in each.vanguards for lead in leads[number])]
        ):
            lines[person].append((each.sentence, address))
            subjects[person] = each.subject if len(lines[person]) == 1 else f"{len(lines[person]):,} {things}"
    post_many(opened, {person: (subjects[person], told) for person, told in lines.items()})


def leads_of(numbers: set[int]) -> dict[int, list[User]]:
    """Return today's leads of each of these vanguards."""
    leads: dict[int, list[User]] = defaultdict(list)
    memberships = Membership.objects.on(clock.today()).filter(vanguard_id__in=numbers).select_related("user").order_by("pk")
    for membership in memberships if numbers else []:
        leads[membership.vanguard_id].append(membership.user)
    return leads


def ended(words: str) -> str:
    """Return people's words with a full stop, unless they end with one."""
    return words if not words or words.endswith((".", "!", "?", "…")) else f"{words}."
