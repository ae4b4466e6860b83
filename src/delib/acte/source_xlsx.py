"""Reads a list in an Excel workbook, row after row, with openpyxl: the one door to it.

Reads one sheet, the first that is visible and filled; its last computed values, never its formulas. Numbers come as text, with
the fifteen digits that a spreadsheet keeps; days as `2025-12-15`. What it makes of what was typed (a day where the data
want none, digits lost, a number in place of a day or of a text) is told, never guessed back.
"""

from __future__ import annotations

import io
import math
import os
import re
import warnings
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from typing import Protocol

from delib.acte import classeurs
from delib.acte.affichage import contradiction
from delib.acte.classeurs import Feuille, letters
from delib.acte.colonnes import Colonne, Places, clean_title, judge, untitled
from delib.acte.rangees import Cellule, Rangee
from delib.acte.tableur import Formules, is_error
from delib.anomalie import Anomalie, DonneesError, LectureError, Ligne, Source, make
from delib.systeme import os_reason

MAX_WHOLE = 10**15
"""Numbers from here on have lost digits: a spreadsheet keeps fifteen."""
_BATCH = 256


class Cell(Protocol):
    """What delib takes of a cell of openpyxl."""

    value: object
    data_type: str
    number_format: str | None


class Sheet(Protocol):
    """What delib takes of a sheet of openpyxl."""

    title: str
    sheet_state: str
    _worksheet_path: str

    def reset_dimensions(self) -> None:
        """Forget what the file says of its rows and columns, which may be wrong."""

    def iter_rows(self, min_row: int) -> Iterator[tuple[Cell, ...]]:
        """Yield the rows from `min_row`, those that are missing too."""


class Workbook(Protocol):
    """What delib takes of a workbook of openpyxl."""

    worksheets: Sequence[Sheet]

    def __getitem__(self, title: str) -> Sheet: ...


