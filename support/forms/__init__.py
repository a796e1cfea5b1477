"""Forms of support pages, except those of moves, and fields that several forms share."""
