"""Records of how vanguards are chosen."""

from selection.models.expressions import Answer, Applicant, Expression, ExpressionMove
from selection.models.readings import Reading, Score
from selection.models.rounds import Criterion, Round

__all__ = ["Answer", "Applicant", "Criterion", "Expression", "ExpressionMove", "Reading", "Round", "Score"]
