"""Events of the programme, milestones, whom they are for, and what they depend on."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from history.recording.versions import TrackedModel
from milestones.querysets import MilestoneQuerySet, WaitQuerySet
from pages import dates
from pages.links import path
from support.models import SupportRequest
from vanguards.facts import SourcedFact, date_constraints, precision_field, words_field
from vanguards.models import CareModel, Cohort, CollaborationForm, Vanguard


class Event(SourcedFact):
    """A dated fact of the programme, on its timeline."""

    SEARCHED = ("title", "concerns")
    WORDS_INDEXED = False
    READ_BY = [["happened_on"]]

    title = models.CharField(max_length=200)
    happened_on = models.DateField()
    happened_precision = precision_field()
    happened_words = words_field()
    happened = dates.meant("happened")
    concerns = models.CharField(max_length=200, blank=True, help_text="Whom it concerns, in words.")
    whole_programme = models.BooleanField(default=False)
    cohort = models.ForeignKey(Cohort, models.PROTECT, null=True, blank=True, related_name="events")
    care_model = models.ForeignKey(CareModel, models.PROTECT, null=True, blank=True, related_name="events")
    note = models.TextField(blank=True)

    class Meta(SourcedFact.Meta):
        ordering = ["happened_on", "pk"]
        constraints = [
            *SourcedFact.Meta.constraints,
            *date_constraints("happened"),
            models.UniqueConstraint(fields=["title", "happened_on"], name="event_once"),
        ]

    def __str__(self) -> str:
        return self.title


class EventVanguard(TrackedModel):
    """A vanguard an event is about, if it is not about the whole programme, a cohort or a care model."""

    PART_OF = ("event",)

    event = models.ForeignKey(Event, models.CASCADE, related_name="vanguard_links")
    vanguard = models.ForeignKey(Vanguard, models.PROTECT, related_name="event_links")

    class Meta:
        verbose_name = "vanguard of an event"
        verbose_name_plural = "vanguards of events"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["event", "vanguard"], name="event_vanguard_once")]

    def __str__(self) -> str:
        return f"{self.event} concerns vanguard {self.vanguard_id}"


class Milestone(SourcedFact):
    """What is to be reached, by when and for whom. `due_until` is kept for lists: it is the last day on which it is due."""

    READ_BY = [["due_until"]]
    SEARCHED = ("title", "concerns")

    title = models.CharField(max_length=200)
    due_on = models.DateField("due")
    due_precision = precision_field()
    due_words = words_field()
    due = dates.meant("due")
    due_until = models.DateField("last day it may be reached on", editable=False)
    nature = models.CharField(max_length=60, blank=True)
    concerns = models.CharField("for whom", max_length=200, blank=True)
    is_key = models.BooleanField("key milestone", default=False)
    note = models.TextField(blank=True)
    invented = models.BooleanField(default=False, help_text="Made up for the demonstration.")

    objects: ClassVar[Any] = MilestoneQuerySet.as_manager()

    class Meta(SourcedFact.Meta):
        ordering = ["due_until", "pk"]
        constraints = [
            *SourcedFact.Meta.constraints,
            *date_constraints("due"),
            models.UniqueConstraint(fields=["title", "due_on"], name="milestone_once"),
            models.CheckConstraint(condition=~Q(title=""), name="milestone_has_a_title"),
        ]
        indexes = [models.Index(fields=["due_until", "id"], name="milestones_by_due")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return path("milestone_detail", self.pk)

    @property
    def in_a_sentence(self) -> str:
        """Return "the milestone “Contracts signed”"."""
        return f"the milestone “{self.title}”"


class MilestoneGroup(TrackedModel):
    """A group of vanguards a milestone is for: a care model, collaboration form or cohort, with those that join later."""

    PART_OF = ("milestone",)

    milestone = models.ForeignKey(Milestone, models.CASCADE, related_name="groups")
    care_model = models.ForeignKey(CareModel, models.PROTECT, null=True, blank=True, related_name="+")
    form = models.ForeignKey(CollaborationForm, models.PROTECT, null=True, blank=True, related_name="+")
    cohort = models.ForeignKey(Cohort, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "group a milestone is for"
        verbose_name_plural = "groups milestones are for"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(care_model__isnull=False, form=None, cohort=None)
                | Q(care_model=None, form__isnull=False, cohort=None)
                | Q(care_model=None, form=None, cohort__isnull=False),
                name="milestone_group_is_one",
            ),
            models.UniqueConstraint(fields=["milestone", "care_model"], name="milestone_care_model_once"),
            models.UniqueConstraint(fields=["milestone", "form"], name="milestone_form_once"),
            models.UniqueConstraint(fields=["milestone", "cohort"], name="milestone_cohort_once"),
        ]

    def __str__(self) -> str:
        return str(self.care_model or self.form or self.cohort)

    @property
    def name(self) -> str:
        return next(group.name for group in (self.care_model, self.form, self.cohort) if group is not None)

    @property
    def key(self) -> str:
        """Return the group as `VanguardQuerySet.of_groups` takes it: "form:foundation-group"."""
        kind = next(kind for kind in ("care_model", "form", "cohort") if getattr(self, f"{kind}_id") is not None)
        return f"{kind}:{getattr(self, kind).code}"


class MilestoneWait(TrackedModel):
    """A milestone that depends on another milestone or a request."""

    PART_OF = ("milestone", "awaited", "support_request")

    milestone = models.ForeignKey(Milestone, models.CASCADE, related_name="waits")
    awaited = models.ForeignKey(
        Milestone, models.CASCADE, null=True, blank=True, related_name="held_up", verbose_name="milestone it depends on"
    )
    support_request = models.ForeignKey(SupportRequest, models.CASCADE, null=True, blank=True, related_name="awaited_by")

    objects: ClassVar[Any] = WaitQuerySet.as_manager()

    class Meta:
        verbose_name = "dependency of a milestone"
        verbose_name_plural = "dependencies of milestones"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(awaited__isnull=False, support_request=None) | Q(awaited=None, support_request__isnull=False),
                name="milestone_waits_for_one",
            ),
            models.CheckConstraint(condition=Q(awaited=None) | ~Q(awaited=F("milestone")), name="milestone_not_for_itself"),
            models.UniqueConstraint(fields=["milestone", "awaited"], name="milestone_waits_for_milestone_once"),
            models.UniqueConstraint(fields=["milestone", "support_request"], name="milestone_waits_for_request_once"),
        ]

    def __str__(self) -> str:
        return f"Milestone {self.milestone_id} depends on {self.support_request or f'milestone {self.awaited_id}'}"
