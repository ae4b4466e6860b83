"""Writes a PDF always the same: an identifier made of its own bytes, no clock, no random."""

from __future__ import annotations

import io
import warnings
import zlib

from pikepdf import Name, ObjectStreamMode, PageCopyWarning, Pdf, Stream, StreamDecodeLevel

VERSION = "1.7"
"""The least that is said of the version: what is written here is of ISO 32000-1."""


def to_bytes(pdf: Pdf, version: str = VERSION, *, packed: bool = False) -> bytes:
    """Return the PDF: the same bytes for the same objects, what nothing refers to left behind; of `version` at least.

    Opened and written again, it is the same. Objects that lay packed together stay so; `packed` packs all that may be. Its
    metadata are not touched: who writes them says what they are.
    """
    compress(pdf)
    pdf.trailer["/Size"] = 0  # qpdf writes the true one, where there was one
    stream = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PageCopyWarning)  # a field that no form lists was so in the file
        pdf.save(
            stream,
            deterministic_id=True,
            fix_metadata_version=False,
            min_version=version,
            compress_streams=False,
            stream_decode_level=StreamDecodeLevel.none,
            object_stream_mode=ObjectStreamMode.generate if packed else ObjectStreamMode.preserve,
        )
    return stream.getvalue()


def compress(pdf: Pdf) -> None:
    """Compress each stream that is not: qpdf would, but writes what it compresses otherwise than what was compressed."""
    for one in pdf.objects:
        if isinstance(one, Stream) and "/Filter" not in one and one.get("/Type") != "/Metadata":
            data = one.read_raw_bytes()
            made = zlib.compress(data)
            if len(made) < len(data):
                one.write(made, filter=Name("/FlateDecode"))
