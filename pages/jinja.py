"""The Jinja backend of the pages."""

from typing import Any

from django.template.backends.jinja2 import Jinja2, Template
from django.test.signals import template_rendered


class ListeningTemplate(Template):
    """Tells the test client what a page was rendered with, which Django's own Jinja backend does not."""

    def render(self, context: dict[str, Any] | None = None, request: Any = None) -> Any:
        if template_rendered.receivers:
            template_rendered.send(sender=self, template=self, context=context or {})
        return super().render(context=context, request=request)


class Pages(Jinja2):
    """Jinja templates beneath templates/; the admin and mails keep Django's."""

    def get_template(self, template_name: str) -> ListeningTemplate:
        found = super().get_template(template_name)
        found.__class__ = ListeningTemplate
        return found  # type: ignore[return-value]
