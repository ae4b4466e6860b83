"""Reads a list in CSV, row after row: any usual separator and encoding, quotes as RFC 4180 has them.

Cells are text: trimmed of the blanks around them, their inner line ends kept (as `\\n`), nothing else changed: `=1+1` stays text,
and is told.
A row shorter than the header is refused, because nothing says which cell is missing: one lost in the middle would put each of the
next under the wrong title. Empty cells beyond the last title are no cells; a row of empty cells is no row.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, TextIO

from delib.acte.colonnes import Places, clean_title, judge, shown, untitled
from delib.acte.encodages import find_encoding, octet
from delib.acte.rangees import Cellule, Rangee
from delib.acte.tableur import MARQUES, Formules, is_error
from delib.anomalie import Anomalie, DonneesError, LectureError, Ligne, Source, make
from delib.systeme import os_reason

if TYPE_CHECKING:
    from _csv import Reader

SEPARATEURS = {";": "point-virgule", ",": "virgule", "\t": "tabulation", "|": "barre verticale"}
MAX_RECORD = 4 * 1024 * 1024
"""The longest row, in characters, when its cells hold line ends: beyond it, a quote was left open."""

_SEP = re.compile(r'\ufeff?"?sep=([^"\r\n]*)"?[\r\n]*', re.IGNORECASE)
_FIN = re.compile(r"\r\n?|\n")


class _Endless(Exception):  # noqa: N818 - leaves the csv module, is caught below
    pass


class _Top(NamedTuple):
    """What begins a file: the line of its header, its titles, its first row, and whether it has any row at all."""

    ligne: int = 0
    titres: tuple[str, ...] = ()
    premiere: tuple[str, ...] = ()
    suite: bool = False
    anomalie: Anomalie | None = None

    @property
    def odd(self) -> bool:
        """Return whether there is no header to read: nothing at all, or a quote left open."""
        return not self.ligne


class _Record:
    """The lines of the row at hand: the characters that they may still have, and whether a spreadsheet may have left its mark."""

    __slots__ = ("marque", "reste")

    def __init__(self) -> None:
        self.start()

    def start(self) -> None:
        """Forget the row before."""
        self.reste, self.marque = MAX_RECORD, False


class Csv:
    """A CSV file whose header was judged; `rangees` reads it from its beginning, as often as it is asked."""

    def __init__(self, path: str, fichier: str, places: Places) -> None:
        self.path = path
        self.fichier = fichier
        self.encodage = find_encoding(path, fichier)
        self.formules = Formules()
        self.saut = 0
        self.titres: dict[int, str] = {}
        top = self._find_separator(places)
        if self.encodage.faute:
            raise DonneesError([self._mixed(top)])
        if top.anomalie is not None:
            raise DonneesError([top.anomalie])
        if not top.ligne:
            raise DonneesError([make("fichier-vide", Ligne(fichier))])
        if "\0" in "".join(top.titres):
            raison = "il est plein de caractères nuls, comme de l’UTF-16 sans marque"
            raise DonneesError([make("rangee-encodage-inconnu", Ligne(fichier, top.ligne), raison=raison)])
        self.entete = judge(places, fichier, top.ligne, top.titres, top.premiere)
        self.titres = {colonne.numero: colonne.titre for colonne in self.entete.colonnes}
        if not top.suite:
            raise DonneesError([make("rangee-aucune", Ligne(fichier, top.ligne))])

    @property
    def chemins(self) -> tuple[str, ...]:
        """Return the data paths of the columns."""
        return tuple(colonne.chemin for colonne in self.entete.colonnes)

    @property
    def anomalies(self) -> tuple[Anomalie, ...]:
        """Return what is worth knowing: the encoding and, once the rows were all read, their formulas."""
        return (*self.encodage.anomalies, *self.formules.anomalies)

    # ------------------------------------------------------------------------------------------------------------- header

    def _find_separator(self, places: Places) -> _Top:
        """Set the separator, that whose titles name the most places, and return what begins the file.

        Raises DonneesError where two are as good.
        """
        possible = self._announced() or tuple(SEPARATEURS)
        best, at_best = -1, dict[str, _Top]()
        for sign in possible:
            self.separateur = sign
            top = self._top()
            known = sum(places.find(titre) is not None for titre in set(top.titres))
            if known > best:
                best, at_best = known, {}
            if known == best:
                at_best[sign] = top
        sign, top = max(at_best.items(), key=lambda one: (best == 0 and one[1].odd, len(one[1].titres)))
        self.separateur = sign
        rivals = [one for one, other in at_best.items() if other.titres != top.titres]
        if best > 0 and rivals and len(top.titres) > 1:
            names = " et ".join(f"{SEPARATEURS[one]}" for one in (sign, *rivals))
            raise DonneesError([make("colonne-separateur", Ligne(self.fichier, top.ligne), possibles=names)])
        return top

    def _announced(self) -> tuple[str, ...]:
        """Return the separator that a first line « sep=; » announces, for Excel; none where there is no such line."""
        with self._open() as stream:
            found = _SEP.fullmatch(stream.readline())
        if found is None:
            return ()
        if found.group(1) not in SEPARATEURS:
            raise DonneesError([make("colonne-separateur-inconnu", Ligne(self.fichier, 1), signe=found.group(1))])
        self.saut = 1
        return (found.group(1),)

    def _top(self) -> _Top:
        """Return what begins the file, read with the separator of the moment."""
        made = _Top()
        with self._open() as stream:
            reader, record = self._reader(stream)
            while True:
                start = self.saut + reader.line_num + 1
                try:
                    row = next(reader, None)
                    record.start()
                except (csv.Error, _Endless) as error:
                    if made.ligne:
                        return made._replace(suite=True)
                    return _Top(anomalie=self._broken(error, start, self.saut + reader.line_num))
                if row is None:
                    return made
                if not made.ligne and any(clean_title(cell) for cell in row):
                    made = _Top(start, tuple(map(clean_title, row)))
                elif made.ligne and any(cell.strip() for cell in row):
                    return made._replace(premiere=tuple(row), suite=True)

    # --------------------------------------------------------------------------------------------------------------- rows

    def rangees(self) -> Iterator[Rangee]:
        """Yield the rows. Raises LectureError when the file can no longer be read."""
        try:
            with self._open() as stream:
                yield from self._rangees(stream)
        except (OSError, UnicodeDecodeError) as error:
            raison = os_reason(error) if isinstance(error, OSError) else "il a changé pendant sa lecture"
            raise LectureError([make("fichier-illisible", Source(self.fichier), raison=raison)]) from None

    def _rangees(self, stream: TextIO) -> Iterator[Rangee]:
        colonnes, largeur, fichier, saut = self.entete.colonnes, self.entete.largeur, self.fichier, self.saut
        chemins, titres = self.chemins, tuple(colonne.titre for colonne in colonnes)
        numeros = tuple(colonne.numero for colonne in colonnes)
        # A row that needs no second look: one line, as many cells as titles, none of them nul.
        plain = largeur if len(colonnes) == largeur and not self.encodage.nul else -1
        reader, record = self._reader(stream)
        formules = Formules()
        rang, end = 0, saut
        while True:
            try:
                for row in reader:
                    ligne, end, marque = end + 1, saut + reader.line_num, record.marque
                    record.reste, record.marque = MAX_RECORD, False  # as `start`, which would take its time
                    if ligne <= self.entete.ligne:
                        continue
                    if len(row) == plain and ligne == end and not marque:
                        valeurs = [cell.strip() for cell in row]
                        if all(valeurs):
                            rang += 1
                            yield Rangee(rang, fichier, ligne, tuple(map(Cellule, chemins, valeurs, numeros, titres)))
                            continue
                    if any(cell.strip() for cell in row):
                        rang += 1
                        yield self._rangee(rang, ligne, row, formules)
                self.formules = formules
                return
            except (csv.Error, _Endless) as error:
                ligne, end = end + 1, saut + reader.line_num
                record.start()
                anomalie = self._broken(error, ligne, end)
                rang += 1
                yield Rangee(rang, fichier, ligne, anomalies=(anomalie,))
                if anomalie.code == "rangee-guillemet":
                    self.formules = formules
                    return

    def _rangee(self, rang: int, ligne: int, row: list[str], formules: Formules) -> Rangee:
        """Return a row that has something of its own: a line end, an empty cell, too many cells, too few, a formula."""
        cells = [_FIN.sub("\n", cell).strip() for cell in row]
        largeur, by_number = self.entete.largeur, {colonne.numero: colonne for colonne in self.entete.colonnes}
        anomalies = []
        if len(cells) < largeur:
            missing = len(cells) + 1
            lieu = Ligne(self.fichier, ligne, missing, self.titres.get(missing, ""))
            anomalies.append(self._length("rangee-courte", lieu, len(cells)))
        made = []
        for numero, cell in enumerate(cells, 1):
            colonne = by_number.get(numero)
            lieu = Ligne(self.fichier, ligne, numero, colonne.titre if colonne is not None else "")
            if "\0" in cell:
                anomalies.append(make("rangee-nul", lieu))
            elif colonne is not None and cell and is_error(cell):
                anomalies.append(make("rangee-erreur-tableur", lieu, colonne.chemin, valeur=cell))
            elif colonne is not None and cell:
                formules.see(cell, lieu, colonne.chemin)
                made.append(Cellule(colonne.chemin, cell, numero, colonne.titre))
            elif cell and numero <= largeur:
                anomalies.append(untitled(lieu, cell))
            elif cell:
                anomalies.append(self._length("rangee-trop-de-cellules", lieu, len(cells), cell))
                break
        return Rangee(rang, self.fichier, ligne, tuple(made), tuple(anomalies))

    def _length(self, code: str, lieu: Ligne, nombre: int, valeur: str = "") -> Anomalie:
        sign = "tabulation" if self.separateur == "\t" else self.separateur
        cellules = f"{nombre} cellule{'s' if nombre > 1 else ''}"
        return make(code, lieu, cellules=cellules, attendu=self.entete.largeur, separateur=sign, valeur=valeur[:60])

    # -------------------------------------------------------------------------------------------------------------- reading

    def _open(self, errors: str = "strict") -> TextIO:
        """Return the file as text, after its line « sep=; »."""
        if self.encodage.faute:
            errors = "surrogateescape"
        stream = open(self.path, encoding=self.encodage.nom, errors=errors, newline="")  # noqa: SIM115 - the caller closes it
        for _ in range(self.saut):
            stream.readline()
        return stream

    def _reader(self, stream: TextIO) -> tuple[Reader, _Record]:
        """Return what reads the rows, and what is known of the row at hand: to be started again at each row."""
        record = _Record()
        return csv.reader(_lines(stream, record), delimiter=self.separateur, strict=True, skipinitialspace=True), record

    def _raw(self, ligne: int, end: int) -> str:
        """Return the lines `ligne` to `end` as they are in the file."""
        with self._open() as stream:
            return "".join(islice(stream, ligne - 1 - self.saut, end - self.saut))

    # --------------------------------------------------------------------------------------------------------------- faults

    def _broken(self, error: Exception, ligne: int, end: int) -> Anomalie:
        """Return what is said of the lines `ligne` to `end`, which the csv module could not read."""
        text = self._raw(ligne, max(end, ligne))
        column, at, closed = self._faulty(text)
        line = ligne + len(_FIN.findall(text, 0, at))
        lieu = Ligne(self.fichier, line, column, self.titres.get(column, ""))
        if "field limit" in str(error) and len(_FIN.findall(text.rstrip("\r\n"))) == 0:
            return make("rangee-cellule-longue", lieu, limite=f"{csv.field_size_limit():,}".replace(",", "\u202f"))
        if not closed or isinstance(error, _Endless) or "field limit" in str(error):
            return make("rangee-guillemet", lieu)
        lignes = f"les lignes {ligne} à {end} ne sont pas lues" if end > ligne else "la ligne n’est pas lue"
        return make("rangee-guillemet-suivi", lieu, lignes=lignes)

    def _faulty(self, text: str) -> tuple[int, int, bool]:
        """Return the number of the cell at fault in the text of a row, where it begins, and whether its quote is closed."""
        own = re.escape(self.separateur)
        cell = re.compile(rf' *(?:"([^"]*(?:""[^"]*)*)"|(?!")[^{own}\r\n]*)')
        at, column, limit = 0, 1, csv.field_size_limit()
        while (found := cell.match(text, at)) is not None:
            over = found.end() - at > limit
            if over or text[found.end() : found.end() + 1] != self.separateur:
                return column, at, True
            at, column = found.end() + 1, column + 1
        return column, at, False

    def _mixed(self, top: _Top) -> Anomalie:
        """Return what is said of a file of two encodings, at the first cell that is not UTF-8."""
        ligne, column, bad = self.encodage.faute, 0, self._raw(self.encodage.faute, self.encodage.faute)
        with self._open() as stream:
            reader, record = self._reader(stream)
            try:
                for row in reader:
                    record.start()
                    if self.saut + reader.line_num >= ligne:
                        column = next((number for number, cell in enumerate(row, 1) if octet(cell)), 0)
                        break
            except (csv.Error, _Endless):
                column = 0  # the line is known, and is what has to be looked at
        titre = top.titres[column - 1] if 0 < column <= len(top.titres) and ligne != top.ligne else ""
        lieu = Ligne(self.fichier, ligne, column, shown(titre))
        return make("rangee-encodage-mele", lieu, ligne=self.encodage.utf8, octet=octet(bad))


def _lines(stream: TextIO, record: _Record) -> Iterator[str]:
    """Yield the lines, until those of one row are too long together."""
    one, two, three = MARQUES
    for line in stream:
        record.reste -= len(line)
        if record.reste < 0:
            raise _Endless
        if one in line or two in line or three in line:
            record.marque = True
        yield line
