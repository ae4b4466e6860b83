"""Reads a list in JSONL: one object a line, its groups nested or its keys dotted (`representant.nom`).

Numbers stay as they were typed, `true` and `false` are booleans, `null` and `""` say nothing: an empty cell. UTF-8 alone, as JSON
has it.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from delib.acte.colonnes import Places, fault, wholes
from delib.acte.encodages import MAX_LINE
from delib.acte.noeuds import MAX_DEPTH, Reading
from delib.acte.rangees import Cellule, Rangee
from delib.acte.source_json import read_json
from delib.acte.tableur import Formules, is_error
from delib.anomalie import Anomalie, DonneesError, LectureError, Ligne, Releve, Source, make
from delib.systeme import os_reason

MAX_PATHS = 2_000
"""The most different paths that `chemins` tells of: rows may hold any number of keys."""
MAX_TOLD = 20
"""The most anomalies told of one row."""


class _Refused(Exception):  # noqa: N818 - leaves the json module, is caught below
    pass


class Jsonl:
    """A JSONL file; `chemins` grows as its rows are read."""

    def __init__(self, path: str, fichier: str, places: Places) -> None:
        self.path = path
        self.fichier = fichier
        self.places = places
        self.formules = Formules()
        self._seen: dict[str, None] = {}
        with open(path, "rb") as stream:
            ligne, first = next(((number, line) for number, line in _lines(stream) if line.strip()), (0, b""))
        if not ligne:
            raise DonneesError([make("fichier-vide", Ligne(fichier))])
        if not first.isascii() and len(first) <= MAX_LINE:
            try:
                first.decode()
            except UnicodeDecodeError as error:
                raise DonneesError([_not_utf8(Ligne(fichier, ligne), error)]) from None
        if first.strip().startswith(b"[") or first.strip() == b"{":
            raise DonneesError([make("rangee-json-etale", Ligne(fichier, ligne))])

    @property
    def chemins(self) -> tuple[str, ...]:
        """Return the data paths met so far."""
        return tuple(self._seen)

    @property
    def anomalies(self) -> tuple[Anomalie, ...]:
        """Return what is worth knowing once the rows were all read: their formulas."""
        return self.formules.anomalies

    def rangees(self) -> Iterator[Rangee]:
        """Yield the rows. Raises LectureError when the file can no longer be read."""
        rang, formules = 0, Formules()
        try:
            with open(self.path, "rb") as stream:
                for ligne, line in _lines(stream):
                    if line.strip():
                        rang += 1
                        yield self._rangee(rang, ligne, line, formules)
        except OSError as error:
            raise LectureError([make("fichier-illisible", Source(self.fichier), raison=os_reason(error))]) from None
        self.formules = formules

    def _rangee(self, rang: int, ligne: int, line: bytes, formules: Formules) -> Rangee:
        lieu = Ligne(self.fichier, ligne)
        cells: tuple[Cellule, ...] = ()
        anomalies: tuple[Anomalie, ...]
        if len(line) > MAX_LINE:
            anomalies = (make("rangee-ligne-longue", lieu, limite=f"{MAX_LINE // 1024 // 1024} Mo"),)
            return Rangee(rang, self.fichier, ligne, anomalies=anomalies)
        try:
            text = line.decode().rstrip("\r\n")
            data = json.loads(text, parse_int=str, parse_float=str, parse_constant=_constant, object_pairs_hook=_pairs)
            cells, anomalies = self._read(lieu, data, formules)
        except UnicodeDecodeError as error:
            anomalies = (_not_utf8(lieu, error),)
        except (json.JSONDecodeError, RecursionError, _Refused):
            anomalies = tuple(_iter_refused(lieu, text))
        return Rangee(rang, self.fichier, ligne, cells, anomalies)

    def _read(self, lieu: Ligne, data: object, formules: Formules) -> tuple[tuple[Cellule, ...], tuple[Anomalie, ...]]:
        if not isinstance(data, dict):
            return (), (make("rangee-json", lieu, donne=_given(data)),)
        row = _Row(self.places, lieu, formules)
        row.take(data, "", 0)
        row.close()
        if len(self._seen) < MAX_PATHS:
            self._seen.update(dict.fromkeys(row.cells))
        return tuple(row.cells.values()), tuple(row.anomalies)


class _Row:
    """The cells of one object, as its groups and lists are gone through."""

    def __init__(self, places: Places, lieu: Ligne, formules: Formules) -> None:
        self.places = places
        self.lieu = lieu
        self.formules = formules
        self.cells: dict[str, Cellule] = {}
        self.anomalies: list[Anomalie] = []

    def take(self, value: object, chemin: str, depth: int) -> None:
        """Take what stands at `chemin`, and all that it holds."""
        if len(self.anomalies) >= MAX_TOLD:
            return
        if depth > MAX_DEPTH:
            self.anomalies.append(make("yaml-profondeur", self.lieu, limite=MAX_DEPTH))
        elif isinstance(value, dict) and (value or not chemin):
            for name, below in value.items():
                self._below(below, f"{chemin}.{name}" if chemin else name, depth)
        elif isinstance(value, list) and value:
            for rank, below in enumerate(value):
                self._below(below, f"{chemin}[{rank}]", depth)
        else:
            self._cell(value, chemin)

    def _below(self, value: object, chemin: str, depth: int) -> None:
        place = self.places.find(chemin)
        if place is None or place.chemin != chemin:  # a program writes keys as they are
            wrong = fault(self.places, None, chemin, self.lieu, brief=len(self.anomalies) > 0)
            self.anomalies.extend((wrong,) if wrong is not None else ())
            return
        self.take(value, chemin, depth + 1)

    def _cell(self, value: object, chemin: str) -> None:
        value = value.strip() if isinstance(value, str) else value
        if value is None or value == "":
            return
        wrong = None if isinstance(value, dict | list) else fault(self.places, self.places.find(chemin), chemin, self.lieu)
        if wrong is not None:
            self.anomalies.append(wrong)
        elif chemin in self.cells:
            self.anomalies.append(make("rangee-cle-double", self.lieu, chemin, cle=chemin))
        elif isinstance(value, str) and is_error(value):
            self.anomalies.append(make("rangee-erreur-tableur", self.lieu, chemin, valeur=value))
        else:
            if isinstance(value, str):
                self.formules.see(value, self.lieu, chemin)
            self.cells[chemin] = Cellule(chemin, value)

    def close(self) -> None:
        """Tell the paths that are parts of others."""
        for chemin in self.cells:
            if any(whole in self.cells for whole in wholes(chemin)):
                self.anomalies.append(make("rangee-cle-double", self.lieu, chemin, cle=chemin))


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield the lines with their number; of one that is too long, its beginning alone."""
    number = 0
    while line := stream.readline(MAX_LINE + 1):
        number += 1
        yield number, line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
        while len(line) > MAX_LINE and not line.endswith(b"\n"):
            line = stream.readline(MAX_LINE + 1)


def _pairs(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise _Refused
    return made


def _constant(_name: str) -> object:
    raise _Refused


def _given(data: object) -> str:
    """Return what is said of a line that is no object."""
    if isinstance(data, list):
        return "une liste"
    return "null" if data is None else f"« {str(data).lower() if isinstance(data, bool) else str(data)[:40]} »"


def _not_utf8(lieu: Ligne, error: UnicodeDecodeError) -> Anomalie:
    column = len(error.object[: error.start].decode()) + 1
    return make("fichier-pas-utf8", replace(lieu, colonne=column), octet=f"0x{error.object[error.start]:02x}")


def _iter_refused(lieu: Ligne, text: str) -> Iterator[Anomalie]:
    """Yield what the reading of JSON files says of a line, in its place in the list."""
    releve = Releve()
    try:
        read_json(Reading(lieu.fichier, text), releve)
    except DonneesError:
        for one in releve:
            column = one.lieu.colonne if isinstance(one.lieu, Source) else 0
            place = replace(lieu, colonne=column)
            if one.code == "cle-double":
                key, _ = json.JSONDecoder().raw_decode(text, column - 1)
                yield make("rangee-cle-double", place, cle=key[:60])
            else:
                yield replace(one, lieu=place)
