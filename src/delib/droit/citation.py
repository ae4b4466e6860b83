"""A text that an act cites, once read: its nature, number, date and articles, its key and its rank among visas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from delib.droit import numeros
from delib.droit.articles import Article
from delib.droit.calque import plat
from delib.droit.natures import NATURES
from delib.francais.dates import Jour
from delib.francais.valeur import Valeur

_PREFIXES = {
    "constitution": "constitution",
    "reglement_ue": "ue",
    "decision_ue": "ue",
    "decret_loi": "decret",
    "loi_constitutionnelle": "loi",
    "loi_organique": "loi",
    "deliberation": "acte",
    "decision": "acte",
    "arrete_ministeriel": "arrete",
    "arrete_prefectoral": "arrete",
    "arrete_municipal": "arrete",
}
_CONNUS = {
    "rgpd": "ue:2016/679",
    "reglement general sur la protection des donnees": "ue:2016/679",
    "maptam": "loi:2014-58",
    "notre": "loi:2015-991",
    "tfue": "traite:tfue",
    "traite sur le fonctionnement de l?union europeenne": "traite:tfue",
    "tue": "traite:tue",
    "traite sur l?union europeenne": "traite:tue",
}
"""Names that stand for a number, folded (`?` is the apostrophe). MAPTAM and NOTRe: the two acts of ../shared/reference."""
_JOINTS = ("annexe", "joint")
_DELEGUES = ("au maire", "au president", "a la presidente", "au bureau", "a la commission permanente")


@dataclass(frozen=True, slots=True)
class Reference(Valeur):
    """A text that an act cites. Prints as typed, in regular form: « la loi n° 2014-58 du 27 janvier 2014 de modernisation… ».

    `nature` is a code of `natures.NATURES`, `designation` its name as the text has it (« avis favorable »); `titre` the words
    that follow number, date and author; `precision` those that follow the articles; `suite` another citation in the same breath,
    unread (`iter_references` reads it); `date_impossible` a date that is written and that no calendar has. `modifie` says that
    « modifiée » stands beside the date or at the end. Whatever is not said is empty.
    """

    champs: ClassVar[frozenset[str]] = frozenset(
        {"nature", "nom_nature", "designation", "numero", "date", "titre", "articles", "prefixe", "sigle", "dite", "auteur"}
        | {"precision", "suite", "rang", "cle", "cles", "modifie", "susvise", "joint"}
    )
    texte: str
    nature: str
    designation: str
    numero: str = ""
    date: Jour | None = None
    titre: str = ""
    articles: tuple[Article, ...] = ()
    prefixe: str = ""
    sigle: str = ""
    dite: str = ""
    auteur: str = ""
    code: str = ""
    modifie: bool = False
    susvise: bool = False
    precision: str = ""
    suite: str = ""
    date_impossible: str = ""

    def __str__(self) -> str:
        return self.texte

    @property
    def nom_nature(self) -> str:
        """Return the nature in French, with its article: « la loi », « l'arrêté préfectoral »."""
        return NATURES[self.nature].nom

    @property
    def rang(self) -> int:
        """Return the rank among visas, 0 (Constitution) to 12 (avis); a deliberation that delegates stands before the others."""
        if self.nature == "deliberation" and self.delegue:
            return 9
        return NATURES[self.nature].rang

    @property
    def ordre(self) -> tuple[int, str]:
        """Return what visas sort by: the rank, then for codes the CGCT first and the alphabet, for others the date if known.

        The documents annexed to the act itself come last.
        """
        if self.code:
            return self.rang, "" if self.code == "cgct" else self.code.removeprefix("code:")
        day = self.date or self.date_du_numero
        return (13 if self.joint else self.rang), day.iso if day else ""

    @property
    def cle(self) -> str:
        """Return the canonical key (`cgct`, `loi:2014-58`, `acte:CM2025/04/07/19-1`), "" if nothing tells it from its like.

        A short number, that begins again at each session, is told apart by its date (`acte:2020-05-27/12`). Without its date it
        has no key, nor has a date without number, save that of a law, an ordonnance or a décret.
        """
        if self.code or self.nature == "constitution":
            return self.code or "constitution"
        family = NATURES[self.nature].famille
        prefix = _PREFIXES.get(self.nature, self.nature)
        if family == "union" and self.numero:
            return f"{prefix}:{'/'.join(part for part in self.numero.split('/') if part.isdigit())}"
        if self.numero and (family in ("texte", "jugement") or sum(char.isdigit() for char in self.numero) > 3):
            return f"{prefix}:{self.numero}"
        if self.numero:
            return f"{prefix}:{self.date.iso}/{self.numero}" if self.date is not None else ""
        known = (plat(name) for name in (self.sigle, self.dite, self.designation))
        key = next((_CONNUS[name] for name in known if name in _CONNUS), "")
        return key or (f"{prefix}:{self.date.iso}" if self.date is not None and family == "texte" else "")

    @property
    def cles(self) -> tuple[str, ...]:
        """Return one key for each article (`cgct:L5219-1`), or that of the whole text; empty when the text has no key."""
        if not self.cle:
            return ()
        return tuple(f"{self.cle}:{article.cle}" for article in self.articles) or (self.cle,)

    @property
    def date_du_numero(self) -> Jour | None:
        """Return the day that an act's number carries (`CM2025/04/07/19-1`), None where there is none or no such day."""
        return numeros.date_of(self.numero)

    @property
    def numero_corrige(self) -> str:
        """Return the number with day and month put back in order when they are surely inverted, else ""."""
        return numeros.corrected(self.numero)

    @property
    def joint(self) -> bool:
        """Return whether this is a document annexed to the act itself: « annexé à la présente », « ci-joint »."""
        said = plat(self.texte)
        return any(
            f"{word}{bend} a la presente" in said or f"ci-{word}" in said for word in _JOINTS for bend in ("", "e", "s", "es")
        )

    @property
    def delegue(self) -> bool:
        """Return whether the title says a delegation of powers to an executive: « délégation d'attributions… au Bureau »."""
        _, found, after = plat(self.titre).partition("delegation")
        return bool(found) and not after.startswith(" de service public") and any(f" {one}" in after for one in _DELEGUES)
