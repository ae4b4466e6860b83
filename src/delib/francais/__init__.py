"""The language of the acts: dates, numbers, grammar, typography. Knows nothing of acts nor of Word."""
