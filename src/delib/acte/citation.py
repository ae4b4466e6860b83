"""The text that a visa cites, read when someone asks: most templates print the visa's own words, and read nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from delib.francais.valeur import Valeur

if TYPE_CHECKING:
    from delib.droit.articles import Article
    from delib.droit.references import Reference
    from delib.francais.dates import Jour


@dataclass(frozen=True, slots=True)
class Citation(Valeur):
    """What the words of a visa cite: prints in its normal form. All is absent where the words cannot surely be read."""

    champs: ClassVar[frozenset[str]] = frozenset({"nature", "numero", "date", "titre", "articles", "cle", "rang"})
    texte: str

    def __str__(self) -> str:
        found = self.reference
        return self.texte if found is None else str(found)

    @property
    def reference(self) -> Reference | None:
        """Return the citation read, or None: the words stay plain text."""
        from delib.droit.references import parse  # noqa: PLC0415 - only who asks pays for it

        return parse(self.texte)

    @property
    def nature(self) -> str:
        """Return the nature of the text, in French, with its article: « la loi », « le décret »; "" when not read."""
        found = self.reference
        return "" if found is None else found.nom_nature

    @property
    def numero(self) -> str:
        """Return its number, as typed: « 2014-58 »; "" when it has none."""
        found = self.reference
        return "" if found is None else found.numero

    @property
    def date(self) -> Jour | None:
        """Return its date, or None."""
        found = self.reference
        return None if found is None else found.date

    @property
    def titre(self) -> str:
        """Return its title: « de modernisation de l’action publique… »; "" when it has none."""
        found = self.reference
        return "" if found is None else found.titre

    @property
    def articles(self) -> tuple[Article, ...]:
        """Return the articles cited."""
        found = self.reference
        return () if found is None else found.articles

    @property
    def cle(self) -> str:
        """Return its key, the same however it is cited: « loi:2014-58 »; "" when not read."""
        found = self.reference
        return "" if found is None else found.cle

    @property
    def rang(self) -> int | None:
        """Return its rank in the order of visas, from 0 (the Constitution) to 13; None when not read."""
        found = self.reference
        return None if found is None else found.rang
