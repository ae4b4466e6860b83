"""Pages drawn by code: acts and their stamps, as platforms, offices and scanners lay them.

Everything is placed as the page is displayed, in points from its top left corner, whatever its rotation and its crop box.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    RectangleObject,
    TextStringObject,
)

N = NameObject

# ------------------------------------------------------------------------------------------------------------- the stamps

ID = "075-200054781-20251202-BM25-12-02-22-1-DE"


@dataclass(frozen=True)
class Faits:
    """What a stamp says; a day that is None is left empty."""

    identifiant: str = ID
    transmission: date | None = date(2025, 12, 16)
    reception: date | None = date(2025, 12, 17)
    publication: date | None = date(2025, 12, 18)
    objet: str = "Ouverture du parcours IA-Attractivité des centres villes et sélection des collectivités bénéficiaires"


def jour(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def v5(faits: Faits) -> list[str]:
    """Return the lines of a page that is a receipt: the objet wraps."""
    _, siren, _, *numero, _ = faits.identifiant.split("-")
    half = faits.objet.rfind(" ", 0, 60)
    return [
        "Accusé de réception",
        "Acte reçu par: Préfecture de Paris",
        "Nature transaction: AR de transmission d'acte",
        f"Date d'émission de l'accusé de réception: {faits.reception or ''}{'(GMT+1)' if faits.reception else ''}",
        "Nombre de pièces jointes: 1",
        "Nom émetteur: Métropole du Grand Paris",
        f"N° de SIREN: {siren}",
        f"Numéro Acte de la collectivité locale: {'-'.join(numero)}",
        f"Objet acte: {faits.objet[:half]}",
        faits.objet[half + 1 :],
        "Nature de l'acte: Délibérations",
        "Matière: 6.1-Police municipale",
        f"Identifiant Acte: {faits.identifiant}",
    ]


VARIANTES: dict[str, Callable[[Faits], list[str]]] = {
    "V1": lambda f: [
        "Accusé de réception en préfecture",
        f.identifiant,
        f"Date de télétransmission : {jour(f.transmission)}",
        f"Date de réception préfecture : {jour(f.reception)}",
    ],
    "V2": lambda f: [
        f"Envoyé en préfecture le {jour(f.transmission)}",
        f"Reçu en préfecture le {jour(f.reception)}",
        f"Affiché le {jour(f.publication)}",
        f"ID : {f.identifiant}",
    ],
    "V2b": lambda f: [
        f"Envoyé en préfecture le {jour(f.transmission)}",
        f"Reçu en préfecture le {jour(f.reception)}",
        f"Publié le {jour(f.publication)}",
        f"ID : {f.identifiant}",
    ],
    "V2d": lambda f: [
        f.identifiant,
        f"Envoyé en préfecture le {jour(f.transmission)}",
        f"Reçu en préfecture le {jour(f.reception)}",
    ],
    "V3": lambda f: ["AR Prefecture", f.identifiant, f"Reçu le {jour(f.reception)}"],
    "V4": lambda f: [f"AR CONTROLE DE LEGALITE en date du {jour(f.reception)}", f.identifiant, "7.1 Décisions budgétaires"],
    "V5": v5,
    "V10": lambda f: [
        "Accusé de réception - Ministère de l'Intérieur",
        f.identifiant,
        "Accusé certifié exécutoire",
        f"Réception par le préfet : {jour(f.reception)}",
        f"Publication : {jour(f.publication)}",
    ],
    "AGEDI": lambda f: [
        f"Date de transmission de l'acte : {jour(f.transmission)}",
        f"Date de réception de l'AR : {jour(f.reception)}",
        f.identifiant,
    ],
    "E-LEGALITE": lambda f: [
        "REÇU EN PREFECTURE",
        f"le {jour(f.reception)}",
        "Application agréée E-legalite.com",
        f"99_DE-{f.identifiant}-1-1_1.pdf",
    ],
}
"""The stamps that give a receipt, by the number that the notes give them: their lines."""

DONNENT = {
    "V1": ("transmission", "reception"),
    "V2": ("transmission", "reception", "publication"),
    "V2b": ("transmission", "reception", "publication"),
    "V2d": ("transmission", "reception"),
    "V3": ("reception",),
    "V4": ("reception",),
    "V5": ("reception",),
    "V10": ("reception", "publication"),
    "AGEDI": ("transmission", "reception"),
    "E-LEGALITE": ("reception",),
}
"""The days that each stamp says."""

# -------------------------------------------------------------------------------------------------------------- the pages


@dataclass(frozen=True)
class Trait:
    """A line of text: where its baseline begins, its size, its font (one of POLICES), and how its characters are laid.

    `pose` is « ligne » (at once), « mots » (each word by itself), « lettres » (each character by itself), « espacé » (letters
    spaced out).
    """

    texte: str
    x: float
    y: float
    corps: float = 8
    police: str = "F1"
    pose: str = "ligne"


@dataclass(frozen=True)
class Feuille:
    """A page: what it draws, in order; how it is turned and cut.

    `couche` is what the stamp is laid in: « page », « formulaire » (a form XObject), « annotation » (a stamp, with its
    appearance), « note » (a free text that the reader lays). `penche` leaves the stamp as the sheet was before it was turned.
    """

    corps: tuple[Trait, ...] = ()
    tampon: tuple[Trait, ...] = ()
    rotation: int = 0
    rogne: tuple[float, float, float, float] | None = None
    couche: str = "page"
    penche: bool = False
    dessous: bool = False
    cadre: bool = False
    taille: tuple[float, float] = (595, 842)
    image: bool = False

    @property
    def affichee(self) -> tuple[float, float]:
        """Return the width and height as displayed."""
        left, bottom, right, top = self.rogne or (0, 0, *self.taille)
        return (top - bottom, right - left) if self.rotation % 180 else (right - left, top - bottom)


POLICES = ("F1", "F2", "F3")
"""Helvetica, Courier bold, and a font of codes on two bytes that only its table of characters can read."""


def bloc(  # noqa: PLR0917 - where, then how
    lignes: Sequence[str], x: float, y: float, corps: float = 8, police: str = "F1", pose: str = "ligne", pas: float = 1.25
) -> tuple[Trait, ...]:
    """Return lines one under the other."""
    return tuple(Trait(ligne, x, y + rank * corps * pas, corps, police, pose) for rank, ligne in enumerate(lignes) if ligne)


def pdf(feuilles: Iterable[Feuille]) -> bytes:
    """Return a PDF of these pages."""
    writer = PdfWriter()
    fonts = _fonts(writer)
    made: dict[Feuille, tuple[object, object]] = {}
    for feuille in feuilles:
        page = writer.add_blank_page(*feuille.taille)
        if feuille.rotation:
            page[N("/Rotate")] = NumberObject(feuille.rotation)
        if feuille.rogne:
            page[N("/CropBox")] = RectangleObject(feuille.rogne)
        if feuille not in made:
            made[feuille] = _drawn(writer, feuille, fonts)
        contents, resources = made[feuille]
        page[N("/Contents")] = contents
        page[N("/Resources")] = resources
        if feuille.couche in {"annotation", "note"} and feuille.tampon:
            page[N("/Annots")] = ArrayObject([writer._add_object(_annotation(writer, feuille, fonts))])
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def _drawn(writer: PdfWriter, feuille: Feuille, fonts: DictionaryObject) -> tuple[object, object]:
    resources = DictionaryObject({N("/Font"): fonts})
    body = [_trait(trait, feuille) for trait in feuille.corps]
    if feuille.image:
        resources[N("/XObject")] = DictionaryObject({N("/Im"): _image(writer)})
        body.insert(0, "q 400 0 0 500 50 150 cm /Im Do Q")
    stamp = _stamp(feuille)
    if feuille.tampon and feuille.couche == "formulaire":
        form = _stream(stamp)
        form.update(_form_entries((0, 0, *feuille.taille), fonts))
        resources.setdefault(N("/XObject"), DictionaryObject())[N("/Fm")] = writer._add_object(form)
        stamp = "q /Fm Do Q"
    parts = [] if feuille.couche in {"annotation", "note"} or not feuille.tampon else [stamp]
    streams = [*parts, "\n".join(body)] if feuille.dessous else ["\n".join(body), *parts]
    return ArrayObject([writer._add_object(_stream(one)) for one in streams if one]), resources


def _stamp(feuille: Feuille) -> str:
    laid = replace(feuille, rotation=0, rogne=None) if feuille.penche else feuille
    lines = [_trait(trait, laid) for trait in feuille.tampon]
    if feuille.cadre and feuille.tampon:
        left, top = min(t.x for t in feuille.tampon) - 4, min(t.y for t in feuille.tampon) - 12
        right, bottom = left + 190, max(t.y for t in feuille.tampon) + 5
        x0, y0, _ = _point(left, bottom, laid)
        x1, y1, _ = _point(right, top, laid)
        lines.insert(0, f"0.5 w {x0} {y0} {x1 - x0} {y1 - y0} re S")
    return "\n".join(["q", *lines, "Q"])


_SENS = {0: "1 0 0 1", 90: "0 1 -1 0", 180: "-1 0 0 -1", 270: "0 -1 1 0"}


def _point(x: float, y: float, feuille: Feuille) -> tuple[float, float, str]:
    """Return a point of the displayed page in the page's own space, and the turn of what is upright there."""
    left, bottom, right, top = feuille.rogne or (0, 0, *feuille.taille)
    place = {0: (left + x, top - y), 90: (left + y, bottom + x), 180: (right - x, bottom + y), 270: (right - y, top - x)}
    return *place[feuille.rotation], _SENS[feuille.rotation]


