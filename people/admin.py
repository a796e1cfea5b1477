"""Accounts in the admin: open them, give roles, close them. They are never deleted."""

from typing import Any, cast

from allauth.account import admin as account_admin  # noqa: F401 - registers what is removed below
from allauth.account.models import EmailAddress, EmailConfirmation
from django import forms
from django.contrib import admin
from django.contrib.auth import admin as auth_admin  # noqa: F401 - registers what is removed below
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from history.admin import LookOnlyAdmin, TrackedAdmin
from history.admin.forms import IN_WORDS, TrackedForm
from pages import dates
from people import policies
from people.fields import OF_THE_TEAM, NameField
from people.invitations import may_be_used
from people.leaving import hand_over, in_short, looked_after_by
from people.models import AccessAsked, Invitation, User

MOST_SHOWN = 50  # of their open requests
LEADS = "To make somebody a lead, add the vanguard beneath."
ROLES = ("is_programme_team", "is_back_office", "is_administrator")

IN_WORDS["one_user_per_address"] = ("email", "Somebody with this e-mail address has an account.")

for unused in (EmailAddress, EmailConfirmation, Group):
    if admin.site.is_registered(unused):
        admin.site.unregister(unused)


def person(request: HttpRequest) -> User:
    """Return the signed-in person; the site lets nobody else get this far."""
    return cast(User, request.user)


class AccountForm(TrackedForm):
    """An account. People who leave hand over what they own."""

    hand_over_to: Any = NameField("Hand over to", hint=f"{OF_THE_TEAM}. Asked of who leaves and owns something.", required=False)

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self._hands_over(cleaned)
        if self._would_lock_everybody_out(cleaned):
            raise ValidationError(
                "This is the last open administrator: nobody could give roles then. Make somebody else an administrator first.",
                code="last_administrator",
            )
        return cleaned

    def _hands_over(self, cleaned: dict[str, Any]) -> None:
        """Ask who takes over: each accepted request must have an owner."""
        theirs = looked_after_by(self.instance) if self.instance.pk else {}
        to = cleaned.get("hand_over_to")
        if to is not None and to.pk == self.instance.pk:
            self.add_error("hand_over_to", "Choose somebody else: this is who leaves.")
        elif to is None and theirs and self._leaves(cleaned) and "hand_over_to" not in self.errors:
            self.add_error("hand_over_to", f"{self.instance} still owns {in_short(theirs)}. Say who takes over.")

    def _leaves(self, cleaned: dict[str, Any]) -> bool:
        """Return whether the account is being closed or leaves the programme team."""
        was_of_the_team, is_closing = self.instance.is_programme_team, cleaned.get("closed_on") and self.instance.closed_on is None
        return bool(is_closing) or (was_of_the_team and not cleaned.get("is_programme_team", was_of_the_team))

    def _would_lock_everybody_out(self, cleaned: dict[str, Any]) -> bool:
        was_one = self.instance.pk and self.instance.is_administrator and self.instance.closed_on is None
        stays_one = cleaned.get("is_administrator", self.instance.is_administrator) and not cleaned.get("closed_on")
        if not was_one or stays_one:
            return False
        return not User.objects.open().filter(is_administrator=True).exclude(pk=self.instance.pk).exists()


@admin.register(User)
class UserAdmin(TrackedAdmin):
    form = AccountForm
    change_list_template = "admin/people/user_list.html"
    fieldsets = (
        (None, {"fields": ("email", "name", "invitation")}),
        ("Roles", {"fields": ROLES, "description": LEADS}),
        ("Account", {"fields": ("closed_on", "invented")}),
    )
    THEIRS = ("Theirs to look after", {"fields": ("theirs", "hand_over_to")})
    list_display = ("name", "email", *ROLES, "closed_on", "invented")
    list_filter = (*ROLES, ("closed_on", admin.EmptyFieldListFilter), "invented")
    search_fields = ("plain_words__contains",)
    ordering = ("name", "email")
    filter_horizontal = ()

    @admin.display(description="Password")
    def invitation(self, user: User) -> str:
        """Return whether they have a password, the last link they were sent to choose one, and the way to send another."""
        sent: Invitation | None = user.invitations.select_related("sent_by").first()
        has_one = user.has_usable_password()
        said = "They have one." if has_one else "They have none."
        if sent is not None:
            became = "It can be used until " + dates.at(sent.ends_at) + "." if may_be_used(sent) else ""
            said = f"{said} {sent.sent_by} sent a link to {sent.email} on {dates.at(sent.sent_at)}. {became}"
        if not user.is_active:
            return said
        what = "a new one" if has_one else "one"
        return format_html('{} <a href="{}">Send a link to choose {}</a>', said, reverse("invite_again", args=[user.pk]), what)

    @admin.display(description="Open now")
    def theirs(self, user: User) -> str:
        """Return what they own, each with a link."""
        records = [record for of_it in looked_after_by(user).values() for record in of_it]
        shown = format_html_join("", '<li><a href="{}">{}</a></li>', ((each.get_absolute_url(), each) for each in records[:MOST_SHOWN]))
        return format_html("{}:<ul>{}</ul>", in_short(looked_after_by(user)), shown)

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Add what they own, for people who may hand it over."""
        fieldsets = super().get_fieldsets(request, obj)
        is_asked = obj is not None and looked_after_by(obj) and self.has_change_permission(request, obj)
        return [*fieldsets[:-1], self.THEIRS, fieldsets[-1]] if is_asked else fieldsets

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        """Return the roles as read-only unless an administrator asks: anything sent for them is ignored."""
        shown = ("invitation", "theirs")
        return shown if policies.may_give_roles(person(request)) else (*shown, *ROLES)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody types a password for somebody else's new account: people are invited."""
        return False

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        return redirect("invite")

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_change_permission(request, obj) and bool(policies.may_change_user(person(request), obj))

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        if request.method == "POST":
            policies.may_change_user(person(request), self.get_object(request, object_id)).enforce()
        return super().change_view(request, object_id, form_url, extra_context)

    def save_model(self, request: HttpRequest, obj: User, form: forms.ModelForm, change: bool) -> None:
        if set(ROLES) & set(form.changed_data):
            policies.may_give_roles(person(request)).enforce()
        super().save_model(request, obj, form, change)
        to = form.cleaned_data.get("hand_over_to")
        if to is not None:
            moved = hand_over(obj, to=to, by=person(request), words=form.cleaned_data["change_reason"])
            if moved:  # somebody else may have handed it over meanwhile
                self.message_user(request, f"Handed over to {to}: {moved}.")
        # allauth lets people sign in with any address it knows for them: remove the old one when an address is corrected.
        EmailAddress.objects.filter(user=obj).exclude(email=obj.email).delete()


@admin.register(AccessAsked)
class AccessAskedAdmin(LookOnlyAdmin):
    """Requests for access. They are granted by giving a role on the person's form, or a membership on the vanguard's."""

    fields = ("asked_by", "asked_at", "words")
    list_display = ("asked_by", "asked_at", "words")
    list_select_related = ("asked_by",)
    search_fields = ("asked_by__plain_words__contains", "plain_words__contains")
    ordering = ("-asked_at",)


@admin.register(Invitation)
class InvitationAdmin(LookOnlyAdmin):
    fields = ("person", "email", "sent_at", "sent_by")
    list_display = ("person", "email", "sent_at", "sent_by")
    list_select_related = ("person", "sent_by")
    search_fields = ("person__plain_words__contains",)
    ordering = ("-pk",)
