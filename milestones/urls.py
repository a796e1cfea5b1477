"""Addresses of the milestones."""

from django.urls import path

from milestones import views

urlpatterns = [
    path("milestones/", views.milestone_list, name="milestone_list"),
    path("milestones/export.csv", views.milestone_export, name="milestone_export"),
    path("milestones/<int:number>/", views.milestone_detail, name="milestone_detail"),
]
