"""Support in three rooms: the enablers and what is promised, the requests and what belongs to them, what is done and said on them."""

from support.models.enablers import Enabler, Offer
from support.models.moves_and_comments import Comment, MoveMade
from support.models.requests import AnsweringBody, PartOfRequest, Recipient, RequestDocument, RequestEnabler, SupportRequest, reference

__all__ = [
    "AnsweringBody",
    "Comment",
    "Enabler",
    "MoveMade",
    "Offer",
    "PartOfRequest",
    "Recipient",
    "RequestDocument",
    "RequestEnabler",
    "SupportRequest",
    "reference",
]
