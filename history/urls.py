"""Addresses of the changes."""

from django.urls import path

import pages.converters  # noqa: F401 - registers how addresses hold numbers
from history import views

urlpatterns = [
    path("changes/", views.change_list, name="change_list"),
    path("changes/<number:number>/", views.change_detail, name="change_detail"),
]
