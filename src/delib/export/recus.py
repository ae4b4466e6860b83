"""The receipts of several acts: which is whose, by the identifier; what is left over is told."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace

from delib.acte import suites
from delib.acte.acte import Acte
from delib.anomalie import Anomalie, DonneesError, Gravite, LectureError, Source, make
from delib.prefecture.accuse import Accuse, Lecture
from delib.prefecture.identifiant import Identifiant
from delib.systeme import os_reason


def files_of(path: str) -> list[str]:
    """Return the files of a folder, sorted by name, the hidden ones left out; a file is its own.

    Raises LectureError: it is absent, forbidden, or holds no file.
    """
    if os.path.isfile(path):
        return [path]
    try:
        found = sorted(one.path for one in os.scandir(path) if one.is_file() and not one.name.startswith("."))
    except FileNotFoundError:
        raise LectureError([make("fichier-absent", Source(path))]) from None
    except OSError as error:
        raise LectureError([make("fichier-illisible", Source(path), raison=os_reason(error))]) from None
    if not found:
        raise LectureError([make("scdl-accuses-vide", Source(path))])
    return found


class Recus:
    """The receipts given with some acts; none where `lecture` is None, and then nothing is told of those that are missing."""

    def __init__(self, actes: Sequence[Acte], lecture: Lecture | None) -> None:
        self._lecture = lecture or Lecture()
        self._given = lecture is not None
        self._by: dict[str, list[Accuse]] = {}
        for one in self._lecture.accuses:
            self._by.setdefault(str(one.identifiant), []).append(one)
        self._left = set(self._by)
        self._known = {id(acte): _identifiants(acte) for acte in actes} if self._given else {}

    def of(self, acte: Acte) -> tuple[list[Accuse], list[Anomalie]]:
        """Return the receipts of an act, and what is to be told of it."""
        if not self._given:
            return [], []
        names, refused = self._known[id(acte)]
        found = [one for name in names for one in self._by.get(name, ())]
        self._left.difference_update(names)
        if found:
            return found, []
        lieu = Source(acte.fichier)
        if not names:
            return [], [make("scdl-acte-sans-identifiant", lieu, raison=" ".join(one.message for one in refused))]
        return [], [make("scdl-acte-sans-accuse", lieu, identifiant=" ou ".join(names))]

    def iter_left(self) -> Iterator[Anomalie]:
        """Yield what the reading of the receipts told, and the receipts that are no act's.

        A file that is no receipt forbids nothing: the day that it does not give stays empty, and that is told.
        """
        for told in self._lecture.anomalies:
            yield lowered(told)
        for name, accuses in self._by.items():
            if name in self._left:
                yield make("scdl-accuse-sans-acte", Source(accuses[0].fichier), identifiant=name)


def lowered(anomalie: Anomalie) -> Anomalie:
    """Return an anomaly that refuses nothing here: a warning, where it was an error."""
    return replace(anomalie, gravite=min(anomalie.gravite, Gravite.AVERTISSEMENT))


def _identifiants(acte: Acte) -> tuple[list[str], tuple[Anomalie, ...]]:
    """Return the identifiers that an act may have been sent under: its own, those of its suites; and why its own is not known."""
    known = suites.of(acte)
    told = [one.identifiant for one in known.recus] if known is not None else []
    try:
        own = [str(Identifiant.of_acte(acte))]
        refused: tuple[Anomalie, ...] = ()
    except DonneesError as error:
        own, refused = [], error.anomalies
    return list(dict.fromkeys([*own, *told])), refused
