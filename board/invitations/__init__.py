"""Inviting people: an account, the vanguards they lead, and a mail with a link to choose a password."""
