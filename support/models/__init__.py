"""Models of support: enablers and offers, requests and their parts, moves and comments."""

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
