"""What a value of a docxtpl template prints, by where its tag stands: text, run, paragraph, attribute, field.

Everything is escaped; what would print a hole (nothing, None, a list, a bare object) is a Fault, told with its place.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from jinja2.runtime import Undefined
from markupsafe import Markup

from delib.modele.bornes import MAX_ECRIT
from delib.modele.langage import Fault
from delib.modele.passage import Passage
from delib.modele.sous_documents import SousDocument

if TYPE_CHECKING:
    from jinja2.runtime import Context

TEXTE, PASSAGE, PARAGRAPHE, BALISAGE, ATTRIBUT, CHAMP, FUSION, FOND = range(8)
"""Where a tag stands: in a `w:t`, for a run (`{{r`), a paragraph (`{{p`), a row or a cell, in an attribute, in a field;
and the two that give a cell its columns (`colspan`) and its background (`cellbg`)."""
MAX_IMPRIME = 8_000_000
"""The longest text that one tag prints, in characters."""
MAX_COLONNES = 1_000
"""The most columns that a cell spans."""

_SPECIAL = re.compile("[&<>\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_MARKS = re.compile("[\a\f]")
_LINE = re.compile("\r\n?")
_BLANK = re.compile("[\t\n\r\a\f]+")
_ILLEGAL = re.compile("[\x00-\x06\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no Word file can hold, less the two characters to which docxtpl's listings give a meaning."""
_LONG = 10_000
_SILENT: object = object.__str__
_FOND = re.compile("#?[0-9A-Fa-f]{6}|auto")
_RUN = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
_RPR = re.compile(r"(<w:rPr>)(.*?)(</w:rPr>)", re.DOTALL)
_CHILD = re.compile(r"<(w:[A-Za-z]+)(?: [^<>]*)?/>")
_SHADING = re.compile(r"<w:shd(?= )(?![^<>]* w:val=)")
_RPR_NAMES = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden"
    " color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout"
    " specVanish oMath"
)
_ORDER = {f"w:{name}": rank for rank, name in enumerate(_RPR_NAMES.split())}
"""ISO/IEC 29500-1, EG_RPrBase: the order of the properties of a run."""


def printed(context: Context, kind: int, value: Any) -> str:
    """Return the XML that `value` prints where a tag of `kind` stands. Raises Fault for what must not be printed."""
    if type(value) is str and kind == TEXTE:
        if _SPECIAL.search(value) is None:
            return value
        if len(value) < _LONG:
            return escaped(value)
    return shown(context.passage, kind, value)  # type: ignore[attr-defined]


def counted(context: Context, kind: int, value: Any) -> str:
    """Return the same, its length taken from the room of the rendering: for what a template gathers before it prints it."""
    text = printed(context, kind, value)
    context.passage.take(len(text))  # type: ignore[attr-defined]
    return text


def escaped(text: str) -> str:
    """Return `text` as XML, its line ends made one. Raises Fault for a character that no Word file can hold."""
    if len(text) > MAX_IMPRIME:
        raise Fault("modele-demesure", quoi=f"une balise imprime plus de {MAX_IMPRIME // 1_000_000} millions de caractères")
    if "\r" in text:
        text = _LINE.sub("\n", text)
    found = _ILLEGAL.search(text)
    if found is not None:
        raise Fault("valeur-caractere", caractere=f"U+{ord(found.group()):04X}")
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def shown(passage: Passage, kind: int, value: Any) -> str:
    """Return the XML of any value. Raises Fault."""
    made = _special(passage, kind, value)
    if made is not None:
        return made
    text = escaped(plain(value))
    if len(text) >= _LONG:
        passage.take(len(text))  # it is new: what is gathered is counted too late
    if kind == PASSAGE:
        return _RUN.format(text) if text else ""
    if kind == PARAGRAPHE:
        return f"<w:p>{_RUN.format(text)}</w:p>" if text else "<w:p/>"
    if kind == BALISAGE:
        raise _misplaced("un texte", "{{ … }}")
    if kind in (ATTRIBUT, CHAMP):
        return _BLANK.sub(" ", text).replace('"', "&quot;")
    if kind == FUSION and not (text.isdecimal() and len(text) < 5 and 0 < int(text) <= MAX_COLONNES):
        raise unfit("un nombre de colonnes qui n’en est pas un", f"donnez un nombre entier de 1 à {MAX_COLONNES}")
    if kind == FOND and _FOND.fullmatch(text) is None:
        raise unfit("une couleur qui n’en est pas une", "donnez six chiffres hexadécimaux : FF0000 pour le rouge")
    return text.removeprefix("#") if kind == FOND else text


def plain(value: Any) -> str:
    """Return the text of `value`. Raises Fault unless it is a text, a number, or an object that says how it reads."""
    kind = type(value)
    if issubclass(kind, str):
        return _exact(str(value))
    if value is None:
        raise unfit("une valeur vide (None)", "donnez la donnée, ou placez la balise entre « if » et « endif »")
    if issubclass(kind, bool):
        raise unfit("un oui ou non", "employez une condition « if »")
    if issubclass(kind, int | float | Decimal):
        _check_number(kind, value)
    elif issubclass(kind, list | tuple | set | frozenset | dict):
        raise unfit("une liste ou un groupe de champs", "employez une boucle « for », ou le nom d’un champ")
    elif issubclass(kind, Undefined):
        return _exact(str(value) or _without_else(kind))  # a strict one raises
    elif _mute(kind, value):
        conseil = "ajoutez « () »" if callable(value) else "donnez un texte, ou le nom d’un champ"
        raise unfit("un objet sans texte", conseil)
    return _exact(str(value))


