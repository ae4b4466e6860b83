"""What replaces a picture or an object of a template (docxtpl's `replace_*`): read in the package, never silent.

Each function returns the members to put in the package. Touches no text, no style, no relationship.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from xml.etree import ElementTree

from delib.anomalie import suggestion
from delib.modele.fichiers import PICTURES, defect, in_words, nature
from delib.modele.langage import Fault
from delib.modele.relations import FOOTER, HEADER, Relations
from delib.paquet import Paquet

ABSENT, REFUSE = "remplacement-absent", "remplacement-refuse"
BODY = "word/document.xml"
MEDIA, EMBEDDINGS = "word/media/", "word/embeddings/"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_NAMES = ("name", "title", "descr")
_KINDS = {
    **dict.fromkeys(("jpg", "jpeg", "jpe", "jfif"), "jpg"),
    **dict.fromkeys(("tif", "tiff"), "tiff"),
    **dict.fromkeys(("bmp", "dib"), "bmp"),
    **dict.fromkeys(("png", "gif", "emf", "wmf", "svg", "webp", "pdf"), ""),
    **dict.fromkeys(("docx", "dotx", "xlsx", "xltx", "pptx", "potx", "ppsx", "sldx", "vsdx", "odt", "ods", "odp"), "zip"),
    **dict.fromkeys(("doc", "xls", "ppt"), "ole"),
}
"""What a member is by the extension of its name; "" stands for the extension itself."""


class _Picture(NamedTuple):
    member: str
    names: tuple[str, ...]
    frame_names: tuple[str, ...]
    has_svg: bool


def pic(paquet: Paquet, name: str, data: bytes) -> dict[str, bytes]:
    """Return the media of the body, headers and footers whose picture is called `name` (name, title or description).

    As docxtpl does, the picture's own properties decide; where none has that name, those of its frame, which Word shows as
    « texte de remplacement ». Raises Fault: no such picture, or `data` of another format.
    """
    found = list(_pictures(paquet))
    named = [one for one in found if name in one.names] or [one for one in found if name in one.frame_names]
    if not named:
        names = {word for one in found for word in one.names + one.frame_names}
        raise _absent("d’image qui s’appelle", name, names)
    if any(one.has_svg for one in named):
        raise Fault(REFUSE, nom=name, raison="Word montrerait à sa place le dessin SVG qui la double")
    return _replaced(paquet, [one.member for one in named], data)


def media(paquet: Paquet, src: bytes, data: bytes) -> dict[str, bytes]:
    """Return the pictures of the package that are `src`, byte for byte, replaced by `data`. Raises Fault, as `pic`."""
    return _same(paquet, MEDIA, src, data)


def embedded(paquet: Paquet, src: bytes, data: bytes) -> dict[str, bytes]:
    """Return the objects of the package that are `src`, byte for byte, replaced by `data`. Raises Fault, as `pic`."""
    return _same(paquet, EMBEDDINGS, src, data)


def zipname(paquet: Paquet, name: str, data: bytes) -> dict[str, bytes]:
    """Return the member `name` replaced by `data`. Raises Fault: absent, or a part that Word itself writes."""
    if _is_written(name):
        raise Fault(REFUSE, nom=name, raison="c’est une partie du texte ou de la structure du document")
    if name not in paquet:
        raise _absent("de fichier", name, (one for one in paquet if not _is_written(one)))
    return _replaced(paquet, [name], data)


def _is_written(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", "vbaproject.bin"))


def _absent(what: str, name: str, known: Iterable[str]) -> Fault:
    return Fault(ABSENT, quoi=what, nom=name, conseil=suggestion(name, known) or "ce modèle n’en a aucune")


def _same(paquet: Paquet, folder: str, src: bytes, data: bytes) -> dict[str, bytes]:
    members = [one for one in paquet if one.startswith(folder) and paquet[one] == src]
    if not members:
        conseil = "Word récrit souvent ce qu’il insère : nommez l’image (replace_pic), ou le fichier (replace_zipname)"
        raise Fault(ABSENT, quoi="de copie exacte du fichier donné, dans", nom=folder, conseil=conseil)
    return _replaced(paquet, members, data)


def _replaced(paquet: Paquet, members: list[str], data: bytes) -> dict[str, bytes]:
    for member in members:
        _check(paquet, member, data)
    return dict.fromkeys(members, data)


def _check(paquet: Paquet, member: str, data: bytes) -> None:
    """Raise Fault unless `data` may stand under the name of `member`."""
    extension = posixpath.splitext(member)[1][1:].lower()
    expected = _KINDS.get(extension, nature(paquet[member])) or (extension if extension in _KINDS else "")
    kind = nature(data)
    if not data:
        raison = "le nouveau fichier est vide"
    elif expected and kind != expected:
        raison = f"le nouveau fichier n’est pas {in_words(expected)} : c’est {in_words(kind)}"
    elif kind in PICTURES and (fault := defect(data)):
        raison = f"la nouvelle image n’est pas bonne : {fault}"
    elif kind == "zip" and b"vbaproject.bin" in data.lower():
        raison = "le nouveau fichier contient des macros"
    else:
        return
    raise Fault(REFUSE, nom=member, raison=raison)


def _pictures(paquet: Paquet) -> Iterator[_Picture]:
    """Yield the pictures of the body, of the headers and of the footers, as docxtpl finds them."""
    parts = [BODY, *(one.cible for one in Relations(paquet, BODY) if one.type in (HEADER, FOOTER) and one.cible in paquet)]
    for part in dict.fromkeys(parts):
        relations = Relations(paquet, part)
        root = ElementTree.fromstring(paquet[part])  # noqa: S314 - paquet.read let neither DTD nor entity through
        for frame in (*root.iter(f"{_WP}inline"), *root.iter(f"{_WP}anchor")):
            frame_names = _names(frame.find(f"{_WP}docPr"))
            for picture in frame.iter(f"{_PIC}pic"):
                blip = picture.find(f"{_PIC}blipFill/{_A}blip")
                key = blip.get(_EMBED, "") if blip is not None else ""
                if key in relations and relations[key].cible in paquet:
                    names = _names(picture.find(f"{_PIC}nvPicPr/{_PIC}cNvPr"))
                    has_svg = next(picture.iter(_SVG), None) is not None
                    yield _Picture(relations[key].cible, names, frame_names, has_svg)


def _names(properties: ElementTree.Element | None) -> tuple[str, ...]:
    return tuple(properties.get(one, "") for one in _NAMES if properties.get(one)) if properties is not None else ()
