"""What every page is made with: rendering, links, lists, forms, errors. Knows no app."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "pages"
