"""Forms drawn with the design system's components, allauth's among them; the admin draws its own."""

from django.forms.renderers import TemplatesSetting


class PageForms(TemplatesSetting):
    """One template for every field (components/field.html) and one for what stands above a refused form (components/errors.html)."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
