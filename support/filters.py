"""The filters of the requests."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from typing import Any

from django.utils.text import slugify

from history.reading import as_at
from history.reading.remembered import until_the_next_change
from pages.counting import counts
from pages.filters import AnyOf, Choices, DayFilter, ListFilters, NumbersFilter, WordsFilter, numbers
from pages.typed_dates import A_DAY
from people.models import User
from support.answers import ANSWERS, ever_disputed, who_answered
from support.models import Enabler, Recipient, SupportRequest
from support.owners import most_open, owners_seen_by
from support.search import mentioned
from support.workflow import State
from vanguards import filters as vanguard_filters
from vanguards.models import MergedOrganisation, Organisation

QUEUES = {
    "new": "New",
    "unowned": "No owner",
    "mine": "Mine",
    "waiting-for-us": "Waiting for the team",
    "waiting-for-them": "Waiting for the vanguards",
    "due": "Due in seven days",
    "late": "Late",
    "disputed": "Disputed",
    "silent": "Not answered in time",
    "asked-by-me": "Raised by me",
    "my-word": "Needs my answer",
}
OF_THE_TEAM = ["mine", "unowned", "waiting-for-us", "waiting-for-them", "late", "disputed", "silent"]
OF_A_LEAD = ["asked-by-me", "my-word", "waiting-for-us"]
MOST_MERGED = 50  # codes of bodies that are looked for among those merged into others
NOBODY, NOT_SET = "nobody", "not-set"
NO_NAMES = [("me", "Me"), (NOBODY, "No owner")]
PRIORITIES = [*((value, f"{label} priority") for value, label in SupportRequest.Priority.choices), (NOT_SET, "Priority not set")]
DATES = {"raised_from": "raised_on", "raised_to": "raised_on", "target_from": "target_on", "target_to": "target_on"}


def state_words(states: Iterable[State]) -> list[str]:
    """Return the states as an address writes them."""
    return [slugify(state) for state in states]


@until_the_next_change
def enablers() -> list[tuple[str, str]]:
    return [(enabler.slug, enabler.name) for enabler in Enabler.objects.order_by("order")]


@until_the_next_change
def bodies() -> dict[str, tuple[str, int]]:
    """Return the names and numbers of the national bodies, by their codes in addresses."""
    national = Organisation.objects.filter(kind=Organisation.Kind.NATIONAL_BODY).order_by("name").values_list("code", "name", "pk")
    return {code: (name, number) for code, name, number in national}


def as_they_are_now(codes: Sequence[str]) -> list[str]:
    """Return the codes of bodies; for one that was merged into another the code of that, so that old addresses go on working."""
    unknown = [code for code in codes if code not in bodies() and code == slugify(code)][:MOST_MERGED]
    merged = MergedOrganisation.objects.filter(old_code__in=unknown).values_list("old_code", "organisation__code") if unknown else ()
    now = dict(merged)
    return list(dict.fromkeys(now.get(code, code) for code in codes))


def body_choices() -> list[tuple[str, str]]:
    return [(code, name) for code, (name, _) in bodies().items()]


def owner_choices(user: User) -> list[tuple[str, str]]:
    """Return the owners to choose from: everybody who owns a request that this person may see."""
    people = owners_seen_by(user)
    return [*NO_NAMES, *((str(one.number), people.called(one)) for one in people)]


def _owners_shown(user: User, chosen: list[str]) -> list[tuple[str, str]]:
    """Return the owners with most open requests if there are many, and always those who are chosen."""
    shown = {str(number) for number in most_open(user)} | set(chosen)
    return [choice for choice in owner_choices(user) if choice in NO_NAMES or choice[0] in shown]


@until_the_next_change
def how_many(user: User, number: int, day: date) -> dict[str, dict[str, int]]:
    """Return how many requests are in each queue of this person and in each state, on a day."""
    requests = SupportRequest.objects.visible_to(user)
    queues = {name: requests.in_queue(name, user, day) for name in QUEUES}
    states = {slugify(state): requests.in_state_for(user, [state]) for state in State}
    found = counts({f"queue {name}": rows for name, rows in queues.items()} | {f"state {name}": rows for name, rows in states.items()})
    return {kind: {name: found[f"{kind} {name}"] for name in names} for kind, names in (("queue", queues), ("state", states))}


class OwnerField(Choices):
    """Owners by number, the person themselves ("me"), or nobody."""

    def in_words(self, value: str, label: str) -> str:
        return {"me": "owned by me", NOBODY: "no owner"}.get(value, f"owner {label}")


class OwnerFilter(AnyOf):
    field_class = OwnerField


class RequestFilters(ListFilters):
    """Filters for requests. Filters by vanguard use only recipients the person may see, so that nobody learns who else is on a request."""

    queue = AnyOf(label="Queue", choices=list(QUEUES.items()), method="in_queue")
    state = AnyOf(label="State", choices=[(slugify(state), state.label) for state in State], method="in_state")
    enabler = AnyOf(label="Enabler", choices=enablers, method="under_enabler")
    care_model = AnyOf(label="Care model", choices=vanguard_filters.care_models, method="of_vanguards")
    form = AnyOf(label="Collaboration form", choices=vanguard_filters.collaboration_forms, method="of_vanguards")
    body = AnyOf(label="Answering body", names=True, choices=body_choices, method="answered_by")
    owner = OwnerFilter(label="Owner", choices=NO_NAMES, method="owned_by")
    priority = AnyOf(label="Priority", choices=PRIORITIES, method="of_priority")
    answer = AnyOf(label="Answer", choices=[(name, label) for name, (label, _) in ANSWERS.items()], method="of_vanguards")
    disputed = AnyOf(label="Disputes", choices=[("ever", "Ever disputed, now or in the past")], method="ever_disputed")
    vanguard = NumbersFilter(label="Vanguard", method="of_vanguards", help_text="Numbers, such as 38 or 38, 44")
    raised_from = DayFilter(label="Raised from", method="since_day", help_text=f"Such as {A_DAY}")
    raised_to = DayFilter(label="Raised to", method="until_day", help_text=f"Such as {A_DAY}")
    target_from = DayFilter(label="Target date from", method="since_day", help_text=f"Such as {A_DAY}")
    target_to = DayFilter(label="Target date to", method="until_day", help_text=f"Such as {A_DAY}")
    q = WordsFilter(help_text="Part of a title, of what is needed, of a comment or an answer, or a reference")

    class Meta:
        model = SupportRequest
        fields: list[str] = []
        form = vanguard_filters.OwnVanguardsOnly

    def prepare(self, form: Any) -> None:
        owner, user = form.fields["owner"], self.user
        owner.choices = partial(owner_choices, user)
        owner.widget.choices = partial(_owners_shown, user, [*form.data.getlist("owner")] if hasattr(form.data, "getlist") else [])
        numbers = partial(how_many, user, user.pk, as_at.today())
        if hasattr(form.data, "getlist") and form.data.getlist("body"):
            form.data = form.data.copy()
            form.data.setlist("body", as_they_are_now(form.data.getlist("body")))
        form.fields["queue"].counted, form.fields["state"].counted = (lambda: numbers()["queue"]), (lambda: numbers()["state"])

    def mentioning(self, queryset: Any, name: str, words: str) -> Any:
        return queryset.filter(mentioned(SupportRequest.sought(words), self.user)) if words else queryset

    def in_queue(self, queryset: Any, name: str, values: list[str]) -> Any:
        for queue in values:
            queryset = queryset.in_queue(queue, self.user, as_at.today())
        return queryset

    def in_state(self, queryset: Any, name: str, values: list[str]) -> Any:
        return queryset.in_state_for(self.user, [state for state in State if slugify(state) in values]) if values else queryset

    def under_enabler(self, queryset: Any, name: str, values: list[str]) -> Any:
        return queryset.under_enablers(values) if values else queryset

    def answered_by(self, queryset: Any, name: str, values: list[str]) -> Any:
        return queryset.answered_by([bodies()[value][1] for value in values]) if values else queryset

    def owned_by(self, queryset: Any, name: str, values: list[str]) -> Any:
        numbers = [self.user.pk if value == "me" else int(value) for value in values if value != NOBODY]
        return queryset.owned_by(numbers, nobody=NOBODY in values, day=as_at.today()) if values else queryset

    def of_priority(self, queryset: Any, name: str, values: list[str]) -> Any:
        return queryset.filter(priority__in=["" if value == NOT_SET else value for value in values]) if values else queryset

    def ever_disputed(self, queryset: Any, name: str, values: list[str]) -> Any:
        return queryset.filter(ever_disputed(self.user)) if values else queryset

    def since_day(self, queryset: Any, name: str, day: str) -> Any:
        return queryset.filter(**{f"{DATES[name]}__gte": day}) if day else queryset

    def until_day(self, queryset: Any, name: str, day: str) -> Any:
        return queryset.filter(**{f"{DATES[name]}__lte": day}) if day else queryset

    def of_vanguards(self, queryset: Any, name: str, value: Any) -> Any:
        """Do nothing: filter_queryset applies the filters of vanguards and their answers together."""
        return queryset

    def filter_queryset(self, queryset: Any) -> Any:
        """Return the requests with a vanguard that has all that is chosen of vanguards: disputed, ACC means that one of ACC disputes it."""
        queryset, chosen = super().filter_queryset(queryset), self.form.cleaned_data
        recipients = who_answered(self.user, chosen["answer"]) if chosen["answer"] else Recipient.objects.visible_to(self.user)
        conditions = {
            "vanguard__care_model__code__in": chosen["care_model"],
            "vanguard__collaborations__form__code__in": chosen["form"],
            "vanguard_id__in": numbers(chosen["vanguard"]),
        }
        meant = {condition: values for condition, values in conditions.items() if values}
        return queryset.with_recipient(recipients.filter(**meant)) if meant or chosen["answer"] else queryset
