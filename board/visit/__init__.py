"""A vanguard for a visit: what somebody of the national team reads on two sides of paper on the way there."""
