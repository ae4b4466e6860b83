"""A receipt compared with its act, as a whole: « conforme » only when every field was compared and is equal.

Sends nothing, changes nothing: what differs is told, each with both values, its place in the act and what to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from delib.acte.acte import Acte
from delib.acte.dossier.lieux import Lieux
from delib.anomalie import Anomalie, in_order
from delib.prefecture.accuse import Accuse
from delib.prefecture.accuse.fusion import ET
from delib.prefecture.comparaison import CHAMPS
from delib.prefecture.paire import Issue, Paire, Resultat, is_another

__all__ = ["Comparaison", "Concordance", "Resultat", "compare", "own_first"]


@dataclass(frozen=True, slots=True)
class Comparaison:
    """A field compared: its name in data, its title in French, and what came of it."""

    champ: str
    titre: str
    issue: Issue

    @property
    def resultat(self) -> Resultat:
        """Return what became of the field."""
        return self.issue.resultat

    def to_dict(self) -> dict[str, str]:
        """Return the comparison as plain JSON values; what is empty is left out."""
        told = {"acte": self.issue.acte, "accuse": self.issue.accuse, "raison": self.issue.raison}
        return {"champ": self.champ, "resultat": self.resultat.value, **{name: one for name, one in told.items() if one}}


@dataclass(frozen=True, slots=True)
class Concordance:
    """What a receipt and an act say of the same fields."""

    accuse: Accuse
    champs: tuple[Comparaison, ...]

    @property
    def anomalies(self) -> tuple[Anomalie, ...]:
        """Return each difference, sorted by place."""
        return in_order(one.issue.anomalie for one in self.champs if one.issue.anomalie is not None)

    @property
    def conforme(self) -> bool:
        """Return whether every field was compared, and is equal."""
        return all(one.resultat is Resultat.IDENTIQUE for one in self.champs)

    @property
    def differe(self) -> bool:
        """Return whether a field that was compared differs."""
        return any(one.resultat is Resultat.DIFFERENT for one in self.champs)

    @property
    def autre_acte(self) -> bool:
        """Return whether the receipt is another act's: its SIREN, day, number or nature is not this one's."""
        return any(is_another(one.champ, one.issue.anomalie) for one in self.champs)

    @property
    def non_compares(self) -> tuple[Comparaison, ...]:
        """Return the fields that could not be compared, each with why."""
        return tuple(one for one in self.champs if one.resultat is Resultat.NON_COMPARE)

    @property
    def verdict(self) -> str:
        """Return in French what came of it: conforme, conforme as far as it could be compared, or not, and why."""
        unknown = _listed(self.non_compares)
        if not self.differe:
            return f"conforme pour ce qui a pu être comparé ; {unknown}" if unknown else "conforme"
        wrong = ", ".join(one.titre for one in self.champs if one.resultat is Resultat.DIFFERENT)
        return f"non conforme : {wrong} ; {unknown}" if unknown else f"non conforme : {wrong}"

    def to_dict(self) -> dict[str, object]:
        """Return the comparison as plain JSON values, the receipt first."""
        return {
            "accuse": self.accuse.to_dict(),
            "conforme": self.conforme,
            "verdict": self.verdict,
            "champs": [one.to_dict() for one in self.champs],
        }


def compare(acte: Acte, accuse: Accuse, lieux: Lieux | None = None) -> Concordance:
    """Return what `accuse` and `acte` say of the same fields.

    `lieux` keeps the files of the act from one comparison to the next: they are read again only to place what differs.
    """
    paire = Paire(acte, accuse, lieux or Lieux())
    made: list[Comparaison] = []
    for champ, titre, reader in CHAMPS:
        issue = reader(paire)
        if issue is not None:
            made.append(Comparaison(champ, titre, issue))
            if issue.anomalie is not None:
                paire.ecarts[champ] = issue.anomalie
    return Concordance(accuse, tuple(made))


def own_first(found: Sequence[Concordance], paths: Sequence[str]) -> tuple[list[Concordance], list[Concordance]]:
    """Return the comparisons that count, and those to leave aside: receipts of others, in a file that holds the act's own.

    An archive, or an assembled PDF, holds the receipts of many acts; a file given for itself that holds none of this act's was
    given by mistake. Where none is the act's own, the `MAX_AUTRES` nearest to it count. `paths` are the files given.
    """
    held = {path for one in found if not one.autre_acte for path in _origins(one.accuse, paths)}
    if held:
        aside = [one for one in found if one.autre_acte and held.issuperset(_origins(one.accuse, paths))]
    elif all(one.autre_acte for one in found):
        aside = sorted(found, key=lambda one: len(one.anomalies))[MAX_AUTRES:]
    else:
        aside = []
    return [one for one in found if one not in aside], aside


MAX_AUTRES = 5
"""How many receipts of other acts are told one by one: an archive has hundreds."""


def _origins(accuse: Accuse, paths: Sequence[str]) -> list[str]:
    return [path for path in paths if _comes_from(accuse, path)]


def _comes_from(accuse: Accuse, path: str) -> bool:
    """Return whether a receipt was read in that file, or in a file of that archive."""
    return any(one == path or one.startswith(f"{path}/") for one in accuse.fichier.split(ET))


def _listed(fields: tuple[Comparaison, ...]) -> str:
    """Return « non comparés : objet, matière (l’accusé n’en dit rien), … », the fields of one reason together."""
    reasons: dict[str, list[str]] = {}
    for one in fields:
        reasons.setdefault(one.issue.raison, []).append(one.titre)
    if not reasons:
        return ""
    listed = " ; ".join(f"{', '.join(titles)} ({why})" for why, titles in reasons.items())
    return f"non comparé{'s' if len(fields) > 1 else ''} : {listed}"
