"""From Word to PDF: LibreOffice converts, pypdf completes, the same input gives the same bytes."""
