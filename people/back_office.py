"""The back office: Django's admin, with the app's own sign-in and policies."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LogoutView, redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from history.models import Change
from pages.errors import NotUnderstood
from people import policies
from people.back_office_home import groups, words_of


class BackOffice(AdminSite):
    """The admin site. It tells signed-in people why they may not use it, instead of asking them to sign in as somebody else."""

    enable_nav_sidebar = False
    empty_value_display = "None"
    index_title = "Back office"
    site_url = "/"

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.disable_action("delete_selected")  # it asks for no reason

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_authenticated and bool(policies.may_use_admin(request.user))

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Any:
        inner = super().admin_view(view, cacheable)

        def for_the_back_office(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL))
            policies.may_use_admin(request.user).enforce()
            if "\0" in unquote(request.META.get("QUERY_STRING", "")):
                raise NotUnderstood("The address holds a character that no page understands.")
            return inner(request, *args, **kwargs)

        return update_wrapper(for_the_back_office, inner)

    def get_urls(self) -> list[Any]:
        """Send signed-out people straight to the app's sign-in page."""
        addresses: list[Any] = super().get_urls()
        for address in addresses:
            vars(getattr(address, "callback", None) or self.login).pop("login_url", None)
        return addresses

    @method_decorator(never_cache)
    @login_not_required
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Use the app's sign-in page, which returns people to where they were going."""
        if request.user.is_authenticated:
            return redirect("admin:index")
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"), resolve_url(settings.LOGIN_URL))

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return LogoutView.as_view(next_page=resolve_url(settings.LOGIN_URL))(request)

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Use the app's own page to change passwords."""
        return redirect("account_change_password")

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        latest = Change.objects.filter(made_by=request.user.pk).order_by("-made_at")[:10]
        context = {"latest_changes": latest, "groups": groups(self.get_app_list(request))}
        return super().index(request, {**context, **(extra_context or {})})

    def app_index(self, request: HttpRequest, app_label: str, extra_context: dict[str, Any] | None = None) -> Any:
        """The home page says what there is to do: which part of the code keeps it is nobody's business."""
        return redirect("admin:index")

    def words_of(self, model: Any) -> str:
        """Return what a list of these is called."""
        return words_of(model)
