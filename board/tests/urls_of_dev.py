"""The addresses of `make dev`, to test its page of components."""

from django.urls import path

from board.component_list import component_list
from config.urls import *  # noqa: F403
from config.urls import urlpatterns

urlpatterns = [*urlpatterns, path("components/", component_list, name="component_list")]
