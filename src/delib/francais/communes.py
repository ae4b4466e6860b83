"""The communes of France: found by name or INSEE code, and bent as sentences want them.

Reads the tables of `donnees/`, whole and once, at the first question; they are searched by halves, and no index is built.
Does not know the arrondissements of Paris, Lyon and Marseille, the communes déléguées, nor names of the past: « Paris 13e »
names nothing, and `near` answers Paris. Does not read postal codes: five figures are an INSEE code.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import ClassVar, NamedTuple

from delib.francais import departements, toponymes
from delib.francais.tri import fold
from delib.francais.valeur import Valeur

ATTRIBUTION = (
    "Communes et EPCI : Insee, code officiel géographique 2026, par @etalab/decoupage-administratif 6.0.0 ; Licence Ouverte 2.0"
)
"""Where the table comes from, as its licence wants it said."""

SANS_MAIRE = frozenset({"977", "978", "984", "986", "989"})
"""Where there is neither commune nor maire: Saint-Barthélemy and Saint-Martin are collectivités, Wallis-et-Futuna has
circonscriptions (outremers360.com, la1ere.francetvinfo.fr), and the Terres australes and Clipperton have no inhabitants."""

PARIS = "75056"
"""« La Ville de Paris », in place of the commune of Paris: CGCT, art. L. 2512-1."""


@dataclass(frozen=True, slots=True)
class Commune(Valeur):
    """A commune: prints its name. `tncc` is INSEE's code of its article, "" where none is sure; `epci` is a SIREN, or ""."""

    champs: ClassVar[frozenset[str]] = frozenset(
        {"nom", "code", "siren", "departement", "de", "a", "le", "la_commune", "le_maire", "la_maire"}
    )
    code: str
    nom: str
    tncc: str
    siren: str = ""
    epci: str = ""

    def __str__(self) -> str:
        return self.nom

    @property
    def departement(self) -> str:
        """Return the code of the département: « 93 », « 2A », « 974 »."""
        return self.code[: 3 if self.code.startswith(("97", "98")) else 2]

    @property
    def de(self) -> str:
        """Return the name after « de »: « d’Argenteuil », « du Kremlin-Bicêtre », « de L’Haÿ-les-Roses »; "" if not sure."""
        return toponymes.de(self.nom, self.tncc)

    @property
    def a(self) -> str:
        """Return the name after « à »: « à Argenteuil », « au Kremlin-Bicêtre », « aux Lilas »; "" if not sure."""
        return toponymes.a(self.nom, self.tncc)

    @property
    def le(self) -> str:
        """Return the name as a subject or an object: « Sceaux », « Le Kremlin-Bicêtre », its article in capital; "" if not sure.

        The initial article takes a capital (Commission nationale de toponymie) wherever « de » or « à » does not swallow it.
        """
        return self.nom if self.tncc else ""

    @property
    def la_commune(self) -> str:
        """Return « la commune de Sceaux », « la Ville de Paris »; "" where there is no commune, or « de » is not sure."""
        return self._governed("la Ville" if self.code == PARIS else "la commune")

    @property
    def le_maire(self) -> str:
        """Return « le maire des Lilas »; "" where there is no maire, or « de » is not sure."""
        return self._governed("le maire")

    @property
    def la_maire(self) -> str:
        """Return « la maire des Lilas »; "" where there is no maire, or « de » is not sure."""
        return self._governed("la maire")

    def spelt(self, nom: str) -> Commune:
        """Return the same commune under the name `nom`, as someone typed it: it prints so, and bends as the official one."""
        return replace(self, nom=nom)

    def _governed(self, noun: str) -> str:
        return f"{noun} {self.de}" if self.de and self.departement not in SANS_MAIRE else ""


def unlisted(nom: str) -> Commune:
    """Return a commune that the table does not have, of the past or abroad: it bends where its first letters leave no doubt."""
    return Commune("", nom, toponymes.tncc(nom))


# ------------------------------------------------------------------------------------------------------------------- find


def find(texte: str, *, departement: str = "", epci: str = "") -> list[Commune]:
    """Return the communes that `texte` can name, by INSEE code or by name, sorted by code; none when it is unknown.

    Accents, case, hyphens, « St », « s/ » and the article are forgiven, but the nearest spelling wins over the forgiven ones.
    « Saint-Denis (93) », « Saint-Denis (93066) », « Saint-Denis (Seine-Saint-Denis) » and « Lilas (Les) » are read.
    `departement` (a code or a name) and `epci` (a SIREN) narrow the answer; if nothing is left, the question without them
    tells a commune that is elsewhere from one that is not.
    """
    asked = _read(texte)
    within = _Perimetre.of(departement, epci)
    if asked is None or within is None:
        return []
    if asked.code:
        found = [one for one in _by_code(asked.code) if not asked.nom or _names(asked.nom, one)]
    else:
        found = list(_by_name(asked.nom))
    kept = [one for one in found if one.departement == (asked.departement or one.departement) and within.holds(one)]
    if len(kept) > 1:
        nearness = [_nearness(asked.nom, one) for one in kept]
        kept = [one for one, rank in zip(kept, nearness, strict=True) if rank == min(nearness)]
    return sorted(kept, key=lambda one: one.code)