def _exact(text: str) -> str:
    """Return a text without what a class of its own would answer for it."""
    return text if type(text) is str else str.__str__(text)


def _without_else(kind: type) -> str:
    if kind is Undefined:
        raise unfit("une valeur vide", "donnez un « else » à ce « if »")
    return ""


def _check_number(kind: type, value: Any) -> None:
    """Raise Fault for a number that is none, or that has more digits than Python writes."""
    if issubclass(kind, int):
        if int.bit_length(value) > MAX_ECRIT:
            raise Fault("modele-demesure", quoi="un nombre de plus de 4000 chiffres")
    elif not math.isfinite(value) if issubclass(kind, float) else not value.is_finite():
        raise unfit("un nombre qui n’en est pas un", "vérifiez le calcul")


def _mute(kind: type, value: Any) -> bool:
    """Return whether an object says nothing of itself, or is what no one prints: bytes, a class, a function."""
    return kind.__str__ is _SILENT or callable(value) or issubclass(kind, bytes | bytearray | memoryview)


def _special(passage: Passage, kind: int, value: Any) -> str | None:
    """Return the XML of what docxtpl makes, or of any object that gives its own; None for all others."""
    own = type(value)
    if issubclass(own, SousDocument):
        name = "Subdoc"
    elif own is Markup and _SPECIAL.search(value) is None:
        return None
    elif hasattr(own, "__html__"):
        name = _docxtpl(value)
    else:
        return None
    if name == "Listing":
        return shown(passage, kind, _unescaped(value.xml))
    if name in _PLACES and kind not in _PLACES[name][1]:
        nature, _, balise = _PLACES[name]
        raise _misplaced(nature, balise)
    if name == "InlineImage":
        return passage.image(value)
    if name == "Subdoc":
        return passage.sous_document(value)
    if kind in (ATTRIBUT, CHAMP, FUSION, FOND):
        return shown(passage, kind, _exact(str(value)))
    xml = _exact(value.__html__())
    passage.take(len(xml))
    passage.spend(8 * len(xml))
    if len(xml) > MAX_IMPRIME:
        raise Fault("modele-demesure", quoi=f"une balise imprime plus de {MAX_IMPRIME // 1_000_000} millions de caractères")
    xml = in_order(xml)
    _check(xml)
    passage.markup = True
    return f"<w:p>{xml}</w:p>" if name == "RichText" and kind == PARAGRAPHE else xml


def _check(xml: str) -> None:
    """Raise Fault unless `xml` may stand in a run: what a value gives as XML must be sound by itself."""
    found = _ILLEGAL.search(xml)
    if found is not None:
        raise Fault("valeur-caractere", caractere=f"U+{ord(found.group()):04X}")
    try:
        expat.ParserCreate().Parse(f"<w:p><w:r><w:t>{_MARKS.sub(' ', xml)}</w:t></w:r></w:p>".encode(), True)
    except expat.ExpatError:
        raise unfit("une valeur en XML mal formé", "vérifiez ce qui la compose (couleur, police, style…)") from None


def in_order(xml: str) -> str:
    """Return rich text with the properties of each run in the order of the schema, and shadings with their pattern."""
    return _RPR.sub(_sorted, xml)


def _sorted(found: re.Match[str]) -> str:
    inside = _SHADING.sub('<w:shd w:val="clear"', found.group(2))
    children = list(_CHILD.finditer(inside))
    if "".join(child.group() for child in children) != inside:
        return found.group(1) + inside + found.group(3)
    by_name = {child.group(1): child.group() for child in children}
    ranked = sorted(by_name, key=lambda name: _ORDER.get(name, len(_ORDER)))
    return found.group(1) + "".join(by_name[name] for name in ranked) + found.group(3)


_PLACES = {
    "InlineImage": ("une image", (TEXTE,), "{{ … }}"),
    "RichText": ("un texte mis en forme", (PASSAGE, PARAGRAPHE), "{{r … }}"),
    "RichTextParagraph": ("un paragraphe mis en forme", (PARAGRAPHE,), "{{p … }}"),
    "Subdoc": ("un sous-document", (PARAGRAPHE,), "{{p … }}"),
}
"""Where docxtpl's own values may stand: what each is called, the kinds of tag, the one to write."""


def _docxtpl(value: object) -> str:
    """Return which of docxtpl's classes `value` is of, or ""."""
    for base in type(value).__mro__:
        if str(base.__module__).partition(".")[0] == "docxtpl":
            return base.__name__
    return ""


def _unescaped(xml: str) -> str:
    for entity, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#x27;", "'"), ("&#39;", "'"), ("&amp;", "&")):
        xml = xml.replace(entity, char)
    return xml


def unfit(nature: str, conseil: str) -> Fault:
    """Return what is wrong with a value that must not be printed."""
    return Fault("valeur-non-imprimable", nature=nature, conseil=conseil)


def _misplaced(nature: str, balise: str) -> Fault:
    return unfit(f"{nature} dans une balise qui n’en admet pas", f"écrivez {balise}, ou donnez une valeur d’une autre nature")
