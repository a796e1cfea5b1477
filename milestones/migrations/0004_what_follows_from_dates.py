"""What is kept beside dates is worked out for what is on record already, its versions included.

A version of a commitment that was closed before a date was given expected what was promised; the one that stands expects what is expected now.
"""

from datetime import date, timedelta

import holidays
from django.db import migrations

MONTHS = {"month": 1, "quarter": 3, "year": 12}
BATCH = 500


def last_day(first, precision):
    if precision == "day" or first is None:
        return first
    months = first.year * 12 + first.month - 1 + MONTHS[precision]
    return date(months // 12, months % 12 + 1, 1) - timedelta(days=1)


def working_days(first, last, closed):
    if last < first:
        return -working_days(last, first, closed)
    days = (first + timedelta(days=number) for number in range(1, (last - first).days + 1))
    return sum(day.weekday() < 5 and day not in closed for day in days)


def fill(apps, schema_editor):
    closed = holidays.country_holidays("GB", subdiv="ENG", years=range(2010, 2101))
    models = {name: apps.get_model("milestones", name) for name in ("Commitment", "CommitmentVersion", "Forecast", "ForecastVersion")}
    expected = {}
    for number, due_until in models["Commitment"].objects.values_list("pk", "due_until"):
        expected[number] = due_until
    for line in models["Forecast"].objects.order_by("made_at", "pk"):
        before, until = expected[line.commitment_id], last_day(line.forecast_on, line.forecast_precision)
        outcome = "approved" if line.decided_at else "recorded"
        kept = {"before_until": before, "days_later": working_days(before, until, closed), "forecast_until": until, "outcome": outcome}
        models["Forecast"].objects.filter(pk=line.pk).update(**kept)
        for version in models["ForecastVersion"].objects.filter(id=line.pk):
            then = kept | {"outcome": "approved" if version.decided_at else "recorded"}
            models["ForecastVersion"].objects.filter(pk=version.pk).update(**then)
        expected[line.commitment_id] = until
    for version in models["ForecastVersion"].objects.filter(forecast_until=None):  # of lines that were removed since
        until, outcome = last_day(version.forecast_on, version.forecast_precision), "approved" if version.decided_at else "recorded"
        kept = {"before_until": until, "days_later": 0, "forecast_until": until, "outcome": outcome}
        models["ForecastVersion"].objects.filter(pk=version.pk).update(**kept)
    for name, key in (("Commitment", "pk"), ("CommitmentVersion", "id")):
        fill_commitments(models[name], key, expected)


def fill_commitments(model, key, expected):
    written = []
    for row in model.objects.iterator(chunk_size=BATCH):
        row.state = "reached" if row.reached_on else "open"
        row.reached_until = last_day(row.reached_on, row.reached_precision)
        stands = getattr(row, "valid_until", None) is None
        row.expected_until = expected.get(getattr(row, key), row.due_until) if stands else row.due_until
        written.append(row)
        if len(written) == BATCH:
            model.objects.bulk_update(written, ["state", "reached_until", "expected_until"])
            written = []
    model.objects.bulk_update(written, ["state", "reached_until", "expected_until"])


def empty(apps, schema_editor):
    """Before, a date was approved or it was not, and no date was of a financial year."""
    names = {"Event": "happened", "Milestone": "due", "Commitment": "due", "Forecast": "forecast"}
    for name, date_of in [*names.items(), ("Commitment", "reached")]:
        if apps.get_model("milestones", name).objects.filter(**{f"{date_of}_precision": "financial year"}).exists():
            raise RuntimeError("Dates of a financial year are on record: give them as quarters or days before going back.")
    for name in ("Forecast", "ForecastVersion"):
        forecasts = apps.get_model("milestones", name).objects
        forecasts.filter(outcome__in=["rejected", "overtaken"]).update(decided_at=None, decided_by=None)


class Migration(migrations.Migration):
    dependencies = [("milestones", "0003_ledger_of_dates")]
    operations = [migrations.RunPython(fill, empty)]
