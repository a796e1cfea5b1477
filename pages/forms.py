from django.forms.renderers import DjangoTemplates


class PageForms(DjangoTemplates):
    pass
