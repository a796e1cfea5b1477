"""Helpers for tests of the back office."""

from history.tests.admin_pages import form_of


def change_page(record):
    return f"/admin/{record._meta.app_label}/{record._meta.model_name}/{record.pk}/change/"


def send(client, address, **values):
    fields = form_of(client, address) | {"change_reason": "To test"} | values
    return client.post(address, fields)
