"""What was done to organisations, as a feed says it."""

from typing import Any

from history.feed.said import Said, Says
from vanguards.models import MergedOrganisation


def _merged(merged: MergedOrganisation, act: str) -> Said:
    return Said("merged the organisation {name} into {it}", {"it": merged.organisation, "name": merged.name})


def _of_numbers(numbers: list[int], user: Any) -> Any:
    return MergedOrganisation.objects.visible_to(user).filter(pk__in=numbers).select_related("organisation")


ADDED = {"vanguards.mergedorganisation": Says(_of_numbers, _merged)}
TELLS_ALL = {"vanguards.mergedorganisation"}
