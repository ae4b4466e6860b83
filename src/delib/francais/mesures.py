"""Percentages and surfaces, as French acts print them. Loaded by the acts that have some."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, NamedTuple

from delib.francais import lettres
from delib.francais.nombres import figures, groups, or_nothing
from delib.francais.signes import NBSP
from delib.francais.valeur import Valeur

_decimal = or_nothing(lettres.decimal)
_quantite = or_nothing(lettres.quantite)


@dataclass(frozen=True, slots=True, order=True)
class Pourcentage(Valeur):
    """A percentage, with the decimals that it was typed with: prints « 12,5 % », « 33,50 % », « -2 % »."""

    champs: ClassVar[frozenset[str]] = frozenset({"en_lettres"})
    valeur: Decimal

    def __str__(self) -> str:
        return f"{figures(self.valeur)}{NBSP}%"

    @property
    def en_lettres(self) -> str:
        """Return the percentage in words: « douze virgule cinq pour cent »; "" beyond 15 digits."""
        words = _decimal(self.valeur)
        return f"{words} pour cent" if words else ""


class _Unite(NamedTuple):
    signe: str
    singulier: str
    pluriel: str
    centiares: int


# CLDR (babel.units) names the first three alike (a test holds it) and knows neither the are nor the centiare.
_UNITES = {
    "m2": _Unite("m²", "mètre carré", "mètres carrés", 1),
    "ha": _Unite("ha", "hectare", "hectares", 10_000),
    "km2": _Unite("km²", "kilomètre carré", "kilomètres carrés", 1_000_000),
    "a": _Unite("a", "are", "ares", 100),
    "ca": _Unite("ca", "centiare", "centiares", 1),
}


@dataclass(frozen=True, slots=True)
class Surface(Valeur):
    """A surface in m2, ha, km2, a or ca, with the decimals that it was typed with: prints « 1 250 m² », « 3,25 ha ».

    Raise ValueError for another unit.
    """

    champs: ClassVar[frozenset[str]] = frozenset({"cadastrale", "en_lettres"})
    valeur: Decimal
    unite: str

    def __post_init__(self) -> None:
        if self.unite not in _UNITES:
            raise ValueError(f"a surface is in {', '.join(_UNITES)}")

    def __str__(self) -> str:
        return f"{figures(self.valeur)}{NBSP}{_UNITES[self.unite].signe}"

    @property
    def cadastrale(self) -> str:
        """Return the surface as the cadastre writes it, « 1 ha 25 a 30 ca », « 1 ha 00 a 05 ca »; "" but for whole centiares."""
        numerator, denominator = self.valeur.as_integer_ratio()
        centiares, part = divmod(numerator * _UNITES[self.unite].centiares, denominator)
        return "" if part or centiares <= 0 else _cadastrale(centiares)

    @property
    def en_lettres(self) -> str:
        """Return the surface in words: « trois virgule vingt-cinq hectares »; "" beyond 15 digits."""
        unite = _UNITES[self.unite]
        return _quantite(self.valeur, unite.singulier, unite.pluriel)


def _cadastrale(centiares: int) -> str:
    """Return hectares, ares and centiares; the largest that is not nil comes first, those below it have two figures."""
    hectares, rest = divmod(centiares, 10_000)
    ares, centiares = divmod(rest, 100)
    if hectares:
        return f"{groups(hectares)}{NBSP}ha{NBSP}{ares:02d}{NBSP}a{NBSP}{centiares:02d}{NBSP}ca"
    return f"{ares}{NBSP}a{NBSP}{centiares:02d}{NBSP}ca" if ares else f"{centiares}{NBSP}ca"
