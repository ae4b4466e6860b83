"""Any docxtpl template, compiled once and rendered many times, under the policy OUVERTE.

    gabarit = Gabarit("lettre.docx")
    docx = gabarit.render({"objet": "Voirie", "visas": [{"texte": "le code général des collectivités territoriales"}]})

What docxtpl does on each document is done once: only Jinja's code runs again, and only the parts that it changes are compressed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import count
from typing import Any, TypeVar

from delib.anomalie import Anomalie, ModeleError, Word, in_order, make
from delib.modele import remplacements
from delib.modele.fichiers import Descripteur, read_source
from delib.modele.grilles import regridded
from delib.modele.images import Images
from delib.modele.langage import Fault
from delib.modele.listing import resolved
from delib.modele.parties import iter_parties, iter_unfilled
from delib.modele.passage import Passage
from delib.modele.reparation import emptied
from delib.modele.signets import once
from delib.modele.sous_documents import FOOTNOTES, SousDocument, compose, noted
from delib.paquet import Paquet, check_xml, load, read

Filtres = tuple[tuple[str, Callable[..., Any]], ...]
T = TypeVar("T")

SANS_NOM = "modèle.docx"
"""How a template given as bytes is named in messages."""
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DRAWING = re.compile(r'(<wp:docPr [^<>]*?\bid=")[^"]*(?=")')
_FIRST_DRAWING = 1001
_LOOP = re.compile(r"\{%-?\s*for\s")


class Gabarit:
    """A compiled docxtpl template: `render` returns a .docx, from any thread, and in any process that it is pickled to."""

    def __init__(
        self,
        docx: bytes | str | os.PathLike[str],
        *,
        filtres: Mapping[str, Callable[..., Any]] | None = None,
    ) -> None:
        """Compile the template `docx` (its bytes, or its file); `filtres` are added to Jinja's own.

        Raises ModeleError with all that is wrong in it, LectureError when the file cannot be read.
        """
        if isinstance(docx, bytes | bytearray):
            data, fichier = bytes(docx), SANS_NOM
        else:
            fichier = os.fspath(docx)
            data = load(fichier)
        self._open(data, fichier, tuple(sorted((filtres or {}).items())))

    def _open(self, data: bytes, fichier: str, filtres: Filtres) -> None:
        self._data, self._filtres = data, filtres
        self.fichier = fichier
        self._fonds = _compiled(data, fichier, filtres)
        self._paquet = self._fonds.paquet

    def __reduce__(self) -> tuple[Any, ...]:
        changed = {name: self._paquet[name] for name in self._paquet if self._paquet[name] is not self._fonds.paquet[name]}
        return _revived, (type(self), self._data, self.fichier, self._filtres, changed)

    @property
    def champs(self) -> frozenset[str]:
        """Return the paths of the data that the template reads, in all its parts: `numero`, `visas[].texte`."""
        return self._fonds.champs

    def render(self, context: Mapping[str, object]) -> bytes:
        """Return the .docx that the template makes of `context`: a whole package, checked, the same for the same input.

        Raises ModeleError with every tag that cannot be printed, its place in the Word file and the path of its data.
        """
        fonds, paquet = self._fonds, self._paquet
        names = fonds.names(context)
        passage = Passage(_Images(paquet), fonds.corps)
        try:
            texts = fonds.printed(names, passage)
            if passage.sous_documents:
                paquet, texts, passage = self._composed(paquet, names, passage)
        except ModeleError:
            raise
        except Exception as error:  # whatever a value or a filter raises is told with its tag
            raise ModeleError(fonds.told(names, passage, error)) from error
        parts = fonds.finished(texts, passage)
        return paquet.replaced({**passage.images.parts(), **parts}).to_bytes()

    def _composed(self, paquet: Paquet, names: dict[str, Any], passage: Passage) -> tuple[Paquet, list[str], Passage]:
        """Return the package with the sub-documents' styles, images and lists in it, and the parts printed with their text."""
        documents = list(passage.sous_documents.values())
        composed = compose(paquet.to_bytes(), documents)
        xmls = dict(zip(passage.sous_documents, composed.xml, strict=True))
        again = Passage(_Images(composed.paquet), self._fonds.corps, xmls, composed.notes)
        return composed.paquet, self._fonds.printed(names, again), again

    # --------------------------------------------------------------------------- what docxtpl replaces, by the same names

    def new_subdoc(self, docpath: str | os.PathLike[str] | bytes) -> SousDocument:
        """Return a value that prints the body of another .docx, under `{{p … }}`. Raises LectureError or ModeleError."""
        return SousDocument.open(docpath)

    def replace_pic(self, embedded_file: str, dst_file: Descripteur) -> None:
        """Show another picture, in the documents rendered from now on, where that of this name, title or description is.

        Raises ModeleError when there is none, or when the new one is of another format.
        """
        self._replace(remplacements.pic, embedded_file, dst_file)

    def replace_media(self, src_file: Descripteur, dst_file: Descripteur) -> None:
        """Put a picture in the place of the very same bytes. Raises ModeleError when the template does not hold them."""
        self._replace(remplacements.media, self._read(src_file), dst_file)

    def replace_embedded(self, src_file: Descripteur, dst_file: Descripteur) -> None:
        """Put an embedded file in the place of the very same bytes. Raises ModeleError when the template does not hold them."""
        self._replace(remplacements.embedded, self._read(src_file), dst_file)

    def replace_zipname(self, zipname: str, dst_file: Descripteur) -> None:
        """Put a file in the place of the member `zipname` of the package. Raises ModeleError when there is none."""
        self._replace(remplacements.zipname, zipname, dst_file)

    def reset_replacements(self) -> None:
        """Forget all that was replaced."""
        self._paquet = self._fonds.paquet

    def _replace(self, change: Callable[[Paquet, Any, bytes], dict[str, bytes]], what: object, descripteur: Descripteur) -> None:
        data = self._read(descripteur)
        self._paquet = self._paquet.replaced(self._own(change, self._fonds.paquet, what, data))

    def _read(self, descripteur: Descripteur) -> bytes:
        return self._own(read_source, descripteur)

    def _own(self, act: Callable[..., T], *args: object) -> T:
        """Return what `act` returns. Raises ModeleError, on this template, for what it refuses."""
        try:
            return act(*args)
        except Fault as fault:
            raise ModeleError([make(fault.code, Word(self.fichier), "", **fault.details)]) from None


