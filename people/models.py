"""People who use the app."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, ClassVar, Self

from django.apps import apps
from django.contrib.auth import get_backends
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property

from history import clock
from history.recording import word_index
from history.recording.versions import TrackedModel, TrackedQuerySet
from pages.search import Sought, mentioning

INVITATIONS_LAST = timedelta(days=7)
NATIONAL = models.Q(is_programme_team=True) | models.Q(is_back_office=True) | models.Q(is_administrator=True)


class UserQuerySet(TrackedQuerySet):
    def open(self) -> Self:
        """Return the people who may sign in: no closing day is set for them."""
        return self.filter(closed_on=None)

    def closed(self, day: date) -> Self:
        """Return the people who could not sign in on a day."""
        return self.filter(closed_on__lte=day)

    def called(self, words: str) -> Self:
        """Return the people with each of these words in their name or e-mail address."""
        return self.filter(mentioning(Sought.of(words), partial(word_index.has, self.model)))

    def visible_to(self, user: "User") -> Self:
        """Return everyone for the national team and back office; for others, only themselves."""
        return self if user.sees_everything else self.filter(pk=user.pk)

    def national(self) -> Self:
        """Return the programme team, back office and administrators, whose names everybody may know."""
        return self.filter(NATIONAL)

    def nameable_to(self, user: "User") -> Self:
        """Return the people whose names this person may read on records: everyone for the national team; for a lead, the national team and
        people who lead a vanguard with them. Another name on a joint request would show whose vanguard is on it too.
        """
        if user.sees_everything:
            return self
        beside = self.model._base_manager.filter(memberships__vanguard_id__in=user.led_vanguard_ids).values("pk")
        return self.filter(NATIONAL | models.Q(pk=user.pk) | models.Q(pk__in=beside))


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    def open_account(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Return a new user, added in the open change. Without a password they cannot sign in."""
        user: User = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user


class AccessAskedQuerySet(TrackedQuerySet):
    def visible_to(self, user: "User") -> Self:
        """Return all for the national team and back office; for others, their own."""
        return self if user.sees_everything else self.filter(asked_by=user.pk)

    def waiting(self) -> Self:
        """Return the requests of people who still have no role and lead no vanguard, and can sign in."""
        role = models.Q(is_programme_team=True) | models.Q(is_back_office=True) | models.Q(is_administrator=True)
        asked_at, asked_by = models.OuterRef("asked_at"), models.OuterRef("asked_by")
        stands_since = models.Q(valid_until=None) | models.Q(valid_until__gt=asked_at)
        had_a_role = User.version_model()._base_manager.filter(role, stands_since, id=asked_by)
        led: Any = apps.get_model("vanguards", "Membership").objects.filter(user=asked_by)
        led = led.filter(models.Q(ends_on=None) | models.Q(ends_on__gte=models.OuterRef("asked_on")))
        return self.filter(~models.Exists(had_a_role), ~models.Exists(led), asked_by__closed_on=None)


class InvitationQuerySet(TrackedQuerySet):
    def visible_to(self, user: "User") -> Self:
        """Return all for the national team and back office; for others, their own."""
        return self if user.sees_everything else self.filter(person=user.pk)

    def latest_of_each(self) -> Self:
        """Return only the latest invitation of each person."""
        later = self.model._base_manager.filter(person=models.OuterRef("person"), pk__gt=models.OuterRef("pk"))
        return self.filter(~models.Exists(later))

    def not_used(self) -> Self:
        """Return the invitations of people who may sign in but have no password yet."""
        return self.latest_of_each().filter(person__closed_on=None, person__password__startswith=UNUSABLE_PASSWORD_PREFIX)


def _written_by(user: int) -> Any:
    applicants: Any = apps.get_model("selection", "Applicant")._base_manager
    return applicants.filter(user=user).order_by().values_list("expression_id", flat=True)


def _led_by(user: int, day: date) -> Any:
    memberships: Any = apps.get_model("vanguards", "Membership").objects
    return memberships.filter(user=user).on(day).order_by().values_list("vanguard_id", flat=True)


