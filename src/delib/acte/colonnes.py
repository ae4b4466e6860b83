"""The columns of a list: which data path each title names, and what is wrong with a header.

A title is a data path of the schema (`representant.nom`, `visas[0].texte`). Blanks around it, case and accents are forgiven where
one path alone answers. Which columns are required is the act's own business, once its rows complete it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from delib.acte.schema import SCALAIRES, Spec
from delib.anomalie import Anomalie, DonneesError, Ligne, Releve, make, suggestion

MAX_COLUMNS = 1_000
"""The most columns of a list: a convention asks for twenty."""
MAX_STEPS = 12
"""The longest path, in steps: the schemas go down to 8."""
MAX_PATHS = 2_000
"""The most paths of a schema among which the nearest to a title is sought."""
LISTED = 12
"""How many paths a message lists."""
MAISON = frozenset({"acte", "typographie", "modele", "collectivite", "style", "mentions"})
"""What a row may say as well as any other, but seldom has to."""
MANY = 50
"""Anomalies beyond which the nearest path is no longer sought."""

_CHEMIN = re.compile(r"[^.\[\]]+(?:\.[^.\[\]]+|\s*\[\s*[0-9]{1,3}\s*\])*")
_PAS = re.compile(r"\[\s*([0-9]+)\s*\]|([^.\[\]]+)")
_RANG = re.compile(r"\[([0-9]+)\]")
_RACINE = re.compile(r"[.\[]")
_BLANCS = re.compile(r"[\s_’'-]+")


class Place(NamedTuple):
    """What a title names: the path as the schema writes it, and what may stand there."""

    chemin: str
    spec: Spec

    @property
    def scalar(self) -> bool:
        """Return whether a cell can say it."""
        return bool(SCALAIRES & set(self.spec.takes))

    @property
    def format(self) -> str:
        """Return the format of the text that may stand there, "" where there is none."""
        text = self.spec.takes.get("string")
        return (text.format if text is not None else None) or self.spec.format or ""


@dataclass(frozen=True, slots=True)
class Colonne:
    """A column with a title: number (from 1), title as shown, data path, and what the schema asks there: format and types."""

    numero: int
    titre: str
    chemin: str
    format: str
    types: frozenset[str]

    @property
    def texte(self) -> bool:
        """Return whether the data want a text or a code, be it all digits."""
        return "string" in self.types


@dataclass(frozen=True, slots=True)
class Entete:
    """A header that was judged: the line that it stands on, its columns, and how many cells make a row."""

    ligne: int
    colonnes: tuple[Colonne, ...]
    largeur: int


class Places:
    """The places of a schema that titles may name; what was found once is kept."""

    def __init__(self, spec: Spec) -> None:
        self.spec = spec
        self._found: dict[str, Place | None] = {}
        self._paths: tuple[str, ...] | None = None

    def find(self, titre: str) -> Place | None:
        """Return what a title names, or None."""
        if titre not in self._found:
            if len(self._found) >= MAX_PATHS:  # rows of JSON may hold any number of keys
                self._found.clear()
            self._found[titre] = self._walk(titre)
        return self._found[titre]

    def _walk(self, titre: str, indexed: bool = False) -> Place | None:
        """Return what a title names, or None. With `indexed`, a list whose rank was left out is read at its first element."""
        if _CHEMIN.fullmatch(titre) is None:
            return None
        spec, chemin = self.spec, ""
        for number, found in enumerate(_PAS.finditer(titre)):
            below: Spec | None
            if number >= MAX_STEPS:
                return None
            if found.group(1) is not None:
                below, chemin = _items(spec), f"{chemin}[{int(found.group(1))}]"
            else:
                if indexed and "object" not in spec.takes and (items := _items(spec)) is not None:
                    spec, chemin = items, f"{chemin}[0]"
                name = _name(spec, found.group(2).strip())
                below, chemin = spec.field(name), f"{chemin}.{name}" if chemin else name
            if below is None:
                return None
            spec = below
        return Place(chemin, spec)

    def paths(self) -> tuple[str, ...]:
        """Return the paths of the values that a cell can say, the first element standing for each list."""
        if self._paths is None:
            self._paths = tuple(islice(_iter_paths(self.spec, "", 0), MAX_PATHS))
        return self._paths

    def advice(self, titre: str) -> str:
        """Return which path was meant by a title that names none."""
        place = self._walk(titre, indexed=True)
        if place is not None and place.scalar:
            return f"vouliez-vous « {place.chemin} » ?"
        own = _folded(titre)
        ends = [path for path in self.paths() if _folded(path.rpartition(".")[2]) == own]
        if ends:
            return f"vouliez-vous {' ou '.join(f'« {path} »' for path in ends[:3])} ?"
        near = suggestion(titre, self.paths())
        return near if near.startswith("vouliez-vous") else self.listed()

    def listed(self) -> str:
        """Return the first paths that a row may say, as advice."""
        own = [path for path in self.paths() if _RACINE.split(path, maxsplit=1)[0] not in MAISON]
        return f"chemins possibles : {', '.join(own[:LISTED])}{', …' if len(own) > LISTED else ''}"

    def resembles(self, titre: str) -> bool:
        """Return whether a title that names nothing looks like one that does."""
        return self.advice(titre).startswith("vouliez-vous")

    def below(self, place: Place) -> str:
        """Return the first paths under a group or a list, as advice."""
        found = [f"« {path} »" for path in islice(_iter_paths(place.spec, place.chemin, 1), 4)]
        return f"{', '.join(found[:3])}{'…' if len(found) > 3 else ''}"


def _name(spec: Spec, typed: str) -> str:
    """Return the property that `typed` names: itself, or the only one that differs by case, accents or blanks."""
    if typed in spec.all_names:
        return typed
    own = _folded(typed)
    near = [name for name in spec.all_names if _folded(name) == own]
    return near[0] if len(near) == 1 else typed


def _folded(name: str) -> str:
    plain = "".join(char for char in unicodedata.normalize("NFKD", name.strip()) if not unicodedata.combining(char))
    return _BLANCS.sub("_", plain.casefold())


def _items(spec: Spec) -> Spec | None:
    array = spec.takes.get("array")
    return array.items if array is not None else None


def _iter_paths(spec: Spec, chemin: str, depth: int) -> Iterator[str]:
    if depth > MAX_STEPS // 2:
        return
    if chemin and SCALAIRES & set(spec.takes) and spec.format != "verbatim":
        yield chemin
    group, items = spec.takes.get("object"), _items(spec)
    for name in group.names if group is not None else ():
        below = group.field(name) if group is not None else None
        if below is not None:
            yield from _iter_paths(below, f"{chemin}.{name}" if chemin else name, depth + 1)
    if items is not None:
        yield from _iter_paths(items, f"{chemin}[0]", depth + 1)


# ----------------------------------------------------------------------------------------------------------------- a header


def clean_title(text: object) -> str:
    """Return a title without the blanks and marks around it."""
    return str(text if text is not None else "").strip().strip("\ufeff\u200b").strip()


def shown(titre: str) -> str:
    """Return a title fit for one line of a message."""
    return "".join(char if char.isprintable() else "�" for char in titre[:80])


def judge(places: Places, fichier: str, ligne: int, titres: Sequence[str], premiere: Sequence[str] = ()) -> Entete:
    """Return the header whose cleaned titles are given, `premiere` being the cells of the first row.

    Raises DonneesError with all that is wrong with it.
    """
    releve = Releve()
    largeur = max((number for number, titre in enumerate(titres, 1) if titre), default=0)
    if largeur > MAX_COLUMNS:
        raise DonneesError([make("colonne-nombre", Ligne(fichier, ligne), limite=MAX_COLUMNS)])
    if not _is_header(places, titres):
        raise DonneesError([make("colonne-aucune", Ligne(fichier, ligne), conseil=places.listed())])
    colonnes = []
    for numero, titre in enumerate(titres[:largeur], 1):
        if not titre:
            value = premiere[numero - 1].strip() if numero <= len(premiere) else ""
            if value:
                releve.add(untitled(Ligne(fichier, ligne, numero), value))
            continue
        lieu = Ligne(fichier, ligne, numero, shown(titre))
        place = places.find(titre)
        anomalie = fault(places, place, titre, lieu, brief=len(releve.anomalies) > MANY)
        if anomalie is not None:
            releve.add(anomalie)
        elif place is not None:
            colonnes.append(Colonne(numero, shown(titre), place.chemin, place.format, frozenset(place.spec.takes)))
    for anomalie in _iter_clashes(colonnes, fichier, ligne):
        releve.add(anomalie)
    if releve.errors:
        raise DonneesError(releve)
    return Entete(ligne, tuple(colonnes), largeur)


def untitled(lieu: Ligne, value: str) -> Anomalie:
    """Return what is said of a cell under no title."""
    return make("colonne-sans-titre", lieu, numero=lieu.colonne, valeur=value[:60])


def fault(places: Places, place: Place | None, titre: str, lieu: Ligne, brief: bool = False) -> Anomalie | None:
    """Return what is wrong with a title that names `place`, None where nothing is; `brief` seeks no advice."""
    if place is None:
        conseil = "" if brief else places.advice(titre)
        conseil = f"{conseil} Sinon, retirez-la" if conseil.endswith("?") else f"retirez-la, ou corrigez son nom ; {conseil}"
        return make("colonne-inconnue", lieu, titre=titre[:80], conseil=conseil.removesuffix(" ; "))
    if place.scalar:
        return None
    code = "colonne-groupe" if "object" in place.spec.takes else "colonne-liste"
    return make(code, lieu, place.chemin, titre=titre[:80], conseil=places.below(place))


def _is_header(places: Places, titres: Sequence[str]) -> bool:
    """Return whether one title at least names a place, or looks like one that does."""
    given = [titre for titre in titres if titre][:MANY]
    return any(places.find(titre) is not None for titre in given) or any(places.resembles(titre) for titre in given)


def _iter_clashes(colonnes: Sequence[Colonne], fichier: str, ligne: int) -> Iterator[Anomalie]:
    """Yield the columns that say the same thing twice, and the elements of lists that lack their place."""
    first: dict[str, Colonne] = {}
    for colonne in colonnes:
        lieu = Ligne(fichier, ligne, colonne.numero, colonne.titre)
        one = first.setdefault(colonne.chemin, colonne)
        if one is not colonne:
            yield make("colonne-double", lieu, colonne.chemin, nom=colonne.chemin, premiere=one.numero)
    ranks: dict[str, dict[int, Colonne]] = {}
    for chemin, colonne in first.items():
        lieu = Ligne(fichier, ligne, colonne.numero, colonne.titre)
        above = next((first[whole] for whole in wholes(chemin) if whole in first), None)
        if above is not None:
            yield make("colonne-emboitee", lieu, chemin, nom=chemin, autre=above.chemin, premiere=above.numero)
        for found in _RANG.finditer(chemin):
            ranks.setdefault(chemin[: found.start()], {}).setdefault(int(found.group(1)), colonne)
    for liste, found_ranks in ranks.items():
        missing = next((rank for rank in range(len(found_ranks)) if rank not in found_ranks), None)
        if missing is not None:
            colonne = found_ranks[min(rank for rank in found_ranks if rank > missing)]
            lieu = Ligne(fichier, ligne, colonne.numero, colonne.titre)
            yield make("colonne-rang", lieu, liste, liste=liste, rang=missing)


def wholes(chemin: str) -> Iterator[str]:
    """Yield the paths that hold `chemin`, the nearest first."""
    for at in range(len(chemin) - 1, 0, -1):
        if chemin[at] in ".[":
            yield chemin[:at]
