"""Adoptions of products, and the moves made on them."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from history.recording.versions import TrackedModel
from pages import dates
from pages.links import path
from spread.models.products import Product
from spread.querysets import AdoptionMoveQuerySet, AdoptionQuerySet
from spread.workflow import IN_USE, TAKEN_UP, AdoptionStep, Helped, Stage, State
from vanguards.facts import date_constraints, precision_field, words_field
from vanguards.models import Organisation, Vanguard


class Adoption(TrackedModel):
    """What one site does with a product of others: it looks at it, tries, adopts, adapts or drops it.

    A lead records it for their own vanguard; the programme team checks it, and records what organisations do. `used_on` is the first day
    of the time it was first tried or used in, `adopted_on` that in which it was adopted or adapted; both stay when it is dropped.
    """

    PART_OF = ("vanguard",)
    ADDRESSED_BY = ("product",)
    NAME_IS_PUBLIC = False
    READ_BY = [["product"], ["vanguard"], ["state"]]

    product = models.ForeignKey(Product, models.PROTECT, related_name="adoptions")
    vanguard = models.ForeignKey(Vanguard, models.PROTECT, null=True, blank=True, related_name="adoptions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="adoptions")
    taken_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="passed_on", help_text="Empty if it was taken from the makers."
    )
    state = models.CharField(max_length=9, choices=State, default=State.TO_CHECK)
    stage = models.CharField("how far they are", max_length=7, choices=Stage)
    since_on = models.DateField("since")
    since_precision = precision_field()
    since_words = words_field()
    since = dates.meant("since")
    used_on = models.DateField("first used", null=True, blank=True, editable=False)
    adopted_on = models.DateField("first adopted", null=True, blank=True, editable=False)
    use = models.TextField("what they do with it", blank=True)
    changed = models.TextField("what they changed in it", blank=True)
    helped = models.CharField("whether it helped", max_length=9, choices=Helped, blank=True)
    invented = models.BooleanField(default=False, help_text="Made up for the demonstration.")

    giver: "Adoption | None"  # what it was taken from, as far as the reader may see it; set for pages

    objects: ClassVar[Any] = AdoptionQuerySet.as_manager()

    class Meta:
        ordering = ["product", "since_on", "pk"]
        constraints = [
            *date_constraints("since"),
            models.CheckConstraint(
                condition=Q(vanguard__isnull=False, organisation=None) | Q(vanguard=None, organisation__isnull=False),
                name="adoption_of_one_site",
            ),
            models.UniqueConstraint(fields=["product", "vanguard"], name="adoption_of_a_vanguard_once"),
            models.UniqueConstraint(fields=["product", "organisation"], name="adoption_of_an_organisation_once"),
            models.CheckConstraint(condition=Q(taken_from=None) | ~Q(taken_from=F("pk")), name="adoption_not_taken_from_itself"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="adoption_state_known"),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="adoption_stage_known"),
            models.CheckConstraint(condition=Q(helped__in=["", *Helped.values]), name="adoption_helped_known"),
            models.CheckConstraint(condition=Q(helped="") | ~Q(stage=Stage.LOOKING), name="adoption_helped_once_tried"),
            models.CheckConstraint(condition=~Q(stage__in=IN_USE) | Q(used_on__isnull=False), name="adoption_in_use_since"),
            models.CheckConstraint(condition=~Q(stage__in=TAKEN_UP) | Q(adopted_on__isnull=False), name="adoption_adopted_since"),
        ]
        indexes = [
            models.Index(fields=["product", "state", "stage"], name="adoptions_by_product"),
            models.Index(fields=["vanguard", "state"], name="adoptions_by_vanguard"),
            models.Index(fields=["since_on", "id"], name="adoptions_by_since"),
            models.Index(fields=["state", "since_on", "id"], name="adoptions_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.site}: {self.product}"

    def get_absolute_url(self) -> str:
        return path("adoption_detail", self.product_id, self.pk)

    @property
    def site(self) -> Any:
        """Return the vanguard or the organisation."""
        return self.vanguard if self.vanguard_id else self.organisation

    @property
    def site_name(self) -> str:
        """Return "38 Salford and Wigan", or the name of the organisation."""
        return f"{self.vanguard_id} {self.vanguard}" if self.vanguard_id else str(self.organisation)

    @property
    def in_a_sentence(self) -> str:
        """Return "the adoption of “Toolkit” by 38 Salford and Wigan"."""
        return f"the adoption of “{self.product}” by {self.site_name}"

    @property
    def from_whom(self) -> str:
        """Return whom it was taken from, in words, once `giver` is set."""
        if self.taken_from_id is None:
            return "Its makers"
        return self.giver.site_name if self.giver is not None else "Another site"

    @property
    def is_checked(self) -> bool:
        return bool(self.state == State.CHECKED)


class AdoptionMove(TrackedModel):
    """A move of an adoption: where it stood before and after, by whom, and why."""

    PART_OF = ("adoption",)
    SAID = ("words",)
    READ_BY = [["adoption"]]

    adoption = models.ForeignKey(Adoption, models.CASCADE, related_name="moves")
    move = models.CharField(max_length=9, choices=AdoptionStep)
    state_before = models.CharField(max_length=9, choices=State)
    state_after = models.CharField(max_length=9, choices=State)
    words = models.TextField(blank=True)
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="adoption_moves")
    moved_at = models.DateTimeField()

    sentence: Any  # what was done, in words; set for the adoption's page

    objects: ClassVar[Any] = AdoptionMoveQuerySet.as_manager()

    class Meta:
        verbose_name = "move of an adoption"
        verbose_name_plural = "moves of adoptions"
        ordering = ["moved_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(move__in=AdoptionStep.values), name="adoption_move_known"),
            models.CheckConstraint(
                condition=Q(state_before__in=State.values, state_after__in=State.values), name="adoption_move_between_states"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_move_display()}: {self.adoption}"
