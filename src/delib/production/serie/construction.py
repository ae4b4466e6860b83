"""Builds a series: rows in, documents and a bordereau out. Streams; does again only what is missing or changed.

A bad row stops no other: the bordereau tells it. What is written can be killed at any moment, and run again.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from dataclasses import replace as evolve
from typing import TYPE_CHECKING

from delib import __version__
from delib.acte.acte import Acte, Donnees
from delib.acte.rangees import Rangee
from delib.anomalie import Anomalie, AppelError, DonneesError, Gravite, Source, in_order, make
from delib.modele.bibliotheque import Bibliotheque
from delib.production.bordereau import ANCIEN, CONSTRUIT, MAX_MESSAGES, REFUSE, Bordereau, Inscription, Registre, iter_lines
from delib.production.interruption import undisturbed
from delib.production.serie import Separes, Serie, Suite
from delib.production.serie.atelier import Fait, Lot, Travail, end_run, start_run
from delib.production.serie.depot import Depot, Ecrit
from delib.production.serie.executeurs import Equipe, Plusieurs, Seul, cores
from delib.production.serie.index import Index

if TYPE_CHECKING:
    from concurrent.futures import Executor

MAX_TOLD = 1_000
"""The most errors that a `Bordereau` holds, and the most remarks: its lines hold the errors of each row."""
MAX_LOT = 64
"""The most rows given at once."""
LOT_SECONDS = 0.15
"""How long a lot should take: far more than it costs to hand over, and little to lose."""
LOT_BYTES = 1 << 20
"""How many bytes of documents a lot may bring back."""
ALONE = 0.2
"""How many seconds of work this process does before it looks for help: a small series is done by then."""
_PLACED = 500

Progress = Callable[[int, int | None, int], None]


def build_all(
    actes: Serie | Iterable[Acte | Donnees],
    sortie: str | os.PathLike[str],
    executor: Executor | None = None,
    *,
    bibliotheque: Bibliotheque | None = None,
    modele: str | None = None,
    variante: str | None = None,
    strict: bool = False,
    replace: bool = False,
    processus: int | None = None,
    progress: Progress | None = None,
) -> Bordereau:
    """Return the bordereau of a series of acts, built in folder `sortie`: a `Serie`, or acts each on its own.

    Uses the processors available, or `executor`, which may be any (`processus` then says how many workers it has). Run again, it
    builds only what is missing or changed. A row that is refused is in the bordereau, and stops no other; with `strict`, nothing
    is put in place if one is. A file that was edited since is not replaced, unless `replace`. `progress` is told how many rows
    are done, how many there are where it is known, and how many are refused.

    Raises DonneesError, ModeleError, LectureError (what the acts share is refused), AppelError (the call is wrong, another run
    is in this folder), EcritureError (the disk or a process failed: what is written stays, and the next run finishes).
    """
    suite: Suite
    if isinstance(actes, Serie):
        if bibliotheque is not None or modele is not None or variante is not None:
            raise ValueError("a Serie has its own bibliotheque, modele and variante")
        suite = actes
    else:
        given = [actes] if isinstance(actes, str | os.PathLike | Mapping | Acte) else actes
        suite = Separes(given, bibliotheque or Bibliotheque.default(), modele, variante)
    options = _Options(strict, replace, executor, processus, progress)
    with contextlib.closing(Depot(os.fspath(sortie))) as depot, Index() as index:
        chantier = _Chantier(suite, depot, index, options)
        try:
            return chantier.run()
        finally:
            chantier.dismiss()


@dataclass(frozen=True)
class _Options:
    strict: bool
    replace: bool
    executor: Executor | None
    processus: int | None
    progress: Progress | None


@dataclass
class _Envoi:
    """Rows on their way, in order: each with the digest of its data, and what is known of it already, or None.

    `wait` brings back what was made of those of which nothing is known.
    """

    rows: list[tuple[Travail, str, Inscription | Fait | None]] = field(default_factory=list)
    todo: int = 0
    wait: Callable[[], Lot] | None = None


class _Chantier:
    """One run."""

    def __init__(self, suite: Suite, depot: Depot, index: Index, options: _Options) -> None:
        self.suite, self.depot, self.index, self.options = suite, depot, index, options
        self.commande = start_run(suite.atelier)
        self.registre: Registre | None = None
        self.size, self.alone = 4, 0.0
        self.faits = self.construits = self.refuses = self.inchanges = self.anciens = 0
        self.errors: dict[Anomalie, None] = {}  # apart, so that a thousand remarks never hide why a row is refused
        self.remarks: dict[Anomalie, None] = {}
        self.equipe: Equipe = Seul()
        if options.executor is not None or (options.processus or 1) > 1:
            self.equipe = Plusieurs(options.executor, options.processus)

    def dismiss(self) -> None:
        """Stop what was begun."""
        self.equipe.dismiss()
        end_run(self.commande)
        if self.registre is not None:
            self.registre.close()

    def run(self) -> Bordereau:
        """Return the bordereau, once all is in place."""
        for one in self.depot.recorded():
            self.index.remember(one)
        if not self.options.replace:
            self.depot.check_csv()
        self.registre = Registre(self.depot.cache, __version__)
        self._tell(self.suite.anomalies)
        self._stream()
        self._tell(self.suite.anomalies)  # a list tells some of them once it is read
        if not self.faits:
            raise DonneesError([make("serie-vide")])
        if self.options.strict and self.refuses:
            raise DonneesError(self.errors)
        self._list_former()
        self._publish()
        counts = (self.construits, self.refuses, self.inchanges, self.anciens)
        return Bordereau(self.depot.dossier, *counts, anomalies=in_order((*self.errors, *self.remarks)))

    # ------------------------------------------------------------------------------------------------------------ rows

    def _stream(self) -> None:
        total = self.suite.count() if self.options.progress is not None else None
        pending: deque[_Envoi] = deque()
        envoi = _Envoi()
        for travail in self.suite:
            donnees = self.suite.digest(travail)
            known = self._known(travail, donnees)
            envoi.rows.append((travail, donnees, known))
            envoi.todo += known is None
            if envoi.todo >= self.size or len(envoi.rows) >= MAX_LOT:
                pending.append(self._given(envoi))
                envoi = _Envoi()
            while len(pending) > self.equipe.ahead:
                self._take(pending.popleft(), total)
        pending.append(self._given(envoi))
        while pending:
            self._take(pending.popleft(), total)

    def _known(self, travail: Travail, donnees: str) -> Inscription | Fait | None:
        """Return what is known of a row without building it: that it is refused, or built already; or an act, built here."""
        if isinstance(travail, Rangee):
            if travail.anomalies:
                return Fait(anomalies=travail.anomalies)
        elif isinstance(travail.donnees, Acte):
            return self.suite.atelier.make(travail)
        for one in self.index.find(donnees):
            if self.depot.digest(one.fichier) == one.sha256 and all(_is_same(path, digest) for path, digest in one.sources):
                return one
        return None

    def _given(self, envoi: _Envoi) -> _Envoi:
        if envoi.todo:
            if self.alone > ALONE and self.options.processus is None and isinstance(self.equipe, Seul) and cores() > 1:
                self.equipe = Plusieurs(None, None)
            envoi.wait = self.equipe.give(self.commande, [travail for travail, _, known in envoi.rows if known is None])
        return envoi

    def _take(self, envoi: _Envoi, total: int | None) -> None:
        """Write what comes back, in the order of the rows."""
        lot = envoi.wait() if envoi.wait is not None else Lot((), 0.0)
        self._learn(lot)
        made = iter(lot.faits)
        ecrits: list[Ecrit] = []
        lines = [self._judge(row, donnees, next(made) if known is None else known, ecrits) for row, donnees, known in envoi.rows]
        with undisturbed():
            self.depot.stage(ecrits)
            taken = [] if self.options.strict else self.depot.place([one.inscription for one in ecrits])
            assert self.registre is not None  # noqa: S101 - `run` opened it
            for line, (row, _, _) in zip(lines, envoi.rows, strict=True):
                self.registre.add(self._refuse(row, [self._exists(line.fichier)], line.fichier) if line in taken else line)
        self.construits -= len(taken)
        if self.options.progress is not None and envoi.rows:
            known_total = max(total, self.faits) if total is not None else None
            self.options.progress(self.faits, known_total, self.refuses)

    def _learn(self, lot: Lot) -> None:
        """Make the next lots as large as takes the time, and brings back the bytes, that they should."""
        count = len(lot.faits)
        if not count:
            return
        seconds = max(lot.secondes / count, 1e-6)
        size = max(sum(len(one.docx) for one in lot.faits) / count, 1)
        self.size = max(1, min(MAX_LOT, int(LOT_SECONDS / seconds), int(LOT_BYTES / size)))
        if isinstance(self.equipe, Seul):
            self.alone += lot.secondes

    # ------------------------------------------------------------------------------------------------------- one row

    def _judge(self, row: Travail, donnees: str, made: Inscription | Fait, ecrits: list[Ecrit]) -> Inscription:
        """Return the line of a row; add its document to `ecrits` where it is to be written."""
        self.faits += 1
        if isinstance(made, Fait):
            if not made.docx:
                return self._refuse(row, made.anomalies)
            self._tell(made.anomalies)
        nom = made.fichier if isinstance(made, Inscription) else made.nom
        first = self.index.take(nom, str(row.lieu()))
        if first is not None:
            return self._refuse(row, [make("serie-nom-double", row.lieu(), nom=nom, premiere=first)])
        if isinstance(made, Inscription):
            self.inchanges += 1
            return evolve(made, rangee=row.rang, etat=CONSTRUIT)
        line = Inscription(row.rang, nom, made.numero, made.modele, made.empreinte, made.sha256, donnees, sources=made.sources)
        there = self.depot.digest(nom)
        ours = there is not None and (self.options.replace or there in self.index.digests(nom))
        if there != made.sha256 and self.depot.exists(nom) and not ours:
            return self._refuse(row, [self._exists(nom)], nom)
        if there != made.sha256:
            ecrits.append(Ecrit(line, made.docx, there is not None))
        self.construits += 1
        return line

    def _exists(self, nom: str) -> Anomalie:
        code = "serie-document-modifie" if self.index.digests(nom) else "fichier-existe"
        return make(code, Source(os.path.join(self.depot.dossier, nom)))

    def _refuse(self, row: Travail, anomalies: Iterable[Anomalie], nom: str = "") -> Inscription:
        self.refuses += 1
        errors = [one for one in anomalies if one.gravite is Gravite.ERREUR]
        self._tell(errors)
        messages = [str(one) for one in errors[:MAX_MESSAGES]]
        if len(errors) > MAX_MESSAGES:
            messages.append(f"… et {len(errors) - MAX_MESSAGES} autres")
        known = self.index.last(nom) if nom else None  # a file of ours that was edited stays known as ours
        sha256, empreinte = (known.sha256, known.empreinte) if known is not None else ("", "")
        line = Inscription(row.rang, nom, etat=REFUSE, lieu=str(row.lieu()), anomalies=tuple(messages))
        return evolve(line, sha256=sha256, empreinte=empreinte)

    def _tell(self, anomalies: Iterable[Anomalie]) -> None:
        for one in anomalies:
            told = self.errors if one.gravite is Gravite.ERREUR else self.remarks
            if len(told) < MAX_TOLD:
                told[one] = None

    # -------------------------------------------------------------------------------------------------------- the end

    def _list_former(self) -> None:
        """List the documents of former runs that no row gives any more, as long as nobody changed them."""
        assert self.registre is not None  # noqa: S101 - `run` opened it
        for lines in self.index.unused():
            digest = self.depot.digest(lines[0].fichier)
            one = next((one for one in lines if one.sha256 == digest), None)
            if one is not None:
                self.anciens += 1
                if not self.refuses:  # it may be that of a row that is refused: nobody is told to remove it
                    self._tell([make("serie-document-ancien", Source(os.path.join(self.depot.dossier, one.fichier)))])
                self.registre.add(evolve(one, rangee=0, etat=ANCIEN))

    def _publish(self) -> None:
        assert self.registre is not None  # noqa: S101 - `run` opened it
        csv = self.registre.finish()
        if self.options.strict:
            self._place_all()
        with undisturbed():
            self.depot.publish(csv)

    def _place_all(self) -> None:
        """Put in place what was staged, if nothing stands in its way since. Raises AppelError."""

        def staged() -> Iterable[Inscription]:
            return (one for one in iter_lines(os.path.join(self.depot.cache, "bordereau.json")) if self.depot.is_staged(one))

        faults = [self._exists(one.fichier) for one in staged() if not self._is_free(one)]
        if faults:
            raise AppelError(faults)
        lot: list[Inscription] = []
        for one in staged():
            lot.append(one)
            if len(lot) == _PLACED:
                self.depot.place(lot)
                lot = []
        self.depot.place(lot)

    def _is_free(self, one: Inscription) -> bool:
        there = self.depot.digest(one.fichier)
        return self.options.replace or not self.depot.exists(one.fichier) or there in self.index.digests(one.fichier)


def _is_same(path: str, digest: str) -> bool:
    """Return whether a data file still holds the text that it held."""
    try:
        with open(path, "rb") as stream:
            return hashlib.sha256(stream.read().removeprefix(b"\xef\xbb\xbf")).hexdigest() == digest
    except OSError:
        return False
