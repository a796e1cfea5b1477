"""Benefits as a file. Other people's tools rely on the headings: add some, never rename one."""

from django.apps import apps
from django.db.models import OuterRef, Subquery

from pages.exports import Columns, column
from pages.links import path
from spread.benefit_workflow import Aim, BenefitState, Better
from spread.values import said


def benefit_columns() -> Columns:
    latest = apps.get_model("spread", "Reading").objects.filter(benefit=OuterRef("pk")).order_by("-read_on", "-pk")
    return {
        "Vanguard": column("vanguard_id"),
        "Vanguard name": column("vanguard__name"),
        "Care model": column("vanguard__care_model__code"),
        "Measure": column("measure__name"),
        "Unit": column("measure__unit"),
        "What it is for": column("measure__aim", said=lambda aim: Aim(aim).label),
        "What is better": column("measure__better", said=lambda better: Better(better).label),
        "What we do": column("we_do"),
        "What changes": column("changes"),
        "What is better then": column("is_better"),
        "Baseline": column("baseline", said=said),
        "Baseline of": column("baseline_on"),
        "Baseline from": column("baseline_source"),
        "Target": column("target", said=said),
        "Target by": column("target_on"),
        "Latest": column(Subquery(latest.values("value")[:1]), said=said),
        "Latest of": column(Subquery(latest.values("read_on")[:1])),
        "State": column("state", said=lambda state: BenefitState(state).label),
        "Invented": column("invented"),
    }


def benefit_path(number: int) -> str:
    return path("benefit_detail", number)
