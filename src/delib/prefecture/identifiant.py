"""The identifier of a transmitted act (IDActe): `075-200054781-20251202-BM25-12-02-22-1-DE`.

Five parts: the département on three characters, the SIREN, the day of the decision, the number (1 to 15 characters, which may
hold hyphens), the nature. It is read from both ends, because the number is the only part of unknown length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

NATURES = {1: "DE", 2: "AR", 3: "AI", 4: "CC", 5: "BF", 6: "AU"}
"""The codes of natures and their letters, the same in every classification read (2004 to 2019)."""

_FORME = re.compile(
    r"(?P<departement>[0-9]{3}|02[AB])-(?P<siren>[0-9]{9})-(?P<jour>[0-9]{8})"
    r"-(?P<numero>[A-Za-z0-9](?:[A-Za-z0-9_\- ]{0,13}[A-Za-z0-9])?)-(?P<nature>[A-Z]{2})"
)


@dataclass(frozen=True, slots=True, order=True)
class Identifiant:
    """The identifier of a transmitted act, in its five parts; `str()` writes it back as it was."""

    departement: str
    siren: str
    date: date
    numero: str
    nature: str

    def __str__(self) -> str:
        return f"{self.departement}-{self.siren}-{self.date:%Y%m%d}-{self.numero}-{self.nature}"

    @classmethod
    def read(cls, text: str) -> Identifiant | None:
        """Return the identifier that `text` is, whole; None when it is none, or when no calendar has its day."""
        found = _FORME.fullmatch(text)
        if found is None:
            return None
        jour = found["jour"]
        try:
            day = date(int(jour[:4]), int(jour[4:6]), int(jour[6:]))
        except ValueError:
            return None
        return cls(found["departement"], found["siren"], day, found["numero"], found["nature"])
