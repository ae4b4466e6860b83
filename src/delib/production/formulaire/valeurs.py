"""What a field of a filled form says, as data: a date read, a box ticked, an item of its list, a text trimmed.

Forgives how things are typed, tells what it forgave, and guesses nothing: what leaves a doubt is kept as typed, and refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from delib.acte.schema import Spec
from delib.anomalie import Anomalie, Word, make, suggestion
from delib.francais.dates import parse, parse_iso
from delib.francais.tri import LONG, fold
from delib.modele.saisies import Saisie

TICKED = frozenset({*"☒☑✓✔✕✖✗✘⊠■×", "x", "[x]", "(x)", "oui", "vrai", "cochée", "coché"})
"""What in a box means that it is ticked, in lower case: French forms are ticked with a cross."""
UNTICKED = frozenset({"", *"☐□", "[]", "[ ]", "( )", "()", "non", "faux"})
_TWO_FIGURES = re.compile(r".*[/. -][0-9]{2}")
_DATED = re.compile(r".*[0-9]{4}")
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Reponse:
    """What a form shows in one of its fields: `texte` is "" where it is empty.

    `coche` and `jour` are what the file keeps besides what it shows: the state of a box, the ISO day of a date.
    """

    saisie: Saisie
    texte: str
    lieu: Word
    coche: bool | None = None
    jour: str = ""


class Lu(NamedTuple):
    """What was read: `valeur` is None where the field is empty, the text as typed where it is refused."""

    valeur: bool | int | str | None
    refuse: bool = False


Tell = Callable[[Anomalie], None]


def read_value(reponse: Reponse, spec: Spec, tell: Tell) -> Lu:
    """Return the value of a field, as its schema wants it."""
    if reponse.saisie.genre == "case":
        return _box(reponse, tell)
    texte = reponse.texte.strip()
    if not texte:
        return Lu(None)
    if reponse.saisie.choix:
        found = _choice(reponse, texte, spec, tell)
        if found is not None:
            return found
    if "date" in (reponse.saisie.genre, spec.format):
        return _date(reponse, texte, tell)
    return _text(reponse, texte, spec, tell)


def same(texte: str) -> str:
    """Return `texte` less what a program changes unasked: kinds of spaces, of apostrophes, of hyphens."""
    return " ".join(texte.replace("'", "’").replace("\u2011", "-").split())


def _box(reponse: Reponse, tell: Tell) -> Lu:
    saisie, shown = reponse.saisie, " ".join(reponse.texte.split())
    said = True if shown.casefold() in TICKED else False if shown.casefold() in UNTICKED else None
    if reponse.coche is not None and not shown:
        said = reponse.coche
    if said is None:
        tell(make("formulaire-case", reponse.lieu, saisie.chemin, valeur=shown[:_SHOWN], titre=saisie.titre))
        return Lu(shown, True)
    if reponse.coche is not None and reponse.coche is not said:
        garde = "cochée" if reponse.coche else "vide"
        tell(make("formulaire-case-double", reponse.lieu, saisie.chemin, titre=saisie.titre, montre=shown, garde=garde))
    return Lu(said)


def _choice(reponse: Reponse, texte: str, spec: Spec, tell: Tell) -> Lu | None:
    """Return the item of the list that `texte` names; None for another text where the list takes some."""
    saisie = reponse.saisie
    for montre, valeur in saisie.choix:
        if same(texte) in (same(montre), same(valeur)):
            return Lu(_typed(valeur, spec) if valeur else None)
    folded = _folded(texte)
    near = {valeur: montre for montre, valeur in saisie.choix if folded and folded in (_folded(montre), _folded(valeur))}
    if len(near) == 1:
        ((valeur, montre),) = near.items()
        tell(make("formulaire-choix-lu", reponse.lieu, saisie.chemin, valeur=texte[:_SHOWN], lu=montre))
        return Lu(_typed(valeur, spec))
    if saisie.genre == "choix" and not _closed(spec):
        return None
    conseil = suggestion(texte, (montre for montre, valeur in saisie.choix if valeur), "choix")
    tell(make("formulaire-hors-liste", reponse.lieu, saisie.chemin, valeur=texte[:_SHOWN], titre=saisie.titre, conseil=conseil))
    return Lu(texte, True)


def _folded(texte: str) -> str:
    return " ".join(fold(texte[:LONG]).split())


def _closed(spec: Spec) -> bool:
    return any("enum" in branch.raw for branch in spec.takes.values())


def _date(reponse: Reponse, texte: str, tell: Tell) -> Lu:
    saisie = reponse.saisie
    day = parse(texte.rstrip("."))
    if day is None:
        raison = ""
        if _TWO_FIGURES.fullmatch(texte) and not _DATED.fullmatch(texte):
            raison = " : l’année n’a que deux chiffres"
        elif _DATED.fullmatch(texte):
            raison = " : ce jour n’existe pas, ou n’est pas celui de la semaine"
        tell(make("formulaire-date", reponse.lieu, saisie.chemin, valeur=texte[:_SHOWN], raison=raison))
        return Lu(texte, True)
    kept = parse_iso(reponse.jour)
    if kept is not None and kept != day:
        tell(make("formulaire-date-double", reponse.lieu, saisie.chemin, titre=saisie.titre, montre=day, garde=kept))
    return Lu(day.iso)


def _text(reponse: Reponse, texte: str, spec: Spec, tell: Tell) -> Lu:
    """Return a text, on one line unless its field has several; a number or an identifier without the spaces that cut it."""
    saisie = reponse.saisie
    lines = [line.strip() for line in texte.split("\n")]
    if len(lines) > 1 and saisie.genre != "lignes":
        texte = " ".join(line for line in lines if line)
        nombre = sum(bool(line) for line in lines)
        tell(make("formulaire-reunie", reponse.lieu, saisie.chemin, titre=saisie.titre, nombre=nombre, lu=texte[:_SHOWN]))
    packed = "".join(texte.split()) if len(texte) <= _SHOWN else texte
    if packed != texte and _fits(packed, spec) and not _fits(texte, spec):
        tell(make("formulaire-espaces", reponse.lieu, saisie.chemin, valeur=texte[:_SHOWN], lu=packed[:_SHOWN]))
        texte = packed
    return Lu(_typed(texte, spec))


_NUMBER = {"integer": re.compile(r"-?[0-9]{1,15}"), "number": re.compile(r"-?[0-9]{1,15}(?:[.,][0-9]{1,6})?")}


def _fits(texte: str, spec: Spec) -> bool:
    """Return whether `texte` has the form that the schema asks for."""
    text = spec.takes.get("string")
    if text is not None:
        pattern = text.raw.get("pattern")
        return pattern is None or re.fullmatch(pattern, texte) is not None
    return any(kind in spec.takes and form.fullmatch(texte) is not None for kind, form in _NUMBER.items())


def _typed(texte: str, spec: Spec) -> bool | int | str:
    """Return `texte` in the type that data have: a whole number, yes or no, where the schema takes no text."""
    if "string" in spec.takes:
        return texte
    if "boolean" in spec.takes and texte.casefold() in ("oui", "non", "vrai", "faux", "true", "false"):
        return texte.casefold() in ("oui", "vrai", "true")
    return int(texte) if "integer" in spec.takes and _NUMBER["integer"].fullmatch(texte) else texte


def row_of(chemin: str) -> str:
    """Return the row of a list that a field is of: `donnees.jeux[0]` for `donnees.jeux[0].nom`, "" out of lists."""
    return chemin[: chemin.rfind("]") + 1]


def removed_rows(chemins: Iterable[str], trouves: Container[str]) -> set[str]:
    """Return the rows of lists of which no field is found: whoever has nothing to list may take them out."""
    kept = list(chemins)
    return {row_of(one) for one in kept} - {row_of(one) for one in kept if one in trouves} - {""}


def shown_choices(choix: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return what a list shows for each of its values."""
    return {valeur: montre for montre, valeur in choix if valeur}
