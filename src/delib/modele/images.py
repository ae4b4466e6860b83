"""The pictures that values bring (docxtpl's InlineImage): the drawing in the text, the medium, and what ties them.

The door of python-docx, which measures a picture. Decodes none; follows no link. Numbers media, relationships and drawings as
python-docx does, so that what is printed is what docxtpl prints.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree
from xml.sax.saxutils import quoteattr

from delib.modele.fichiers import Descripteur, defect, name_of, nature, read_source
from delib.modele.langage import Fault
from delib.modele.relations import HYPERLINK, IMAGE, Relations, pictures, rels_of, typed
from delib.paquet import CONTENT_TYPES, ILLEGAL, MAX_UNPACKED, Paquet

if TYPE_CHECKING:
    from docx.image.image import Image

CODE = "image-illisible"
_TYPES = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif", "bmp": "image/bmp", "tiff": "image/tiff"}
MAX_EMU = 27_273_042_316_900
"""The longest side that DrawingML can say, in English Metric Units (360,000 a centimetre)."""

# What python-docx writes, to the blank: the spaces too are part of the canonical XML.
_DRAWING = """<w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"\
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"\
 xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"\
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
  <wp:extent cx="{cx}" cy="{cy}"/>
  <wp:docPr id="{number}" name="Picture {number}"{link}
  <wp:cNvGraphicFramePr>
    <a:graphicFrameLocks noChangeAspect="1"/>
  </wp:cNvGraphicFramePr>
  <a:graphic>
    <a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">
      <pic:pic>
        <pic:nvPicPr>
          <pic:cNvPr id="0" name={name}{inner_link}
          <pic:cNvPicPr/>
        </pic:nvPicPr>
        <pic:blipFill>
          <a:blip r:embed={medium}/>
          <a:stretch>
            <a:fillRect/>
          </a:stretch>
        </pic:blipFill>
        <pic:spPr>
          <a:xfrm>
            <a:off x="0" y="0"/>
            <a:ext cx="{cx}" cy="{cy}"/>
          </a:xfrm>
          <a:prstGeom prst="rect"/>
        </pic:spPr>
      </pic:pic>
    </a:graphicData>
  </a:graphic>
