"""The directory as a file. The headings are part of what others rely on: add, never rename."""

from typing import Any

from pages.exports import Columns
from vanguards.models import Vanguard


def _forms(vanguard: Vanguard) -> str:
    return "; ".join(f"{each.form}{_doubt(each)}" for each in vanguard.collaborations.all())


def _regions(vanguard: Vanguard) -> str:
    return "; ".join([*(["National"] if vanguard.is_national else []), *(str(each.region) for each in vanguard.region_links.all())])


def _doubt(fact: Any) -> str:
    return "" if fact.certainty == "confirmed" else f" ({fact.get_certainty_display().lower()})"


VANGUARD_COLUMNS: Columns = {
    "Number": lambda vanguard: vanguard.number,
    "Name": lambda vanguard: vanguard.name,
    "Care model": lambda vanguard: vanguard.care_model.code,
    "Collaboration forms": _forms,
    "Cohort": lambda vanguard: vanguard.cohort.name,
    "Announced on": lambda vanguard: vanguard.cohort.announced_on,
    "Regions": _regions,
    "Area": lambda vanguard: vanguard.area,
    "Service": lambda vanguard: vanguard.service_label,
    "Patient population": lambda vanguard: vanguard.patient_population,
    "Population certainty": lambda vanguard: vanguard.population_certainty if vanguard.patient_population else "",
    "Population note": lambda vanguard: vanguard.population_note,
    "Summary": lambda vanguard: vanguard.summary,
}