class Xlsx:
    """A workbook whose sheet and header were judged; `rangees` reads it from its beginning, as often as it is asked."""

    def __init__(self, path: str, fichier: str, places: Places) -> None:
        self.fichier = fichier
        self.data = _read(path, fichier)
        names = classeurs.check(self.data, fichier)
        sheets = classeurs.scan(self.data, fichier, names)
        told: list[Anomalie] = []
        workbook = self._load()
        self.titre, self.feuille = self._choose(workbook, sheets, told)
        rows = self._rows(workbook)
        header = next(((number, row) for number, row in rows if any(clean_title(cell.value) for cell in row)), None)
        if header is None:
            raise DonneesError([make("fichier-vide", Ligne(fichier))])
        first = next((row for number, row in rows if self._filled(number, row)), None)
        titres = [clean_title(cell.value) for cell in header[1]]
        premiere = ["" if cell.value is None else str(cell.value) for cell in first or ()]
        self.entete = judge(places, fichier, header[0], titres, premiere)
        merged = [make("classeur-fusion", Ligne(fichier, _line(plage)), plage=plage) for plage in self.feuille.fusions]
        if merged or first is None:
            raise DonneesError(merged or [make("rangee-aucune", Ligne(fichier, header[0]))])
        self._told = (*told, *self._hidden(), *self._formulas())
        self.formules = Formules()

    @property
    def chemins(self) -> tuple[str, ...]:
        """Return the data paths of the columns."""
        return tuple(colonne.chemin for colonne in self.entete.colonnes)

    @property
    def anomalies(self) -> tuple[Anomalie, ...]:
        """Return what is worth knowing of the sheet and, once its rows were all read, of the formulas left as text."""
        return (*self._told, *self.formules.anomalies)

    # --------------------------------------------------------------------------------------------------------- the workbook

    def _load(self) -> Workbook:
        try:
            from openpyxl import load_workbook  # noqa: PLC0415 - an extra, and slow to import
        except ImportError:
            raise LectureError([make("classeur-extra", Ligne(self.fichier))]) from None
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of what it does not keep: delib writes nothing back
                workbook: Workbook = load_workbook(io.BytesIO(self.data), read_only=True, data_only=True, keep_links=False)
                return workbook
        except Exception as error:  # openpyxl raises whatever its parsing met: KeyError, TypeError, ParseError…
            raise DonneesError([self._unreadable(error)]) from None

    def _unreadable(self, error: Exception, ligne: int = 0) -> Anomalie:
        raison = f"openpyxl s’y arrête ({type(error).__name__})"
        return make("classeur-illisible", Ligne(self.fichier, ligne), raison=raison)

    def _choose(self, workbook: Workbook, sheets: dict[str, Feuille], told: list[Anomalie]) -> tuple[str, Feuille]:
        """Return the title of the sheet to read and what was found in it; the others that are filled are told."""
        filled = [
            (sheet.title, sheet.sheet_state == "visible", found)
            for sheet in workbook.worksheets
            if (found := sheets.get(_member(sheet))) is not None and found.remplie
        ]
        if not all(_member(sheet) in sheets for sheet in workbook.worksheets) or not workbook.worksheets:
            raison = "il lui manque une feuille"
            raise DonneesError([make("classeur-illisible", Ligne(self.fichier), raison=raison)])
        if not filled:
            raise DonneesError([make("fichier-vide", Ligne(self.fichier))])
        titre, _, feuille = next((one for one in filled if one[1]), filled[0])
        others = [f"« {one} »{'' if visible else ' (masquée)'}" for one, visible, _ in filled if one != titre]
        if others:
            verb = "ne le sont pas" if len(others) > 1 else "ne l’est pas"
            shown = f"{', '.join(others[:5])}{'…' if len(others) > 5 else ''} {verb}"
            told.append(make("classeur-feuilles", Ligne(self.fichier), lue=titre, autres=shown))
        return titre, feuille

    def _hidden(self) -> Iterator[Anomalie]:
        """Yield what is said of the rows and columns that are hidden, and read."""
        feuille = self.feuille
        columns = [
            letters(colonne.numero)
            for colonne in self.entete.colonnes
            if any(first <= colonne.numero <= last for first, last in feuille.colonnes_masquees)
        ]
        told = []
        if feuille.lignes_masquees:
            several = "s" if feuille.lignes_masquees > 1 else ""
            told.append(f"{feuille.lignes_masquees} ligne{several} masquée{several}")
        if columns:
            several = "s" if len(columns) > 1 else ""
            told.append(f"{len(columns)} colonne{several} masquée{several} ({', '.join(columns)})")
        if told:
            yield make("classeur-masque", Ligne(self.fichier, feuille.ligne_masquee), quoi=" et ".join(told))

    def _formulas(self) -> Iterator[Anomalie]:
        count = self.feuille.formules
        if count:
            nombre = f"{count} cellules sont des formules" if count > 1 else "Une cellule est une formule"
            yield make("classeur-formules", Ligne(self.fichier), nombre=nombre, cellule=self.feuille.formule)

    # ---------------------------------------------------------------------------------------------------------------- rows

    def rangees(self) -> Iterator[Rangee]:
        """Yield the rows; one that openpyxl cannot read is the last."""
        rang, formules = 0, Formules()
        try:
            for ligne, row in self._rows(self._load()):
                if ligne > self.entete.ligne and self._filled(ligne, row):
                    rang += 1
                    yield self._rangee(rang, ligne, row, formules)
        except DonneesError as error:
            ligne = max((one.lieu.ligne for one in error.anomalies if isinstance(one.lieu, Ligne)), default=0)
            yield Rangee(rang + 1, self.fichier, ligne, anomalies=error.anomalies)
        self.formules = formules

    def _rows(self, workbook: Workbook) -> Iterator[tuple[int, tuple[Cell, ...]]]:
        """Yield the rows of the sheet with their number. Raises DonneesError where openpyxl stops."""
        sheet = workbook[self.titre]
        sheet.reset_dimensions()
        rows = enumerate(sheet.iter_rows(min_row=1), 1)
        number = 0
        while True:
            batch: list[tuple[int, tuple[Cell, ...]]] = []
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    batch.extend(islice(rows, _BATCH))
            except Exception as error:  # as above
                yield from batch
                number = batch[-1][0] if batch else number
                raise DonneesError([self._unreadable(error, number + 1)]) from None
            if not batch:
                return
            number = batch[-1][0]
            yield from batch

    def _filled(self, ligne: int, row: tuple[Cell, ...]) -> bool:
        """Return whether a row says anything, were it a formula without a result."""
        uncomputed = self.feuille.sans_valeur
        return any(
            str(cell.value).strip() if cell.value is not None else uncomputed and (ligne, numero) in uncomputed
            for numero, cell in enumerate(row, 1)
        )

    def _rangee(self, rang: int, ligne: int, row: tuple[Cell, ...], formules: Formules) -> Rangee:
        by_number = {colonne.numero: colonne for colonne in self.entete.colonnes}
        made, anomalies = [], []
        for numero, cell in enumerate(row, 1):
            colonne = by_number.get(numero)
            lieu = Ligne(self.fichier, ligne, numero, colonne.titre if colonne is not None else "")
            if cell.value is None:
                if (ligne, numero) in self.feuille.sans_valeur:
                    anomalies.append(make("classeur-jamais-calcule", lieu))
                continue
            value = cell.value.strip().replace("_x000D_\n", "\n") if isinstance(cell.value, str) else cell.value
            if value == "":
                continue
            if colonne is None:
                anomalies.append(untitled(lieu, str(value)))
                continue
            read = self._value(cell, value, colonne, lieu)
            if isinstance(read, Anomalie):
                anomalies.append(read)
            else:
                if isinstance(read, str):
                    formules.see(read, lieu, colonne.chemin)
                made.append(Cellule(colonne.chemin, read, numero, colonne.titre))
        return Rangee(rang, self.fichier, ligne, tuple(made), tuple(anomalies))

    def _value(self, cell: Cell, value: object, colonne: Colonne, lieu: Ligne) -> str | bool | Anomalie:
        """Return what a cell says, or why that cannot be known."""
        if cell.data_type == "e" or (isinstance(value, str) and is_error(value)):
            return make("classeur-erreur", lieu, colonne.chemin, valeur=value)
        if isinstance(value, bool) and "boolean" not in colonne.types:
            return make("classeur-vrai-faux", lieu, colonne.chemin, valeur="VRAI" if value else "FAUX")
        if isinstance(value, str | bool):
            return value
        if isinstance(value, int | float):
            return _number(value, cell, colonne, lieu)
        return _moment(value, colonne, lieu)


