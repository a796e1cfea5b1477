"""The addresses with those of `make dev`, for the test of its living page of components."""

from django.urls import path

from board.component_list import component_list
from config.urls import *  # noqa: F403
from config.urls import urlpatterns

urlpatterns = [*urlpatterns, path("components/", component_list, name="component_list")]
