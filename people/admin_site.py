"""Names the admin site. It is separate from the site itself because it is read before models are loaded."""

from django.contrib.admin.apps import AdminConfig


class BackOfficeConfig(AdminConfig):
    """Replaces django.contrib.admin in INSTALLED_APPS."""

    default_site = "people.back_office.BackOffice"
