"""Fit to transmit: says before the préfecture does what a transmission would refuse, each with where its limit was read.

delib sends nothing: an operator (TdT) does. What an operator alone knows (its own classification, the rights of its users) is
not judged here, nor are the levels 3 to 5 of a matière, which are each préfecture's.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from delib.acte.acte import Acte
from delib.acte.bloc import Bloc
from delib.acte.dossier.lieux import Lieux
from delib.anomalie import Anomalie, DonneesError, Gravite, LectureError, Page, Source, in_order, make
from delib.prefecture import matieres
from delib.prefecture.identifiant import Identifiant
from delib.prefecture.pieces import MAX_OCTETS, Piece, examine, weigh

MAX_OBJET = 499
"""The longest objet, in characters: what S2LOW and Pastell take; the XSD takes one more."""
POPULATION = 50_000
"""The inhabitants above which a commune must transmit by electronic means (loi NOTRe, art. 128)."""
EPCI_FP = frozenset({"communaute_de_communes", "communaute_d_agglomeration", "communaute_urbaine"})
"""The natures of collectivité that are EPCI with their own tax whatever they say of it."""

_LOCAL = re.compile(r"[0-9]{1,2}")


@dataclass(frozen=True, slots=True)
class Envoi:
    """What would be transmitted of an act: under which identifier, which files, and what would be refused.

    `identifiant` is None where the act has none; `illisible` says that a file could not be read at all.
    """

    acte: str
    identifiant: Identifiant | None
    pieces: tuple[Piece, ...]
    anomalies: tuple[Anomalie, ...]
    illisible: bool = False

    @property
    def octets(self) -> int:
        """Return what the files weigh in all, in bytes."""
        return sum(piece.octets for piece in self.pieces)

    @property
    def pret(self) -> bool:
        """Return whether nothing known would be refused, the files having been seen."""
        return bool(self.pieces) and not self.refuse

    @property
    def refuse(self) -> bool:
        """Return whether something would be refused."""
        return any(one.gravite is Gravite.ERREUR for one in self.anomalies)

    @property
    def noms(self) -> tuple[str, ...]:
        """Return the names that the files would bear, in their order; none without an identifier."""
        one = self.identifiant
        return tuple(piece.name(one, rang) for rang, piece in enumerate(self.pieces, 1)) if one is not None else ()


def prepare(acte: Acte, fichiers: Sequence[str] = ()) -> Envoi:
    """Return what would be transmitted of `acte`, `fichiers` being its own file then its annexes, and what would be refused."""
    lieux = Lieux()
    identifiant, anomalies = _identified(acte)
    if "seance" not in acte.racine:  # another type of act: nothing more can be said of it
        return Envoi(acte.fichier, None, (), tuple(anomalies))
    anomalies += _iter_act(acte, lieux)
    anomalies += _iter_regime(acte, lieux)
    pieces, wrong, illisible = _examined(acte, fichiers)
    anomalies += wrong
    anomalies += _iter_annexes(acte, pieces, lieux) if fichiers else [make("transmission-sans-fichier", Source(acte.fichier))]
    return Envoi(acte.fichier, identifiant, tuple(pieces), in_order(anomalies), illisible)


def _identified(acte: Acte) -> tuple[Identifiant | None, list[Anomalie]]:
    """Return the identifier and what is wrong with it; the key of the SIREN is told with the act's own data."""
    try:
        made = Identifiant.of_acte(acte)
    except DonneesError as error:
        return None, list(error.anomalies)
    doubts = made.iter_anomalies(lieu=Source(acte.fichier))
    return made, [one for one in doubts if one.gravite is not Gravite.ERREUR and one.code != "identifiant-siren-cle"]


# ---------------------------------------------------------------------------------------------------------------------- the act


def _iter_act(acte: Acte, lieux: Lieux) -> Iterator[Anomalie]:
    """Yield what in the act's data a transmission would refuse."""

    def told(code: str, chemin: str, **details: object) -> Anomalie:
        return make(code, lieux.find(acte.fichier, chemin), chemin, **details)

    racine = acte.racine
    if racine.get("etat") == "projet" or racine.get("variante") == "projet":
        yield told("transmission-projet", "etat" if racine.get("etat") == "projet" else "variante")
    objet = str(racine["objet"])
    if len(objet) > MAX_OBJET:
        yield told("transmission-objet-long", "objet", longueur=len(objet), limite=MAX_OBJET)
    if (lignes := len(objet.splitlines())) > 1:
        yield told("transmission-objet-lignes", "objet", lignes=lignes)
    classement: Bloc | dict[str, object] = racine.get("classement", {})
    if "matiere" not in classement:
        yield told("transmission-matiere-absente", "classement.matiere")
    else:
        yield from (told(code, chemin, **details) for code, chemin, details in _iter_matiere(classement))
    if classement.get("nature") == "AI":
        yield told("transmission-individuelle", "classement.nature")
    for accuse in racine.get("suites", {}).get("accuse", ())[:1]:
        yield told("transmission-deja-faite", accuse.below("identifiant"), identifiant=accuse["identifiant"])


def _iter_matiere(classement: Bloc | dict[str, object]) -> Iterator[tuple[str, str, dict[str, object]]]:
    """Yield what is wrong with the matière, national, and with the shape of the local codes below it."""
    matiere = str(classement["matiere"])
    code = matieres.parse(matiere)
    if matieres.find(code) is None:
        near = [str(one) for one in matieres.MATIERES.values() if len(one.code) == 2 and one.code[:1] == code[:1]]
        details: dict[str, object] = {"matiere": matiere, "conseil": f"matières possibles : {', '.join(near)}"}
        yield "transmission-matiere-inconnue", "classement.matiere", details
        return
    locaux = classement.get("codes_locaux", ())
    assert isinstance(locaux, tuple)  # noqa: S101 - the schema says an array
    for rank, local in enumerate(map(str, locaux)):
        whole = matieres.parse(local)
        below = len(whole) == len(code) + rank + 1 and whole[: len(code)] == code
        if rank > 2 or not (below or _LOCAL.fullmatch(local)):
            yield "transmission-codes-locaux", f"classement.codes_locaux[{rank}]", {"local": local, "matiere": matiere}


