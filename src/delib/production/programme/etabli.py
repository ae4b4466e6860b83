"""What production lends to those who read across a programme: templates, filled forms, the documents of a series."""

from __future__ import annotations

import os
from collections.abc import Iterator

from delib.acte.acte import Acte
from delib.acte.dossier.pieces import Depot, Engagement, Ensemble, is_model
from delib.anomalie import AppelError, DelibError, LectureError, Source, make
from delib.modele.bibliotheque import Bibliotheque, Modele
from delib.paquet import open_file
from delib.production.document import build, prepare
from delib.production.serie import FORMULAIRES, Serie
from delib.systeme import os_reason


class Conventions:
    """A series, each of its documents read when it is asked for. `serie` is what builds it."""

    def __init__(self, fichier: str, serie: Serie) -> None:
        self.fichier = fichier
        self.serie = serie
        modele = serie.atelier.modele
        assert modele is not None  # noqa: S101 - `Serie` refused a series without one
        self.modele: Modele = modele

    @property
    def champ(self) -> str:
        """Return the path of what an element of the list fills."""
        return self.modele.serie.champ

    @property
    def champs(self) -> tuple[tuple[str, str], ...]:
        """Return the paths of the act, each with the path of the form that says the same."""
        return self.modele.serie.champs

    @property
    def liste(self) -> str:
        """Return the file whose own list the rows are matched with, "" where the act names none."""
        said = self.serie.socle.raw(self.modele.serie.liste)
        if said is None or not isinstance(said.value, str):
            return ""
        return os.path.normpath(os.path.join(os.path.dirname(self.fichier), said.value))

    def __iter__(self) -> Iterator[Engagement]:
        for rangee in self.serie:
            try:
                acte = self.serie.acte(rangee)
            except DelibError as error:
                yield Engagement(rangee, None, error.anomalies)
                continue
            yield Engagement(rangee, acte, acte.anomalies)


class Outillage:
    """The workbench of this machine: its library of templates, its disk."""

    def __init__(self, bibliotheque: Bibliotheque) -> None:
        self.bibliotheque = bibliotheque

    def version(self, acte: Acte) -> str:
        """Return the template that prints `acte`, with its version."""
        return str(prepare(acte, self.bibliotheque)[0])

    def empreinte(self, acte: Acte) -> str:
        """Return the empreinte of the document that `acte` makes; of one of a series, in the place of a model, its template's."""
        modele = prepare(acte, self.bibliotheque)[0]
        whole = is_model(acte) or not modele.serie.champ
        return build(acte, self.bibliotheque).empreinte if whole else open_file(modele.path).empreinte

    def ensemble(self, fichier: str, pour: str | None) -> Ensemble:
        """Return a series: what its documents share, and the list that completes them. Raises DelibError."""
        return Conventions(fichier, Serie(fichier, pour, bibliotheque=self.bibliotheque))

    def depots(self, dossier: str) -> Iterator[Depot]:
        """Yield the filled forms of a folder, sorted by name. Raises AppelError when it cannot be listed."""
        from delib.production.formulaire import Formulaire  # noqa: PLC0415 - a programme without forms does without

        try:
            names = sorted(name for name in os.listdir(dossier) if name.lower().endswith(FORMULAIRES) and name[0] not in ".~")
        except OSError as error:
            raise AppelError([make("fichier-illisible", Source(dossier), raison=os_reason(error))]) from None
        for name in names:
            path = os.path.join(dossier, name)
            try:
                lu = Formulaire.read(path, bibliotheque=self.bibliotheque)
            except LectureError as error:
                yield Depot(path, {}, error.anomalies)
            else:
                yield Depot(path, lu.donnees, lu.anomalies)
