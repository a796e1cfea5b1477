"""Models of vanguards: reference data, organisations, and vanguards with their parts."""

from vanguards.models.organisations import MergedOrganisation, Organisation, OrganisationAlias, OrganisationSuccession
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
    "MergedOrganisation",
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
