"""Read a date as people type or paste it: a day, month, quarter, financial year of the NHS, or year."""

import re
from collections.abc import Callable
from datetime import date

from pages.dates import MeantDate, Precision, around
from pages.plain_words import cleaned, plain

FIRST_YEAR, LAST_YEAR = 1900, 2100
A_DAY = "15 January 2016"
EXAMPLES = f"{A_DAY}, December 2015, Q4 2015/16, 2015/16 or 2016"
MONTH_NAMES = (*("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"),)
WEEKDAYS = (*("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),)
AS_QUOTED = 40  # characters that a refusal quotes

Ways = list[tuple[re.Pattern[str], Callable[..., MeantDate]]]


class NotADate(ValueError):
    """The words are no date, or could be several; the message says what would be understood."""


def understand(words: str) -> MeantDate:
    """Return the date that was meant. Raise NotADate, with a sentence for the person, if that is not clear."""
    typed, weekday = _apart(words)
    meant = _read(typed, DAYS) or (_read(typed, LONGER) if not weekday else None)
    if meant is None:
        raise NotADate(_why_not(words, typed, EXAMPLES))
    return _on_weekday(meant, weekday)


def understand_day(words: str) -> date:
    """Return the day that was meant. Raise NotADate for anything else, even a month."""
    typed, weekday = _apart(words)
    meant = _read(typed, DAYS)
    if meant is not None:
        return _on_weekday(meant, weekday).first
    if any(pattern.fullmatch(typed) for pattern, _ in LONGER):
        raise NotADate(f"Enter the day too, such as {A_DAY}")
    raise NotADate(_why_not(words, typed, A_DAY))


def _apart(words: str) -> tuple[str, str]:
    """Return the words in their plain form, and the weekday before them, if any."""
    typed = " ".join(plain(cleaned(words)).replace(",", " ").split())
    found = _A_WEEKDAY.match(typed)
    return (typed[found.end() :], next(name for name in WEEKDAYS if name.startswith(found[1][:3]))) if found else (typed, "")


def _read(typed: str, ways: Ways) -> MeantDate | None:
    for pattern, meaning in ways:
        found = pattern.fullmatch(typed)
        if found is not None:
            return _in_range(meaning(*found.groups()))
    return None


def _on_weekday(meant: MeantDate, weekday: str) -> MeantDate:
    """Return the date if it is on the typed weekday: otherwise one of the two is wrong."""
    really = WEEKDAYS[meant.first.weekday()]
    if weekday and weekday != really:
        raise NotADate(f"{meant} is a {really.capitalize()}, not a {weekday.capitalize()}. Check which is right")
    return meant


def _why_not(words: str, typed: str, examples: str) -> str:
    short = " ".join(words.split())[:AS_QUOTED]
    in_full = (_LAST_TWO.sub(r"20\1", typed), _BOTH_TWO.sub(r"20\1/20\2", typed))
    if any(pattern.fullmatch(each) for each in in_full if each != typed for pattern, _ in DAYS + LONGER):
        return f"“{short}” does not say which year. Enter the year in four digits, such as {examples}"
    if _NO_YEAR.fullmatch(typed):
        return f"“{short}” has no year. Enter it too, such as {examples}"
    return f"“{short}” is not a date. Enter one such as {examples}"


def _in_range(meant: MeantDate) -> MeantDate:
    if not meant.first.year >= FIRST_YEAR or not meant.last.year <= LAST_YEAR:
        raise NotADate(f"Check the year: it must be between {FIRST_YEAR} and {LAST_YEAR}")
    return meant


def _day(day: str, month: str, year: str) -> MeantDate:
    try:
        return MeantDate(date(int(year), _month_number(month), int(day)))
    except ValueError as error:
        raise NotADate(f"There is no such day. Enter one such as {A_DAY}") from error


def _year_first(year: str, month: str, day: str) -> MeantDate:
    return _day(day, month, year)


def _month_first(month: str, day: str, year: str) -> MeantDate:
    return _day(day, month, year)


def _month(month: str, year: str) -> MeantDate:
    number = _month_number(month)
    if not 1 <= number <= 12:
        raise NotADate(f"There is no month {month}. Enter one such as December 2015")
    return MeantDate(_first(year, number), Precision.MONTH)


def _first(year: str, month: int) -> date:
    if not 1 <= int(year) <= 9_998:
        raise NotADate(f"Check the year: it must be between {FIRST_YEAR} and {LAST_YEAR}")
    return date(int(year), month, 1)


def _month_number(words: str) -> int:
    if words.isdecimal():
        return int(words)
    return next(number for number, name in enumerate(MONTH_NAMES, 1) if name.startswith(words[:3]))


def _quarter(quarter: str, first: str, second: str) -> MeantDate:
    year = _financial_year(first, second)
    month = 1 + int(quarter) * 3 % 12
    return MeantDate(date(year.first.year if int(quarter) < 4 else year.last.year, month, 1), Precision.QUARTER)


def _quarter_after(first: str, second: str, quarter: str) -> MeantDate:
    return _quarter(quarter, first, second)


def _quarter_of_which_year(quarter: str, year: str) -> MeantDate:
    """Raise NotADate: "Q4 2015" may be the calendar's or the financial year's, so the message gives both."""
    financial = _quarter(quarter, year, f"{(int(year) + 1) % 100:02d}")
    calendar = around(_first(year, int(quarter) * 3), Precision.QUARTER)
    ways = " or ".join(f"{each.typed} for {_in_months(each)}" for each in (financial, calendar))
    raise NotADate(f"“Q{quarter} {year}” is unclear. Enter {ways}")


def _in_months(quarter: MeantDate) -> str:
    return f"{quarter.first:%B} to {quarter.last:%B %Y}"


def _months(first: str, last: str, year: str) -> MeantDate:
    """Return the date for "January to March 2016"."""
    begins, ends = _month_number(first), _month_number(last)
    if begins % 3 != 1 or ends != begins + 2:
        raise NotADate(f"{first.capitalize()} to {last.capitalize()} is not a quarter. Enter one such as Q4 2015/16")
    return MeantDate(_first(year, begins), Precision.QUARTER)


def _financial_year(first: str, second: str) -> MeantDate:
    begins = _first(first, 4)
    if int(second) not in ((begins.year + 1) % 100, begins.year + 1):
        raise NotADate(f"A financial year ends in the year after it begins. Enter {first}/{(begins.year + 1) % 100:02d}, or another date")
    return MeantDate(begins, Precision.FINANCIAL_YEAR)


def _month_or_financial_year(year: str, second: str) -> MeantDate:
    """Return a month ("2015-12", as computers write it) or financial year ("2015-16"); "2011-12" could be either."""
    if 1 <= int(second) <= 12:
        month = _month(second, year)
        if int(second) == (int(year) + 1) % 100:
            raise NotADate(f"“{year}-{second}” is unclear. Enter {month.typed}, or {year}/{second} for the financial year")
        return month
    return _financial_year(year, second)


def _year(year: str) -> MeantDate:
    return MeantDate(_first(year, 1), Precision.YEAR)


_NAME = "(" + "|".join(f"{name}|{name[:3]}" + ("|sept" if name == "september" else "") for name in MONTH_NAMES) + r")\.?"
_WEEKDAY = "|".join(f"{name}|{name[:3]}" + {"tuesday": "|tues", "thursday": "|thur|thurs"}.get(name, "") for name in WEEKDAYS)
_A_WEEKDAY = re.compile(rf"({_WEEKDAY})\b\.? ?", re.ASCII)
_NUMBER = r"(\d{1,2})"
_NTH = r"(?:the )?(\d{1,2})(?:st|nd|rd|th)?(?: of)?"
_FINANCIAL = r"(\d{4}) ?[/-] ?(\d{2}|\d{4})"
_LAST_TWO = re.compile(r"(?<!\d)(\d{2})$", re.ASCII)
_BOTH_TWO = re.compile(r"(?<!\d)(\d{2}) ?[/-] ?(\d{2})(?!\d)", re.ASCII)
_NO_YEAR = re.compile(rf"{_NTH}[ -]?{_NAME}|{_NAME} ?{_NTH}|{_NAME}", re.ASCII)


def _ways(*ways: tuple[str, Callable[..., MeantDate]]) -> Ways:
    return [(re.compile(words, re.ASCII), meaning) for words, meaning in ways]


DAYS = _ways(
    (rf"{_NTH}[ -]?{_NAME}[ -]?(\d{{4}})", _day),
    (rf"{_NAME} {_NTH} (\d{{4}})", _month_first),
    *((rf"{_NUMBER}{between}{_NUMBER}{between}(\d{{4}})", _day) for between in (" ?/ ?", r" ?\. ?", " ?- ?", " ")),
    *((rf"(\d{{4}}){between}{_NUMBER}{between}{_NUMBER}", _year_first) for between in (" ?- ?", " ?/ ?", r" ?\. ?")),
)
LONGER = _ways(
    (rf"{_NAME}[ -]?(\d{{4}})", _month),
    (r"(\d{1,2}) ?/ ?(\d{4})", _month),
    (r"(\d{4})-(\d{2})", _month_or_financial_year),
    (rf"q([1-4]) (?:of )?{_FINANCIAL}", _quarter),
    (rf"{_FINANCIAL} q([1-4])", _quarter_after),
    (r"q([1-4]) (\d{4})", _quarter_of_which_year),
    (rf"{_NAME} (?:to|-) {_NAME} (\d{{4}})", _months),
    (_FINANCIAL, _financial_year),
    (r"(\d{4})", _year),
)
