"""One rendering of a docxtpl template: its bounds, the part at hand, the images and sub-documents that it met."""

from __future__ import annotations

from typing import Any, Protocol

from delib.modele.langage import Fault
from delib.modele.politique import MAX_OUTPUT

MAX_EFFORT = 200_000_000
"""The most that the tags of one rendering may do, in bytes read or made: a table of 5,000 rows does 10,000,000, in 50 ms."""
MOT = 100
"""What a word of a tag costs, whatever it reads or makes."""
APPEL = 400
"""What the call of a filter or of a method costs."""


class Imagier(Protocol):
    """What turns a picture into XML, and keeps the parts that it needs."""

    def xml(self, part_name: str, descripteur: Any, width: Any, height: Any, anchor: str | None) -> str:
        """Return the XML of the drawing."""

    def parts(self) -> dict[str, bytes]:
        """Return the parts that the drawings need."""


class Passage:
    """The state of one rendering, which no other shares."""

    __slots__ = ("corps", "effort", "images", "markup", "name", "notes", "room", "sous_documents", "weights", "xmls")

    def __init__(self, images: Imagier, corps: str, xmls: dict[int, str] | None = None, notes: str = "") -> None:
        self.images = images
        self.corps = corps
        self.notes = notes
        self.xmls = xmls or {}
        self.sous_documents: dict[int, Any] = {}
        self.name = ""
        self.markup = False
        self.room = MAX_OUTPUT
        self.effort = MAX_EFFORT
        self.weights: dict[int, tuple[object, int]] = {}

    def take(self, length: int) -> None:
        """Take `length` characters from the room left. Raises Fault when there is none."""
        self.room -= length
        if self.room < 0:
            raise Fault("modele-demesure", quoi=f"plus de {MAX_OUTPUT // 1024 // 1024} Mo de texte")

    def spend(self, effort: int) -> None:
        """Count what a tag does, in bytes read or made. Raises Fault beyond the bounds of the rendering."""
        self.effort -= effort
        if self.effort < 0:
            raise Fault("modele-demesure", quoi="ses boucles et ses calculs ne finissent pas")

    def turn(self, times: int, length: int, words: int) -> None:
        """Count the turns of a loop that prints `length` characters of its own, and evaluates `words` words."""
        self.spend(times * (words + 1) * MOT + MOT)
        self.take(times * length)

    def image(self, image: Any) -> str:
        """Return the XML of one of docxtpl's inline images: it leaves its run's text, and opens another."""
        self.markup = True
        drawing = self.images.xml(self.name, image.image_descriptor, image.width, image.height, image.anchor)
        return f'</w:t></w:r><w:r>{drawing}</w:r><w:r><w:t xml:space="preserve">'

    def sous_document(self, document: Any) -> str:
        """Return the XML of a sub-document, once composed; before, nothing: the rendering is made again."""
        if self.name != self.corps:
            raison, conseil = "il ne se place que dans le corps du document", "déplacez sa balise"
            raise Fault("sous-document-refuse", nom=getattr(document, "nom", "sous-document"), raison=raison, conseil=conseil)
        self.markup = True
        self.sous_documents[id(document)] = document
        return self.xmls.get(id(document), "")
