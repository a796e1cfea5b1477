from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('support', '0014_who_can_read_a_comment'),
    ]

    operations = [
        migrations.AlterField(
            model_name='supportrequest',
            name='invented',
            field=models.BooleanField(default=False, help_text='Its state, owner, priority and dates were made up for the demonstration. Without a source, so was the request.'),
        ),
        migrations.AlterField(
            model_name='supportrequestversion',
            name='invented',
            field=models.BooleanField(default=False, help_text='Its state, owner, priority and dates were made up for the demonstration. Without a source, so was the request.', null=True),
        ),
    ]
