"""Addresses of the pages across the whole programme."""

from django.urls import path

import pages.converters  # noqa: F401 - registers how addresses hold numbers
from board import views
from board.heat_map import views as heat
from board.invitations import views as invitations
from board.trends import views as trending
from board.visit import views as visits

urlpatterns = [
    path("", views.home, name="home"),
    path("account/ask-for-access/", views.access_ask, name="access_ask"),
    path("invite/", invitations.invite, name="invite"),
    path("invite/<number:number>/again/", invitations.invite_again, name="invite_again"),
    path("welcome/<str:token>/", invitations.invitation, name="invitation"),
    path("search/", views.search, name="search"),
    path("heat-map/", heat.heat_map, name="heat_map"),
    path("heat-map/export.csv", heat.heat_map_export, name="heat_map_export"),
    path("trends/", trending.trends, name="trends"),
    path("trends/requests.csv", trending.trends_requests_export, name="trends_requests_export"),
    path("trends/commitments.csv", trending.trends_commitments_export, name="trends_commitments_export"),
    path("vanguards/<number:number>/visit/", visits.vanguard_visit, name="vanguard_visit"),
    path("worth-fixing/<slug:slug>/", views.worth_fixing, name="worth_fixing"),
    path("programme/", views.programme, name="programme"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("cookies/", views.cookies, name="cookies"),
    path("health/", views.health, name="health"),
    path("ready/", views.ready, name="ready"),
]
