"""Propose benefits, and write readings. Each raises Refused, with a sentence for the person, if it cannot be done."""

from collections.abc import Iterable, Mapping
from typing import Any

from history.recording.bulk import create_all
from history.recording.changes import change
from pages.dates import MeantDate
from pages.errors import Refused
from pages.plain_words import plain
from people.models import User
from spread.benefit_policies import may_agree, may_propose, may_read_values
from spread.models import Benefit, Measure, Reading
from spread.pasted import Line
from vanguards.models import Vanguard

CHANGED = "Somebody else changed this while you were writing. Open it again to see what they wrote."


def measure_called(name: str, by: User) -> Measure | None:
    """Return the measure of this name that the person can see; None if there is none."""
    found = Measure.objects.visible_to(by).filter(plain_words__contains=plain(name)).order_by("-is_shared", "pk")
    return next((each for each in found if plain(each.name) == plain(name)), None)


def propose_benefit(*, by: User, vanguard: Vanguard, measure: Mapping[str, Any], dated: Mapping[str, Any], **values: Any) -> Benefit:
    """Add a row to a vanguard's logic model. A measure of that name is shared; otherwise it is a new one.

    `measure` has its name, unit, aim and what is better; `dated` the dates of the baseline and of the target.
    """
    may_propose(by).enforce()
    with change(by=by, reason=""):
        if not may_agree(by) and vanguard.pk not in by.led_vanguard_ids:
            raise Refused("Choose a vanguard that you lead.", "vanguard")
        found = measure_called(measure["name"], by) or Measure.objects.create(**measure)
        if Benefit.objects.filter(vanguard=vanguard, measure=found).exists():
            raise Refused("This vanguard has a benefit by this measure already. Open that, and correct it.", "name")
        benefit = Benefit(vanguard=vanguard, measure=found, **values)
        benefit.baseline_date, benefit.target_date = dated["baseline_date"], dated["target_date"]
        benefit.save()
    return benefit


def write_reading(reading: Reading, *, by: User, made_from: int | None, read: MeantDate, **values: Any) -> Reading:
    """Save a reading; a new one has no key. Refuse to write over what somebody else changed meanwhile."""
    with change(by=by, reason=""):
        benefit = _standing(reading.benefit, by)
        may_read_values(by, benefit).enforce()
        if reading.pk is not None and reading.version != made_from:
            raise Refused(CHANGED)
        there = benefit.readings.filter(read_on=read.first, read_precision=read.precision).exclude(pk=reading.pk)
        if there.exists():
            raise Refused(f"There is a reading of {read} already. Change that one.", "read")
        for name, value in values.items():
            setattr(reading, name, value)
        reading.read = read
        reading.save()
    return reading


def remove_reading(reading: Reading, *, by: User, made_from: int | None) -> None:
    """Remove a reading that was written by mistake."""
    with change(by=by, reason=""):
        may_read_values(by, _standing(reading.benefit, by)).enforce()
        if reading.version != made_from:
            raise Refused(CHANGED)
        reading.delete()


def write_pasted(benefit: Benefit, *, by: User, lines: Iterable[Line]) -> int:
    """Add the readings that were pasted, in one change; return how many. Those of a time that is on record already stay as they are."""
    with change(by=by, reason="Readings pasted from a spreadsheet"):
        fresh = _standing(benefit, by)
        may_read_values(by, fresh).enforce()
        known = known_days(fresh)
        new = []
        for line in lines:
            if line.read is not None and line.value is not None and (line.read.first, str(line.read.precision)) not in known:
                reading = Reading(benefit=fresh, value=line.value, paragraph=line.source)
                reading.read = line.read
                new.append(reading)
        return len(create_all(new))


def known_days(benefit: Benefit) -> set[tuple[object, str]]:
    """Return the first day and the precision of each reading on record."""
    return set(benefit.readings.values_list("read_on", "read_precision"))


def _standing(benefit: Benefit, by: User) -> Benefit:
    fresh: Benefit | None = Benefit.objects.visible_to(by).filter(pk=benefit.pk).first()
    if fresh is None:
        raise Refused("This benefit has been removed, or you no longer lead the vanguard.")
    return fresh
