"""Word files to finished PDF files: judged, converted by LibreOffice in one call, completed, normalised.

Every one is converted or none is: what a caller writes, it writes at once. While LibreOffice converts, what it has converted is
finished here.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from delib.anomalie import Anomalie, DelibError, EcritureError
from delib.production.pdf.examen import Examen, examine
from delib.production.pdf.office import DELAI, iter_converted

if TYPE_CHECKING:
    from delib.production.pdf.achevement import Resultat

Progress = Callable[[int, int], None]
"""Told how many documents LibreOffice has converted, and of how many."""


@dataclass(frozen=True, slots=True)
class Annexe:
    """A document that follows an act in its PDF: a .docx, converted with it, or a PDF; its bytes tell which."""

    fichier: str
    data: bytes

    @property
    def word(self) -> bool:
        """Return whether it is to be converted."""
        return b"%PDF-" not in self.data[:1024]


@dataclass(frozen=True, slots=True)
class Demande:
    """What is asked: the PDF of a .docx, with its annexes, « PROJET » across its pages, and data attached to it (JSON)."""

    fichier: str
    docx: bytes
    annexes: tuple[Annexe, ...] = ()
    projet: bool = False
    donnees: bytes | None = None


def convert_all(
    demandes: Sequence[Demande], *, soffice: str | None = None, delai: float = DELAI, progress: Progress | None = None
) -> list[Resultat]:
    """Return the PDF of each of `demandes`, in their order: the same bytes for the same input, on one LibreOffice.

    `soffice` is LibreOffice's program, found where none is named; `delai` is how long it may take over one document, in seconds.
    Raises, with all that is wrong in any of them, DonneesError or ModeleError (a Word file is unfit), LectureError (an annex
    cannot be read), EcritureError (LibreOffice is absent or fails), AppelError (what `soffice` names is no program). When a file
    is unfit, LibreOffice is not called at all.
    """
    travaux = [_Travail(demande) for demande in demandes]
    _raise([error for travail in travaux for error in travail.errors])
    made: dict[int, Resultat] = {}
    faults: list[DelibError] = []
    with closing(_iter_finished(travaux, soffice, delai, progress)) as finished:
        for rank, one in finished:
            if isinstance(one, DelibError):
                faults.append(one)
            else:
                made[rank] = one
    _raise(faults)
    return [made[rank] for rank in range(len(demandes))]


def iter_converted_all(
    demandes: Sequence[Demande], *, soffice: str | None = None, delai: float = DELAI, progress: Progress | None = None
) -> Generator[tuple[int, Resultat | DelibError]]:
    """Yield the rank of each of `demandes` with its PDF, or what is wrong with it alone: a bad one stops no other.

    Raises AppelError or EcritureError when LibreOffice is absent, or converts nothing.
    """
    travaux = [_Travail(demande) for demande in demandes]
    for rank, travail in enumerate(travaux):
        if travail.errors:
            yield rank, _gathered(travail.errors)
    ranks = [rank for rank, travail in enumerate(travaux) if not travail.errors]
    with closing(_iter_finished([travaux[rank] for rank in ranks], soffice, delai, progress)) as finished:
        for sound, one in finished:
            yield ranks[sound], one


def _iter_finished(
    travaux: Sequence[_Travail], soffice: str | None, delai: float, progress: Progress | None
) -> Generator[tuple[int, Resultat | DelibError]]:
    """Yield the rank of each sound `_Travail` with what became of it, once."""
    owners = [(rank, slot) for rank, travail in enumerate(travaux) for slot in travail.slots]
    documents = [travaux[rank].document(slot) for rank, slot in owners]
    with closing(iter_converted(documents, soffice, delai)) as made:
        for done, (which, one) in enumerate(made, 1):
            rank, slot = owners[which]
            outcome = travaux[rank].take(slot, one)
            if progress is not None:
                progress(done, len(documents))
            if outcome is not None:
                yield rank, outcome


def convert(
    docx: bytes,
    fichier: str = "document.docx",
    *,
    annexes: Sequence[Annexe] = (),
    projet: bool = False,
    donnees: bytes | None = None,
    soffice: str | None = None,
    delai: float = DELAI,
) -> Resultat:
    """Return the PDF of one Word file: see `convert_all`."""
    return convert_all([Demande(fichier, docx, tuple(annexes), projet, donnees)], soffice=soffice, delai=delai)[0]


def _gathered(errors: Sequence[DelibError]) -> DelibError:
    """Return one error for all that `errors` tell, of the gravest of their kinds: a tool's fault before a bad file or data."""
    worst = max(errors, key=lambda error: error.exit_code)
    return type(worst)(dict.fromkeys(one for error in errors for one in error.anomalies))


def _raise(errors: Sequence[DelibError]) -> None:
    if errors:
        raise _gathered(errors)


@dataclass
class _Travail:
    """A `Demande` under way: slot 0 is the document itself, the others its annexes."""

    demande: Demande
    errors: list[DelibError] = field(default_factory=list)
    _examens: dict[int, Examen] = field(default_factory=dict)
    _pdfs: dict[int, bytes] = field(default_factory=dict)
    _taken: int = 0

    def __post_init__(self) -> None:
        parts = [(self.demande.fichier, self.demande.docx, True)]
        parts += [(one.fichier, one.data, one.word) for one in self.demande.annexes]
        for slot, (fichier, data, word) in enumerate(parts):
            try:
                if word:
                    self._examens[slot] = examine(data, fichier)
                else:
                    from delib.production.pdf.ouverture import open_pdf  # noqa: PLC0415 - most acts have no annex

                    open_pdf(data, fichier)
                    self._pdfs[slot] = data
            except DelibError as error:
                self.errors.append(error)

    @property
    def slots(self) -> list[int]:
        """Return the slots that LibreOffice converts."""
        return list(self._examens)

    def document(self, slot: int) -> tuple[str, bytes]:
        """Return the name and the bytes that LibreOffice is given for a slot."""
        return self._fichier(slot), self._examens[slot].docx

    def take(self, slot: int, made: bytes | Anomalie) -> Resultat | DelibError | None:
        """Take the PDF of a slot, or why it is not; return what became of the whole once every slot was taken."""
        self._taken += 1
        if isinstance(made, Anomalie):
            self.errors.append(EcritureError([made]))
        else:
            self._pdfs[slot] = made
        if self._taken < len(self._examens):
            return None
        if self.errors:
            return _gathered(self.errors)
        try:
            return self._finished()
        except DelibError as error:
            return error

    def _fichier(self, slot: int) -> str:
        return self.demande.annexes[slot - 1].fichier if slot else self.demande.fichier

    def _finished(self) -> Resultat:
        from delib.production.pdf.achevement import Partie, finished  # noqa: PLC0415 - imported while LibreOffice is at work

        demande, examens = self.demande, self._examens
        filigranes = {slot for slot, examen in examens.items() if examen.filigrane}
        parties = [Partie(self._fichier(slot), self._pdfs[slot], slot in filigranes) for slot in sorted(self._pdfs)]
        told = [one for examen in examens.values() for one in examen.anomalies]
        return finished(demande.docx, parties, told, projet=demande.projet, donnees=demande.donnees)
