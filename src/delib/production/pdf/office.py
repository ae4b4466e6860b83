"""Word files to PDF by LibreOffice: one call for a whole batch, every output verified, every fault told of its document.

What a call leaves undone is tried again: the documents that LibreOffice did not reach together, the one that it stopped at alone,
once. Makes no promise of PDF/A nor of sameness: `conformite` completes what comes out.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing

from delib.anomalie import Anomalie, EcritureError, LectureError, Source, Word, make
from delib.production.pdf import installation
from delib.production.pdf.appel import Appel
from delib.systeme import os_reason

DELAI = 120.0
"""How long LibreOffice may take over one document, in seconds, unless told otherwise: 300 pages of tables take 20."""
MAX_LOT = 200
"""The most documents of one call: the system bounds a command line, and LibreOffice's memory grows with them."""
MAX_VAINS = 2
"""How many calls may make nothing, the first ones, before LibreOffice itself is held to be at fault."""
MAX_HUNG = 5
"""How many times LibreOffice may hang before it is given up: each takes the whole delay."""
MIN_FREE = 16 * 1024 * 1024
"""The room below which a temporary folder is held to be full, in bytes."""
MAX_NAME = 150
"""The longest name that a temporary copy keeps, in bytes."""
_UNSAFE = re.compile(r"[^\w. ()+,=@°'’-]")


def iter_converted(
    documents: Sequence[tuple[str, bytes]], soffice: str | None = None, delai: float = DELAI
) -> Generator[tuple[int, bytes | Anomalie]]:
    """Yield the rank of each of `documents` (name of its file, bytes of a sound .docx) with its PDF as soon as it is made, or
    with why it could not be.

    Raises AppelError or EcritureError when LibreOffice is not there, cannot be run, makes nothing at all, or has no room.
    """
    if not documents:
        return
    programme = installation.find(soffice)
    fichiers = [fichier for fichier, _ in documents]
    lots = deque(_lots(fichiers, range(len(documents))))
    suspects: list[int] = []
    told: list[Anomalie] = []
    anything, vains, hung = False, 0, 0
    while lots or suspects:
        lot = lots.popleft() if lots else _lots(fichiers, [suspects.pop(0)])[0]
        call = _Tour(programme, documents, lot, delai)
        with closing(call.run()) as made:
            yield from made
        tried, unreached = call.outcome()
        anything = anything or call.made > 0
        vains, hung = 0 if call.made else vains + 1, hung + call.hung
        if not anything:
            installation.check(programme)
        if len(lot) == 1 and tried:
            told.append(call.anomalie(fichiers[tried[0]]))
            yield tried[0], told[-1]
        else:
            suspects += tried
            lots.extendleft(reversed(_lots(fichiers, unreached)))
        if (lots or suspects) and (hung >= MAX_HUNG or (vains >= MAX_VAINS and not anything)):
            raise EcritureError([make("pdf-office-vain", raison=call.said), *told])


def _lots(fichiers: Sequence[str], ranks: Sequence[int]) -> list[dict[str, int]]:
    """Return the lots of `ranks`, in order: in each, the ranks by the name of their temporary copy. No two of a lot share one."""
    lots: list[dict[str, int]] = []
    folded: list[set[str]] = []
    for rank in ranks:
        name = _name(fichiers[rank])
        at = next((at for at, lot in enumerate(lots) if len(lot) < MAX_LOT and name.casefold() not in folded[at]), len(lots))
        if at == len(lots):
            lots.append({})
            folded.append(set())
        lots[at][name] = rank
        folded[at].add(name.casefold())
    return lots


def _name(fichier: str) -> str:
    """Return the name, without extension, of the copy of a file: its own, which a field of the document may print."""
    stem = os.path.splitext(os.path.basename(fichier))[0]
    safe = _UNSAFE.sub("-", stem).strip(" .")
    return safe.encode("utf-8", "replace")[:MAX_NAME].decode("utf-8", "ignore") or "document"


class _Tour:
    """One call, in a temporary folder of its own, its outputs verified."""

    def __init__(self, programme: str, documents: Sequence[tuple[str, bytes]], lot: dict[str, int], delai: float) -> None:
        self._arguments = (programme, documents, lot, delai)
        self.made = 0
        self.hung = False
        self.raison = ""
        self._left = set(lot)

    def outcome(self) -> tuple[list[int], list[int]]:
        """Return the ranks of the documents that LibreOffice tried in vain, and of those that it did not reach."""
        names = list(self._arguments[2])
        last = max((at for at, name in enumerate(names) if name not in self._left), default=-1)
        tried = [self._arguments[2][name] for name in names[: last + 1] if name in self._left]
        after = [self._arguments[2][name] for name in names[last + 1 :]]
        if self.hung or self.raison:  # it stopped at the first of those
            return [*tried, *after[:1]], after[1:]
        return [*tried, *after], []

    @property
    def said(self) -> str:
        """Return why documents are left."""
        return f"il n’a pas répondu en {self._arguments[3]:g} secondes" if self.hung else self.raison or "il n’a rien écrit"

    def run(self) -> Generator[tuple[int, bytes | Anomalie]]:
        """Yield what `iter_converted` does, of this lot. Raises EcritureError when there is no room to work in."""
        programme, documents, lot, delai = self._arguments
        with _folder() as dossier:
            call = Appel(programme, dossier, {name: documents[rank][1] for name, rank in lot.items()}, delai)
            with closing(call.run()) as made:
                for name, pdf in made:
                    self.made += 1
                    self._left.discard(name)
                    yield lot[name], _verified(pdf, documents[lot[name]][0])
            self.hung, self.raison = call.hung, call.raison
            if call.left and shutil.disk_usage(dossier).free < MIN_FREE:
                raise EcritureError([make("pdf-temporaire", Source(dossier), raison="le disque est plein")])

    def anomalie(self, fichier: str) -> Anomalie:
        """Return why the document of the file could not be converted."""
        if self.hung:
            return make("pdf-office-delai", Word(fichier), delai=f"{self._arguments[3]:g}")
        return make("pdf-office-echec", Word(fichier), raison=self.said)


def _verified(pdf: bytes, fichier: str) -> bytes | Anomalie:
    """Return the PDF that LibreOffice made if it opens and has a page, else what is wrong in it."""
    from delib.production.pdf.ouverture import open_pdf  # noqa: PLC0415 - imported while LibreOffice is at work

    try:
        open_pdf(pdf, fichier)
    except LectureError as error:
        raison = f"ce qu’il a écrit n’est pas un PDF sain ({error.anomalies[0].message.rstrip('.')})"
        return make("pdf-office-echec", Word(fichier), raison=raison)
    return pdf


@contextlib.contextmanager
def _folder() -> Iterator[str]:
    """Give a temporary folder of this run alone. Raises EcritureError for what the system refuses in it."""
    parent = ""
    try:
        parent = tempfile.gettempdir()
        with tempfile.TemporaryDirectory(prefix="delib-pdf-", ignore_cleanup_errors=True) as dossier:
            yield dossier
    except OSError as error:
        place = Source(parent) if parent else None
        raise EcritureError([make("pdf-temporaire", place, raison=os_reason(error))]) from None
