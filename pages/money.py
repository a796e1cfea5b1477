"""Read amounts of money as people type them ("£1.2m", "1,200,000"), and say them. Pounds are exact decimals, never floats."""

import re
import unicodedata
from decimal import Decimal

PENCE = Decimal("0.01")
MOST = Decimal("99999999999.99")  # pounds
EXAMPLES = "£1,200,000 or £1.2m"
_TIMES = {"": 1, "k": 10**3, "thousand": 10**3, "m": 10**6, "mn": 10**6, "million": 10**6, "bn": 10**9, "billion": 10**9}
_AROUND = re.compile(r"^(?:£|gbp)\s*|\s*(?:£|gbp|pounds?)$")
_AMOUNT = re.compile(r"(\d{1,3}(?:[, ]\d{3})+|\d{1,15})(\.\d{1,15})?\s*(k|thousand|m|mn|million|bn|billion)?")
MILLION = Decimal(1_000_000)


class NotMoney(ValueError):
    """What was typed is no amount of money; the words say what to type."""


def understand(words: str) -> Decimal:
    """Return the pounds that somebody typed, exactly."""
    typed = _AROUND.sub("", _AROUND.sub("", " ".join(unicodedata.normalize("NFKC", words).casefold().split())))
    if typed[:1] in ("-", "−", "–") and _AMOUNT.fullmatch(_AROUND.sub("", typed[1:].strip())):
        raise NotMoney(f"An amount cannot be below zero. Enter one such as {EXAMPLES}")
    found = _AMOUNT.fullmatch(typed)
    if found is None:
        raise NotMoney(f"That is not an amount of money. Enter one such as {EXAMPLES}")
    whole, part, times = found.groups(default="")
    pounds = Decimal(re.sub("[, ]", "", whole) + part) * _TIMES[times]
    if pounds > MOST:
        raise NotMoney("That is too much money. Check how many noughts there are")
    if pounds != pounds.quantize(PENCE):
        raise NotMoney("Enter whole pence: two digits after the point at most")
    return pounds.quantize(PENCE)


def exactly(pounds: Decimal) -> str:
    """Return an amount for a table: "£1,250,000", "£1,250,000.50"."""
    number = abs(pounds)
    digits = f"{number:,.0f}" if number == number.to_integral_value() else f"{number:,.2f}"
    return f"{'−' if pounds < 0 else ''}£{digits}"


def in_words(pounds: Decimal) -> str:
    """Return an amount for a sentence: "£1.25 million" where that is exact, otherwise in full."""
    millions = pounds / MILLION
    if abs(pounds) < MILLION or millions != millions.quantize(PENCE):
        return exactly(pounds)
    short = f"{abs(millions):,.2f}".rstrip("0").rstrip(".")
    return f"{'−' if pounds < 0 else ''}£{short} million"


def typed(pounds: Decimal | None) -> str:
    """Return an amount as somebody would type it, for a form that shows what stands; "" if it is not known."""
    return "" if pounds is None else exactly(pounds)
