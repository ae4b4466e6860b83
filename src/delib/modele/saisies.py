"""The fields of a form: Word content controls tagged with a data path, one a table cell, inside a bookmark of the same cell.

LibreOffice drops the tags of controls and most of their titles when it saves; bookmarks survive. So a field is known by its
tag, else by its title, else by the bookmark around it. Reads a template and says what would make a field unreadable; fills
nothing (`remplissage` does), reads no answer.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from delib.acte.chemins import steps
from delib.acte.schema import SCALAIRES, Spec
from delib.anomalie import Anomalie, Word, make, suggestion
from delib.modele.lecture import OPENING, Element, Lecture, Paragraphe, unescape

MAX_BOOKMARK = 40
"""The longest bookmark name that Word keeps."""

_PROPERTIES = re.compile(r"<w:sdtPr>(.*?)</w:sdtPr>", re.DOTALL)
CONTENT = re.compile(r"(<w:sdtContent>)(.*)(</w:sdtContent>)", re.DOTALL)
_NAMED = re.compile(r'<w:(tag|alias) [^<>]*?w:val="([^"]*)"')
PLACEHOLDER = re.compile(r"<w:showingPlcHdr(?: [^<>]*)?/>")
CHECKED = re.compile(r'(<w14:checked [^<>]*?w14:val=")([^"]*)(")')
_ITEM = re.compile(r"<w:listItem ([^<>]*)/>")
_ATTRIBUTE = re.compile(r'w:(displayText|value)="([^"]*)"')
_PIECE = re.compile(r"<w:t(?: [^<>]*)?>([^<]*)</w:t>|<w:(br|cr|tab)(?: [^<>]*)?/>")
_MARK = re.compile(r"<w:bookmark(Start|End)(?= )([^<>]*)/>")
_MARK_ATTRIBUTE = re.compile(r'w:(id|name)="([^"]*)"')
_PATH = re.compile(r"[a-z][a-z0-9_]*(?:\[[0-9]{1,4}\])*(?:\.[a-z][a-z0-9_]*(?:\[[0-9]{1,4}\])*)*")

_GENRES = (
    (re.compile(r"<w:dropDownList[ />]"), "liste"),
    (re.compile(r"<w:comboBox[ />]"), "choix"),
    (re.compile(r"<w:date[ />]"), "date"),
    (re.compile(r"<w14:checkbox[ />]"), "case"),
    (re.compile(r'<w:text [^<>]*?w:multiLine="(?:1|true|on)"'), "lignes"),
    (re.compile(r"<w:text[ />]"), "texte"),
)
_AUTRES = {
    "w:picture": "une image",
    "w:group": "un groupe",
    "w15:repeatingSection": "une section répétée",
    "w15:repeatingSectionItem": "un élément de section répétée",
    "w:docPartList": "une galerie de blocs",
    "w:equation": "une équation",
    "w:citation": "une citation",
    "w:bibliography": "une bibliographie",
}
_BLOCKS = ("<w:docPartObj>", "<w:docPartObj/>")
"""What Word puts around its own blocks (a table of contents, a page number): nobody fills them."""


@dataclass(frozen=True, slots=True)
class Saisie:
    """One field of a form as its template has it.

    `genre` is texte, lignes (several lines), date, case (a check box), liste (closed) or choix (a list that takes other texts).
    `choix` are the (shown text, value) pairs of a list; `invite` is the text that stands in an empty field.
    """

    chemin: str
    genre: str
    titre: str = ""
    invite: str = ""
    choix: tuple[tuple[str, str], ...] = ()


def bookmark(chemin: str) -> str:
    """Return the name of the bookmark of the field at `chemin`: `donnees.jeux[0].nom` gives `donnees__jeux_0__nom`."""
    return re.sub(r"\[([0-9]+)\]", r"_\1", chemin).replace(".", "__")


def text_of(xml: str) -> str:
    """Return the text of a piece of a Word part, its breaks as line ends and its tabs."""
    return "".join({"": unescape(text), "tab": "\t"}.get(sign, "\n") for text, sign in _PIECE.findall(xml))


def control(xml: str) -> Saisie | None:
    """Return the field that one `w:sdt` element is, or None where it bears no tag; its `genre` is "" when it is no field's."""
    properties = properties_of(xml)
    named = {name: unescape(value).strip() for name, value in _NAMED.findall(properties)}
    if not named.get("tag"):
        return None
    genre = next((genre for pattern, genre in _GENRES if pattern.search(properties)), "")
    content = CONTENT.search(xml)
    invite = text_of(content.group(2)) if content is not None and genre != "case" else ""
    return Saisie(named["tag"], genre, named.get("alias", ""), invite, tuple(_choices(properties)))


