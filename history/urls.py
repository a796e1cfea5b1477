"""Addresses of the changes."""

from django.urls import path

from history import views

urlpatterns = [
    path("changes/", views.change_list, name="change_list"),
    path("changes/<int:number>/", views.change_detail, name="change_detail"),
]