def beginning(texte: str, *, departement: str = "", epci: str = "") -> list[Commune]:
    """Return the communes within `departement` or `epci` whose name begins with the words of `texte` and goes on, by code.

    « Saint-Ouen », in the 93, begins Saint-Ouen-sur-Seine. None without bounds: over France, most names begin some other.
    """
    asked = _read(texte)
    within = _Perimetre.of(departement, epci)
    if asked is None or not asked.nom or within is None or within == _Perimetre.of("", ""):
        return []
    mots, noms = toponymes.words(asked.nom), _table("noms")
    codes = {line[-5:].decode() for line in _lines(noms, "".join(mots).encode())} if mots else set()
    home = [one for code in sorted(codes) if code.startswith(within.departement) for one in _by_code(code) if within.holds(one)]
    return [one for one in home if len(longer := toponymes.words(one.nom)) > len(mots) and longer[: len(mots)] == mots]


LONGEST = 200
"""More characters than any name of commune, its département and its spaces: beyond, nothing is looked for."""


class _Asked(NamedTuple):
    nom: str
    code: str = ""
    departement: str = ""


def _read(texte: str) -> _Asked | None:
    """Return the name asked for and what is said of it, or None where there is nothing to look for."""
    if len(texte) > LONGEST or not fold(texte).strip():
        return None
    asked = _Asked(toponymes.tidy(texte))
    if is_code(asked.nom):
        return _Asked("", asked.nom.upper())
    for _ in range(2):
        head, precision = _split_precision(asked.nom)
        article = fold(precision).strip()
        if not head:
            break
        if article in toponymes.ARTICLES:
            asked = asked._replace(nom=f"{precision}{'' if article == 'l' else ' '}{head}")
        elif is_code(precision):
            asked = asked._replace(nom=head, code=precision.upper())
        elif found := departements.find(precision):
            asked = asked._replace(nom=head, departement=found)
        else:
            break
    return asked


def _split_precision(nom: str) -> tuple[str, str]:
    """Return « Lilas » and « Les » for « Lilas (Les) » or « Lilas, Les »."""
    head, _, precision = nom[:-1].rpartition("(") if nom.endswith(")") else nom.rpartition(",")
    return head.strip(), precision.strip()


def is_code(texte: str) -> bool:
    """Return whether `texte` has the form of an INSEE code: « 93066 », « 2A004 »."""
    return len(texte) == 5 and texte.isascii() and (texte[:1] + texte[2:]).isdigit() and texte[1] in "0123456789ABab"


class _Perimetre(NamedTuple):
    departement: str
    epci: str

    @classmethod
    def of(cls, departement: str, epci: str) -> _Perimetre | None:
        """Return the bounds of a search; None where the département does not exist."""
        known = departements.find(departement) if departement else ""
        return cls(known, _siren(epci)) if known or not departement else None

    def holds(self, one: Commune) -> bool:
        return one.departement == (self.departement or one.departement) and one.epci == (self.epci or one.epci)

    def communes(self) -> Iterable[Commune]:
        """Return all the communes within the bounds. They must be bounded."""
        if self.epci:
            return filter(self.holds, members(self.epci))
        return map(_commune, _lines(_table("communes"), self.departement.encode()))


def _by_name(nom: str) -> Iterator[Commune]:
    """Yield the communes that `nom` can name, whatever the spelling."""
    noms = _table("noms")
    codes = {line[-5:].decode() for key in toponymes.keys(nom) for line in _lines(noms, f"{key}\t".encode())}
    return (one for code in sorted(codes) for one in _by_code(code))


def _by_code(code: str) -> Iterator[Commune]:
    return map(_commune, _lines(_table("communes"), f"{code}\t".encode()))


def _names(nom: str, one: Commune) -> bool:
    return not toponymes.keys(nom).isdisjoint(toponymes.keys(one.nom))


def _nearness(nom: str, one: Commune) -> int:
    """Return how far `nom` is from the official name: none, in its signs, in its article, or where its words part."""
    if nom == one.nom:
        return 0
    typed, official = toponymes.words(nom), toponymes.words(one.nom)
    if typed == official:
        return 1
    shorter = toponymes.words(toponymes.without_precision(one.nom))
    return 2 if toponymes.bare(typed) in (toponymes.bare(official), toponymes.bare(shorter)) else 3


# ------------------------------------------------------------------------------------------------------------------- near

