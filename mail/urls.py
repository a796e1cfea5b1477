"""Where everybody reads what the app wrote to them."""

from django.urls import path

from mail import views

urlpatterns = [
    path("mail/", views.mail_list, name="mail_list"),
]
