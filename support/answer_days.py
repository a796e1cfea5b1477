"""How long a vanguard has to answer after a delivery."""

from datetime import date, timedelta

from pages import working_days

DAYS_TO_ANSWER = 10  # working days; from the day after, it counts as not answered in time


def silence_counts_from(asked_on: date) -> date:
    """Return the first day on which an answer is too late."""
    return working_days.after(asked_on, DAYS_TO_ANSWER) + timedelta(days=1)


def last_day_to_answer(asked_on: date) -> date:
    return silence_counts_from(asked_on) - timedelta(days=1)
