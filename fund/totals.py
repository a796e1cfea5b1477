"""What funds add up to, by year, care model and collaboration form; and what was announced, beside what is on record.

Each sum is that of exactly the rows its link shows. Nothing is made to agree.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, Sum

from fund.models import Fund, FundingLine, Instalment, PublishedAmount, year_in_addresses
from fund.querysets import AMOUNTS
from fund.workflow import Stage
from history.reading.remembered import until_the_next_change
from pages.counting import several
from pages.links import url
from pages.money import in_words
from people.models import User
from vanguards.models import CareModel, CollaborationForm

COLUMN = {
    Stage.SET_ASIDE: "approved",
    Stage.ASKED: "asked",
    Stage.APPROVED: "approved",
    Stage.MATCHED: "matched",
    Stage.SPENT: "spent",
}  # of a line, by the stage of what was announced
OF_VANGUARDS = {Stage.SET_ASIDE: Stage.APPROVED}  # the stage of single vanguards' amounts beside it, if it is another
CARE_MODEL, FORM = "vanguard__care_model", "vanguard__collaborations__form"


@dataclass(frozen=True)
class Row:
    """The lines of one group: how many, each sum (None where none is known), and the address of those lines."""

    name: str
    many: int
    sums: Mapping[str, Decimal | None]
    address: str
    is_invented: bool = False  # whether any of them is


@dataclass(frozen=True)
class Beside:
    """What was announced; beside it, in sentences with their addresses, what rows on record come to, and the difference."""

    announced: PublishedAmount
    sentences: list[tuple[str, str]]


@until_the_next_change
def years_of(fund: Fund, user: User) -> list[str]:
    """Return the years in which the fund has lines this person may see, or published amounts, the first year first; spans are left out."""
    lines = FundingLine.objects.visible_to(user).filter(fund=fund).order_by().values_list("year", flat=True).distinct()
    published = PublishedAmount.objects.visible_to(user).filter(fund=fund).order_by().values_list("year", flat=True).distinct()
    return sorted({*lines, *(year for year in published if "–" not in year)})


@until_the_next_change
def by_year(fund: Fund, user: User) -> dict[str, Row]:
    """Return the lines of each year."""
    own = FundingLine.objects.visible_to(user).filter(fund=fund)
    paid = Instalment.objects.visible_to(user).paid().filter(line__fund=fund)
    found = _summed(own.annotate(group=F("year")), paid.annotate(group=F("line__year")))
    return {year: Row(year, many, sums, _lines(fund, year), is_invented) for year, (many, sums, is_invented) in found.items()}


def by_care_model(fund: Fund, year: str, user: User) -> list[Row]:
    """Return the lines of each care model in a year."""
    return _rows(fund, year, user, CARE_MODEL, "care_model", CareModel.objects.order_by("order", "pk"))


def by_form(fund: Fund, year: str, user: User) -> list[Row]:
    """Return the lines of each collaboration form in a year. A vanguard may have several forms, so these do not add up to the year."""
    return _rows(fund, year, user, FORM, "form", CollaborationForm.objects.order_by("order", "pk"))


def _rows(fund: Fund, year: str, user: User, way: str, name: str, groups: Iterable[Any]) -> list[Row]:
    own = FundingLine.objects.visible_to(user).filter(fund=fund, year=year)
    paid = Instalment.objects.visible_to(user).paid().filter(line__fund=fund, line__year=year)
    found = _summed(own.annotate(group=F(way)), paid.annotate(group=F(f"line__{way}")))
    return [Row(each.name, *found[each.pk][:2], _lines(fund, year, **{name: each.code})) for each in groups if each.pk in found]


def _summed(lines: Any, paid: Any) -> dict[Any, tuple[int, dict[str, Decimal | None], bool]]:
    """Return how many lines each group has, their sums with what was paid, and whether any is invented."""
    sums = {f"sum_{name}": Sum(name) for name in AMOUNTS}
    counts = {"many": Count("pk"), "made_up": Count("pk", filter=Q(invented=True))}
    rows = lines.exclude(group=None).order_by().values("group").annotate(**counts, **sums)
    payments = dict(paid.exclude(group=None).order_by().values_list("group").annotate(Sum("amount")))
    return {
        row["group"]: (
            row["many"],
            {**{name: row[f"sum_{name}"] for name in AMOUNTS}, "paid": payments.get(row["group"])},
            bool(row["made_up"]),
        )
        for row in rows
    }


def _lines(fund: Fund, year: str, **query: str) -> str:
    return url("funding_list", fund=fund.code, year=year_in_addresses(year), **query)


def published_of_vanguards(fund: Fund, user: User) -> dict[tuple[str, str, int | None], tuple[int, Decimal]]:
    """Return of how many vanguards amounts were published, and their sum, by year, stage and care model (None: all)."""
    single = PublishedAmount.objects.visible_to(user).of_vanguards().filter(fund=fund)
    found: dict[tuple[str, str, int | None], tuple[int, Decimal]] = defaultdict(lambda: (0, Decimal(0)))
    rows = single.order_by().values_list("year", "stage", CARE_MODEL).annotate(Count("vanguard", distinct=True), Sum("amount"))
    for year, stage, model, many, together in rows:
        for key in ((year, stage, model), (year, stage, None)):
            found[key] = found[key][0] + many, found[key][1] + together
    return dict(found)


@until_the_next_change
def beside(fund: Fund, user: User) -> list[Beside]:
    """Return what was announced of a fund, each with what is on record for the same vanguards. The national team also reads the lines."""
    announced = PublishedAmount.objects.visible_to(user).announced().filter(fund=fund).for_list().order_by("year", "pk")
    published = published_of_vanguards(fund, user)
    lines = _of_lines(fund, user) if user.sees_everything else {}
    return [Beside(each, [*_of_published(each, published), *_of_record(each, lines)] if each.is_whole else []) for each in announced]


def _of_lines(fund: Fund, user: User) -> dict[tuple[str, int | None], dict[str, Any]]:
    """Return the sums of the lines, and how many have each amount, by year and care model (None: all)."""
    own = FundingLine.objects.visible_to(user).filter(fund=fund).order_by()
    asked = {**{f"sum_{name}": Sum(name) for name in AMOUNTS}, **{f"many_{name}": Count(name) for name in AMOUNTS}}
    found = {(row["year"], row[CARE_MODEL]): row for row in own.values("year", CARE_MODEL).annotate(**asked)}
    whole = {(row["year"], None): row for row in own.values("year").annotate(**asked)}
    return {**found, **whole}


def _of_published(each: PublishedAmount, published: Mapping[Any, tuple[int, Decimal]]) -> list[tuple[str, str]]:
    stage = OF_VANGUARDS.get(Stage(each.stage), Stage(each.stage))
    many, together = published.get((each.year, stage, each.care_model_id), (0, Decimal(0)))
    if not many:
        return []
    of = {"care_model": each.care_model.code} if each.care_model else {}
    address = url("published_list", fund=each.fund.code, year=year_in_addresses(each.year), stage=stage.value, of="vanguards", **of)
    return [(f"{_come_to('Amounts published', many, together)}: {_difference(together, each.amount)}", address)]


def _of_record(each: PublishedAmount, lines: Mapping[Any, Mapping[str, Any]]) -> list[tuple[str, str]]:
    column = COLUMN.get(Stage(each.stage))
    row = lines.get((each.year, each.care_model_id))
    if column is None or row is None or not row[f"many_{column}"]:
        return []
    together, of = row[f"sum_{column}"], {"care_model": each.care_model.code} if each.care_model else {}
    said = f"{_come_to(f'Amounts {column} on our record', row[f'many_{column}'], together)}: {_difference(together, each.amount)}"
    return [(said, _lines(each.fund, each.year, **of))]


def _come_to(what: str, many: int, together: Decimal) -> str:
    return f"{what} for {several(many, 'vanguard')} come to {in_words(together)}"


def _difference(together: Decimal, announced: Decimal) -> str:
    """Return the difference in words: "£114.44 million less than announced"."""
    if together == announced:
        return "exactly what was announced"
    return f"{in_words(abs(together - announced))} {'more' if together > announced else 'less'} than announced"
