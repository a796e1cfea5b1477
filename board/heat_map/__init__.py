"""The heat map: how many requests each vanguard has under each enabler."""
