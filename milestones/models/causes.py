"""Reasons why dates move."""

from django.db import models
from django.db.models import Q

from history.recording.versions import TrackedModel


class Cause(TrackedModel):
    """A coded reason why a date moves. Earlier and later dates have different ones."""

    SEARCHED = ("name", "code")
    WORDS_INDEXED = False

    class Direction(models.TextChoices):
        EARLIER = "earlier", "Earlier"
        LATER = "later", "Later"

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=100)
    direction = models.CharField(max_length=7, choices=Direction)
    retired = models.BooleanField("no longer offered", default=False, help_text="Dates that moved for it keep it.")

    class Meta:
        ordering = ["direction", "name"]
        constraints = [models.CheckConstraint(condition=Q(direction__in=["earlier", "later"]), name="cause_direction_known")]

    def __str__(self) -> str:
        return self.name