def _trait(trait: Trait, feuille: Feuille) -> str:
    if trait.pose in {"ligne", "espacé"}:
        spaced = f"{trait.corps * 0.4:.2f} Tc " if trait.pose == "espacé" else ""
        font = f"/{trait.police} {trait.corps} Tf {spaced}"
        return f"BT {font}{_at(trait.x, trait.y, feuille)} {_shown(trait.texte, trait.police)} Tj ET"
    pieces, x = [], trait.x
    units = trait.texte.split(" ") if trait.pose == "mots" else list(trait.texte)
    for unit in units:
        if unit.strip():
            pieces.append(f"{_at(x, trait.y, feuille)} {_shown(unit, trait.police)} Tj")
        x += width(unit, trait.police) * trait.corps + (0.278 * trait.corps if trait.pose == "mots" else 0)
    return f"BT /{trait.police} {trait.corps} Tf {' '.join(pieces)} ET"


def _at(x: float, y: float, feuille: Feuille) -> str:
    px, py, turn = _point(x, y, feuille)
    return f"{turn} {px:.2f} {py:.2f} Tm"


_HELVETICA = {
    **dict.fromkeys("abdeghnopqu0123456789éèêàâùûôö_", 0.556),
    **dict.fromkeys("cksvxyzçJ", 0.5),
    **dict.fromkeys("ijl'’|", 0.222),
    **dict.fromkeys("ft :.,;/!I", 0.278),
    **dict.fromkeys("r-()°", 0.333),
    **dict.fromkeys("ABEKPSVXYÉÈÀ", 0.667),
    **dict.fromkeys("CDHNRUwÇ", 0.722),
    **dict.fromkeys("GOQ", 0.778),
    **dict.fromkeys("TFLZ", 0.611),
    **dict.fromkeys("mM", 0.833),
    "W": 0.944,
}


