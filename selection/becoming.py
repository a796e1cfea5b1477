"""How a selected expression of interest becomes a vanguard."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Max

from history import clock
from pages.counting import several
from pages.dates import MeantDate
from pages.plain_words import plain
from people.models import User
from selection.models import Expression, Round
from selection.workflow import UNDECIDED
from support.actions import raise_request
from vanguards.duplicates import same_name
from vanguards.models import Membership, Organisation, OrganisationAlias, Partnership, Vanguard


def has_a_vanguard(name: str) -> bool:
    """Return whether a vanguard is called so, however it is typed."""
    return any(plain(other) == plain(name) for other in Vanguard.objects.values_list("name", flat=True))


def next_number() -> int:
    """Return the next free number: the numbers of vanguards are never used again, not even of one that was removed."""
    ever = Vanguard.version_model()._base_manager.aggregate(most=Max("number"))["most"] or 0
    return int(ever) + 1


def preview(expression: Expression) -> str:
    """Return what selecting it would make."""
    requests, leads = len(expression.support_lines), expression.applicants.count()
    return (
        f"A new vanguard, with {several(1 + len(expression.partner_lines), 'partner')}, {several(leads, 'lead')} "
        f"and {several(requests, 'support request')}"
    )


def make_vanguards(expressions: Sequence[Expression], *, by: User) -> dict[int, Vanguard]:
    """Make a vanguard of each in the open change, and return them by the expression's number. Its applicants lead it from today; each line
    of the support it wanted is a request.
    """
    number, known = next_number(), _known_organisations()
    return {each.pk: _make_vanguard(each, number + at, known, by) for at, each in enumerate(expressions)}


def _make_vanguard(expression: Expression, number: int, known: dict[str, Organisation], by: User) -> Vanguard:
    care_model: Any = expression.care_model  # a selected one has it (moves.Select)
    vanguard: Vanguard = Vanguard.objects.create(
        number=number,
        name=expression.name,
        care_model=care_model,
        cohort=expression.round.cohort,
        area=expression.area,
        patient_population=expression.population,
        population_note=expression.population_note,
        summary=expression.vision,
    )
    _add_partners(vanguard, expression, known)
    for applicant in expression.applicants.select_related("user").order_by("pk"):
        Membership.objects.create(user=applicant.user, vanguard=vanguard, starts_on=clock.today(), invented=expression.invented)
    for line in expression.support_lines:
        raise_request(by=by, title=line, needed=f"Asked for in the expression of interest: {line}", vanguards=[vanguard])
    return vanguard


def _add_partners(vanguard: Vanguard, expression: Expression, known: dict[str, Organisation]) -> None:
    """Add who leads it and its partners: organisations on record, or the words themselves."""
    done: set[tuple[int | None, str]] = set()
    for role, name in [
        (Partnership.Role.LEAD, expression.applicant),
        *((Partnership.Role.PARTNER, line) for line in expression.partner_lines),
    ]:
        organisation = known.get(same_name(name))
        words = "" if organisation is not None else name
        key = organisation.pk if organisation is not None else None, words
        if key not in done:
            Partnership.objects.create(vanguard=vanguard, role=role, organisation=organisation, words=words)
        done.add(key)


def _known_organisations() -> dict[str, Organisation]:
    """Return the organisations on record by each of their names, in the form in which names are compared."""
    aliases = OrganisationAlias.objects.select_related("organisation")
    return {
        **{same_name(alias.name): alias.organisation for alias in aliases},
        **{same_name(organisation.name): organisation for organisation in Organisation.objects.all()},
    }


def announce(rounds: Iterable[Round]) -> None:
    """Set the day on which these rounds were announced, if no day is known: once one is decided and nothing that was sent is left, nor sent
    back to its applicants.
    """
    for round_ in rounds:
        cohort, received = round_.cohort, round_.expressions.received()
        left = received.filter(state__in=UNDECIDED).exists()
        if cohort.announced is None and not left and received.filter(decided_at__isnull=False).exists():
            cohort.announced = MeantDate(clock.today())
            cohort.save()
