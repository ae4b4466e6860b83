"""The mark of a form: a custom property of the document (`delib.modele`) that names the template it was made from.

Word and LibreOffice keep it when they save. Works on a package whose template may, or may not, have properties of its own.
"""

from __future__ import annotations

import re

from delib.paquet import CONTENT_TYPES, Paquet

NOM = "delib.modele"
"""The name of the property."""

_PART = "docProps/custom.xml"
_RELATIONS = "_rels/.rels"
_KIND = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_EMPTY = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
    ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"></Properties>'
)
_MINE = re.compile(rf'<property [^<>]*?name="{re.escape(NOM)}"[^<>]*>.*?</property>', re.DOTALL)
_PID = re.compile(r' pid="([0-9]+)"')


def mark(paquet: Paquet, modele: str) -> dict[str, bytes]:
    """Return the parts of the package that change when `modele` (`formulaire-engagement@brouillon`) becomes its mark."""
    parts: dict[str, bytes] = {}
    if _PART not in paquet:
        override = f'<Override PartName="/{_PART}" ContentType="{_KIND}"/></Types>'
        parts[CONTENT_TYPES] = paquet[CONTENT_TYPES].replace(b"</Types>", override.encode())
        relation = f'<Relationship Id="rIdDelibModele" Type="{_RELATION}" Target="{_PART}"/></Relationships>'
        parts[_RELATIONS] = paquet[_RELATIONS].replace(b"</Relationships>", relation.encode())
    kept = _MINE.sub("", paquet.get(_PART, _EMPTY.encode()).decode("utf-8"))
    number = max([1, *map(int, _PID.findall(kept))]) + 1
    mine = f'<property fmtid="{_FORMAT}" pid="{number}" name="{NOM}"><vt:lpwstr>{modele}</vt:lpwstr></property>'
    head, closing, tail = kept.rpartition("</Properties>")
    if not closing:  # <Properties/>
        head, tail = _EMPTY.removesuffix("</Properties>"), ""
    parts[_PART] = f"{head}{mine}</Properties>{tail}".encode()
    return parts
