"""Word templates: found by name and version, compiled once. Knows nothing of PDF nor of the préfecture."""
