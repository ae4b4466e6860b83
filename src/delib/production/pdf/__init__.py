"""From Word to PDF: LibreOffice converts, pikepdf completes, the same input gives the same bytes."""
