"""Funds with what was published of them, the lines of vanguards, and the instalments they are paid in."""

from fund.models.funds import Fund, PublishedAmount, year_in_addresses
from fund.models.instalments import FundingMove, Instalment
from fund.models.lines import FundingLine

__all__ = ["Fund", "FundingLine", "FundingMove", "Instalment", "PublishedAmount", "year_in_addresses"]
