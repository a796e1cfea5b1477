"""What every page needs: rendering, links, lists, forms and errors. It knows no other app."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "pages"
