"""The moves of visits, and their pages."""

from django import forms
from django.urls import path, register_converter

from history.past.today_only import changes_the_record
from moves import move
from moves.forms import MoveForm
from moves.selection import Choice
from moves.tests.trial.models import Move, State, Visit, VisitMove
from moves.urls import converter
from moves.views import move_many, move_one
from pages.fields import DayField, words_field
from pages.shortcuts import find
from people.verdict import ALLOWED, refused


class MoveOfVisit(move.Move):
    who = "The team"

    def read(self, numbers):
        return list(Visit.objects.visible_to(self.by).filter(pk__in=numbers).order_by("pk"))

    def is_theirs(self, visit):
        return ALLOWED if self.by.is_programme_team else refused("Only the programme team visits.")

    def note(self, opened, visit, before):
        stands = {"state_before": before, "state_after": visit.state, "words": self.said}
        return VisitMove(visit=visit, move=self.name, moved_by=opened.by, moved_at=opened.moment, **stands)


class DayForm(MoveForm):
    visited_on = DayField("Day of the visit")


class Agree(MoveOfVisit):
    name, done, states, to = Move.AGREE, "agreed", (State.PLANNED,), State.AGREED
    asks, sets = DayForm, ("visited_on",)


class Postpone(Agree):
    name, done, states, to = Move.POSTPONE, "postponed", (State.AGREED,), None
    words = words_field("Why", "Enter why it is postponed")

    def fits(self, visit):
        return ALLOWED if self.asked["visited_on"] > visit.visited_on else refused("Choose a later day.", "visited_on")

    def will(self, visit):
        return f"On {self.asked['visited_on']}"


class Report(MoveOfVisit):
    name, done, states, to = Move.REPORT, "reported on", (State.AGREED,), State.MADE
    words = words_field("What was seen", "Enter what was seen")


class Cancel(MoveOfVisit):
    name, done, states, to = Move.CANCEL, "cancelled", (State.PLANNED, State.AGREED), State.CANCELLED
    words = words_field("Why", "Enter why it is cancelled")


class PlanAgain(MoveOfVisit):
    name, done, states, to = Move.PLAN_AGAIN, "planned again", (State.CANCELLED,), State.PLANNED

    def values(self, visit):
        return {"visited_on": None}


MOVES = move.workflow(Agree, Postpone, Report, Cancel, PlanAgain)


class ByPlace(forms.Form):
    base_filters = {}


class VisitChoice(Choice):
    MODEL, FILTERS, LIST, DO = Visit, ByPlace, "home", "visit_many_do"
    THING, THINGS, SECTION = "visit", "Visits", "Visits"


@changes_the_record
def visit_move(request, number, move):
    return move_one(request, "trial/visit_move.html", move, lambda: find(Visit.objects.visible_to(request.user), pk=number))


@changes_the_record
def visit_many_do(request, move):
    return move_many(request, "trial/visit_many_do.html", move, VisitChoice)


register_converter(converter(MOVES), "visit_move")
ADDRESSES = [
    path("visits/many/<visit_move:move>/", visit_many_do, name="visit_many_do"),
    path("visits/<int:number>/<visit_move:move>/", visit_move, name="visit_move"),
]
