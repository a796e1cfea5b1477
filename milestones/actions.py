"""Make milestones, add vanguards to them, and record what they depend on; each in one change.

Each raises Refused, with a sentence for the person, if it cannot be done now: somebody else may have done it meanwhile.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from history import clock
from history.reading.prepared import prepared
from history.recording.bulk import create_all
from history.recording.changes import change
from milestones import notices
from milestones.models import Commitment, Milestone, MilestoneGroup, MilestoneWait
from milestones.policies import may_keep_milestones
from pages.dates import MeantDate, columns
from pages.errors import Refused
from people.models import User
from people.verdict import ALLOWED, Verdict, refused
from support.models import SupportRequest
from vanguards.models import CareModel, Cohort, CollaborationForm, Vanguard

GROUPS: dict[str, Any] = {"care_model": CareModel, "form": CollaborationForm, "cohort": Cohort}


@dataclass(frozen=True)
class NewMilestone:
    """A new milestone and who commits to it: vanguards, all of a group (as `of_groups` takes it), or the programme itself."""

    title: str
    due: MeantDate
    vanguards: Iterable[Vanguard] = ()
    groups: Sequence[str] = ()
    programme: bool = False
    is_key: bool = False
    note: str = ""
    invented: bool = False


def make_milestone(new: NewMilestone, *, by: User, words: str) -> Milestone:
    """Make a milestone, with a commitment for each. Vanguards that join a group later are found on the milestone's page."""
    with change(by=by, reason=words, invented=new.invented) as opened:
        may_keep_milestones(by).enforce()
        if Milestone.objects.filter(title=new.title, due_on=new.due.first).exists():
            raise Refused("There is already a milestone with this title and due date. Enter another title.", "title")
        named = _groups(dict.fromkeys(new.groups))
        chosen = list(dict.fromkeys([*new.vanguards, *Vanguard.objects.of_groups(new.groups)]))
        milestone = Milestone(title=new.title, is_key=new.is_key, note=new.note, invented=new.invented)
        milestone.due = new.due
        milestone.save()
        create_all([MilestoneGroup(milestone=milestone, **{kind: group}) for kind, group in named])
        commitments = _commit(milestone, [*chosen, *([None] if new.programme else [])], new.due, invented=new.invented)
        notices.tell_of_new(opened, commitments, words)
        milestone.concerns = _for_whom(milestone)
        milestone.save()
    return milestone


def _groups(keys: Iterable[str]) -> list[tuple[str, Any]]:
    """Return these groups, each with the MilestoneGroup field that points to it."""
    return [(kind, GROUPS[kind].objects.get(code=code)) for kind, _, code in (key.partition(":") for key in keys)]


def _for_whom(milestone: Milestone) -> str:
    """Return who it is for, in words: "Foundation group; chosen vanguards; the programme itself". Chosen vanguards are not named: not
    everybody may see them.
    """
    groups = list(milestone.groups.select_related("care_model", "form", "cohort"))
    names = [group.name for group in groups]
    whose = Commitment.objects.filter(milestone=milestone)
    chosen = whose.exclude(vanguard=None).exclude(vanguard__in=Vanguard.objects.of_groups([group.key for group in groups]))
    own = whose.filter(vanguard=None).exists()
    words = "; ".join([*names, *(["chosen vanguards"] if chosen.exists() else []), *(["the programme itself"] if own else [])])
    return words if len(words) <= 200 else f"{words[:199]}…"


def _commit(milestone: Milestone, whose: Sequence[Vanguard | None], due: MeantDate, *, invented: bool = False) -> Sequence[Any]:
    kept = {"milestone": milestone, "expected_until": due.last, "invented": invented} | columns("due", due)
    return create_all([Commitment(vanguard=vanguard, **kept) for vanguard in whose])


