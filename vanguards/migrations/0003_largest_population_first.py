from typing import Any

from django.db import migrations


def largest_first(apps: Any, schema_editor: Any) -> None:
    """PostgreSQL reads an index backwards only with its empty values first; SQLite needs no second one."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE INDEX vanguards_by_largest_population ON vanguards_vanguard (patient_population DESC NULLS LAST, number DESC)"
        )


def not_any_more(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS vanguards_by_largest_population")


class Migration(migrations.Migration):
    dependencies = [("vanguards", "0002_indexes_for_lists")]

    operations = [migrations.RunPython(largest_first, not_any_more)]
