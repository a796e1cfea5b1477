"""Addresses of the pages where people read their mails and choose which to get."""

from django.urls import path

from mail import views

urlpatterns = [
    path("mail/", views.mail_list, name="mail_list"),
    path("mail/choices/", views.mail_choices, name="mail_choices"),
]
