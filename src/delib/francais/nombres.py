"""Numbers, amounts, percentages and surfaces, in figures as French acts print them; their words come from `lettres`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, ParamSpec

from delib.francais import lettres
from delib.francais.signes import FINE, NBSP
from delib.francais.valeur import Valeur

_P = ParamSpec("_P")


def groups(whole: int) -> str:
    """Return a whole number with its thousands parted by narrow no-break spaces: « 45 800 »."""
    return f"{whole:,}".replace(",", FINE)


def figures(valeur: Decimal, forme: str = ",f") -> str:
    """Return a decimal number as French prints it: « 1 250,50 », by default with the decimals that it was typed with."""
    return format(valeur, forme).replace(",", FINE).replace(".", ",")


def ordinal(n: int, *, feminin: bool = False) -> str:
    """Return the rank `n` in figures: « 1er », in the feminine « 1re », then « 2e ». Raise ValueError below 1."""
    if n < 1:
        raise ValueError("a rank begins at 1")
    return f"{groups(n)}{('re' if feminin else 'er') if n == 1 else 'e'}"


_ROMAINS = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def romain(n: int) -> str:
    """Return `n` in Roman numerals: « XIV ». Raise ValueError unless 1 <= n <= 3999."""
    if not 1 <= n <= 3999:
        raise ValueError("a Roman numeral is written for 1 <= n <= 3999")
    signs = ""
    for value, sign in _ROMAINS:
        count, n = divmod(n, value)
        signs += sign * count
    return signs


def parse_roman(texte: str) -> int | None:
    """Return the number that Roman numerals write, in capitals or not, or None when they are not the usual ones (« IIII »)."""
    if len(texte) > len("MMMDCCCLXXXVIII") or not texte.isascii():
        return None
    signs, total, at = texte.upper(), 0, 0
    for value, sign in _ROMAINS:
        while signs.startswith(sign, at):
            total, at = total + value, at + len(sign)
    return total if 1 <= total <= 3999 and romain(total) == signs else None


def or_nothing(write: Callable[_P, str]) -> Callable[_P, str]:
    """Return `write`, but "" for what it refuses: a template then meets an absence, which is told, and not an exception."""

    def written(*args: _P.args, **kwargs: _P.kwargs) -> str:
        try:
            return write(*args, **kwargs)
        except ValueError:
            return ""

    return written


_montant = or_nothing(lettres.montant)


@dataclass(frozen=True, slots=True, order=True)
class Montant(Valeur):
    """An amount in euros, at most two decimals: prints « 45 800 € », « 12 500,50 € ».

    Its words are "" for a negative amount and from 10**15 on, which who reads an amount refuses.
    """

    champs: ClassVar[frozenset[str]] = frozenset({"avec_centimes", "complet", "en_lettres"})
    euros: Decimal

    def __str__(self) -> str:
        return f"{figures(self.euros, ',.2f').removesuffix(',00')}{NBSP}€"

    @property
    def avec_centimes(self) -> str:
        """Return the amount with its centimes even where there are none, as a column wants: « 45 800,00 € »."""
        return f"{figures(self.euros, ',.2f')}{NBSP}€"

    @property
    def en_lettres(self) -> str:
        """Return the amount in words: « douze mille cinq cents euros et cinquante centimes »."""
        return _montant(self.euros)

    @property
    def complet(self) -> str:
        """Return the amount in figures, then in words: « 12 500 € (douze mille cinq cents euros) »."""
        words = self.en_lettres
        return f"{self} ({words})" if words else ""


ENTIER: dict[str, Callable[[int], str]] = {
    "chiffres": groups,
    "en_lettres": or_nothing(lettres.cardinal),
    "en_lettres_feminin": or_nothing(lambda n: lettres.cardinal(n, feminin=True)),
    "ordinal": or_nothing(ordinal),
    "ordinal_en_lettres": or_nothing(lettres.ordinal),
    "ordinal_feminin": or_nothing(lambda n: ordinal(n, feminin=True)),
    "romain": or_nothing(romain),
    "s": lambda n: "s" if abs(n) >= 2 else "",
    "x": lambda n: "x" if abs(n) >= 2 else "",
}
"""What a template may ask of any whole number with a dot: `{{ nombre.en_lettres }}`. "" says that the number has no such form
(no Roman numeral for 0, no rank below 1), but for `ENTIER_MARQUES`."""

ENTIER_MARQUES = frozenset({"s", "x"})
"""Those of `ENTIER` whose text may rightly be empty."""


def luhn(chiffres: str) -> bool:
    """Return whether `chiffres` end with their own check digit (Luhn's formula), as a SIREN and most SIRET do."""
    total = 0
    for rank, chiffre in enumerate(reversed(chiffres)):
        double = int(chiffre) * (2 if rank % 2 else 1)
        total += double - 9 if double > 9 else double
    return total % 10 == 0