</wp:inline>
</w:drawing>"""
_NUMBERED = re.compile("[a-zA-Z]+([1-9][0-9]*)?")
_LINK = ">\n{indent}  <a:hlinkClick r:id={link}/>\n{indent}</{element}>"


class _Medium(NamedTuple):
    """A picture of the package: its member, the name that it was given under, and its measures."""

    member: str
    nom: str
    image: Image


class Images:
    """The pictures that one rendering of a package brings."""

    def __init__(self, paquet: Paquet) -> None:
        self._paquet = paquet
        self._media: dict[bytes, _Medium] = {}
        self._added: dict[str, bytes] = {}
        self._relations: dict[str, Relations] = {}
        self._changed: set[str] = set()
        self._numbers: dict[str, int] = {}
        self._known: list[str] | None = None
        self._weight = 0

    def xml(
        self,
        part_name: str,
        descripteur: Descripteur,
        width: float | None = None,
        height: float | None = None,
        anchor: str | None = None,
    ) -> str:
        """Return the `w:drawing` of a picture for the part `part_name`, as docxtpl writes it.

        `width` and `height` are in English Metric Units, as python-docx's Mm and Cm give them; one alone keeps the proportions.
        `anchor` is the address of a link. Raises Fault (`image-illisible`).
        """
        data = read_source(descripteur, CODE)
        medium = self._medium(data, name_of(descripteur))
        cx, cy = _dimensions(medium, width, height)
        self._add(medium, data)
        tie = quoteattr(self._tie(part_name, IMAGE, medium.member))
        link = quoteattr(self.link(part_name, anchor)) if anchor else ""
        return _DRAWING.format(
            cx=cx,
            cy=cy,
            number=self._number(part_name),
            name=quoteattr(medium.nom),
            medium=tie,
            link=_LINK.format(indent=" " * 2, link=link, element="wp:docPr") if link else "/>",
            inner_link=_LINK.format(indent=" " * 10, link=link, element="pic:cNvPr") if link else "/>",
        )

    def link(self, part_name: str, address: str) -> str:
        """Return the id, in the part `part_name`, of a link to `address`, outside of the package and never followed."""
        if not isinstance(address, str) or ILLEGAL.search(address):
            raise Fault(CODE, nom="", raison="l’adresse de son lien n’est pas un texte que Word admet")
        return self._tie(part_name, HYPERLINK, address, externe=True)

    def parts(self) -> dict[str, bytes]:
        """Return the members that the pictures add to the package or change in it, by name."""
        made = dict(self._added)
        if self._added:
            types = {name: _TYPES[name.rpartition(".")[2]] for name in self._added}
            completed = typed(self._paquet[CONTENT_TYPES], types)
            made.update({CONTENT_TYPES: completed} if completed != self._paquet[CONTENT_TYPES] else {})
        for part in sorted(self._changed):
            made[rels_of(part)] = self._relations[part].to_bytes()
        return made

    def _tie(self, part: str, kind: str, target: str, *, externe: bool = False) -> str:
        relations = self._relations.get(part)
        if relations is None:
            relations = self._relations[part] = Relations(self._paquet, part)
        before = len(relations)
        made = relations.add(kind, target, externe=externe)
        if len(relations) > before:
            self._changed.add(part)
        return made

    def _medium(self, data: bytes, nom: str) -> _Medium:
        """Return the picture that `data` are: a new one, or that of the same bytes, as it was first named."""
        found = self._media.get(data)
        if found is not None:
            return found
        raison = "son nom a un caractère que Word n’admet pas" if ILLEGAL.search(nom) else defect(data)
        if raison:
            raise Fault(CODE, nom=nom, raison=raison)
        kind = nature(data)
        if self._known is None:
            self._known = pictures(self._paquet)
        member = next((one for one in self._known if self._paquet.get(one) == data), "")
        made = _Medium(member or self._free(kind), nom if nom and not member else f"image.{kind}", _measured(data, nom))
        if not member:
            self._known.append(made.member)
        self._media[data] = made
        return made

    def _add(self, medium: _Medium, data: bytes) -> None:
        """Put a picture in the package, unless it is there."""
        if medium.member in self._paquet or medium.member in self._added:
            return
        self._weight += len(data)
        if self._weight > MAX_UNPACKED:
            raison = f"les images du document dépasseraient {MAX_UNPACKED // 1024 // 1024} Mo"
            raise Fault(CODE, nom=medium.nom, raison=raison)
        self._added[medium.member] = data

    def _free(self, extension: str) -> str:
        """Return the name of a new medium: the first number that no picture bears, as python-docx counts."""
        used = {_number_of(one) for one in self._known or ()}
        taken = {one.lower() for one in self._paquet}
        number = 1
        while number in used or f"word/media/image{number}.{extension}" in taken:
            number += 1
        return f"word/media/image{number}.{extension}"

    def _number(self, part: str) -> int:
        """Return the number that python-docx gives to a drawing of `part`: one more than the largest id of the template."""
        if part not in self._numbers:
            root = ElementTree.fromstring(self._paquet[part])  # noqa: S314 - paquet.read let neither DTD nor entity through
            ids = (one.get("id", "") for one in root.iter())
            self._numbers[part] = 1 + max((int(one) for one in ids if one.isdecimal()), default=0)
        return self._numbers[part]


def _number_of(member: str) -> int | None:
    """Return the number in the name of a member, as python-docx reads it: 12 for `word/media/image12.png`."""
    found = _NUMBERED.match(member.rpartition("/")[2].rpartition(".")[0])
    return int(found.group(1)) if found is not None and found.group(1) else None


def _measured(data: bytes, nom: str) -> Image:
    from docx.image.image import Image  # noqa: PLC0415 - 76 ms, which a document without pictures does not pay

    try:
        made: Image = Image.from_file(io.BytesIO(data))
    except Exception:  # python-docx raises KeyError, struct.error, bare Exception… on what it does not understand
        raison = "python-docx ne sait pas la mesurer" if nature(data) != "jpg" else "ce JPEG n’est ni JFIF ni Exif"
        raise Fault(CODE, nom=nom, raison=raison) from None
    return made


def _dimensions(medium: _Medium, width: float | None, height: float | None) -> tuple[int, int]:
    """Return the width and height to print, in English Metric Units."""
    try:
        # python-docx says int, and takes the float that Mm(20) * 1.5 makes
        made = medium.image.scaled_dimensions(width, height)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError, ZeroDivisionError):
        made = None
    if made is None or not all(0 < one <= MAX_EMU for one in made):
        raison = "sa largeur et sa hauteur ne se calculent pas : donnez-les toutes deux, en Mm(…) ou Cm(…)"
        raise Fault(CODE, nom=medium.nom, raison=raison)
    return int(made[0]), int(made[1])
