"""The Jinja backend of the pages."""

from functools import lru_cache, partial
from types import FunctionType, MethodType
from typing import Any

import jinja2
from django.template.backends.jinja2 import Jinja2, Template
from django.test.signals import template_rendered
from jinja2.runtime import Context, Macro
from jinja2.utils import internalcode

PLAIN = {FunctionType, MethodType, partial, type(lru_cache(str))}


class QuickContext(Context):
    """Call macros and plain functions directly. Jinja checks each time how to call them, which costs as much as many of the calls: a row
    has a dozen.
    """

    @internalcode
    def call(__self, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805 - as in Jinja: any name may be an argument
        if type(__obj) is Macro:
            args = (__self.eval_ctx, *args)
        elif type(__obj) not in PLAIN or hasattr(__obj, "jinja_pass_arg"):
            return super().call(__obj, *args, **kwargs)
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        return __obj(*args, **kwargs)


class QuickTemplate(jinja2.Template):
    """Import macros from the module that was made once. Jinja compares all names of both templates at each import; our templates have only
    the environment's names.
    """

    def _get_default_module(self, ctx: Context | None = None) -> Any:
        return self._module or super()._get_default_module()


class ListeningTemplate(Template):
    """Tell the test client what a page was rendered with; Django's Jinja backend does not."""

    def render(self, context: dict[str, Any] | None = None, request: Any = None) -> Any:
        if template_rendered.receivers:
            template_rendered.send(sender=self, template=self, context=context or {})
        return super().render(context=context, request=request)


class Pages(Jinja2):
    """Jinja templates in templates/. The admin and mails use Django's."""

    def get_template(self, template_name: str) -> ListeningTemplate:
        found = super().get_template(template_name)
        found.__class__ = ListeningTemplate
        return found  # type: ignore[return-value]
