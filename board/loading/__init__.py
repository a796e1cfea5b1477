"""Load the fixtures: the published facts and, for the demonstration, invented data around them."""
