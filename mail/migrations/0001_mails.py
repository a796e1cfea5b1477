import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('mail', '0001_initial'), ('mail', '0002_plain_words'), ('mail', '0003_digests_and_choices'), ('mail', '0004_links_to_choose_a_password_are_not_kept')]

    initial = True

    dependencies = [
        ('history', '0002_who_made_a_change'),
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Mail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('change', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mails', to='history.change')),
                ('to', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='mails', to=settings.AUTH_USER_MODEL)),
                ('subject', models.CharField(max_length=200)),
                ('lines', models.JSONField(default=list, help_text='What it tells: each a sentence, and the path of the page that is about.')),
                ('more', models.PositiveIntegerField(default=0, help_text='How many lines there were besides.')),
                ('words', models.TextField(help_text='The whole of it, as it is sent.')),
                ('written_at', models.DateTimeField()),
                ('claimed_at', models.DateTimeField(blank=True, help_text='When a process began to hand it over: no other does.', null=True)),
                ('sent_at', models.DateTimeField(blank=True, help_text='When the mail server took it.', null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('try_again_at', models.DateTimeField(blank=True, help_text='Not before this moment.', null=True)),
                ('refused', models.TextField(blank=True, help_text='Why it was not accepted, the last time; or how the handing over of it ended.')),
                ('plain_words', models.TextField(blank=True, editable=False, null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['to', '-written_at'], name='mails_of_a_person'), models.Index(condition=models.Q(('sent_at', None)), fields=['claimed_at', 'id'], name='mails_not_sent')],
                'constraints': [models.UniqueConstraint(fields=('change', 'to'), name='one_mail_per_person_and_change'), models.CheckConstraint(condition=models.Q(('sent_at', None), ('claimed_at__isnull', False), _connector='OR'), name='mail_sent_was_claimed')],
            },
        ),
        migrations.CreateModel(
            name='MailChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='mail_choice', to=settings.AUTH_USER_MODEL)),
                ('digests', models.BooleanField(default=True, verbose_name='new requests, and dates that wait for the programme team')),
                ('reminders', models.BooleanField(default=True, verbose_name='reminders that an answer of my vanguard is awaited')),
                ('told_change', models.PositiveBigIntegerField(default=0, editable=False, help_text='The number of the last change looked at for them.')),
                ('last_digest', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mail.mail')),
            ],
        ),
    ]
