"""Vanguards and their parts."""

import re
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from history.recording.versions import TrackedModel
from pages import dates
from pages.links import path
from pages.search import Sought
from pages.typed_numbers import number
from vanguards.facts import CertainFact, Certainty, SourcedFact, date_constraints, precision_field, words_field
from vanguards.models.organisations import Organisation
from vanguards.models.reference import CareModel, Cohort, CollaborationForm, Region, Source
from vanguards.querysets import MembershipQuerySet, VanguardQuerySet


class PartOfVanguard(TrackedModel):
    """A part of one vanguard. Its versions are for its leads and the national team."""

    PART_OF = ("vanguard",)

    class Meta:
        abstract = True


class Vanguard(SourcedFact):
    """A site chosen to develop a new care model. Its number is its address for ever."""

    HAS_LEADS = True
    SEARCHED = ("name", "area", "service_label")
    READ_BY = [["name"], ["care_model"]]

    number = models.PositiveIntegerField(primary_key=True, validators=[MinValueValidator(1)])
    name = models.CharField(max_length=200)
    care_model = models.ForeignKey(CareModel, models.PROTECT, related_name="vanguards")
    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="vanguards")
    area = models.CharField(max_length=200, blank=True)
    is_national = models.BooleanField("national reach", default=False)
    service_label = models.CharField(
        max_length=100, blank=True, help_text="What the programme calls its service, for acute care collaborations."
    )
    patient_population = models.PositiveIntegerField(
        null=True, blank=True, help_text="Leave empty where it is not known: unknown is never 0."
    )
    population_certainty = models.CharField(max_length=11, choices=Certainty, default=Certainty.CONFIRMED)
    population_note = models.CharField(max_length=300, blank=True)
    summary = models.TextField(blank=True)
    forms_note = models.TextField("note on its collaboration form", blank=True)

    objects: ClassVar[Any] = VanguardQuerySet.as_manager()

    class Meta(SourcedFact.Meta):
        ordering = ["number"]
        constraints = [
            *SourcedFact.Meta.constraints,
            models.CheckConstraint(condition=~Q(patient_population=0), name="vanguard_population_never_0"),
            models.CheckConstraint(condition=~Q(name=""), name="vanguard_has_a_name"),
            models.CheckConstraint(condition=Q(number__gte=1), name="vanguard_number_from_1"),
            models.CheckConstraint(condition=Q(population_certainty__in=Certainty.values), name="vanguard_population_certainty_known"),
        ]
        indexes = [
            models.Index(fields=["name", "number"], name="vanguards_by_name"),
            models.Index(fields=["patient_population", "number"], name="vanguards_by_population"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def in_a_sentence(self) -> str:
        """Return its number and name, without anything in brackets: "45 MERIT"."""
        return f"{self.number} {self.name.partition(' (')[0]}"

    def get_absolute_url(self) -> str:
        return path("vanguard_detail", self.pk)

    @classmethod
    def sought(cls, words: str) -> Sought:
        """Return what to search for; a number also means the vanguard with that number."""
        return Sought.of(words, number(words, "", "vanguard"))

    def other_names(self) -> list[str]:
        """Return the other words it is found by: aliases, area and organisations."""
        return [*(alias.name for alias in self.aliases.all()), self.area, self.service_label, *map(str, self.partnerships.all())]


class VanguardAlias(PartOfVanguard):
    """Another name of a vanguard, and where it is used."""

    SEARCHED = ("name",)

    vanguard = models.ForeignKey(Vanguard, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    note = models.CharField(max_length=100, blank=True, help_text="Where or when it is called so.")

    class Meta:
        verbose_name = "alias of a vanguard"
        verbose_name_plural = "aliases of vanguards"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["vanguard", "name"], name="vanguard_alias_once")]

    def __str__(self) -> str:
        return self.name


class VanguardRegion(PartOfVanguard):
    """A region of a vanguard; some have two."""

    READ_BY = [["vanguard"]]

    vanguard = models.ForeignKey(Vanguard, models.CASCADE, related_name="region_links")
    region = models.ForeignKey(Region, models.PROTECT, related_name="vanguard_links")

    class Meta:
        verbose_name = "region of a vanguard"
        verbose_name_plural = "regions of vanguards"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["vanguard", "region"], name="vanguard_region_once")]

    def __str__(self) -> str:
        return f"Vanguard {self.vanguard_id} in {self.region}"


class Collaboration(PartOfVanguard, CertainFact):
    """A collaboration form of a vanguard. It may have several or none, each with its certainty."""

    READ_BY = [["vanguard"]]

    vanguard = models.ForeignKey(Vanguard, models.CASCADE, related_name="collaborations")
    form = models.ForeignKey(CollaborationForm, models.PROTECT, related_name="collaborations")

    class Meta(CertainFact.Meta):
        ordering = ["pk"]
        constraints = [
            *CertainFact.Meta.constraints,
            models.UniqueConstraint(fields=["vanguard", "form"], name="vanguard_form_once"),
        ]

    def __str__(self) -> str:
        return f"Vanguard {self.vanguard_id} as {self.form}"


EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
SITE = re.compile(r"[\w-]+(\.[\w-]+)+(/[\w./-]*)?")


class Contact(PartOfVanguard):
    """A published way to reach a vanguard. It is only shown: the app never writes to it."""

    class Kind(models.TextChoices):
        EMAIL = "e-mail", "E-mail"
        WEBSITE = "website", "Website"
        TWITTER = "twitter", "Twitter"
        VIDEO = "video", "Video"

    vanguard = models.ForeignKey(Vanguard, models.CASCADE, related_name="contacts")
    kind = models.CharField(max_length=10, choices=Kind)
    words = models.CharField("as published", max_length=200)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["vanguard", "kind", "words"], name="contact_once"),
            models.CheckConstraint(condition=Q(kind__in=["e-mail", "website", "twitter", "video"]), name="contact_kind_known"),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def address(self) -> str:
        """Return the link, "mailto:…" or "https://…"; "" if it is not an address."""
        if self.words.startswith(("http://", "https://")):
            return self.words
        if self.kind == self.Kind.EMAIL and EMAIL.fullmatch(self.words):
            return f"mailto:{self.words}"
        return f"https://{self.words}" if self.kind == self.Kind.WEBSITE and SITE.fullmatch(self.words) else ""


class Partnership(PartOfVanguard, CertainFact):
    """An organisation that leads or takes part in a vanguard; or words, if the source names no organisation."""

    class Role(models.TextChoices):
        LEAD = "lead", "Lead organisation"
        PARTNER = "partner", "Partner"

    READ_BY = [["vanguard"]]
    SEARCHED = ("words",)

    vanguard = models.ForeignKey(Vanguard, models.CASCADE, related_name="partnerships")
    role = models.CharField(max_length=7, choices=Role, default=Role.PARTNER)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="partnerships")
    words = models.CharField(max_length=200, blank=True, help_text="Where the source names no organisation: “Wirral GPs”.")
    detail = models.CharField(max_length=200, blank=True)

    class Meta(CertainFact.Meta):
        ordering = ["role", "pk"]
        constraints = [
            *CertainFact.Meta.constraints,
            models.CheckConstraint(condition=Q(organisation=None) ^ Q(words=""), name="partnership_organisation_or_words"),
            models.CheckConstraint(condition=Q(role__in=["lead", "partner"]), name="partnership_role_known"),
            models.UniqueConstraint(fields=["vanguard", "organisation", "role"], name="partnership_once"),
        ]

    def __str__(self) -> str:
        return self.words or str(self.organisation)


class VanguardSource(PartOfVanguard):
    """Another source for facts about a vanguard."""

    vanguard = models.ForeignKey(Vanguard, models.CASCADE, related_name="further_sources")
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "further source of a vanguard"
        verbose_name_plural = "further sources of vanguards"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["vanguard", "source"], name="vanguard_source_once")]

    def __str__(self) -> str:
        return str(self.source)


class VanguardSuccession(SourcedFact):
    """One vanguard was merged into another: 24 into 14."""

    PART_OF = ("predecessor", "successor")

    predecessor = models.ForeignKey(Vanguard, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Vanguard, models.PROTECT, related_name="predecessions")
    succeeded_on = models.DateField(null=True, blank=True)
    succeeded_precision = precision_field()
    succeeded_words = words_field()
    succeeded = dates.meant("succeeded")

    class Meta(SourcedFact.Meta):
        verbose_name = "succession of a vanguard"
        verbose_name_plural = "successions of vanguards"
        constraints = [
            *SourcedFact.Meta.constraints,
            *date_constraints("succeeded"),
            models.UniqueConstraint(fields=["predecessor", "successor"], name="vanguard_succession_once"),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="vanguard_not_its_own_successor"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} was merged into {self.successor}"


class Membership(PartOfVanguard):
    """A user leads a vanguard from one day to another, both included. Today's memberships give access; earlier ones stay on record."""

    READ_BY = [["vanguard"]]

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    vanguard = models.ForeignKey(Vanguard, models.PROTECT, related_name="memberships")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True, help_text="The last day; leave empty while they lead it.")
    invented = models.BooleanField(default=False, help_text="Made up for the demonstration.")

    objects: ClassVar[Any] = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="membership_ends_after_it_starts"),
            models.UniqueConstraint(fields=["user", "vanguard"], condition=Q(ends_on=None), name="membership_one_open"),
        ]

    def __str__(self) -> str:
        return f"{self.user} leads vanguard {self.vanguard_id}"

    def holds_on(self, day: date) -> bool:
        """Return whether they led it on a day; not if their account was closed."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on) and not self.user.is_closed(day)
