"""Querysets for funding lines, their parts, and published amounts."""

from collections.abc import Iterable
from typing import Any, Self

from django.apps import apps
from django.db.models import Case, Exists, OuterRef, Q, Subquery, Sum, Value, When

from fund.workflow import Condition, InstalmentState
from history.recording.versions import TrackedQuerySet
from milestones.workflow import State as CommitmentState
from pages.search import Sought
from support.workflow import Word

DELIVERED = (Word.DELIVERED, Word.CONFIRMED, Word.NOT_CONFIRMED)  # a request that was delivered to the vanguard, and is not disputed
AMOUNTS = ("asked", "offered", "approved", "matched", "spent")


def _model(app: str, name: str) -> Any:
    return apps.get_model(app, name).objects


def together_in(state: InstalmentState) -> Subquery:
    """Return what the instalments of a line in this state add up to."""
    of_line = _model("fund", "Instalment").filter(line=OuterRef("pk"), state=state).order_by().values("line")
    return Subquery(of_line.annotate(together=Sum("amount")).values("together"))


def _condition_met() -> Q:
    """Return whether what an instalment waits for has happened."""
    of_its_vanguard = {"vanguard": OuterRef("line__vanguard")}
    signed_off = _model("returns", "Return").filter(**of_its_vanguard, period=OuterRef("period"), signed_off_at__isnull=False)
    delivered = _model("support", "Recipient").filter(**of_its_vanguard, support_request=OuterRef("support_request"), word__in=DELIVERED)
    return (
        Q(condition=Condition.NONE)
        | Q(waived_at__isnull=False)
        | Q(condition=Condition.COMMITMENT, commitment__state=CommitmentState.REACHED)
        | (Q(condition=Condition.RETURN) & Exists(signed_off))
        | (Q(condition=Condition.REQUEST) & Exists(delivered))
    )


class LineQuerySet(TrackedQuerySet):
    """Funding lines of vanguards."""

    def visible_to(self, user: Any) -> Self:
        """Return all for the national team; for a lead, those of vanguards they lead today."""
        return self if user.sees_everything else self.filter(vanguard_id__in=user.led_vanguard_ids)

    def for_page(self) -> Self:
        return self.select_related("fund", "vanguard__care_model")

    def with_payments(self) -> Self:
        """Return them with `paid` and `planned`: what their instalments add up to; None for none."""
        return self.annotate(paid=together_in(InstalmentState.PAID), planned=together_in(InstalmentState.PLANNED))

    def in_queue(self, queues: Iterable[str]) -> Self:
        """Return lines with a planned instalment whose condition is met ("to-pay"), or is not ("waiting")."""
        found, of_line = Q(), _model("fund", "Instalment").filter(line=OuterRef("pk"))
        for queue in queues:
            found |= Q(Exists(of_line.to_pay() if queue == "to-pay" else of_line.waiting()))
        return self.filter(found)

    def mentioning(self, sought: Sought) -> Self:
        """Return lines of vanguards with these words."""
        return self.filter(vanguard__in=_model("vanguards", "Vanguard").mentioning(sought).order_by().values("pk"))

    def added_up(self) -> dict[str, Any]:
        """Return the sum of each amount; None where none is known."""
        return self.order_by().aggregate(**{name: Sum(name) for name in AMOUNTS})


class PartOfLineQuerySet(TrackedQuerySet):
    """Instalments of lines, and the moves that were made on either."""

    def visible_to(self, user: Any) -> Self:
        """Return the parts of lines that the person may see."""
        return self if user.sees_everything else self.filter(line__vanguard_id__in=user.led_vanguard_ids)


class InstalmentQuerySet(PartOfLineQuerySet):
    """Instalments."""

    def planned(self) -> Self:
        return self.filter(state=InstalmentState.PLANNED)

    def standing(self) -> Self:
        """Return those that are planned or paid."""
        return self.exclude(state=InstalmentState.CANCELLED)

    def paid(self) -> Self:
        return self.filter(state=InstalmentState.PAID)

    def to_pay(self) -> Self:
        """Return planned ones whose condition is met."""
        return self.planned().filter(_condition_met())

    def waiting(self) -> Self:
        """Return planned ones whose condition is not met."""
        return self.planned().exclude(_condition_met())

    def with_condition(self) -> Self:
        """Return them with `is_met`, and what they wait for."""
        met = Case(When(_condition_met(), then=Value(True)), default=Value(False))
        return self.select_related(
            "line__fund", "line__vanguard", "period", "commitment__milestone", "support_request", "waived_by"
        ).annotate(is_met=met)

    def together(self) -> Any:
        """Return what they add up to; None for none."""
        return self.order_by().aggregate(sum=Sum("amount"))["sum"]


class PublishedQuerySet(TrackedQuerySet):
    """Published amounts: everyone with a role may read them."""

    def of_vanguards(self) -> Self:
        return self.filter(vanguard__isnull=False)

    def of_care_models(self, codes: list[str]) -> Self:
        """Return amounts of vanguards of these care models, and totals of them."""
        return self.filter(Q(vanguard__care_model__code__in=codes) | Q(care_model__code__in=codes))

    def announced(self) -> Self:
        """Return totals, which are of no single vanguard."""
        return self.filter(vanguard=None)

    def for_list(self) -> Self:
        return self.select_related("fund", "care_model", "vanguard__care_model", "source")

    def mentioning(self, sought: Sought) -> Self:
        """Return amounts of vanguards with these words."""
        return self.filter(vanguard__in=_model("vanguards", "Vanguard").mentioning(sought).order_by().values("pk"))
