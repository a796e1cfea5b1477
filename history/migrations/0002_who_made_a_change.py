from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("history", "0002_links")]

    initial = True

    # A migration of its own: accounts are under history too, so their table comes between.
    dependencies = [("history", "0001_changes"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.AddField(
            model_name="change",
            name="made_by",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=models.deletion.PROTECT, related_name="changes", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="change",
            constraint=models.CheckConstraint(
                condition=models.Q(("made_by__isnull", False), ("source", "command"), _connector="OR"),
                name="change_by_someone_or_a_command",
            ),
        ),
    ]
