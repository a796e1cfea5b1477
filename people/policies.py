"""Who may do what with people, and who may use the admin."""

from people.models import User
from people.verdict import ALLOWED, Verdict, refused


def may_use_admin(user: User) -> Verdict:
    if not user.is_staff:
        return refused("Only the back office can use these pages. If something is wrong, ask them to put it right.")
    return ALLOWED


def may_use_admin_for(user: User, permission: str) -> Verdict:
    """Return whether the user has this Django permission ("vanguards.change_vanguard"). Nobody deletes users, and nobody edits what the app
    itself wrote.
    """
    verdict = may_use_admin(user)
    if not verdict:
        return verdict
    app, _, act = permission.partition(".")
    if act == "delete_user":
        return refused("Close this account instead: the record needs the name.")
    if app in ("mail", "axes", "account", "auth", "sessions", "contenttypes") and not act.startswith("view_"):
        return refused("The app writes this, so nobody can change it.")
    return ALLOWED


def may_do_the_teams_work(user: User) -> Verdict:
    if not (user.is_programme_team or user.is_administrator):
        return refused("Only the programme team can do this.")
    return ALLOWED


def may_give_roles(user: User) -> Verdict:
    if not user.is_administrator:
        return refused("Only administrators can give roles or take them away.")
    return ALLOWED


def may_change_user(user: User, other: User | None) -> Verdict:
    """Return whether the user may change this account. Only administrators change administrators: others could take over their account."""
    if other is not None and other.is_administrator and not user.is_administrator:
        return refused("Only administrators can change the account of an administrator.")
    return may_use_admin(user)


def may_invite(user: User) -> Verdict:
    if not user.is_staff:
        return refused("Only the back office can invite somebody.")
    return ALLOWED


def may_invite_again(user: User, person: User) -> Verdict:
    """Return whether somebody may be sent a link to choose a password. Nobody types one for somebody else (ASVS 4.0, 2.1.1 and 2.5)."""
    verdict = may_invite(user) and may_change_user(user, person)
    if not verdict:
        return verdict
    if not person.is_active:
        return refused(f"The account of {person} is closed.")
    if person.pk == user.pk:
        return refused("You change your own password on the page of your account.")
    return ALLOWED


def may_ask_for_access(user: User) -> Verdict:
    if user.has_a_role:
        return refused("You have a role already: there is nothing to ask for.")
    return ALLOWED


def may_know(user: User, person: User) -> bool:
    """Return whether the user may read this person's name on a record."""
    return bool(user.sees_everything or User.objects.nameable_to(user).filter(pk=person.pk).exists())
