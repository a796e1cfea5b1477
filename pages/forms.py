"""Draw forms with the design system, allauth's too; the admin draws its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest

from pages.drawn_fields import drawn
from pages.errors import Refused


class PageForms(TemplatesSetting):
    """Use one template for all forms. drawn_fields.py draws the fields, components/errors.html the errors above a refused form."""

    form_template_name = "components/form.html"
    field_template_name = "a field"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        if template_name == self.field_template_name:
            return drawn(context["field"])
        return super().render(template_name, context, request)


def posted(request: HttpRequest) -> Any:
    """Return what was sent, even if empty; None if the page was only opened."""
    return request.POST if request.method == "POST" else None


class CarryingForm(forms.Form):
    """A form that carries what was on record when it was opened."""

    data: Any

    def carry(self) -> None:
        """Carry what is on record now when the form is shown again, so that people who read the refusal may send theirs all the same."""

    def send_instead(self, name: str, value: Any) -> None:
        """Set what a hidden field sends next time."""
        self.data = self.data.copy()
        self.data[name] = str(value or "")


@contextmanager
def refusals(form: forms.BaseForm) -> Iterator[None]:
    """Show a refusal from inside on the form, at its field; what was typed stays."""
    try:
        yield
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        if isinstance(form, CarryingForm):
            form.carry()
