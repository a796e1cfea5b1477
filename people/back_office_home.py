"""What the home page of the back office offers: each list in the words of a person who comes to do something, with what that is."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.apps import apps
from django.utils.text import capfirst


class Kind(NamedTuple):
    """A list of records: what it is called, what one does there, and the addresses of the list and of the form to add to it."""

    words: str
    what: str
    address: str = ""
    add_address: str = ""


GROUPS: Mapping[str, Mapping[str, Kind]] = {
    "Let people in, and close accounts": {
        "people.user": Kind("People", "Correct a name or an e-mail address, give a role, close an account"),
        "vanguards.membership": Kind("Who leads which vanguard", "Say from when, and until when"),
        "people.accessasked": Kind("Who asked for access", "Read what they do in the programme"),
        "people.invitation": Kind("Invitations", "See who was sent a link, and when"),
    },
    "Correct what is known of vanguards": {
        "vanguards.vanguard": Kind("Vanguards", "Names, areas, populations, partners, contacts"),
        "vanguards.vanguardsuccession": Kind("Vanguards that merged", "Say which became part of which"),
        "vanguards.organisation": Kind("Organisations", "Names and kinds; merge two that are the same"),
        "vanguards.organisationsuccession": Kind("Organisations that became others", "Say what took over from what"),
        "vanguards.mergedorganisation": Kind("Organisations merged here", "See what the old ones were called"),
        "vanguards.source": Kind("Sources", "The publications that facts come from"),
    },
    "Correct what was asked for and promised": {
        "support.supportrequest": Kind("Support requests", "Titles, dates, documents, answering bodies"),
        "support.recipient": Kind("Vanguards on requests", "Say how certain it is that a request is for them"),
        "support.comment": Kind("Comments", "Correct what was written"),
        "milestones.milestone": Kind("Milestones", "What is promised, by when, for whom"),
        "milestones.commitment": Kind("Promises of vanguards", "Correct the date that was first given"),
        "milestones.forecast": Kind("Forecasts", "Correct the cause, or the note"),
        "returns.reportingperiod": Kind("Reporting periods", "Correct the days they open, are due and close"),
        "returns.return": Kind("Returns", "See where each one stands"),
        "selection.round": Kind("What rounds asked for", "Who was invited, and what applicants must show"),
        "selection.expression": Kind("Expressions of interest", "See where each one stands"),
        "fund.publishedamount": Kind("Published amounts of money", "What was published, by whom, and how certain it is"),
        "fund.fundingline": Kind("Funding lines", "See what was asked for, approved and paid"),
        "spread.product": Kind("Products", "What they are, who makes them, their versions"),
        "spread.measure": Kind("Measures", "What is counted, in what, and where that comes from"),
        "spread.benefit": Kind("Benefits", "See what each vanguard wants to make better"),
        "spread.adoption": Kind("Adoptions", "See who uses which product"),
    },
    "Keep what pages list and offer": {
        "support.enabler": Kind("Enablers", "Names, descriptions, from when"),
        "support.offer": Kind("Offers", "What was offered under an enabler, and to whom"),
        "milestones.cause": Kind("Causes", "Why a forecast moves later or earlier"),
        "returns.confidencerule": Kind("Rules of confidence", "From which numbers a vanguard is amber or red"),
        "fund.fund": Kind("Funds", "Names, and what they are for"),
        "milestones.event": Kind("Events", "What happened in the programme, and when"),
        "vanguards.statement": Kind("Values and principles", "What the programme says of itself"),
        "vanguards.cohort": Kind("Selection rounds", "When each was opened and announced"),
        "vanguards.caremodel": Kind("Care models", "Names and order"),
        "vanguards.collaborationform": Kind("Collaboration forms", "Names and order"),
        "vanguards.region": Kind("Regions", "Names and order"),
        "history.namedmoment": Kind("Earlier dates with a name", "Those offered beneath the header of each page"),
    },
    "See what was done": {
        "history.change": Kind("Changes", "Who changed what, and why"),
        "history.entry": Kind("What each change did", "One line for each record"),
        "mail.mail": Kind("E-mails", "What was sent, and what did not arrive"),
    },
}
WORDS = {label: kind.words for kinds in GROUPS.values() for label, kind in kinds.items()}


def words_of(model: Any) -> str:
    """Return what a list of these is called."""
    opts = model._meta
    return WORDS.get(opts.label_lower) or str(capfirst(opts.verbose_name_plural))


def groups(offered: Sequence[Mapping[str, Any]]) -> list[tuple[str, list[Kind]]]:
    """Return the lists that somebody may open, of what the admin has `offered` them by app; what has no place here comes last."""
    there = {each["model"]._meta.label_lower: each for app in offered for each in app["models"]}
    found = [
        (heading, [_linked(kind, there.pop(label)) for label, kind in kinds.items() if label in there]) for heading, kinds in GROUPS.items()
    ]
    others = [_linked(Kind(words_of(apps.get_model(label)), ""), each) for label, each in there.items()]
    return [(heading, kinds) for heading, kinds in [*found, ("Everything else", others)] if kinds]


def _linked(kind: Kind, offered: Mapping[str, Any]) -> Kind:
    return kind._replace(address=offered["admin_url"] or "", add_address=offered["add_url"] or "")
