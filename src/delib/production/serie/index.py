"""What a series must remember of all its rows: kept on disk, in a file without a name, so that memory does not grow with them."""

from __future__ import annotations

import pickle
import sqlite3
import unicodedata
from collections.abc import Iterator

from delib.acte.rangees import Rangee
from delib.production.bordereau import Inscription

_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE noms (cle TEXT PRIMARY KEY, lieu TEXT) WITHOUT ROWID;
CREATE TABLE connus (donnees TEXT, cle TEXT, sha256 TEXT, inscription TEXT);
CREATE INDEX par_donnees ON connus (donnees);
CREATE INDEX par_nom ON connus (cle);
CREATE TABLE rangees (rang INTEGER PRIMARY KEY, repere TEXT UNIQUE, prise INTEGER DEFAULT 0, rangee BLOB);
"""


def folded(nom: str) -> str:
    """Return what two file names share where a disk would take them for one."""
    return unicodedata.normalize("NFC", nom).casefold()


class Index:
    """The names used by the run at hand, what former runs wrote, the rows that wait for their turn."""

    def __init__(self) -> None:
        self._base = sqlite3.connect("", isolation_level=None)
        self._base.executescript(_TABLES)

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *_error: object) -> None:
        self._base.close()

    def take(self, nom: str, lieu: str) -> str | None:
        """Use a file name for the row at `lieu`; return the place of the row that uses it already, or None."""
        cle = folded(nom)
        found = self._base.execute("SELECT lieu FROM noms WHERE cle = ?", (cle,)).fetchone()
        if found is not None:
            return str(found[0])
        self._base.execute("INSERT INTO noms VALUES (?, ?)", (cle, lieu))
        return None

    def remember(self, inscription: Inscription) -> None:
        """Keep what a former run wrote."""
        row = (inscription.donnees, folded(inscription.fichier), inscription.sha256, inscription.to_json())
        self._base.execute("INSERT INTO connus VALUES (?, ?, ?, ?)", row)

    def find(self, donnees: str) -> list[Inscription]:
        """Return what former runs wrote of the same data, the last first."""
        found = self._base.execute("SELECT inscription FROM connus WHERE donnees = ? ORDER BY rowid DESC", (donnees,))
        return [Inscription.from_json(one) for (one,) in found]

    def digests(self, nom: str) -> set[str]:
        """Return the sha256 of every file that former runs wrote, or were about to write, under a name."""
        return {one for (one,) in self._base.execute("SELECT sha256 FROM connus WHERE cle = ?", (folded(nom),))}

    def last(self, nom: str) -> Inscription | None:
        """Return what the last of the former runs wrote under a name, or None."""
        query = "SELECT inscription FROM connus WHERE cle = ? ORDER BY rowid DESC LIMIT 1"
        found = self._base.execute(query, (folded(nom),)).fetchone()
        return Inscription.from_json(found[0]) if found is not None else None

    def unused(self) -> Iterator[list[Inscription]]:
        """Yield, for each name that former runs wrote and this one does not use, what they wrote, sorted by name."""
        query = "SELECT DISTINCT cle FROM connus WHERE cle NOT IN (SELECT cle FROM noms) ORDER BY cle"
        for (cle,) in self._base.execute(query):
            lines = self._base.execute("SELECT inscription FROM connus WHERE cle = ? ORDER BY rowid DESC", (cle,))
            yield [Inscription.from_json(one) for (one,) in lines]

    # ---------------------------------------------------------------------------------------------------- rows that wait

    def keep(self, rang: int, repere: str | None, rangee: Rangee) -> Rangee | None:
        """Keep a row under what tells it apart; return the row that has it already, or None."""
        if repere is not None and (found := self._row("repere = ?", repere)) is not None:
            return found
        self._base.execute("INSERT INTO rangees (rang, repere, rangee) VALUES (?, ?, ?)", (rang, repere, pickle.dumps(rangee)))
        return None

    def claim(self, repere: str) -> tuple[Rangee | None, bool]:
        """Return the row kept under `repere`, and whether it was claimed already."""
        found = self._base.execute("SELECT rangee, prise FROM rangees WHERE repere = ?", (repere,)).fetchone()
        if found is None:
            return None, False
        self._base.execute("UPDATE rangees SET prise = 1 WHERE repere = ?", (repere,))
        return _row(found[0]), bool(found[1])

    def unclaimed(self) -> Iterator[Rangee]:
        """Yield the rows that nobody claimed, in their order."""
        for (data,) in self._base.execute("SELECT rangee FROM rangees WHERE prise = 0 ORDER BY rang"):
            yield _row(data)

    def _row(self, where: str, value: str) -> Rangee | None:
        found = self._base.execute(f"SELECT rangee FROM rangees WHERE {where}", (value,)).fetchone()  # noqa: S608 - ours
        return _row(found[0]) if found is not None else None


def _row(data: bytes) -> Rangee:
    made = pickle.loads(data)  # noqa: S301 - written above, in a file that nobody else can open
    assert isinstance(made, Rangee)  # noqa: S101 - tells the type checker what `keep` wrote
    return made
