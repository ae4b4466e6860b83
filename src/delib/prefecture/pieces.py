"""The files that go with a transmission: each judged by its bytes, one held at a time, and given the name it will bear.

Opens PDF files with two readers, since what one mends the other may refuse. Changes and sends nothing.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from delib.acte.acte import Acte
from delib.anomalie import Anomalie, LectureError, Page, make
from delib.codes.transmission import CAHIER
from delib.prefecture import natures
from delib.prefecture.fichiers import Document, basename
from delib.prefecture.identifiant import Identifiant
from delib.systeme import os_reason

MAX_OCTETS = 150 * 1024 * 1024
"""What an act and its annexes may weigh in all, in bytes (Pastell's form: 150 Mo)."""
MAX_NOM = 100
"""The longest name that every archive keeps, in characters: the old header of tar has no room for more."""
MAX_PAGES_LUES = 100
"""How many pages are searched for the act's number, which stands on the first."""

_FORMATS = {".pdf": "pdf", ".jpg": "jpg", ".jpeg": "jpg", ".png": "png"}
_CONTENUS = {
    "pdf": "un PDF",
    "jpg": "une image JPEG",
    "png": "une image PNG",
    "zip": "une archive : un document Word ou Excel, peut-être",
    "xml": "du XML ou du HTML",
    "": "autre chose",
}
_SIMPLE = re.compile(r"[A-Za-z0-9._()\- ]+")
_TYPE_EN_TETE = re.compile(rf"({natures.TYPOLOGIE})-")


@dataclass(frozen=True, slots=True)
class Piece:
    """A file of a transmission: where it lies, its role, its type, its size in bytes, and its sha256."""

    fichier: str
    role: str
    typologie: str
    octets: int
    empreinte: str = ""

    @property
    def extension(self) -> str:
        """Return the extension in small letters, with its dot."""
        return os.path.splitext(self.fichier)[1].lower()

    def name(self, identifiant: Identifiant, rang: int) -> str:
        """Return the name that the file bears once transmitted, `rang` being 1 for the act."""
        return str(Document.of(identifiant, rang, self.extension.lstrip("."), self.typologie))


def weigh(path: str) -> int:
    """Return the size of a file in bytes. Raises LectureError: absent, a folder, forbidden."""
    place = Page(path)
    try:
        found = os.stat(path)
    except FileNotFoundError:
        raise LectureError([make("fichier-absent", place)]) from None
    except (OSError, ValueError) as error:
        raison = os_reason(error) if isinstance(error, OSError) else "son nom n’est pas celui d’un fichier"
        raise LectureError([make("fichier-illisible", place, raison=raison)]) from None
    if os.path.isdir(path):
        raise LectureError([make("fichier-dossier", place)])
    if not os.path.isfile(path):
        raise LectureError([make("fichier-illisible", place, raison="ce n’est pas un fichier")])
    return found.st_size


def examine(path: str, role: str, octets: int, acte: Acte) -> tuple[Piece, list[Anomalie]]:
    """Return a file of `octets` bytes as a piece of what `acte` transmits, and what is wrong with it. Raises LectureError."""
    nature = str(acte.racine.get("classement", {}).get("nature", "DE"))
    found = _TYPE_EN_TETE.match(basename(path))
    piece = Piece(path, role, found[1] if found is not None else natures.typologie(nature), octets)
    anomalies = list(_iter_name(piece))
    if octets > MAX_OCTETS:  # its weight is told with that of the whole
        return piece, anomalies
    data = _read(path)
    anomalies += _iter_content(piece, data, nature)
    if role == "acte" and all(one.code == "transmission-nom" for one in anomalies):
        anomalies += _iter_text(piece, data, str(acte.racine["numero"]))
    return replace(piece, octets=len(data), empreinte=hashlib.sha256(data).hexdigest()), anomalies


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as stream:
            return stream.read(MAX_OCTETS + 1)
    except OSError as error:
        raise LectureError([make("fichier-illisible", Page(path), raison=os_reason(error))]) from None


def _iter_name(piece: Piece) -> Iterator[Anomalie]:
    nom = os.path.basename(piece.fichier)
    if len(nom) > MAX_NOM:
        yield make("transmission-nom", Page(piece.fichier), raison=f"a plus de {MAX_NOM} caractères")
    elif _SIMPLE.fullmatch(nom) is None:
        signes = " ".join(sorted(set(_SIMPLE.sub("", nom))))
        yield make("transmission-nom", Page(piece.fichier), raison=f"a des caractères particuliers (« {signes} »)")


def _iter_content(piece: Piece, data: bytes, nature: str) -> Iterator[Anomalie]:
    """Yield what is wrong with the bytes of a file: none, of a format that is not transmitted, of another, locked, damaged."""
    place = Page(piece.fichier)
    declared, held = _FORMATS.get(piece.extension), sniff(data)
    if not data:
        yield make("transmission-fichier-vide", place)
    elif piece.extension == ".xml" and nature == "BF" and held == "xml":
        yield make("transmission-budget-xml", place)
    elif declared is None:
        yield make("transmission-format", place, extension=piece.extension or "sans extension")
    elif declared != held:
        yield make("transmission-contenu", place, extension=piece.extension, contenu=_CONTENUS[held])
    elif held == "pdf":
        yield from _iter_pdf(piece, data)


def sniff(data: bytes) -> str:
    """Return what bytes are by how they begin: pdf, jpg, png, zip, xml, or ""."""
    if data.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"PK\x03\x04"):
        return "zip"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    return "xml" if data[:64].lstrip(b"\xef\xbb\xbf\t\r\n ").startswith(b"<") else ""


def _iter_pdf(piece: Piece, data: bytes) -> Iterator[Anomalie]:
    from delib.production.pdf.ouverture import open_pdf  # noqa: PLC0415 - an image does without pikepdf

    try:
        open_pdf(data, piece.fichier)
    except LectureError as error:
        yield from (replace(one, source=CAHIER) for one in error.anomalies)


def _iter_text(piece: Piece, data: bytes, numero: str) -> Iterator[Anomalie]:
    """Yield what the text of the act's file does not say: its number, or anything."""
    place = Page(piece.fichier)
    if _FORMATS.get(piece.extension) != "pdf":
        yield make("transmission-sans-texte", place)
        return
    from delib.production.pdf.vue import Vue  # noqa: PLC0415 - an image does without pdfium

    wanted, some = _bare(numero), False
    try:
        with Vue(data, piece.fichier) as vue:
            read = min(vue.pages, MAX_PAGES_LUES)
            for i in range(read):
                texte = _bare(vue.texte(i))
                if wanted in texte:
                    return
                some = some or bool(texte)
            pages = f" (pages 1 à {read})" if read < vue.pages else ""
    except LectureError as error:
        yield from (replace(one, source=CAHIER) for one in error.anomalies)
        return
    yield make("transmission-autre-acte", place, numero=numero, pages=pages) if some else make("transmission-sans-texte", place)


_BLANCS = re.compile(r"[\s\u00ad\u200b\u2060\ufeff]+")
_TIRETS = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))


def _bare(texte: str) -> str:
    """Return a text without blanks nor case, its hyphens all alike: a number may be broken over two lines."""
    return _BLANCS.sub("", texte).translate(_TIRETS).casefold()
