"""Owners of requests, and what else is decided when a request is accepted."""

from datetime import date
from typing import Any

from django.db import models

from pages import dates
from support.workflow import OPEN_STATES


class Owned(models.Model):
    """A record with an owner. If the owner's account is closed, an open record counts as having none; a finished one keeps its owner."""

    owner: Any
    owner_id: Any
    state: Any
    priority: Any
    target_on: Any
    get_priority_display: Any

    class Meta:
        abstract = True

    def owner_on(self, day: date) -> Any:
        """Return the owner on a day; None if there is none."""
        return None if self.owner is None or (self.state in OPEN_STATES and self.owner.is_closed(day)) else self.owner

    def owner_said(self, day: date) -> str:
        """Return the owner in words. A list reads no more of the owner than this needs."""
        if "owner_name" in self.__dict__:
            name, closed_on = self.__dict__["owner_name"], self.__dict__["owner_closed_on"]
        else:
            name, closed_on = (self.owner.name, self.owner.closed_on) if self.owner is not None else (None, None)
        return owner_said(name, closed_on, self.state, day) or "Nobody"

    @property
    def decided(self) -> str:
        """Return what is decided on acceptance, as a form carries it."""
        return f"{self.owner_id or ''} {self.priority} {self.target_on or ''}".strip()

    def decided_said(self, day: date) -> str:
        """Return the same for people to read."""
        target = dates.on(self.target_on) if self.target_on else "none"
        priority = self.get_priority_display().lower() or "not set"
        return f"owner {self.owner_said(day)}, priority {priority}, target date {target}"


def owner_said(name: str | None, closed_on: date | None, state: str, day: date) -> str:
    """Return an owner in words; "" for none."""
    is_closed = name and closed_on is not None and closed_on <= day and state in OPEN_STATES
    return f"Nobody ({name}’s account is closed)" if is_closed else name or ""
