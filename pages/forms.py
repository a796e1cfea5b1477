"""Forms drawn with the design system's components, allauth's among them; the admin draws its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest

from pages.drawn_fields import drawn
from pages.errors import Refused


class PageForms(TemplatesSetting):
    """One template for a form; its fields are drawn by drawn_fields.py, what stands above a refused form by components/errors.html."""

    form_template_name = "components/form.html"
    field_template_name = "a field"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        if template_name == self.field_template_name:
            return drawn(context["field"])
        return super().render(template_name, context, request)


def posted(request: HttpRequest) -> Any:
    """What was sent, be it nothing; None where the page is only looked at."""
    return request.POST if request.method == "POST" else None


class CarryingForm(forms.Form):
    """A form that carries what stood when it was opened."""

    data: Any

    def carry(self) -> None:
        """Refused and shown again, it carries what stands now: whoever has read the refusal may send theirs all the same."""

    def send_instead(self, name: str, value: Any) -> None:
        """What a hidden field is to send the next time."""
        self.data = self.data.copy()
        self.data[name] = str(value or "")


@contextmanager
def refusals(form: forms.BaseForm) -> Iterator[None]:
    """What is refused inside is said on the form, by the field that it is about, and what was typed stays."""
    try:
        yield
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        if isinstance(form, CarryingForm):
            form.carry()
