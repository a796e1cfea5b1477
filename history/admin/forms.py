"""Forms of tracked records: each carries the version it was made from, and asks why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, ClassVar

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.db import models
from django.template.loader import render_to_string

from history.admin import dates_in_forms
from history.admin.plain_errors import speak_plainly
from history.admin.untouched_fields import send_instead, untouched
from history.feed.differences import differences, in_words, label_of
from history.recording.version_field import VersionField
from history.recording.versions import TrackedModel
from pages.fields import TypedWords
from pages.typed_dates import FIRST_YEAR, LAST_YEAR

REASON_LENGTH = 1_000

# What the database's constraints say to people, by their names: the field it is said at (or None), and the sentence.
IN_WORDS: dict[str, tuple[str | None, str]] = {}


class ReasonField(TypedWords):
    """Why: asked on every change and deletion, and kept on the change."""

    def __init__(self) -> None:
        super().__init__(
            label="Reason for the change",
            help_text="Kept with the change for everyone who looks at its history.",
            max_length=REASON_LENGTH,
            widget=AdminTextareaWidget(attrs={"rows": 2}),
            error_messages={"required": "Give the reason for the change.", "max_length": "Keep the reason to 1,000 characters or fewer."},
        )

    def has_changed(self, initial: Any, data: Any) -> bool:
        """A reason alone changes nothing of the record."""
        return False


@dataclass(frozen=True)
class Clash:
    """A field in which what was typed is not what stands now, and the change that made it stand since the form was opened, if one did."""

    label: str
    stands: str
    typed: str
    change: Any


class TrackedRowForm(forms.ModelForm):
    """A tracked record in a form, or in a row of one: refuses to save over a version the person has not seen, and shows both.

    Constraints that span several rows are the formset's to check: `left_to_the_formset` names them. `only_read`: fields that stand on the
    page but not in the form, by whose values the others are checked.
    """

    made_from = VersionField()

    data: Any
    is_stale = False
    left_to_the_formset: ClassVar[frozenset[str]] = frozenset()
    only_read: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dates_in_forms.show(self)
        speak_plainly(self)

    def expect(self, standing: int | None) -> None:
        """The version that stands now: what the form carries when it is shown, and must come back with."""
        self.fields["made_from"].initial = standing

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self._refuse_impossible_years(cleaned)
        dates_in_forms.refuse_words_of_another(self)
        standing, made_from = self.fields["made_from"].initial, cleaned.get("made_from")
        if self.is_bound and standing is not None and made_from != standing:
            self.is_stale = True
            self._carry(standing)
            self.add_error(None, ValidationError(self._both(made_from), code="stale"))
        return cleaned

    def _refuse_impossible_years(self, cleaned: dict[str, Any]) -> None:
        for name, value in list(cleaned.items()):
            if isinstance(value, date) and not FIRST_YEAR <= value.year <= LAST_YEAR:
                self.add_error(name, f"Check the year: it must be between {FIRST_YEAR} and {LAST_YEAR}.")

    def _carry(self, standing: int) -> None:
        """Shown again, the form is made from the version that stands now: whoever has seen both may save."""
        self.data = self.data.copy()
        self.data[self.add_prefix("made_from")] = str(standing)

    def _both(self, made_from: int | None) -> str:
        since = list(self._versions_since(made_from)) if made_from is not None else []
        known = bool(since) and since[0].pk == made_from
        followed = untouched(self, since[0]) if known else []
        for name in followed:
            send_instead(self, name)
        context = {
            "clashes": [clash for name, clash in self.clashes(since if known else []) if name not in followed],
            "followed": [label_of(self._model_fields()[name]) for name in followed],
            "last": self._standing_change(),
            "known": known,
            "of": self.instance._meta.verbose_name,
        }
        return render_to_string("admin/history/stale.html", context, using="django")

    def _versions_since(self, made_from: int) -> Any:
        """The version the form was made from, and those that came after it, oldest first."""
        key = self.instance._meta.pk.attname
        versions = self.instance.version_model()._base_manager.filter(**{key: self.instance.pk}, pk__gte=made_from)
        return versions.select_related("change__made_by").order_by("history_date")

    def _standing_change(self) -> Any:
        versions = self.instance.version_model()._base_manager.select_related("change__made_by")
        return versions.get(pk=self.fields["made_from"].initial).change

    def clashes(self, since: list[Any]) -> list[tuple[str, Clash]]:
        """The fields in which what came back differs from what stands, by name."""
        changed_by: dict[str, Any] = {}
        for before, after in pairwise(since):
            for difference in differences(after, before, {}):
                changed_by[dates_in_forms.field_of(difference.field)] = after.change
        return [(name, self._clash(name, changed_by.get(name))) for name in self.changed_data if name in self._model_fields()]

    def _model_fields(self) -> Mapping[str, models.Field]:
        return {field.name: field for field in self.instance._meta.concrete_fields}

    def _clash(self, name: str, change: Any) -> Clash:
        field = self._model_fields()[name]
        typed = self.cleaned_data[name] if name in self.cleaned_data else self[name].data
        stands = dates_in_forms.stands(self.instance, field) if field.related_model is None else getattr(self.instance, name)
        return Clash(label_of(field), in_words(field, stands), in_words(field, typed), change)

    def _post_clean(self) -> None:
        """Django's, but for the model's constraints: those are checked here, in our words and with the record a row belongs to."""
        dates_in_forms.keep(self)
        self.instance.validate_constraints = lambda exclude=None: None
        try:
            super()._post_clean()  # type: ignore[misc]
        finally:
            del self.instance.validate_constraints
        self._check_constraints()

    def _check_constraints(self) -> None:
        exclude = self._get_validation_exclusions() - self.only_read  # type: ignore[attr-defined]  # Django's own, which the stubs leave out
        for model, constraints in self.instance.get_constraints():
            for constraint in constraints:
                if constraint.name not in self.left_to_the_formset:
                    self._check(model, constraint, exclude)

    def _check(self, model: type[models.Model], constraint: models.BaseConstraint, exclude: set[str]) -> None:
        try:
            constraint.validate(model, self.instance, exclude=exclude)
        except ValidationError as error:
            field, sentence = IN_WORDS.get(constraint.name, (None, ""))
            if sentence:
                self.add_error(field if field in self.fields else None, ValidationError(sentence, code=constraint.name))
            else:
                self._update_errors(error)  # type: ignore[attr-defined]


class TrackedForm(TrackedRowForm):
    """The form of a tracked record: asks for the reason, and carries the version it was made from."""

    change_reason = ReasonField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(self.instance, TrackedModel) and not self.instance._state.adding:
            self.expect(self.instance.version)


class DeletionForm(forms.Form):
    """Asks why records are to be removed, and carries the versions the person was shown: pairs of key and number."""

    change_reason = ReasonField()

    data: Any

    def __init__(self, *args: Any, standing: Mapping[Any, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standing = {str(key): number for key, number in standing.items()}
        reason = self.fields["change_reason"]
        reason.label, reason.error_messages["required"] = "Reason for the deletion", "Give the reason for the deletion."

    @property
    def pairs(self) -> Iterator[str]:
        """What the page carries: always what stands now, so that whoever has been told may go on."""
        return (f"{key}:{number}" for key, number in self.standing.items())

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if sorted(self.data.getlist("made_from")) != sorted(self.pairs):
            raise ValidationError(
                "This has been changed since the page was opened, so nothing was deleted. Look at what stands now, below and in its "
                "history; delete again if it should still go.",
                code="stale",
            )
        return cleaned
