"""Trends: what became of requests and commitments, month by month."""
