"""What a browser would send back from an admin page."""

from html.parser import HTMLParser

from django.urls import reverse

from history.recording.changes import change


class _Fields(HTMLParser):
    def __init__(self, within):
        super().__init__()
        self.within, self.inside = within, within is None
        self.fields, self.select, self.textarea = {}, None, None

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "form" and found.get("id") == self.within:
            self.inside = True
        if not self.inside:
            return
        name = found.get("name")
        if tag == "input" and name:
            if found.get("type") in ("checkbox", "radio") and "checked" not in found:
                return
            if found.get("type") not in ("submit", "button"):
                self.fields.setdefault(name, []).append(found.get("value", "on" if found.get("type") == "checkbox" else ""))
        elif tag == "select" and name:
            self.select = name
        elif tag == "option" and self.select and "selected" in found:
            self.fields.setdefault(self.select, []).append(found.get("value", ""))
        elif tag == "textarea" and name:
            self.textarea = name
            self.fields[name] = [""]

    def handle_data(self, data):
        if self.textarea:
            self.fields[self.textarea][0] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = self.within is None
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.fields[self.textarea][0] = self.fields[self.textarea][0].removeprefix("\n")
            self.textarea = None


def fields_of(response, form=None):
    """Return the fields of the form with this id, or of the whole page, as a browser would send them."""
    parser = _Fields(form)
    parser.feed(response.content.decode())
    fields = {name: values if len(values) > 1 else values[0] for name, values in parser.fields.items() if "__prefix__" not in name}
    fields.pop("csrfmiddlewaretoken", None)
    return fields


def form_of(client, address):
    """Return the fields of the form at an address."""
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    model = address.split("/")[3]
    return fields_of(response, f"{model}_form")


def address(record, page="change"):
    """Return the address of a record's admin page."""
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_{page}", args=[record.pk])


def by_tess(tess, record, reason="The Act says so", **values):
    """Let Tess change the record meanwhile."""
    with change(by=tess, reason=reason):
        record = type(record).objects.get(pk=record.pk)
        for name, value in values.items():
            setattr(record, name, value)
        record.save()
