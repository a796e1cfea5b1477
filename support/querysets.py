"""The vocabulary for support."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import partial
from typing import Any, Self

from django.apps import apps
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When

from history.reading import visibility
from history.recording import word_index
from history.recording.versions import TrackedQuerySet
from pages.concatenated import Joined
from pages.search import Sought, mentioning
from pages.typed_numbers import number
from support.own_part import disputed_by_for, silent_on_for, state_for, waiting_since
from support.owners import closed_owners
from support.workflow import DONE_WITH, OPEN_STATES, WITH_THE_TEAM, State, Word

CALLED = ("sr", "request", "supportrequest")  # what people put before the number of a request


class RequestQuerySet(TrackedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """All requests for the national team; for anyone else, those with a vanguard they lead today among the recipients."""
        if user.sees_everything:
            return self
        return self.for_vanguards(user.led_vanguard_ids)

    def for_vanguards(self, numbers: list[int]) -> Self:
        """Those that have one of these vanguards as a recipient: found by the vanguards, whose requests are few."""
        recipients = apps.get_model("support", "Recipient").objects.filter(vanguard_id__in=numbers)
        return self.filter(pk__in=recipients.order_by().values("support_request"))

    def shared_with(self, user: Any) -> Self:
        """What the team has shared of other vanguards' requests, to be shown without names, words or comments: for a lead, of those that
        have a care model with theirs; nothing that is their own.
        """
        shared = self.filter(shared=True)
        if user.sees_everything:
            return shared
        vanguards, recipients = apps.get_model("vanguards", "Vanguard").objects, apps.get_model("support", "Recipient").objects
        like = vanguards.filter(care_model__in=vanguards.filter(pk__in=user.led_vanguard_ids).order_by().values("care_model"))
        own = Exists(recipients.filter(support_request=OuterRef("pk"), vanguard_id__in=user.led_vanguard_ids))
        return shared.filter(Exists(recipients.filter(support_request=OuterRef("pk"), vanguard__in=like.order_by().values("pk"))), ~own)

    def open(self) -> Self:
        return self.filter(state__in=OPEN_STATES)

    def unowned(self, day: date) -> Self:
        """Open, and looked after by nobody whose account is open."""
        return self.open().filter(_owned_by_nobody(day))

    def new(self) -> Self:
        """Raised and not yet answered."""
        return self.filter(state=State.RAISED)

    def late(self, user: Any, day: date) -> Self:
        """With the team past their target date: what is delivered is not, nor what waits for the vanguards."""
        return self.in_state_for(user, WITH_THE_TEAM).filter(target_on__lt=day)

    def due(self, user: Any, first: date, last: date) -> Self:
        """With the team, and their target date between these days."""
        return self.in_state_for(user, WITH_THE_TEAM).filter(target_on__range=(first, last))

    def waiting_for_the_team(self, user: Any) -> Self:
        """Not answered yet, in the team's hands, or open again because a vanguard disputes what it got."""
        in_their_hands = Q(pk__in=self.in_state_for(user, WITH_THE_TEAM).order_by().values("pk"))
        return self.open().filter(in_their_hands | _with_word(Word.DISPUTED, user))

    def waiting_for_the_vanguards(self, user: Any) -> Self:
        """For what they are to send, or for their word."""
        asked_for_something = Q(pk__in=self.in_state_for(user, [State.WAITING]).order_by().values("pk"))
        return self.open().filter(asked_for_something | _with_word(Word.DELIVERED, user))

    def waiting_for_the_word_of(self, numbers: list[int]) -> Self:
        """Those delivered to one of these vanguards, which has not said yet whether it helped."""
        recipients = apps.get_model("support", "Recipient").objects.filter(vanguard_id__in=numbers, word=Word.DELIVERED)
        return self.filter(pk__in=recipients.order_by().values("support_request"))

    def disputed(self, user: Any) -> Self:
        """Open, and a vanguard disputes what was delivered."""
        return self.open().filter(_with_word(Word.DISPUTED, user))

    def silent(self, user: Any) -> Self:
        """Those about which a vanguard said nothing for ten working days."""
        return self.filter(_with_word(Word.NOT_CONFIRMED, user))

    def in_queue(self, queue: str, user: Any, day: date) -> Self:
        """The requests of one of the queues, by its name in the address."""
        queues: dict[str, Callable[[], Self]] = {
            "new": self.new,
            "unowned": lambda: self.unowned(day),
            "mine": lambda: self.open().filter(owner=user.pk),
            "due": lambda: self.due(user, day, day + timedelta(days=7)),
            "late": lambda: self.late(user, day),
            "waiting-for-us": lambda: self.waiting_for_the_team(user),
            "waiting-for-them": lambda: self.waiting_for_the_vanguards(user),
            "disputed": lambda: self.disputed(user),
            "silent": lambda: self.silent(user),
            "asked-by-me": lambda: self.filter(raised_by=user.pk),
            "my-word": lambda: self.waiting_for_the_word_of(user.led_vanguard_ids),
        }
        return queues[queue]()

    def under_enablers(self, slugs: list[str]) -> Self:
        """Asked of each in turn, for so many fall under each that a page is soon full."""
        return self.filter(_has("RequestEnabler", enabler__slug__in=slugs))

    def answered_by(self, bodies: list[int]) -> Self:
        return self.filter(_has("AnsweringBody", organisation_id__in=bodies))

    def owned_by(self, owners: list[int], *, nobody: bool, day: date) -> Self:
        """Those of some owners, by their numbers, those of nobody, or both."""
        owned = Q(owner__in=owners)
        return self.filter(owned | _owned_by_nobody(day) if nobody else owned)

    def with_recipient(self, recipients: Any) -> Self:
        """Those that have one of these recipients."""
        return self.filter(pk__in=recipients.order_by().values("support_request"))

    def mentioning(self, sought: Sought) -> Self:
        """Those whose title or text has each of the words in it; or whose reference it is, with or without its SR."""
        return self.filter(mentioning(sought, partial(word_index.has, self.model)))

    def meant_by(self, words: str) -> Self:
        """The one that the words refer to, by its reference or its number alone."""
        meant = number(words, "", *CALLED)
        return self.none() if meant is None else self.filter(pk=meant)

    def in_state_for(self, user: Any, states: Iterable[str]) -> Self:
        """Those that stand so for this person."""
        if user.sees_everything:
            return self.filter(state__in=states)
        return self.alias(stands=state_for(user)).filter(stands__in=states)

    def counted_by_state(self, user: Any) -> Any:
        """How many of them stand in each state for this person: (state, number)."""
        if user.sees_everything:
            return self.order_by().values_list("state").annotate(Count("pk"))
        return self.annotate(stands=state_for(user)).order_by().values_list("stands").annotate(Count("pk"))

    def as_read_by(self, user: Any) -> Self:
        """Each with who disputes it, as far as the person may know, and since when the vanguards are asked for something; for a lead, with
        where it stands for them, and from when their silence counts, where they are asked for an answer.
        """
        read = self.annotate(disputed_by=disputed_by_for(user), waiting_since=waiting_since())
        return read if user.sees_everything else read.annotate(stands=state_for(user), silent_on=silent_on_for(user))

    def for_list(self) -> Self:
        """Each with what a row says of it: `enabler_names`, `owner_name`, None for nobody, and `owner_closed_on`."""
        links = apps.get_model("support", "RequestEnabler").objects.filter(support_request=OuterRef("pk"))
        owners = apps.get_model("people", "User").objects.filter(pk=OuterRef("owner"))
        said = self.only("title", "state", "target_on", "source", "invented")
        return said.annotate(
            enabler_names=Joined(links.order_by("pk"), "enabler__name"),
            owner_name=Subquery(owners.values("name")),
            owner_closed_on=Subquery(owners.values("closed_on")),
        )

    def for_search(self) -> Self:
        return self.only("title", "state", "needed", "invented")

    def for_list_of_shared(self) -> Self:
        """Each with what others may read of it, and `enabler_names`."""
        links = apps.get_model("support", "RequestEnabler").objects.filter(support_request=OuterRef("pk"))
        said = self.only("title", "needed", "state", "outcome", "invented")
        return said.annotate(enabler_names=Joined(links.order_by("pk"), "enabler__name"))

    def for_moving(self) -> Self:
        """As far as it takes to say whether many of them can be moved."""
        return self.select_related("owner")

    def for_page(self) -> Self:
        """With what its page says of it besides its parts; and whether it has any: `has_parts` (requests that are part of it),
        `has_documents`, `has_waits` (milestones that wait for it).
        """
        parts, it = apps.get_model("support", "SupportRequest").objects, OuterRef("pk")
        there = {
            "has_parts": parts.filter(parent=it),
            "has_documents": apps.get_model("support", "RequestDocument").objects.filter(support_request=it),
            "has_waits": apps.get_model("milestones", "MilestoneWait").objects.filter(support_request=it),
        }
        found = self.annotate(**{name: Exists(rows) for name, rows in there.items()})
        return found.select_related("owner", "raised_by", "offer__enabler", "source")


