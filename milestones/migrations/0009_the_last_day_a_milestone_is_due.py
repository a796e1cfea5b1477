"""The last day of when a milestone is due, which the lists sort by, is worked out for what is on record already, its versions included."""

from datetime import date, timedelta

from django.db import migrations, models

MONTHS = {"month": 1, "quarter": 3, "year": 12, "financial year": 12}


def last_day(first, precision):
    if precision == "day" or first is None:
        return first
    months = first.year * 12 + first.month - 1 + MONTHS[precision]
    return date(months // 12, months % 12 + 1, 1) - timedelta(days=1)


def fill(apps, schema_editor):
    for name in ("Milestone", "MilestoneVersion"):
        rows = apps.get_model("milestones", name).objects
        for first, precision in rows.order_by().values_list("due_on", "due_precision").distinct():
            rows.filter(due_on=first, due_precision=precision).update(due_until=last_day(first, precision))


class Migration(migrations.Migration):
    dependencies = [("milestones", "0008_causes_no_longer_offered")]
    operations = [
        *(
            migrations.AddField(name, "due_until", models.DateField("last day it may be reached on", null=True, editable=False))
            for name in ("milestone", "milestoneversion")
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
