"""Which site the admin is: named apart from the site itself, for it is read before there are models."""

from django.contrib.admin.apps import AdminConfig


class BackOfficeConfig(AdminConfig):
    """Stands in INSTALLED_APPS in the place of django.contrib.admin."""

    default_site = "people.back_office.BackOffice"
