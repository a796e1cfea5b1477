"""Of each line of a ledger, how exactly the date before it was known; and the working days between the two as they are counted now.

Before, days were counted between the last days of two months as if both were known to the day.
"""

from datetime import date, timedelta

import holidays
from django.db import migrations, models

MONTHS = {"month": 1, "quarter": 3, "year": 12, "financial year": 12}
PRECISIONS = [("day", "Day"), ("month", "Month"), ("quarter", "Quarter"), ("year", "Year"), ("financial year", "Financial year")]
BATCH = 500


def first_day(day, precision):
    if precision == "day":
        return day
    months = day.year * 12 + day.month - 1
    start = 3 if precision == "financial year" else 0
    months -= (months - start) % MONTHS[precision]
    return date(months // 12, months % 12 + 1, 1)


def last_day(first, precision):
    if precision == "day":
        return first
    months = first.year * 12 + first.month - 1 + MONTHS[precision]
    return date(months // 12, months % 12 + 1, 1) - timedelta(days=1)


def working_days(first, last, closed):
    if last < first:
        return -working_days(last, first, closed)
    days = (first + timedelta(days=number) for number in range(1, (last - first).days + 1))
    return sum(day.weekday() < 5 and day not in closed for day in days)


def apart(line, closed):
    """In working days: 0 where one of the two may lie in the other, between the ends of what the vaguer is known to where they are not."""
    before, after = line.before_precision, line.forecast_precision
    if before == after == "day":
        return working_days(line.before_until, line.forecast_until, closed)
    if first_day(line.before_until, before) <= line.forecast_until and line.forecast_on <= line.before_until:
        return 0
    unit = max(before, after, key=lambda precision: MONTHS.get(precision, 0))
    ends = (last_day(first_day(day, unit), unit) for day in (first_day(line.before_until, before), line.forecast_on))
    return working_days(*ends, closed)


def known(apps):
    """How exactly each date was known that was ever expected of a commitment, by its last day; what stands goes before what stood."""
    found = {}
    for suffix in ("Version", ""):
        commitments = apps.get_model("milestones", f"Commitment{suffix}").objects
        for number, until, precision in commitments.values_list("id", "due_until", "due_precision").iterator(chunk_size=BATCH):
            found[number, until] = precision
        lines = apps.get_model("milestones", f"Forecast{suffix}").objects
        for number, until, precision in lines.values_list("commitment_id", "forecast_until", "forecast_precision").iterator(chunk_size=BATCH):
            found[number, until] = precision
    return found


def count(apps, schema_editor):
    precisions, closed = known(apps), holidays.country_holidays("GB", subdiv="ENG", years=range(2010, 2101))

    def set_on(line):
        line.before_precision = precisions.get((line.commitment_id, line.before_until), "day")
        line.days_later = apart(line, closed)

    change_lines(apps, set_on)


def count_as_before(apps, schema_editor):
    closed = holidays.country_holidays("GB", subdiv="ENG", years=range(2010, 2101))

    def set_on(line):
        line.days_later = working_days(line.before_until, line.forecast_until, closed)

    change_lines(apps, set_on)


def change_lines(apps, set_on):
    for name in ("Forecast", "ForecastVersion"):
        model, written = apps.get_model("milestones", name), []
        for line in model.objects.order_by("pk").iterator(chunk_size=BATCH):
            set_on(line)
            written.append(line)
        model.objects.bulk_update(written, ["before_precision", "days_later"], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("milestones", "0012_links_are_read_in_forms")]
    operations = [
        *(
            migrations.AddField(
                name,
                "before_precision",
                models.CharField(
                    "precision of the date expected before", max_length=14, choices=PRECISIONS, default="day", editable=False, **empty
                ),
            )
            for name, empty in (("forecast", {}), ("forecastversion", {"null": True}))
        ),
        migrations.RunPython(count, count_as_before),
    ]
