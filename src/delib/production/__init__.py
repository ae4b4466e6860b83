"""Makes documents and writes them. Knows nothing of the préfecture."""
