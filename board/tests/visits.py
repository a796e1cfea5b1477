"""A vanguard for a visit: what its page says, and the periods and milestones of those that are visited."""

import re
from datetime import timedelta
from html import unescape

from django.urls import reverse

from history import clock
from milestones.models import Commitment, Milestone
from pages.typed_dates import understand
from returns.actions import open_period, write
from returns.moves import make

WORDS = {"confidence": "amber", "confidence_reason": "The board met", "achieved": "A rota", "next_steps": "Another"}


def visit(client, number=38, **query):
    return client.get(reverse("vanguard_visit", args=[number]), query)


def said(answer, heading=""):
    """Return the words of the page, or of the section under a heading."""
    page = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    if heading:
        page = next(part for part in re.findall(r"<section.*?</section>", page, re.DOTALL) if re.search(rf">{heading}", part))
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def rows(answer, heading):
    """Return the words of each row of the table under a heading."""
    page = answer.content.decode()
    section = next(part for part in re.findall(r"<section.*?</section>", page, re.DOTALL) if re.search(rf">{heading}", part))
    body = section.partition("<tbody")[2]
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", row)).split()) for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL)]


def a_period(by, name, days_ago, *vanguards, state="signed off", **words):
    """Open a period that ended so many days ago, and bring the returns of these vanguards into a state."""
    last = clock.today() - timedelta(days=days_ago)
    days = {"starts_on": last - timedelta(days=90), "ends_on": last, "opens_on": last, "due_on": last, "closes_on": last}
    period = open_period(by=by, name=name, **days)
    for vanguard in vanguards:
        own = period.returns.get(vanguard=vanguard)
        make(own, "start", by=by)
        write(own, by=by, made_from=None, words={**WORDS, **words})
        for move, then in (("send", "sent"), ("sign-off", "signed off")):
            make(own, move, by=by, words="So it is")
            if state == then:
                break
    return period


def commit(vanguard, title, due, expected=None, reached=None):
    fields = {"due_on": due, "due_until": due, "expected_until": expected or due}
    if reached:
        fields |= {"state": "reached", "reached_on": reached, "reached_until": reached}
    milestone = Milestone.objects.create(title=title, due=understand("January 2030"))
    return Commitment.objects.create(milestone=milestone, vanguard=vanguard, **fields)
