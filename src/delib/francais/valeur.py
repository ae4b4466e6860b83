"""What a template may print: plain text, whole numbers, and the frozen values that derive from `Valeur`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from delib.francais import grammaire
from delib.francais.accords import CIVILITES, FEMININ, MASCULIN, genre_civil, titre
from delib.francais.grammaire import capitale_initiale, capitales, enumeration
from delib.francais.signes import NBSP


class Valeur:
    """A French value: `str()` is how it prints; `champs` are the attributes that a template may read, and no other."""

    __slots__ = ()
    champs: ClassVar[frozenset[str]] = frozenset()
    marques: ClassVar[frozenset[str]] = frozenset()
    """Those of `champs` whose text may rightly be empty: the « e » of an agreement. An empty text elsewhere is an absence."""


TEXTE: dict[str, Callable[[str], str]] = {"capitales": capitales, "capitale_initiale": capitale_initiale}
"""What a template may ask of any text with a dot: `{{ objet.capitales }}`."""


@dataclass(frozen=True, slots=True)
class Denomination(Valeur):
    """A name that carries its definite article: « le Conseil de la Métropole »."""

    champs: ClassVar[frozenset[str]] = frozenset({"de", "a"})
    texte: str

    def __str__(self) -> str:
        return self.texte

    @property
    def de(self) -> str:
        """Return the name after « de »: « du Conseil de la Métropole »."""
        return grammaire.de(self.texte)

    @property
    def a(self) -> str:
        """Return the name after « à »: « au Conseil de la Métropole »."""
        return grammaire.a(self.texte)


@dataclass(frozen=True, slots=True)
class Enumeration(Valeur):
    """A list that prints inside a sentence: « A, B et C »."""

    champs: ClassVar[frozenset[str]] = frozenset({"elements", "nombre", "points_virgules"})
    elements: tuple[Valeur | str, ...]
    conjonction: str = "et"

    def __str__(self) -> str:
        return enumeration([str(one) for one in self.elements], self.conjonction)

    @property
    def nombre(self) -> int:
        """Return how many elements there are."""
        return len(self.elements)

    @property
    def points_virgules(self) -> str:
        """Return « A ; B ; C », for elements that hold commas."""
        return enumeration([str(one) for one in self.elements], "", grammaire.POINT_VIRGULE)


@dataclass(frozen=True, slots=True)
class Personne(Valeur):
    """A person as an act names one: « Patrick OLLIER ». `ordre` is the house's: prenom_nom or nom_prenom."""

    champs: ClassVar[frozenset[str]] = frozenset(
        (
            *("civil", "civilite", "prenom", "nom", "qualite", "titres", "commune", "feminin", "groupe", "supplee"),
            *("fonction", "le", "de", "a", "son", "il", "e", "monsieur"),
        )
    )
    marques: ClassVar[frozenset[str]] = frozenset({"e"})
    nom: str
    prenom: str = ""
    civilite: str = ""
    qualite: str = ""
    titres: tuple[str, ...] = ()
    commune: Valeur | str = ""
    groupe: str = ""
    supplee: str = ""
    ordre: str = "prenom_nom"
    cle: str = ""

    def __str__(self) -> str:
        nom = capitales(self.nom)
        if not self.prenom:
            return nom
        return f"{nom} {self.prenom}" if self.ordre == "nom_prenom" else f"{self.prenom} {nom}"

    @property
    def genre(self) -> str | None:
        """Return the grammatical gender that the civilité tells, or None: « Me » and « Dr » tell none."""
        return genre_civil(self.civilite)

    @property
    def civil(self) -> str:
        """Return the name after its title: « M. Patrick OLLIER », a no-break space after the title."""
        return f"{self.civilite}{NBSP}{self}" if self.civilite else str(self)

    @property
    def monsieur(self) -> str:
        """Return the civilité in full: « Monsieur », « Madame », « Maître »; "" where there is none."""
        return CIVILITES[self.civilite].longue if self.civilite in CIVILITES else ""

    @property
    def feminin(self) -> bool | None:
        """Return whether the civilité is a woman's; None where it does not tell."""
        return None if self.genre is None else self.genre == FEMININ

    @property
    def fonction(self) -> str:
        """Return the qualité agreed with the person: « Présidente »; as it was given where that cannot be sure."""
        return (self.genre and titre(self.qualite, self.genre)) or self.qualite

    @property
    def le(self) -> str:
        """Return the fonction after its article: « la Présidente », « le Maire »; "" where gender or noun is not known."""
        fonction = titre(self.qualite, self.genre) if self.genre and self.qualite else None
        return grammaire.le(fonction, self.genre) if fonction and self.genre else ""

    @property
    def de(self) -> str:
        """Return « de la Présidente », « du Maire »; "" where the gender is not known."""
        return grammaire.de(self.le) if self.le else ""

    @property
    def a(self) -> str:
        """Return « à la Présidente », « au Maire »; "" where the gender is not known."""
        return grammaire.a(self.le) if self.le else ""

    @property
    def son(self) -> str:
        """Return the fonction after the possessive: « son Maire », « sa Maire », « son Adjointe »; "" where it is not sure."""
        fonction = titre(self.qualite, self.genre) if self.genre and self.qualite else None
        return grammaire.son(fonction, self.genre) if fonction and self.genre else ""

    @property
    def il(self) -> str:
        """Return « il » or « elle »; "" where the gender is not known."""
        return {MASCULIN: "il", FEMININ: "elle"}.get(self.genre or "", "")

    @property
    def e(self) -> str | None:
        """Return what a participle takes: « e » for a woman, nothing for a man, None where the gender is not known."""
        return {MASCULIN: "", FEMININ: "e"}.get(self.genre or "")
