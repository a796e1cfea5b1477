"""How the record is written: changes, the versions they leave, what they concern, the words they are found by."""
