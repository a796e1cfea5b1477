"""Addresses of the milestones."""

from django.urls import path, register_converter

import pages.converters  # noqa: F401 - registers how addresses hold numbers
from milestones.moves import MOVES
from milestones.views import calendar, commitments, many, milestones, overviews
from moves.urls import converter

register_converter(converter(MOVES), "commitment_move")

urlpatterns = [
    path("milestones/", milestones.milestone_list, name="milestone_list"),
    path("milestones/export.csv", milestones.milestone_export, name="milestone_export"),
    path("milestones/new/", milestones.milestone_new, name="milestone_new"),
    path("milestones/timeline/", overviews.milestone_timeline, name="milestone_timeline"),
    path("milestones/slips/", overviews.milestone_slips, name="milestone_slips"),
    path("milestones/calendar/", calendar.calendar_feed, name="calendar_feed"),
    path("milestones/calendar.ics", calendar.milestone_calendar, name="milestone_calendar"),
    path("milestones/commitments/", commitments.commitment_list, name="commitment_list"),
    path("milestones/commitments/export.csv", commitments.commitment_export, name="commitment_export"),
    path("milestones/commitments/many/", many.commitment_many, name="commitment_many"),
    path("milestones/commitments/many/<commitment_move:move>/", many.commitment_many_do, name="commitment_many_do"),
    path("milestones/commitments/<number:number>/", commitments.commitment_detail, name="commitment_detail"),
    path("milestones/commitments/<number:number>/<commitment_move:move>/", commitments.commitment_move, name="commitment_move"),
    path("milestones/<number:number>/", milestones.milestone_detail, name="milestone_detail"),
    path("milestones/<number:number>/add-vanguards/", milestones.milestone_add_vanguards, name="milestone_add_vanguards"),
    path("milestones/<number:number>/waits-for/", milestones.milestone_wait, name="milestone_wait"),
    path("milestones/<number:number>/waits-for/<number:wait>/", milestones.milestone_stop_waiting, name="milestone_stop_waiting"),
]
