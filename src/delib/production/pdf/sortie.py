"""Writes a PDF that pypdf made always the same: an identifier made of its own bytes, no clock, no random."""

from __future__ import annotations

import hashlib
import io

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, ByteStringObject

_EMPTY = bytes(16)


def to_bytes(writer: PdfWriter) -> bytes:
    """Return the PDF that `writer` holds: the same bytes for the same objects, written once.

    Its `/ID` is made of the bytes written with an empty one (ISO 32000-1, § 14.4 asks for a fingerprint).
    """
    writer._ID = ArrayObject([ByteStringObject(_EMPTY), ByteStringObject(_EMPTY)])
    stream = io.BytesIO()
    writer.write(stream)
    data = stream.getvalue()
    mark = hashlib.sha256(data).digest()[: len(_EMPTY)]
    end = data.rfind(b"trailer")
    return data[:end] + data[end:].replace(_EMPTY.hex().encode(), mark.hex().encode())
