"""What a file is, told by its first bytes and never by its name: a message, an archive, a PDF, or something else."""

from __future__ import annotations

import codecs
import re

from delib.prefecture.accuse.tar import is_header

HEAD = 1024
"""How many bytes tell what a file is: the mark of a PDF may begin there (ISO 32000-1, annex H, note 13)."""
_HTML = re.compile(rb"\s*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_COURRIEL = re.compile(rb"(?:Received|From|Return-Path|Delivered-To|Message-ID|MIME-Version|Date|Subject|To):\s", re.IGNORECASE)
_NATURES = (
    (b"%PDF-", "un PDF"),
    (b"\x1f\x8b", "une archive compressée"),
    (b"PK\x03\x04", "une archive zip, ou un document bureautique"),
    (b"\xd0\xcf\x11\xe0", "un ancien document bureautique (.doc, .xls, .msg)"),
    (b"{\\rtf", "un fichier RTF"),
    (b"\x89PNG", "une image"),
    (b"\xff\xd8\xff", "une image"),
    (b"II*\0", "une image"),
    (b"MM\0*", "une image"),
    (b"7z\xbc\xaf", "une archive 7z"),
    (b"Rar!", "une archive RAR"),
    (b"BZh", "une archive bzip2"),
    (b"\xfd7zXZ", "une archive xz"),
    (b"{", "un fichier JSON"),
    (b"[", "un fichier JSON"),
)


def is_xml(data: bytes) -> bool:
    """Return whether `data` begin as a message does, whatever its encoding; a page of the Web does not."""
    head = data[:HEAD]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"<\0", b"\0<")):
        return b"<" in head[:200]
    bare = head.removeprefix(codecs.BOM_UTF8).lstrip(b" \t\r\n")
    return bare.startswith(b"<") and _HTML.match(bare) is None


def is_pdf(data: bytes) -> bool:
    """Return whether `data` begin as a PDF does."""
    return b"%PDF-" in data[:HEAD]


def archive_kind(data: bytes) -> str:
    """Return « gzip », « zip », « tar » or "" for what is no archive of those."""
    if data.startswith(b"\x1f\x8b"):
        return "gzip"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    return "tar" if is_header(data) else ""


def nature(data: bytes) -> str:
    """Return in French what a file that is neither a message nor a PDF nor an archive is: « une image »."""
    head = data[:HEAD].removeprefix(codecs.BOM_UTF8)
    if not head.strip(b" \t\r\n\0"):
        return "un fichier vide"
    for mark, said in _NATURES:
        if head.startswith(mark):
            return said
    if _HTML.match(head):
        return "une page web"
    if _COURRIEL.match(head):
        return "un courriel"
    return "un fichier binaire d’une autre nature" if b"\0" in head else "un texte, qui n’est pas un message de @CTES"
