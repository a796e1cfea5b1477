"""Changes in words people can read: lines of a feed, differences between versions, and filters."""
