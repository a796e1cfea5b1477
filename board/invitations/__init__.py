"""Inviting people: an account, what they lead, and a mail with the link to their first password."""
