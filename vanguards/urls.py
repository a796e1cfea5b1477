"""Addresses of the vanguards."""

from django.urls import path

import pages.converters  # noqa: F401 - registers how addresses hold numbers
from vanguards import views

urlpatterns = [
    path("vanguards/", views.vanguard_list, name="vanguard_list"),
    path("vanguards/export.csv", views.vanguard_export, name="vanguard_export"),
    path("vanguards/<number:number>/", views.vanguard_detail, name="vanguard_detail"),
]
