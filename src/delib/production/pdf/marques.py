"""What in a PDF plainly contradicts PDF/A-3b or PDF/UA-1: the cheap and sure checks, each said in French.

A mark is kept only where the program that made the file claims it, and nothing here contradicts it. What stands in the
glyphs or in the colours is not judged: veraPDF does that, in the tests.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from delib.production.pdf import metadonnees, structure, syntaxe
from delib.production.pdf.balisage import is_untagged, iter_pages, unpacked
from delib.production.pdf.metadonnees import Marques
from delib.production.pdf.objets import Objets
from delib.production.pdf.syntaxe import Dictionnaire, Fautif, Flux, Nom, Objet, Renvoi

_EMBEDDED = ("FontFile", "FontFile2", "FontFile3")
_ACTIONS = frozenset({"Launch", "Sound", "Movie", "ResetForm", "ImportData", "JavaScript", "Hide", "Rendition", "Trans"})
"""Actions that PDF/A forbids (ISO 19005-3, § 6.6.1)."""


def claimed(objets: Objets) -> Marques:
    """Return the marks that a PDF claims of itself; none where its packet cannot be read. Raises Fautif."""
    stream = objets.get(objets.catalogue.get("Metadata"))
    if not isinstance(stream, Flux):
        return Marques()
    try:
        return metadonnees.marks_of(unpacked(stream, metadonnees.MAX_XMP))
    except Fautif:
        return Marques()


def pdfa_faults(objets: Objets) -> list[str]:
    """Return why a PDF is plainly no PDF/A-3b, each reason once, in French; none where nothing says so. Raises Fautif."""
    catalogue = objets.catalogue
    told = []
    form = objets.dictionary(catalogue.get("AcroForm"))
    if form.get("XFA") is not None:
        told.append("il contient un formulaire XFA")
    if form.get("NeedAppearances") is True:
        told.append("il laisse au lecteur le soin de dessiner ses champs")
    if "JavaScript" in objets.dictionary(catalogue.get("Names")):
        told.append("il contient des scripts")
    told += _page_faults(objets)
    part = claimed(objets).pdfa
    if not told and part[:1] not in ("2", "3"):
        told.append(f"il se dit PDF/A-{part.lower()}" if part else "il ne se dit pas PDF/A")
    return list(dict.fromkeys(told))


def _page_faults(objets: Objets) -> Iterator[str]:
    intent = _components(objets) is not None
    judged: dict[int, list[str]] = {}
    for _reference, page in iter_pages(objets):
        resources = page.get("Resources")
        key = resources.numero if isinstance(resources, Renvoi) else 0
        if not key or key not in judged:
            judged[key] = list(_font_faults(objets, objets.dictionary(resources)))
        yield from judged[key]
        group = objets.dictionary(page.get("Group"))
        if group.get("S") == "Transparency" and "CS" not in group and not intent:
            yield "il a des transparences sans profil de couleurs"
        for one in objets.array(page.get("Annots")):
            yield from _annotation_faults(objets, objets.dictionary(one))


def _annotation_faults(objets: Objets, annotation: Dictionnaire) -> Iterator[str]:
    action = objets.dictionary(annotation.get("A")).get("S")
    if isinstance(action, Nom) and action in _ACTIONS:
        yield "il contient des actions interdites (script, lancement d’un programme…)"
    seen = [syntaxe.number(objets.get(one)) for one in objets.array(annotation.get("Rect"))]
    flat = len(seen) == 4 and seen[0] == seen[2] and seen[1] == seen[3]
    if annotation.get("Subtype") not in ("Link", "Popup") and "AP" not in annotation and not flat:
        yield "il a des annotations sans apparence (des commentaires, par exemple)"


def _font_faults(objets: Objets, resources: Dictionnaire) -> Iterator[str]:
    for reference in objets.dictionary(resources.get("Font")).values():
        font = objets.dictionary(reference)
        if font.get("Subtype") == "Type0":
            font = objets.dictionary(next(iter(objets.array(font.get("DescendantFonts"))), None))
        if font.get("Subtype") == "Type3":
            continue
        descriptor = objets.dictionary(font.get("FontDescriptor"))
        if not any(objets.get(descriptor.get(key)) is not None for key in _EMBEDDED):
            yield f"la police {font.get('BaseFont', 'sans nom')} n’est pas incorporée"


def pdfua_faults(objets: Objets) -> list[str]:
    """Return why a PDF is plainly no PDF/UA-1, each reason once, in French; none where nothing says so. Raises Fautif."""
    catalogue = objets.catalogue
    tree = objets.dictionary(catalogue.get("StructTreeRoot"))
    marked = objets.dictionary(catalogue.get("MarkInfo"))
    if not tree.get("K") or marked.get("Marked") is not True or marked.get("Suspects") is True:
        return ["il n’est pas balisé"]
    told = list(dict.fromkeys([*_tag_faults(objets, catalogue, tree), *_untagged_faults(objets)]))
    return told or ([] if claimed(objets).pdfua == "1" else ["il ne se dit pas PDF/UA"])


def _untagged_faults(objets: Objets) -> Iterator[str]:
    for _reference, page in iter_pages(objets):
        if is_untagged(objets, page):
            yield "il a des éléments qui ne sont ni balisés ni dits décoratifs"
        for one in objets.array(page.get("Annots")):
            annotation = objets.dictionary(one)
            hidden = annotation.get("F")
            if isinstance(hidden, int) and hidden & 2:
                continue
            if annotation.get("Subtype") not in ("Popup", "PrinterMark") and "StructParent" not in annotation:
                yield "il a des liens ou des annotations qui ne sont pas balisés"


_FIGURES = frozenset({"Figure", "Formula"})
_ROLE = re.compile(rb"/S[\0\t\n\f\r ]*+/([^\0\t\n\f\r ()<>\[\]{}/%]++)")


def _tag_faults(objets: Objets, catalogue: Dictionnaire, tree: Dictionnaire) -> Iterator[str]:
    """Yield what the tags lack: the text that stands for an image (§ 7.3), a level of heading (§ 7.4.2).

    The tree is walked only where its headings have several levels: that takes as long as all the rest.
    """
    roles = objets.dictionary(tree.get("RoleMap"))
    levels: set[str] = set()
    for number, body in objets.items():
        found = None if body.endswith(b"endstream") else _ROLE.search(body)
        if found is None:
            continue
        role = structure.standard(found[1].decode("latin-1"), roles)
        if role in _FIGURES and not _has_text(objets.dictionary(Renvoi(number))):
            yield "il a des images sans texte de remplacement"
        levels.add(role)
    numbered = sorted(role for role in levels if structure.HEADING.fullmatch(role) and role != "H")
    try:
        if numbered and numbered != ["H1"] and _skips(structure.walk(objets, catalogue).titres):
            yield "ses titres sautent un niveau"
    except Fautif:
        yield "ses balises sont abîmées"


def _has_text(element: Dictionnaire) -> bool:
    return bool(element.get("Alt") or element.get("ActualText")) or "P" not in element


def _skips(titres: list[str]) -> bool:
    before = 0
    for titre in titres:
        level = int(titre[1:] or before + 1)
        if level > before + 1:
            return True
        before = level
    return False


def headings_are_numbered(titres: list[str]) -> bool | None:
    """Return whether headings are numbered (`/H1`, not `/H`): a document has one kind alone (ISO 14289-1, § 7.4.4).

    None where there is none.
    """
    return any(titre != "H" for titre in titres) if titres else None


def colour_faults(objets: Objets, annexe: Objets) -> list[str]:
    """Return why the colours of a PDF would not be those it means under the profile of another. Raises Fautif."""
    mine, theirs = _components(objets), _components(annexe)
    if theirs is None or mine == theirs:
        return []
    return ["ses couleurs suivent un profil d’une autre nature que celui de l’acte"]


def _components(objets: Objets) -> Objet:
    """Return how many components the colour profile of a PDF has (3 for sRGB), None where it has no profile."""
    for one in objets.array(objets.catalogue.get("OutputIntents")):
        profile = objets.dictionary(objets.dictionary(one).get("DestOutputProfile"))
        if profile:
            return objets.get(profile.get("N"))
    return None
