"""Querysets for rounds, expressions of interest and what readers think of them."""

from collections.abc import Iterable
from functools import partial
from typing import Any, Self

from django.apps import apps
from django.db.models import Exists, OuterRef, Q

from history.recording import word_index
from history.recording.versions import TrackedQuerySet
from pages.search import Sought, mentioning
from selection.workflow import TO_DECIDE, State

LATE = "late"  # beside the states in filters: it came after the round had closed


class RoundQuerySet(TrackedQuerySet):
    """Rounds and their criteria: published facts, which applicants may read too."""

    def visible_to(self, user: Any) -> Self:
        return self if user.has_a_role or user.is_applicant else self.none()


class ExpressionQuerySet(TrackedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Return all for the national team; for others, those they write as applicants."""
        return self if user.sees_everything else self.filter(pk__in=user.expression_ids)

    def for_page(self) -> Self:
        return self.select_related("round__cohort", "care_model", "vanguard", "sent_by")

    def for_list(self) -> Self:
        """Read what a row of a list shows, without the pages of answers."""
        closed = (f"round__cohort__{name}" for name in ("code", "closed_on", "closed_precision", "closed_words"))
        return self.select_related("round__cohort", "care_model").only(
            "name", "applicant", "state", "sent_at", "invented", "round__cohort", *closed, "care_model__code"
        )

    def received(self) -> Self:
        """Return those that were ever sent."""
        return self.filter(sent_at__isnull=False)

    def to_decide(self) -> Self:
        return self.filter(state__in=TO_DECIDE)

    def late(self) -> Self:
        """Return those that came after the round had closed."""
        return self.received().exclude(late_reason="")

    def with_status(self, statuses: Iterable[str]) -> Self:
        """Return those in one of these states, or late."""
        found = Q(state__in=[status for status in statuses if status != LATE])
        if LATE in statuses:
            found |= Q(pk__in=self.late().order_by().values("pk"))
        return self.filter(found)

    def waiting_for(self, reader: Any) -> Self:
        """Return those that this person was asked to read, and has not scored yet."""
        reviews = apps.get_model("selection", "Review").objects.filter(expression=OuterRef("pk"), reader=reader.pk)
        return self.filter(Exists(reviews.waiting()), state__in=[State.SENT, State.INVITED])

    def mentioning(self, sought: Sought) -> Self:
        """Return those with these words in their name, or in the name of who applies."""
        return self.filter(mentioning(sought, partial(word_index.has, self.model)))


class PartQuerySet(TrackedQuerySet):
    """Parts of expressions that their applicants may read: answers, applicants, moves."""

    def visible_to(self, user: Any) -> Self:
        return self if user.sees_everything else self.filter(expression__in=user.expression_ids)


class ReviewQuerySet(TrackedQuerySet):
    """Who reads which expression. Only the national team may know."""

    def visible_to(self, user: Any) -> Self:
        return self if user.sees_everything else self.none()

    def waiting(self) -> Self:
        """Return those whose scores are not in, and whose reader has no conflict of interest."""
        return self.filter(handed_in_at=None, conflict="")

    def handed_in(self) -> Self:
        return self.filter(handed_in_at__isnull=False)


class ScoreQuerySet(TrackedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Return one's own scores and, of others, those for expressions that one has no scores to give for any more.

        Somebody who still reads an expression must not know what others think of it. Somebody of the national team who was never asked to
        read it sees the scores once all of them are in; from then on nobody else can be asked.
        """
        if not user.sees_everything:
            return self.none()
        reviews = apps.get_model("selection", "Review").objects.filter(expression=OuterRef("review__expression"))
        own = Exists(reviews.filter(reader=user.pk).handed_in())
        still_read = Exists(reviews.waiting().filter(expression__state__in=TO_DECIDE))  # once it is decided nobody scores it any more
        return self.filter(Q(review__reader=user.pk) | own | ~still_read)
