"""What a block of stamp lines is: a receipt, or what looks like one and is none, and why.

A receipt says which act (the identifier, alone on its line), names the préfecture (its title or a label), and bears a day, of
transmission or of reception, beside its label. What lacks one of them is told for what it is: a form left blank, a mention
without an identifier, the stamp of a platform for tests, a row of a list.
"""

from __future__ import annotations

from typing import NamedTuple

from delib.prefecture.accuse.blocs import Bloc, on_line_of
from delib.prefecture.accuse.designations import Designation
from delib.prefecture.accuse.jours import Jour
from delib.prefecture.accuse.motifs import (
    IDENTIFIANT,
    INCERTAINES,
    MATIERE,
    NOM,
    NUMERO,
    PUBLICATION,
    RECEPTION,
    SIMULATIONS,
    TRANSMISSION,
)
from delib.prefecture.identifiant import Identifiant


class Avis(NamedTuple):
    """What is to be told of a page: the code of an anomaly, and its details."""

    code: str
    details: tuple[tuple[str, str], ...] = ()


class Tampon(NamedTuple):
    """A receipt as one page shows it: the act, the days, what else it says, how it is named, and what is to be told of it."""

    identifiant: Identifiant
    jours: tuple[Jour | None, Jour | None, Jour | None]
    source: str
    objet: str = ""
    matiere: tuple[int, ...] = ()
    nature: str = ""
    avis: tuple[Avis, ...] = ()


JOURS = (TRANSMISSION, RECEPTION, PUBLICATION)
"""The days of a receipt, in the order in which `Tampon.jours` has them."""

_ORDRE = ("V1", "V2", "V3", "V4", "V10", "AGEDI", "E-LEGALITE", "V7", "V8")
"""The form that a block is said to be of, where its words are those of several."""


def judge(bloc: Bloc) -> Tampon | Avis | None:
    """Return what a block is; None for pieces that say nothing of a receipt."""
    if any(bloc.find(genre) for genre in SIMULATIONS):
        return _simulated(bloc)
    written = any(label.jeton.jour for label in bloc.etiquettes)
    lu = _designation(bloc)
    if lu is None:
        return _without_identifier(bloc, written)
    if lu.identifiant is None:
        return avis("accuse-tampon-identifiant", texte=lu.brut) if bloc.forte or bloc.etiquettes else None
    if not bloc.forte and not written:
        return None
    return _with_identifier(bloc, lu, lu.identifiant)


def avis(code: str, **details: object) -> Avis:
    """Return what is to be told, its details as text."""
    return Avis(code, tuple((name, str(value)) for name, value in sorted(details.items())))


def _designation(bloc: Bloc) -> Designation | None:
    """Return the identifier of a block; the one in a file's name where the form prints no other."""
    pose = bloc.find(IDENTIFIANT)
    if pose is None and bloc.formes == {"E-LEGALITE"}:
        pose = bloc.find(NOM)
    return pose.jeton.lu if pose else None


def _simulated(bloc: Bloc) -> Avis:
    lu = _designation(bloc)
    return avis("accuse-tampon-simule", acte=f" pour {lu.brut}" if lu else "")


def _without_identifier(bloc: Bloc, written: bool) -> Avis | None:
    """Return what a block without an identifier is: a mention, or a form left blank."""
    said = [label for label in bloc.etiquettes if label.jeton.forte]
    if any(label.jeton.jour for label in said):
        jours = [f"{label.jeton.genre} le {label.jeton.jour.brut}" for label in bloc.etiquettes if label.jeton.jour]
        return avis("accuse-tampon-sans-identifiant", jours=", ".join(jours))
    blanks = len(bloc.etiquettes) + (bloc.find(NUMERO) is not None)
    if not written and (said or (bloc.forte and blanks >= 2)):
        return avis("accuse-tampon-vide")
    return None


def _with_identifier(bloc: Bloc, lu: Designation, identifiant: Identifiant) -> Tampon | Avis | None:
    named = bloc.find(IDENTIFIANT)
    jours = (bloc.jour(TRANSMISSION), bloc.jour(RECEPTION), bloc.jour(PUBLICATION))
    if not jours[0] and not jours[1] and not jours[2]:
        return avis("accuse-tampon-vide-identifiant", identifiant=identifiant)
    if not bloc.forte:
        return avis("accuse-tampon-douteux", identifiant=identifiant, raison=_UNNAMED)
    if bloc.phrase:
        return avis("accuse-tampon-douteux", identifiant=identifiant, raison=_IN_A_SENTENCE)
    if named is not None and any(on_line_of(bloc, named)):
        return avis("accuse-tampon-douteux", identifiant=identifiant, raison=_IN_A_ROW)
    if not jours[0] and not jours[1]:
        return avis("accuse-tampon-vide-identifiant", identifiant=identifiant)
    forme = _forme(bloc)
    matiere = bloc.find(MATIERE)
    told = [avis("accuse-tampon-mende", lu=lu.brut, retenu=identifiant, raison=lu.mende)] if lu.mende else []
    if forme in INCERTAINES:
        told.append(avis("accuse-tampon-incertain", identifiant=identifiant))
    return Tampon(
        identifiant,
        jours,
        f"tampon {forme}",
        matiere=tuple(map(int, matiere.jeton.texte.split("."))) if matiere else (),
        avis=tuple(told),
    )


_UNNAMED = "rien n’y nomme la préfecture"
_IN_A_SENTENCE = "ils s’y lisent comme le milieu d’une phrase"
_IN_A_ROW = "ils sont sur la même ligne, comme dans une liste"


def _forme(bloc: Bloc) -> str:
    """Return the form that a block is of, as the notes number them: V2b if it says « Publié », V2d if the act comes first."""
    forme = next(one for one in _ORDRE if one in bloc.formes)
    if forme != "V2":
        return forme
    publication, named = bloc.find(PUBLICATION), bloc.find(IDENTIFIANT)
    if named is not None and all(named.y0 < label.y0 for label in bloc.etiquettes):
        return "V2d"
    return "V2b" if publication is not None and publication.jeton.texte.startswith("publié") else "V2"
