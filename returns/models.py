"""Reporting periods, the returns that vanguards owe for them, and the rules for computed confidence."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.text import slugify

from history import clock
from history.reading.remembered import until_the_next_change
from history.recording.versions import TrackedModel
from pages import dates, working_days
from pages.counting import several
from pages.links import path
from returns.querysets import PartQuerySet, ReturnQuerySet
from returns.workflow import WITH_THE_LEADS, Confidence, Move, State, is_better
from support.models import SupportRequest
from vanguards.models import Vanguard


class ReportingPeriod(TrackedModel):
    """A time that vanguards report on, such as a financial quarter. It has days of its own: when returns open, are due, and close.

    Late returns are still taken after it closes.
    """

    ADDRESSED_BY = ("code",)
    READ_BY = [["ends_on"]]

    name = models.CharField(max_length=60, unique=True, help_text="Such as 2015/16 Q4 or January 2016.")
    code = models.SlugField("name in addresses", max_length=60, unique=True, editable=False)
    starts_on = models.DateField("first day reported on")
    ends_on = models.DateField("last day reported on")
    opens_on = models.DateField("returns open on")
    due_on = models.DateField("returns are due on")
    closes_on = models.DateField("returns close on")
    invented = models.BooleanField(default=False, help_text="Made up for the demonstration.")

    class Meta:
        ordering = ["-ends_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(starts_on__lte=F("ends_on")), name="period_starts_before_it_ends"),
            models.CheckConstraint(condition=Q(opens_on__lte=F("due_on")), name="period_opens_before_it_is_due"),
            models.CheckConstraint(condition=Q(due_on__lte=F("closes_on")), name="period_due_before_it_closes"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(code=""), name="period_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return path("period_detail", self.code)

    @property
    def in_a_sentence(self) -> str:
        return f"the period {self.name}"

    def is_open(self, day: date) -> bool:
        return self.opens_on <= day

    def is_closed(self, day: date) -> bool:
        return self.closes_on < day


@until_the_next_change
def period_codes() -> dict[int, str]:
    """Return the code of each period by its number: there are few, and every address of a return has one."""
    return dict(ReportingPeriod.objects.order_by().values_list("pk", "code"))


def code_of(name: str) -> str:
    """Return the name of a period as its address writes it: "2015-16-q4"."""
    return slugify(name.replace("/", "-"))


class Return(TrackedModel):
    """What a vanguard declares for a period. It has one for each; a signed-off one is corrected by another edition.

    `achieved_unchecked` and `next_unchecked` are set while the words are those the record filled in and no lead has saved them.
    """

    PART_OF = ("period", "vanguard")
    ADDRESSED_BY = ("period", "vanguard", "edition")
    READ_BY = [["period"], ["vanguard"]]
    UNTRACKED = ("reminded_on",)

    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="returns")
    vanguard = models.ForeignKey(Vanguard, models.PROTECT, related_name="returns")
    edition = models.PositiveSmallIntegerField(default=1)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    state = models.CharField(max_length=10, choices=State, default=State.OWED)
    confidence = models.CharField("declared confidence", max_length=5, choices=Confidence, blank=True)
    computed_then = models.CharField(
        "computed confidence when it was sent", max_length=5, choices=Confidence, blank=True, help_text="What the record said then."
    )
    confidence_reason = models.TextField("why it is better than the record", blank=True)
    achieved = models.TextField("what was achieved", blank=True)
    achieved_unchecked = models.BooleanField(default=False)
    next_steps = models.TextField("what is next", blank=True)
    next_unchecked = models.BooleanField(default=False)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    signed_off_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    signed_off_at = models.DateTimeField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True, editable=False, help_text="The day its leads were reminded last.")
    invented = models.BooleanField(default=False, help_text="Made up for the demonstration.")

    computed_now: Any  # returns/confidence.py, and when its leads were chased last; set for lists
    chased_at: Any

    objects: ClassVar[Any] = ReturnQuerySet.as_manager()

    class Meta:
        ordering = ["-period__ends_on", "vanguard", "-edition"]
        constraints = [
            models.UniqueConstraint(fields=["period", "vanguard", "edition"], name="return_once"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="return_state_known"),
            models.CheckConstraint(condition=Q(confidence__in=["", *Confidence.values]), name="return_confidence_known"),
            models.CheckConstraint(condition=Q(computed_then__in=["", *Confidence.values]), name="return_computed_known"),
            models.CheckConstraint(
                condition=Q(sent_at=None, sent_by=None) | Q(sent_at__isnull=False, sent_by__isnull=False), name="return_sent_by_somebody"
            ),
            models.CheckConstraint(
                condition=Q(state=State.SIGNED_OFF, signed_off_at__isnull=False, signed_off_by__isnull=False)
                | (~Q(state=State.SIGNED_OFF) & Q(signed_off_at=None, signed_off_by=None)),
                name="return_signed_off_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(edition=1, replaces=None) | Q(edition__gt=1, replaces__isnull=False), name="return_edition_replaces_one"
            ),
        ]
        indexes = [
            models.Index(fields=["vanguard", "period", "edition"], name="returns_by_vanguard"),
            models.Index(fields=["period", "state", "vanguard"], name="returns_by_state"),
        ]

    def __str__(self) -> str:
        return f"Return of vanguard {self.vanguard_id} for {self.period}"

    def get_absolute_url(self) -> str:
        code = self.period.code if Return.period.is_cached(self) else period_codes()[self.period_id]
        return path("return_detail", code, self.vanguard_id, self.edition)

    @property
    def in_a_sentence(self) -> str:
        """Return "the return of 38 Salford and Wigan for 2015/16 Q4"."""
        return f"the return of {self.vanguard.in_a_sentence} for {self.period}"

    @property
    def is_with_the_leads(self) -> bool:
        return self.state in WITH_THE_LEADS

    @property
    def is_signed_off(self) -> bool:
        return self.state == State.SIGNED_OFF

    def is_better_than(self, computed: str) -> bool:
        """Return whether more is declared than the record says."""
        return bool(self.confidence and computed) and is_better(self.confidence, computed)

    @property
    def is_better_than_the_record(self) -> bool:
        """Return the same for a list: by what the record said when it was sent, else says today."""
        now = getattr(self, "computed_now", None)
        return self.is_better_than(self.computed_then or (now.confidence.value if now else ""))

    def lateness(self, day: date) -> str:
        """Return "Late by 5 working days" if it is due and not sent, or ""."""
        if not self.is_with_the_leads or self.period.due_on >= day:
            return ""
        days = working_days.between(self.period.due_on, day)
        return f"Late by {several(days, 'working day')}" if days else "Late"

    @property
    def sent_on(self) -> date | None:
        """Return the day it was sent, in London."""
        return clock.in_london(self.sent_at).date() if self.sent_at is not None else None

    @property
    def signed_off_on(self) -> date | None:
        """Return the day it was signed off, in London."""
        return clock.in_london(self.signed_off_at).date() if self.signed_off_at is not None else None

    @property
    def chased_on(self) -> date | None:
        """Return the day its leads were chased last, for a list."""
        return clock.in_london(self.chased_at).date() if self.chased_at is not None else None

    @property
    def sent_late(self) -> str:
        """Return "sent 5 working days late", or ""."""
        if self.sent_on is None or self.is_with_the_leads:
            return ""
        days = working_days.between(self.period.due_on, self.sent_on)
        return f"sent {several(days, 'working day')} late" if days > 0 else ""


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
