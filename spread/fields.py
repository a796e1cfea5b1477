"""What forms ask of a product and of an adoption."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from history import clock
from pages.dates import MeantDate
from pages.fields import MeantDateField, NumberField, TypedWords, words_field
from people.models import User
from spread.models import Adoption, Product
from spread.workflow import IN_USE, TAKEN_UP, Kind, Stage

FOR_ALL = "Everybody can read this once it is checked."
AT_ONCE = "Everybody can read this at once."


class AboutAProduct(forms.Form):
    """What a product is."""

    name = TypedWords(
        label="What is it called?",
        max_length=150,
        error_messages={"required": "Enter what it is called", "max_length": "Keep it to 150 characters or fewer"},
    )
    kind = forms.ChoiceField(
        label="What kind of product is it?",
        choices=Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what kind it is"},
    )
    summary = words_field("What does it do, and for whom?", "Enter what it does", hint=FOR_ALL)
    licence = TypedWords(
        label="Who may use it, and how? (optional)",
        max_length=300,
        required=False,
        help_text="Such as “free for the NHS” or “ask us first”",
        error_messages={"max_length": "Keep it to 300 characters or fewer"},
    )


class Since(MeantDateField):
    """A date from which something is so: one that has begun."""

    def __init__(self) -> None:
        super().__init__("Since when?", "Enter since when")

    def clean(self, value: Any) -> MeantDate | None:
        meant = super().clean(value)
        if meant is not None and meant.first > clock.today():
            raise ValidationError("Enter a day that is today or earlier")
        return meant


def giver_field() -> NumberField:
    hint = "Its number, such as 38. Leave this empty if you took it from its makers"
    return NumberField("From which vanguard did you take it? (optional)", "", kind="vanguard", required=False, help_text=hint)


class AboutAnAdoption(forms.Form):
    """How far a site is with a product."""

    stage = forms.ChoiceField(
        label="How far are they with it?",
        choices=Stage.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how far they are"},
    )
    from_when = Since()
    use = words_field("What do they do with it? (optional)", "", required=False, hint=FOR_ALL)
    changed = words_field("What did they change in it? (optional)", "", required=False, hint=FOR_ALL)
    giver = giver_field()


def say_who_reads(form: forms.BaseForm, adoption: Adoption) -> None:
    """Say of a checked adoption that everybody reads the answers at once."""
    for field in form.fields.values():
        if adoption.is_checked and field.help_text == FOR_ALL:
            field.help_text = AT_ONCE


def giver_of(number: int | None, product: Product, user: User, adoption: Adoption | None = None) -> Adoption | None:
    """Return the adoption of a vanguard that somebody else took the product from; None for its makers.

    Raise ValidationError if the person can see no such adoption, or if it came from this one.
    """
    if number is None or number in product.maker_numbers:
        return None
    found: Adoption | None = Adoption.objects.visible_to(user).filter(product=product, vanguard=number).first()
    if found is None:
        raise ValidationError(f"Vanguard {number} is not on record with this product. Enter another number, or leave it empty")
    if adoption is not None and came_from(found, adoption):
        raise ValidationError(took_it_from_them(found))
    return found


def took_it_from_them(giver: Adoption) -> str:
    """Return the sentence for a giver that took the product from the site itself."""
    return f"Vanguard {giver.vanguard_id} took it from this site. Enter another number, or leave it empty"


def came_from(later: Adoption, earlier: Adoption) -> bool:
    """Return whether one adoption goes back to another, as is on record now."""
    number: int | None = later.pk
    seen: set[int] = set()
    while number is not None and number != earlier.pk and number not in seen:
        seen.add(number)
        number = Adoption.objects.filter(pk=number).values_list("taken_from", flat=True).first()
    return number == earlier.pk


def giver_in_the_form(adoption: Adoption, user: User) -> int | None:
    """Return the number of the vanguard that a form may show as the giver; None for the makers, an organisation, or one not to be seen."""
    shown = Adoption.objects.visible_to(user).filter(pk=adoption.taken_from_id).values_list("vanguard", flat=True)
    number: int | None = shown.first()
    return number


def when(stage: str, since: MeantDate, *, used_on: date | None = None, adopted_on: date | None = None) -> dict[str, Any]:
    """Return the columns that say since when a site stands at a stage, and when it first used and adopted the product."""
    first = since.first
    days = {
        "used_on": used_on or (first if stage in IN_USE else None),
        "adopted_on": adopted_on or (first if stage in TAKEN_UP else None),
    }
    dated = {"since_on": first, "since_precision": since.precision, "since_words": since.words}
    return {**dated, **(dict.fromkeys(days) if stage == Stage.LOOKING else days)}