def add_vanguards(
    milestone: Milestone, *, by: User, vanguards: Iterable[Vanguard], words: str, groups: Sequence[str] = (), due: MeantDate | None = None
) -> int:
    """Add a commitment for each of these vanguards that has none; return how many were added.

    They get the milestone's date unless another is given. Raise Refused if all have one already, or if they would be overdue at once.
    """
    with change(by=by, reason=words) as opened:
        may_keep_milestones(by).enforce()
        milestone = standing(milestone)
        when = due or milestone.due
        if when.is_over(clock.today()):
            raise Refused(f"{when} has passed, so they would be overdue at once. Enter a due date for them.", "due")
        have = set(Commitment.objects.filter(milestone=milestone).values_list("vanguard_id", flat=True))
        new = [vanguard for vanguard in dict.fromkeys(vanguards) if vanguard.pk not in have]
        if not new:
            raise Refused("All of these vanguards have this milestone already.", "vanguards")
        known = {group.key for group in milestone.groups.select_related("care_model", "form", "cohort")}
        create_all([MilestoneGroup(milestone=milestone, **{kind: group}) for kind, group in _groups(set(groups) - known)])
        notices.tell_of_new(opened, _commit(milestone, new, when), words)
        if milestone.source_id is None:  # what was published about it must not change
            milestone.concerns = _for_whom(milestone)
            milestone.save()
    return len(new)


def standing(record: Any) -> Any:
    """Return a milestone or request as it is now. Raise Refused if it was removed."""
    fresh = type(record).objects.filter(pk=record.pk).first()
    if fresh is None:
        raise Refused(f"“{record}” has been removed.")
    return fresh


@prepared
def _groups_of(number: int) -> Any:
    return MilestoneGroup.objects.filter(milestone=number).select_related("care_model", "form", "cohort")


def joined_since(milestone: Milestone) -> Sequence[Vanguard]:
    """Return vanguards that joined its groups later and have no commitment to it. Vanguards merged into another are left out."""
    keys = [group.key for group in _groups_of(milestone.pk)]
    if not keys:
        return []
    return list(Vanguard.objects.of_groups(keys).filter(successions=None).exclude(commitments__milestone=milestone))


def wait_for(milestone: Milestone, *, by: User, awaited: Milestone | SupportRequest, words: str) -> None:
    """Record that a milestone depends on another milestone or a request. Raise Refused if each would depend on the other."""
    with change(by=by, reason=words):
        may_keep_milestones(by).enforce()
        milestone, awaited = standing(milestone), standing(awaited)
        it = {"support_request": awaited} if isinstance(awaited, SupportRequest) else {"awaited": awaited}
        if isinstance(awaited, Milestone):
            may_wait_for(milestone, awaited).enforce()
        if MilestoneWait.objects.filter(milestone=milestone, **it).exists():
            raise Refused("It depends on that already.", "awaited")
        MilestoneWait.objects.create(milestone=milestone, **it)


def may_wait_for(milestone: Milestone, awaited: Milestone) -> Verdict:
    """Return whether one may depend on another: not if that one depends on it already, directly or through others."""
    if milestone == awaited:
        return refused("A milestone cannot depend on itself.", "awaited")
    if milestone.pk in _awaited_by(awaited):
        return refused(f"“{awaited}” depends on this milestone already, so this one cannot depend on it.", "awaited")
    return ALLOWED


def _awaited_by(milestone: Milestone) -> set[int]:
    """Return a milestone and everything it depends on, directly or through others."""
    found, further = {milestone.pk}, {milestone.pk}
    while further:
        waits = MilestoneWait.objects.filter(milestone__in=further, awaited__isnull=False)
        further = set(waits.values_list("awaited_id", flat=True)) - found
        found |= further
    return found


def stop_waiting(wait: MilestoneWait, *, by: User, words: str) -> None:
    """Record that a milestone no longer depends on something."""
    with change(by=by, reason=words):
        may_keep_milestones(by).enforce()
        fresh = MilestoneWait.objects.filter(pk=wait.pk).first()
        if fresh is None:
            raise Refused("It no longer depends on that.")
        fresh.delete()
