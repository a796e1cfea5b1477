"""What stories about mail are told with."""

PAGE = "/support/SR-0012/"


def state_of(mails):
    return [mail.state for mail in mails.all()]
