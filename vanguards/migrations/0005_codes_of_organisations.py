"""Each organisation is given a code for its addresses: what its name makes now, so that addresses which are kept somewhere go on working."""

from django.db import migrations, models
from django.utils.text import slugify

LONGEST = 210


def fill(apps, schema_editor):
    """Those on record first, in the order in which they came; then those that were removed, of which there are only versions."""
    organisations, versions = (models.QuerySet(apps.get_model("vanguards", name)) for name in ("Organisation", "OrganisationVersion"))
    names = dict(versions.order_by("history_date", "history_id").values_list("id", "name"))
    standing = dict(organisations.order_by("pk").values_list("pk", "name"))
    taken = set()
    for number, name in [*standing.items(), *((number, name) for number, name in sorted(names.items()) if number not in standing)]:
        base = slugify(name or "") or "organisation"
        code = next(code for code in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if code not in taken)
        taken.add(code)
        organisations.filter(pk=number).update(code=code)
        versions.filter(id=number).update(code=code)


class Migration(migrations.Migration):
    dependencies = [("vanguards", "0004_dates_as_they_were_meant")]
    operations = [
        *(
            migrations.AddField(name, "code", models.CharField(max_length=LONGEST, null=True, editable=False))
            for name in ("organisation", "organisationversion")
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField("organisation", "code", models.CharField(max_length=LONGEST, unique=True, editable=False)),
    ]
