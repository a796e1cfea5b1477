"""The filters of the requests."""

from collections.abc import Iterable
from typing import Any

from django.utils.text import slugify

from history.reading import as_at
from history.reading.remembered import until_the_next_change
from pages.filters import AnyOf, ListFilters, NumbersFilter, WordsFilter, numbers
from support.models import Enabler, Recipient, SupportRequest
from support.workflow import State
from vanguards import filters as vanguard_filters
from vanguards.models import Organisation

QUEUES = {
    "new": "New",
    "unowned": "Unowned",
    "mine": "Mine",
    "waiting-for-us": "Waiting for the team",
    "waiting-for-them": "Waiting for the vanguards",
    "due": "Due in seven days",
    "late": "Late",
    "disputed": "Disputed",
    "silent": "Not confirmed in time",
    "asked-by-me": "Asked by me",
    "my-word": "Waiting for my word",
}
OF_THE_TEAM = ["mine", "unowned", "waiting-for-us", "waiting-for-them", "late", "disputed", "silent"]
OF_A_LEAD = ["asked-by-me", "my-word", "waiting-for-us"]


def state_words(states: Iterable[State]) -> list[str]:
    """The states as an address says them."""
    return [slugify(state) for state in states]


@until_the_next_change
def enablers() -> list[tuple[str, str]]:
    return [(enabler.slug, enabler.name) for enabler in Enabler.objects.order_by("order")]


@until_the_next_change
def bodies() -> dict[str, tuple[str, int]]:
    """The names and numbers of the national bodies, by the codes that addresses know them by."""
    national = Organisation.objects.filter(kind=Organisation.Kind.NATIONAL_BODY).order_by("name").values_list("code", "name", "pk")
    return {code: (name, number) for code, name, number in national}


def body_choices() -> list[tuple[str, str]]:
    return [(code, name) for code, (name, _) in bodies().items()]


class RequestFilters(ListFilters):
    """What selects by vanguard looks only at recipients the person may see: nobody learns from a filter who else is on a request."""

    queue = AnyOf(label="Queue", choices=list(QUEUES.items()), method="in_queue")
    state = AnyOf(label="State", choices=[(slugify(state), state.label) for state in State], method="in_state")
    enabler = AnyOf(label="Enabler", choices=enablers, method="under_enabler")
    care_model = AnyOf(label="Care model", choices=vanguard_filters.care_models, method="of_care_model")
    form = AnyOf(label="Collaboration form", choices=vanguard_filters.collaboration_forms, method="of_form")
    body = AnyOf(label="Answering body", names=True, choices=body_choices, method="answered_by")
    owner = AnyOf(label="Owner", choices=[("me", "Owned by me"), ("nobody", "Owned by nobody")], method="owned_by")
    vanguard = NumbersFilter(label="Vanguard", method="for_vanguard", help_text="Numbers, such as 38 or 38, 44")
    q = WordsFilter(help_text="Part of a title, of what is needed, or a reference")

    class Meta:
        model = SupportRequest
        fields: list[str] = []
        form = vanguard_filters.OwnVanguardsOnly

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
        return (
            queryset.owned_by(self.user if "me" in values else None, nobody="nobody" in values, day=as_at.today()) if values else queryset
        )

    def of_care_model(self, queryset: Any, name: str, values: list[str]) -> Any:
        return self._with_recipient(queryset, vanguard__care_model__code__in=values) if values else queryset

    def of_form(self, queryset: Any, name: str, values: list[str]) -> Any:
        return self._with_recipient(queryset, vanguard__collaborations__form__code__in=values) if values else queryset

    def for_vanguard(self, queryset: Any, name: str, words: str) -> Any:
        return self._with_recipient(queryset, vanguard_id__in=numbers(words)) if words else queryset

    def _with_recipient(self, queryset: Any, **conditions: Any) -> Any:
        return queryset.with_recipient(Recipient.objects.visible_to(self.user).filter(**conditions))
