"""The receipt that fills a page of its own (V5): « Accusé de réception », « Acte reçu par : … », « Identifiant Acte : … ».

It says more than a stamp: the objet, the nature, the matière. Its only day is that on which the receipt was issued.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from delib.prefecture import natures
from delib.prefecture.accuse.constats import Avis, Tampon, avis
from delib.prefecture.accuse.designations import read_designation
from delib.prefecture.accuse.jours import JOUR, read_jour
from delib.prefecture.accuse.lignes import ALINEA, Pose, on_one_line, whole_lines
from delib.prefecture.accuse.motifs import MAX_LINE, clean, fold, motif
from delib.production.pdf.ecrits import Ecrit

OBJET, EMISSION, NATURE, MATIERE, NUMERO, SIREN, ACTE = "objet", "emission", "nature", "matiere", "numero", "siren", "acte"
_LIBELLES = (
    ("", "acte reçu par"),
    ("", "nature transaction"),
    (EMISSION, "date d'émission de l'accusé de réception"),
    ("", "nombre de pièces jointes"),
    ("", "nom émetteur"),
    (SIREN, "n° de siren"),
    (NUMERO, "numéro acte de la collectivité locale"),
    (OBJET, "objet acte"),
    (NATURE, "nature de l'acte"),
    (MATIERE, "matière"),
    (ACTE, "identifiant acte"),
)
_MOTIFS = tuple((name, motif(words)) for name, words in _LIBELLES)
_DEUX_POINTS = re.compile(r"\s*:\s*")
_CODE = re.compile(r"([1-9](?:\.[0-9]{1,2}){1,4})(?![0-9.])")
_SEUIL = "metteur"
"""A word that only such a page has, among those that bear an identifier: « Nom émetteur »."""
LABELS = 4
"""The fewest labels of such a page: it has eleven, each at the beginning of a line, before a colon."""
SUITES = 12
"""The most lines that an objet runs over: it has 500 characters at most."""


def read_feuille(ecrits: Sequence[Ecrit]) -> Tampon | Avis | None:
    """Return the receipt that fills the page, what is told of one that is incomplete, None for any other page."""
    if _SEUIL not in fold("".join(ecrit.texte for ecrit in ecrits)):
        return None
    runs = [(pose, texte) for texte, pose in whole_lines(ecrits) if len(texte) <= MAX_LINE]
    labels = list(_iter_labels(runs))
    found = {name: value for name, value in labels if name}
    if len(labels) < LABELS or ACTE not in found:
        return None
    lu = read_designation(found[ACTE])
    if lu is None or lu.identifiant is None or lu.brut != found[ACTE]:
        return avis("accuse-tampon-identifiant", texte=found[ACTE])
    day = JOUR.match(fold(found.get(EMISSION, "")))
    if day is None:
        return avis("accuse-tampon-vide-identifiant", identifiant=lu.identifiant)
    told = [avis("accuse-tampon-emission", identifiant=lu.identifiant)]
    if lu.mende:
        told.append(avis("accuse-tampon-mende", lu=lu.brut, retenu=lu.identifiant, raison=lu.mende))
    said = ((NUMERO, "n°", lu.identifiant.numero), (SIREN, "SIREN", lu.identifiant.siren))
    for name, quoi, valeur in said:
        if found.get(name, valeur).replace(" ", "") != valeur:
            told.append(avis("accuse-tampon-desaccord", quoi=quoi, page=found[name], identifiant=valeur))
    return Tampon(
        identifiant=lu.identifiant,
        jours=(None, read_jour(day), None),
        source="page d’accusé V5",
        objet=found.get(OBJET, ""),
        matiere=_matiere(found.get(MATIERE, "")),
        nature=_nature(found.get(NATURE, "")),
        avis=tuple(told),
    )


def _iter_labels(runs: Sequence[tuple[Pose, str]]) -> Iterator[tuple[str, str]]:
    """Yield the labels of the page: what each announces, and its value."""
    for pose, texte in runs:
        label = _label(texte)
        if label is not None:
            name, value = label
            beside = None if value else _beside(runs, pose)
            first, value = beside if beside is not None else (pose, value)
            yield name, " ".join((value, *_next_lines(runs, first))) if name == OBJET else value


def _label(texte: str) -> tuple[str, str] | None:
    """Return what a line announces and its value, None for a line that announces nothing."""
    folded = fold(texte)
    for name, words in _MOTIFS:
        found = words.match(folded)
        after = _DEUX_POINTS.match(folded, found.end()) if found else None
        if after:
            return name, texte[after.end() :]
    return None


def _beside(runs: Sequence[tuple[Pose, str]], label: Pose) -> tuple[Pose, str] | None:
    """Return what stands at the right of a label, on its line, nearest first; None where another label, or nothing, does."""
    right = [run for run in runs if on_one_line(label, run[0]) and 0 <= run[0].x0 - label.x1 <= ALINEA * label.height]
    nearest = min(right, key=lambda run: run[0].x0, default=None)
    return nearest if nearest is not None and _label(nearest[1]) is None else None


def _next_lines(runs: Sequence[tuple[Pose, str]], first: Pose) -> Iterator[str]:
    """Yield the lines that go on under a value, down to the next label or to a wider space."""
    last = first
    for _ in range(SUITES):
        under = [run for run in runs if run[0] is not last and _goes_on(last, run[0])]
        if not under or any(_label(texte) for _, texte in under):
            return
        pose, texte = min(under, key=lambda run: run[0].y0)
        yield texte
        last = pose


def _goes_on(last: Pose, pose: Pose) -> bool:
    """Return whether a run is the next line of another: just under it, and sharing some of its width."""
    return (
        pose.sens == last.sens
        and pose.y0 > last.y0
        and not on_one_line(last, pose)
        and pose.y0 - last.y1 < last.height
        and min(last.x1, pose.x1) > max(last.x0, pose.x0)
    )


def _matiere(texte: str) -> tuple[int, ...]:
    found = _CODE.match(texte)
    return tuple(map(int, found[1].split("."))) if found else ()


def _nature(texte: str) -> str:
    """Return the letters of the nature that a label names, "" where it names none that is known."""
    name = _letters(texte)
    return next((one.lettres for one in natures.NATURES if _letters(one.intitule) == name), "")


def _letters(texte: str) -> str:
    return "".join(char for char in fold(clean(texte)) if char.isalpha())
