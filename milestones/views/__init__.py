"""The pages of milestones: milestones themselves, commitments, many at once, what looks across them, and the calendar."""
