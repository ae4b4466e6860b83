"""Writes a PDF always the same: an identifier made of its own bytes, no clock, no random."""

from __future__ import annotations

import hashlib
import io

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, ByteStringObject

_LENGTH = 16


def to_bytes(writer: PdfWriter) -> bytes:
    """Return the PDF that `writer` holds: the same bytes for the same objects.

    Its `/ID` is made of the bytes written with an empty one (ISO 32000-1, § 14.4 asks for a fingerprint).
    """
    writer._ID = _identifier(b"\0" * _LENGTH)
    first = _written(writer)
    writer._ID = _identifier(hashlib.sha256(first).digest()[:_LENGTH])
    return _written(writer)


def _identifier(mark: bytes) -> ArrayObject:
    return ArrayObject([ByteStringObject(mark), ByteStringObject(mark)])


def _written(writer: PdfWriter) -> bytes:
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()
