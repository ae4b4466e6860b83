"""Sub-documents: Word files joined in the body of another, at a tag `{{p annexe }}` (docxtpl's Subdoc).

Checks them, and asks `composition`, the door of docxcompose, to compose the package. Renders nothing: the body keeps its tags.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from delib.anomalie import LectureError, Word, make
from delib.modele.fichiers import Descripteur, name_of, read_source
from delib.modele.langage import Fault
from delib.paquet import MAX_BYTES, Paquet, read

CODE = "sous-document-refuse"
UNNAMED = "sous-document"
FOOTNOTES = "word/footnotes.xml"


@dataclass(frozen=True, slots=True)
class SousDocument:
    """A Word file to join to another: its bytes, read and found sound, and the name that anomalies give it."""

    contenu: bytes = field(repr=False)
    nom: str = UNNAMED

    @classmethod
    def open(cls, source: Descripteur) -> SousDocument:
        """Return the sub-document of a file. Raises LectureError (not read) or ModeleError (no sound Word file)."""
        nom = name_of(source) or UNNAMED
        try:
            data = read_source(source, CODE, MAX_BYTES)
        except Fault as fault:
            raise LectureError([make("docx-illisible", Word(nom), raison=fault.details["raison"])]) from None
        read(data, nom)
        return cls(data, nom)


class Subdoc(Protocol):
    """What docxtpl calls so: an open document, whose parts it has attached to its own template."""

    tpl: object
    subdocx: object


class Composition(NamedTuple):
    """A package that holds all that its sub-documents bring, the XML of each, and the notes that they add to the footnotes."""

    paquet: Paquet
    xml: list[str]
    notes: str


def compose(docx: bytes, documents: Sequence[SousDocument | Subdoc]) -> Composition:
    """Return the template `docx`, not rendered, with all that its `documents` bring to it, and the XML of each, in order.

    Each top-level element of the XML declares the prefixes that it uses; it stands in the body, and nowhere else. The sections,
    headers, footers and styles of the template stay; lists keep the numbers that they have in the sub-document. Equal
    documents give equal bytes. Raises Fault: what cannot be joined without loss; ModeleError: an unsound package.
    """
    try:
        from delib.modele import composition  # noqa: PLC0415 - docxcompose is an extra, and takes 150 ms
    except ModuleNotFoundError as error:
        raise Fault("extension-absente", nom=error.name, commande="pip install delib[subdoc]") from None
    for one in documents:
        if isinstance(one, SousDocument):
            read(one.contenu, one.nom)  # it may have come by pickle
    return composition.composed(docx, documents)


def noted(footnotes: bytes, notes: str) -> bytes:
    """Return the part of the footnotes, once rendered, with the `notes` of the sub-documents."""
    head, mark, tail = footnotes.rpartition(b"</")
    return head + notes.encode() + mark + tail
