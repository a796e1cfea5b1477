"""The parts of a tracked record, edited as rows of its form."""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.db import models
from django.template.loader import render_to_string

from history.admin.forms import TrackedRowForm
from history.feed.differences import describe
from history.recording.version_field import standing_versions
from history.recording.versions import TrackedModel
from pages.typed_numbers import LONGEST_KEY, is_a_number

MOST_ROWS = 200  # new rows of one kind in one form; far more than anybody adds by hand
MISCOUNTED = "The form came back with another number of rows than it says. Look at the rows below, and save again."


class KnownSelect(AutocompleteSelect):
    """An autocomplete field that shares its labels (`known`) with the other rows, so that they are read once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known: dict[str, str] | None = None

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Give the choice of none words: HTML takes no option without."""
        return super().create_option(name, value, label or "None chosen", *args, **kwargs)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Leave out `required`: HTML asks of such a select to begin with an empty choice. The form says itself what is missing."""
        return super().get_context(name, value, {key: words for key, words in (attrs or {}).items() if key != "required"})

    def optgroups(self, name: str, value: Sequence[str], attrs: Any = None) -> list[Any]:
        value = [key for key in value if not key or is_a_number(key, most=LONGEST_KEY)]  # an address may hold anything
        if self.known is None or any(key and key not in self.known for key in value):
            return super().optgroups(name, value, attrs)
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        options += [self.create_option(name, key, self.known[key], True, 1) for key in value if key]
        return [(None, options, 0)]


class TrackedFormSet(forms.BaseInlineFormSet):
    """Rows that carry the versions they were made from. They show what somebody else removed meanwhile, and never bring it back unasked."""

    data: Any
    model: Any

    def __init__(self, data: Any = None, files: Any = None, **kwargs: Any) -> None:
        super().__init__(data, files, **kwargs)
        self.gone: list[dict[str, Any]] = []
        self.is_miscounted = False
        if self.is_bound:
            self._count_what_was_sent()
            self._drop_removed_rows()

    def _count_what_was_sent(self) -> None:
        """Limit the number of rows to those really sent: the form says how many it has, and that number could be anything."""
        row = re.compile(rf"{re.escape(str(self.prefix))}-(\d{{1,4}})-", re.ASCII)
        sent = {int(found[1]) for name in self.data if (found := row.match(name))}
        total, initial = (_number(self.data.get(f"{self.prefix}-{name}")) for name in ("TOTAL_FORMS", "INITIAL_FORMS"))
        most = MOST_ROWS + len(self.rows)
        self.is_miscounted = total is None or initial is None or not initial <= total <= most or total < len(sent)
        if self.is_miscounted:
            total = min(len(sent), most)
            keys = [self.data.get(f"{self.add_prefix(number)}-{self.model._meta.pk.name}") for number in range(total)]
            self._say(total, next((number for number, key in enumerate(keys) if not key), total))

    @cached_property
    def rows(self) -> dict[str, Any]:
        """Return the rows on record now, by their keys as forms send them."""
        related = [field.name for field in self.model._meta.fields if isinstance(field, models.ForeignKey) and field != self.fk]
        found = super().get_queryset()
        rows = {str(row.pk): row for row in (found.select_related(*related) if related else found)}
        for row in rows.values():
            setattr(row, self.fk.name, self.instance)
        return rows

    def get_queryset(self) -> Any:
        """Return the rows of a form that came back, in its order: other people may have added rows since."""
        if not self.is_bound:
            return list(self.rows.values())
        return [self.rows[key] for key in self._keys_sent() if key in self.rows]

    def _keys_sent(self) -> list[str]:
        count = min(self.initial_form_count(), self.total_form_count())
        return [self.data.get(f"{self.add_prefix(number)}-{self.model._meta.pk.name}", "") for number in range(count)]

    @cached_property
    def standing(self) -> dict[Any, int]:
        """Return the current version number of each row."""
        return standing_versions(self.model, self.rows.values())

    @cached_property
    def choices(self) -> dict[str, list[Any]]:
        """Return the choices of plain select boxes, read once for all rows."""
        fields: dict[str, Any] = self.form.base_fields
        selects: dict[str, Any] = {name: field for name, field in fields.items() if isinstance(field, forms.ModelChoiceField)}
        return {name: list(field.choices) for name, field in selects.items() if not _autocompletes(field)}

    def add_fields(self, form: Any, index: int | None) -> None:
        for name, choices in self.choices.items():
            form.fields[name].choices = choices
        for name, field in form.fields.items():
            if _autocompletes(field):
                _widget(field).known = self._known(name)
        super().add_fields(form, index)
        if isinstance(form, TrackedRowForm) and not form.instance._state.adding:
            form.expect(self.standing.get(form.instance.pk))

    def _known(self, name: str) -> dict[str, str]:
        if name not in self._labels:
            related = [getattr(row, name) for row in self.rows.values()]
            self._labels[name] = {str(record.pk): str(record) for record in related if record is not None}
        return self._labels[name]

    @cached_property
    def _labels(self) -> dict[str, dict[str, str]]:
        return {}

    # --- rows that somebody else has removed --------------------------------------------------------------------------

    def _drop_removed_rows(self) -> None:
        """Drop sent rows that are no longer on record and move the others up. Remember those that were not marked for deletion."""
        keys = self._keys_sent()
        gone = [number for number, key in enumerate(keys) if key and key not in self.rows]
        if not gone:
            return
        forms_sent = [self._fields_sent(number) for number in range(self.total_form_count())]
        self.gone = [forms_sent[number] for number in gone if "DELETE" not in forms_sent[number]]
        kept = [fields for number, fields in enumerate(forms_sent) if number not in gone]
        self._send_instead(kept, len(keys) - len(gone))

    def _fields_sent(self, number: int) -> dict[str, Any]:
        prefix = f"{self.add_prefix(number)}-"
        return {name.removeprefix(prefix): self.data.getlist(name) for name in self.data if name.startswith(prefix)}

    def _send_instead(self, rows: list[dict[str, Any]], initial: int) -> None:
        data = self.data.copy()
        for number in range(self.total_form_count()):
            for name in self._fields_sent(number):
                data.pop(f"{self.add_prefix(number)}-{name}")
        for number, fields in enumerate(rows):
            for name, values in fields.items():
                data.setlist(f"{self.add_prefix(number)}-{name}", values)
        self.data = data
        self._say(len(rows), initial)

    def _say(self, total: int, initial: int) -> None:
        """Set how many rows the form has, and how many of them were on record before."""
        self.data = self.data.copy()
        self.data[f"{self.prefix}-TOTAL_FORMS"], self.data[f"{self.prefix}-INITIAL_FORMS"] = str(total), str(initial)
        self.__dict__.pop("management_form", None)

    def is_to_go(self, form: Any) -> bool:
        """Return whether a row is marked for deletion."""
        return bool(self.can_delete and self._should_delete_form(form))  # type: ignore[attr-defined]

    def clean(self) -> None:
        super().clean()
        errors = [ValidationError(self._was_removed(fields), code="removed") for fields in self.gone]
        if self.is_miscounted:
            errors.append(ValidationError(MISCOUNTED, code="miscounted"))
        if any(getattr(form, "is_stale", False) and self.is_to_go(form) for form in self.initial_forms):
            errors.append(ValidationError("A row you marked for deletion has been changed since: look at it again.", code="stale"))
        if errors:
            raise ValidationError(errors)

    def _was_removed(self, fields: dict[str, Any]) -> str:
        """Return who removed a row, when and why, with what was typed in it, so that nothing is lost."""
        model: type[TrackedModel] = self.model
        key = str(fields[model._meta.pk.name][-1])
        versions: Iterable[Any] = []
        if is_a_number(key, most=LONGEST_KEY):
            found = model.version_model()._base_manager.filter(**{model._meta.pk.attname: int(key)}, valid_until=None, history_type="-")
            versions = found.select_related("change__made_by")
        labels = {name: field.label or name for name, field in self.form.base_fields.items() if not field.widget.is_hidden}
        typed = [(label, "; ".join(fields[name])) for name, label in labels.items() if any(fields.get(name, []))]
        context = {"removed": next(iter(describe(versions)), None), "typed": typed, "of": model._meta.verbose_name}
        return render_to_string("admin/history/removed_row.html", context, using="django")


def _number(words: str | None) -> int | None:
    """Return the number of rows; None if it is not a number."""
    return int(words) if words and is_a_number(words) else None


def _widget(field: Any) -> Any:
    """Return a related field's own widget, without the admin's links around it."""
    return getattr(field.widget, "widget", field.widget)


def _autocompletes(field: Any) -> bool:
    return isinstance(_widget(field), KnownSelect)
