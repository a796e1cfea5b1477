"""The requests as a file. The headings are part of what others rely on: add, never rename."""

from pages.exports import Columns
from support.models import SupportRequest


def _enablers(support_request: SupportRequest) -> str:
    return "; ".join(link.enabler.name for link in support_request.enabler_links.all())


def _bodies(support_request: SupportRequest) -> str:
    return "; ".join(body.organisation.name for body in support_request.answering_bodies.all())


def _vanguards(support_request: SupportRequest) -> str:
    """Those the reader may see: the queryset's for_export() has fetched no others."""
    return "; ".join(str(recipient.vanguard_id) for recipient in support_request.recipients.all())


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
