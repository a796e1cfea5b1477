"""Forms of products and adoptions, besides those of moves."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from milestones.models import Milestone
from pages.fields import NumberField, TypedWords, words_field
from pages.typed_numbers import number
from people.models import User
from spread.fields import AboutAnAdoption, AboutAProduct, Since, giver_of
from spread.models import Product
from spread.workflow import Maturity
from support.forms.vanguard_choice import PicksVanguards
from support.models import SupportRequest
from support.querysets import CALLED
from vanguards.models import Organisation, Vanguard


def _where_field() -> TypedWords:
    return TypedWords(
        label="Where is it? (optional)",
        max_length=500,
        required=False,
        help_text="Its address, or words such as “ask the vanguard”",
        error_messages={"max_length": "Keep it to 500 characters or fewer"},
    )


class ProductForm(AboutAProduct, PicksVanguards):
    """A new product: what it is, who makes it, where it is and what it came from."""

    maturity = forms.ChoiceField(
        label="How far is it?",
        choices=Maturity.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how far it is"},
    )
    where = _where_field()
    support_request = TypedWords(
        label="Did it come from a support request? (optional)",
        max_length=60,
        required=False,
        help_text="Its reference, such as SR-0012",
        error_messages={"max_length": "Enter a reference such as SR-0012"},
    )
    milestone = NumberField(
        "Did it come from a milestone? (optional)", "", kind="milestone", required=False, help_text="The number in its address, such as 7"
    )

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data)
        self.user = user
        self.offer_vanguards_to(user)
        self.fields["vanguards"].label = "Which vanguards make it?"
        self.order_fields([*AboutAProduct.base_fields, "vanguards", "groups", "maturity", "where", "support_request", "milestone"])

    def clean_support_request(self) -> SupportRequest | None:
        typed = self.cleaned_data["support_request"]
        if not typed:
            return None
        found: SupportRequest | None = SupportRequest.objects.visible_to(self.user).filter(pk=number(typed, "", *CALLED) or 0).first()
        if found is None:
            raise ValidationError(f"There is no request “{typed[:20]}” that you can see. Enter a reference such as SR-0012")
        return found

    def clean_milestone(self) -> Milestone | None:
        typed = self.cleaned_data["milestone"]
        found = Milestone.objects.visible_to(self.user).filter(pk=typed).first() if typed else None
        if typed and found is None:
            raise ValidationError(f"There is no milestone {typed}. Enter the number in its address")
        return found


class VersionForm(forms.Form):
    """A version of a product."""

    label = TypedWords(
        label="What is this version called?",
        max_length=60,
        help_text="Such as 1.0 or January 2016",
        error_messages={"required": "Enter what it is called", "max_length": "Keep it to 60 characters or fewer"},
    )
    released = Since()
    where = _where_field()
    new = words_field("What is new in it? (optional)", "", required=False)


class AdoptionForm(AboutAnAdoption):
    """Who adopts a product: a vanguard of one's own or, if the team records it, any vanguard or organisation."""

    vanguard: Any = NumberField("Which vanguard?", "Enter the number of a vanguard", kind="vanguard", required=False)
    organisation = TypedWords(
        label="Or which organisation?",
        max_length=200,
        required=False,
        help_text="Its whole name, if no vanguard takes it up",
        error_messages={"max_length": "Keep it to 200 characters or fewer"},
    )

    def __init__(self, data: Any = None, *, user: User, product: Product) -> None:
        super().__init__(data)
        self.user, self.product = user, product
        if not user.sees_everything:
            del self.fields["organisation"]
            led = [(str(each.pk), f"{each.pk} {each}") for each in Vanguard.objects.led_by(user).order_by("number")]
            wrong = {"required": "Choose a vanguard that you lead", "invalid_choice": "Choose a vanguard that you lead"}
            initial = led[0][0] if len(led) == 1 else None
            self.fields["vanguard"] = forms.ChoiceField(
                label="Which vanguard?", choices=led, widget=forms.RadioSelect, initial=initial, error_messages=wrong
            )
        self.order_fields(["vanguard", "organisation", *AboutAnAdoption.base_fields])

    def clean_vanguard(self) -> Vanguard | None:
        typed = self.cleaned_data["vanguard"]
        found: Vanguard | None = Vanguard.objects.visible_to(self.user).filter(pk=int(typed)).first() if typed else None
        if typed and found is None:
            raise ValidationError(f"There is no vanguard {typed}. Enter a number such as 38")
        return found

    def clean_organisation(self) -> Organisation | None:
        typed = self.cleaned_data["organisation"]
        if not typed:
            return None
        found: Organisation | None = Organisation.objects.visible_to(self.user).filter(name=typed).order_by("pk").first()
        if found is None:
            raise ValidationError(f"There is no organisation “{typed[:60]}”. Enter its whole name")
        return found

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        vanguard, organisation = cleaned.get("vanguard"), cleaned.setdefault("organisation", None)
        if "vanguard" not in self.errors and "organisation" not in self.errors and (vanguard is None) == (organisation is None):
            self.add_error("vanguard", "Enter a vanguard or an organisation, not both")
        try:
            cleaned["taken_from"] = giver_of(cleaned.pop("giver", None), self.product, self.user)
        except ValidationError as unknown:
            self.add_error("giver", unknown)
        return cleaned
