"""Reads how the files of a programme cite its acts: each act cited exists, comes before, and bears the title that is quoted.

A visa has no bearing of its own (CE, Sect., 28 juin 1974, Charmasson, n° 79473): nothing here refuses an act.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from delib.acte.dossier.lieux import Lieux
from delib.acte.dossier.pieces import Connu, Piece, Renvoi, cle_de, iter_renvois, precedes
from delib.acte.dossier.titres import agree, first_agreeing, is_title_of
from delib.anomalie import Anomalie, make


def iter_citations(pieces: Sequence[Piece], connus: Mapping[str, Connu], lieux: Lieux) -> Iterator[Anomalie]:
    """Yield what is wrong in the citations of all the pieces, in their order."""
    untitled: dict[str, dict[str, str]] = {}  # by number, each title under which an act without file is cited, and where first
    for piece in pieces:
        for renvoi in iter_renvois(piece):
            connu = connus.get(cle_de(renvoi.numero))
            if connu is None and renvoi.explicite:
                lieu = lieux.find(piece.fichier, _number(renvoi))
                yield make("dossier-acte-absent", lieu, _number(renvoi), numero=renvoi.numero)
            if renvoi.autre:
                chemin = _number(renvoi)
                yield make("dossier-numero-cite", lieux.find(piece.fichier, chemin), chemin, dit=renvoi.numero, lu=renvoi.autre)
            if connu is not None:
                yield from _iter_order(renvoi, connu, lieux)
                yield from _iter_dates(renvoi, connu, lieux)
            if renvoi.intitule:
                yield from _iter_title(renvoi, connu, untitled.setdefault(cle_de(renvoi.numero), {}), lieux)


def _number(renvoi: Renvoi) -> str:
    """Return the data path of the number, as its schema has it."""
    return renvoi.at("acte") if renvoi.chemin.startswith("visas[") else renvoi.at("numero")


def _words(renvoi: Renvoi) -> str:
    """Return the data path of the words under which the act is cited."""
    return renvoi.at("texte") if renvoi.chemin.startswith("visas[") else renvoi.at("intitule")


def _iter_order(renvoi: Renvoi, connu: Connu, lieux: Lieux) -> Iterator[Anomalie]:
    citing = renvoi.piece
    if connu.piece is citing:
        yield make("dossier-acte-soi", lieux.find(citing.fichier, _number(renvoi)), _number(renvoi), numero=connu.numero)
    elif precedes(connu, citing) is False:
        code = "dossier-rang" if connu.jour == citing.jour else "dossier-acte-posterieur"
        chemin = _number(renvoi)
        details = {"numero": connu.numero, "jour": connu.jour, "autre": citing.numero, "jour_autre": citing.jour}
        yield make(code, lieux.find(citing.fichier, chemin), chemin, **details)


def _iter_dates(renvoi: Renvoi, connu: Connu, lieux: Lieux) -> Iterator[Anomalie]:
    fichier = renvoi.piece.fichier
    if renvoi.date is not None and connu.jour is not None and renvoi.date != connu.jour:
        chemin = renvoi.at("date") if renvoi.chemin[:6] != "visas[" else _words(renvoi)
        lieu = lieux.find(fichier, chemin)
        yield make("dossier-date", lieu, chemin, numero=connu.numero, date=renvoi.date, jour=connu.jour, ou=connu.lieu)
    day = connu.executoire.jour
    if renvoi.executoire is not None and day is not None and renvoi.executoire.valeur != day:
        chemin = renvoi.at("executoire")
        known = type(renvoi.executoire)(day)
        details = {"numero": connu.numero, "date": renvoi.executoire, "jour": known, "ou": connu.lieu}
        yield make("dossier-executoire-autre", lieux.find(fichier, chemin), chemin, **details)


def _iter_title(renvoi: Renvoi, connu: Connu | None, untitled: dict[str, str], lieux: Lieux) -> Iterator[Anomalie]:
    """Yield what is wrong in the words of a citation: against the act itself, else its reference, else how others cite it."""
    fichier, chemin = renvoi.piece.fichier, _words(renvoi)
    lieu = lieux.find(fichier, chemin)
    details: dict[str, object] = {"numero": renvoi.numero, "cite": renvoi.intitule}
    if connu is not None and connu.piece is not None:
        acte = connu.piece.acte
        if not is_title_of(renvoi.intitule, acte):
            ou = lieux.find(acte.fichier, "objet")
            yield make("dossier-titre", lieu, chemin, **details, vrai=acte.racine.get("objet", ""), ou=ou)
    elif connu is not None and connu.intitule:
        if not agree(renvoi.intitule, connu.intitule):
            yield make("dossier-titre-reference", lieu, chemin, **details, vrai=connu.intitule, ou=connu.lieu)
    elif first_agreeing(renvoi.intitule, untitled) is None:
        if untitled:
            other, first = next(iter(untitled.items()))
            yield make("dossier-titres-divers", lieu, chemin, **details, autre=other, ou=first)
        untitled[renvoi.intitule] = str(lieu)
