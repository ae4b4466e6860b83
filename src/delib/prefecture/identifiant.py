"""The identifier of a transmitted act (IDActe): `075-200054781-20251202-BM25-12-02-22-1-DE`.

Five parts: the département on three characters, the SIREN, the day of the decision, the number (1 to 15 characters, which may
hold hyphens), the nature. It is read from both ends, because the number is the only part of unknown length. Nothing here is
mended or cut: what does not fit is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from delib.anomalie import Anomalie, DonneesError, Lieu, Source, make, suggestion
from delib.francais import departements
from delib.francais.nombres import luhn
from delib.prefecture import natures
from delib.prefecture.profils import PROFILS, Profil

if TYPE_CHECKING:
    from delib.acte.acte import Acte

NATURES = {one.code: one.lettres for one in natures.NATURES}
"""The codes of natures and their letters, the same in every classification read (2004 to 2019)."""

_FORME = re.compile(
    r"(?P<departement>[0-9]{3}|02[AB])-(?P<siren>[0-9]{9})-(?P<jour>[0-9]{8})"
    r"-(?P<numero>[A-Za-z0-9](?:[A-Za-z0-9_\- ]{0,13}[A-Za-z0-9])?)-(?P<nature>[A-Z]{2})"
)
_DEPARTEMENT = re.compile(r"[0-9]{3}|02[AB]")
_SIREN = re.compile(r"[0-9]{9}")
_NATURE = re.compile(r"[A-Z]{2}")
_JOUR = re.compile(r"[0-9]{8}")
_FICHIER = re.compile(r"(?:[0-9A-Z]{2}_[0-9A-Z]{2}-)?(.+-[A-Z]{2})-[0-9]-[0-9](?:_[0-9]+)?(?:\.[A-Za-z]+)?")
_SHOWN = 80
"""How much of what is no identifier a message quotes, in characters."""


@dataclass(frozen=True, slots=True, order=True)
class Identifiant:
    """The identifier of a transmitted act, in its five parts; `str()` writes it back as it was."""

    departement: str
    siren: str
    date: date
    numero: str
    nature: str

    def __str__(self) -> str:
        return "-".join((self.departement, self.siren, compact(self.date), self.numero, self.nature))

    @classmethod
    def read(cls, text: str) -> Identifiant | None:
        """Return the identifier that `text` is, whole; None when it is none, or when no calendar has its day."""
        found = _FORME.fullmatch(text)
        day = read_day(found["jour"]) if found is not None else None
        if found is None or day is None:
            return None
        return cls(found["departement"], found["siren"], day, found["numero"], found["nature"])

    @classmethod
    def parse(cls, text: str, profil: str = "norme", lieu: Lieu | None = None, chemin: str = "") -> Identifiant:
        """Return the identifier that `text` is, its number one that `profil` takes. Raises DonneesError with all that is wrong.

        What is only doubtful raises nothing: see `iter_anomalies`.
        """
        asked = find_profil(profil, lieu, chemin)
        parts = _split(text)
        if parts is None:
            raise DonneesError([_unlike(text, lieu, chemin)])
        refusals = list(_iter_refusals(parts, asked, lieu, chemin))
        departement, siren, jour, numero, nature = parts
        day = read_day(jour)
        if refusals or day is None:
            raise DonneesError(refusals)
        return cls(departement, siren, day, numero, nature)

    @classmethod
    def of_acte(cls, acte: Acte) -> Identifiant:
        """Return the identifier under which an act is transmitted: its house, its séance's day, its number as the house maps it.

        Raises DonneesError with all that is missing or does not fit, each at its place in the data.
        """
        from delib.prefecture.numerotation import of_acte  # noqa: PLC0415 - who reads a receipt does without

        return cls(*of_acte(acte))

    def iter_anomalies(self, profil: str = "norme", lieu: Lieu | None = None, chemin: str = "") -> Iterator[Anomalie]:
        """Yield what is wrong or doubtful in the identifier. Raises DonneesError for an unknown profile."""
        parts = (self.departement, self.siren, compact(self.date), self.numero, self.nature)
        yield from _iter_refusals(parts, find_profil(profil, lieu, chemin), lieu, chemin)
        if _DEPARTEMENT.fullmatch(self.departement) and not departements.find(self.departement):
            yield make("identifiant-departement-inconnu", lieu, chemin, valeur=self.departement)
        if _SIREN.fullmatch(self.siren) and not luhn(self.siren):
            yield make("identifiant-siren-cle", lieu, chemin, valeur=self.siren)
        if _NATURE.fullmatch(self.nature) and natures.find(self.nature) is None:
            yield make("identifiant-nature-inconnue", lieu, chemin, valeur=self.nature)


def compact(day: date) -> str:
    """Return a day on eight figures: « 20251202 »."""
    return f"{day.year:04d}{day.month:02d}{day.day:02d}"


def read_day(jour: str) -> date | None:
    """Return the day that eight figures are, None when they are not eight figures or no calendar has it."""
    if _JOUR.fullmatch(jour) is None:
        return None
    try:
        return date(int(jour[:4]), int(jour[4:6]), int(jour[6:]))
    except ValueError:
        return None


def find_profil(nom: str, lieu: Lieu | None = None, chemin: str = "") -> Profil:
    """Return the profile of that name. Raises DonneesError for one that is not known."""
    if nom in PROFILS:
        return PROFILS[nom]
    conseil = suggestion(nom, PROFILS, "profils")
    raise DonneesError([make("identifiant-profil-inconnu", lieu, chemin, profil=nom, conseil=conseil)])


def iter_number(
    numero: str, profil: Profil, lieu: Lieu | None = None, chemin: str = "", conseil: str = "vérifiez-le"
) -> Iterator[Anomalie]:
    """Yield why `profil` does not take a number, if it does not: absent, too long, or of other characters."""
    if not numero:
        yield make("identifiant-numero-absent", lieu, chemin)
    elif len(numero) > profil.longueur:
        details = {"longueur": len(numero), "limite": profil.longueur, "conseil": conseil}
        yield make("identifiant-numero-long", lieu, chemin, numero=numero, **details)
    elif not profil.takes(numero):
        details = {"profil": profil.nom, "origine": profil.source, "admis": profil.admis, "conseil": conseil}
        yield make("identifiant-numero-profil", lieu, chemin, numero=numero, **details)


def iter_collisions(actes: Iterable[tuple[str, Identifiant]]) -> Iterator[Anomalie]:
    """Yield the acts, each a file and its identifier, that an operator would take for one that comes before it.

    S2LOW refuses a number that the collectivité already used; Pastell reads numbers back with `-` as `_`, in capitals.
    """
    seen: dict[tuple[str, str], tuple[str, Identifiant]] = {}
    for fichier, one in actes:
        key = (one.siren, one.numero.replace("-", "_").upper())
        autre, voisin = seen.setdefault(key, (fichier, one))
        if voisin is one:
            continue
        lieu = Source(fichier)
        if voisin == one:
            yield make("identifiant-double", lieu, "numero", identifiant=one, autre=autre)
        elif voisin.numero == one.numero:
            yield make("identifiant-numero-pris", lieu, "numero", numero=one.numero, autre=autre)
        else:
            yield make("identifiant-numero-confondu", lieu, "numero", numero=one.numero, voisin=voisin.numero, autre=autre)


_Parts = tuple[str, str, str, str, str]


def _split(text: str) -> _Parts | None:
    """Return the five parts of `text`, whatever they are worth, the number being all that the others leave; None without five."""
    words = text.split("-")
    if len(words) < 5 or _FICHIER.fullmatch(text):
        return None
    return words[0], words[1], words[2], "-".join(words[3:-1]), words[-1]


def _unlike(text: str, lieu: Lieu | None, chemin: str) -> Anomalie:
    found = _FICHIER.fullmatch(text)
    if found is not None and Identifiant.read(found[1]) is not None:
        return make("identifiant-fichier", lieu, chemin, texte=text, identifiant=found[1])
    return make("identifiant-forme", lieu, chemin, texte=text[:_SHOWN])


def _iter_refusals(parts: _Parts, profil: Profil, lieu: Lieu | None, chemin: str) -> Iterator[Anomalie]:
    """Yield which of the five parts are not what they must be."""
    departement, siren, jour, numero, nature = parts
    if _DEPARTEMENT.fullmatch(departement) is None:
        yield make("identifiant-departement", lieu, chemin, valeur=departement[:_SHOWN])
    if _SIREN.fullmatch(siren) is None:
        yield make("identifiant-siren", lieu, chemin, valeur=siren[:_SHOWN])
    if read_day(jour) is None:
        yield make("identifiant-date", lieu, chemin, valeur=jour[:_SHOWN])
    yield from iter_number(numero, profil, lieu, chemin)
    if _NATURE.fullmatch(nature) is None:
        yield make("identifiant-nature", lieu, chemin, valeur=nature[:_SHOWN])
