"""All addresses."""

from allauth.account import views as account
from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from people.views import SignIn

urlpatterns = [
    path("", include("board.urls")),
    path("", include("vanguards.urls")),
    path("", include("support.urls")),
    path("", include("spread.urls")),
    path("", include("returns.urls")),
    path("", include("selection.urls")),
    path("", include("fund.urls")),
    path("", include("milestones.urls")),
    path("", include("mail.urls")),
    path("", include("history.urls")),
    path("sign-in/", SignIn.as_view(), name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("account/", account.password_change, name="account_change_password"),
    path("account/closed/", account.account_inactive, name="account_inactive"),
    path("admin/", admin.site.urls),
]

handler400 = "pages.errors.bad_request"
handler403 = "pages.errors.permission_denied"
handler404 = "pages.errors.page_not_found"
handler500 = "pages.errors.server_error"

if settings.DEBUG:
    from debug_toolbar.toolbar import debug_toolbar_urls

    from board.component_list import component_list

    urlpatterns += [
        path("components/", component_list, name="component_list"),
        *debug_toolbar_urls(),
        path("__reload__/", include("django_browser_reload.urls")),
    ]
