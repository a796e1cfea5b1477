from typing import Any

from django.db import migrations


def latest_first(apps: Any, schema_editor: Any) -> None:
    """PostgreSQL reads an index backwards only with its empty values first; SQLite needs no second one."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE INDEX requests_by_latest_target ON support_supportrequest (target_on DESC NULLS LAST, id DESC)"
        )


def not_any_more(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS requests_by_latest_target")


class Migration(migrations.Migration):
    dependencies = [("support", "0002_indexes_for_lists")]

    operations = [migrations.RunPython(latest_first, not_any_more)]
