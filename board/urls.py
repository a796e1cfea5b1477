"""Addresses of the pages that look across."""

from django.urls import path

from board import views

urlpatterns = [
    path("", views.home, name="home"),
    path("programme/", views.programme, name="programme"),
    path("health/", views.health, name="health"),
    path("ready/", views.ready, name="ready"),
]
