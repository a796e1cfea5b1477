"""The pages of milestones: milestones, commitments, many at once, overviews and the calendar."""
