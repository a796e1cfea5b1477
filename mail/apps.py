"""The outbox: mails to the people who use the app, written with the change they tell of, sent after it, and never twice."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "mail"
    verbose_name = "Mail"
