"""What in a PDF plainly contradicts PDF/A-3b or PDF/UA-1: the cheap and sure checks, each said in French.

A mark is kept only where the program that made the file claims it, and nothing here contradicts it. What stands in the
glyphs or in the colours is not judged: veraPDF does that, in the tests.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from delib.production.pdf import metadonnees
from delib.production.pdf.metadonnees import Marques
from delib.production.pdf.objets import Objets
from delib.production.pdf.syntaxe import Dictionnaire, Fautif, Flux, Nom, Objet, Renvoi

MAX_CONTENT = 64 * 1024 * 1024
"""The most bytes of one page's content that are unpacked to be judged: a page of text has 50 KB, a map a few MB."""
MAX_TREE = 64
"""The deepest tree of pages read."""
_EMBEDDED = ("FontFile", "FontFile2", "FontFile3")
_ACTIONS = frozenset({"Launch", "Sound", "Movie", "ResetForm", "ImportData", "JavaScript", "Hide", "Rendition", "Trans"})
"""Actions that PDF/A forbids (ISO 19005-3, § 6.6.1)."""


def claimed(objets: Objets) -> Marques:
    """Return the marks that a PDF claims of itself. Raises Fautif."""
    stream = objets.get(objets.catalogue.get("Metadata"))
    return metadonnees.marks_of(unpacked(stream)) if isinstance(stream, Flux) else Marques()


def unpacked(stream: Flux) -> bytes:
    """Return the bytes of a stream that is not packed, or by Flate alone. Raises Fautif: another filter, damaged, too large."""
    filters = stream.entrees.get("Filter")
    if isinstance(filters, list) and len(filters) == 1:
        filters = filters[0]
    if filters is None or filters == []:
        return stream.data
    parameters = stream.entrees.get("DecodeParms")
    if not isinstance(filters, Nom) or filters != "FlateDecode" or parameters not in (None, [None], {}, [{}]):
        raise Fautif
    machine = zlib.decompressobj()
    try:
        data = machine.decompress(stream.data, MAX_CONTENT)
    except zlib.error:
        raise Fautif from None
    if machine.unconsumed_tail:
        raise Fautif
    return data


def iter_pages(objets: Objets) -> Iterator[tuple[Renvoi, Dictionnaire]]:
    """Yield each page of a PDF with its dictionary, in which what its ancestors give it stands too. Raises Fautif."""
    stack: list[tuple[Objet, Dictionnaire, int]] = [(objets.catalogue.get("Pages"), {}, 0)]
    seen: set[int] = set()
    while stack:
        reference, given, depth = stack.pop()
        node = objets.dictionary(reference)
        if not isinstance(reference, Renvoi) or reference.numero in seen or depth > MAX_TREE:
            raise Fautif
        seen.add(reference.numero)
        if "Kids" in node:
            given = {**given, **{key: node[key] for key in ("Resources", "MediaBox", "CropBox", "Rotate") if key in node}}
            stack.extend((kid, given, depth + 1) for kid in reversed(objets.array(node["Kids"])))
        else:
            yield reference, {**given, **node}


def pdfa_faults(objets: Objets) -> list[str]:
    """Return why a PDF is plainly no PDF/A-3b, each reason once, in French; none where nothing says so. Raises Fautif."""
    catalogue = objets.catalogue
    part = claimed(objets).pdfa
    told = []
    if part[:1] not in ("2", "3"):
        told.append(f"il se dit PDF/A-{part.lower()}" if part else "il ne se dit pas PDF/A")
    if objets.dictionary(catalogue.get("AcroForm")).get("XFA") is not None:
        told.append("il contient un formulaire XFA")
    if "JavaScript" in objets.dictionary(catalogue.get("Names")):
        told.append("il contient des scripts")
    return list(dict.fromkeys([*told, *_page_faults(objets)]))


def _page_faults(objets: Objets) -> Iterator[str]:
    intent = _intent(objets)
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
        for annotation in objets.array(page.get("Annots")):
            action = objets.dictionary(objets.dictionary(annotation).get("A")).get("S")
            if isinstance(action, Nom) and action in _ACTIONS:
                yield "il contient des actions interdites (script, lancement d’un programme…)"


def _intent(objets: Objets) -> bool:
    """Return whether the PDF has a colour profile of its own (ISO 19005-3, § 6.2.3)."""
    intents = [objets.dictionary(one) for one in objets.array(objets.catalogue.get("OutputIntents"))]
    return any(one.get("S") == "GTS_PDFA1" and "DestOutputProfile" in one for one in intents)


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
    told = []
    if claimed(objets).pdfua != "1":
        told.append("il ne se dit pas PDF/UA")
    tree = objets.dictionary(catalogue.get("StructTreeRoot"))
    marked = objets.dictionary(catalogue.get("MarkInfo"))
    if not tree.get("K") or marked.get("Marked") is not True or marked.get("Suspects") is True:
        told.append("il n’est pas balisé")
    elif any(_untagged(objets, page) for _reference, page in iter_pages(objets)):
        told.append("il a des éléments qui ne sont ni balisés ni dits décoratifs (les bordures d’un paragraphe, par exemple)")
    return told


_OPERANDS = rb"(?:[\s\d.+\-\[\]]++|<[0-9A-Fa-f\s]*+>|\((?:[^()\\]++|\\[\s\S]|\((?:[^()\\]++|\\[\s\S])*+\))*+\))*+"
_OPERATORS = re.compile(
    _OPERANDS + rb"(?:"
    rb"/(?P<tag>[^\s()<>\[\]{}/%]*+)\s*+(?P<more><<(?:[^<>]|<[^<>]*+>|<<[^<>]*+>>)*+>>|/[^\s()<>\[\]{}/%]++)?+\s*+(?P<begin>BMC|BDC)\b"
    rb"|(?P<end>EMC)\b|(?P<paint>(?:Tj|TJ|f|F|S|s|B|b|sh|BI)\b\*?+|['\"])"
    rb"|/[^\s()<>\[\]{}/%]*+|[A-Za-z]++\*?+|[\s\S])"
)


def _untagged(objets: Objets, page: Dictionnaire) -> bool:
    """Return whether a page paints outside any marked content: neither a tag's, nor an artifact's (ISO 14289-1, § 7.1)."""
    try:
        content = _content(objets, page)
    except Fautif:
        return False  # a filter that real pages have not: not judged
    covers: list[bool] = []
    for found in _OPERATORS.finditer(content):
        kind = found.lastgroup
        if kind == "begin":
            more = found["more"] or b""
            covers.append(found["tag"] == b"Artifact" or more[:1] == b"/" or b"/MCID" in more)
        elif kind == "end" and covers:
            covers.pop()
        elif kind == "paint" and not any(covers):
            return True
    return False


def _content(objets: Objets, page: Dictionnaire) -> bytes:
    found = objets.get(page.get("Contents"))
    streams = [objets.get(one) for one in found] if isinstance(found, list) else [found]
    return b"\n".join(unpacked(one) for one in streams if isinstance(one, Flux))


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
