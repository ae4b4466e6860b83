"""The command that makes PDF files of Word ones, and what `delib build --pdf` shares with it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import click

from delib import __version__
from delib.anomalie import Anomalie, AppelError, DelibError, DonneesError, LectureError, Source, Word, make
from delib.cli.affichage import print_anomalies, print_json, spaced
from delib.cli.aide import Commande
from delib.cli.options import BIBLIOTHEQUE, JSON, open_library
from delib.systeme import os_reason

if TYPE_CHECKING:
    from delib.modele.bibliotheque import Bibliotheque
    from delib.production.bordereau import Bordereau
    from delib.production.document import Document
    from delib.production.pdf.achevement import Resultat
    from delib.production.pdf.conversion import Annexe, Demande

DONNEES = (".yaml", ".yml", ".json")
"""The extensions of the data of acts."""

JOINDRE = click.option(
    "--joindre",
    "joindre",
    multiple=True,
    metavar="ANNEXE",
    help="Annexe à mettre à la suite dans le PDF : .pdf, .docx, ou acte (.yaml, .json), alors construit. Peut se répéter.",
)
PROJET = click.option("--projet", "projet", is_flag=True, help="Écrit « PROJET » en travers de chaque page du PDF.")
SOFFICE = click.option(
    "--soffice",
    "soffice",
    metavar="CHEMIN",
    help="Programme de LibreOffice (par défaut : celui que nomme DELIB_SOFFICE, ou celui de la machine).",
)
DELAI_OPTION = click.option(
    "--delai",
    "delai",
    type=click.IntRange(1, 86_400),
    metavar="SECONDES",
    help="Temps laissé à LibreOffice pour un document, son démarrage compris (par défaut : 120).",
)


@click.command(
    "pdf",
    cls=Commande,
    help="Convertit des fichiers Word en PDF, par LibreOffice : PDF/A-3b et PDF/UA-1, les mêmes octets pour le même fichier.\n\n"
    "FICHIER est un .docx, ou un dossier dont tous les .docx sont convertis. Si l’un est refusé, rien n’est écrit.\n\n"
    "LibreOffice est à installer à part. delib ne va rien chercher : une image liée à un autre fichier est refusée. Les champs "
    "de date et d’heure gardent ce qu’affichait le fichier enregistré.",
    short_help="Convertit des fichiers Word en PDF.",
    options_metavar="[OPTIONS]",
)
@click.argument("fichiers", nargs=-1, required=True, metavar="FICHIER…")
@click.option(
    "-o", "--sortie", "sortie", metavar="DOSSIER", help="Dossier où écrire (par défaut : à côté de chaque fichier Word)."
)
@JOINDRE
@PROJET
@SOFFICE
@DELAI_OPTION
@BIBLIOTHEQUE
@click.option("--ecraser", is_flag=True, help="Remplace un fichier différent qui porte déjà le même nom.")
@JSON
def pdf(  # noqa: PLR0917 - Click passes each option by its name
    fichiers: tuple[str, ...],
    sortie: str | None,
    joindre: tuple[str, ...],
    projet: bool,
    soffice: str | None,
    delai: int | None,
    racines: tuple[str, ...],
    ecraser: bool,
    as_json: bool,
) -> int:
    from delib.production.ecriture import write_all  # noqa: PLC0415 - `delib --help` does without

    paths = list(_iter_docx(fichiers))
    if joindre and len(paths) > 1:
        raise misused("--joindre ne vaut que pour un seul fichier : les annexes sont celles d’un acte.")
    outputs = _outputs(paths, sortie)
    annexes = Annexes(joindre, open_library(racines) if joindre else None)
    made = converted(_demandes(paths, annexes, projet), Reglage(soffice, delai))
    written = write_all(dict(zip(outputs, (one.pdf for one in made), strict=True)), replace=ecraser)
    anomalies = [*annexes.anomalies, *(one for result in made for one in result.anomalies)]
    if as_json:
        said = [{"fichier": path, "pdf": one} for path, one in zip(paths, written, strict=True)]
        print_json({"delib": __version__, "code": 0, "documents": said, "anomalies": anomalies})
        return 0
    print_anomalies(anomalies)
    for one in written:
        click.echo(one)
    return 0


def _iter_docx(fichiers: Iterable[str]) -> Iterator[str]:
    """Yield the Word files that are named, each once. Raises AppelError for what names none."""
    seen: set[str] = set()
    faults = []
    for path in fichiers:
        if os.path.isdir(path):
            try:
                found = sorted(name for name in os.listdir(path) if _is_docx(name) and not name.startswith(("~$", ".")))
            except OSError as error:
                faults.append(make("fichier-illisible", Source(path), raison=os_reason(error)))
                continue
            if not found:
                faults.append(make("pdf-dossier-vide", Source(path)))
            named = [os.path.join(path, name) for name in found]
        elif _is_docx(path):
            named = [path]
        else:
            conseil = "donnez-le à « delib build --pdf »" if path.lower().endswith(DONNEES) else "donnez un fichier .docx"
            faults.append(make("pdf-pas-word", Source(path), conseil=conseil))
            continue
        for one in named:
            if (real := os.path.realpath(one)) not in seen:
                seen.add(real)
                yield one
    if faults:
        raise AppelError(faults)


def _is_docx(name: str) -> bool:
    return name.lower().endswith(".docx")


def _demandes(paths: Sequence[str], annexes: Annexes, projet: bool) -> list[Demande]:
    """Return what is asked of each Word file, read. Raises LectureError with all those that cannot be."""
    from delib import paquet  # noqa: PLC0415 - `delib --help` does without
    from delib.production.pdf.conversion import Demande  # noqa: PLC0415

    made: list[Demande] = []
    faults: list[Anomalie] = []
    for path in paths:
        try:
            made.append(Demande(path, paquet.load(path), annexes.lues, projet))
        except LectureError as error:
            faults += error.anomalies
    if faults:
        raise LectureError(faults)
    return made


def _outputs(paths: Sequence[str], sortie: str | None) -> list[str]:
    """Return where the PDF of each Word file goes. Raises AppelError or DonneesError."""
    from delib.production.document import pdf_path  # noqa: PLC0415 - `delib --help` does without

    if sortie is not None and os.path.lexists(sortie) and not os.path.isdir(sortie):
        raise AppelError([make("sortie-pas-dossier", Source(sortie))])
    made = [pdf_path(path if sortie is None else os.path.join(sortie, os.path.basename(path))) for path in paths]
    first: dict[str, str] = {}
    twice = []
    for path, output in zip(paths, made, strict=True):
        if (other := first.setdefault(os.path.normpath(output).casefold(), path)) != path:
            twice.append(make("fichier-double", Word(path), nom=os.path.basename(output), autre=other))
    if twice:
        raise DonneesError(twice)
    return made


# ----------------------------------------------------------------------------------------------- shared with `delib build`


class Reglage(NamedTuple):
    """How LibreOffice is called: its program, None for that of the machine, and the seconds that a document may take."""

    soffice: str | None = None
    delai: int | None = None


class Annexes:
    """The annexes that `--joindre` names: `lues` are their files, an act built; `anomalies` what is worth knowing of those.

    Raises AppelError (an unknown extension), LectureError, and what building an act raises; all of them at once.
    """

    def __init__(self, paths: Sequence[str], library: Bibliotheque | None) -> None:
        self.anomalies: list[Anomalie] = []
        made: list[Annexe] = []
        errors: list[DelibError] = []
        for path in paths:
            try:
                made.append(self._read(path, library))
            except DelibError as error:
                errors.append(error)
        if errors:
            worst = max(errors, key=lambda error: error.exit_code)
            raise type(worst)(one for error in errors for one in error.anomalies)
        self.lues = tuple(made)

    def _read(self, path: str, library: Bibliotheque | None) -> Annexe:
        from delib import facade, paquet  # noqa: PLC0415 - most acts have no annex
        from delib.production.pdf import ouverture  # noqa: PLC0415
        from delib.production.pdf.conversion import Annexe  # noqa: PLC0415

        extension = os.path.splitext(path)[1].lower()
        if extension == ".pdf":
            return Annexe(path, ouverture.load(path))
        if extension == ".docx":
            return Annexe(path, paquet.load(path))
        if extension not in DONNEES:
            raise AppelError([make("pdf-annexe-genre", Source(path))])
        document = facade.build(path, bibliotheque=library)
        self.anomalies += document.anomalies
        return Annexe(os.path.join(os.path.dirname(path), document.nom), document.docx)


def converted(demandes: Sequence[Demande], reglage: Reglage) -> list[Resultat]:
    """Return what `convert_all` does, shown as it goes to whoever watches."""
    from delib.production.pdf.conversion import convert_all  # noqa: PLC0415 - `delib --help` does without
    from delib.production.pdf.office import DELAI  # noqa: PLC0415

    with _bar(len(demandes)) as progress:
        return convert_all(demandes, soffice=reglage.soffice, delai=reglage.delai or DELAI, progress=progress)


@contextmanager
def _bar(count: int) -> Iterator[Callable[[int, int], None] | None]:
    """Give what shows how far a batch is; None for a single document, or where nobody watches."""
    from delib.cli.series import bar  # noqa: PLC0415 - `delib --help` does without

    with bar() as moved:
        yield (lambda done, total: moved(done, total, 0)) if moved is not None and count > 1 else None


class Voulu(NamedTuple):
    """What the options of `delib build --pdf` ask of the PDF of an act."""

    reglage: Reglage
    joindre: tuple[str, ...] = ()
    projet: bool = False
    avec_donnees: bool = False

    def check(self, pdf: bool, nature: str, actes: int) -> None:
        """Raise AppelError for an option that would do nothing, or does not suit what is built; EcritureError, of a series, when
        LibreOffice is absent.
        """
        asked = {
            "--joindre": self.joindre,
            "--projet": self.projet,
            "--avec-donnees": self.avec_donnees,
            "--soffice": self.reglage.soffice,
            "--delai": self.reglage.delai,
        }
        for name, value in asked.items():
            if value and not pdf:
                raise misused(f"« {name} » ne vaut qu’avec --pdf.")
            if value and nature != "acte" and name in ("--joindre", "--projet", "--avec-donnees"):
                raise misused(f"« {name} » ne vaut que pour des actes : ni pour une série, ni pour un dossier.")
        if self.joindre and actes > 1:
            raise misused("--joindre ne vaut que pour un seul acte : les annexes sont celles d’un acte.")
        if pdf and nature != "acte":  # known before hours of work, not after
            from delib.production.pdf import installation  # noqa: PLC0415 - Word files do without

            installation.find(self.reglage.soffice)


def pdfs_of(
    documents: Sequence[Document], voulu: Voulu, library: Bibliotheque, variante: str | None
) -> tuple[list[bytes], list[Anomalie]]:
    """Return the PDF of each act that was built, and what is worth knowing of them. Raises as `convert_all`, and AppelError."""
    from delib.production.pdf.conversion import Demande  # noqa: PLC0415 - Word files do without

    settled = [one.fichier for one in documents if voulu.projet and one.variante != "projet"]
    if settled:
        raise AppelError(make("pdf-pas-projet", Source(fichier)) for fichier in settled)
    annexes = Annexes(voulu.joindre, library)
    anomalies = list(annexes.anomalies)
    demandes = []
    for document in documents:
        donnees = None
        if voulu.avec_donnees:
            from delib.production.pdf.jointes import attached  # noqa: PLC0415 - most acts have no attached data

            donnees, told = attached(document.fichier, library.schemas, document.docx, variante=variante)
            anomalies += told
        demandes.append(Demande(document.nom, document.docx, annexes.lues, voulu.projet, donnees))
    made = converted(demandes, voulu.reglage)
    return [one.pdf for one in made], [*anomalies, *(one for result in made for one in result.anomalies)]


class Faits(NamedTuple):
    """What became of the PDF files of a series or of a programme; `demande` is False where none was asked for."""

    demande: bool = False
    chemins: Sequence[str] = ()
    inchanges: int = 0
    refuses: int = 0
    anomalies: Sequence[Anomalie] = ()
    exit_code: int = 0

    @property
    def said(self) -> dict[str, object]:
        """Return what a JSON document says of them, but for the anomalies."""
        counts = {"faits": len(self.chemins), "inchanges": self.inchanges, "refuses": self.refuses}
        return {"pdf": counts} if self.demande else {}

    def tell(self) -> None:
        """Print the anomalies, and « 13 PDF faits, 2 déjà là. »."""
        if not self.demande:
            return
        print_anomalies(self.anomalies)
        faits = len(self.chemins)
        words = [f"{spaced(faits)} PDF fait{'s' if faits > 1 else ''}"]
        words += [f"{spaced(self.inchanges)} déjà là"] if self.inchanges else []
        words += [f"{spaced(self.refuses)} refusé{'s' if self.refuses > 1 else ''}"] if self.refuses else []
        click.echo(f"{', '.join(words)}.", err=True)


def pdfs_beside(bordereaux: Iterable[Bordereau], reglage: Reglage | None, *, ecraser: bool) -> Faits:
    """Make the PDF files of the documents that series made, beside them; return what became of them. Raises as `update`."""
    if reglage is None:
        return Faits()
    from delib.cli.series import bar  # noqa: PLC0415 - Word files do without
    from delib.production.bordereau import CONSTRUIT  # noqa: PLC0415
    from delib.production.pdf.office import DELAI  # noqa: PLC0415
    from delib.production.pdf.suite import update  # noqa: PLC0415

    paths = [os.path.join(one.dossier, line.fichier) for one in bordereaux for line in one if line.etat == CONSTRUIT]
    with bar() as progress:
        suite = update(paths, replace=ecraser, soffice=reglage.soffice, delai=reglage.delai or DELAI, progress=progress)
    return Faits(True, suite.chemins, suite.inchanges, suite.refuses, suite.anomalies, suite.exit_code)


def misused(probleme: str) -> AppelError:
    """Return what is wrong with the call, and where its help is."""
    return AppelError([make("appel", probleme=probleme, commande=click.get_current_context().command_path)])
