"""What can be wrong, said for people: `Anomalie`, its gravity, the places it can lie in, and the exceptions that carry it.

Checks yield anomalies; only an edge (a command, `load`, `build`) raises one of the exceptions below. The kinds of anomaly are
data: see `codes`.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter

from delib.codes import CODES


class Gravite(enum.IntEnum):
    """How much an anomaly weighs: `ERREUR` refuses, `AVERTISSEMENT` and `INFO` do not."""

    INFO = 1
    AVERTISSEMENT = 2
    ERREUR = 3

    def __str__(self) -> str:
        return _GRAVITES[self.value]


_GRAVITES = {1: "info", 2: "avertissement", 3: "erreur"}


@dataclass(frozen=True, slots=True)
class Source:
    """A place in a data file: line and column counted from 1, in characters; `fin` is the (line, column) just after it."""

    fichier: str
    ligne: int = 0
    colonne: int = 0
    fin: tuple[int, int] | None = None

    def __str__(self) -> str:
        return f"{self.fichier}:{self.ligne}:{self.colonne}" if self.ligne else self.fichier

    @property
    def rang(self) -> tuple[object, ...]:
        """Return what the place sorts by."""
        return (self.fichier, self.ligne, self.colonne)


@dataclass(frozen=True, slots=True)
class Word:
    """A place in a Word template: the part as a clerk names it, the nearest heading, and numbers counted from 1.

    `position` is where the tag begins in its paragraph, in characters.
    """

    fichier: str
    partie: str = ""
    titre: str = ""
    paragraphe: int = 0
    tableau: int = 0
    cellule: tuple[int, int] | None = None
    balise: str = ""
    position: int = 0

    def __str__(self) -> str:
        words = [self.fichier]
        if self.partie:
            words.append(self.partie)
        if self.titre:
            words.append(f"sous « {self.titre} »")
        if self.tableau:
            words.append(f"tableau {self.tableau}")
        if self.cellule:
            words.append(f"ligne {self.cellule[0]}, cellule {self.cellule[1]}")
        if self.paragraphe:
            words.append(f"paragraphe {self.paragraphe}")
        if self.balise:
            words.append(f"balise « {self.balise} »")
        return ", ".join(words)

    @property
    def rang(self) -> tuple[object, ...]:
        """Return what the place sorts by."""
        name, _, number = self.partie.rpartition(" ")
        kind, rank = (name, int(number)) if number.isdecimal() else (self.partie, 0)
        return (self.fichier, _PARTIES.get(kind.split(" ")[0], 9), kind, rank, self.paragraphe, self.position)


@dataclass(frozen=True, slots=True)
class Ligne:
    """A place in a list: the line of its file and its column, counted from 1, with the column's title where there is one."""

    fichier: str
    ligne: int = 0
    colonne: int = 0
    titre: str = ""

    def __str__(self) -> str:
        words = [self.fichier]
        if self.ligne:
            words.append(f"ligne {self.ligne}")
        if self.colonne:
            words.append(f"colonne {self.colonne}")
        if self.titre:
            words[-1] += f" (« {self.titre} »)"
        return ", ".join(words)

    @property
    def rang(self) -> tuple[object, ...]:
        """Return what the place sorts by."""
        return (self.fichier, self.ligne, self.colonne)


@dataclass(frozen=True, slots=True)
class Page:
    """A place in a PDF: the file and its page, counted from 1; 0 for the whole file."""

    fichier: str
    page: int = 0

    def __str__(self) -> str:
        return f"{self.fichier}, page {self.page}" if self.page else self.fichier

    @property
    def rang(self) -> tuple[object, ...]:
        """Return what the place sorts by."""
        return (self.fichier, self.page)


_PARTIES = {"corps": 0, "en-tête": 1, "pied": 2, "notes": 3, "propriétés": 4}

Lieu = Source | Word | Ligne | Page


@dataclass(frozen=True, slots=True)
class Anomalie:
    """One thing wrong, or worth knowing: stable code, gravity, what is wrong and what to do in plain French, and where.

    `chemin` is the data path (`visas[3].texte`); `source` the text of law it rests on, when there is one.
    """

    code: str
    gravite: Gravite
    message: str
    conseil: str = ""
    lieu: Lieu | None = None
    chemin: str = ""
    source: str = ""

    def __str__(self) -> str:
        place = f"{self.lieu}{': ' if isinstance(self.lieu, Source) else ' : '}" if self.lieu else ""
        path = f" (donnée : {self.chemin})" if self.chemin else ""
        advice = f" — {self.conseil}" if self.conseil else ""
        law = f" ({self.source})" if self.source else ""
        return f"{place}{self.gravite} [{self.code}] {self.message}{path}{advice}{law}"

    def __lt__(self, other: Anomalie) -> bool:
        return self.rang < other.rang

    @property
    def rang(self) -> tuple[str, ...]:
        """Return what the anomaly sorts by: its place, its gravity, the heaviest first, its code."""
        place = self.lieu.rang if self.lieu else ()
        return (
            *(f"{part:09d}" if isinstance(part, int) else str(part) for part in place),
            str(9 - self.gravite),
            self.code,
            self.chemin,
            self.message,
        )

    def to_dict(self) -> dict[str, object]:
        """Return the anomaly as plain JSON values; what it does not know is left out."""
        place: dict[str, object] = {}
        if self.lieu is not None:
            place = {name: getattr(self.lieu, name) for name in self.lieu.__slots__ if getattr(self.lieu, name)}
        known = {"chemin": self.chemin, "conseil": self.conseil, "source": self.source, "lieu": place}
        return {
            "code": self.code,
            "gravite": str(self.gravite),
            "message": self.message,
            **{name: value for name, value in known.items() if value},
        }