def _iter_regime(acte: Acte, lieux: Lieux) -> Iterator[Anomalie]:
    """Yield whether the collectivité must transmit by electronic means, as far as its data tell."""
    maison: Bloc = acte.racine["collectivite"]
    code = _obligation(maison)
    if not code:
        return
    told = make(code, Source(acte.fichier))
    yield told
    if maison.get("regime", {}).get("teletransmission") == "facultative":
        chemin = "collectivite.regime.teletransmission"
        yield make("transmission-facultative", lieux.find(acte.fichier, chemin), chemin, texte=told.source)


def _obligation(maison: Bloc) -> str:
    nature = str(maison.get("nature", ""))
    if maison.get("fiscalite_propre") or nature in EPCI_FP:
        return "transmission-obligatoire-epci"
    large = nature in {"commune", "commune_nouvelle"} and maison.get("population", 0) > POPULATION
    return "transmission-obligatoire" if large or nature in {"region", "departement"} else ""


# -------------------------------------------------------------------------------------------------------------------- the files


def _examined(acte: Acte, fichiers: Sequence[str]) -> tuple[list[Piece], list[Anomalie], bool]:
    """Return the files that could be read, what is wrong with them, and whether one could not be."""
    pieces: list[Piece] = []
    anomalies: list[Anomalie] = []
    illisible = False
    for rank, path in enumerate(fichiers):
        try:
            piece, wrong = examine(path, "annexe" if rank else "acte", weigh(path), acte)
        except LectureError as error:
            anomalies += error.anomalies
            illisible = True
            continue
        pieces.append(piece)
        anomalies += wrong
    total = sum(piece.octets for piece in pieces)
    if total > MAX_OCTETS:
        taille, limite = weight(total), weight(MAX_OCTETS)
        anomalies.append(make("transmission-taille", Page(fichiers[0]), taille=taille, limite=limite))
    return pieces, [*anomalies, *_iter_twice(pieces)], illisible


def _iter_twice(pieces: Sequence[Piece]) -> Iterator[Anomalie]:
    seen: dict[str, str] = {}
    for piece in pieces:
        if piece.octets and piece.empreinte in seen:
            yield make("transmission-doublon", Page(piece.fichier), autre=seen[piece.empreinte])
        elif piece.empreinte:
            seen[piece.empreinte] = piece.fichier


def _iter_annexes(acte: Acte, pieces: Sequence[Piece], lieux: Lieux) -> Iterator[Anomalie]:
    """Yield where the annexes given are not those declared: matched by their files' names, else by their keys, else counted."""
    waiting = list(acte.racine.get("annexes", ()))
    given = [piece for piece in pieces if piece.role == "annexe"]
    for answers in (_is_file, _is_key):
        for annexe in tuple(waiting):
            piece = next((one for one in given if answers(annexe, one)), None)
            if piece is not None:
                waiting.remove(annexe)
                given.remove(piece)
                if _differs(piece, annexe):
                    yield make("transmission-annexe-autre", Page(piece.fichier), annexe.below("sha256"), cle=annexe["cle"])
    unsure = [annexe for annexe in waiting if "fichier" not in annexe]
    for annexe in waiting:
        if "fichier" in annexe or not given:
            chemin = annexe.below("fichier" if "fichier" in annexe else "cle")
            yield make("transmission-annexe-omise", lieux.find(acte.fichier, chemin), chemin, intitule=annexe["intitule"])
    if given and len(given) < len(unsure):
        details = {"declarees": len(unsure), "jointes": len(given)}
        yield make("transmission-annexes-comptees", lieux.find(acte.fichier, "annexes"), "annexes", **details)
    for piece in given[len(unsure) :]:
        yield make("transmission-annexe-non-declaree", Page(piece.fichier))


def _is_file(annexe: Bloc, piece: Piece) -> bool:
    """Return whether a file bears the name of the one that an annex has, made into a PDF or not."""
    return "fichier" in annexe and _stem(str(annexe["fichier"])) == _stem(piece.fichier)


def _is_key(annexe: Bloc, piece: Piece) -> bool:
    """Return whether a file's name holds the key of an annex that has no file of its own."""
    return "fichier" not in annexe and str(annexe["cle"]) in re.split(r"[^a-z0-9]+", _stem(piece.fichier))


def _differs(piece: Piece, annexe: Bloc) -> bool:
    """Return whether a file is not the one whose sha256 the act gives; a PDF made of a Word file has its own."""
    same = piece.extension == os.path.splitext(str(annexe.get("fichier", "")))[1].lower()
    return same and "sha256" in annexe and bool(piece.empreinte) and piece.empreinte != annexe["sha256"]


def _stem(path: str) -> str:
    """Return the name of a file without its folders, its type of piece, its extension nor its case."""
    nom = os.path.splitext(re.split(r"[/\\]", path)[-1])[0]
    return re.sub(r"^[0-9A-Z]{2}_[0-9A-Z]{2}-", "", nom).casefold()


def weight(octets: int) -> str:
    """Return a size as people say it: « 850 Ko », « 1,2 Mo »."""
    if octets < 1024 * 1024:
        return f"{-(-octets // 1024)} Ko"
    return f"{octets / 1024 / 1024:.1f} Mo".replace(".", ",").replace(",0 ", " ")