def width(texte: str, police: str = "F1") -> float:
    """Return the width of a text, in heights of its font."""
    police = police.removeprefix("Z")
    return (
        0.6 * len(texte)
        if police == "F2"
        else 0.5 * len(texte)
        if police == "F3"
        else sum(_HELVETICA.get(c, 0.556) for c in texte)
    )


def _shown(texte: str, police: str) -> str:
    if police.endswith("F3"):
        return f"<{''.join(f'{_code(char):04X}' for char in texte)}>"
    escaped = texte.replace("’", "'").replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"({escaped})"


def _code(char: str) -> int:
    """Return the code of a character in the font that only its table can read: nothing like its own."""
    return (ord(char) * 7 + 1000) % 0xF000


# ------------------------------------------------------------------------------------------------------------ the objects


def _stream(content: str) -> DecodedStreamObject:
    stream = DecodedStreamObject()
    stream.set_data(content.encode("cp1252", "replace"))
    return stream.flate_encode()


def _fonts(writer: PdfWriter) -> DictionaryObject:
    fonts = DictionaryObject()
    for name, base in (("/F1", "/Helvetica"), ("/F2", "/Courier-Bold")):
        font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": base, "/Encoding": "/WinAnsiEncoding"}
        fonts[N(name)] = writer._add_object(DictionaryObject({N(key): N(value) for key, value in font.items()}))
    fonts[N("/F3")] = writer._add_object(_coded_font(writer))
    return fonts


