"""Reading the record: tracked models, the past, prepared queries and who may see what."""
