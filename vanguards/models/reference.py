"""Reference data: sources, care models, collaboration forms, cohorts, regions, and statements of the programme."""

from django.db import models
from django.db.models import F, Q

from history.recording.versions import TrackedModel
from pages import dates
from vanguards.facts import SourcedFact, date_constraints, precision_field, words_field


class Source(TrackedModel):
    """A publication, and where to find it."""

    SEARCHED = ("title", "code", "publisher")
    WORDS_INDEXED = False

    code = models.SlugField(max_length=40, unique=True)
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=100, blank=True)
    published_on = models.DateField(null=True, blank=True)
    published_precision = precision_field()
    published_words = words_field()
    published = dates.meant("published")
    address = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [*date_constraints("published"), models.CheckConstraint(condition=~Q(title=""), name="source_has_a_title")]

    def __str__(self) -> str:
        return self.title


class CareModel(SourcedFact):
    """One of the five new ways of organising care: PACS, MCP, EHCH, UEC, ACC."""

    SEARCHED = ("name", "code")
    WORDS_INDEXED = False

    code = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=100)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta(SourcedFact.Meta):
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.code


class CollaborationForm(SourcedFact):
    """How acute care collaborations are tied together: foundation group, specialty franchise, accountable clinical network."""

    SEARCHED = ("name", "code")
    WORDS_INDEXED = False

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=60)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta(SourcedFact.Meta):
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name


class Cohort(SourcedFact):
    """A selection round."""

    SEARCHED = ("name", "code")
    WORDS_INDEXED = False

    code = models.SlugField(max_length=20, unique=True)
    name = models.CharField(max_length=60)
    opened_on = models.DateField(null=True, blank=True)
    opened_precision = precision_field()
    opened_words = words_field()
    opened = dates.meant("opened")
    closed_on = models.DateField(null=True, blank=True)
    closed_precision = precision_field()
    closed_words = words_field()
    closed = dates.meant("closed")
    announced_on = models.DateField(null=True, blank=True)
    announced_precision = precision_field()
    announced_words = words_field()
    announced = dates.meant("announced")
    expressions_of_interest = models.PositiveIntegerField(null=True, blank=True, help_text="Leave empty where it is not known.")
    expressions_note = models.CharField(max_length=200, blank=True)

    class Meta(SourcedFact.Meta):
        ordering = ["announced_on", "code"]
        constraints = [
            *SourcedFact.Meta.constraints,
            *date_constraints("opened"),
            *date_constraints("closed"),
            *date_constraints("announced"),
            models.CheckConstraint(
                condition=Q(opened_on=None) | Q(closed_on=None) | Q(closed_on__gte=F("opened_on")), name="cohort_closed_after_opened"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Region(TrackedModel):
    """One of NHS England's four regions of 2015."""

    SEARCHED = ("name", "code")
    WORDS_INDEXED = False

    code = models.SlugField(max_length=30, unique=True)
    name = models.CharField(max_length=60, unique=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name


class Statement(SourcedFact):
    """What the programme says about itself: values, design principles, aims, and how it is run."""

    SEARCHED = ("label", "meaning")
    WORDS_INDEXED = False

    class Kind(models.TextChoices):
        VALUE = "value", "Core value"
        PRINCIPLE = "principle", "Design principle"
        AIM = "aim", "Aim"
        GOVERNANCE = "governance", "Governance"

    kind = models.CharField(max_length=10, choices=Kind)
    order = models.PositiveSmallIntegerField(default=0)
    label = models.CharField(max_length=200)
    meaning = models.TextField(blank=True)

    class Meta(SourcedFact.Meta):
        ordering = ["kind", "order", "pk"]
        constraints = [
            *SourcedFact.Meta.constraints,
            models.UniqueConstraint(fields=["kind", "label"], name="statement_once"),
        ]

    def __str__(self) -> str:
        return self.label
