"""Addresses of the milestones."""

from django.urls import path

from milestones import views

urlpatterns = [
    path("milestones/", views.milestone_list, name="milestone_list"),
    path("milestones/<int:number>/", views.milestone_detail, name="milestone_detail"),
]
