"""Opens a list: one document a row, its columns the data paths of a schema, in CSV, JSONL or XLSX.

Tells the format by what the file holds, then by its name. A header is judged whole before any row is read; a bad row is told
with its line, and does not stop the others. Nothing stays in memory but the row at hand; of an XLSX, its packed bytes and texts.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Protocol

from delib.acte.colonnes import Places
from delib.acte.rangees import Rangee
from delib.acte.schema import Spec
from delib.acte.source import read_bytes
from delib.anomalie import Anomalie, DonneesError, Ligne, make

CLASSEURS = (".xlsx", ".xlsm", ".xltx", ".xltm")
JSONL = (".jsonl", ".ndjson", ".json")
_HEAD = 4096
_ENREGISTREZ = "enregistrez la liste en .xlsx, ou en « CSV UTF-8 »"
_NATURES = (
    (b"%PDF", "un PDF"),
    (b"{\\rtf", "un document RTF"),
    (b"<", "une page HTML ou un fichier XML"),
    (b"\x89PNG", "une image"),
    (b"\xff\xd8\xff", "une image"),
    (b"\x1f\x8b", "une archive compressée"),
)


class Lecteur(Protocol):
    """What reads one format: the rows, the paths of its header, what is worth knowing of the whole list."""

    @property
    def chemins(self) -> tuple[str, ...]:
        """Return the data paths of the columns."""

    @property
    def anomalies(self) -> tuple[Anomalie, ...]:
        """Return what is worth knowing, none of it an error."""

    def rangees(self) -> Iterator[Rangee]:
        """Yield the rows, from the first."""


class Liste:
    """A list whose header is sound. Iterating reads the file again from its beginning, one `Rangee` at a time.

    `fichier` is its name as it was given. A row's `anomalies` are errors: it makes no document. LectureError is raised in the
    middle of an iteration only when the disk fails, or the file changes.
    """

    __slots__ = ("_lecteur", "fichier")

    def __init__(self, fichier: str, lecteur: Lecteur) -> None:
        self.fichier = fichier
        self._lecteur = lecteur

    @property
    def chemins(self) -> tuple[str, ...]:
        """Return the data paths of the header, in its order; of a JSONL, those met so far."""
        return self._lecteur.chemins

    @property
    def anomalies(self) -> tuple[Anomalie, ...]:
        """Return what is worth knowing of the whole list, none of it an error: its encoding, its sheets, what is hidden."""
        return self._lecteur.anomalies

    def __iter__(self) -> Iterator[Rangee]:
        return self._lecteur.rangees()


def open_list(path: str | os.PathLike[str], spec: Spec) -> Liste:
    """Return the list in file `path`, whose columns are data paths of `spec`.

    Raises LectureError when the file cannot be read at all, or is a folder; DonneesError, with all that is wrong, when it is no
    list, when its header is refused, or when it has no row.
    """
    name = os.fspath(path)
    head = read_bytes(name, name, _HEAD)
    places = Places(spec)
    if head.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        from delib.acte.source_xlsx import Xlsx  # noqa: PLC0415 - a text does without

        return Liste(name, Xlsx(name, name, places))
    _check_text(name, head)
    if name.lower().endswith(JSONL) or head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"{", b"[{")):
        from delib.acte.source_jsonl import Jsonl  # noqa: PLC0415 - a CSV does without

        return Liste(name, Jsonl(name, name, places))
    from delib.acte.source_csv import Csv  # noqa: PLC0415 - a JSONL does without

    return Liste(name, Csv(name, name, places))


def _check_text(name: str, head: bytes) -> None:
    """Raise DonneesError unless the file looks like text that could be a list."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    nature = next((words for mark, words in _NATURES if start.startswith(mark.lower())), "")
    if not nature and name.lower().endswith((".yaml", ".yml")):
        nature = "un fichier YAML"
    if not nature and head and name.lower().endswith((*CLASSEURS, ".xls", ".ods")):
        nature = "du texte, malgré son nom de classeur"
    if nature:
        raise DonneesError([make("rangee-format", Ligne(name), nature=nature, conseil=_ENREGISTREZ)])
