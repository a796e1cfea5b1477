"""Addresses of support."""

from django.urls import path, register_converter

import pages.converters  # noqa: F401 - registers how addresses hold numbers
from moves.urls import converter
from support.models import reference
from support.moves import BY_PEOPLE, OF_MANY
from support.views import enablers, many, owners, requests, shared, writing


class ReferenceConverter:
    """SR-0012 in an address. More leading zeros than four digits need make another address, which does not exist."""

    regex = "SR-[0-9]{4,9}"

    def to_python(self, value: str) -> int:
        number = int(value.removeprefix("SR-"))
        if reference(number) != value:
            raise ValueError(value)
        return number

    def to_url(self, value: int | str) -> str:
        return value if isinstance(value, str) else reference(value)


register_converter(ReferenceConverter, "reference")
register_converter(converter(BY_PEOPLE), "move")
register_converter(converter(OF_MANY), "move_of_many")

urlpatterns = [
    path("support/", requests.request_list, name="request_list"),
    path("support/export.csv", requests.request_export, name="request_export"),
    path("support/new/", writing.request_new, name="request_new"),
    path("support/many/", many.request_many, name="request_many"),
    path("support/many/<move_of_many:move>/", many.request_many_do, name="request_many_do"),
    path("support/names/", owners.owner_names, name="owner_names"),
    path("support/hand-over/", many.request_hand_over, name="request_hand_over"),
    path("support/asked-by-others/", shared.request_shared, name="request_shared"),
    path("support/numbers/", enablers.support_numbers, name="support_numbers"),
    path("support/enablers/", enablers.enabler_list, name="enabler_list"),
    path("support/enablers/<slug:slug>/", enablers.enabler_detail, name="enabler_detail"),
    path("support/<reference:number>/", requests.request_detail, name="request_detail"),
    path("support/<reference:number>/comment/", writing.request_comment, name="request_comment"),
    path("support/<reference:number>/comment/<number:comment>/", writing.comment_edit, name="comment_edit"),
    path("support/<reference:number>/document/", writing.request_document, name="request_document"),
    path("support/<reference:number>/<move:move>/", requests.request_move, name="request_move"),
    path("support/<str:words>/", requests.request_meant, name="request_meant"),
]
