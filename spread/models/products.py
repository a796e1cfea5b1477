"""Products, who makes them, their versions and the moves made on them."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from history.recording.versions import TrackedModel
from milestones.models import Milestone
from pages import dates
from pages.links import path
from spread.querysets import PartOfProductQuerySet, ProductMoveQuerySet, ProductQuerySet
from spread.workflow import Kind, Maturity, ProductStep, State
from support.models import SupportRequest
from vanguards.facts import CertainFact, SourcedFact, date_constraints, precision_field, words_field
from vanguards.models import Organisation, Vanguard


class Product(SourcedFact):
    """Something that a vanguard makes and that others can use: a toolkit, a kitemark, a contract form.

    A lead offers it; the programme team checks it. From then on everybody sees it (`is_public`), also once it is withdrawn.
    """

    GIVEN_BY_LEADS = True
    NAME_IS_PUBLIC = False
    READ_BY = [["name"], ["is_public"]]
    SEARCHED = ("name", "summary")

    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=13, choices=Kind)
    summary = models.TextField("what it is")
    maturity = models.CharField(
        "how far it is", max_length=15, choices=Maturity, blank=True, help_text="Leave empty if nobody has said so."
    )
    licence = models.CharField("who may use it, and how", max_length=300, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.TO_CHECK)
    is_public = models.BooleanField("seen by everybody", default=False, editable=False, help_text="From when the team first checked it.")
    body = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="products", verbose_name="national body that makes it"
    )
    support_request = models.ForeignKey(
        SupportRequest, models.PROTECT, null=True, blank=True, related_name="products", help_text="The request it came from."
    )
    milestone = models.ForeignKey(
        Milestone, models.PROTECT, null=True, blank=True, related_name="products", help_text="The milestone it came from."
    )
    invented = models.BooleanField(default=False, help_text="Made up for the demonstration.")

    objects: ClassVar[Any] = ProductQuerySet.as_manager()

    class Meta(SourcedFact.Meta):
        ordering = ["name", "pk"]
        constraints = [
            *SourcedFact.Meta.constraints,
            models.CheckConstraint(condition=~Q(name="") & ~Q(summary=""), name="product_says_something"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="product_kind_known"),
            models.CheckConstraint(condition=Q(maturity__in=["", *Maturity.values]), name="product_maturity_known"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="product_state_known"),
            models.CheckConstraint(
                condition=Q(state=State.WITHDRAWN)
                | Q(state=State.CHECKED, is_public=True)
                | Q(state__in=[State.TO_CHECK, State.SENT_BACK], is_public=False),
                name="product_public_once_checked",
            ),
        ]
        indexes = [
            models.Index(fields=["name", "id"], name="products_by_name"),
            models.Index(fields=["state", "id"], name="products_by_state"),
            models.Index(fields=["is_public", "name", "id"], name="products_public_by_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return path("product_detail", self.pk)

    @property
    def in_a_sentence(self) -> str:
        """Return "the product “Toolkit for specialty franchises”"."""
        return f"the product “{self.name}”"

    @cached_property
    def maker_numbers(self) -> frozenset[int]:
        """Return the numbers of the vanguards that make it."""
        return frozenset(self.makers.values_list("vanguard_id", flat=True))


class PartOfProduct(TrackedModel):
    PART_OF = ("product",)

    class Meta:
        abstract = True


class ProductMaker(CertainFact):
    """A vanguard that makes a product."""

    PART_OF = ("product", "vanguard")
    BRINGS = {"vanguard": "product"}
    READ_BY = [["product"], ["vanguard"]]

    product = models.ForeignKey(Product, models.CASCADE, related_name="makers")
    vanguard = models.ForeignKey(Vanguard, models.PROTECT, related_name="products_made")

    objects: ClassVar[Any] = PartOfProductQuerySet.as_manager()

    class Meta(CertainFact.Meta):
        verbose_name = "maker of a product"
        verbose_name_plural = "makers of products"
        ordering = ["vanguard"]
        constraints = [
            *CertainFact.Meta.constraints,
            models.UniqueConstraint(fields=["product", "vanguard"], name="product_maker_once"),
        ]

    def __str__(self) -> str:
        return f"{self.vanguard} makes {self.product}"


class ProductRelease(PartOfProduct):
    """A version of a product: what it is called, since when, where it is and what is new."""

    READ_BY = [["product"]]

    product = models.ForeignKey(Product, models.CASCADE, related_name="released")
    label = models.CharField("version", max_length=60, help_text="Such as 1.0 or January 2016.")
    released_on = models.DateField("since", null=True, blank=True)
    released_precision = precision_field()
    released_words = words_field()
    released = dates.meant("released")
    where = models.CharField("where it is", max_length=500, blank=True, help_text="An address, or words such as “ask the team”.")
    new = models.TextField("what is new", blank=True)
    invented = models.BooleanField(default=False, help_text="Made up for the demonstration.")

    objects: ClassVar[Any] = PartOfProductQuerySet.as_manager()

    class Meta:
        verbose_name = "version of a product"
        verbose_name_plural = "versions of products"
        ordering = ["-released_on", "-pk"]
        constraints = [
            *date_constraints("released"),
            models.UniqueConstraint(fields=["product", "label"], name="product_version_once"),
            models.CheckConstraint(condition=~Q(label=""), name="product_version_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"Version {self.label} of {self.product}"

    @property
    def is_an_address(self) -> bool:
        return self.where.startswith(("http://", "https://"))


class ProductMove(PartOfProduct):
    """A move of a product: the state before and after, by whom, and why."""

    SAID = ("words",)
    READ_BY = [["product"]]

    product = models.ForeignKey(Product, models.CASCADE, related_name="moves")
    move = models.CharField(max_length=9, choices=ProductStep)
    state_before = models.CharField(max_length=9, choices=State)
    state_after = models.CharField(max_length=9, choices=State)
    words = models.TextField(blank=True)
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="product_moves")
    moved_at = models.DateTimeField()

    sentence: Any  # what was done, in words; set for the product's page
    may_be_named: bool  # whether the reader may know who made it; set for the product's page

    objects: ClassVar[Any] = ProductMoveQuerySet.as_manager()

    class Meta:
        verbose_name = "move of a product"
        verbose_name_plural = "moves of products"
        ordering = ["moved_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(move__in=ProductStep.values), name="product_move_known"),
            models.CheckConstraint(
                condition=Q(state_before__in=State.values, state_after__in=State.values), name="product_move_between_states"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_move_display()}: {self.product}"
