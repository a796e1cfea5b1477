"""Every move of a benefit: what it asks, what it does and who is told."""

from collections.abc import Iterable, Sequence
from typing import Any

from history.recording.bulk import change_all
from history.recording.changes import OpenChange
from moves import move
from moves.forms import MoveFormSince
from moves.making import make_of_one
from pages.dates import columns
from pages.fields import words_field
from people.models import User
from people.verdict import Verdict, refused
from spread.benefit_forms import AboutABenefit
from spread.benefit_policies import may_agree, may_keep_benefit
from spread.benefit_workflow import OPEN, BenefitState, BenefitStep
from spread.models import Benefit, BenefitMove, Measure
from spread.moves.base import READ_BY, MoveOfSpread
from spread.values import said
from spread.workflow import Who


class MoveOfBenefit(MoveOfSpread):
    SUCH = "a benefit that is"
    GONE = "This benefit has been removed, or you no longer lead the vanguard."
    THINGS = "benefits"

    def read(self, numbers: Sequence[int]) -> list[Benefit]:
        return list(Benefit.objects.visible_to(self.by).for_page().filter(pk__in=numbers).order_by("vanguard", "pk"))

    def is_theirs(self, benefit: Benefit) -> Verdict:
        return may_agree(self.by) if self.who == Who.TEAM else may_keep_benefit(self.by, benefit)

    def leads_of(self, benefit: Benefit) -> Iterable[int]:
        return [benefit.vanguard_id]

    def note(self, opened: OpenChange, benefit: Benefit, before: str) -> BenefitMove:
        stands = {"state_before": before, "state_after": benefit.state, "words": self.said}
        return BenefitMove(benefit=benefit, move=self.name, moved_by=opened.by, moved_at=opened.moment, **stands)

    def became(self, benefit: Benefit) -> str:
        return f"This benefit is {benefit.get_state_display().lower()}."


class Agree(MoveOfBenefit):
    """Agree it. From now on everybody can choose its measure too."""

    name, done, did, who = BenefitStep.AGREE, "agreed", "agreed {it}", Who.TEAM
    states, to = (BenefitState.PROPOSED,), BenefitState.AGREED
    words = words_field("What do you want to say? (optional)", "", required=False, hint=READ_BY)
    subject, told = "agreed", "The programme team agreed “{it}”. {words}"

    def change_parts(self, opened: OpenChange, benefits: Sequence[Benefit]) -> None:
        change_all(Measure.objects.filter(pk__in={each.measure_id for each in benefits}, is_shared=False), is_shared=True)


class SendBack(MoveOfBenefit):
    name, done, did, who = BenefitStep.SEND_BACK, "sent back", "sent back {it}", Who.TEAM
    states, to = (BenefitState.PROPOSED,), BenefitState.SENT_BACK
    IS_MAIN = False
    words = words_field("What is missing or wrong?", "Enter what is missing or wrong", hint=READ_BY)
    subject, told = "sent back", "The programme team sent back “{it}”. {words}"


WRITTEN = ("we_do", "changes", "is_better", "baseline_source")


class CorrectForm(AboutABenefit, MoveFormSince):
    """A row of a logic model, to be corrected."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.record is None:
            return
        for name in WRITTEN:
            self.fields[name].initial = getattr(self.record, name)
        for name in ("baseline", "target"):
            meant = getattr(self.record, f"{name}_date")
            self.fields[name].initial = said(getattr(self.record, name))
            self.fields[f"{name}_date"].initial = meant.typed if meant is not None else ""


class Correct(MoveOfBenefit):
    """Correct it. What was sent back is proposed again; what is agreed only the team corrects, and it stays agreed."""

    name, done, did, states = BenefitStep.CORRECT, "corrected", "corrected {it}", OPEN
    IS_MAIN = False
    asks = CorrectForm
    sets = (*WRITTEN, "baseline", "target")
    words = words_field("What did you correct? (optional)", "", required=False, hint=READ_BY)
    subject, told = "corrected", "The programme team corrected “{it}”. {words}"

    def may(self, benefit: Benefit) -> Verdict:
        verdict = super().may(benefit)
        if verdict and benefit.state == BenefitState.AGREED and not may_agree(self.by):
            return refused("The programme team has agreed this already. Ask the team to correct it.")
        return verdict

    def state_then(self, benefit: Benefit) -> Any:
        return BenefitState.AGREED if benefit.state == BenefitState.AGREED else BenefitState.PROPOSED

    def values(self, benefit: Benefit) -> dict[str, Any]:
        dated = {**columns("baseline", self.asked["baseline_date"]), **columns("target", self.asked["target_date"])}
        kept = {name: value for name, value in dated.items() if not name.endswith("_until")}
        return {**super().values(benefit), **kept}


class End(MoveOfBenefit):
    """End it: it gets no more readings, and those it has stay."""

    name, done, did, states, to = BenefitStep.END, "ended", "ended {it}", OPEN, BenefitState.ENDED
    IS_MAIN = False
    words = words_field("Why?", "Enter why", hint=READ_BY)
    subject, told = "ended", "The programme team ended “{it}”. {words}"


MOVES: dict[str, type[MoveOfBenefit]] = move.workflow(Agree, SendBack, Correct, End)


def make(benefit: Benefit, name: str, /, *, by: User, since: Any = None, **asked: Any) -> Benefit:
    """Make a move on one benefit. Raise Refused if it cannot be made now, or if somebody changed it after `since`."""
    made: Benefit = make_of_one(MOVES[name](by, **asked), benefit, since=since)
    return made
