"""Records of how vanguards are chosen."""

from selection.models.expressions import Answer, Applicant, Expression, ExpressionMove
from selection.models.reviews import Review, Score
from selection.models.rounds import Criterion, Round

__all__ = ["Answer", "Applicant", "Criterion", "Expression", "ExpressionMove", "Review", "Round", "Score"]
