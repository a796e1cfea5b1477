"""The admin of records under history: forms that ask why and refuse to save over what others did, deleting, the history of a record."""

from history.admin.tracked_admin import BackOfficeAdmin, LookOnly, LookOnlyAdmin, LookOnlyInline, TrackedAdmin, TrackedInline

__all__ = ["BackOfficeAdmin", "LookOnly", "LookOnlyAdmin", "LookOnlyInline", "TrackedAdmin", "TrackedInline"]
