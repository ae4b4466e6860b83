"""What in a PDF plainly contradicts PDF/A-3b or PDF/UA-1: the cheap and sure checks, each said in French.

A mark is kept only where the program that made the file claims it, and nothing here contradicts it. What stands in the
glyphs or in the colours is not judged: veraPDF does that, in the tests.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pikepdf import Object, Pdf, PdfError, Stream

from delib.production.pdf import metadonnees, structure
from delib.production.pdf.balisage import is_untagged
from delib.production.pdf.metadonnees import Marques
from delib.production.pdf.ouverture import array, dictionary
from delib.production.pdf.valeurs import entries, name_of

_EMBEDDED = ("/FontFile", "/FontFile2", "/FontFile3")
_ACTIONS = frozenset(
    f"/{one}" for one in ("Launch", "Sound", "Movie", "ResetForm", "ImportData", "JavaScript", "Hide", "Rendition", "Trans")
)
"""Actions that PDF/A forbids (ISO 19005-3, § 6.6.1)."""
DAMAGED_TAGS = "ses balises sont abîmées"


def packet(pdf: Pdf) -> bytes:
    """Return the XMP packet of a PDF, empty where it has none that can be read."""
    stream = pdf.Root.get("/Metadata")
    try:
        return stream.read_bytes() if isinstance(stream, Stream) else b""
    except PdfError:
        return b""


def claimed(pdf: Pdf) -> Marques:
    """Return the marks that a PDF claims of itself."""
    return metadonnees.marks_of(packet(pdf))


def pdfa_faults(pdf: Pdf) -> list[str]:
    """Return why a PDF is plainly no PDF/A-3b, each reason once, in French; none where nothing says so."""
    told = []
    form = dictionary(pdf.Root.get("/AcroForm"))
    if "/XFA" in form:
        told.append("il contient un formulaire XFA")
    if form.get_bool("/NeedAppearances"):
        told.append("il laisse au lecteur le soin de dessiner ses champs")
    if "/JavaScript" in dictionary(pdf.Root.get("/Names")):
        told.append("il contient des scripts")
    told += _page_faults(pdf)
    part = claimed(pdf).pdfa
    if not told and part[:1] not in ("2", "3"):
        told.append(f"il se dit PDF/A-{part.lower()}" if part else "il ne se dit pas PDF/A")
    return list(dict.fromkeys(told))


def _page_faults(pdf: Pdf) -> Iterator[str]:
    intent = _components(pdf) is not None
    judged: set[tuple[int, int]] = set()
    for page in pdf.pages:
        resources = dictionary(page.get("/Resources"))
        if not resources.is_indirect or resources.objgen not in judged:
            judged.add(resources.objgen)
            yield from _font_faults(resources)
        group = dictionary(page.get("/Group"))
        if group.get("/S") == "/Transparency" and "/CS" not in group and not intent:
            yield "il a des transparences sans profil de couleurs"
        for one in array(page.get("/Annots")):
            yield from _annotation_faults(dictionary(one))


def _annotation_faults(annotation: Object) -> Iterator[str]:
    if name_of(dictionary(annotation.get("/A")).get("/S")) in _ACTIONS:
        yield "il contient des actions interdites (script, lancement d’un programme…)"
    if name_of(annotation.get("/Subtype")) not in ("/Link", "/Popup") and "/AP" not in annotation and not _is_flat(annotation):
        yield "il a des annotations sans apparence (des commentaires, par exemple)"


def _is_flat(annotation: Object) -> bool:
    where = annotation.get("/Rect")
    numbers = list(where) if isinstance(where, Object) and where.is_rectangle else []
    return len(numbers) == 4 and numbers[0] == numbers[2] and numbers[1] == numbers[3]


def _font_faults(resources: Object) -> Iterator[str]:
    for one in entries(resources.get("/Font")).values():
        font = dictionary(one)
        if font.get("/Subtype") == "/Type0":
            font = dictionary(next(iter(array(font.get("/DescendantFonts"))), None))
        if font.get("/Subtype") == "/Type3":
            continue
        descriptor = dictionary(font.get("/FontDescriptor"))
        if not any(key in descriptor for key in _EMBEDDED):
            shown = name_of(font.get("/BaseFont")).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
            yield f"la police {shown[1:] or 'sans nom'} n’est pas incorporée"


def pdfua_faults(pdf: Pdf) -> list[str]:
    """Return why a PDF is plainly no PDF/UA-1, each reason once, in French; none where nothing says so."""
    marked = dictionary(pdf.Root.get("/MarkInfo"))
    tags = structure.kids(dictionary(pdf.Root.get("/StructTreeRoot")))
    if not tags or not marked.get_bool("/Marked") or marked.get_bool("/Suspects"):
        return ["il n’est pas balisé"]
    told = list(dict.fromkeys([*_tag_faults(pdf), *_untagged_faults(pdf)]))
    return told or ([] if claimed(pdf).pdfua == "1" else ["il ne se dit pas PDF/UA"])


def _untagged_faults(pdf: Pdf) -> Iterator[str]:
    if is_untagged(pdf):
        yield "il a des éléments qui ne sont ni balisés ni dits décoratifs"
    if any(_is_loose(dictionary(one)) for page in pdf.pages for one in array(page.get("/Annots"))):
        yield "il a des liens ou des annotations qui ne sont pas balisés"


def _is_loose(annotation: Object) -> bool:
    if int(annotation.get_int("/F", 0)) & 2:  # hidden
        return False
    return name_of(annotation.get("/Subtype")) not in ("/Popup", "/PrinterMark") and "/StructParent" not in annotation


def _tag_faults(pdf: Pdf) -> Iterator[str]:
    """Yield what the tags lack: the text that stands for an image (§ 7.3), a level of heading (§ 7.4.2)."""
    try:
        tags = structure.walk(pdf.Root)
    except structure.Abime:
        yield DAMAGED_TAGS
        return
    if tags.muettes:
        yield "il a des images sans texte de remplacement"
    if _skips(tags.titres):
        yield "ses titres sautent un niveau"


def _skips(titres: Sequence[str]) -> bool:
    before = 0
    for titre in titres:
        level = int(titre[2:] or before + 1)
        if level > before + 1:
            return True
        before = level
    return False


def headings_are_numbered(titres: Sequence[str]) -> bool | None:
    """Return whether headings are numbered (`/H1`, not `/H`): a document has one kind alone (ISO 14289-1, § 7.4.4).

    None where there is none.
    """
    return any(titre != "/H" for titre in titres) if titres else None


def colour_faults(pdf: Pdf, annexe: Pdf) -> list[str]:
    """Return why the colours of a PDF would not be those it means under the profile of another."""
    mine, theirs = _components(pdf), _components(annexe)
    if theirs is None or mine == theirs:
        return []
    return ["ses couleurs suivent un profil d’une autre nature que celui de l’acte"]


def _components(pdf: Pdf) -> int | None:
    """Return how many components the colour profile of a PDF has (3 for sRGB), None where it has no profile."""
    for one in array(pdf.Root.get("/OutputIntents")):
        profile = dictionary(one).get("/DestOutputProfile")
        if isinstance(profile, Stream):
            found = profile.get("/N")
            return found if isinstance(found, int) else 0
    return None
