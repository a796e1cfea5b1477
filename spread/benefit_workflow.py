"""The life of a benefit, what measures are for, and how a benefit stands by its readings."""

from decimal import Decimal

from django.db import models


class Aim(models.TextChoices):
    """What vanguards are to make better, as the documents name it."""

    HEALTH = "population-health", "Population health"
    QUALITY = "quality", "Quality of care"
    EFFICIENCY = "efficiency", "Efficiency"


class Better(models.TextChoices):
    HIGHER = "higher", "Higher is better"
    LOWER = "lower", "Lower is better"


class BenefitState(models.TextChoices):
    PROPOSED = "proposed", "Proposed"
    SENT_BACK = "sent back", "Sent back"
    AGREED = "agreed", "Agreed"
    ENDED = "ended", "Ended"


OPEN = (BenefitState.PROPOSED, BenefitState.SENT_BACK, BenefitState.AGREED)


class BenefitStep(models.TextChoices):
    """The name of a move of a benefit, as addresses write it."""

    AGREE = "agree", "Agree this benefit"
    SEND_BACK = "send-back", "Send this benefit back"
    CORRECT = "correct", "Correct this benefit"
    END = "end", "End this benefit"


class Standing(models.TextChoices):
    """How a benefit stands by its latest reading, from best to worst; the last two if nothing can be said."""

    REACHED = "reached", "Target reached"
    BETTER = "better", "Better than the baseline"
    SAME = "same", "As the baseline"
    WORSE = "worse", "Worse than the baseline"
    NOT_KNOWN = "not-known", "No baseline or target"
    NO_READING = "no-reading", "No reading yet"


def standing(better: str, baseline: Decimal | None, target: Decimal | None, latest: Decimal | None) -> Standing:
    """Return how a benefit stands: the same as `BenefitQuerySet.with_standing`."""
    if latest is None:
        return Standing.NO_READING
    if baseline is None or target is None:
        return Standing.NOT_KNOWN
    sign = 1 if better == Better.HIGHER else -1
    if sign * (latest - target) >= 0:
        return Standing.REACHED
    gained = sign * (latest - baseline)
    return Standing.BETTER if gained > 0 else Standing.WORSE if gained < 0 else Standing.SAME
