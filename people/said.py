"""What the back office did to somebody's account, as a feed says it."""

from collections.abc import Mapping

from history import clock
from history.feed.differences import EMPTY, Described, Difference
from history.feed.said import Said
from pages import dates
from pages.counting import several
from people.leaving import handed_over
from people.models import User

YES = "Yes"
ROLES = {  # what was done by giving each, and by taking it away
    "is_programme_team": ("added {it} to the programme team", "took {it} out of the programme team"),
    "is_back_office": ("added {it} to the back office", "took {it} out of the back office"),
    "is_administrator": ("made {it} an administrator", "took the role of administrator from {it}"),
}


def _of_accounts(edited: Mapping[int, Described], reader: User) -> dict[int, Said]:
    """Accounts that were closed, opened again, or given or taken a role; what was corrected besides comes after the sentence."""
    acts = {number: [(each, _act(each, described)) for each in described.differences] for number, described in edited.items()}
    acts = {number: some for number, some in acts.items() if any(act for _, act in some)}
    handed = handed_over([*acts]) if acts and reader.sees_everything else {}
    return {
        number: Said(
            _in_one([act for _, act in some if act]) + _went_to(handed.get(number, [])),
            {"it": str(edited[number].version.name), **{thing: to for thing, _, to in handed.get(number, [])}},
            details=". ".join(f"{each.label}: {each.old} → {each.new}" for each, act in some if not act),
        )
        for number, some in acts.items()
    }


def _act(difference: Difference, described: Described) -> str:
    """What was done by changing one field; empty where that has no name of its own."""
    if difference.field in ROLES:
        given, taken = ROLES[difference.field]
        return given if difference.new == YES else taken
    if difference.field != "closed_on" or EMPTY not in (difference.old, difference.new):
        return ""
    if difference.new == EMPTY:
        return "opened the account of {it} again"
    last_day = described.version.closed_on
    is_today = last_day == clock.in_london(described.version.history_date).date()
    return "closed the account of {it}" if is_today else f"closed the account of {{it}} from {dates.on(last_day)}"


def _in_one(acts: list[str]) -> str:
    """Who it was done to is named once."""
    first, *others = acts
    return " and ".join([first, *(act.replace("{it}", "them") for act in others)])


def _went_to(handed: list[tuple[str, int, str]]) -> str:
    return "".join(f"; their {several(how_many, thing)} went to {{{thing}}}" for thing, how_many, _ in handed)


EDITED = {"people.user": _of_accounts}
