"""Who may do what to a return. A refusal is a sentence for the person, shown beside the move and when they try it."""

from datetime import date

from people.models import User
from people.policies import may_do_the_teams_work
from people.verdict import ALLOWED, Verdict, refused
from returns.confidence import Computed
from returns.models import Return
from returns.workflow import WRITABLE, Section, is_better

may_keep_periods = may_do_the_teams_work


def may_fill_in(user: User, vanguard_return: Return) -> Verdict:
    """Return whether somebody fills in this return at all: the vanguard's leads do, and the programme team."""
    if may_keep_periods(user) or vanguard_return.vanguard_id in user.led_vanguard_ids:
        return ALLOWED
    return refused("Only the leads of this vanguard and the programme team can do this.")


def may_write(user: User, vanguard_return: Return) -> Verdict:
    """Return whether somebody can write in it now."""
    verdict = may_fill_in(user, vanguard_return)
    if verdict and vanguard_return.state not in WRITABLE:
        return refused(f"This return is {vanguard_return.get_state_display().lower()}, so it cannot be written in.")
    return verdict


def may_start(vanguard_return: Return, day: date) -> Verdict:
    """Return whether its period is open."""
    period = vanguard_return.period
    return ALLOWED if period.is_open(day) else refused(f"{period} opens on {period.opens_on.day} {period.opens_on:%B %Y}.")


def may_be_sent(vanguard_return: Return, computed: Computed) -> Verdict:
    """Return whether nothing is missing. To declare better than the record says takes a reason."""
    missing = {
        "your confidence": vanguard_return.confidence,
        "what was achieved": vanguard_return.achieved,
        "what is next": vanguard_return.next_steps,
    }
    lacking = [words for words, value in missing.items() if not value]
    if lacking:
        return refused(f"It does not say {' or '.join(lacking)} yet. Write in it first.")
    unchecked = [str(section.label) for section, flag in unchecked_sections(vanguard_return).items() if flag]
    if unchecked:
        return refused(f"“{'” and “'.join(unchecked)}” was filled in from the record. Check it and save it first.")
    if is_better(vanguard_return.confidence, computed.confidence) and not vanguard_return.confidence_reason:
        return refused(
            f"You declare {vanguard_return.get_confidence_display().lower()}, but the record says {computed.confidence.label.lower()}. "
            "Write why first."
        )
    return ALLOWED


def unchecked_sections(vanguard_return: Return) -> dict[Section, bool]:
    """Return the sections that the record filled in, and whether they still wait for a lead to look."""
    return {Section.ACHIEVED: vanguard_return.achieved_unchecked, Section.NEXT: vanguard_return.next_unchecked}
