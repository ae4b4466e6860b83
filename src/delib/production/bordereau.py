"""The bordereau of a series: what was made of each row, for people (`bordereau.csv`) and for the next run (`bordereau.json`).

No date, nothing that differs between a run and the same run again.
"""

from __future__ import annotations

import codecs
import contextlib
import hashlib
import json
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from typing import IO

from delib.anomalie import Anomalie, AppelError, EcritureError, Source, make
from delib.systeme import os_reason

CSV, JSON = "bordereau.csv", "bordereau.json"
CONSTRUIT, REFUSE, ANCIEN = "construit", "refusé", "ancien"
MAX_MESSAGES = 20
"""The most anomalies that the bordereau tells of one row."""
_COLONNES = ("rangee", "fichier", "numero", "modele", "empreinte", "sha256", "donnees", "etat", "lieu", "anomalies")
_HEAD = '"lignes": ['
_FORMULE = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Inscription:
    """A line of the bordereau: what was made of the row numbered `rangee`, or refused at `lieu`, or left there by a former run.

    `donnees` is the digest of all that the document is made from; `sources` are the files that the row alone names, by path, with
    their own.
    """

    rangee: int = 0
    fichier: str = ""
    numero: str = ""
    modele: str = ""
    empreinte: str = ""
    sha256: str = ""
    donnees: str = ""
    etat: str = CONSTRUIT
    lieu: str = ""
    anomalies: tuple[str, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()

    def to_json(self) -> str:
        """Return the line as one line of JSON; what it does not say is left out."""
        said = {name: value for name in _NAMES if (value := getattr(self, name))}
        return json.dumps(said, ensure_ascii=False)

    @classmethod
    def from_json(cls, line: str) -> Inscription:
        """Return the line that `to_json` wrote. Raises ValueError for any other."""
        raw = json.loads(line)
        if not isinstance(raw, dict) or set(raw) - set(_NAMES):
            raise ValueError
        raw["anomalies"] = tuple(map(str, raw.get("anomalies", ())))
        raw["sources"] = tuple((str(path), str(sha)) for path, sha in raw.get("sources", ()))
        made = cls(**raw)
        if not all(isinstance(getattr(made, name), str) for name in _TEXTS) or not isinstance(made.rangee, int):
            raise ValueError
        return made


_NAMES = tuple(one.name for one in fields(Inscription))
_TEXTS = ("fichier", "numero", "modele", "empreinte", "sha256", "donnees", "etat", "lieu")


@dataclass(frozen=True)
class Bordereau:
    """What a series made: the folder, its two bordereaux, and how many rows are built, refused, or were there already.

    `anomalies` are the first 1,000 errors and the first 1,000 of the rest, each once, sorted by place.
    Iterating reads the lines again from the file.
    """

    dossier: str
    construits: int = 0
    refuses: int = 0
    inchanges: int = 0
    """How many of the documents there were already, and were not built again."""
    anciens: int = 0
    """How many documents of former runs no row gives any more."""
    anomalies: tuple[Anomalie, ...] = field(default=(), repr=False)

    @property
    def csv(self) -> str:
        """Return the path of the bordereau for people."""
        return os.path.join(self.dossier, CSV)

    @property
    def json(self) -> str:
        """Return the path of the bordereau for programs, and for the next run."""
        return os.path.join(self.dossier, JSON)

    def __iter__(self) -> Iterator[Inscription]:
        return iter_lines(self.json)


@contextlib.contextmanager
def writing(path: str) -> Iterator[None]:
    """Turn what the disk refuses into an anomaly of the file at `path`. Raises EcritureError."""
    try:
        yield
    except OSError as error:
        raise EcritureError([make("serie-ecriture", Source(path), raison=os_reason(error))]) from None


class Registre:
    """The bordereau being written, in a folder of its own. Raises EcritureError."""

    def __init__(self, dossier: str, version: str) -> None:
        self.dossier = dossier
        self._between = "\n"
        self._json = _Fichier(os.path.join(dossier, JSON), "utf-8")
        self._csv = _Fichier(os.path.join(dossier, CSV), "utf-8-sig")
        self._json.write(f'{{"delib": "{version}",\n{_HEAD}')
        self._csv.write(_row(_COLONNES))

    def add(self, inscription: Inscription) -> None:
        """Write one line."""
        self._json.write(f"{self._between}{inscription.to_json()}")
        self._between = ",\n"
        self._csv.write(_row([_told(getattr(inscription, name)) for name in _COLONNES]))

    def finish(self) -> str:
        """Write the end, down to the disk; return the sha256 of the CSV."""
        digest = self._csv.finish()
        self._json.write(f'\n],"csv": "{digest}"}}\n')
        self._json.finish()
        return digest

    def close(self) -> None:
        """Close the files, finished or not."""
        self._json.close()
        self._csv.close()


class _Fichier:
    """A text being written, and its digest."""

    def __init__(self, path: str, encoding: str) -> None:
        self.path = path
        self._encoder = codecs.getincrementalencoder(encoding)()
        self._digest = hashlib.sha256()
        with writing(path):
            self._stream: IO[bytes] = open(path, "wb")  # noqa: SIM115 - `close`

    def write(self, text: str) -> None:
        data = self._encoder.encode(text)
        self._digest.update(data)
        with writing(self.path):
            self._stream.write(data)

    def finish(self) -> str:
        """Write all down to the disk; return the sha256."""
        with writing(self.path):
            self._stream.flush()
            os.fsync(self._stream.fileno())
            self._stream.close()
        return self._digest.hexdigest()

    def close(self) -> None:
        with contextlib.suppress(OSError):  # what is left cannot be written: nobody will read it
            self._stream.close()


def _told(value: object) -> str:
    return "\n".join(value) if isinstance(value, tuple) else str(value or "")


def _row(cells: Sequence[str]) -> str:
    """Return one line of CSV. What a spreadsheet would run as a formula is made text by an apostrophe."""
    made = []
    for cell in cells:
        text = f"'{cell}" if cell.startswith(_FORMULE) else cell
        made.append('"{}"'.format(text.replace('"', '""')) if set(text) & set(';"\r\n') else text)
    return ";".join(made) + "\r\n"


# --------------------------------------------------------------------------------------------------------------- read back


def iter_lines(path: str) -> Iterator[Inscription]:
    """Yield the lines of a `bordereau.json`; none where there is no such file. Raises AppelError when it is not one of ours."""
    try:
        stream = open(path, encoding="utf-8")  # noqa: SIM115 - closed below
    except FileNotFoundError:
        return
    with stream:
        try:
            if not stream.readline().startswith('{"delib": "') or stream.readline().rstrip("\n") != _HEAD:
                raise ValueError
            for line in stream:
                if line.startswith("]"):
                    return
                yield Inscription.from_json(line.rstrip("\n").removesuffix(","))
            raise ValueError
        except (ValueError, TypeError, RecursionError):
            raison = "ce n’est pas un bordereau de delib, ou il a été modifié ou coupé"
            raise AppelError([make("serie-bordereau", Source(path), raison=raison)]) from None


def recorded_csv(path: str) -> str | None:
    """Return the sha256 of the CSV that a `bordereau.json` was written with, or None."""
    try:
        with open(path, "rb") as stream:
            stream.seek(0, os.SEEK_END)
            stream.seek(max(stream.tell() - 100, 0))
            found = re.search(rb'\],"csv": "([0-9a-f]{64})"\}\s*$', stream.read())
    except OSError:
        return None
    return found.group(1).decode() if found is not None else None


def file_digest(path: str) -> str | None:
    """Return the sha256 of a file, or None where there is no file that can be read."""
    try:
        if not os.path.isfile(path):
            return None
        with open(path, "rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None
