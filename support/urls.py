"""Addresses of support."""

from django.urls import path, register_converter

from support import views
from support.models import reference


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


register_converter(ReferenceConverter, "reference")

urlpatterns = [
    path("support/", views.request_list, name="request_list"),
    path("support/export.csv", views.request_export, name="request_export"),
    path("support/enablers/", views.enabler_list, name="enabler_list"),
    path("support/enablers/<slug:slug>/", views.enabler_detail, name="enabler_detail"),
    path("support/<reference:number>/", views.request_detail, name="request_detail"),
]
