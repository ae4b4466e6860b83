"""Numbers and amounts in figures, as French acts print them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from delib.francais.signes import FINE, NBSP
from delib.francais.valeur import Valeur


def groups(whole: int) -> str:
    """Return a whole number with its thousands parted by narrow no-break spaces: « 45 800 »."""
    return f"{whole:,}".replace(",", FINE)


@dataclass(frozen=True, slots=True, order=True)
class Montant(Valeur):
    """An amount in euros, at most two decimals: prints « 45 800 € », « 12 500,50 € »."""

    champs: ClassVar[frozenset[str]] = frozenset()
    euros: Decimal

    def __str__(self) -> str:
        cents = int((abs(self.euros) * 100).to_integral_value())
        whole, rest = divmod(cents, 100)
        sign = "-" if self.euros < 0 else ""
        return f"{sign}{groups(whole)}{f',{rest:02d}' if rest else ''}{NBSP}€"
