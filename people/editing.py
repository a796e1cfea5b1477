"""Links from a record's page to its form in the admin, and back."""

from typing import Any
from urllib.parse import urlencode

from history.reading import as_at
from pages.links import path
from people.models import User
from people.policies import may_use_admin_for


def edit_address(user: User | None, record: Any, page: str) -> str:
    """Return the address of a record's form, which returns to `page` after saving; "" for people who may not edit it, and in the past."""
    opts = record._meta
    if user is None or as_at.moment() is not None or not may_use_admin_for(user, f"{opts.app_label}.change_{opts.model_name}"):
        return ""
    return f"{path(f'admin:{opts.app_label}_{opts.model_name}_change', record.pk)}?{urlencode({'next': page})}"
