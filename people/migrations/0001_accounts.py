import django.db.models.deletion
import django.db.models.functions.text
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('people', '0001_initial'), ('people', '0002_access_asked_for'), ('people', '0003_plain_words'), ('people', '0004_invitations')]

    initial = True

    dependencies = [
        ('history', '0001_changes'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('email', models.EmailField(error_messages={'unique': 'Somebody with this e-mail address has an account.'}, max_length=254, unique=True, verbose_name='e-mail address')),
                ('name', models.CharField(max_length=100)),
                ('is_programme_team', models.BooleanField(default=False, verbose_name='programme team')),
                ('is_back_office', models.BooleanField(default=False, verbose_name='back office')),
                ('is_administrator', models.BooleanField(default=False, verbose_name='administrator')),
                ('closed_on', models.DateField(blank=True, help_text='From this day they cannot sign in; what they did stays on record.', null=True)),
                ('invented', models.BooleanField(default=False, help_text='Made up for the demonstration.')),
                ('plain_words', models.TextField(blank=True, editable=False, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='one_user_per_address')],
            },
        ),
        migrations.CreateModel(
            name='UserVersion',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, verbose_name='ID')),
                ('email', models.EmailField(error_messages={'unique': 'Somebody with this e-mail address has an account.'}, max_length=254, null=True, verbose_name='e-mail address')),
                ('name', models.CharField(max_length=100, null=True)),
                ('is_programme_team', models.BooleanField(default=False, null=True, verbose_name='programme team')),
                ('is_back_office', models.BooleanField(default=False, null=True, verbose_name='back office')),
                ('is_administrator', models.BooleanField(default=False, null=True, verbose_name='administrator')),
                ('closed_on', models.DateField(blank=True, help_text='From this day they cannot sign in; what they did stays on record.', null=True)),
                ('invented', models.BooleanField(default=False, help_text='Made up for the demonstration.', null=True)),
                ('plain_words', models.TextField(blank=True, editable=False, null=True)),
                ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField()),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('change', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='history.change')),
                ('valid_until', models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                'verbose_name': 'version of user',
                'verbose_name_plural': 'versions of users',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
                'indexes': [models.Index(fields=['id', 'history_date', 'valid_until'], name='user_v0'), models.Index(fields=['email', 'history_date', 'valid_until'], name='user_v1')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('valid_until__isnull', True)), fields=('id',), name='user_one_standing'), models.UniqueConstraint(fields=('change', 'id'), name='user_one_per_change')],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to=settings.AUTH_USER_MODEL)),
                ('email', models.EmailField(max_length=254, verbose_name='sent to')),
                ('sent_at', models.DateTimeField()),
                ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='AccessAsked',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='access_asked', to=settings.AUTH_USER_MODEL)),
                ('asked_at', models.DateTimeField()),
                ('asked_on', models.DateField(help_text='The day of that: they ask once a day.')),
                ('words', models.TextField(verbose_name='what they do in the programme')),
                ('plain_words', models.TextField(blank=True, editable=False, null=True)),
            ],
            options={
                'verbose_name': 'request for access',
                'verbose_name_plural': 'requests for access',
                'ordering': ['-asked_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='access_asked_in_words'), models.UniqueConstraint(fields=('asked_by', 'asked_on'), name='access_asked_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='AccessAskedVersion',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, verbose_name='ID')),
                ('asked_at', models.DateTimeField(null=True)),
                ('asked_on', models.DateField(help_text='The day of that: they ask once a day.', null=True)),
                ('words', models.TextField(null=True, verbose_name='what they do in the programme')),
                ('asked_by', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plain_words', models.TextField(blank=True, editable=False, null=True)),
                ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField()),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('change', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='history.change')),
                ('valid_until', models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                'verbose_name': 'version of request for access',
                'verbose_name_plural': 'versions of requests for access',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
                'indexes': [models.Index(fields=['id', 'history_date', 'valid_until'], name='accessasked_v0')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('valid_until__isnull', True)), fields=('id',), name='accessasked_one_standing'), models.UniqueConstraint(fields=('change', 'id'), name='accessasked_one_per_change')],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='InvitationVersion',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, null=True, verbose_name='sent to')),
                ('sent_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sent_by', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField()),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('change', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='history.change')),
                ('valid_until', models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                'verbose_name': 'version of invitation',
                'verbose_name_plural': 'versions of invitations',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
                'indexes': [models.Index(fields=['id', 'history_date', 'valid_until'], name='invitation_v0')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('valid_until__isnull', True)), fields=('id',), name='invitation_one_standing'), models.UniqueConstraint(fields=('change', 'id'), name='invitation_one_per_change')],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