def _coded_font(writer: PdfWriter) -> DictionaryObject:
    chars = sorted({chr(code) for code in range(32, 0x180)} | set("’–«»"), key=_code)
    pairs = "\n".join(f"<{_code(char):04X}> <{ord(char):04X}>" for char in chars)
    table = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /C def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{len(chars)} beginbfchar\n{pairs}\nendbfchar\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    )
    info = DictionaryObject({N("/Registry"): TextStringObject("Adobe"), N("/Ordering"): TextStringObject("Identity")})
    info[N("/Supplement")] = NumberObject(0)
    descendant = DictionaryObject(
        {
            N("/Type"): N("/Font"),
            N("/Subtype"): N("/CIDFontType2"),
            N("/BaseFont"): N("/Helvetica"),
            N("/CIDSystemInfo"): info,
            N("/DW"): NumberObject(500),
        }
    )
    return DictionaryObject(
        {
            N("/Type"): N("/Font"),
            N("/Subtype"): N("/Type0"),
            N("/BaseFont"): N("/Helvetica"),
            N("/Encoding"): N("/Identity-H"),
            N("/DescendantFonts"): ArrayObject([writer._add_object(descendant)]),
            N("/ToUnicode"): writer._add_object(_stream(table)),
        }
    )


def _form_entries(box: Sequence[float], fonts: DictionaryObject) -> dict[NameObject, object]:
    return {
        N("/Type"): N("/XObject"),
        N("/Subtype"): N("/Form"),
        N("/BBox"): ArrayObject(map(FloatObject, box)),
        N("/Resources"): DictionaryObject({N("/Font"): fonts}),
    }


def _annotation(writer: PdfWriter, feuille: Feuille, fonts: DictionaryObject) -> DictionaryObject:
    traits = feuille.tampon
    left, top = min(t.x for t in traits), min(t.y - t.corps for t in traits)
    right, bottom = max(t.x + width(t.texte) * t.corps for t in traits), max(t.y + 2 for t in traits)
    x0, y0, _ = _point(left, bottom, feuille)
    x1, y1, _ = _point(right, top, feuille)
    box = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    annotation = DictionaryObject(
        {
            N("/Type"): N("/Annot"),
            N("/Subtype"): N("/FreeText" if feuille.couche == "note" else "/Stamp"),
            N("/Rect"): ArrayObject(map(FloatObject, box)),
            N("/F"): NumberObject(4),
            N("/DA"): TextStringObject("/Helv 8 Tf 0 g"),
            N("/Contents"): TextStringObject("\r".join(trait.texte for trait in traits)),
        }
    )
    if feuille.couche == "annotation":
        form = _stream(_stamp(feuille))
        form.update(_form_entries(box, fonts))
        annotation[N("/AP")] = DictionaryObject({N("/N"): writer._add_object(form)})
    return annotation


def _image(writer: PdfWriter) -> object:
    image = DecodedStreamObject()
    image.set_data(bytes(range(256)) * 16)
    image.update(
        {
            N("/Type"): N("/XObject"),
            N("/Subtype"): N("/Image"),
            N("/Width"): NumberObject(64),
            N("/Height"): NumberObject(64),
            N("/ColorSpace"): N("/DeviceGray"),
            N("/BitsPerComponent"): NumberObject(8),
        }
    )
    return writer._add_object(image)


def overlaid(data: bytes, tampons: Callable[[int], Sequence[Trait]]) -> bytes:
    """Return a PDF with a stamp laid over its pages, as platforms do: one stream more. `tampons` gives each page's, if any."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    fonts = {N(f"/Z{name[1:]}"): font for name, font in _fonts(writer).items()}
    before = writer._add_object(_stream("q"))
    made: dict[tuple[Trait, ...], object] = {}
    for rank, page in enumerate(writer.pages):
        traits = tuple(replace(trait, police=f"Z{trait.police}") for trait in tampons(rank))
        if not traits:
            continue
        if traits not in made:
            laid = Feuille(rotation=page.rotation, taille=(float(page.cropbox.width), float(page.cropbox.height)))
            lines = "\n".join(_trait(trait, laid) for trait in traits)
            made[traits] = writer._add_object(_stream(f"Q q\n{lines}\nQ"))
        old = page.raw_get("/Contents")
        inner = old.get_object()
        page[N("/Contents")] = ArrayObject([before, *(inner if isinstance(inner, ArrayObject) else [old]), made[traits]])
        resources = DictionaryObject(page["/Resources"].get_object())
        resources[N("/Font")] = DictionaryObject({**resources.get("/Font", DictionaryObject()).get_object(), **fonts})
        page[N("/Resources")] = resources
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def joined(files: Sequence[bytes]) -> bytes:
    """Return the pages of several PDFs one after the other."""
    writer = PdfWriter()
    for data in files:
        writer.append(io.BytesIO(data))
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def turned(data: bytes, rotation: int = 0, rogne: tuple[float, float, float, float] | None = None) -> bytes:
    """Return a PDF whose pages are turned, or cut, as they are: what they show turns with them."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    for page in writer.pages:
        if rotation:
            page.rotate(rotation)
        if rogne:
            page.cropbox = RectangleObject(rogne)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()