class User(TrackedModel, AbstractBaseUser):
    """Somebody who signs in with an e-mail address. Users are closed, never deleted: the record needs their names.

    Leading a vanguard is not a role: it follows from today's memberships.
    """

    UNTRACKED = ("password", "last_login")
    NAME_IS_PUBLIC = False
    READ_BY = [["email"]]
    SEARCHED = ("name", "email")
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    email = models.EmailField("e-mail address", unique=True, error_messages={"unique": "Somebody with this e-mail address has an account."})
    name = models.CharField(max_length=100)
    is_programme_team = models.BooleanField("programme team", default=False)
    is_back_office = models.BooleanField("back office", default=False)
    is_administrator = models.BooleanField("administrator", default=False)
    closed_on = models.DateField(null=True, blank=True, help_text="From this day they cannot sign in; what they did stays on record.")
    invented = models.BooleanField(default=False, help_text="Made up for the demonstration.")

    led: str | None  # the vanguards they lead, as text;
    record_changed_at: datetime | None  # set only if backends.py read the user

    objects: ClassVar[Any] = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_user_per_address")]

    def __str__(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    def is_closed(self, day: date) -> bool:
        """Return whether their account was closed on a day."""
        return self.closed_on is not None and self.closed_on <= day

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        return not self.is_closed(clock.today())

    @property
    def is_staff(self) -> bool:
        """Return whether they may use the admin."""
        return self.is_active and (self.is_back_office or self.is_administrator)

    @property
    def is_superuser(self) -> bool:
        return False

    @property
    def sees_everything(self) -> bool:
        return self.is_programme_team or self.is_back_office or self.is_administrator

    @property
    def roles(self) -> tuple[bool, ...]:
        """Return their roles as true or false, always in the same order. Leading a vanguard is not one."""
        return self.is_programme_team, self.is_back_office, self.is_administrator

    @cached_property
    def led_vanguard_ids(self) -> list[int]:
        """Return the numbers of the vanguards they lead today."""
        return sorted(set(_led_by(self.pk, clock.today())))

    @cached_property
    def expression_ids(self) -> list[int]:
        """Return the numbers of the expressions of interest that they write as an applicant."""
        return sorted(_written_by(self.pk))

    @property
    def is_applicant(self) -> bool:
        return bool(self.expression_ids)

    @property
    def may_see(self) -> tuple[int, ...] | None:
        """Return which vanguards' records they may see; None for all."""
        return None if self.sees_everything else tuple(self.led_vanguard_ids)

    def may_see_the_record_of(self, vanguard: int) -> bool:
        """Return whether they may see more of a vanguard, by its number, than its published facts."""
        return self.sees_everything or vanguard in self.led_vanguard_ids

    @property
    def is_lead(self) -> bool:
        return bool(self.led_vanguard_ids)

    @property
    def has_a_role(self) -> bool:
        return self.sees_everything or self.is_lead

    @classmethod
    def with_roles(cls, roles: tuple[bool, ...], pk: int, led_vanguard_ids: list[int] | None) -> "User":
        """Return a stand-in with these roles, for a query compiled for all people like them (history/reading/prepared.py).

        Without vanguard numbers it refuses to say what it leads: a query for somebody who sees everything must not depend on that.
        """
        programme_team, back_office, administrator = roles
        person = cls(pk=pk, is_programme_team=programme_team, is_back_office=back_office, is_administrator=administrator)
        if led_vanguard_ids is not None:
            person.led_vanguard_ids = led_vanguard_ids
        return person

    def read_rights(self) -> None:
        """Read today's rights before a moment is set: the past does not decide who may look."""
        self.led_vanguard_ids  # noqa: B018
        self.expression_ids  # noqa: B018

    # The admin asks these; the backends answer, as for Django's own users.

    def has_perm(self, permission: str, obj: Any = None) -> bool:
        return any(backend.has_perm(self, permission, obj) for backend in get_backends() if hasattr(backend, "has_perm"))

    def has_perms(self, permissions: Iterable[str], obj: Any = None) -> bool:
        return all(self.has_perm(permission) for permission in permissions)

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_staff


class AccessAsked(TrackedModel):
    """A request for access: what somebody without a role does in the programme, in their own words."""

    NAME_IS_PUBLIC = False
    SEARCHED = ("words",)
    WORDS_INDEXED = False
    SAID = ("words",)

    asked_by = models.ForeignKey(User, models.PROTECT, related_name="access_asked")
    asked_at = models.DateTimeField()
    asked_on = models.DateField(help_text="The day of that: they ask once a day.")
    words = models.TextField("what they do in the programme")

    objects: ClassVar[Any] = AccessAskedQuerySet.as_manager()

    class Meta:
        verbose_name = "request for access"
        verbose_name_plural = "requests for access"
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(words=""), name="access_asked_in_words"),
            models.UniqueConstraint(fields=["asked_by", "asked_on"], name="access_asked_once_a_day"),
        ]

    def __str__(self) -> str:
        return str(self.asked_by)


class Invitation(TrackedModel):
    """A mail that asks somebody to choose a password. Only a person's latest one counts."""

    NAME_IS_PUBLIC = False

    person = models.ForeignKey(User, models.PROTECT, related_name="invitations")
    email = models.EmailField("sent to")
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects: ClassVar[Any] = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Invitation of {self.person}"

    @property
    def ends_at(self) -> datetime:
        return self.sent_at + INVITATIONS_LAST
