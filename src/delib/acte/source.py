"""Reads a data file, YAML or JSON, into nodes that remember where they stand. Types nothing, corrects nothing."""

from __future__ import annotations

import codecs
import os
from functools import lru_cache

from delib.acte.noeuds import Node, Reading
from delib.anomalie import DonneesError, LectureError, Releve, Source, make
from delib.systeme import os_reason

MAX_BYTES = 5 * 1024 * 1024
"""The largest data file read: an act of 200 pages is under 1 MiB, and a larger file is a mistake or an attack."""
MAX_KEPT = 64 * 1024
"""The longest text, in characters, whose nodes are kept for the next act: a house of 208 members is 20,000."""


def read(path: str | os.PathLike[str], releve: Releve, shown: str | None = None) -> Node:
    """Return the root node of a YAML or JSON file; what is wrong with its text goes to `releve`.

    Raises LectureError when the file cannot be read at all, DonneesError, with the whole of `releve`, when its text is refused.
    """
    name = os.fspath(path)
    fichier = shown or name
    data = read_bytes(name, fichier, MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise LectureError([make("fichier-trop-grand", Source(fichier), limite=f"{MAX_BYTES // 1024 // 1024} Mo")])
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        bad = data.find(b"\0")  # what UTF-16 without its mark leaves, when read as UTF-8
        texte = data.decode()
    except UnicodeDecodeError as error:
        bad, texte = error.start, ""
    if bad >= 0:
        before = data[:bad]
        column = len(before.rsplit(b"\n", 1)[-1].decode("utf-8", "replace")) + 1
        place = Source(fichier, before.count(b"\n") + 1, column)
        releve.add(make("fichier-pas-utf8", place, octet=f"0x{data[bad]:02x}"))
        raise DonneesError(releve)
    parsed = _parsed if len(texte) <= MAX_KEPT else _parsed.__wrapped__
    root, told = parsed(fichier, texte, os.path.dirname(name), name.lower().endswith(".json"))
    for one in told:
        releve.add(one)
    if root is None and not told.errors:
        releve.add(make("fichier-vide", Source(fichier)))
    if root is None:
        raise DonneesError(releve)
    return root


def read_bytes(name: str, fichier: str, limit: int) -> bytes:
    """Return the first `limit` bytes of a file. Raises LectureError when it cannot be read at all."""
    place = Source(fichier)
    if "\0" in name:
        raise LectureError([make("fichier-illisible", place, raison="son nom contient un caractère nul")])
    try:
        if os.path.isdir(name):
            raise LectureError([make("fichier-dossier", place)])
        if os.path.exists(name) and not os.path.isfile(name):
            raise LectureError([make("fichier-illisible", place, raison="ce n’est pas un fichier ordinaire")])
        with open(name, "rb") as stream:
            return stream.read(limit)
    except FileNotFoundError:
        raise LectureError([make("fichier-absent", place)]) from None
    except OSError as error:
        raise LectureError([make("fichier-illisible", place, raison=os_reason(error))]) from None


@lru_cache(maxsize=8)
def _parsed(fichier: str, texte: str, dossier: str, json: bool) -> tuple[Node | None, Releve]:
    """Return the root node, None where there is none, and what is wrong. A house is kept from one of its acts to the next."""
    reading, releve = Reading(fichier, texte, dossier), Releve()
    if not texte.strip():
        return None, releve
    try:
        if json:
            from delib.acte.source_json import read_json  # noqa: PLC0415 - YAML does without

            return read_json(reading, releve), releve
        from delib.acte.source_yaml import read_yaml  # noqa: PLC0415 - JSON and Python data do without

        return read_yaml(reading, releve), releve
    except DonneesError:
        return None, releve
