"""Reporting periods, the returns that vanguards owe for them with their parts, and the rules for computed confidence."""

from returns.models.parts import Ask, ReturnMove, Risk
from returns.models.periods import ReportingPeriod, code_of, period_codes
from returns.models.returns import Return
from returns.models.rules import ConfidenceRule, Measure

__all__ = ["Ask", "ConfidenceRule", "Measure", "ReportingPeriod", "Return", "ReturnMove", "Risk", "code_of", "period_codes"]
