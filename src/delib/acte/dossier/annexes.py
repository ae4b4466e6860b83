"""Reads what a délibération approves against what the dossier holds: the annex is there, of its kind, in the approved version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from delib.acte.bloc import Bloc
from delib.acte.dossier.lieux import Lieux
from delib.acte.dossier.pieces import Etabli, Piece, cle_de
from delib.acte.dossier.titres import plain
from delib.anomalie import Anomalie, make, suggestion

APPROBATION = ("approbation", "lancement")
"""Where an annex cites the act that approved it: the first that it has."""


def iter_annexes(
    dossier: Piece, actes: Sequence[Piece], annexes: Sequence[Piece], lieux: Lieux, etabli: Etabli
) -> Iterator[Anomalie]:
    """Yield what is wrong between the annexes that the acts approve and those of the dossier."""
    held = {str(one["cle"]) for one in dossier.acte.racine.get("annexes", ())}
    for piece in actes:
        for alinea in _approving(piece):
            cle = str(alinea["annexe"])
            if cle not in held:
                chemin = alinea.below("annexe")
                conseil = suggestion(cle, held, "annexes du dossier") or "ajoutez-la à « annexes », dans le dossier"
                details = {"cle": cle, "numero": piece.numero, "conseil": conseil}
                yield make("dossier-annexe-absente", lieux.find(piece.fichier, chemin), chemin, **details)
    for annexe in annexes:
        said = _said(dossier, annexe)
        asked = str(said.get("approuvee_par", ""))
        approving = [piece for piece in actes if asked in ("", piece.cle)]
        found = [(piece, alinea) for piece in approving for alinea in _approving(piece) if alinea["annexe"] == annexe.cle]
        if not found:
            chemin = f"{annexe.chemin}.{'approuvee_par' if asked else 'cle'}"
            ou = f"de la délibération {approving[0].numero}" if asked and approving else "des délibérations du dossier"
            yield make("dossier-annexe-non-approuvee", lieux.find(dossier.fichier, chemin), chemin, cle=annexe.cle, ou=ou)
        for piece, alinea in found[:1]:
            yield from _iter_kind(dossier, annexe, piece, alinea, lieux)
            yield from _iter_approval(annexe, piece, lieux)
            yield from _iter_version(dossier, annexe, piece, lieux, etabli)


def _said(dossier: Piece, annexe: Piece) -> Mapping[str, object]:
    """Return what the dossier says of an annex."""
    entries: tuple[Bloc, ...] = dossier.acte.racine.get("annexes", ())
    return next(one for one in entries if one.chemin == annexe.chemin)


def _approving(piece: Piece) -> list[Bloc]:
    return [alinea for alinea in piece.acte.racine.get("dispositif", ()) if "annexe" in alinea]


def _declared(piece: Piece, cle: str) -> Bloc | None:
    """Return the annex as the act lists it, or None."""
    return next((one for one in piece.acte.racine.get("annexes", ()) if one["cle"] == cle), None)


def _iter_kind(dossier: Piece, annexe: Piece, piece: Piece, alinea: Bloc, lieux: Lieux) -> Iterator[Anomalie]:
    """Yield a warning where the act approves « le règlement » and the dossier holds a form under that key."""
    declared = _declared(piece, annexe.cle)
    intitule = str(declared["intitule"]) if declared is not None else str(alinea["texte"])
    kind = annexe.acte.type.partition("-")[0]
    if kind not in plain(f"{intitule} {alinea['texte']}").split():
        chemin = f"{annexe.chemin}.fichier"
        details = {"cle": annexe.cle, "type": annexe.acte.type, "intitule": intitule, "numero": piece.numero}
        yield make("dossier-annexe-nature", lieux.find(dossier.fichier, chemin), chemin, **details)


def _iter_approval(annexe: Piece, piece: Piece, lieux: Lieux) -> Iterator[Anomalie]:
    name = next((one for one in APPROBATION if one in annexe.acte.racine), None)
    cited = annexe.acte.racine.get(name) if name is not None else None
    if isinstance(cited, Bloc) and cle_de(str(cited["numero"])) != cle_de(piece.numero):
        chemin = cited.below("numero")
        details = {"cite": cited["numero"], "numero": piece.numero, "cle": annexe.cle}
        yield make("dossier-approbation", lieux.find(annexe.fichier, chemin), chemin, **details)


def _iter_version(dossier: Piece, annexe: Piece, piece: Piece, lieux: Lieux, etabli: Etabli) -> Iterator[Anomalie]:
    said, declared = _said(dossier, annexe), _declared(piece, annexe.cle)
    version = etabli.version(annexe.acte)
    asked = []
    if "version" in said:
        asked.append((dossier.fichier, f"{annexe.chemin}.version", str(said["version"])))
    if declared is not None and "modele" in declared:
        asked.append((piece.fichier, declared.below("modele"), str(declared["modele"])))
    for fichier, chemin, approved in asked:
        if not _answers(version, approved):
            details = {"cle": annexe.cle, "voulue": approved, "version": version}
            yield make("dossier-annexe-version", lieux.find(fichier, chemin), chemin, **details)
    if "empreinte" in said and (made := etabli.empreinte(annexe.acte)) != said["empreinte"]:
        chemin = f"{annexe.chemin}.empreinte"
        yield make("dossier-annexe-empreinte", lieux.find(dossier.fichier, chemin), chemin, cle=annexe.cle, empreinte=made)


def _answers(version: str, asked: str) -> bool:
    """Return whether `version` (`reglement@1.2.0`) is one that `asked` means: its name, and its version as far as it is said."""
    nom, _, numeros = asked.partition("@")
    own, _, made = version.partition("@")
    return nom == own and (not numeros or made == numeros or made.startswith(f"{numeros}."))
