"""The text of a message from its bytes: as it declares its encoding, unless its bytes show that it does not tell the truth.

Messages were seen in ISO-8859-1, in Windows-1252 and without declaration. Where the declaration and the bytes disagree without
doubt, the bytes are right and it is told; where there is a doubt, the message is refused: each choice would spoil names.
"""

from __future__ import annotations

import codecs
import re

from delib.anomalie import Anomalie, DonneesError, Source, make

_DECLARATION = re.compile(rb"""<\?xml\s[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]{0,39})["']""")
_WITHIN = 300
"""Where the declaration of an encoding ends, in bytes."""
_UTF8 = re.compile(rb"\xc3[\x80-\xbf]|\xc2[\xa0-\xbf]|\xc5[\x92\x93\xb8]|\xe2\x80[\x90-\xa6]|\xe2\x82\xac")
"""What French writes beyond ASCII, in UTF-8: as Windows-1252 it would read `Ã©`, `Â«`, `Å“`, `â€™`, which no French has."""
_C1 = re.compile(rb"[\x80-\x9f]")
_ACCENT = re.compile("[^\0-\x7f]")
_DOUBLE = re.compile("Ã[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|Â[\u00a0-\u00bf]|â€")
"""UTF-8 that was taken for Windows-1252 and encoded again."""
_BORD = re.compile('[\\s<>"=]')
_AUTOUR = 20
"""How much of a word is shown on each side of an accent, in characters."""

_TEL_QUEL, _LATIN, _WINDOWS, _UTF16 = "utf-8", "iso-8859-1", "cp1252", "utf-16"
_NOMS = {
    **dict.fromkeys(("utf-8", "utf8", "us-ascii", "ascii"), _TEL_QUEL),
    **dict.fromkeys(("iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1"), _LATIN),
    **dict.fromkeys(("iso-8859-15", "iso8859-15", "iso_8859-15", "latin9", "latin-9"), "iso-8859-15"),
    **dict.fromkeys(("windows-1252", "cp1252", "cp-1252"), _WINDOWS),
    **dict.fromkeys(("utf-16", "utf16", "utf-16le", "utf-16be", "ucs-2"), _UTF16),
}
_AFFICHES = {_TEL_QUEL: "UTF-8", _WINDOWS: "Windows-1252", _UTF16: "UTF-16"}


def decode(data: bytes, fichier: str) -> tuple[str, list[Anomalie]]:
    """Return the text of a message and what is worth knowing of its encoding. Raises DonneesError where it cannot be known."""
    declared = _declared(data)
    marked = _marked(data)
    text, told = (_strict(data, marked, fichier), []) if marked else _eight_bits(data, declared, fichier)
    if marked and declared and _NOMS.get(declared) != ("utf-16" if marked.startswith("utf-16") else _TEL_QUEL):
        told = [_other(declared, _AFFICHES["utf-16" if marked.startswith("utf-16") else _TEL_QUEL], text, fichier)]
    if not text.isascii() and (found := _DOUBLE.search(text)):
        told.append(make("accuse-encodage-double", Source(fichier), exemple=_word(text, found.start())))
    return text, told


def _declared(data: bytes) -> str:
    """Return the encoding that the message declares, in lower case, "" where it declares none."""
    head = data[:_WITHIN]
    found = _DECLARATION.search(head.replace(b"\0", b"") if b"\0" in head else head)
    return found[1].decode("ascii").lower() if found is not None else ""


def _marked(data: bytes) -> str:
    """Return the codec that the first bytes leave no doubt about, "" where they tell nothing."""
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return ""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return {b"<\0": "utf-16-le", b"\0<": "utf-16-be"}.get(data[:2], "")


def _strict(data: bytes, codec: str, fichier: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise _unknown(
            f"il commence en {codec[:6].strip('-').upper()} et n’en est plus à l’octet {error.start}", fichier
        ) from None


def _eight_bits(data: bytes, declared: str, fichier: str) -> tuple[str, list[Anomalie]]:
    """Return the text of a message whose first bytes tell nothing, and what is worth knowing of it."""
    named = _NOMS.get(declared) if declared else _TEL_QUEL
    if named is None:
        raise _unknown(f"il se dit en « {declared} », que delib ne lit pas", fichier)
    if data.isascii():
        text = data.decode("ascii")
        return text, [_other(declared, "ASCII", text, fichier)] if named == _UTF16 else []
    utf8 = _try(data, "utf-8")
    if utf8 is not None and (named == _TEL_QUEL or _UTF8.search(data)):
        return utf8, [] if named == _TEL_QUEL and not declared.endswith("ascii") else [_other(declared, "UTF-8", utf8, fichier)]
    if named in (_TEL_QUEL, _UTF16):
        if _UTF8.search(data):
            raise _unknown("il mêle de l’UTF-8 et un autre encodage", fichier)
        text = _windows(data, fichier)
        return text, [_other(declared, _AFFICHES[_WINDOWS], text, fichier)]
    if named == _LATIN and _C1.search(data):
        text = _windows(data, fichier)
        return text, [make("accuse-encodage-windows", Source(fichier), exemple=_example(text))]
    if named == "iso-8859-15" and _C1.search(data):
        raise _unknown("il se dit en ISO-8859-15 et contient des caractères de Windows", fichier)
    return _windows(data, fichier) if named == _WINDOWS else data.decode(named), []


def _try(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _windows(data: bytes, fichier: str) -> str:
    text = _try(data, _WINDOWS)
    if text is None:
        raise _unknown("il n’est ni en UTF-8, ni en Windows-1252", fichier)
    return text


def _other(declared: str, read: str, text: str, fichier: str) -> Anomalie:
    annonce = f"se dit en {declared.upper()}" if declared else "ne dit pas son encodage"
    return make("accuse-encodage-autre", Source(fichier), annonce=annonce, lu=read, exemple=_example(text))


def _example(text: str) -> str:
    """Return the first word of `text` that has an accent, or signs that stand for one."""
    found = _ACCENT.search(text)
    return _word(text, found.start()) if found is not None else text[:_AUTOUR]


def _word(text: str, at: int) -> str:
    """Return the word of `text` around a character."""
    return _BORD.split(text[max(0, at - _AUTOUR) : at])[-1] + _BORD.split(text[at : at + _AUTOUR])[0]


def _unknown(raison: str, fichier: str) -> DonneesError:
    return DonneesError([make("accuse-encodage", Source(fichier), raison=raison)])
