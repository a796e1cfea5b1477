from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('history', '0005_plain_words'),
    ]

    operations = [
        migrations.AlterField(
            model_name='change',
            name='source',
            field=models.CharField(choices=[('page', 'Page'), ('admin', 'Back office'), ('import', 'Import'), ('command', 'Command')], max_length=10),
        ),
    ]
