"""The font that delib draws with, « Delib Sans »: its program, its metrics, its text encoded, its objects in a PDF.

It holds the characters of WinAnsiEncoding (ISO 32000-1, annex D): all of French. It is embedded whole, 12 KB compressed. Reads
these two files alone: it is no reader of fonts. Their origin and licence: `donnees/ORIGINE.txt`.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from pikepdf import Dictionary, Name, Object, Pdf

DONNEES = Path(__file__).parent / "donnees"
PREMIER = 32
"""The first code of WinAnsiEncoding that draws; the last is 255."""

_SUPPR = 127
_NONSYMBOLIC = 32
"""The flags of a font of Latin letters (ISO 32000-1, table 123)."""

Graisse = Literal["Regular", "Bold"]


@dataclass(frozen=True, slots=True)
class Police:
    """A font: its PostScript name, its program (TrueType), and in thousandths of its size its widths and its heights.

    `largeurs` are those of the codes 32 to 255 of WinAnsiEncoding; `cadre` is the box that holds every character.
    """

    nom: str
    programme: bytes
    largeurs: tuple[int, ...]
    cadre: tuple[int, int, int, int]
    ascendante: int
    descendante: int
    capitale: int
    fut: int

    def width(self, texte: str, corps: float) -> float:
        """Return the width of `texte` in points, in size `corps`. Raises ValueError for a character that is not in WinAnsi."""
        return sum(self.largeurs[code - PREMIER] for code in encode(texte)) * corps / 1000


def encode(texte: str) -> bytes:
    """Return `texte` in WinAnsiEncoding. Raises ValueError: a character that is not in it, or a control."""
    try:
        codes = texte.encode("cp1252")
    except UnicodeEncodeError:
        codes = b"\0"
    if codes and (min(codes) < PREMIER or _SUPPR in codes):
        raise ValueError(f"not in WinAnsiEncoding: {texte!r}")
    return codes


def unicode_of(code: int) -> int | None:
    """Return the character that `code` stands for in WinAnsiEncoding, None where it stands for none."""
    char = bytes([code]).decode("cp1252", "ignore")
    return ord(char) if char and code != _SUPPR else None


def embed(graisse: Graisse, pdf: Pdf) -> Object:
    """Return the font, put in a PDF.

    A simple TrueType font, as PDF/A-3 and PDF/UA-1 want one that is not symbolic: embedded, WinAnsiEncoding, its widths those of
    its program, its characters told (ISO 32000-1, § 9.6.3, § 9.8, § 9.10.3).
    """
    font = load(graisse)
    nom = Name(f"/{font.nom}")
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=nom,
        Flags=_NONSYMBOLIC,
        FontBBox=font.cadre,
        ItalicAngle=0,
        Ascent=font.ascendante,
        Descent=font.descendante,
        CapHeight=font.capitale,
        StemV=font.fut,
        FontFile2=pdf.make_stream(font.programme, Length1=len(font.programme)),
    )
    made = Dictionary(
        Type=Name.Font,
        Subtype=Name.TrueType,
        BaseFont=nom,
        Encoding=Name.WinAnsiEncoding,
        FirstChar=PREMIER,
        LastChar=255,
        Widths=font.largeurs,
        FontDescriptor=pdf.make_indirect(descriptor),
        ToUnicode=pdf.make_stream(_to_unicode()),
    )
    return pdf.make_indirect(made)


@cache
def load(graisse: Graisse) -> Police:
    """Return the font of that weight."""
    programme = (DONNEES / f"DelibSans-{graisse}.ttf").read_bytes()
    tables = _tables(programme)
    em: int
    (em,) = struct.unpack_from(">H", programme, tables["head"] + 18)

    def thousandths(*numbers: int) -> tuple[int, ...]:
        return tuple(round(number * 1000 / em) for number in numbers)

    left, bottom, right, top = thousandths(*struct.unpack_from(">4h", programme, tables["head"] + 36))
    ascent, descent = thousandths(*struct.unpack_from(">2h", programme, tables["hhea"] + 4))
    (capital,) = thousandths(*struct.unpack_from(">h", programme, tables["OS/2"] + 88))
    return Police(
        nom="DelibSans" if graisse == "Regular" else f"DelibSans-{graisse}",
        programme=programme,
        largeurs=thousandths(*_widths(programme, tables)),
        cadre=(left, bottom, right, top),
        ascendante=ascent,
        descendante=descent,
        capitale=capital,
        fut=_STEMS[graisse],
    )


def _to_unicode() -> bytes:
    """Return the table of the characters that the codes of WinAnsiEncoding stand for (ISO 32000-1, § 9.10.3)."""
    odd = [(code, char) for code in range(128, 160) if (char := unicode_of(code)) is not None]
    lines = ["/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap"]
    lines += ["/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def"]
    lines += ["/CMapName /Adobe-Identity-UCS def", "/CMapType 2 def", "1 begincodespacerange", "<00> <FF>", "endcodespacerange"]
    lines += ["2 beginbfrange", "<20> <7E> <0020>", "<A0> <FF> <00A0>", "endbfrange"]
    lines += [f"{len(odd)} beginbfchar", *(f"<{code:02X}> <{char:04X}>" for code, char in odd), "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode("ascii")


_STEMS: dict[Graisse, int] = {"Regular": 88, "Bold": 138}
"""The thickness of upright strokes, which no table gives: a reader wants it only to replace a font that is missing."""


def _tables(programme: bytes) -> dict[str, int]:
    """Return where each table of a font begins."""
    (count,) = struct.unpack_from(">H", programme, 4)
    found = {}
    for rank in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", programme, 12 + 16 * rank)
        found[tag.decode("ascii")] = offset
    return found


def _widths(programme: bytes, tables: dict[str, int]) -> list[int]:
    """Return the widths of the codes of WinAnsiEncoding, in units of the font; where none stands, that of the missing one."""
    glyphs = _glyphs(programme, tables["cmap"])
    (count,) = struct.unpack_from(">H", programme, tables["hhea"] + 34)
    advances = [struct.unpack_from(">H", programme, tables["hmtx"] + 4 * rank)[0] for rank in range(count)]
    ranks = (glyphs.get(unicode_of(code) or 0, 0) for code in range(PREMIER, 256))
    return [advances[min(rank, count - 1)] for rank in ranks]


def _glyphs(programme: bytes, cmap: int) -> dict[int, int]:
    """Return the glyph of each character, from the font's only table of characters (format 4)."""
    (offset,) = struct.unpack_from(">L", programme, cmap + 8)
    base = cmap + offset
    (twice,) = struct.unpack_from(">H", programme, base + 6)
    count = twice // 2
    columns = (base + 14, base + 16 + twice, base + 16 + 2 * twice, base + 16 + 3 * twice)
    ends, starts, deltas, ranges = (struct.unpack_from(f">{count}H", programme, column) for column in columns)
    glyphs = {}
    for rank, (end, start, delta, reach) in enumerate(zip(ends, starts, deltas, ranges, strict=True)):
        for char in range(start, min(end, 0xFFFE) + 1):
            glyph = char
            if reach:
                (glyph,) = struct.unpack_from(">H", programme, columns[3] + 2 * rank + reach + 2 * (char - start))
            glyphs[char] = (glyph + delta) & 0xFFFF
    return glyphs
