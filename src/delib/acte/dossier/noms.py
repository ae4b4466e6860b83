"""Reads whether the files of a programme name the same things alike: the house, the programme, the parcours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from delib.acte.dossier.lieux import Lieux
from delib.acte.dossier.pieces import Piece
from delib.acte.dossier.titres import plain, regular
from delib.acte.noeuds import Node
from delib.anomalie import Anomalie, make

_VARIANTES = {"a": "aàâä", "c": "cç", "e": "eéèêë", "i": "iîï", "o": "oôö", "u": "uùûü", "y": "yÿ"}
LINES = 10
"""How many lines a message lists."""


def iter_noms(dossier: Piece, actes: Sequence[Piece], others: Sequence[Piece], lieux: Lieux) -> Iterator[Anomalie]:
    """Yield where a file is another house's, or names the programme otherwise than the dossier does."""
    nom = str(dossier.acte.racine["programme"]["nom"])
    for piece in (*actes, *others):
        yield from _iter_house(dossier, piece, lieux)
        programme = piece.acte.racine.get("programme")
        if isinstance(programme, Mapping) and plain(str(programme["nom"])) != plain(nom):
            lieu = lieux.find(piece.fichier, "programme.nom")
            yield make("dossier-programme", lieu, "programme.nom", nom=nom, autre=programme["nom"])
        elif piece in actes and not any(True for _ in _iter_named(piece, nom, lieux)):
            yield make("dossier-programme-absent", lieux.find(piece.fichier, "objet"), "objet", numero=piece.numero, nom=nom)
    read: set[str] = set()
    for piece in (*actes, *others):
        if piece.fichier not in read:
            yield from iter_spellings(piece, "programme", nom, lieux)
        read.add(piece.fichier)


def iter_parcours(decision: Piece, engagement: Piece, lieux: Lieux) -> Iterator[Anomalie]:
    """Yield where the parcours of a convention is not the one that its decision names."""
    parcours = engagement.acte.racine.get("parcours")
    if not isinstance(parcours, Mapping):
        return
    intitule = str(parcours["intitule"])
    found = list(_iter_named(decision, intitule, lieux))
    chemin = "parcours.intitule"
    lieu = lieux.find(engagement.fichier, chemin)
    if not found:
        yield make("dossier-parcours", lieu, chemin, intitule=intitule, numero=decision.numero)
    elif not any(regular(one[0]) == regular(intitule) for _, _, one in found):
        _, node, one = found[0]
        ou = f"ici ; {decision.numero} l’écrit autrement, {node.lieu}"
        yield make("dossier-ecriture", lieu, chemin, quoi="parcours", nom=one[0], autre=intitule, ou=ou)


def iter_spellings(piece: Piece, quoi: str, nom: str, lieux: Lieux) -> Iterator[Anomalie]:
    """Yield one warning for each other way in which the file of `piece` writes `nom`, with its lines."""
    others: dict[str, list[tuple[str, Node, int]]] = {}
    for chemin, node, found in _iter_named(piece, nom, lieux):
        if regular(found[0]) != regular(nom) and not found[0].isupper():  # in capitals, a title has no case of its own
            others.setdefault(regular(found[0]), []).append((chemin, node, _line(node, found.start())))
    for words, places in others.items():
        chemin, node, _ = places[0]
        lines = list(dict.fromkeys(str(line) for _, _, line in places))
        more = f", et {len(lines) - LINES} autres" if len(lines) > LINES else ""
        ou = f"ligne{'s' if len(lines) > 1 else ''} {', '.join(lines[:LINES])}{more}"
        yield make("dossier-ecriture", node.lieu, chemin, quoi=quoi, nom=nom, autre=words, ou=ou)


def _line(node: Node, offset: int) -> int:
    """Return the line on which a character of a text stands, its own where the text is folded."""
    followed = node.follow()
    place = node.reading.place(followed[offset]) if followed is not None else node.lieu
    return place.ligne


def _iter_named(piece: Piece, nom: str, lieux: Lieux) -> Iterator[tuple[str, Node, re.Match[str]]]:
    """Yield each place where the file of `piece` writes `nom`, in whatever case and with whatever accents."""
    motif = _motif(nom)
    if motif is None:
        return
    for chemin, node in lieux.iter_texts(piece.fichier):
        for found in motif.finditer(str(node.value)):
            yield chemin, node, found


def _motif(nom: str) -> re.Pattern[str] | None:
    """Return what finds the words of a name, or None for a name without words."""
    words = plain(nom).split()
    if not words:
        return None
    spelt = ("".join(f"[{_VARIANTES[char]}]" if char in _VARIANTES else re.escape(char) for char in word) for word in words)
    return re.compile(r"\b" + r"\W{1,3}".join(spelt) + r"\b", re.IGNORECASE)


def _iter_house(dossier: Piece, piece: Piece, lieux: Lieux) -> Iterator[Anomalie]:
    """Yield a warning where `piece` is of another house: another SIREN, or another name where one of them has none."""
    own, other = dossier.acte.racine["collectivite"], piece.acte.racine.get("collectivite")
    if not isinstance(other, Mapping):
        return
    name = "siren" if "siren" in own and "siren" in other else "nom"
    if plain(str(own[name])) != plain(str(other[name])):
        lieu = lieux.find(piece.fichier, "collectivite")
        yield make("dossier-collectivite", lieu, "collectivite", nom=own["nom"], autre=other["nom"])
