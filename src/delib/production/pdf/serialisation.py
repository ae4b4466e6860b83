"""Writes the objects of a PDF as a file: always the same, its identifier made of its own bytes.

Either each object stands in the file (`plain`), as LibreOffice writes it, or those that are no streams lie packed together
(`packed`), which takes three times less room for a long structure. Chooses nothing, and understands no object.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterable, Mapping

from delib.production.pdf import syntaxe
from delib.production.pdf.syntaxe import Dictionnaire, Flux, Nom

PER_STREAM = 200
"""How many objects lie packed together: a reader unpacks them all to read one."""
_HEADER = b"%%PDF-%s\n%%\xe2\xe3\xcf\xd3\n"
_PAGE = re.compile(rb"/Type[\0\t\n\f\r ]*+/Pages?(?![A-Za-z])")


def plain(bodies: Mapping[int, bytes], trailer: Dictionnaire, version: str) -> bytes:
    """Return the PDF in which each object stands, in the order of the numbers."""
    pieces, places = _standing(bodies, version)
    at = sum(map(len, pieces))
    pieces.append(_table(places))
    pieces.append(b"trailer\n%s" % syntaxe.written({"Size": max(places, default=0) + 1, **trailer})[:-2])
    end = b">>\nstartxref\n%d\n%%%%EOF\n" % at
    mark = _digest([*pieces, end])
    return b"".join([*pieces, b"/ID[<%s><%s>]" % (mark.hex().upper().encode(), mark.hex().upper().encode()), end])


def packed(bodies: Mapping[int, bytes], trailer: Dictionnaire, version: str) -> bytes:
    """Return the PDF in which the objects that are no streams lie in streams of objects (ISO 32000-1, § 7.5.7), but the pages and
    what the trailer names, which every reader looks for first.
    """
    named = {one for value in trailer.values() for one in syntaxe.references(syntaxe.written(value))}
    inside = [
        one for one, body in bodies.items() if one not in named and not body.endswith(b"endstream") and not _PAGE.search(body)
    ]
    if not inside:
        return plain(bodies, trailer, version)
    held = set(inside)
    standing = {number: body for number, body in bodies.items() if number not in held}
    last = max(bodies, default=0)
    rows: dict[int, tuple[int, int, int]] = {}
    for rank, start in enumerate(range(0, len(inside), PER_STREAM), 1):
        chunk = inside[start : start + PER_STREAM]
        standing[last + rank] = syntaxe.written(_together({number: bodies[number] for number in chunk}))
        rows |= {number: (2, last + rank, index) for index, number in enumerate(chunk)}
    pieces, places = _standing(standing, version)
    at, own = sum(map(len, pieces)), max(standing, default=0) + 1
    rows |= {number: (1, place, 0) for number, place in {**places, own: at}.items()}
    table = b"".join(_row(*rows.get(number, (0, 0, 65535))) for number in range(own + 1))
    mark = _digest([*pieces, table])
    entries: Dictionnaire = {"Type": Nom("XRef"), "Size": own + 1, "W": [1, 4, 2], **trailer, "ID": [mark, mark]}
    stream = syntaxe.written(Flux({**entries, "Filter": Nom("FlateDecode")}, zlib.compress(table, 9)))
    return b"".join([*pieces, b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (own, stream, at)])


def _standing(bodies: Mapping[int, bytes], version: str) -> tuple[list[bytes], dict[int, int]]:
    """Return the pieces of a file in which objects stand one after the other, and where each begins."""
    pieces = [_HEADER % version.encode()]
    at = len(pieces[0])
    places: dict[int, int] = {}
    for number in sorted(bodies):
        places[number] = at
        pieces.append(b"%d 0 obj\n%s\nendobj\n" % (number, bodies[number]))
        at += len(pieces[-1])
    return pieces, places


def _together(bodies: Mapping[int, bytes]) -> Flux:
    starts, at = [], 0
    for body in bodies.values():
        starts.append(at)
        at += len(body) + 1
    head = b" ".join(b"%d %d" % pair for pair in zip(bodies, starts, strict=True)) + b"\n"
    entries: Dictionnaire = {"Type": Nom("ObjStm"), "N": len(bodies), "First": len(head), "Filter": Nom("FlateDecode")}
    return Flux(entries, zlib.compress(head + b"\n".join(bodies.values()), 9))


def _row(kind: int, second: int, third: int) -> bytes:
    return bytes([kind]) + second.to_bytes(4, "big") + third.to_bytes(2, "big")


def _digest(pieces: Iterable[bytes]) -> bytes:
    """Return an identifier of 16 bytes."""
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.digest()[:16]


def _table(places: Mapping[int, int]) -> bytes:
    """Return the cross-reference table; the numbers that no object bears are chained, as § 7.5.4 wants."""
    size = max(places, default=0) + 1
    free = [0, *(number for number in range(1, size) if number not in places)]
    following = dict(zip(free, [*free[1:], 0], strict=True))
    lines = [b"xref\n0 %d\n" % size]
    for number in range(size):
        if number in places:
            lines.append(b"%010d 00000 n \n" % places[number])
        else:
            lines.append(b"%010d 65535 f \n" % following[number])
    return b"".join(lines)
