"""Every move of an adoption: what it asks, what it does and who is told."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from history.recording.changes import OpenChange
from moves import move
from moves.forms import MoveFormSince
from moves.making import make_of_one
from pages.dates import MeantDate
from pages.fields import words_field
from people.models import User
from people.verdict import ALLOWED, Verdict, refused
from spread.fields import (
    FOR_ALL,
    AboutAnAdoption,
    Since,
    came_from,
    giver_in_the_form,
    giver_of,
    say_who_reads,
    took_it_from_them,
    when,
)
from spread.models import Adoption, AdoptionMove, ProductMaker
from spread.moves.base import READ_BY, Correcting, MoveOfSpread
from spread.policies import may_check, may_keep_adoption
from spread.workflow import OPEN, TAKEN_UP, AdoptionStep, Helped, Stage, State, Who
from vanguards import news
from vanguards.news import News


class MoveOfAdoption(MoveOfSpread):
    SUCH = "an adoption that is"
    GONE = "This adoption has been removed, or you no longer lead the vanguard."
    THINGS = "adoptions"

    def read(self, numbers: Sequence[int]) -> list[Adoption]:
        return list(Adoption.objects.visible_to(self.by).for_page().filter(pk__in=numbers).order_by("product__name", "pk"))

    def is_theirs(self, adoption: Adoption) -> Verdict:
        return may_check(self.by) if self.who == Who.TEAM else may_keep_adoption(self.by, adoption)

    def leads_of(self, adoption: Adoption) -> Iterable[int]:
        return [adoption.vanguard_id] if adoption.vanguard_id is not None else []

    def note(self, opened: OpenChange, adoption: Adoption, before: str) -> AdoptionMove:
        stands = {"state_before": before, "state_after": adoption.state, "words": self.said}
        return AdoptionMove(adoption=adoption, move=self.name, moved_by=opened.by, moved_at=opened.moment, **stands)

    def became(self, adoption: Adoption) -> str:
        return f"This adoption is {adoption.get_state_display().lower()}."


class Check(MoveOfAdoption):
    """Check it: from now on everybody sees it. The leads of the makers are told too."""

    name, done, did, who, states, to = AdoptionStep.CHECK, "checked", "checked {it}", Who.TEAM, (State.TO_CHECK,), State.CHECKED
    words = words_field("What do you want to say? (optional)", "", required=False, hint=READ_BY)
    subject, told = "checked", "The programme team checked “{it}”, so everybody can see it now. {words}"

    def will(self, adoption: Adoption) -> str:
        return "Everybody can see it"

    def tell(self, opened: OpenChange, adoptions: Sequence[Adoption]) -> None:
        made_by: dict[int, list[int]] = {}
        makers = ProductMaker.objects.filter(product__in={each.product_id for each in adoptions}).order_by("pk")
        for product, vanguard in makers.values_list("product", "vanguard"):
            made_by.setdefault(product, []).append(vanguard)
        said = [self._news_for_makers(each, made_by[each.product_id]) for each in adoptions if each.product_id in made_by]
        news.tell(opened, [*(self._news(each) for each in adoptions), *said], things=self.THINGS)

    def _news_for_makers(self, adoption: Adoption, makers: list[int]) -> News:
        stands = adoption.get_stage_display().lower()
        return News(adoption, f"{adoption.product}: somebody uses it", f"{adoption.site_name} has “{adoption.product}”: {stands}.", makers)

    def became(self, adoption: Adoption) -> str:
        return "This adoption is checked. Everybody can see it now."


class SendBack(MoveOfAdoption):
    """Send it back, also once it was checked: then only its leads and the team see it."""

    name, done, did, who = AdoptionStep.SEND_BACK, "sent back", "sent back {it}", Who.TEAM
    states, to = (State.TO_CHECK, State.CHECKED), State.SENT_BACK
    IS_MAIN = False
    words = words_field("What is missing or wrong?", "Enter what is missing or wrong", hint=READ_BY)
    subject, told = "sent back", "The programme team sent back “{it}”. {words}"


class StepForm(MoveFormSince):
    """Since when a site does something with a product."""

    from_when = Since()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.record is not None:
            say_who_reads(self, self.record)

    def clean_from_when(self) -> MeantDate:
        meant: MeantDate = self.cleaned_data["from_when"]
        if self.record is not None and meant < self.record.since:
            raise ValidationError(f"It is “{self.record.get_stage_display().lower()}” since {self.record.since}. Enter a later day")
        return meant


class StepOn(MoveOfAdoption):
    """Go on to another stage."""

    asks = StepForm
    stage: ClassVar[Stage]
    stages: ClassVar[Sequence[Stage]]
    states = OPEN
    words = words_field("What do they do with it? (optional)", "", required=False, hint=FOR_ALL)

    def may(self, adoption: Adoption) -> Verdict:
        verdict = super().may(adoption)
        if verdict and adoption.stage not in self.stages:
            return refused(f"This site stands at “{adoption.get_stage_display().lower()}” with it already.")
        return verdict

    def values(self, adoption: Adoption) -> dict[str, Any]:
        since: MeantDate = self.asked["from_when"]
        said = {"use": self.said} if self.said else {}
        days = when(self.stage, since, used_on=adoption.used_on, adopted_on=adoption.adopted_on)
        return {"stage": self.stage.value, **days, **said}

    def will(self, adoption: Adoption) -> str:
        return str(self.stage.label)

    def became(self, adoption: Adoption) -> str:
        return f"{adoption.get_stage_display()}, since {adoption.since}."


class Try(StepOn):
    name, done, stage = AdoptionStep.TRY, "tried", Stage.TRYING
    did = "said of {it} that they try it"
    stages = (Stage.LOOKING, Stage.DROPPED)


class Adopt(StepOn):
    name, done, stage = AdoptionStep.ADOPT, "adopted", Stage.ADOPTED
    did = "said of {it} that they adopted it"
    stages = (Stage.LOOKING, Stage.TRYING, Stage.DROPPED)


class AdaptForm(StepForm):
    """What a site changed in a product, and since when."""

    changed = words_field("What did they change in it?", "Enter what they changed", hint=FOR_ALL)


class Adapt(StepOn):
    name, done, stage = AdoptionStep.ADAPT, "adapted", Stage.ADAPTED
    did = "said of {it} that they adapted it"
    stages = (Stage.LOOKING, Stage.TRYING, Stage.ADOPTED, Stage.DROPPED)
    IS_MAIN = False
    asks = AdaptForm

    def values(self, adoption: Adoption) -> dict[str, Any]:
        return {**super().values(adoption), "changed": self.asked["changed"]}


class Drop(StepOn):
    name, done, stage = AdoptionStep.DROP, "dropped", Stage.DROPPED
    did = "said of {it} that they dropped it"
    stages = (Stage.LOOKING, Stage.TRYING, *TAKEN_UP)
    IS_MAIN = False
    words = words_field("Why did they drop it?", "Enter why they dropped it", hint=FOR_ALL)


class HelpedForm(MoveFormSince):
    """Whether a product helped."""

    helped = forms.ChoiceField(
        label="Did it help?", choices=Helped.choices, widget=forms.RadioSelect, error_messages={"required": "Choose whether it helped"}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["helped"].initial = getattr(self.record, "helped", "")


class SayWhetherItHelped(MoveOfAdoption):
    name, done, states = AdoptionStep.HELPED, "judged", OPEN
    did = "said whether {it} helped"
    IS_MAIN = False
    asks = HelpedForm
    sets = ("helped",)
    words = words_field("How did it help, or not? (optional)", "", required=False, hint=READ_BY)

    def may(self, adoption: Adoption) -> Verdict:
        verdict = super().may(adoption)
        return refused("This site has not tried it yet.") if verdict and adoption.stage == Stage.LOOKING else verdict

    def became(self, adoption: Adoption) -> str:
        return f"Whether it helped: {adoption.get_helped_display().lower()}."


KEPT = "The number of another vanguard. Leave this empty to keep the site that is on record"


class CorrectForm(AboutAnAdoption, MoveFormSince):
    """What is written of an adoption, to be corrected."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.record is None:
            return
        for name in ("stage", "use", "changed"):
            self.fields[name].initial = getattr(self.record, name)
        self.fields["from_when"].initial = self.record.since.typed
        self.shown = giver_in_the_form(self.record, self.by)
        self.fields["giver"].initial = self.shown or ""
        if self.is_kept:
            self.fields["giver"].help_text = KEPT
        say_who_reads(self, self.record)

    @property
    def is_kept(self) -> bool:
        """Return whether an empty answer leaves whom it was taken from: the form cannot show them."""
        return self.record.taken_from_id is not None and self.shown is None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        number = cleaned.pop("giver", None)
        if number is None and self.is_kept:
            return {**cleaned, "taken_from": self.record.taken_from}
        try:
            cleaned["taken_from"] = giver_of(number, self.record.product, self.by, self.record)
        except ValidationError as unknown:
            self.add_error("giver", unknown)
        return cleaned