def referred_to(words: str) -> int | None:
    """The number of the request that the words refer to, however they are written: 12 for SR-0012."""
    return number(words, *CALLED)


def _owned_by_nobody(day: date) -> Q:
    """The condition that nobody owns it; what is open is nobody's, too, where the account of its owner is closed."""
    closed = closed_owners(day)
    return Q(owner=None) | Q(owner__in=closed, state__in=OPEN_STATES) if closed else Q(owner=None)


def _with_word(word: Word, user: Any) -> Q:
    """The condition that a vanguard says this of a request, as far as the person may know: nobody learns from a queue what others say."""
    recipients = apps.get_model("support", "Recipient").objects.visible_to(user).filter(word=word)
    return Q(pk__in=recipients.order_by().values("support_request"))


def _has(part: str, **conditions: Any) -> Exists:
    """The condition that a request has a part like this: asked as a question, so that no row comes twice."""
    return Exists(apps.get_model("support", part).objects.filter(support_request=OuterRef("pk"), **conditions))


def _on_a_request_of(numbers: list[int]) -> Exists:
    """The condition that a part belongs to a request that has one of these vanguards as a recipient."""
    recipients = apps.get_model("support", "Recipient").objects
    return Exists(recipients.filter(support_request=OuterRef("support_request"), vanguard_id__in=numbers))


