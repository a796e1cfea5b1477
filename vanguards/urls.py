"""Addresses of the vanguards."""

from django.urls import path

from vanguards import views

urlpatterns = [
    path("vanguards/", views.vanguard_list, name="vanguard_list"),
    path("vanguards/export.csv", views.vanguard_export, name="vanguard_export"),
    path("vanguards/<int:number>/", views.vanguard_detail, name="vanguard_detail"),
]
