"""Helpers for tests of mail."""

PAGE = "/support/SR-0012/"


def state_of(mails):
    return [mail.state for mail in mails.all()]
