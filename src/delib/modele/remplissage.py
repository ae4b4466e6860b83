"""Fills the fields of a form with the data of an act; what is absent leaves the field as its template has it.

Works on the XML of a part that delib has just rendered, whose fields `saisies` has found fit. Nothing is dropped: a value that
no field can hold is told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from delib.acte.bloc import Bloc
from delib.acte.chemins import value_at
from delib.anomalie import Anomalie, Word, make, suggestion
from delib.francais.dates import Jour
from delib.modele.marque import mark
from delib.modele.parties import iter_parties
from delib.modele.politique import Passage
from delib.modele.saisies import CHECKED, CONTENT, PLACEHOLDER, Saisie, Saisies, control, properties_of
from delib.modele.strict import GabaritStrict, in_run
from delib.paquet import Paquet

COCHEE, VIDE = "☒", "☐"
"""What a box shows: Word's own glyphs."""

_CONTROL = re.compile(r"<w:sdt>(?:(?!</?w:sdt>).)*</w:sdt>", re.DOTALL)
_LOOK = re.compile(r"<w:rPr>.*?</w:rPr>", re.DOTALL)
_GLYPH = re.compile(f"[{COCHEE}{VIDE}]")
_FULL_DATE = re.compile(r' w:fullDate="[^"]*"')
_DATE = re.compile(r"<w:date(?= |>|/)")


class GabaritFormulaire(GabaritStrict):
    """A template that is a form, compiled: its tags are printed, then its fields filled, and the document marked as its own."""

    def __init__(self, paquet: Paquet, fichier: str, modele: str) -> None:
        super().__init__(paquet, fichier)
        self.modele = modele
        self.corps = ""
        self.saisies: Saisies | None = None
        for name, kind, partie in iter_parties(paquet):
            if kind == "core":
                continue
            saisies = Saisies(self.decoded(name), fichier, partie)
            self.anomalies.extend(saisies.anomalies)
            if kind == "document":
                self.corps, self.saisies = name, saisies
                self.names |= saisies.names

    def iter_unasked(self, racine: Bloc) -> Iterator[Anomalie]:
        """Yield what the schema of the act wants answered, and no field of this form asks."""
        if self.saisies is not None and racine.spec is not None:
            yield from self.saisies.iter_unasked(racine.spec)

    def _complete(self, parts: dict[str, bytes], racine: Bloc, passage: Passage) -> None:
        """Fill the fields of the body, once its tags are printed, and mark the package."""
        assert self.saisies is not None  # noqa: S101 - a package has one body
        if racine.spec is not None:
            passage.problems.update(dict.fromkeys(self.saisies.iter_unfit(racine.spec)))
        text = parts.get(self.corps, self.paquet[self.corps]).decode("utf-8-sig", "surrogatepass")
        made, problems = filled(text, racine, self.saisies)
        passage.problems.update(dict.fromkeys(problems))
        parts[self.corps] = made.encode("utf-8", "surrogatepass")
        parts.update(mark(self.paquet, self.modele))


def filled(xml: str, racine: Bloc, saisies: Saisies | None = None) -> tuple[str, list[Anomalie]]:
    """Return the XML of a form's body with its fields filled from the data of `racine`, and what could not be.

    `saisies` are the fields of the template, where they were read before its tags were printed.
    """
    filling = _Remplissage(saisies if saisies is not None else Saisies(xml), racine)
    return _CONTROL.sub(filling.control, xml), filling.close()


class _Remplissage:
    """One filling: `problems` gathers what the data hold and the form cannot show."""

    def __init__(self, saisies: Saisies, racine: Bloc) -> None:
        self.saisies = saisies
        self.racine = racine
        self.problems: list[Anomalie] = []
        self._counts: Counter[str] = Counter()

    def control(self, found: re.Match[str]) -> str:
        """Return the XML of a content control, filled when it is a field that the data answer."""
        saisie = control(found.group())
        if saisie is None or saisie.chemin not in self.saisies.champs:
            return found.group()
        self._counts[saisie.chemin] += 1
        value = value_at(self.racine, saisie.chemin)
        if isinstance(value, Bloc | tuple):
            conseil = "l’étiquette doit mener à une seule valeur"
            lieu = self.saisies.lieux[saisie.chemin]
            self.problems.append(make("formulaire-etiquette-inconnue", lieu, saisie.chemin, conseil=conseil))
            return found.group()
        return found.group() if value is None else self._filled(found.group(), saisie, value)

    def close(self) -> list[Anomalie]:
        """Return the problems, with what only the end can tell: fields that tags repeat or remove, lists too long."""
        for chemin, lieu in self.saisies.lieux.items():
            if self._counts[chemin] != 1:
                self.problems.append(make("formulaire-repete", lieu, chemin, nombre=self._counts[chemin]))
        for liste, (rows, lieu) in _rows(self.saisies).items():
            found = value_at(self.racine, liste)
            elements = len(found) if isinstance(found, tuple) else 0
            rank = next((index for index in range(elements) if index not in rows), -1)
            if rank >= 0:
                self.problems.append(make("formulaire-lignes", lieu, liste, nombre=elements, rang=rank + 1))
        return self.problems

    def _filled(self, xml: str, saisie: Saisie, value: object) -> str:
        if saisie.genre == "case":
            return _ticked(xml, value is True)
        text = str(value)
        if saisie.genre == "date" and isinstance(value, Jour):
            xml = _DATE.sub(f'<w:date w:fullDate="{value.iso}T00:00:00Z"', _FULL_DATE.sub("", xml), count=1)
        elif saisie.genre in ("liste", "choix"):
            shown = {kept: montre for montre, kept in saisie.choix}
            if text not in shown and saisie.genre == "liste":
                lieu, conseil = self.saisies.lieux[saisie.chemin], suggestion(text, shown, "valeurs")
                details = {"valeur": text[:80], "conseil": conseil}
                self.problems.append(make("formulaire-valeur-hors-liste", lieu, saisie.chemin, **details))
                return xml
            text = shown.get(text, text)
        return _written(xml, in_run(text))


def _rows(saisies: Saisies) -> dict[str, tuple[set[int], Word]]:
    """Return the ranks that the fields have of each list, and where the last of them stands."""
    made: dict[str, tuple[set[int], Word]] = {}
    for chemin, lieu in saisies.lieux.items():
        for found in re.finditer(r"\[([0-9]+)\]", chemin):
            rows, _ = made.get(chemin[: found.start()], (set(), lieu))
            made[chemin[: found.start()]] = (rows | {int(found.group(1))}, lieu)
    return made


def _ticked(xml: str, oui: bool) -> str:
    """Return a check box ticked, or not."""
    xml = CHECKED.sub(rf"\g<1>{int(oui)}\g<3>", xml)
    return CONTENT.sub(lambda found: found[1] + _GLYPH.sub(COCHEE if oui else VIDE, found[2], count=1) + found[3], xml)


def _written(xml: str, text: str) -> str:
    """Return a field that shows `text`, in the look that its control gives to answers."""
    look = _LOOK.search(properties_of(xml))
    run = f'<w:r>{look.group() if look is not None else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'
    return CONTENT.sub(lambda found: found[1] + run + found[3], PLACEHOLDER.sub("", xml))
