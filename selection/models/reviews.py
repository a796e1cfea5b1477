"""What the people who read an expression of interest think of it."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from history.recording.versions import TrackedModel
from selection.models.expressions import Expression
from selection.models.rounds import Criterion
from selection.querysets import ReviewQuerySet, ScoreQuerySet
from selection.workflow import Mark


class Review(TrackedModel):
    """Somebody of the programme team reads an expression of interest and scores it; or declares a conflict of interest, and does not."""

    PART_OF = ("expression",)
    NAME_IS_PUBLIC = False

    expression = models.ForeignKey(Expression, models.CASCADE, related_name="reviews")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reviews")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    handed_in_at = models.DateTimeField(null=True, blank=True)
    conflict = models.TextField("conflict of interest", blank=True)

    objects: ClassVar[Any] = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["expression", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["expression", "reader"], name="review_once"),
            models.CheckConstraint(condition=Q(conflict="") | Q(handed_in_at=None), name="review_no_scores_with_a_conflict"),
        ]

    def __str__(self) -> str:
        return f"{self.reader} reads {self.expression}"

    @property
    def is_waiting(self) -> bool:
        return self.handed_in_at is None and not self.conflict


class Score(TrackedModel):
    """How well an expression meets a criterion, in one reader's view. It is given once and not changed.

    No version keeps the mark and the words: otherwise feeds, files and comparisons would tell them to readers whose own are not in yet.
    """

    PART_OF = ("review",)
    NAME_IS_PUBLIC = False
    UNTRACKED = ("mark", "words")

    review = models.ForeignKey(Review, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="scores")
    mark = models.PositiveSmallIntegerField(choices=Mark)
    words = models.TextField(blank=True)

    objects: ClassVar[Any] = ScoreQuerySet.as_manager()

    class Meta:
        ordering = ["review", "criterion__order", "criterion"]
        constraints = [
            models.UniqueConstraint(fields=["review", "criterion"], name="score_once"),
            models.CheckConstraint(condition=Q(mark__in=Mark.values), name="score_known"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.review}"
