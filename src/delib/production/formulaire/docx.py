"""Finds the fields of a form in a Word file that a candidate filled, and what each shows.

A field is known by its tag, else by its title when no other bears it, else by the bookmark around it, else by the words of its
row: LibreOffice drops tags and titles, a candidate may type over a control.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import takewhile

from delib.anomalie import Anomalie, Word, make
from delib.modele.saisies import Saisie, bookmark
from delib.production.formulaire.corps import COCHE, VIDE, Alinea, Cellule, Controle, Corps, joined
from delib.production.formulaire.valeurs import UNTICKED, Reponse, Tell, removed_rows, row_of, same

PROMPTS = (
    "Cliquez ou appuyez ici pour",
    "Cliquez ici pour",
    "Click or tap here to",
    "Click or tap to enter",
    "Click here to enter",
    "Choisissez un élément",
    "Choose an item",
)
"""How what Word itself puts in an emptied field begins."""
MAX_SAME = 50
"""The most controls of one tag whose answers are compared."""
MAX_ROWS = 2_000
"""The most rows of one table that are looked at to find a field by the words of its row."""


@dataclass(slots=True)
class Place:
    """Where a field of the template stands: its control, its cell, the text before and after it in the cell."""

    saisie: Saisie
    controle: Controle
    cellule: Cellule | None
    titre: str = ""
    avant: str = ""
    apres: str = ""


@dataclass(slots=True)
class Trouve:
    """Where a field stands in a filled form: one of its controls at least, or the cell that keeps its answer."""

    controles: list[Controle] = field(default_factory=list)
    alineas: list[Alinea] = field(default_factory=list)


def places(saisies: Iterable[Saisie], modele: Corps) -> list[Place]:
    """Return where each field of a template stands; what the template itself has wrong is not said here."""
    by_tag = {one.tag: one for one in reversed(modele.controles)}
    made = []
    for saisie in saisies:
        controle = by_tag.get(saisie.chemin)
        if controle is None:
            continue
        around = next(modele.alineas_of(controle), None)
        cell = around.cellules[-1] if around is not None and around.cellules else None
        place = Place(saisie, controle, cell)
        if around is not None:
            place.titre = around.titre
            inside = [controle in one.controles for one in around.morceaux]
            first, last = inside.index(True), len(inside) - inside[::-1].index(True)
            place.avant = same("".join(one.texte for one in around.morceaux[:first]))
            place.apres = same("".join(one.texte for one in around.morceaux[last:]))
        made.append(place)
    return made


class Champs:
    """The fields of a template, found in a filled form."""

    def __init__(self, attendus: Sequence[Place], modele: Corps, corps: Corps, fichier: str, tell: Tell) -> None:
        self.corps = corps
        self.fichier = fichier
        self.tell = tell
        self.trouves: dict[str, Trouve] = {}
        self.pris: set[int] = set()  # cells, by identity, whose field is known
        self._of: dict[int, list[Alinea]] = {}
        for alinea in corps.alineas:
            for controle in dict.fromkeys(one for piece in alinea.morceaux for one in piece.controles):
                self._of.setdefault(id(controle), []).append(alinea)
        self._by_controls(attendus)
        self._by_bookmarks(attendus)
        self._by_rows(attendus, modele)
        self.otees = removed_rows([one.saisie.chemin for one in attendus], self.trouves)

    # ---------------------------------------------------------------------------------------------------------- finding

    def _by_controls(self, attendus: Sequence[Place]) -> None:
        shown = Counter(one.saisie.titre for one in attendus)
        tagged: dict[str, list[Controle]] = {}
        titled: dict[str, list[Controle]] = {}
        for controle in self.corps.controles:
            if not controle.enveloppe:
                (tagged if controle.tag else titled).setdefault(controle.tag or controle.alias, []).append(controle)
        for place in attendus:
            found = tagged.get(place.saisie.chemin, [])
            if not found and place.saisie.titre and shown[place.saisie.titre] == 1:
                found = titled.get(place.saisie.titre, [])
                found = found if len(found) == 1 else []
            if found:
                self._take(place, found, [])

    def _by_bookmarks(self, attendus: Sequence[Place]) -> None:
        for place in attendus:
            alinea = self.corps.signets.get(bookmark(place.saisie.chemin).casefold())
            if place.saisie.chemin not in self.trouves and alinea is not None:
                self._take_cell(place, alinea.cellules[-1] if alinea.cellules else None, alinea)

    def _by_rows(self, attendus: Sequence[Place], modele: Corps) -> None:
        """Find fields by their rows: those of a table of the template and of the same table here, their words compared."""
        lost = [one for one in attendus if one.saisie.chemin not in self.trouves and one.cellule is not None]
        fields = {id(one.cellule) for one in attendus}
        for number in sorted({one.cellule.tableau for one in lost if one.cellule is not None}):
            known = modele.tableaux[number - 1]
            here = self._same_table(number, attendus)
            if here is None or len(here) > MAX_ROWS:
                continue
            pairs = _paired(known, here, fields)
            for place in lost:
                cell = place.cellule
                row = pairs.get(cell.rang) if cell is not None and cell.tableau == number else None
                if cell is not None and row is not None:
                    self._take_cell(place, row[cell.colonne - 1], None)

    def _same_table(self, number: int, attendus: Sequence[Place]) -> list[list[Cellule]] | None:
        """Return the table of this form that is table `number` of the template: that of fields already found, else its rank."""
        votes: Counter[int] = Counter()
        for place in attendus:
            trouve = self.trouves.get(place.saisie.chemin)
            if place.cellule is not None and place.cellule.tableau == number and trouve is not None:
                votes.update({alinea.cellules[-1].tableau for alinea in trouve.alineas if alinea.cellules})
        rank = min(votes, key=lambda one: (-votes[one], one)) if votes else number
        return self.corps.tableaux[rank - 1] if rank <= len(self.corps.tableaux) else None

    def _take(self, place: Place, controles: list[Controle], alineas: list[Alinea]) -> None:
        trouve = self.trouves[place.saisie.chemin] = Trouve(controles, alineas)
        for controle in controles:
            for alinea in self._of.get(id(controle), ()):
                trouve.alineas.append(alinea)
                self.pris.update(id(cell) for cell in alinea.cellules[-1:])

    def _take_cell(self, place: Place, cell: Cellule | None, alinea: Alinea | None) -> None:
        if cell is not None and id(cell) in self.pris:
            return
        alineas = cell.alineas if cell is not None else [alinea] if alinea is not None else []
        controles = {one: None for each in alineas for piece in each.morceaux for one in piece.controles}
        own = [one for one in controles if not one.tag and not one.enveloppe]
        self.trouves[place.saisie.chemin] = Trouve(own[:1], list(alineas))
        if cell is not None:
            self.pris.add(id(cell))

    # ---------------------------------------------------------------------------------------------------------- reading

    def reponse(self, place: Place) -> Reponse | None:
        """Return what the field shows, or None where it is nowhere."""
        trouve, saisie = self.trouves.get(place.saisie.chemin), place.saisie
        if trouve is None or not trouve.alineas:
            lieu = Word(self.fichier, "corps", place.titre)
            if row_of(saisie.chemin) not in self.otees:
                self.tell(make("formulaire-champ-disparu", lieu, saisie.chemin, titre=saisie.titre))
            return None
        if len(trouve.controles) < 2:
            return self._one(place, trouve.controles[0] if trouve.controles else None, trouve.alineas)
        told: list[Anomalie] = []
        made = [(self._one(place, one, self._of.get(id(one), []), told.append), one) for one in trouve.controles[:MAX_SAME]]
        kept = [one for one, _ in made if not _is_empty(one)] or [made[0][0]]
        different = list(dict.fromkeys(same(one.texte) for one in kept))
        details = {"titre": saisie.titre, "nombre": len(trouve.controles)}
        if len(different) > 1:
            reponses = ", ".join(f"« {texte[:60]} »" for texte in different[:5])
            self.tell(make("formulaire-champ-dispute", kept[0].lieu, saisie.chemin, **details, reponses=reponses))
        else:
            self.tell(make("formulaire-champ-repete", made[1][0].lieu, saisie.chemin, **details))
        return kept[0]

    def _one(self, place: Place, controle: Controle | None, alineas: list[Alinea], tell: Tell | None = None) -> Reponse:
        """Return what a field shows in one of the places where it stands."""
        tell, saisie = tell or self.tell, place.saisie
        cell = alineas[0].cellules[-1] if alineas and alineas[0].cellules else None
        around = cell.alineas if cell is not None else alineas
        first = alineas[0] if alineas else self.corps.alineas[0]
        lieu = first.lieu(self.fichier, " › ".join(one for one in (first.titre, saisie.titre) if one))
        inside = self._inside(place, controle, alineas, lieu, tell) if controle is not None else ""
        beside = _bare(joined(_texts(around, controle)), place)
        if same(beside) == same(saisie.invite) or _prompts(same(beside)):
            beside = ""
        if controle is not None and saisie.genre == "lignes":
            self._lost_breaks(controle, first, lieu, saisie, tell)
        if cell is not None and cell.images:
            tell(make("formulaire-image", lieu, saisie.chemin, titre=saisie.titre))
        coche = controle.coche if controle is not None else None
        jour = controle.jour if controle is not None else ""
        empty = not inside.strip() or (saisie.genre == "case" and inside.strip() == VIDE)
        if not same(beside):
            return Reponse(saisie, inside, lieu, coche, jour)
        if not empty:
            said = {"reponse": inside.strip()[:80], "texte": beside.strip()[:80]}
            tell(make("formulaire-deux-textes", lieu, saisie.chemin, titre=saisie.titre, **said))
            return Reponse(saisie, inside, lieu, coche, jour)
        if controle is not None:
            tell(make("formulaire-hors-champ", lieu, saisie.chemin, titre=saisie.titre, texte=beside.strip()[:80]))
        return Reponse(saisie, beside, lieu)

    def _lost_breaks(self, controle: Controle, alinea: Alinea, lieu: Word, saisie: Saisie, tell: Tell) -> None:
        """Tell the line breaks that LibreOffice, when it saves, takes out of a control and leaves before it."""
        before = takewhile(lambda one: controle not in one.controles, alinea.morceaux)
        count = sum(one.texte.count("\n") for one in before)
        if count:
            nombre = f"{count} sauts de ligne" if count > 1 else "un saut de ligne"
            tell(make("formulaire-lignes-collees", lieu, saisie.chemin, titre=saisie.titre, nombre=nombre))

    def _inside(self, place: Place, controle: Controle, alineas: list[Alinea], lieu: Word, tell: Tell) -> str:
        """Return the text of a control, "" where it is but its placeholder."""
        saisie = place.saisie
        pieces = [[one for one in alinea.morceaux if controle in one.controles] for alinea in alineas]
        texte = joined(("".join(one.texte for one in each), alinea.colle) for each, alinea in zip(pieces, alineas, strict=True))
        if saisie.genre == "case":
            signs = dict(zip(controle.signes, (COCHE, VIDE), strict=True))
            return signs.get(texte.strip(), texte)
        shown, invite = same(texte), same(saisie.invite)
        if not shown or shown == invite or _prompts(shown):
            return ""
        if invite and " " in invite and (shown.startswith(f"{invite} ") or shown.startswith(invite) or shown.endswith(invite)):
            tell(make("formulaire-invite-gardee", lieu, saisie.chemin, titre=saisie.titre, invite=saisie.invite))
        elif controle.vide and all(one.invite for each in pieces for one in each if one.texte.strip()):
            tell(make("formulaire-invite-autre", lieu, saisie.chemin, titre=saisie.titre, texte=shown[:80]))
        return texte

    # ------------------------------------------------------------------------------------------------- what is not of it

    def iter_added(self) -> Iterator[Anomalie]:
        """Yield the controls that are of no field."""
        known = {id(one) for trouve in self.trouves.values() for one in trouve.controles}
        for controle in self.corps.controles:
            if id(controle) in known or controle.enveloppe or controle.bloc:
                continue
            alineas = self._of.get(id(controle), [])
            if not controle.tag and any(id(cell) in self.pris for alinea in alineas for cell in alinea.cellules):
                continue
            shown = same(joined(_inner(alineas, controle)))
            if not controle.tag and (not shown or _prompts(shown)):
                continue
            lieu = alineas[0].lieu(self.fichier) if alineas else None
            yield make("formulaire-champ-ajoute", lieu, controle.tag, texte=f"« {shown[:80]} »" if shown else "rien")

    def fixed(self) -> list[Alinea]:
        """Return the paragraphs that hold no answer, nor stand in a row whose fields are another's: the text of the form."""
        trouves = self.trouves.values()
        rows = self._rows(each for one in trouves for each in one.controles[1:])
        rows -= self._rows(each for one in trouves for each in one.controles[:1])
        loose = {id(alinea) for one in self.trouves.values() for alinea in one.alineas if not alinea.cellules}
        return [
            alinea
            for alinea in self.corps.alineas
            if id(alinea) not in loose
            and not any(id(cell) in self.pris or (cell.tableau, cell.rang) in rows for cell in alinea.cellules)
        ]

    def _rows(self, controles: Iterable[Controle]) -> set[tuple[int, int]]:
        """Return the table and the row of each of these controls."""
        alineas = (alinea for one in controles for alinea in self._of.get(id(one), ()))
        return {(cell.tableau, cell.rang) for alinea in alineas for cell in alinea.cellules[-1:]}


