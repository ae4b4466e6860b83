"""The delays that a receipt and an act set running, as far as their days are known."""

from __future__ import annotations

from delib.acte.acte import Acte
from delib.droit.delais import Delai
from delib.prefecture.accuse import Accuse


def of_accuse(accuse: Accuse) -> tuple[Delai, ...]:
    """Return the delays that can be told from a receipt alone, in the order in which they end."""
    return ()


def of_acte(acte: Acte, accuse: Accuse | None = None) -> tuple[Delai, ...]:
    """Return the delays of an act, from its séance, its suites and a receipt."""
    return ()
