from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('milestones', '0015_words_people_say'),
    ]

    operations = [
        migrations.AlterField(
            model_name='commitment',
            name='invented',
            field=models.BooleanField(default=False, help_text='What happened to it was made up for the demonstration.'),
        ),
        migrations.AlterField(
            model_name='commitmentversion',
            name='invented',
            field=models.BooleanField(default=False, help_text='What happened to it was made up for the demonstration.', null=True),
        ),
    ]
