"""How long an answer is awaited, once something was delivered."""

from datetime import date, timedelta

from pages import working_days

DAYS_FOR_A_WORD = 10  # working days; from the day after, silence counts as not confirmed


def silence_counts_from(asked_on: date) -> date:
    """The day after the last of the working days that a vanguard has for its answer."""
    return working_days.after(asked_on, DAYS_FOR_A_WORD) + timedelta(days=1)
