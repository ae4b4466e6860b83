"""PDF files written by hand, page by page: any box, any rotation, any content, any kind of table of objects.

What a library would put in order stays as it is told: contents left open, dictionaries shared, tables that lie.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

A4 = (0.0, 0.0, 595.0, 842.0)
PAYSAGE = (0.0, 0.0, 842.0, 595.0)
FONT = "<</Font <</F1 <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>>>"
Boite = tuple[float, float, float, float]
Table = Literal["table", "flux", "hybride"]


@dataclass(frozen=True)
class Feuille:
    """A page: what draws it, its boxes as they are written, its rotation, its unit; None leaves an entry out."""

    contenu: bytes | Sequence[bytes] | None = b""
    media: Boite | None = A4
    crop: Boite | None = None
    tour: int | None = None
    unite: float | None = None
    ressources: str | None = FONT


def ecrit(*lignes: tuple[float, float, str], corps: float = 10) -> bytes:
    """Return the content of a page that bears lines of text, each at its place in the page's own units."""
    return "".join(f"BT /F1 {corps} Tf {x} {y} Td ({texte}) Tj ET\n" for x, y, texte in lignes).encode("cp1252")


def plein(boite: Boite = A4, marge: float = 60, pas: float = 14, corps: float = 10) -> bytes:
    """Return the content of a page full of text, but for its margins."""
    left, bottom, right, top = boite
    words = "Vu le code général des collectivités territoriales, " * 20
    texte = words[: int((right - left - 2 * marge) / (0.46 * corps))]
    count = int((top - bottom - 2 * marge) / pas)
    return ecrit(*((left + marge, top - marge - corps - rank * pas, texte) for rank in range(count)), corps=corps)


def classeur(*feuilles: Feuille, table: Table = "table", racine: str = "", heritage: str = "", pied: str = "") -> bytes:
    """Return a PDF of these pages. `racine`, `heritage` and `pied` are added to its catalog, its tree of pages, its trailer.

    With « flux » and « hybride » the pages lie in an object stream; « hybride » has also a table, as Word writes it.
    """
    first = 3
    kids = " ".join(f"{first + 2 * rank} 0 R" for rank in range(len(feuilles)))
    objets = {
        1: f"<</Type /Catalog /Pages 2 0 R {racine}>>".encode("cp1252"),
        2: f"<</Type /Pages /Kids [{kids}] /Count {len(feuilles)} {heritage}>>".encode("cp1252"),
    }
    following = first + 2 * len(feuilles)
    for rank, one in enumerate(feuilles):
        parts = [one.contenu] if isinstance(one.contenu, bytes) else list(one.contenu or ())
        numbers = [first + 2 * rank + 1, *range(following, following + len(parts) - 1)][: len(parts)]
        following += max(0, len(parts) - 1)
        objets |= {number: flux(part) for number, part in zip(numbers, parts, strict=True)}
        objets[first + 2 * rank] = _page(one, numbers).encode("cp1252")
    return assemble(objets, table=table, pied=pied, packed=[1, 2, *(first + 2 * rank for rank in range(len(feuilles)))])


def _page(one: Feuille, numbers: list[int]) -> str:
    def box(boite: Boite) -> str:
        return f"[{' '.join(f'{value:g}' for value in boite)}]"

    entries = [
        "/Type /Page /Parent 2 0 R",
        f"/MediaBox {box(one.media)}" if one.media is not None else "",
        f"/CropBox {box(one.crop)}" if one.crop is not None else "",
        f"/Rotate {one.tour}" if one.tour is not None else "",
        f"/UserUnit {one.unite}" if one.unite is not None else "",
        f"/Resources {one.ressources}" if one.ressources is not None else "",
        f"/Contents {numbers[0]} 0 R" if len(numbers) == 1 else f"/Contents [{' '.join(f'{each} 0 R' for each in numbers)}]",
    ]
    return f"<<{' '.join(filter(None, entries))}>>"


def flux(data: bytes, entries: str = "") -> bytes:
    """Return a stream, compressed."""
    packed = zlib.compress(data)
    return b"<</Length %d /Filter /FlateDecode %s>>\nstream\n%s\nendstream" % (len(packed), entries.encode(), packed)


def image(largeur: int, hauteur: int, gris: bytes) -> bytes:
    """Return an image of grey pixels, as a scanner leaves one on a page."""
    size = f"/Type /XObject /Subtype /Image /Width {largeur} /Height {hauteur}"
    return flux(gris, f"{size} /ColorSpace /DeviceGray /BitsPerComponent 8")


def assemble(objets: Mapping[int, bytes], *, table: Table = "table", pied: str = "", packed: Sequence[int] = ()) -> bytes:
    """Return a PDF of these objects, the first of which is the catalog."""
    objets = dict(objets)
    size = max(objets) + 1
    hidden: dict[int, int] = {}
    if table != "table":
        bodies = [objets.pop(number) for number in packed]
        starts = [sum(len(body) + 1 for body in bodies[:rank]) for rank in range(len(bodies))]
        head = " ".join(f"{number} {start}" for number, start in zip(packed, starts, strict=True)).encode() + b" "
        objets[size] = flux(head + b"\n".join(bodies), f"/Type /ObjStm /N {len(bodies)} /First {len(head)}")
        hidden = {number: rank for rank, number in enumerate(packed)}
        size += 1
    made = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number, body in objets.items():
        places[number] = len(made)
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    trailer = f"/Root 1 0 R {pied}"
    if table != "table":
        container, stream_at = size - 1, len(made)
        places[size] = stream_at
        made += b"%d 0 obj\n%s\nendobj\n" % (size, _table_stream(places, hidden, container, size + 1, trailer))
        size += 1
        if table == "flux":
            return bytes(made) + b"startxref\n%d\n%%%%EOF\n" % stream_at
        trailer += f" /XRefStm {stream_at}"
    at = len(made)
    made += b"xref\n0 1\n0000000000 65535 f \n"
    made += b"".join(b"%d 1\n%010d 00000 n \n" % (one, places[one]) for one in sorted(places))
    return bytes(made) + f"trailer\n<</Size {size} {trailer}>>\nstartxref\n{at}\n%%EOF\n".encode()


def _table_stream(places: Mapping[int, int], hidden: Mapping[int, int], container: int, size: int, trailer: str) -> bytes:
    rows = bytearray()
    for number in range(size):
        if number in hidden:
            rows += struct.pack(">BIH", 2, container, hidden[number])
        else:
            rows += struct.pack(">BIH", 1, places[number], 0) if number in places else struct.pack(">BIH", 0, 0, 65535)
    return flux(bytes(rows), f"/Type /XRef /W [1 4 2] /Size {size} {trailer}")
