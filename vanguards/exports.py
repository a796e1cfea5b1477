"""The directory as a file. Other people's tools rely on the headings: add some, never rename one."""

from django.db.models import Case, F, OuterRef, Q, Value, When
from django.db.models.functions import Concat

from history.reading import as_at
from pages.concatenated import Joined
from pages.exports import Columns, column
from pages.links import path_of_one
from people.models import User
from vanguards.models import Collaboration, Contact, Membership, VanguardRegion

_doubt = Case(When(certainty="confirmed", then=Value("")), default=Concat(Value(" ("), F("certainty"), Value(")")))
_forms = Collaboration.objects.filter(vanguard=OuterRef("pk")).order_by("pk")
_regions = VanguardRegion.objects.filter(vanguard=OuterRef("pk")).order_by("pk")


def _where(is_national: bool, regions: str | None) -> str:
    return "; ".join([*(["National"] if is_national else []), *([regions] if regions else [])])


_contacts = Contact.objects.filter(vanguard=OuterRef("pk")).order_by("pk")
_contact = Concat(F("kind"), Value(": "), F("words"))


def vanguard_columns(user: User) -> Columns:
    """Return the columns. Leads are those of today with open accounts; their addresses are included too, if this person may see them."""
    day = as_at.today()
    held = Membership.objects.visible_to(user).on(day).filter(vanguard=OuterRef("pk"))
    leads = held.filter(Q(user__closed_on=None) | Q(user__closed_on__gt=day)).order_by("pk")
    return {
        **PUBLISHED,
        "Contacts": column(Joined(_contacts, _contact, "; ")),
        "Leads": column(Joined(leads, "user__name", "; ")),
        "E-mail addresses of the leads": column(Joined(leads, "user__email", "; ")),
    }


PUBLISHED: Columns = {
    "Number": column("number"),
    "Name": column("name"),
    "Care model": column("care_model__code"),
    "Collaboration forms": column(Joined(_forms, Concat(F("form__name"), _doubt), "; ")),
    "Cohort": column("cohort__name"),
    "Announced on": column("cohort__announced_on"),
    "Regions": column("is_national", Joined(_regions, "region__name", "; "), said=_where),
    "Area": column("area"),
    "Service": column("service_label"),
    "Patient population": column("patient_population"),
    "Population certainty": column(
        "population_certainty", "patient_population", said=lambda certainty, population: certainty if population else ""
    ),
    "Population note": column("population_note"),
    "Summary": column("summary"),
}


def vanguard_path(number: int) -> str:
    return path_of_one("vanguard_detail", str(number), like="1")
