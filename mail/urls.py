"""Where everybody reads what the app wrote to them, and chooses what it writes."""

from django.urls import path

from mail import views

urlpatterns = [
    path("mail/", views.mail_list, name="mail_list"),
    path("mail/choices/", views.mail_choices, name="mail_choices"),
]
