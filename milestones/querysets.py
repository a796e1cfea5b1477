"""Querysets for milestones."""

from collections.abc import Iterable
from datetime import date
from functools import partial, reduce
from operator import or_
from typing import Any, Self

from django.apps import apps
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from history.recording import word_index
from history.recording.versions import TrackedQuerySet
from milestones.workflow import STANDING, Outcome, State, Status
from pages.dates import MeantDate, Precision, around
from pages.search import Sought, mentioning


def is_status(status: str, day: date) -> Q:
    """Return the condition that a commitment has this status on a day: the same as `Commitment.status`."""
    open_, over = Q(state=State.OPEN), Q(expected_until__lt=day)
    later = Q(expected_until__gt=F("due_until"))
    return {
        Status.ON_TIME: open_ & ~over & ~later,
        Status.LATE: open_ & ~over & later,
        Status.OVERDUE: open_ & over,
        Status.REACHED: Q(state=State.REACHED),
        Status.CANCELLED: Q(state=State.CANCELLED),
        Status.NOT_OURS: Q(state=State.NOT_OURS),
    }[Status(status)]


class CommitmentQuerySet(TrackedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Return all for the national team; for a lead, those of their own vanguards and the programme's own."""
        if user.sees_everything:
            return self
        return self.filter(Q(vanguard_id__in=user.led_vanguard_ids) | Q(vanguard=None)) if user.has_a_role else self.none()

    def open(self) -> Self:
        return self.filter(state=State.OPEN)

    def reached(self) -> Self:
        return self.filter(state=State.REACHED)

    def with_status(self, statuses: Iterable[str], day: date) -> Self:
        return self.filter(_any_of(is_status(status, day) for status in statuses))

    def overdue(self, day: date) -> Self:
        """Return open commitments whose expected date is over: "December 2015" only once December is."""
        return self.with_status([Status.OVERDUE], day)

    def due(self, first: date, last: date) -> Self:
        """Return open commitments expected to end between these days."""
        return self.open().filter(expected_until__range=(first, last))

    def expected_in(self, meant: MeantDate) -> Self:
        """Return commitments expected within a month, quarter or year; for finished ones, the last expected date counts."""
        return self.filter(expected_until__range=(meant.first, meant.last))

    def promised_in(self, meant: MeantDate) -> Self:
        """Return commitments promised for a month, quarter or year."""
        return self.filter(due_on__gte=meant.first, due_until__lte=meant.last)

    def reached_in(self, meant: MeantDate) -> Self:
        """Return commitments reached within a month, quarter or year: their whole date must lie in it."""
        whole = {precision: around(meant.last, precision) for precision in Precision}
        latest = {precision: last if last.last == meant.last else last.preceding for precision, last in whole.items()}
        within = (Q(reached_precision=precision, reached_on__lte=last.first) for precision, last in latest.items())
        return self.filter(_any_of(within), reached_on__gte=meant.first)

    def moved_out_of(self, meant: MeantDate) -> Self:
        """Return open commitments once expected in this time, and now after it."""
        return self.filter(self._has_moved_out_of(meant))

    def _has_moved_out_of(self, meant: MeantDate) -> Q:
        moved = apps.get_model("milestones", "Forecast").objects.standing().filter(commitment=OuterRef("pk"))
        was = Q(due_until__range=(meant.first, meant.last)) | Q(Exists(moved.filter(before_until__range=(meant.first, meant.last))))
        return Q(was, state=State.OPEN, expected_until__gt=meant.last)

    def expected_any(self, when: Iterable[str], first: date, last: date, quarter: MeantDate) -> Self:
        """Return open commitments expected at any of these times: in the past, between two days, or in a quarter; or that moved out of the
        quarter.
        """
        ends = {
            "past": Q(expected_until__lt=first),
            "next-30-days": Q(expected_until__range=(first, last)),
            "this-quarter": Q(expected_until__range=(quarter.first, quarter.last)),
            "moved-out": self._has_moved_out_of(quarter),
        }
        return self.open().filter(_any_of(ends[word] for word in when))

    def of_form(self, codes: list[str]) -> Self:
        """Return commitments of vanguards that have, or may have, one of these collaboration forms."""
        return self.filter(vanguard__in=apps.get_model("vanguards", "Vanguard").objects.of_form(codes))

    def mentioning(self, sought: Sought) -> Self:
        """Return commitments whose milestone has each of the words in its title or in whom it concerns, or whose vanguard has them."""
        milestones = apps.get_model("milestones", "Milestone").objects.mentioning(sought)
        vanguards = apps.get_model("vanguards", "Vanguard").objects.mentioning(sought)
        return self.filter(Q(milestone__in=milestones) | Q(vanguard__in=vanguards))

    def moved_for(self, codes: list[str]) -> Self:
        """Return commitments with a date that stands and moved by at least a working day for one of these causes."""
        moved = apps.get_model("milestones", "Forecast").objects.standing().filter(cause__code__in=codes).exclude(days_later=0)
        return self.filter(pk__in=moved.values("commitment"))

    def with_a_proposal(self) -> Self:
        """Return commitments with a date that waits for the programme team."""
        proposed = apps.get_model("milestones", "Forecast").objects.proposed()
        return self.open().filter(pk__in=proposed.values("commitment"))

    def in_time(self, first: date, last: date, day: date) -> Self:
        """Return commitments with something to draw between these days: from the first of promised, expected and reached to the last, with
        a date that waits for the team. Overdue ones go on until `day`.
        """
        open_ = Q(reached_on=None)
        begun = Q(due_on__lte=last) | Q(reached_on__lte=last) | (open_ & Q(expected_until__lte=last))
        goes_on = Q(due_until__gte=first) | Q(reached_until__gte=first) | (open_ & Q(expected_until__gte=first))
        overdue = is_status(Status.OVERDUE, day) if first <= day else Q(pk=None)
        proposed = apps.get_model("milestones", "Forecast").objects.proposed().filter(forecast_until__gte=first)
        return self.filter(begun, goes_on | overdue | Q(pk__in=proposed.values("commitment")))

    def behind(self, first: date, day: date) -> Self:
        """Return past commitments, latest first: those reached or ended since a day, and all overdue."""
        ended = Coalesce("reached_until", "expected_until")
        return (
            self.annotate(ended=ended)
            .filter(is_status(Status.OVERDUE, day) | (~Q(state=State.OPEN) & Q(ended__gte=first)))
            .order_by("-ended", "-pk")
        )

    def for_page(self) -> Self:
        """Read the milestone and vanguard that a row shows. `with_ledgers` adds the dates."""
        own = [field.name for field in self.model._meta.concrete_fields]
        return self.select_related("milestone", "vanguard").only(
            *own, "milestone__title", "milestone__is_key", "milestone__source", "vanguard__name"
        )

    def next_first(self) -> Self:
        """Return open ones first, soonest expected first; then those reached, latest first; then those ended in another way."""
        place = Case(When(state=State.OPEN, then=Value(0)), When(state=State.REACHED, then=Value(1)), default=Value(2))
        return self.order_by(place, F("reached_on").desc(nulls_first=True), "expected_until", "pk")

    def worst_first(self, day: date) -> Self:
        """Return overdue ones first, then late ones and those on time, soonest expected first; then those reached, latest first; then those
        ended in another way.
        """
        order = (Status.OVERDUE, Status.LATE, Status.ON_TIME, Status.REACHED)
        place = Case(*(When(is_status(status, day), then=Value(at)) for at, status in enumerate(order)), default=Value(len(order)))
        return self.order_by(place, F("reached_on").desc(nulls_first=True), "expected_until", "pk")


def _any_of(conditions: Iterable[Q]) -> Q:
    return reduce(or_, conditions)


class MilestoneQuerySet(TrackedQuerySet):
    def with_commitment(self, commitments: Any) -> Self:
        """Return milestones with one of these commitments."""
        return self.filter(Exists(commitments.filter(milestone=OuterRef("pk"))))

    def with_tally(self, commitments: Any, day: date) -> Self:
        """Add how many of these commitments each has, how many are reached, and how many overdue."""
        of_it = commitments.filter(milestone=OuterRef("pk"))
        return self.annotate(
            commitment_count=_count(of_it),
            reached_count=_count(of_it.filter(state=State.REACHED)),
            overdue_count=_count(of_it.overdue(day)),
        )

    def with_those_late(self, commitments: Any, day: date) -> Self:
        """Add how many of these commitments are still expected or reached (`standing_count`), and how many are late."""
        of_it = commitments.filter(milestone=OuterRef("pk"))
        standing = of_it.filter(state__in=[State.OPEN, State.REACHED])
        return self.annotate(standing_count=_count(standing), late_count=_count(of_it.with_status([Status.LATE], day)))

    def mentioning(self, sought: Sought) -> Self:
        """Return milestones with each of the words in the title, or in whom they concern."""
        return self.filter(mentioning(sought, partial(word_index.has, self.model)))


def _count(commitments: Any) -> Coalesce:
    return Coalesce(Subquery(commitments.order_by().values("milestone").annotate(n=Count("pk")).values("n")), 0)


class LedgerQuerySet(TrackedQuerySet):
    """Parts of a commitment: its dates and its moves."""

    def visible_to(self, user: Any) -> Self:
        """Return the parts of commitments that the person may see."""
        commitments = apps.get_model("milestones", "Commitment").objects.visible_to(user)
        return self if user.sees_everything else self.filter(Exists(commitments.filter(pk=OuterRef("commitment"))))


class ForecastQuerySet(LedgerQuerySet):
    """Lines of the ledger of dates."""

    def standing(self) -> Self:
        """Return those that were recorded at once, or approved."""
        return self.filter(outcome__in=STANDING)

    def proposed(self) -> Self:
        """Return those that wait for the programme team."""
        return self.filter(outcome=Outcome.PROPOSED)

    def later(self) -> Self:
        """Return those that lost working days."""
        return self.filter(days_later__gt=0)

    def mentioning(self, sought: Sought) -> Self:
        """Return those of commitments with these words."""
        return self.filter(commitment__in=apps.get_model("milestones", "Commitment").objects.mentioning(sought))


class WaitQuerySet(TrackedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Return dependencies that the person may see: on milestones, and on requests of their own."""
        if user.sees_everything or not user.has_a_role:
            return super().visible_to(user)
        requests = apps.get_model("support", "SupportRequest").objects.visible_to(user)
        return self.filter(Q(support_request=None) | Q(Exists(requests.filter(pk=OuterRef("support_request")))))
