import re

from django.db import migrations

LEFT_OUT = "(The link is in the e-mail itself.)"
LINK = re.compile(r"\S*/welcome/\S+")


def leave_out(apps, schema_editor):
    """Of mails that were kept with the link: a mail that waits is sent with it still."""
    for mail in apps.get_model("mail", "Mail").objects.filter(subject="Your account in the Vanguard programme tracker").iterator():
        mail.words = LINK.sub(LEFT_OUT, mail.words)
        mail.lines = [
            [f"{sentence}\n{LEFT_OUT}", ""] if address.startswith("/welcome/") else [sentence, address] for sentence, address in mail.lines
        ]
        mail.save(update_fields=["words", "lines"])


class Migration(migrations.Migration):

    dependencies = [
        ("mail", "0003_digests_and_choices"),
    ]

    operations = [migrations.RunPython(leave_out, migrations.RunPython.noop)]
