"""Makes the two fonts that delib draws with: `python outils/police.py DOSSIER`, the folder of Liberation Sans (Regular and Bold).

Needs fontTools, which delib itself does without. Same files in, same files out, byte for byte, for one version of fontTools.
Liberation Sans comes under the SIL Open Font License 1.1, whose article 3 forbids a modified version the reserved names
« Liberation », « Arimo », « Tinos » and « Cousine »: what is made here is named « Delib Sans ».
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

DONNEES = Path(__file__).resolve().parents[1] / "src" / "delib" / "production" / "pdf" / "donnees"

SOURCES = {
    "Regular": "8d91388f1d3604b3b8ae0e3ee2d140e50cd6122f9214514f4aca772540a4076d",
    "Bold": "ba0e0dc3f7aca5b0afbc31e800531ee43be3aa79ae35b2ef1f6470a9547765c4",
}
"""The sha256 of the two files of Liberation Sans 2.1.5 (Debian's fonts-liberation2)."""
COPYRIGHT = (
    "Digitized data copyright (c) 2010 Google Corporation. Copyright (c) 2012 Red Hat, Inc. "
    "Subset, without hinting, and renamed: see ORIGINE.txt."
)
LICENCE = "Licensed under the SIL Open Font License, Version 1.1"
TABLES = {"head", "hhea", "maxp", "OS/2", "hmtx", "cmap", "loca", "glyf", "name", "post"}
"""What a PDF's reader wants of a font, and its name."""


def main(folder: Path) -> None:
    """Write the two fonts in `DONNEES`."""
    DONNEES.mkdir(exist_ok=True)
    for style, known in SOURCES.items():
        source = folder / f"LiberationSans-{style}.ttf"
        if hashlib.sha256(source.read_bytes()).hexdigest() != known:
            raise SystemExit(f"{source} is not the file of Liberation Sans 2.1.5")
        font = TTFont(source, recalcTimestamp=False)
        reduce(font)
        rename(font, style)
        font.save(DONNEES / f"DelibSans-{style}.ttf", reorderTables=True)


def reduce(font: TTFont) -> None:
    """Leave in `font` the characters of WinAnsiEncoding alone, without hinting nor layout."""
    options = subset.Options(hinting=False, layout_features=[], name_IDs=["*"], notdef_outline=True, recalc_timestamp=False)
    options.drop_tables += ["FFTM"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(
        unicodes=(ord(char) for code in (*range(32, 127), *range(128, 256)) for char in bytes([code]).decode("cp1252", "ignore"))
    )
    subsetter.subset(font)
    for tag in set(font.keys()) - TABLES - {"GlyphOrder"}:
        del font[tag]
    font["cmap"].tables = [table for table in font["cmap"].tables if (table.platformID, table.platEncID) == (3, 1)]
    font["post"].formatType = 3.0


def rename(font: TTFont, style: str) -> None:
    """Give `font` a name of its own, and say whose it is."""
    whole = "Delib Sans" if style == "Regular" else f"Delib Sans {style}"
    postscript = whole.replace(" ", "", 1).replace(" ", "-")
    table = font["name"]
    table.names = []
    for rank, text in {
        **{0: COPYRIGHT, 1: "Delib Sans", 2: style, 3: f"{whole} 2.1.5", 4: whole, 5: "Version 2.1.5", 6: postscript},
        **{13: LICENCE, 14: "https://openfontlicense.org"},
    }.items():
        table.setName(text, rank, 3, 1, 0x409)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
