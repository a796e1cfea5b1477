"""Bringing the fixtures on record: the true facts, and for the demonstration what is invented around them."""
