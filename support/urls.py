"""Addresses of support."""

from django.urls import path, register_converter

from support import views
from support.models import reference
from support.workflow import TABLE, Move, Who


class ReferenceConverter:
    """SR-0012 in an address, and only so: leading noughts beyond four digits are another address, which does not exist."""

    regex = "SR-[0-9]{4,9}"

    def to_python(self, value: str) -> int:
        number = int(value.removeprefix("SR-"))
        if reference(number) != value:
            raise ValueError(value)
        return number

    def to_url(self, value: int | str) -> str:
        return value if isinstance(value, str) else reference(value)


class MoveConverter:
    """A move that people make, as an address says it."""

    regex = "|".join(move.value for move in Move if TABLE[move].who != Who.APP)

    def to_python(self, value: str) -> Move:
        return Move(value)

    def to_url(self, value: str) -> str:
        return str(value)


register_converter(ReferenceConverter, "reference")
register_converter(MoveConverter, "move")

urlpatterns = [
    path("support/", views.request_list, name="request_list"),
    path("support/export.csv", views.request_export, name="request_export"),
    path("support/new/", views.request_new, name="request_new"),
    path("support/enablers/", views.enabler_list, name="enabler_list"),
    path("support/enablers/<slug:slug>/", views.enabler_detail, name="enabler_detail"),
    path("support/<reference:number>/", views.request_detail, name="request_detail"),
    path("support/<reference:number>/comment/", views.request_comment, name="request_comment"),
    path("support/<reference:number>/<move:move>/", views.request_move, name="request_move"),
]