class Correct(Correcting, MoveOfAdoption):
    name, done, did, states = AdoptionStep.CORRECT, "corrected", "corrected {it}", OPEN
    IS_MAIN = False
    asks = CorrectForm
    sets = ("stage", "use", "changed", "taken_from")
    words = words_field("What did you correct? (optional)", "", required=False, hint=READ_BY)
    subject, told = "corrected", "The programme team corrected “{it}”. {words}"

    def fits(self, adoption: Adoption) -> Verdict:
        """Check the giver again: another correction may have been made since the form was read."""
        giver = self.asked.get("taken_from")
        return refused(f"{took_it_from_them(giver)}.", "giver") if giver is not None and came_from(giver, adoption) else ALLOWED

    def values(self, adoption: Adoption) -> dict[str, Any]:
        """Return what was asked. Days that followed from the old date follow from the new one."""
        before = {name: day for name in ("used_on", "adopted_on") if (day := getattr(adoption, name)) != adoption.since_on}
        stage = self.asked["stage"]
        helped = {"helped": ""} if stage == Stage.LOOKING else {}
        return {**super().values(adoption), **when(stage, self.asked["from_when"], **before), **helped}


class Withdraw(MoveOfAdoption):
    """Withdraw what was recorded by mistake. Whoever stops using a product drops it instead."""

    name, done, did, states, to = AdoptionStep.WITHDRAW, "withdrawn", "withdrew {it}", OPEN, State.WITHDRAWN
    IS_MAIN = False
    words = words_field("Why?", "Enter why", hint=READ_BY)
    subject, told = "withdrawn", "The programme team withdrew “{it}”. {words}"


MOVES: dict[str, type[MoveOfAdoption]] = move.workflow(Check, Try, Adopt, Adapt, SayWhetherItHelped, Correct, SendBack, Drop, Withdraw)
OF_MANY = (Check, SendBack)  # moves that the list offers for many


def make(adoption: Adoption, name: str, /, *, by: User, since: Any = None, **asked: Any) -> Adoption:
    """Make a move on one adoption. Raise Refused if it cannot be made now, or if somebody changed it after `since`."""
    made: Adoption = make_of_one(MOVES[name](by, **asked), adoption, since=since)
    return made
