"""Acts in the formats of open data."""
