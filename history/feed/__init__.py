"""What changes say to people: lines of a feed, what differs from one version to the next, filters."""
