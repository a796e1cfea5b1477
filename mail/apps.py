"""The outbox: mails are written in the change they are about, sent after it, and never sent twice."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "mail"
    verbose_name = "Mail"