_SHORTLIST = 150
"""How many names of France are weighed, of those that share most letters with the one typed."""
_ALIKE = 0.6
"""The likeness under which a name is not proposed: « Fontenay » for « Fontenay-sous-Bois » has 0.62."""
_ENDS = 0.25
"""What whole words in common are worth: enough for « Ville de Sceaux », not for the Gorges of « Villneuve-Saint-Gorges »."""


def near(texte: str, *, departement: str = "", epci: str = "", limit: int = 5) -> list[Commune]:
    """Return the communes whose names are most like `texte`, the likest first, at most `limit`; bounded as `find` is."""
    asked = _read(texte)
    within = _Perimetre.of(departement, epci)
    if asked is None or within is None or not asked.nom:
        return []
    mots = toponymes.bare(toponymes.words(asked.nom))
    if not mots:
        return []
    within = within._replace(departement=within.departement or asked.departement)
    pool = within.communes() if within.departement or within.epci else _alike(mots)
    from difflib import SequenceMatcher  # noqa: PLC0415 - only an unknown name needs it

    matcher = SequenceMatcher(None, autojunk=False)
    matcher.set_seq2("".join(mots))
    ranked = []
    for one in pool:
        official = toponymes.bare(toponymes.words(one.nom))
        matcher.set_seq1("".join(official))
        if _ends_the_other(mots, official):
            ranked.append((-matcher.ratio() - _ENDS, one.code, one))
        elif matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE:
            ranked.append((-matcher.ratio(), one.code, one))
    return [one for *_, one in sorted(ranked, key=lambda item: item[:2])[: max(limit, 0)]]


def _ends_the_other(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Return whether one begins or ends with all the words of the other: « Ville de Sceaux », « Montreuil-sous-Bois »."""
    shorter, longer = sorted((left, right), key=len)
    return shorter in (longer[: len(shorter)], longer[-len(shorter) :])


def _alike(mots: tuple[str, ...]) -> Iterator[Commune]:
    """Yield the communes of France whose names share most runs of three letters with `mots`, their ends counted."""
    noms = _table("noms")
    padded = f"\n{''.join(mots)}\t".encode()
    shared: Counter[int] = Counter()
    for gram in sorted({padded[at : at + 3] for at in range(len(padded) - 2)}):
        shared.update(_line_starts(noms, gram))
    likeness = {start: 2 * count / (noms.index(b"\t", start) - start + len(padded)) for start, count in shared.items()}
    best = sorted(likeness, key=lambda start: (-likeness[start], start))[:_SHORTLIST]
    ends = (noms.index(b"\n", start) for start in best)
    codes = {noms[end - 5 : end].decode() for end in ends}
    return (one for code in sorted(codes) for one in _by_code(code))


def _line_starts(table: bytes, gram: bytes) -> Iterator[int]:
    """Yield where the lines that hold `gram` start, once each."""
    at = table.find(gram)
    while at >= 0:
        start = at + 1 if gram[:1] == b"\n" else table.rfind(b"\n", 0, at) + 1
        yield start
        at = table.find(gram, table.index(b"\n", start))


# ------------------------------------------------------------------------------------------------------------------- EPCI


def groupement(siren: str) -> str | None:
    """Return the name of the EPCI à fiscalité propre of this SIREN: « Métropole du Grand Paris »; None when there is none."""
    line = next(_lines(_table("epci"), f"{_siren(siren)}\t".encode()), None)
    return None if line is None else line.decode().split("\t")[2]


def members(epci: str) -> list[Commune]:
    """Return the communes of the EPCI of this SIREN, sorted by code; none when it is unknown."""
    siren = _siren(epci)
    if not siren.isdigit() or len(siren) != 9:
        return []
    table, ending = _table("communes"), f"\t{siren}\n".encode()
    found, at = [], table.find(ending)
    while at >= 0:
        found.append(_commune(table[table.rfind(b"\n", 0, at) + 1 : at + len(ending) - 1]))
        at = table.find(ending, at + 1)
    return found


def _siren(texte: str) -> str:
    return "".join(texte.split())


# ----------------------------------------------------------------------------------------------------------------- tables


@cache
def _table(name: str) -> bytes:
    """Return a table of the package: lines of fields parted by tabs, sorted by bytes."""
    with open(os.path.join(os.path.dirname(__file__), "donnees", f"{name}.tsv"), "rb") as stream:
        return stream.read()


def _lines(table: bytes, beginning: bytes) -> Iterator[bytes]:
    """Yield the lines of a sorted table that begin with `beginning`, found by halves."""
    low, high = 0, len(table)
    while low < high:
        middle = (low + high) // 2
        start = max(low, table.rfind(b"\n", low, middle) + 1)
        if table[start : start + len(beginning)] < beginning:
            low = table.index(b"\n", middle) + 1
        else:
            high = start
    while low < len(table) and table.startswith(beginning, low):
        end = table.index(b"\n", low)
        yield table[low:end]
        low = end + 1


def _commune(line: bytes) -> Commune:
    return Commune(*line.decode().split("\t"))
