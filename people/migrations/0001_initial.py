import django.db.models.deletion
import django.db.models.functions.text
import simple_history.models
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('history', '0001_initial'),
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
                ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField()),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('valid_until', models.DateTimeField(blank=True, editable=False, null=True)),
                ('change', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='history.change')),
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
    ]
