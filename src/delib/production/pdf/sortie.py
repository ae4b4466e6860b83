"""Writes a PDF always the same: an identifier made of its own bytes, no clock, no random."""

from __future__ import annotations

import io

from pikepdf import ObjectStreamMode, Pdf


def to_bytes(pdf: Pdf) -> bytes:
    """Return the PDF: the same bytes for the same objects, what nothing refers to left behind.

    Its metadata are not touched: who writes them says what they are.
    """
    stream = io.BytesIO()
    pdf.save(stream, deterministic_id=True, fix_metadata_version=False, object_stream_mode=ObjectStreamMode.disable)
    return stream.getvalue()
