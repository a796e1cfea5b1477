"""Dates as people read them: "15 January 2016", "December 2015", "January to March 2016", "2020"; times in London."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import models

LONDON = ZoneInfo("Europe/London")


class Precision(models.TextChoices):
    """How exactly a date is known. The date stored is the first day of what is meant."""

    DAY = "day", "Day"
    MONTH = "month", "Month"
    QUARTER = "quarter", "Quarter"
    YEAR = "year", "Year"


MONTHS = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.YEAR: 12}


def last_day(first: date, precision: str) -> date:
    """The last day of what is meant: "December 2015" is over when 31 December is."""
    if precision == Precision.DAY:
        return first
    months = first.year * 12 + first.month - 1 + MONTHS[Precision(precision)]
    return date(months // 12, months % 12 + 1, 1) - timedelta(days=1)


def on(day: date | None, precision: str = Precision.DAY, words: str = "") -> str:
    """A date in its own precision, in the words as published where there are any; "Not known" for none."""
    if words:
        return words[0].upper() + words[1:]
    if day is None:
        return "Not known"
    if precision == Precision.YEAR:
        return f"{day:%Y}"
    if precision == Precision.QUARTER:
        return f"{day:%B} to {last_day(day, precision):%B %Y}"
    return f"{day:%B %Y}" if precision == Precision.MONTH else f"{day:%-d %B %Y}"


def at(moment: datetime) -> str:
    """A moment in London: "15 January 2016 at 2:05pm"."""
    local = moment.astimezone(LONDON)
    hour, half = local.hour % 12 or 12, "am" if local.hour < 12 else "pm"
    minutes = f":{local:%M}" if local.minute else ""
    return f"{local:%-d %B %Y} at {hour}{minutes}{half}"
