"""The requests as a file. The headings are part of what others rely on: add, never rename."""

from typing import Any

from pages.exports import Columns


def _enablers(support_request: Any) -> str:
    return "; ".join([link.enabler.name for link in support_request.under])


def _bodies(support_request: Any) -> str:
    return "; ".join([body.organisation.name for body in support_request.answered])


def _vanguards(support_request: Any) -> str:
    """Those the reader may see: for_export() has fetched no others."""
    return "; ".join([str(recipient.vanguard_id) for recipient in support_request.on_it])


REQUEST_COLUMNS: Columns = {
    "Reference": lambda support_request: support_request.reference,
    "Title": lambda support_request: support_request.title,
    "What is needed": lambda support_request: support_request.needed,
    "Kind": lambda support_request: support_request.kind,
    "State": lambda support_request: support_request.state,
    "Priority": lambda support_request: support_request.priority,
    "Enablers": _enablers,
    "Answering bodies": _bodies,
    "Vanguards": _vanguards,
    "Owner": lambda support_request: support_request.owner and support_request.owner.name,
    "Raised on": lambda support_request: support_request.raised_on,
    "Needed by": lambda support_request: support_request.needed_on,
    "Target date": lambda support_request: support_request.target_on,
    "Invented": lambda support_request: support_request.invented,
}
