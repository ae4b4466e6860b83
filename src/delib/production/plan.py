"""Reads a .docx back as a person does: its paragraphs in order, with their styles. Used to compare, never to write."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree

from delib.francais.signes import VISIBLE
from delib.paquet import Paquet, read

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VISIBLE = {**VISIBLE, **str.maketrans({"\n": "↵", "\t": "⇥", "\u2011": "‑"})}


class Line(NamedTuple):
    """A paragraph: the part it lies in (« corps », « en-tête »…), the name of its style, its text."""

    partie: str
    style: str
    texte: str


def iter_lines(docx: bytes, parts: tuple[str, ...] | None = None) -> Iterator[Line]:
    """Yield the paragraphs of `parts` (the body, where none is named), in their order; line breaks are `\\n`, tabs `\\t`."""
    paquet = read(docx, "")
    styles = _styles(paquet)
    for name in _of_kind(paquet, "document") if parts is None else parts:
        root = ElementTree.fromstring(paquet[name])  # noqa: S314 - a package that was just checked
        partie = name.removeprefix("word/").removesuffix(".xml")
        for paragraph in root.iter(f"{W}p"):
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            key = style.get(f"{W}val", "") if style is not None else ""
            yield Line(partie, styles.get(key, key or "Normal"), "".join(_texts(paragraph)))


def outline(docx: bytes) -> str:
    """Return headers, body and footers, one line a paragraph: `Style | text`, no-break spaces, breaks and tabs made visible."""
    paquet = read(docx, "")
    parts = tuple(name for kind in ("header", "document", "footer") for name in _of_kind(paquet, kind))
    made, partie = [], ""
    for line in iter_lines(docx, parts):
        if line.partie != partie:
            partie = line.partie
            made.append(f"[{partie}]")
        made.append(f"{line.style} | {line.texte.translate(_VISIBLE)}".rstrip())
    return "\n".join(made) + "\n"


def _of_kind(paquet: Paquet, kind: str) -> list[str]:
    """Return the names of the parts of a kind, sorted."""
    return sorted(name for name, one in paquet.parties.items() if one == kind)


def _styles(paquet: Paquet) -> dict[str, str]:
    """Return the names of the styles, by their identifier."""
    names = {}
    if "word/styles.xml" in paquet:
        root = ElementTree.fromstring(paquet["word/styles.xml"])  # noqa: S314 - a package that was just checked
        for style in root.iter(f"{W}style"):
            name = style.find(f"{W}name")
            if name is not None:
                names[style.get(f"{W}styleId", "")] = name.get(f"{W}val", "")
    return names


def _texts(paragraph: ElementTree.Element) -> Iterator[str]:
    """Yield the text of a paragraph, but not that of paragraphs inside it (text boxes), which come on their own."""
    for child in paragraph:
        if child.tag == f"{W}p":
            continue
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in (f"{W}br", f"{W}cr"):
            yield "\n"
        elif child.tag == f"{W}tab":
            yield "\t"
        elif child.tag == f"{W}noBreakHyphen":
            yield "\u2011"
        elif child.tag == f"{W}instrText":
            yield f"{{{(child.text or '').strip()}}}"
        elif child.tag != f"{W}pPr":
            yield from _texts(child)
