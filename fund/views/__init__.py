"""The pages of funds: what they add up to, lists of lines and of published amounts, one line, and its moves."""
