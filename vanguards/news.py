"""Telling those who lead a vanguard, and others, what a change did: one mail to each, however much of it is theirs."""

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
    """One thing to tell about a record: to those who lead these vanguards, and to these people."""

    record: Any
    subject: str
    sentence: str
    vanguards: Iterable[int] = ()
    people: Iterable[User] = ()
    on_its_page: bool = True  # False where they cannot see the record any more


def tell(opened: OpenChange, news: Iterable[News], *, things: str) -> None:
    """Write the mails, in the change that is open; `things` is what several of the records are called, "support requests"."""
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
    """Who leads each of these vanguards today."""
    leads: dict[int, list[User]] = defaultdict(list)
    memberships = Membership.objects.on(clock.today()).filter(vanguard_id__in=numbers).select_related("user").order_by("pk")
    for membership in memberships if numbers else []:
        leads[membership.vanguard_id].append(membership.user)
    return leads


def ended(words: str) -> str:
    """People's words as a sentence: with a full stop, where they have no end of their own."""
    return words if not words or words.endswith((".", "!", "?", "…")) else f"{words}."
