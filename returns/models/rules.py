"""The rules for computed confidence."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from history.recording.versions import TrackedModel


class Measure(models.TextChoices):
    """What computed confidence looks at."""

    OVERDUE = "overdue", "Overdue commitments"
    SLIPPED = "slipped", "Commitments expected late"
    LATE_REQUESTS = "late-requests", "Late support requests"
    DISPUTED = "disputed", "Requests where something is missing"
    SILENT = "silent", "Deliveries not answered in time"
    QUIET = "quiet", "Days without an update"


class ConfidenceRule(TrackedModel):
    """From which number on a measure makes the computed confidence amber or red; empty means never. Without a row the usual numbers hold
    (returns/confidence.py).
    """

    measure = models.CharField(max_length=13, choices=Measure, unique=True)
    amber_from = models.PositiveIntegerField("amber from", null=True, blank=True, validators=[MinValueValidator(1)])
    red_from = models.PositiveIntegerField("red from", null=True, blank=True, validators=[MinValueValidator(1)])

    class Meta:
        verbose_name = "rule of computed confidence"
        verbose_name_plural = "rules of computed confidence"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(measure__in=Measure.values), name="confidence_rule_measure_known"),
            models.CheckConstraint(condition=Q(amber_from=None) | Q(amber_from__gte=1), name="confidence_rule_amber_from_1"),
            models.CheckConstraint(condition=Q(red_from=None) | Q(red_from__gte=1), name="confidence_rule_red_from_1"),
            models.CheckConstraint(
                condition=Q(amber_from=None) | Q(red_from=None) | Q(red_from__gte=F("amber_from")), name="confidence_rule_red_after_amber"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_measure_display())