class RecipientQuerySet(TrackedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """All for the national team; for a lead, those of their own vanguards: never the words of the others."""
        return self if user.sees_everything else self.filter(vanguard_id__in=user.led_vanguard_ids)

    def awaited(self) -> Self:
        """Those whose word is awaited."""
        return self.filter(word="delivered", silent_on__isnull=False)

    def silent(self, day: date) -> Self:
        """Those whose word is awaited and whose ten working days are over on a day."""
        return self.filter(word="delivered", silent_on__lte=day)

    def counted_by_state(self, user: Any) -> Any:
        """How many of them are on requests that stand in each state for this person: (state, number)."""
        if user.sees_everything:
            return self.order_by().values_list("support_request__state").annotate(Count("pk"))
        return self.annotate(stands=state_for(user, "support_request__")).order_by().values_list("stands").annotate(Count("pk"))

    @staticmethod
    def in_order_of_life(counted: Iterable[tuple[str, int]]) -> list[tuple[State, int]]:
        """What was counted by state, in the order of a request's life."""
        counts = dict(counted)
        return [(state, counts[state]) for state in State if state in counts]

    def most_pressing_first(self, day: date) -> Self:
        """What waits for the vanguard's word, what it disputes, what waits for it, what is late; then what is going on, the soonest due
        first; what is new; what is over, be it for this vanguard alone.
        """
        over = Q(word__in=DONE_WITH)
        going_on = Q(support_request__state__in=[State.ACCEPTED, State.IN_PROGRESS]) & ~over
        order = [
            Q(word="delivered"),
            Q(word="disputed"),
            Q(support_request__state=State.WAITING) & ~over,
            going_on & Q(support_request__target_on__lt=day),
            going_on,
            Q(support_request__state=State.RAISED),
        ]
        pressing = Case(*(When(case, then=Value(place)) for place, case in enumerate(order)), default=Value(len(order)))
        return self.order_by(pressing, F("support_request__target_on").asc(nulls_last=True), "support_request_id")

    def on_open_requests_with_an_owner(self, day: date) -> Self:
        """Of which somebody can be asked: an owner whose account is open on a day."""
        is_open = Q(support_request__owner__closed_on=None) | Q(support_request__owner__closed_on__gt=day)
        owned = self.filter(is_open, support_request__state__in=OPEN_STATES, support_request__owner__isnull=False)
        owner = [f"support_request__owner__{name}" for name in ("name", "email", "invented")]
        return owned.select_related("support_request__owner").only("vanguard_id", *owner).order_by("support_request_id")

    def with_requests(self, user: Any) -> Self:
        """Each with its request and the owner of that, as far as a row says of them; `stands`: where the request stands for this person."""
        of_request = [
            f"support_request__{name}" for name in ("title", "state", "target_on", "source", "invented", "owner__name", "owner__closed_on")
        ]
        rows = self.select_related("support_request__owner").only("word", "silent_on", "certainty", "vanguard_id", *of_request)
        return rows.annotate(stands=state_for(user, "support_request__"), waiting_since=waiting_since("support_request__"))


class CommentQuerySet(TrackedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """All for the national team; for a lead, what is shared on requests of theirs and what is between their vanguard and the team, of
        what was written since their vanguard is on the request.
        """
        if user.sees_everything:
            return self
        mine = user.led_vanguard_ids
        theirs = Q(audience="shared") | Q(audience="vanguard", vanguard_id__in=mine)
        return self.filter(theirs, _on_a_request_of(mine), visibility.is_told_as_it_stands(user, self.model))


class PartOfRequestQuerySet(TrackedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """What belongs to a request is for those who may see the request."""
        return self if user.sees_everything else self.filter(_on_a_request_of(user.led_vanguard_ids))


class MoveQuerySet(PartOfRequestQuerySet):
    def visible_to(self, user: Any) -> Self:
        """All for the national team; for a lead, those of requests of theirs, since their vanguard is on them, but for what other vanguards
        did about their own part.
        """
        if user.sees_everything:
            return self
        mine = Q(vanguard=None) | Q(vanguard_id__in=user.led_vanguard_ids)
        return super().visible_to(user).filter(mine, visibility.is_told_as_it_stands(user, self.model))
