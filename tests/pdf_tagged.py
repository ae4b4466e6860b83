"""Tagged PDF files as LibreOffice writes them, made by code: what a test changes in them is named.

They claim PDF/A-3b and PDF/UA-1; their font and their colour profile are there, and mean nothing.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tests.pdf_hostile import assembled, stream

XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
{}<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreateDate>{}</xmp:CreateDate></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""
MARKS = {
    "pdfa": '<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"><pdfaid:part>{}</pdfaid:part>'
    "<pdfaid:conformance>{}</pdfaid:conformance></rdf:Description>\n",
    "pdfua": '<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>'
    "</rdf:Description>\n",
}


def profile(year: int = 2026, components: int = 3) -> bytes:
    """Return what stands for a colour profile, dated of its making as LibreOffice does."""
    head = bytearray(b"delib profile of a test".ljust(128, b"\1"))
    head[24:36] = b"".join(part.to_bytes(2, "big") for part in (year, 11, 23, 2, 38, 24))
    head[84:100] = bytes(range(16))
    return bytes(head) + bytes([components]) * 400


@dataclass
class Tagged:
    """A tagged PDF of as many pages as texts; `tags` is what each text is tagged as."""

    textes: Sequence[str] = ("Un acte",)
    tags: Sequence[str] = ()
    pdfa: str = "3B"
    pdfua: bool = True
    tagged: bool = True
    marked: str = "/Marked true"
    lang: str = "fr-FR"
    producer: str = "LibreOffice 7.4"
    year: int = 2026
    components: int = 3
    embedded: bool = True
    boxes: Sequence[str] = ()
    before: bytes = b""
    """What is painted on each page before its text."""
    annots: str = ""
    element: str = ""
    """What the tag of each text has more; {} is its rank."""
    catalog: str = ""
    page: str = ""
    root: str = ""
    """What the structure tree has more."""
    more: Mapping[int, str | bytes] = field(default_factory=dict)
    """More objects, from number 500 to 699."""

    def to_bytes(self) -> bytes:
        """Return the PDF. Pages are objects 100, 102…, their contents 101, 103…, their tags 701, 702…"""
        count = len(self.textes)
        pages = " ".join(f"{100 + 2 * rank} 0 R" for rank in range(count))
        objects: dict[int, str | bytes] = {
            1: self._catalog(),
            2: f"<</Type/Pages/Kids[{pages}]/Count {count}/Resources 3 0 R>>",
            3: "<</Font<</F1 4 0 R>>>>",
            4: "<</Type/Font/Subtype/TrueType/BaseFont/AAAAAA+Essai/FontDescriptor 5 0 R>>",
            5: f"<</Type/FontDescriptor/FontName/AAAAAA+Essai{'/FontFile2 6 0 R' if self.embedded else ''}>>",
            6: stream(b"what stands for a font of " * 40),
            7: "<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/DestOutputProfile 8 0 R>>",
            8: stream(zlib.compress(profile(self.year, self.components)), f"/N {self.components}/Filter/FlateDecode"),
            9: stream(self._xmp()),
            10: f"<</Producer({self.producer})/Creator(Writer)/CreationDate(D:{self.year}1123023824Z')>>",
            **self._pages(),
            **self.more,
        }
        if self.tagged:
            objects |= self._structure()
        return assembled(objects, trailer="/Info 10 0 R", version="1.6")

    def _catalog(self) -> str:
        tags = f"/StructTreeRoot 20 0 R/MarkInfo<<{self.marked}>>" if self.tagged else ""
        return f"<</Type/Catalog/Pages 2 0 R/Metadata 9 0 R/OutputIntents[7 0 R]/Lang({self.lang}){tags}{self.catalog}>>"

    def _xmp(self) -> bytes:
        said = MARKS["pdfa"].format(*self.pdfa) if self.pdfa else ""
        return XMP.format(said + (MARKS["pdfua"] if self.pdfua else ""), f"{self.year}-11-23T02:38:24Z").encode()

    def _pages(self) -> dict[int, str | bytes]:
        made: dict[int, str | bytes] = {}
        for rank, texte in enumerate(self.textes):
            box = self.boxes[rank] if self.boxes else "/MediaBox[0 0 595 842]"
            own = f"/StructParents {rank}" if self.tagged else ""
            entries = f"/Contents {101 + 2 * rank} 0 R{box}{own}{self.annots}{self.page}"
            made[100 + 2 * rank] = f"<</Type/Page/Parent 2 0 R{entries}>>"
            text = f"/F1 12 Tf 50 700 Td ({texte}) Tj".encode("latin-1")
            mark = b"/P<</MCID 0>>BDC\nBT " + text + b" ET\nEMC\n" if self.tagged else b"BT " + text + b" ET\n"
            made[101 + 2 * rank] = stream(self.before + mark)
        return made

    def _structure(self) -> dict[int, str | bytes]:
        ranks = range(len(self.textes))
        kids = " ".join(f"{701 + rank} 0 R" for rank in ranks)
        parents = " ".join(f"{rank}[{701 + rank} 0 R]" for rank in ranks)
        tags = [*self.tags, *["P"] * (len(self.textes) - len(self.tags))]
        return {
            20: f"<</Type/StructTreeRoot/K 21 0 R/ParentTree 22 0 R/ParentTreeNextKey {len(self.textes)}{self.root}>>",
            21: f"<</S/Document/P 20 0 R/K[{kids}]>>",
            22: f"<</Nums[{parents}]>>",
            **{
                701 + rank: f"<</S/{tags[rank]}/P 21 0 R/Pg {100 + 2 * rank} 0 R/K 0{self.element.format(rank)}>>"
                for rank in ranks
            },
        }


def tagged(**changes: object) -> bytes:
    return Tagged(**changes).to_bytes()  # type: ignore[arg-type]