def iter_saisies(document_xml: str) -> Iterator[Saisie]:
    """Yield every field of a form's template, in the order of the document; of two of one tag, the first."""
    yield from Saisies(document_xml).champs.values()


def properties_of(xml: str) -> str:
    """Return the content of the properties of one `w:sdt` element."""
    found = _PROPERTIES.search(xml)
    return found.group(1) if found is not None else ""


def _choices(properties: str) -> Iterator[tuple[str, str]]:
    for attributes in _ITEM.findall(properties):
        said = {name: unescape(value) for name, value in _ATTRIBUTE.findall(attributes)}
        value = said.get("value", "")
        yield said.get("displayText") or value, value


@dataclass(slots=True)
class _Controle:
    """A content control: where it lies, its paragraph when it stands inside one, its cell, and the control around it."""

    start: int
    end: int
    paragraph: Paragraphe | None
    cell: int
    around: _Controle | None
    titre: str


class Saisies(Lecture):
    """The fields of a part of a form's template: `champs` by path, `lieux` where each stands, `anomalies` what is wrong."""

    def __init__(self, xml: str, fichier: str = "", partie: str = "corps") -> None:
        self.champs: dict[str, Saisie] = {}
        self.lieux: dict[str, Word] = {}
        self._controles: list[_Controle] = []
        self._ouverts: list[_Controle] = []
        self._cells: dict[int, int] = {}
        super().__init__(xml, fichier, partie)

    @property
    def tagged(self) -> bool:
        """Return whether the part holds a field."""
        return bool(self.champs)

    @property
    def names(self) -> set[str]:
        """Return every name of data that the fields print."""
        return {step for chemin in self.champs for step in steps(chemin) if isinstance(step, str)}

    def iter_unfit(self, spec: Spec) -> Iterator[Anomalie]:
        """Yield what in the fields does not go with the schema `spec` of the act: paths, kinds, values of lists."""
        for chemin, saisie in self.champs.items():
            yield from _iter_unfit(saisie, spec, self.lieux[chemin])

    def iter_unasked(self, spec: Spec) -> Iterator[Anomalie]:
        """Yield what the schema `spec` wants answered, and no field asks."""
        for chemin, titre in _iter_questions(spec):
            if not any(re.match(rf"{re.escape(chemin)}(?:[.\[]|$)", one) for one in self.champs):
                yield make("formulaire-question", Word(self.fichier, self.partie), chemin, titre=titre, balise=chemin)

    # --------------------------------------------------------------------------------------------------------- scanning

    def _paragraph(self, paragraph: Paragraphe) -> None:
        """Tags of the fixed text are the affair of `balises`."""

    def _outside(self, texte: str, paragraphs: list[Paragraphe]) -> None:
        """Tags of the fixed text are the affair of `balises`."""

    def _open(self, token: re.Match[str], stack: list[Element], paragraphs: list[Paragraphe]) -> Element:
        opened = super()._open(token, stack, paragraphs)
        if opened.name == "w:sdt":
            cell = next((one.start for one in reversed(stack) if one.name == "w:tc"), -1)
            inside = any(one.name == "w:p" for one in stack)
            around = self._ouverts[-1] if self._ouverts else None
            paragraph = paragraphs[-1] if inside else None
            self._ouverts.append(_Controle(opened.start, -1, paragraph, cell, around, self._titre))
            self._controles.append(self._ouverts[-1])
        return opened

    def _close(
        self,
        opened: Element,
        token: re.Match[str],
        stack: list[Element],
        paragraphs: list[Paragraphe],
        ended: list[Paragraphe],
    ) -> None:
        if opened.name == "w:sdt":
            self._ouverts.pop().end = token.end()
        elif opened.name == "w:tc":
            self._cells[opened.start] = token.end()
        super()._close(opened, token, stack, paragraphs, ended)

    def _leftover(self) -> None:
        """Take the fields, once the part is read."""
        signets = _Signets(self.xml)
        cells: set[int] = set()
        for controle in self._controles:
            self.anomalies.extend(self._take(controle, signets, cells))
        wanted = {bookmark(chemin).casefold() for chemin in self.champs}
        for nom in signets.doubles:
            if nom.casefold() in wanted:
                self.anomalies.append(make("formulaire-signet-double", Word(self.fichier, self.partie), nom=nom))

    def _take(self, controle: _Controle, signets: _Signets, cells: set[int]) -> Iterator[Anomalie]:
        xml = self.xml[controle.start : controle.end]
        properties = properties_of(xml)
        saisie = control(xml)
        lieu = Word(self.fichier, self.partie, controle.titre)
        if controle.paragraph is not None:
            lieu = self._lieu(controle.paragraph, "")
        if saisie is None:
            if not any(block in properties for block in _BLOCKS):
                yield make("formulaire-etiquette-absente", lieu, invite=text_of(xml)[:60])
            return
        chemin = saisie.chemin
        if controle.around is not None:
            yield make("formulaire-imbrique", lieu, chemin)
        if not saisie.genre:
            autre = next((nom for mot, nom in _AUTRES.items() if f"<{mot}" in properties), "du texte enrichi")
            yield make("formulaire-controle-inconnu", lieu, chemin, nature=autre)
            return
        if chemin in self.champs:
            yield make("formulaire-etiquette-double", lieu, chemin)
            return
        self.champs[chemin], self.lieux[chemin] = saisie, lieu
        if controle.paragraph is None or controle.paragraph.cellule is None or self.partie != "corps":
            yield make("formulaire-hors-cellule", lieu, chemin)
            return
        if controle.cell in cells:
            yield make("formulaire-cellule-partagee", lieu, chemin)
        cells.add(controle.cell)
        yield from _iter_answered(saisie, xml, lieu)
        yield from _iter_bookmark(chemin, controle, self._cells[controle.cell], signets, lieu)