def _is_empty(reponse: Reponse) -> bool:
    texte = reponse.texte.strip()
    return not texte or (reponse.saisie.genre == "case" and texte.casefold() in UNTICKED)


def _prompts(shown: str) -> bool:
    return shown.startswith(PROMPTS)


def _inner(alineas: Iterable[Alinea], controle: Controle) -> Iterator[tuple[str, bool]]:
    for alinea in alineas:
        yield "".join(one.texte for one in alinea.morceaux if controle in one.controles), alinea.colle


def _texts(alineas: Iterable[Alinea], but: Controle | None) -> Iterator[tuple[str, bool]]:
    """Yield the text of paragraphs out of the control `but`, and out of those that bear the tag of something else."""
    for alinea in alineas:
        kept = [
            one.texte
            for one in alinea.morceaux
            if but not in one.controles and not any(each.tag and not each.enveloppe for each in one.controles)
        ]
        yield "".join(kept), alinea.colle


def _bare(texte: str, place: Place) -> str:
    """Return `texte` less the fixed words that the template has before and after the field in its cell."""
    texte = texte.strip()
    if not place.avant and not place.apres:
        return texte
    packed = same(texte)
    if packed.startswith(place.avant) and packed.endswith(place.apres) and len(packed) >= len(place.avant) + len(place.apres):
        return packed[len(place.avant) : len(packed) - len(place.apres)].strip()
    return texte


def _paired(known: list[list[Cellule]], here: list[list[Cellule]], fields: set[int]) -> dict[int, list[Cellule]]:
    """Return, for the rank of each row of the template, the row here that has the same words out of its fields."""
    columns = [[cell.colonne for cell in row if id(cell) not in fields] for row in known]
    keys = [_words(row, kept) for row, kept in zip(known, columns, strict=True)]
    shapes = {(len(row), tuple(kept)) for row, kept in zip(known, columns, strict=True)}
    wanted = set(keys)
    mine = []
    for row in here:
        said = [_words(row, kept) for size, kept in sorted(shapes) if size == len(row)]
        mine.append(next((one for one in said if one in wanted), ()))
    pairs: dict[int, list[Cellule]] = {}
    for block in SequenceMatcher(None, keys, mine, autojunk=False).get_matching_blocks():
        for step in range(block.size):
            pairs[block.a + step + 1] = here[block.b + step]
    return pairs


def _words(row: list[Cellule], columns: Iterable[int]) -> tuple[str, ...]:
    """Return how many cells a row has, and the words of those in `columns`."""
    return (str(len(row)), *(same(" ".join(one.texte for one in row[column - 1].alineas)) for column in columns))
