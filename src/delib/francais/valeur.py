"""What a template may print: plain text, whole numbers, and the frozen values that derive from `Valeur`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from delib.francais import grammaire
from delib.francais.grammaire import capitale_initiale, capitales, enumeration
from delib.francais.signes import NBSP


class Valeur:
    """A French value: `str()` is how it prints; `champs` are the attributes that a template may read, and no other."""

    __slots__ = ()
    champs: ClassVar[frozenset[str]] = frozenset()


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

    champs: ClassVar[frozenset[str]] = frozenset({"elements"})
    elements: tuple[str, ...]
    conjonction: str = "et"

    def __str__(self) -> str:
        return enumeration(self.elements, self.conjonction)


@dataclass(frozen=True, slots=True)
class Personne(Valeur):
    """A person as an act names one: « Patrick OLLIER ». `ordre` is the house's: prenom_nom or nom_prenom."""

    champs: ClassVar[frozenset[str]] = frozenset(
        {"civil", "civilite", "prenom", "nom", "qualite", "titres", "commune", "feminin", "groupe", "supplee"}
    )
    nom: str
    prenom: str = ""
    civilite: str = ""
    qualite: str = ""
    titres: tuple[str, ...] = ()
    commune: str = ""
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
    def civil(self) -> str:
        """Return the name after its title: « M. Patrick OLLIER », a no-break space after the title."""
        return f"{self.civilite}{NBSP}{self}" if self.civilite else str(self)

    @property
    def feminin(self) -> bool:
        """Return whether the civilité is a woman's; False where it is not known."""
        return self.civilite in ("Mme", "Mmes", "Madame")
