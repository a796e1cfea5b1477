"""Reporting periods."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.text import slugify

from history.reading.remembered import until_the_next_change
from history.recording.versions import TrackedModel
from pages.links import path


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
