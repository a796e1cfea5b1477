"""Addresses of the pages that look across."""

from django.urls import path

from board import views

urlpatterns = [
    path("", views.home, name="home"),
    path("account/ask-for-access/", views.access_ask, name="access_ask"),
    path("search/", views.search, name="search"),
    path("worth-fixing/<slug:slug>/", views.worth_fixing, name="worth_fixing"),
    path("programme/", views.programme, name="programme"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("cookies/", views.cookies, name="cookies"),
    path("health/", views.health, name="health"),
    path("ready/", views.ready, name="ready"),
]
