"""Puts together the receipts of several files: a receipt read twice counts once, two sources that agree complete each other.

An ARActe knows the objet and the matière, a stamp the day of transmission. They make one receipt only where all that both tell is
the same; else both are kept, and each difference is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from delib.anomalie import Anomalie, Lieu, Page, Source, make
from delib.francais.dates import Jour
from delib.prefecture.accuse import Accuse, Lecture, Refus

ET = " + "
"""What joins two sources: « ARActe + tampon »."""
_ARACTE = "ARActe"
CHAMPS = {
    "transmission": "la date de transmission",
    "reception": "la date de réception",
    "publication": "la date de publication",
    "objet": "l’objet",
    "matiere": "la matière",
    "nature": "la nature",
    "document": "le document",
    "annexes": "les annexes",
    "nombre_annexes": "le nombre d’annexes",
}
"""The fields of a receipt that two sources may both tell, and their names in French."""
_UNKNOWN = (None, "", ())


def merged(lectures: Iterable[Lecture]) -> Lecture:
    """Return the readings as one: each receipt once, two sources of a receipt that agree put together, the others told."""
    every = list(lectures)
    accuses, told = _accuses(one for lecture in every for one in lecture.accuses)
    refus, same = _refus(one for lecture in every for one in lecture.refus)
    anomalies = dict.fromkeys([one for lecture in every for one in lecture.anomalies] + told + same)
    return Lecture(tuple(accuses), tuple(refus), tuple(anomalies))


def _accuses(given: Iterable[Accuse]) -> tuple[list[Accuse], list[Anomalie]]:
    kept: dict[object, list[Accuse]] = {}
    told: list[Anomalie] = []
    for accuse in given:
        others = kept.setdefault(accuse.identifiant, [])
        for at, other in enumerate(others):
            if not differences(other, accuse):
                told.append(_agreement(other, accuse))
                others[at] = joined(other, accuse)
                break
        else:
            told += _contradictions(others[0], accuse) if others else []
            others.append(accuse)
    return [one for others in kept.values() for one in others], told


def _refus(given: Iterable[Refus]) -> tuple[list[Refus], list[Anomalie]]:
    kept: dict[Refus, Refus] = {}
    told: list[Anomalie] = []
    for refus in given:
        first = kept.setdefault(refus, refus)
        if first is not refus and first.fichier != refus.fichier:
            told.append(make("accuse-repete", Source(refus.fichier), quoi="Ce refus", autre=first.fichier))
    return list(kept), told


def differences(one: Accuse, two: Accuse) -> tuple[str, ...]:
    """Return the names of the fields that both receipts tell, and tell otherwise."""
    return tuple(nom for nom in CHAMPS if not _agree(nom, getattr(one, nom), getattr(two, nom)))


def _agree(nom: str, one: object, two: object) -> bool:
    """Return whether two values may be of one receipt: an objet whatever its line ends, a matière whatever its levels.

    No annexes at all, in a source that names none, is not what it does not know.
    """
    if nom == "annexes":
        return one is None or two is None or one == two
    if one in _UNKNOWN or two in _UNKNOWN or one == two:
        return True
    if isinstance(one, str) and isinstance(two, str):
        return re.sub(r"\s+", " ", one) == re.sub(r"\s+", " ", two)
    if isinstance(one, tuple) and isinstance(two, tuple):
        short = min(len(one), len(two))
        return one[:short] == two[:short]
    return False


def joined(one: Accuse, two: Accuse) -> Accuse:
    """Return the receipt that two of one act, which do not differ, make together."""
    first, second = (two, one) if two.source == _ARACTE and one.source != _ARACTE else (one, two)
    known: dict[str, Any] = {nom: _fuller(getattr(first, nom), getattr(second, nom)) for nom in CHAMPS}
    return replace(
        first,
        **known,
        source=_united(first.source, second.source),
        fichier=_united(first.fichier, second.fichier),
        pages=first.pages or second.pages,
    )


def _fuller(one: object, two: object) -> object:
    if isinstance(one, tuple) and isinstance(two, tuple):
        return two if len(two) > len(one) else one
    return two if one is None or one == "" else one


def _united(one: str, two: str) -> str:
    return ET.join(dict.fromkeys((*one.split(ET), *two.split(ET)))) if one and two else one or two


def _agreement(one: Accuse, two: Accuse) -> Anomalie:
    """Return what is said of a receipt that is read a second time."""
    if one.source == two.source or two.source in one.source.split(ET):
        return make("accuse-repete", lieu(two), quoi=f"L’accusé {two.identifiant}", autre=one.fichier)
    return make("accuse-reuni", lieu(two), identifiant=two.identifiant, autre=one.fichier)


def _contradictions(one: Accuse, two: Accuse) -> list[Anomalie]:
    return [
        make(
            "accuse-contradiction",
            lieu(two),
            identifiant=two.identifiant,
            champ=CHAMPS[nom],
            valeur=_shown(getattr(two, nom)),
            autre=one.fichier,
            autre_valeur=_shown(getattr(one, nom)),
        )
        for nom in differences(one, two)
    ]


def lieu(accuse: Accuse) -> Lieu:
    """Return where a receipt was read."""
    return Page(accuse.fichier, accuse.pages[0]) if accuse.pages else Source(accuse.fichier)


def _shown(valeur: object) -> str:
    """Return a value of a receipt in French."""
    if isinstance(valeur, date):
        return str(Jour(valeur))
    if isinstance(valeur, tuple):
        whole = valeur and isinstance(valeur[0], int)
        return ".".join(map(str, valeur)) if whole else ", ".join(map(str, valeur)) or "aucune"
    return f"« {valeur} »" if isinstance(valeur, str) else str(valeur)
