"""Reads whether a body that acts by delegation had one, invokes it, and stays within it (EPCI: CGCT, art. L. 5211-10)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from delib.acte.bloc import Bloc
from delib.acte.dossier.lieux import Lieux
from delib.acte.dossier.pieces import Connu, Piece, cle_de, iter_renvois
from delib.acte.dossier.titres import plain
from delib.anomalie import Anomalie, make

BUREAU = "bureau"
"""The body that the law gives no power of its own: all that it decides was delegated to it."""
SANS_INCIDENCE = ("aucune incidence financiere", "sans incidence financiere", "absence d incidence financiere")
_VIDES = frozenset(
    (
        *("metropole", "conseil", "bureau", "president", "deliberation", "delegation", "programme", "dispositif", "cadre"),
        *("toute", "toutes", "autre", "celle", "celui", "titre", "objet", "ensemble", "presente", "prendre", "mesure"),
    )
)
_LONG = 5
"""The shortest word that tells what a delegation is about."""


def iter_delegations(piece: Piece, connus: Mapping[str, Connu], lieux: Lieux) -> Iterator[Anomalie]:
    """Yield what is wrong in the delegation under which the act of a Bureau was taken; nothing for any other body."""
    organe = _organe(piece)
    if organe is None:
        return
    chemin = f"{organe.chemin}.delegation"
    lieu = lieux.find(piece.fichier, chemin, key=True)
    delegations: tuple[Bloc, ...] | None = organe.get("delegation")
    if delegations is None:
        yield make("dossier-delegation-inconnue", lieu, chemin, numero=piece.numero)
    elif not delegations:
        yield make("dossier-delegation-absente", lieu, chemin, numero=piece.numero)
    if not delegations:
        return
    for one in delegations:
        if "objet" not in one:
            at = one.below("acte")
            yield make("dossier-delegation-sans-objet", lieux.find(piece.fichier, at), at, acte=one["acte"])
    invoked = invoked_delegations(piece)
    if not invoked:
        actes = ", ".join(str(one["acte"]) for one in delegations)
        yield make(
            "dossier-delegation-non-visee",
            lieux.find(piece.fichier, "visas", key=True),
            "visas",
            numero=piece.numero,
            actes=actes,
        )
        return
    for one in invoked:
        yield from _iter_source(one, piece, organe, connus, lieux)
    objets = [str(one["objet"]) for one in invoked if "objet" in one]
    if objets and not _words(" ".join(objets)) & _words(_matter(piece)):
        shown = " ; ".join(objets)
        yield make(
            "dossier-delegation-hors-objet", lieux.find(piece.fichier, "objet"), "objet", numero=piece.numero, objets=shown
        )


def invoked_delegations(piece: Piece) -> list[Bloc]:
    """Return those of the body's delegations whose act is among the visas of `piece`; none for a body that needs none."""
    organe = _organe(piece)
    if organe is None:
        return []
    cited = {cle_de(renvoi.numero) for renvoi in iter_renvois(piece)}
    return [one for one in organe.get("delegation", ()) if cle_de(str(one["acte"])) in cited]


def is_without_flow(texte: str) -> bool:
    """Return whether words say that nothing is paid: « n'emportant aucune incidence financière »."""
    said = plain(texte)
    return any(words in said for words in SANS_INCIDENCE)


def _organe(piece: Piece) -> Bloc | None:
    """Return the body that took the act, where it acts by delegation alone."""
    seance = piece.acte.racine.get("seance")
    organe = seance.get("organe") if isinstance(seance, Mapping) else None
    return organe if isinstance(organe, Bloc) and organe.chemin.rpartition(".")[2] == BUREAU else None


def _iter_source(one: Bloc, piece: Piece, organe: Bloc, connus: Mapping[str, Connu], lieux: Lieux) -> Iterator[Anomalie]:
    """Yield what is wrong between a delegation that is invoked and the act that gave it."""
    connu = connus.get(cle_de(str(one["acte"])))
    chemin = one.below("acte")
    if connu is None or connu.piece is None:
        return  # not there: `dossier-acte-absent` tells it where it is cited
    given = [alinea for alinea in connu.piece.acte.racine.get("dispositif", ()) if _delegates(alinea)]
    lieu = lieux.find(piece.fichier, chemin)
    if not given:
        yield make("dossier-delegation-sans-alinea", lieu, chemin, acte=connu.numero, ou=connu.lieu)
    elif "objet" in one and not any(plain(str(one["objet"])) in plain(str(alinea["texte"])) for alinea in given):
        details = {"acte": connu.numero, "objet": one["objet"], "ou": lieux.find(connu.piece.fichier, given[0].chemin)}
        at = one.below("objet")
        yield make("dossier-delegation-objet", lieux.find(piece.fichier, at), at, **details)
    key = organe.chemin.rpartition(".")[2]
    other = [alinea for alinea in given if str(alinea.get("delegataire", key)) != key]
    if given and len(other) == len(given):
        at = other[0].below("delegataire")
        details = {"acte": connu.numero, "delegataire": other[0]["delegataire"], "organe": key}
        yield make("dossier-delegation-delegataire", lieux.find(connu.piece.fichier, at), at, **details)


def _delegates(alinea: Bloc) -> bool:
    return "delegataire" in alinea or plain(str(alinea.get("verbe", ""))) == "delegue"


def _matter(piece: Piece) -> str:
    """Return what the act is about: its objet and its dispositif."""
    texts = [str(alinea["texte"]) for alinea in piece.acte.racine.get("dispositif", ())]
    return " ".join([str(piece.acte.racine.get("objet", "")), *texts])


def _words(texte: str) -> set[str]:
    """Return the words of `texte` that tell what it is about, without their plural."""
    words: Sequence[str] = [word for part in texte.split(";") for word in plain(part).split()]
    return {word.rstrip("sx") for word in words if len(word) >= _LONG and word not in _VIDES}
