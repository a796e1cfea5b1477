"""The programme's vanguards and what is known of them, in three rooms: what everything refers to, organisations, vanguards."""

from vanguards.models.organisations import Organisation, OrganisationAlias, OrganisationSuccession
from vanguards.models.reference import CareModel, Cohort, CollaborationForm, Region, Source, Statement
from vanguards.models.vanguards import (
    Collaboration,
    Contact,
    Membership,
    Partnership,
    PartOfVanguard,
    Vanguard,
    VanguardAlias,
    VanguardRegion,
    VanguardSource,
    VanguardSuccession,
)

__all__ = [
    "CareModel",
    "Cohort",
    "Collaboration",
    "CollaborationForm",
    "Contact",
    "Membership",
    "Organisation",
    "OrganisationAlias",
    "OrganisationSuccession",
    "PartOfVanguard",
    "Partnership",
    "Region",
    "Source",
    "Statement",
    "Vanguard",
    "VanguardAlias",
    "VanguardRegion",
    "VanguardSource",
    "VanguardSuccession",
]
