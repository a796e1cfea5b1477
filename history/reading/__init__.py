"""How the record is read: which models are in it, as at a moment, by queries compiled once, and by whom."""
