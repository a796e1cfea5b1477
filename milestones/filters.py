"""The filters of the milestones."""

from datetime import timedelta
from typing import Any

from history import as_at
from milestones.models import Commitment, Milestone
from pages.filters import AnyOf, ListFilters, NumbersFilter, WordsFilter, numbers
from vanguards import filters as vanguard_filters

STATUSES = [("open", "Open"), ("overdue", "Overdue"), ("reached", "Reached")]
DUE = [("next-30-days", "In the next 30 days"), ("past", "In the past")]


class MilestoneFilters(vanguard_filters.OfVanguards, ListFilters):
    """A milestone is selected by the commitments to it that the person may see; several filters must hold of one commitment."""

    status = AnyOf(label="Status", choices=STATUSES, method="of_commitments")
    due = AnyOf(label="Due", choices=DUE, method="of_commitments")
    care_model = AnyOf(label="Care model", choices=vanguard_filters.care_models, method="of_commitments")
    form = AnyOf(label="Collaboration form", choices=vanguard_filters.collaboration_forms, method="of_commitments")
    vanguard = NumbersFilter(label="Vanguard", method="of_commitments", help_text="Numbers, such as 38 or 38, 44")
    q = WordsFilter(help_text="Part of a title, or whom it concerns")

    class Meta:
        model = Milestone
        fields: list[str] = []
        form = vanguard_filters.OwnVanguardsOnly

    def of_commitments(self, queryset: Any, name: str, value: Any) -> Any:
        """Only marks that one is set: filter_queryset asks about all of them together."""
        return queryset

    def filter_queryset(self, queryset: Any) -> Any:
        queryset = super().filter_queryset(queryset)
        chosen = {name: value for name, value in self.form.cleaned_data.items() if value and name != "q"}
        return queryset.with_commitment(self.commitments(chosen)) if chosen else queryset

    def commitments(self, chosen: dict[str, Any]) -> Any:
        """The commitments this person may see that all the chosen filters select."""
        commitments = Commitment.objects.visible_to(self.user)
        if "status" in chosen:
            commitments = commitments.with_status(chosen["status"], as_at.today())
        if "due" in chosen:
            commitments = commitments.ending(chosen["due"], as_at.today(), as_at.today() + timedelta(days=30))
        if "care_model" in chosen:
            commitments = commitments.filter(vanguard__care_model__code__in=chosen["care_model"])
        if "form" in chosen:
            commitments = commitments.filter(vanguard__collaborations__form__code__in=chosen["form"])
        if "vanguard" in chosen:
            commitments = commitments.filter(vanguard_id__in=numbers(chosen["vanguard"]))
        return commitments
