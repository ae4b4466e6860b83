"""What a number may be made of once transmitted, by who takes it: the norme says one thing, each operator less."""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_NUMERO = 15
"""The longest number transmitted, in characters (XSD @CTES, `NumeroInterne`)."""


@dataclass(frozen=True, slots=True)
class Profil:
    """The numbers that one of those takes: their pattern, their length at most, what people are told, where it was read."""

    nom: str
    motif: re.Pattern[str]
    longueur: int
    admis: str
    source: str

    def takes(self, numero: str) -> bool:
        """Return whether `numero` is one of them."""
        return len(numero) <= self.longueur and self.motif.fullmatch(numero) is not None


_TABLE = (
    Profil(
        "norme",
        re.compile(r"(?:[a-zA-Z0-9][a-zA-Z0-9\-_ ]{0,13})?[a-zA-Z0-9]"),
        MAX_NUMERO,
        "lettres sans accent, chiffres, « - », « _ » et espaces, une lettre ou un chiffre à chaque bout",
        "règle du XSD @CTES selon S2LOW",
    ),
    Profil(
        "xsd2017",
        re.compile(r"[a-zA-Z0-9_]{1,15}"),
        MAX_NUMERO,
        "lettres sans accent, chiffres et « _ »",
        "XSD @CTES publié en 2017, « IDActe »",
    ),
    Profil(
        "s2low",
        re.compile(r"(?:[A-Z0-9][A-Z0-9_]{0,13})?[A-Z0-9]"),
        MAX_NUMERO,
        "lettres capitales sans accent, chiffres et « _ », une lettre ou un chiffre à chaque bout",
        "S2LOW",
    ),
    Profil(
        "pastell",
        re.compile(r"[0-9A-Z_]{2,15}"),
        MAX_NUMERO,
        "deux caractères au moins : lettres capitales sans accent, chiffres et « _ »",
        "Pastell",
    ),
)

PROFILS = {one.nom: one for one in _TABLE}
"""The profiles by name; `norme` is what is meant where none is named."""
