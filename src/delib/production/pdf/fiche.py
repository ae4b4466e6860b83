"""What a PDF says of itself: its title, its language, its author, its subject, its day, and the hashes of what made it.

Reads them from the properties of a Word file. Writes nothing (see `metadonnees`), and looks at no clock: what the file does not
say is not said.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from xml.parsers import expat

from delib import paquet
from delib.anomalie import Anomalie, Word, make
from delib.paquet import Paquet

LANGUE = "fr-FR"
"""The language of a document that says none: that of the acts of collectivités (Constitution, art. 2)."""
_DC = "http://purl.org/dc/elements/1.1/"
_TERMS = "http://purl.org/dc/terms/"
_FIELDS = {f"{_DC} title": "titre", f"{_DC} creator": "auteur", f"{_DC} subject": "sujet", f"{_DC} language": "langue"} | {
    f"{_TERMS} created": "jour"
}
_SPACES = re.compile(r"[ \t\r\n]+")  # not the no-break space, which is part of the text
_DAY = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])(?![0-9])")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_STYLES_LANG = re.compile(rb"<w:lang [^>]*?w:val=\"([A-Za-z0-9-]+)\"")


@dataclass(frozen=True, slots=True)
class Fiche:
    """What a PDF says of itself. `jour` is a day, `2025-12-02`, or "": then the PDF bears no date.

    `provenance` are names (those of `metadonnees.PROVENANCE`) and what they are: hashes and versions, nothing of persons.
    """

    titre: str
    langue: str = LANGUE
    auteur: str = ""
    sujet: str = ""
    jour: str = ""
    provenance: tuple[tuple[str, str], ...] = ()
    anomalies: tuple[Anomalie, ...] = ()
    """What is worth telling of it: a title that was not there."""


def of_docx(docx: bytes, fichier: str) -> Fiche:
    """Return what the properties of a Word file say; the name of the file for a title that it has not (`anomalies` then tells).

    The language is that of the properties, else of the styles, else French. Raises ModeleError (no Word file, or damaged).
    """
    package = paquet.read(docx, fichier)
    said = _properties(package)
    anomalies: list[Anomalie] = []
    titre = said.get("titre", "")
    if not titre:
        titre = os.path.splitext(os.path.basename(fichier))[0]
        anomalies.append(make("pdf-sans-titre", Word(fichier), titre=titre))
    return Fiche(
        titre=titre,
        langue=_language(said.get("langue", ""), package),
        auteur=said.get("auteur", ""),
        sujet=said.get("sujet", ""),
        jour=day.group() if (day := _DAY.match(said.get("jour", ""))) else "",
        provenance=(("empreinte", package.empreinte),),
        anomalies=tuple(anomalies),
    )


def _properties(package: Paquet) -> dict[str, str]:
    """Return the properties that the package says, by our names, their spaces made single."""
    core = next((name for name, kind in package.parties.items() if kind == "core"), None)
    texts: dict[str, list[str]] = {}
    open_at: list[str] = []

    def start(tag: str, _attributes: object) -> None:
        field = _FIELDS.get(tag, "")
        open_at.append("" if field in texts else field)
        if open_at[-1]:
            texts[field] = []

    def end(_tag: str) -> None:
        open_at.pop()

    def text(data: str) -> None:
        if open_at and open_at[-1]:
            texts[open_at[-1]].append(data)

    if core is not None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
        parser.Parse(package[core], True)  # well-formed, without DTD: `paquet.read` saw to it
    return {field: _SPACES.sub(" ", "".join(words)).strip(" ") for field, words in texts.items()}


def _language(said: str, package: Paquet) -> str:
    styles = _STYLES_LANG.search(package.get("word/styles.xml", b"").partition(b"</w:docDefaults>")[0])
    for tag in (said, styles[1].decode() if styles else ""):
        if _TAG.fullmatch(tag):
            return tag
    return LANGUE
