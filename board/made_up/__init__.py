"""A made-up programme of any size, for trying at scale."""
