"""Forms of moves of lines and instalments, and of a new line."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from fund.models import Fund, FundingLine
from fund.workflow import Condition
from history import clock
from milestones.models import Commitment
from moves.forms import MoveFormSince
from pages.fields import DayField, MoneyField, NumberField, TypedWords, words_field
from pages.typed_numbers import number
from people.models import User
from returns.models import ReportingPeriod
from support.models import SupportRequest
from vanguards.models import Vanguard

YEARS_AHEAD, YEARS_BACK = 5, 3
MOST_CHOICES = 100  # milestones of one vanguard that it offers
ALL_MONEY = "Enter an amount, such as £1,200,000 or £1.2m"


class AmountForm(MoveFormSince):
    """An amount. For one line it starts from what stands; of many lines none is asked, each has its own."""

    def __init__(self, data: Any = None, *, move: Any, by: User, record: Any = None, **given: Any) -> None:
        super().__init__(data, move=move, by=by, record=record, **given)
        if record is not None:
            stands = (getattr(record, name) for name in move.FROM)
            self.fields = {
                "amount": MoneyField(move.QUESTION, ALL_MONEY, initial=next((each for each in stands if each is not None), None)),
                **self.fields,
            }


class PlanForm(MoveFormSince):
    """An instalment: how much, when, and what has to happen first."""

    amount = MoneyField("How much?", ALL_MONEY)
    due_on = DayField("When is it to be paid?")
    condition = forms.ChoiceField(
        label="What has to happen first?",
        choices=Condition.choices,
        initial=Condition.NONE.value,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what has to happen first"},
    )
    period = forms.ChoiceField(label="The return for which period? (only for a return)", required=False)
    commitment = forms.ChoiceField(label="Which milestone of this vanguard? (only for a milestone)", required=False)
    support_request = TypedWords(
        label="Which support request? (only for a request)", max_length=20, required=False, help_text="Its reference, such as SR-0012"
    )

    record: FundingLine

    def __init__(self, data: Any = None, *, record: FundingLine, **given: Any) -> None:
        super().__init__(data, record=record, **given)
        of = record.vanguard_id
        periods = ReportingPeriod.objects.visible_to(self.by).filter(returns__vanguard=of).distinct()
        promised = Commitment.objects.visible_to(self.by).filter(vanguard=of).select_related("milestone").order_by("expected_until", "pk")
        self._offer("period", {str(each.pk): each for each in periods})
        self._offer("commitment", {str(each.pk): each for each in promised[:MOST_CHOICES]})

    def _offer(self, name: str, records: dict[str, Any]) -> None:
        field: Any = self.fields[name]
        self.offered = {**getattr(self, "offered", {}), name: records}
        field.choices = [("", "Choose"), *((key, str(getattr(each, "milestone", each))) for key, each in records.items())]

    def clean_amount(self) -> Decimal:
        amount: Decimal = self.cleaned_data["amount"]
        if not amount:
            raise forms.ValidationError("Enter more than £0")
        return amount

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        condition = cleaned.get("condition", Condition.NONE)
        awaited = {
            Condition.RETURN: lambda: self._chosen("period", "Choose the period of the return"),
            Condition.COMMITMENT: lambda: self._chosen("commitment", "Choose the milestone"),
            Condition.REQUEST: self._request,
        }
        chosen = awaited[Condition(condition)]() if condition in awaited else None
        kept = {name: value for name, value in cleaned.items() if name not in ("period", "commitment", "support_request")}
        return {**kept, "awaited": chosen}

    def _chosen(self, name: str, missing: str) -> Any:
        chosen = self.offered[name].get(self.cleaned_data.get(name, ""))
        if chosen is None and name not in self.errors:
            self.add_error(name, missing)
        return chosen

    def _request(self) -> Any:
        typed = number(self.cleaned_data.get("support_request", ""), "", "sr")
        own = SupportRequest.objects.visible_to(self.by).for_vanguards([self.record.vanguard_id])
        found = own.filter(pk=typed).first() if typed is not None else None
        if found is None:
            self.add_error("support_request", "Enter the reference of a request that this vanguard is on, such as SR-0012")
        return found


class PayForm(MoveFormSince):
    """The day it was paid."""

    paid_on = DayField("When was it paid?")

    def __init__(self, data: Any = None, **given: Any) -> None:
        super().__init__(data, **given)
        field: Any = self.fields["paid_on"]
        field.starts_with(clock.today())

    def clean_paid_on(self) -> date:
        day: date = self.cleaned_data["paid_on"]
        if day > clock.today():
            raise forms.ValidationError("Enter today or an earlier day: it is not paid before then")
        return day


class LineForm(forms.Form):
    """A new line: what a vanguard asks for in a year."""

    vanguard = NumberField("Vanguard", "Enter the number of the vanguard", kind="vanguard")
    year = forms.ChoiceField(label="Year", error_messages={"required": "Choose the year"})
    fund = forms.ChoiceField(label="Fund", error_messages={"required": "Choose the fund"})
    amount = MoneyField("How much do you ask for?", ALL_MONEY)
    purpose = words_field("What is it for?", "Enter what it is for", hint="The programme team can read this.")

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data)
        self.user = user
        fields: Any = self.fields
        funds = list(Fund.objects.visible_to(user))
        self.funds = {fund.code: fund for fund in funds}
        fields["fund"].choices = [(fund.code, fund.name) for fund in funds]
        fields["year"].choices = [(year, year) for year in years(clock.today())]
        fields["year"].initial = financial_year(clock.today())
        if len(funds) == 1:
            fields["fund"].initial = funds[0].code
        if len(user.led_vanguard_ids) == 1 and not user.sees_everything:
            fields["vanguard"].initial = str(user.led_vanguard_ids[0])

    def clean_vanguard(self) -> Vanguard:
        asked = self.cleaned_data["vanguard"]
        own = Vanguard.objects.visible_to(self.user)
        own = own if self.user.sees_everything else own.filter(pk__in=self.user.led_vanguard_ids)
        found: Vanguard | None = own.filter(pk=asked).first()
        if found is None:
            raise forms.ValidationError("Enter the number of a vanguard that you can ask for")
        return found

    def clean_fund(self) -> Fund:
        return self.funds[self.cleaned_data["fund"]]


def financial_year(day: date) -> str:
    """Return the financial year of a day: "2015/16"."""
    first = day.year if day.month >= 4 else day.year - 1
    return f"{first}/{(first + 1) % 100:02d}"


def years(day: date) -> list[str]:
    """Return the financial years that can be asked for, around a day."""
    return [financial_year(day.replace(year=day.year + ahead, day=1)) for ahead in range(-YEARS_BACK, YEARS_AHEAD + 1)]
