"""Parts of a return: risks, support it asks for, and the moves that were made on it."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from history.recording.versions import TrackedModel
from pages import dates
from returns.models.returns import Return
from returns.querysets import PartQuerySet
from returns.workflow import Move, State
from support.models import SupportRequest


class PartOfReturn(TrackedModel):
    PART_OF = ("vanguard_return",)

    objects: ClassVar[Any] = PartQuerySet.as_manager()

    class Meta:
        abstract = True


def _one_to_five(label: str) -> Any:
    return models.PositiveSmallIntegerField(label, validators=[MinValueValidator(1), MaxValueValidator(5)])


class Risk(PartOfReturn):
    """A risk in a return. The next return carries it on until it is closed."""

    vanguard_return = models.ForeignKey(Return, models.CASCADE, related_name="risks")
    carried_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="carried_on")
    words = models.CharField("what may go wrong", max_length=300)
    likelihood = _one_to_five("likelihood")
    impact = _one_to_five("impact")
    mitigation = models.TextField("what is done about it", blank=True)
    owner = models.CharField("who looks after it", max_length=100, blank=True)
    is_closed = models.BooleanField("closed", default=False)

    earlier: "list[Risk]"  # the same risk in the returns before; set for the page of a return

    class Meta:
        ordering = ["vanguard_return", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(likelihood__range=(1, 5), impact__range=(1, 5)), name="risk_of_five"),
            models.CheckConstraint(condition=~Q(words=""), name="risk_says_what"),
            models.UniqueConstraint(fields=["vanguard_return", "carried_from"], name="risk_carried_once"),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def score(self) -> int:
        """Return likelihood times impact, 1 to 25."""
        return int(self.likelihood * self.impact)


class Ask(PartOfReturn):
    """Support that a return asks for. It becomes a request in one step, and is then linked to it."""

    vanguard_return = models.ForeignKey(Return, models.CASCADE, related_name="asks")
    title = models.CharField("what you ask for", max_length=200)
    needed = models.TextField("what is needed, and why", blank=True)
    support_request = models.OneToOneField(SupportRequest, models.PROTECT, null=True, blank=True, related_name="asked_in")

    class Meta:
        ordering = ["vanguard_return", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="ask_says_what")]

    def __str__(self) -> str:
        return self.title


class ReturnMove(PartOfReturn):
    """A move of a return: the state before and after, by whom, and why."""

    SAID = ("words",)

    vanguard_return = models.ForeignKey(Return, models.CASCADE, related_name="moves")
    move = models.CharField(max_length=10, choices=Move)
    state_before = models.CharField(max_length=10, choices=State)
    state_after = models.CharField(max_length=10, choices=State)
    words = models.TextField(blank=True)
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="return_moves")
    moved_at = models.DateTimeField()

    sentence: Any  # what was done, in words; set for the return's page

    class Meta:
        verbose_name = "move of a return"
        verbose_name_plural = "moves of returns"
        ordering = ["moved_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(move__in=Move.values), name="return_move_known"),
            models.CheckConstraint(
                condition=Q(state_before__in=State.values, state_after__in=State.values), name="return_move_between_states"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_move_display()}: {self.vanguard_return}"

    @property
    def when(self) -> str:
        return dates.at(self.moved_at)
