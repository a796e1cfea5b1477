"""Helpers for tests of forms that are refused before their page has them."""

from history import clock
from history.recording.changes import change
from support.models import Comment

WORDS = "First line.\r\nSecond line, with “quotes”, <b>markup</b> & é."


def comment(tab, page):
    return tab.send(page, words=WORDS, audience="shared")


def shows(answer):
    return "Second line, with “quotes”, &lt;b&gt;markup&lt;/b&gt; &amp; é." in answer.content.decode()


def close(person):
    with change(by=None, source="command", reason="Left"):
        person.closed_on = clock.today()
        person.save()


def stands():
    return [(one.words.replace("\r\n", "\n"), one.written_by.name) for one in Comment.objects.all()]


SENT = [(WORDS.replace("\r\n", "\n"), "Tess")]