class _Signets:
    """The bookmarks of a part, in their order; of those of one name, Word keeps the first."""

    def __init__(self, xml: str) -> None:
        self.doubles: list[str] = []
        self.spans: dict[str, tuple[int, int]] = {}
        self.starts: list[int] = []
        self.names: list[str] = []
        opened: dict[str, str] = {}
        for found in _MARK.finditer(xml):
            said = dict(_MARK_ATTRIBUTE.findall(found.group(2)))
            key, nom = said.get("id", ""), unescape(said.get("name", ""))
            if found.group(1) == "End":
                nom = opened.pop(key, "")
                if nom:
                    self.spans[nom.casefold()] = (self.spans[nom.casefold()][0], found.end())
            elif nom.casefold() in self.spans:
                self.doubles.append(nom)
            else:
                opened[key] = nom
                self.spans[nom.casefold()] = (found.start(), -1)
                self.starts.append(found.start())
                self.names.append(nom)

    def is_around(self, nom: str, controle: _Controle, cell_end: int) -> bool:
        """Return whether bookmark `nom` is around a control, inside its cell."""
        low, high = self.spans.get(nom.casefold(), (-1, -1))
        return controle.cell < low < controle.start and controle.end <= high < cell_end

    def before(self, controle: _Controle) -> str:
        """Return the last bookmark that begins before a control, or ""."""
        index = bisect_left(self.starts, controle.start) - 1
        return self.names[index] if index >= 0 else ""


