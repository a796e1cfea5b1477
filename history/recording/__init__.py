"""Writing the record: changes, the versions they make, what they concern, and words to search."""
