"""Pages of how vanguards are chosen."""
