"""The PDF files of Word files that stand in a folder already: of a series, of a programme. Does again only what is missing.

A bad document stops no other. A PDF that says that it was made of the Word file as it is now is left alone; one made of another
is never replaced unasked: it may have been stamped, or signed, since.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from delib import paquet
from delib.anomalie import Anomalie, AppelError, DelibError, Gravite, Page, in_order, make
from delib.production.document import pdf_path
from delib.production.ecriture import write_all
from delib.production.pdf import ouverture
from delib.production.pdf.achevement import Resultat
from delib.production.pdf.conversion import Demande, iter_converted_all
from delib.production.pdf.office import DELAI, MAX_LOT

MAX_TOLD = 1_000
"""The most anomalies that a `Suite` keeps, errors excepted."""
_EMPREINTE = re.compile(rb"<delib:empreinte>([0-9a-f]{64})</delib:empreinte>")
Progress = Callable[[int, int, int], None]
"""Told how many documents are done, of how many, and how many were refused."""


@dataclass
class Suite:
    """What became of the PDF files of Word files: the paths of those made, how many were there already, how many are not made."""

    chemins: list[str] = field(default_factory=list)
    inchanges: int = 0
    refuses: int = 0
    exit_code: int = 0
    told: dict[Anomalie, None] = field(default_factory=dict, repr=False)

    @property
    def anomalies(self) -> tuple[Anomalie, ...]:
        """Return what is wrong or worth knowing of them, sorted by place."""
        return in_order(self.told)


def update(
    docx: Iterable[str],
    *,
    replace: bool = False,
    soffice: str | None = None,
    delai: float = DELAI,
    progress: Progress | None = None,
) -> Suite:
    """Write the PDF of each Word file beside it, where there is none of the file as it is; return what became of them.

    `replace` replaces those that are of another. Raises AppelError or EcritureError when LibreOffice is absent, or converts
    nothing; what is written then is whole, and the same call finishes it.
    """
    paths = list(docx)
    made = _Mise(len(paths), replace, progress)
    rest = iter(paths)
    while lot := list(islice(rest, MAX_LOT)):
        demandes = list(made.iter_due(lot))
        for rank, one in iter_converted_all(demandes, soffice=soffice, delai=delai):
            made.take(demandes[rank].fichier, one)
    return made.suite


class _Mise:
    """A `Suite` under way."""

    def __init__(self, total: int, replace: bool, progress: Progress | None) -> None:
        self.suite = Suite()
        self._total, self._replace, self._progress = total, replace, progress

    def iter_due(self, paths: Sequence[str]) -> Iterator[Demande]:
        """Yield what is to be converted; count or tell the rest."""
        for path in paths:
            try:
                data = paquet.load(path)
                there = _there(pdf_path(path))
                if there is None or (not (current := _is_of(there, data, path)) and self._replace):
                    yield Demande(path, data)
                elif current:
                    self.suite.inchanges += 1
                    self._moved()
                else:
                    raise AppelError([make("pdf-ancien", Page(pdf_path(path)))])
            except DelibError as error:
                self._refuse(error)

    def take(self, path: str, one: Resultat | DelibError) -> None:
        """Write a PDF, or tell why there is none."""
        if isinstance(one, DelibError):
            self._refuse(one)
            return
        try:
            self.suite.chemins += write_all({pdf_path(path): one.pdf}, replace=self._replace)
        except DelibError as error:
            self._refuse(error)
            return
        self._tell(one.anomalies)
        self._moved()

    def _refuse(self, error: DelibError) -> None:
        self.suite.refuses += 1
        self.suite.exit_code = max(self.suite.exit_code, error.exit_code)
        self._tell(error.anomalies)
        self._moved()

    def _tell(self, anomalies: Iterable[Anomalie]) -> None:
        for one in anomalies:
            if len(self.suite.told) < MAX_TOLD or one.gravite is Gravite.ERREUR:
                self.suite.told[one] = None

    def _moved(self) -> None:
        if self._progress is not None:
            done = len(self.suite.chemins) + self.suite.inchanges + self.suite.refuses
            self._progress(done, self._total, self.suite.refuses)


def _there(path: str) -> bytes | None:
    """Return the PDF at `path`, None where nothing bears that name. Raises LectureError."""
    return ouverture.load(path) if os.path.lexists(path) else None


def _is_of(pdf: bytes, docx: bytes, fichier: str) -> bool:
    """Return whether a PDF says that it was made of this Word file. Raises ModeleError when it is no sound Word file."""
    said = _EMPREINTE.search(pdf)
    return said is not None and said[1].decode() == paquet.read(docx, fichier).empreinte