class _Images:
    """The images of one rendering, made when the first is printed."""

    def __init__(self, paquet: Paquet) -> None:
        self.paquet = paquet
        self.made: Images | None = None

    def xml(self, part_name: str, descripteur: Any, width: Any, height: Any, anchor: str | None) -> str:
        """Return the XML of a drawing."""
        if self.made is None:
            self.made = Images(self.paquet)
        return self.made.xml(part_name, descripteur, width, height, anchor)

    def parts(self) -> dict[str, bytes]:
        """Return the parts that the images need."""
        return self.made.parts() if self.made is not None else {}


class _Fonds:
    """What a template is once compiled: shared by every rendering, changed by none."""

    def __init__(self, data: bytes, fichier: str, filtres: Filtres) -> None:
        from delib.modele import passerelle  # noqa: PLC0415 - docxtpl and Jinja are loaded when a template is compiled
        from delib.modele.bac import Bac  # noqa: PLC0415
        from delib.modele.champs import read_paths  # noqa: PLC0415
        from delib.modele.moteur import Partie  # noqa: PLC0415
        from delib.modele.reperes import Reperes, ReperesProprietes  # noqa: PLC0415

        self.paquet = read(data, fichier)
        self.fichier = fichier
        self.bac = Bac(dict(filtres))
        self.globals = dict(self.bac.globals)
        self.parties: list[Partie] = []
        self.corps = ""
        anomalies: list[Anomalie] = list(iter_unfilled(self.paquet, fichier))
        for name, kind, label in iter_parties(self.paquet):
            if kind == "document":
                self.corps = name
            xml = passerelle.canonical(self.paquet[name], fichier, name)
            if "{" not in xml and "}" not in xml and "\uff5b" not in xml:
                continue
            reperes = (ReperesProprietes if kind == "core" else Reperes)(xml, fichier, label)
            anomalies += reperes.anomalies
            if reperes.tagged:
                partie = Partie(reperes, self.bac, name, kind != "core")
                anomalies += partie.anomalies  # those of its tags again, and more: each is told once, below
                self.parties.append(partie)
        if anomalies:
            raise ModeleError(in_order(dict.fromkeys(anomalies)))
        self.repeated = {one.name for one in self.parties if "<w:bookmarkStart " in one.source and _LOOP.search(one.source)}
        self.champs = frozenset(path for partie in self.parties for path in read_paths(partie.tree(), self.globals))

    def names(self, context: Mapping[str, object]) -> dict[str, Any]:
        """Return the names that the template reads. Raises TypeError unless they are texts."""
        names = {**self.globals, **context}
        if not all(type(name) is str for name in names):
            raise TypeError("the names of a context are texts")
        return names

    def printed(self, names: dict[str, Any], passage: Passage) -> list[str]:
        """Return each tagged part printed. Raises what the values raise."""
        return [partie.render(names, passage) for partie in self.parties]

    def told(self, names: dict[str, Any], passage: Passage, error: Exception) -> Sequence[Anomalie]:
        """Return all that stops a rendering."""
        from delib.modele.diagnostic import told  # noqa: PLC0415 - only what went wrong needs it

        return told(self.parties, names, Passage(_Images(self.paquet), self.corps), error)

    def finished(self, texts: list[str], passage: Passage) -> dict[str, bytes]:
        """Return the parts put right and checked. Raises ModeleError for what is no XML: a block across two containers."""
        parts: dict[str, bytes] = {}
        for partie, text in zip(self.parties, texts, strict=True):
            xml = resolved(text)
            if partie.fragile or passage.markup:
                xml = emptied(xml, {"p", "tr", "tc"} if passage.markup else partie.kinds)
            elif "tr" in partie.kinds or "tc" in partie.kinds:
                xml = emptied(xml, partie.kinds - {"p"})
            if partie.regrid:
                xml = regridded(xml)
            if partie.name in self.repeated:
                xml = once(xml)
            if partie.name == self.corps and (partie.drawings or passage.images.parts()):
                xml = _numbered(xml)
            data = _DECLARATION + xml.encode("utf-8")
            if passage.notes and partie.name == FOOTNOTES:
                data = noted(data, passage.notes)
            self._check(partie, data, passage.markup)
            parts[partie.name] = data
        return parts

    def _check(self, partie: Any, data: bytes, markup: bool) -> None:
        try:
            check_xml(data, self.fichier, partie.name, espaces=markup, depth=markup)
        except ModeleError as error:
            if not any(one.code == "xml-mal-forme" for one in error.anomalies):
                raise
            raise ModeleError(partie.crossing() or [make("document-mal-forme", partie.lieu, raison=_reason(error))]) from None


def _numbered(xml: str) -> str:
    """Return the body with its drawings numbered as docxtpl numbers them: no two alike."""
    numbers = count(_FIRST_DRAWING)
    return _DRAWING.sub(lambda found: f"{found.group(1)}{next(numbers)}", xml)


def _reason(error: ModeleError) -> str:
    """Return the position that the parser gave."""
    return error.anomalies[0].message.rpartition(" : ")[2].rstrip(".")


@lru_cache(maxsize=16)
def _compiled(data: bytes, fichier: str, filtres: Filtres) -> _Fonds:
    """Return a template compiled, once in a process for the same bytes: a pool of processes is handed it with every task."""
    return _Fonds(data, fichier, filtres)


def _revived(kind: type[Gabarit], data: bytes, fichier: str, filtres: Filtres, changed: dict[str, bytes]) -> Gabarit:
    """Return the template that was pickled."""
    made = kind.__new__(kind)
    made._open(data, fichier, filtres)
    made._paquet = made._paquet.replaced(changed) if changed else made._paquet
    return made
