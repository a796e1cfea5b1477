"""Forms for tracked records: each carries the version it was made from, and asks for a reason."""

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

# Our words for what the database's constraints refuse, by constraint: the field to show them at (or None), and the sentence.
IN_WORDS: dict[str, tuple[str | None, str]] = {}


class ReasonField(TypedWords):
    """The reason for a change or deletion, kept with the change."""

    def __init__(self) -> None:
        super().__init__(
            label="Reason for the change",
            help_text="Kept with the change for everyone who looks at its history.",
            max_length=REASON_LENGTH,
            widget=AdminTextareaWidget(attrs={"rows": 2}),
            error_messages={"required": "Give the reason for the change.", "max_length": "Keep the reason to 1,000 characters or fewer."},
        )

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return False: a reason alone does not change the record."""
        return False


@dataclass(frozen=True)
class Clash:
    """A field where the typed value differs from the current one, with the change made since the form was opened, if any."""

    label: str
    stands: str
    typed: str
    change: Any


class TrackedRowForm(forms.ModelForm):
    """The form of a tracked record, or of one row. It refuses to save over a version the person has not seen, and shows both.

    The formset checks constraints that span several rows: `left_to_the_formset` names them. `only_read` names fields that are shown but not
    edited; the checks of other fields use their values.
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
        """Set the current version: the form carries it when shown, and must come back with it."""
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
        """Carry the current version when the form is shown again: people who have seen both values may save."""
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
        """Return the version the form was made from, and all later ones, oldest first."""
        key = self.instance._meta.pk.attname
        versions = self.instance.version_model()._base_manager.filter(**{key: self.instance.pk}, pk__gte=made_from)
        return versions.select_related("change__made_by").order_by("history_date")

    def _standing_change(self) -> Any:
        versions = self.instance.version_model()._base_manager.select_related("change__made_by")
        return versions.get(pk=self.fields["made_from"].initial).change

    def clashes(self, since: list[Any]) -> list[tuple[str, Clash]]:
        """Return the fields whose typed value differs from the current one, by name."""
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
        """Do what Django does, but check the model's constraints here, with our own words and the record that a row belongs to."""
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
    """The form of a tracked record: it asks for a reason, and carries the version it was made from."""

    change_reason = ReasonField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(self.instance, TrackedModel) and not self.instance._state.adding:
            self.expect(self.instance.version)


class DeletionForm(forms.Form):
    """Ask why records are to be deleted. `seen` carries the key and version of each record the person was shown."""

    change_reason = ReasonField()

    data: Any

    def __init__(self, *args: Any, standing: Mapping[Any, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standing = {str(key): number for key, number in standing.items()}
        reason = self.fields["change_reason"]
        reason.label, reason.error_messages["required"] = "Reason for the deletion", "Give the reason for the deletion."

    @property
    def pairs(self) -> Iterator[str]:
        """Yield what the page carries: always the current versions, so that people who were told of a change can go on."""
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