def _iter_answered(saisie: Saisie, xml: str, lieu: Word) -> Iterator[Anomalie]:
    """Yield what would make a field pass for answered, or its invitation for another one's."""
    checked = CHECKED.search(xml)
    if saisie.genre == "case":
        if checked is None or checked.group(2) not in ("0", "false", "off"):
            yield make("formulaire-case-cochee", lieu, saisie.chemin)
    elif PLACEHOLDER.search(xml) is None or not saisie.invite.strip():
        yield make("formulaire-invite", lieu, saisie.chemin)
    elif OPENING.search(saisie.invite):
        yield make("formulaire-balise", lieu, saisie.chemin)


def _iter_bookmark(chemin: str, controle: _Controle, cell_end: int, signets: _Signets, lieu: Word) -> Iterator[Anomalie]:
    """Yield what is wrong with the bookmark of a field that stands in a cell which ends at `cell_end`."""
    nom, autre = bookmark(chemin), signets.before(controle)
    if len(nom) > MAX_BOOKMARK:
        yield make("formulaire-signet-long", lieu, chemin, nom=nom, limite=MAX_BOOKMARK)
    if not signets.is_around(nom, controle, cell_end):
        misnamed = signets.is_around(autre, controle, cell_end)
        trouve = f"celui qui l’entoure se nomme « {autre} »" if misnamed else "aucun ne l’entoure"
        yield make("formulaire-signet", lieu, chemin, nom=nom, trouve=trouve)


# ----------------------------------------------------------------------------------------------------------- the schema


def spec_at(spec: Spec, chemin: str) -> tuple[Spec | None, str]:
    """Return what the schema says of the data at `chemin`, or None; and what to do about it, when it says nothing."""
    if _PATH.fullmatch(chemin) is None:
        return None, "écrivez un chemin de données, par exemple candidat.nom"
    here: Spec | None = spec
    for step in steps(chemin):
        known = here.all_names if here is not None else frozenset()
        if here is None:
            return None, ""
        if isinstance(step, int):
            branch = here.takes.get("array")
            here = branch.items if branch is not None else None
        elif step not in known:
            return None, suggestion(step, known)
        else:
            here = here.field(step)
    return here, ""


def _iter_questions(spec: Spec, chemin: str = "") -> Iterator[tuple[str, str]]:
    """Yield the path and the title of each thing that the schema wants answered."""
    for name in spec.names:
        field = spec.field(name)
        if field is None:
            continue
        below = f"{chemin}.{name}" if chemin else name
        if field.reponse is not None:
            yield below, field.titre or name
        elif "object" in field.takes:
            yield from _iter_questions(field.takes["object"], below)


def _iter_unfit(saisie: Saisie, spec: Spec, lieu: Word) -> Iterator[Anomalie]:
    chemin = saisie.chemin
    found, conseil = spec_at(spec, chemin)
    if found is None or not SCALAIRES & set(found.takes):
        yield make("formulaire-etiquette-inconnue", lieu, chemin, conseil=conseil or "l’étiquette doit mener à une seule valeur")
        return
    boolean = "boolean" in found.takes
    if boolean != (saisie.genre == "case"):
        attendu = "est un oui ou non" if boolean else "n’est pas un oui ou non"
        controle = "une case à cocher" if boolean else "un autre contrôle"
        yield make("formulaire-nature", lieu, chemin, attendu=attendu, controle=controle)
        return
    text = found.branch("string")
    if saisie.genre == "date" and (text is None or "date" not in (text.format, found.format)):
        yield make("formulaire-nature", lieu, chemin, attendu="n’est pas une date", controle="un champ de texte")
    enum = next((branch.raw["enum"] for branch in found.takes.values() if "enum" in branch.raw), None)
    for montre, value in saisie.choix:
        if enum is not None and value not in enum:
            conseil = suggestion(value, map(str, enum), "valeurs")
            yield make("formulaire-choix", lieu, chemin, montre=montre, valeur=value, conseil=conseil)
