"""Organisations that take part in the programme or answer its requests."""

from collections.abc import Collection
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from history.recording.codes import LONGEST, GivenCode
from history.recording.versions import TrackedModel
from pages import dates
from vanguards.facts import SourcedFact, date_constraints, precision_field, words_field
from vanguards.querysets import OrganisationQuerySet


class Organisation(SourcedFact):
    """A body that takes part in the programme or answers its requests."""

    SEARCHED = ("name",)

    class Kind(models.TextChoices):
        TRUST = "trust", "NHS trust"
        FOUNDATION_TRUST = "foundation trust", "Foundation trust"
        CCG = "CCG", "Clinical commissioning group"
        COUNCIL = "council", "Council"
        PRACTICE = "practice", "GP practice or federation"
        NATIONAL_BODY = "national body", "National body"
        OTHER = "other", "Other"

    name = models.CharField(max_length=200, unique=True)
    code = GivenCode(max_length=LONGEST, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=Kind)
    role = models.CharField(max_length=200, blank=True, help_text="What it does in the programme, for a national body.")

    objects: ClassVar[Any] = OrganisationQuerySet.as_manager()

    class Meta(SourcedFact.Meta):
        ordering = ["name"]
        constraints = [
            *SourcedFact.Meta.constraints,
            models.CheckConstraint(condition=~Q(name=""), name="organisation_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def became(cls, numbers: Collection[Any]) -> dict[Any, "Organisation"]:
        """Return, by the numbers of those that were merged into others, what they became."""
        merged = MergedOrganisation._base_manager.filter(old_number__in=numbers).select_related("organisation")
        return {each.old_number: each.organisation for each in merged}


class MergedOrganisation(TrackedModel):
    """An organisation that was merged into another: whoever knows it by its old code or number is led to the one it became."""

    PART_OF = ("organisation",)
    SEARCHED = ("old_code",)

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="merged_into_it")
    old_number = models.PositiveBigIntegerField(unique=True)
    old_code = models.CharField(max_length=LONGEST, unique=True)
    name = models.CharField(max_length=200)

    class Meta:
        verbose_name = "merged organisation"

    def __str__(self) -> str:
        return self.name


class OrganisationAlias(TrackedModel):
    """Another name of an organisation."""

    PART_OF = ("organisation",)
    SEARCHED = ("name",)

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)

    class Meta:
        verbose_name = "alias of an organisation"
        verbose_name_plural = "aliases of organisations"
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="organisation_alias_once")]

    def __str__(self) -> str:
        return self.name


class OrganisationSuccession(SourcedFact):
    """One organisation became another: Monitor and the TDA became NHS Improvement."""

    PART_OF = ("predecessor", "successor")

    predecessor = models.ForeignKey(Organisation, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Organisation, models.PROTECT, related_name="predecessions")
    succeeded_on = models.DateField(null=True, blank=True)
    succeeded_precision = precision_field()
    succeeded_words = words_field()
    succeeded = dates.meant("succeeded")

    class Meta(SourcedFact.Meta):
        verbose_name = "succession of an organisation"
        verbose_name_plural = "successions of organisations"
        constraints = [
            *SourcedFact.Meta.constraints,
            *date_constraints("succeeded"),
            models.UniqueConstraint(fields=["predecessor", "successor"], name="organisation_succession_once"),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="organisation_not_its_own_successor"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} became {self.successor}"
