"""The folder that a series is written in: one run at a time, whole files, a journal so that any file of ours is recognised.

All that is hidden lies in `.delib-serie/`: a lock, a journal written before the documents that it tells of are put in place, and
the documents on their way. A run that ends well removes it; after one that was killed, the next finishes the work.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from delib.anomalie import AppelError, Source, make
from delib.production.bordereau import CSV, JSON, Inscription, file_digest, iter_lines, recorded_csv, writing
from delib.production.ecriture import put, sync_folder
from delib.production.serie.verrou import Verrou

CACHE = ".delib-serie"
_VERROU, _JOURNAL = "verrou", "journal"
_NEUFS, _REMPLACES = "neufs", "remplaces"
_BORDEREAU = "bordereau "
"""What begins the line of the journal that tells the sha256 of the CSV about to be put in place."""


class Ecrit(NamedTuple):
    """A document to write: its line of the bordereau, its bytes, whether it takes the place of a file."""

    inscription: Inscription
    docx: bytes
    remplace: bool


class Depot:
    """The folder `dossier`, held by this run. Raises AppelError (another run, a file in the way) or EcritureError."""

    def __init__(self, dossier: str) -> None:
        self.dossier = dossier
        self.cache = os.path.join(dossier, CACHE)
        self._made = not os.path.lexists(dossier)
        if not self._made and not os.path.isdir(dossier):
            raise AppelError([make("sortie-pas-dossier", Source(dossier))])
        self._csvs: set[str] = set()
        self._journal_path = os.path.join(self.cache, _JOURNAL)
        with writing(self.cache):
            self._verrou = Verrou(os.path.join(self.cache, _VERROU), dossier)
        try:
            with writing(self.cache):
                self._clean()
                self._owed = self._mend_journal()  # whether a killed run left lines: they are kept until a run ends well
                self._journal = open(self._journal_path, "ab", buffering=0)  # noqa: SIM115 - `close`
        except BaseException:
            self._verrou.release()
            raise

    def _clean(self) -> None:
        """Remove what a killed run was writing."""
        for name in os.listdir(self.cache):
            path = os.path.join(self.cache, name)
            if name not in (_VERROU, _JOURNAL):
                shutil.rmtree(path) if os.path.isdir(path) and not os.path.islink(path) else os.unlink(path)
        for name in (_NEUFS, _REMPLACES):
            os.mkdir(os.path.join(self.cache, name))

    def _mend_journal(self) -> bool:
        """Return whether the journal has lines, once the one that a killed run was writing is forgotten."""
        if not os.path.exists(self._journal_path):
            return False
        whole = size = 0
        with open(self._journal_path, "rb") as stream:
            for line in stream:
                size += len(line)
                whole = size if line.endswith(b"\n") else whole
        if whole != size:
            os.truncate(self._journal_path, whole)
        return whole > 0

    # ------------------------------------------------------------------------------------------------- what was written

    def recorded(self) -> Iterator[Inscription]:
        """Yield the documents that former runs wrote, or were about to write. Raises AppelError."""
        path = os.path.join(self.dossier, JSON)
        for one in iter_lines(path):
            if one.sha256:
                yield one
        self._csvs = {digest} if (digest := recorded_csv(path)) is not None else set()
        with open(self._journal_path, encoding="utf-8") as stream:
            for line in stream:
                if line.startswith(_BORDEREAU):
                    self._csvs.add(line.removeprefix(_BORDEREAU).strip())
                    continue
                try:
                    yield Inscription.from_json(line)
                except (ValueError, TypeError, RecursionError):
                    raison = "le journal d’une construction interrompue a été modifié"
                    raise AppelError([make("serie-bordereau", Source(self._journal_path), raison=raison)]) from None

    def check_csv(self) -> None:
        """Raise AppelError when `bordereau.csv` is not as a run left it: somebody's own, or edited since."""
        path = os.path.join(self.dossier, CSV)
        if os.path.lexists(path) and file_digest(path) not in self._csvs:
            raison = "il a été modifié depuis que delib l’a écrit, ou n’est pas de lui"
            raise AppelError([make("serie-bordereau", Source(path), raison=raison)])

    def digest(self, nom: str) -> str | None:
        """Return the sha256 of the file that bears a name, or None where there is none."""
        return file_digest(os.path.join(self.dossier, nom))

    def exists(self, nom: str) -> bool:
        """Return whether a file, or anything else, bears a name."""
        return os.path.lexists(os.path.join(self.dossier, nom))

    # ----------------------------------------------------------------------------------------------------- what is written

    def stage(self, ecrits: Sequence[Ecrit]) -> None:
        """Write the documents beside their places, down to the disk. Raises EcritureError."""
        for inscription, docx, remplace in ecrits:
            path = os.path.join(self.dossier, inscription.fichier)
            with writing(path), open(self._staged(inscription.fichier, remplace), "xb") as stream:
                stream.write(docx)
                stream.flush()
                os.fsync(stream.fileno())

    def place(self, inscriptions: Sequence[Inscription]) -> list[Inscription]:
        """Put the documents that were staged in their places; return those whose name was taken meanwhile.

        Raises EcritureError.
        """
        if not inscriptions:
            return []
        self._note([one.to_json() for one in inscriptions])
        taken = []
        for one in inscriptions:
            path = os.path.join(self.dossier, one.fichier)
            with writing(path):
                try:
                    replace = os.path.lexists(self._staged(one.fichier, True))
                    put(self._staged(one.fichier, replace), path, replace=replace)
                except FileExistsError:
                    os.unlink(self._staged(one.fichier, False))
                    taken.append(one)
        sync_folder(self.dossier)
        return taken

    def publish(self, csv: str) -> None:
        """Put in place the bordereau that a `Registre` wrote in the cache; `csv` is its CSV's sha256. Raises EcritureError."""
        self._note([f"{_BORDEREAU}{csv}"])
        for name in (CSV, JSON):  # the JSON last: it vouches for the CSV
            path = os.path.join(self.dossier, name)
            with writing(path):
                made = os.path.join(self.cache, name)
                if file_digest(path) != file_digest(made):
                    put(made, path, replace=True)
        sync_folder(self.dossier)
        self._owed = False

    def close(self) -> None:
        """Let the folder go; what is hidden goes too, but for the journal of a run that did not end."""
        with contextlib.suppress(OSError):
            self._journal.close()
        with contextlib.suppress(OSError):
            names = [name for name in os.listdir(self.cache) if name != _VERROU and not (self._owed and name == _JOURNAL)]
            for name in names:
                path = os.path.join(self.cache, name)
                shutil.rmtree(path) if os.path.isdir(path) else os.unlink(path)
            if not self._owed:
                os.unlink(os.path.join(self.cache, _VERROU))
                os.rmdir(self.cache)
                if self._made:
                    os.rmdir(self.dossier)  # refused, as it must be, when a document is in it
        self._verrou.release()

    def is_staged(self, one: Inscription) -> bool:
        """Return whether the document of a line waits to be put in place."""
        return any(os.path.lexists(self._staged(one.fichier, remplace)) for remplace in (False, True) if one.fichier)

    def _staged(self, nom: str, remplace: bool) -> str:
        return os.path.join(self.cache, _REMPLACES if remplace else _NEUFS, nom)

    def _note(self, lines: Sequence[str]) -> None:
        with writing(self._journal_path):
            self._owed = True
            data = "".join(f"{line}\n" for line in lines).encode()
            while data:  # a full disk may take a part of it
                data = data[self._journal.write(data) :]
            os.fsync(self._journal.fileno())
