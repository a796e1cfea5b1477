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
    """Calls macros and plain functions without finding out for each how it wants to be called, which costs as much as many of them do:
    a row has a dozen.
    """

    @internalcode
    def call(__self, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805 - as Jinja has it, for any name may be an argument
        if type(__obj) is Macro:
            args = (__self.eval_ctx, *args)
        elif type(__obj) not in PLAIN or hasattr(__obj, "jinja_pass_arg"):
            return super().call(__obj, *args, **kwargs)
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        return __obj(*args, **kwargs)


class QuickTemplate(jinja2.Template):
    """Macros that are imported come from the module that was made once. Jinja compares the names that both templates know whenever one
    imports another; ours all know those of the environment, and no others.
    """

    def _get_default_module(self, ctx: Context | None = None) -> Any:
        return self._module or super()._get_default_module()


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