_RANG = attrgetter("rang")


def in_order(anomalies: Iterable[Anomalie]) -> tuple[Anomalie, ...]:
    """Return the anomalies sorted by place, each ranked once."""
    return tuple(sorted(anomalies, key=_RANG))


def make(code: str, lieu: Lieu | None = None, chemin: str = "", **details: object) -> Anomalie:
    """Return the anomaly of kind `code`, its sentences filled with `details`.

    Raises KeyError for a code that the table does not have: a programming error.
    """
    kind = CODES[code]
    words = {name: _shown(str(value)) for name, value in details.items()}
    return Anomalie(
        code=code,
        gravite=Gravite(kind.gravite),
        message=kind.message.format_map(words),
        conseil=kind.conseil.format_map(words),
        lieu=lieu,
        chemin=_shown(chemin),
        source=kind.source,
    )


MAX_SHOWN = 1000
"""The longest piece of data that a message quotes."""


def _shown(text: str) -> str:
    """Return `text` fit for one line of a message: no line end, no character that a terminal would obey."""
    if len(text) > MAX_SHOWN:
        text = f"{text[:MAX_SHOWN]}…"
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() or char in "\u00a0\u202f" else "↵" if char == "\n" else "�" for char in text)


def suggestion(word: str, known: Iterable[str], what: str = "noms") -> str:
    """Return « vouliez-vous « x » ? » for the known one of `what` nearest to `word`, else the list of them, else ""."""
    from difflib import get_close_matches  # noqa: PLC0415 - only an anomaly needs it

    names = sorted(known)
    by_fold = {name.casefold(): name for name in names}
    near = get_close_matches(word[:MAX_SHOWN].casefold(), by_fold, n=1, cutoff=0.6)
    if near:
        return f"vouliez-vous « {by_fold[near[0]]} » ?"
    if not names:
        return ""
    shown = ", ".join(names[:LISTED_NAMES])
    return f"{what} possibles : {shown}{', …' if len(names) > LISTED_NAMES else ''}"


LISTED_NAMES = 30
"""How many names a message lists: more would bury what is wrong."""


class DelibError(Exception):
    """Raised with one or more anomalies; the base of every exception that delib raises on purpose."""

    exit_code = 1

    def __init__(self, anomalies: Iterable[Anomalie]) -> None:
        self.anomalies: tuple[Anomalie, ...] = in_order(anomalies)
        super().__init__("\n".join(map(str, self.anomalies)))

    def __reduce__(self) -> tuple[type[DelibError], tuple[tuple[Anomalie, ...]]]:
        return (type(self), (self.anomalies,))


class DonneesError(DelibError):
    """The data were read and refused."""


class ModeleError(DelibError):
    """The template was read and refused, or asks for what the data do not hold."""


class AppelError(DelibError):
    """The call itself is wrong: an unknown template named on the command line, two acts for one file name."""

    exit_code = 2


class LectureError(DelibError):
    """A file cannot be read at all: absent, a folder, forbidden, too large."""

    exit_code = 2


class EcritureError(DelibError):
    """The disk or a tool failed; nothing was left half-written."""

    exit_code = 3


MAX_ERRORS = 1000
"""The most errors told of one act: a person corrects the first ones, and reads again."""


class Releve:
    """Anomalies gathered while something is read, so that all are said at once; `errors` counts those that refuse."""

    __slots__ = ("anomalies", "errors")

    def __init__(self) -> None:
        self.anomalies: list[Anomalie] = []
        self.errors = 0

    def add(self, anomalie: Anomalie) -> None:
        """Keep `anomalie`. Raises DonneesError when there are so many that telling more would help nobody."""
        self.anomalies.append(anomalie)
        self.errors += anomalie.gravite is Gravite.ERREUR
        if self.errors >= MAX_ERRORS:
            lieu = Source(anomalie.lieu.fichier) if anomalie.lieu is not None else None
            raise DonneesError([*self.anomalies, make("erreurs-nombreuses", lieu, limite=MAX_ERRORS)])

    def __iter__(self) -> Iterator[Anomalie]:
        return iter(self.anomalies)