def _read(path: str, fichier: str) -> bytes:
    try:
        with open(path, "rb") as stream:
            return stream.read(classeurs.MAX_BYTES + 1)
    except OSError as error:
        raise LectureError([make("fichier-illisible", Source(fichier), raison=os_reason(error))]) from None


def _member(sheet: Sheet) -> str:
    """Return the member that holds a sheet: openpyxl says it nowhere else."""
    return os.fspath(sheet._worksheet_path).lstrip("/")


def _line(plage: str) -> int:
    """Return 3 for B3:B7."""
    found = re.search(r"[0-9]+", plage)
    return int(found.group()) if found is not None else 0


def _number(value: int | float, cell: Cell, colonne: Colonne, lieu: Ligne) -> str | Anomalie:
    if not abs(value) < MAX_WHOLE:
        shown = str(int(value))[:40] if abs(value) < math.inf else str(value)
        return make("classeur-chiffres-perdus", lieu, colonne.chemin, valeur=shown)
    text = str(int(value)) if value == int(value) else format(Decimal(f"{value:.15g}"), "f")
    if colonne.format == "date":
        return make("classeur-date-nombre", lieu, colonne.chemin, valeur=text, exemple=_as_day(value))
    contenu = contradiction(value, text, _form(cell), colonne.texte)
    return make("classeur-affichage", lieu, colonne.chemin, contenu=contenu) if contenu else text


def _form(cell: Cell) -> str:
    """Return the format that a cell is shown in, "" where its style is not in the workbook."""
    try:
        return cell.number_format or ""
    except IndexError:
        return ""


def _as_day(value: int | float) -> str:
    """Return the day that Excel would show, between brackets, where it is a likely one."""
    from openpyxl.utils.datetime import from_excel  # noqa: PLC0415 - an extra, and slow to import

    if not 36_526 <= value < 73_050:  # from 2000 to 2099
        return ""
    return f" (le {from_excel(int(value)).date().isoformat()}, si c’en est une)"


def _moment(value: object, colonne: Colonne, lieu: Ligne) -> str | Anomalie:
    """Return the text of a day or of an hour where the data want one."""
    text = str(value)
    midnight = isinstance(value, datetime) and value.time() == time()
    if colonne.format == "date":
        if isinstance(value, date) and (midnight or not isinstance(value, datetime)):
            return value.isoformat()[:10]
        return make("classeur-date-heure", lieu, colonne.chemin, attendu="une date sans heure", valeur=text)
    if colonne.format == "heure":
        if isinstance(value, time) and not (value.second or value.microsecond):
            return f"{value:%H:%M}"
        return make("classeur-date-heure", lieu, colonne.chemin, attendu="une heure (14:30)", valeur=text)
    return make("classeur-date-inattendue", lieu, colonne.chemin, valeur=text.removesuffix(" 00:00:00"))
