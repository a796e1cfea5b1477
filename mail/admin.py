"""Lists mails for the back office: to whom, and whether they were sent. The words are private to the person they were written to."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from history import clock
from history.admin import LookOnlyAdmin
from mail.models import Mail, MailQuerySet, State
from pages import dates


class ByState(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return State.choices

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Filter by the queryset method of the same name; ignore unknown words, as the admin does."""
        adjectives: dict[State, Callable[..., Any]] = {
            State.WAITING: MailQuerySet.waiting,
            State.SENDING: partial(MailQuerySet.sending, now=clock.now()),
            State.SENT: MailQuerySet.sent,
            State.NOT_ACCEPTED: MailQuerySet.not_accepted,
            State.UNCERTAIN: partial(MailQuerySet.uncertain, now=clock.now()),
        }
        return next((adjective(queryset) for state, adjective in adjectives.items() if state == self.value()), queryset)


@admin.register(Mail)
class MailAdmin(LookOnlyAdmin):
    fields = ("to", "subject", "written_at", "state_in_words", "attempts", "refused", "try_again_at", "claimed_at", "sent_at", "change")
    readonly_fields = ("state_in_words",)
    list_display = ("subject", "to", "written", "state_in_words", "refused")
    list_filter = (ByState,)
    list_select_related = ("to",)
    search_fields = ("plain_words__contains", "to__plain_words__contains")
    ordering = ("-pk",)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("words", "lines")

    @admin.display(description="written", ordering="written_at")
    def written(self, mail: Mail) -> str:
        return dates.at(mail.written_at)

    @admin.display(description="state")
    def state_in_words(self, mail: Mail) -> str:
        return str(mail.state.label)
