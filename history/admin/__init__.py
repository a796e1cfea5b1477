"""The admin for records that keep their history: forms that ask for a reason, refuse stale saves, delete safely and show past changes."""

from history.admin.tracked_admin import BackOfficeAdmin, CorrectOnly, LookOnly, LookOnlyAdmin, LookOnlyInline, TrackedAdmin, TrackedInline

__all__ = ["BackOfficeAdmin", "CorrectOnly", "LookOnly", "LookOnlyAdmin", "LookOnlyInline", "TrackedAdmin", "TrackedInline"]
