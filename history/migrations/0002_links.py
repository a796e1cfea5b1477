import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('history', '0001_initial'),
        ('people', '__first__'),
    ]

    operations = [
        migrations.AddField(
            model_name='change',
            name='made_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='changes', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='clockoffset',
            constraint=models.CheckConstraint(condition=models.Q(('pk', 1)), name='one_clock'),
        ),
        migrations.AddField(
            model_name='entry',
            name='change',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='history.change'),
        ),
        migrations.AddField(
            model_name='namedmomentversion',
            name='change',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='history.change'),
        ),
        migrations.AddConstraint(
            model_name='change',
            constraint=models.CheckConstraint(condition=models.Q(('source__in', ['page', 'admin', 'import', 'command'])), name='change_source_known'),
        ),
        migrations.AddConstraint(
            model_name='change',
            constraint=models.CheckConstraint(condition=models.Q(('made_by__isnull', False), ('source', 'command'), _connector='OR'), name='change_by_someone_or_a_command'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['record_type', 'record_id', 'change'], name='entries_of_a_record'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.UniqueConstraint(fields=('change', 'record_type', 'record_id'), name='one_entry_per_record_per_change'),
        ),
        migrations.AddIndex(
            model_name='namedmomentversion',
            index=models.Index(fields=['id', 'history_date', 'valid_until'], name='namedmoment_v0'),
        ),
        migrations.AddConstraint(
            model_name='namedmomentversion',
            constraint=models.UniqueConstraint(condition=models.Q(('valid_until__isnull', True)), fields=('id',), name='namedmoment_one_standing'),
        ),
        migrations.AddConstraint(
            model_name='namedmomentversion',
            constraint=models.UniqueConstraint(fields=('change', 'id'), name='namedmoment_one_per_change'),
        ),
    ]
