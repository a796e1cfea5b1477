"""The lives of a product and of an adoption: their states, and the names of the moves between them (spread/moves/).

The programme team checks both. Once a product is checked everybody sees it, even if it is withdrawn later. An adoption is seen by others
while it is checked.
"""

from django.db import models


class State(models.TextChoices):
    TO_CHECK = "to check", "To check"
    SENT_BACK = "sent back", "Sent back"
    CHECKED = "checked", "Checked"
    WITHDRAWN = "withdrawn", "Withdrawn"


OPEN = (State.TO_CHECK, State.SENT_BACK, State.CHECKED)


class Kind(models.TextChoices):
    TOOLKIT = "toolkit", "Toolkit"
    FRAMEWORK = "framework", "Framework"
    KITEMARK = "kitemark", "Kitemark"
    TEMPLATE = "template", "Template"
    DASHBOARD = "dashboard", "Dashboard"
    CONTRACT_FORM = "contract-form", "Contract form"


class Maturity(models.TextChoices):
    """How far a product has come."""

    IDEA = "idea", "An idea"
    TRIED_BY_MAKERS = "tried-by-makers", "Tried by its makers"
    TRIED_BY_OTHERS = "tried-by-others", "Tried by others"
    EVALUATED = "evaluated", "Evaluated"


class Stage(models.TextChoices):
    """How far a site has come with a product of others."""

    LOOKING = "looking", "Looking at it"
    TRYING = "trying", "Trying it"
    ADOPTED = "adopted", "Adopted"
    ADAPTED = "adapted", "Adapted"
    DROPPED = "dropped", "Dropped"


TAKEN_UP = (Stage.ADOPTED, Stage.ADAPTED)
IN_USE = (Stage.TRYING, *TAKEN_UP)


class Helped(models.TextChoices):
    YES = "yes", "Yes"
    PARTLY = "partly", "Partly"
    NO = "no", "No"
    TOO_EARLY = "too-early", "Too early to say"


class ProductStep(models.TextChoices):
    """The name of a move of a product, as addresses write it."""

    CHECK = "check", "Check this product"
    SEND_BACK = "send-back", "Send this product back"
    CORRECT = "correct", "Correct this product"
    MATURE = "mature", "Say how far this product is"
    WITHDRAW = "withdraw", "Withdraw this product"


class AdoptionStep(models.TextChoices):
    """The same for an adoption."""

    CHECK = "check", "Check this adoption"
    TRY = "try", "Try it"
    ADOPT = "adopt", "Adopt it"
    ADAPT = "adapt", "Adapt it"
    HELPED = "helped", "Say whether it helped"
    CORRECT = "correct", "Correct this adoption"
    SEND_BACK = "send-back", "Send this adoption back"
    DROP = "drop", "Drop it"
    WITHDRAW = "withdraw", "Withdraw this adoption"


class Who(models.TextChoices):
    """Who makes a move. The programme team may make every one."""

    TEAM = "team", "The programme team"
    LEAD = "lead", "A vanguard lead, or the programme team"
