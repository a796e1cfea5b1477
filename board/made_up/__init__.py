"""A made-up programme of any size, to try the app with a lot of data."""
