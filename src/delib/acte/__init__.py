"""Reads an act: its file, its schema, its French values. Knows nothing of Word."""
