import django.db.models.deletion
import simple_history.models
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('history', '0001_initial'), ('history', '0003_concerns'), ('history', '0004_concerns_found_whole'), ('history', '0005_plain_words'), ('history', '0006_words_people_say')]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField(unique=True)),
                ('source', models.CharField(choices=[('page', 'Page'), ('admin', 'Back office'), ('import', 'Import'), ('command', 'Command')], max_length=10)),
                ('reason', models.TextField(blank=True)),
                ('invented', models.BooleanField(default=False, help_text='Made up for the demonstration.')),
                ('plain_words', models.TextField(blank=True, editable=False, null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('source__in', ['page', 'admin', 'import', 'command'])), name='change_source_known')],
            },
        ),
        migrations.CreateModel(
            name='ClockOffset',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                ('days', models.IntegerField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='one_clock')],
            },
        ),
        migrations.CreateModel(
            name='NamedMoment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(unique=True)),
                ('name', models.CharField(max_length=100)),
                ('moment', models.DateTimeField()),
                ('plain_words', models.TextField(blank=True, editable=False, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('change', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='history.change')),
                ('record_type', models.CharField(max_length=40)),
                ('record_id', models.BigIntegerField()),
                ('history_type', models.CharField(choices=[('+', 'Added'), ('~', 'Changed'), ('-', 'Removed')], max_length=1)),
                ('name', models.CharField(max_length=200)),
                ('plain_words', models.TextField(blank=True, editable=False, null=True)),
            ],
            options={
                'verbose_name_plural': 'entries',
                'indexes': [models.Index(fields=['record_type', 'record_id', 'change'], name='entries_of_a_record')],
                'constraints': [models.UniqueConstraint(fields=('change', 'record_type', 'record_id'), name='one_entry_per_record_per_change')],
            },
        ),
        migrations.CreateModel(
            name='NamedMomentVersion',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, verbose_name='ID')),
                ('slug', models.SlugField(db_index=False, null=True)),
                ('name', models.CharField(max_length=100, null=True)),
                ('moment', models.DateTimeField(null=True)),
                ('plain_words', models.TextField(blank=True, editable=False, null=True)),
                ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField()),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('change', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='history.change')),
                ('valid_until', models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                'verbose_name': 'version of named moment',
                'verbose_name_plural': 'versions of named moments',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
                'indexes': [models.Index(fields=['id', 'history_date', 'valid_until'], name='namedmoment_v0')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('valid_until__isnull', True)), fields=('id',), name='namedmoment_one_standing'), models.UniqueConstraint(fields=('change', 'id'), name='namedmoment_one_per_change')],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Concern',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('change', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='history.change')),
                ('entry', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='concerns', to='history.entry')),
                ('record_type', models.CharField(max_length=40)),
                ('record_id', models.BigIntegerField()),
                ('told', models.BooleanField(help_text='Whether those who lead the record may read the entry.')),
            ],
            options={
                'indexes': [models.Index(fields=['record_type', 'record_id', 'change', 'told', 'entry'], name='concerns_of_a_record')],
                'constraints': [models.UniqueConstraint(fields=('entry', 'record_type', 'record_id'), name='one_concern_per_record')],
            },
        ),
    ]
