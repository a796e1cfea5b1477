"""What pages of support ask of people: for a move, for a new request, for many requests at once."""
