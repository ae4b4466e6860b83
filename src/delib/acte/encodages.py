"""What a list of text is encoded in, found by reading it once, and what no encoding explains.

UTF-8 first; UTF-16 by its mark; Windows-1252 where nothing in the file is UTF-8 beyond ASCII, and nothing tells of an older
encoding. What mixes two is refused: each choice would spoil the accents of some rows.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from delib.anomalie import Anomalie, DonneesError, LectureError, Ligne, Source, make
from delib.systeme import os_reason

MAX_LINE = 1024 * 1024
"""The longest line of a list, in bytes: a row of a hundred full cells is far under."""

_MARQUES = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_PAS_UTF8 = re.compile("[\udc80-\udcff]")
_ACCENTUE = re.compile("[A-Za-z'’-]{0,20}[À-ÖØ-öø-ÿŒœ][A-Za-zÀ-ÖØ-öø-ÿŒœ'’-]{0,20}")
_UTF8 = re.compile("[\u00a0-\u017f\u2010-\u203a\u20ac]")
"""What French writes beyond ASCII."""
_DOUTEUX = "".join(
    bytes((capital, sign)).decode()
    for capital in b"\xc7\xc8\xc9\xca\xcb\xce\xcf\xd4\xd9\xdb\xdc"
    for sign in b"\x85\x92\x94\x96\xa0\xab\xbb"
)
_CERTAIN = re.compile(f"[^\0-\x7f{re.escape(_DOUTEUX)}]")
"""What only UTF-8 explains. An accented capital of Windows-1252 before a no-break space or a quote also reads as UTF-8, as a
letter that French does not have (`É` and a no-break space as `ɠ`)."""
_PAS_WINDOWS = re.compile("[\udc81\udc83\udc88\udc8d\udc8f\udc90\udc98\udc9d]|[A-Za-z][\udc82\udc87\udc8a\udc8e][a-z]")
"""Bytes that Windows-1252 lacks, or that no French needs (ƒ, ˆ, ˜); and, inside a word, those that are é, ç, è for DOS or the
Macintosh."""


class Encodage(NamedTuple):
    """The encoding of a file, for `open`; whether it holds a null character; what is worth knowing of it.

    `faute` is the first line that no encoding explains; the file is then to be read with `surrogateescape`, to show where.
    """

    nom: str
    nul: bool = False
    faute: int = 0
    utf8: int = 0
    anomalies: tuple[Anomalie, ...] = ()


def find_encoding(path: str, fichier: str) -> Encodage:
    """Return what file `path` is encoded in. Raises LectureError (cannot be read) and DonneesError (a line without end)."""
    try:
        with open(path, "rb") as stream:
            name = next((nom for mark, nom in _MARQUES.items() if stream.peek(4).startswith(mark)), "utf-8")
            sound, nul = _scan(stream, "utf-8" if name == "utf-8-sig" else name, fichier)
        if sound or (sound is None and name != "utf-8"):
            return Encodage(name, nul)
        return _windows(path, nul, fichier) if sound is None else _judge(path, name, nul, fichier)
    except OSError as error:
        raise LectureError([make("fichier-illisible", Source(fichier), raison=os_reason(error))]) from None


def _scan(stream: BinaryIO, name: str, fichier: str) -> tuple[bool | None, bool]:
    """Return whether the whole file is text of encoding `name`, None when it may be Windows-1252 as well; and whether a null
    character is in it.
    """
    decoder = codecs.getincrementaldecoder(name)()
    sound, nul, run, line = True, False, 0, 1
    ascii_only, certain = True, False
    for chunk in _chunks(stream):
        first, last = _ends(chunk)
        if run + (first if first >= 0 else len(chunk)) > MAX_LINE:
            raise DonneesError([make("rangee-ligne-longue", Ligne(fichier, line), limite=f"{MAX_LINE // 1024 // 1024} Mo")])
        run = len(chunk) - last - 1 if last >= 0 else run + len(chunk)
        line += chunk.count(b"\n") or chunk.count(b"\r")
        try:
            text = decoder.decode(chunk, final=not chunk) if sound else ""
        except UnicodeDecodeError:
            sound, text = False, ""
        nul = nul or ("\0" in text if name == "utf-16" else b"\0" in chunk)
        if not certain and not text.isascii():
            ascii_only, certain = False, _CERTAIN.search(text) is not None
    return None if sound and not (ascii_only or certain) else sound, nul


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the file by pieces, an empty one last: it ends what was left half-read."""
    while chunk := stream.read(MAX_LINE):
        yield chunk
    yield b""


def _ends(chunk: bytes) -> tuple[int, int]:
    """Return where the first line end and the last stand, -1 where there is none."""
    firsts = [at for at in (chunk.find(b"\n"), chunk.find(b"\r")) if at >= 0]
    return min(firsts, default=-1), max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))


def _judge(path: str, name: str, nul: bool, fichier: str) -> Encodage:
    """Return the encoding of a file that is neither UTF-8 nor UTF-16. Raises DonneesError where it cannot be known."""
    if name == "utf-16":
        raison = "il est en UTF-16, et coupé ou abîmé"
        raise DonneesError([make("rangee-encodage-inconnu", Ligne(fichier), raison=raison)])
    bad = utf8 = 0
    odd: tuple[int, str] | None = None
    with open(path, encoding="utf-8", errors="surrogateescape", newline="") as stream:
        for number, line in enumerate(stream, 1):
            if line.isascii():
                continue
            if not bad and _PAS_UTF8.search(line):
                bad = number
            if not utf8 and _UTF8.search(line):
                utf8 = number
            if odd is None and (found := _PAS_WINDOWS.search(line)):
                odd = (number, found.group())
    if utf8 or name == "utf-8-sig":
        return Encodage("utf-8-sig", nul, faute=bad, utf8=utf8 or 1)
    if odd is not None:
        raise DonneesError([_unknown(Ligne(fichier, odd[0]), odd[1])])
    return _windows(path, nul, fichier)


def _windows(path: str, nul: bool, fichier: str) -> Encodage:
    """Return what is said of a file in Windows-1252, with the first accented word that it holds.

    Raises DonneesError where it cannot be so.
    """
    first, example = 0, ""
    with open(path, encoding="cp1252", errors="surrogateescape", newline="") as stream:
        for number, line in enumerate(stream, 1):
            if line.isascii():
                continue
            if _PAS_UTF8.search(line):  # a byte that Windows-1252 lacks, which UTF-8 took for the end of a letter
                raise DonneesError([_unknown(Ligne(fichier, number), line)])
            word = _ACCENTUE.search(line) if not example else None
            if not first or word is not None:
                first, example = number, word.group() if word is not None else ""
    return Encodage("cp1252", nul, anomalies=(make("rangee-windows-1252", Ligne(fichier, first), exemple=example or "’ « €"),))


def _unknown(lieu: Ligne, text: str) -> Anomalie:
    return make("rangee-encodage-inconnu", lieu, raison=f"l’octet {octet(text)} n’y est pas à sa place")


def octet(text: str) -> str:
    """Return the first byte of `text` that `surrogateescape` kept, as « 0xe9 », "" where there is none."""
    found = _PAS_UTF8.search(text)
    return f"0x{ord(found.group()) - 0xDC00:02x}" if found is not None else ""
