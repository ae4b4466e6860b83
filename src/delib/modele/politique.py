"""What a template may read of an act, and print: fields, the attributes that French values declare, and no other.

Bounded: a rendering counts what it does and what it writes. What it cannot have is told with the place of its tag.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import Any

from delib.acte.bloc import Absent, Bloc
from delib.acte.citation import Citation
from delib.acte.schema import Spec
from delib.anomalie import Anomalie, Word, make, suggestion
from delib.francais import grammaire
from delib.francais.accords import FEMININ, MASCULIN
from delib.francais.comptes import COMPTES
from delib.francais.grammaire import enumeration
from delib.francais.nombres import ENTIER, ENTIER_MARQUES
from delib.francais.valeur import TEXTE, Enumeration, Personne, Valeur

MAX_WORK = 2_000_000
"""The most that one rendering may do, in words of its tags evaluated: a table of 5,000 rows does 100,000."""
MAX_OUTPUT = 64 * 1024 * 1024
"""The most characters that all the parts of one document may become: a 300-page act is under 4 MiB."""
MAX_DEPTH = 40
"""The deepest expression read, and the longest chain: real conditions go down to 8."""


class Depasse(Exception):  # noqa: N818 - it stops a rendering, and is turned into an anomaly by its caller
    """A rendering went beyond its bounds."""


class Passage:
    """One rendering: the names of the act's root, the tag at hand, the problems met so far, the work and the room left."""

    __slots__ = ("known", "lieu", "pieces", "problems", "room", "work")

    def __init__(self, known: frozenset[str]) -> None:
        self.known = known
        self.lieu: Word | None = None
        self.pieces: list[str] = []
        self.problems: dict[Anomalie, None] = {}
        self.work = MAX_WORK
        self.room = MAX_OUTPUT

    def tell(self, code: str, chemin: str = "", **details: object) -> None:
        """Keep a problem of the tag at hand, once."""
        self.problems[make(code, self.lieu, chemin, **details)] = None

    def enter(self, lieu: Word, work: int) -> None:
        """Turn to the tag at `lieu` and count its work. Raises Depasse beyond what one rendering may do."""
        self.lieu = lieu
        self.work -= work
        if self.work < 0:
            raise Depasse("ses boucles ne finissent pas")

    def write(self, text: str) -> None:
        """Add `text` to the part. Raises Depasse beyond what one rendering may write."""
        self.room -= len(text)
        if self.room < 0:
            raise Depasse(f"plus de {MAX_OUTPUT // 1024 // 1024} Mo de texte")
        self.pieces.append(text)


class Inconnu:
    """What a name that nobody knows gives, once told: silent in all that follows, so that one fault is said once."""

    __slots__ = ()

    def _silent(self, _other: object) -> bool:
        return False

    __lt__ = __le__ = __gt__ = __ge__ = _silent

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __bool__(self) -> bool:
        return False


INCONNU = Inconnu()


class Tour:
    """What a loop says of its turn, under the name `loop`."""

    __slots__ = ("index0", "length")
    champs = frozenset({"first", "last", "index", "index0", "revindex", "revindex0", "length"})

    def __init__(self, index0: int, length: int) -> None:
        self.index0 = index0
        self.length = length

    @property
    def index(self) -> int:
        """Return the number of the turn, from 1."""
        return self.index0 + 1

    @property
    def revindex(self) -> int:
        """Return how many turns are left, this one counted."""
        return self.length - self.index0

    @property
    def revindex0(self) -> int:
        """Return how many turns are left after this one."""
        return self.length - self.index0 - 1

    @property
    def first(self) -> bool:
        """Return whether this is the first turn."""
        return self.index0 == 0

    @property
    def last(self) -> bool:
        """Return whether this is the last turn."""
        return self.index0 == self.length - 1


# --------------------------------------------------------------------------------------------------------------- reading


def read_attribute(obj: Any, name: str, passage: Passage) -> Any:
    """Return attribute `name` of a value of the act; an absence where the schema knows it; tell and return INCONNU else."""
    known: Any = ()
    if isinstance(obj, Bloc):
        if name in obj:
            return obj[name]
        if obj.knows(name):
            return obj.absent(name)
        known = obj.known
    elif isinstance(obj, Valeur):
        if name in obj.champs:
            value = getattr(obj, name)
            if value is None or (value in ("", ()) and name not in obj.marques):
                return Absent(name, None)
            return value
        if name in TEXTE:
            return TEXTE[name](str(obj))
        known = {*obj.champs, *TEXTE}
    elif isinstance(obj, str):
        if name in TEXTE:
            return TEXTE[name](obj)
        known = TEXTE
    elif isinstance(obj, int) and not isinstance(obj, bool):
        if name in NOMBRE:
            return NOMBRE[name](obj) if name in ENTIER_MARQUES else NOMBRE[name](obj) or Absent(name, None)
        known = NOMBRE
    elif isinstance(obj, Absent):
        possible = _possible(obj.spec)
        if possible is None or name in possible or name in TEXTE:
            below = obj.spec.field(name) if obj.spec is not None else None
            return Absent(f"{obj.chemin}.{name}", below or (obj.spec if possible is None else None))
        known = {*possible, *TEXTE}
    elif isinstance(obj, Tour):
        if name in Tour.champs:
            return getattr(obj, name)
        known = Tour.champs
    if obj is not INCONNU:
        passage.tell("attribut-inconnu", nom=name[:40], conseil=suggestion(name, known))
    return INCONNU


def read_item(obj: Any, argument: Any, passage: Passage) -> Any:
    """Return an element of a list by its number, from 0, or a field by its name."""
    if isinstance(obj, tuple) and isinstance(argument, int) and not isinstance(argument, bool):
        if 0 <= argument < len(obj):
            return obj[argument]
        passage.tell("element-absent", numero=argument, nombre=len(obj))
        return INCONNU
    if isinstance(argument, str):
        return read_attribute(obj, argument, passage)
    if isinstance(obj, Absent):
        return Absent(f"{obj.chemin}[{argument}]", obj.spec.items if obj.spec is not None else None)
    if obj is not INCONNU and argument is not INCONNU:
        passage.tell("attribut-inconnu", nom=str(argument)[:40], conseil="")
    return INCONNU


NOMBRE = {**ENTIER, **COMPTES}
"""What may be asked of a whole number with a dot."""

_VALEURS = {
    "commune": "communes:Commune",
    "date": "dates:Jour",
    "denomination": "valeur:Denomination",
    "duree": "durees:Duree",
    "heure": "dates:Heure",
    "liste": "valeur:Enumeration",
    "montant": "nombres:Montant",
    "periode": "durees:Periode",
    "personne": "valeur:Personne",
    "pourcentage": "mesures:Pourcentage",
    "surface": "mesures:Surface",
}
"""What each format makes, by the module of `delib.francais` that defines it: loaded when an absence is asked for more."""
_TEXTES = frozenset({"chemin", "element", "fichier", "mention", "nom-propre", "note", "phrase", "texte"})


def _possible(spec: Spec | None) -> frozenset[str] | None:
    """Return what may be asked of a value that the data omit; None when its reader alone could tell (a format not known here).

    The fields are the schema's, and those of the French value that the format makes: the one shipped, or one derived from it.
    """
    if spec is None:
        return _every_word()
    if spec.values is not None:
        return None
    names: set[str] = set(spec.all_names)
    for place in (spec, *spec.branches):
        if "integer" in place.types:
            names.update(NOMBRE)
        if place.format in _VALEURS:
            module, _, kind = _VALEURS[place.format].partition(":")
            names.update(_champs(getattr(import_module(f"delib.francais.{module}"), kind)))
        elif place.format is not None and place.format not in _TEXTES:
            return None
    return frozenset(names)


@cache
def _every_word() -> frozenset[str]:
    """Return all that French values answer: what may be asked of an absence that no schema describes."""
    words = {*NOMBRE, *Citation.champs}
    for said in _VALEURS.values():
        module, _, kind = said.partition(":")
        words.update(_champs(getattr(import_module(f"delib.francais.{module}"), kind)))
    return frozenset(words)


def _champs(kind: type[Valeur]) -> frozenset[str]:
    return kind.champs.union(*(_champs(derived) for derived in kind.__subclasses__()))


def elements(value: Any, passage: Passage) -> tuple[Any, ...]:
    """Return what a loop runs over: a list of the act; tell anything else."""
    if isinstance(value, tuple):
        return value
    if not isinstance(value, Absent | Inconnu):
        conseil = "parcourez son champ « elements »" if isinstance(value, Enumeration) else "vérifiez le nom qui suit « in »"
        passage.tell("boucle-sur-autre-chose", conseil=conseil)
    return ()


def is_known(value: Any) -> bool:
    """Return whether the data give `value`, be it zero or false: the test `is connu`."""
    return not isinstance(value, Absent | Inconnu)


# -------------------------------------------------------------------------------------------------------------- printing


def printed(value: Any, passage: Passage) -> str | None:
    """Return the text that `value` prints, or None, told, where it must not be printed."""
    if isinstance(value, str):
        return value
    if isinstance(value, Valeur):
        return str(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, Absent):
        passage.tell("donnee-absente", value.chemin)
    elif isinstance(value, tuple):
        conseil = "employez une boucle « for », ou « | enumeration »"
        passage.tell("valeur-non-imprimable", nature="une liste", conseil=conseil)
    elif isinstance(value, Bloc):
        passage.tell("valeur-non-imprimable", nature="un groupe de champs", conseil=suggestion("", value.known))
    elif isinstance(value, bool):
        passage.tell("valeur-non-imprimable", nature="un oui ou non", conseil="employez une condition « if »")
    elif value is not INCONNU:
        passage.tell("valeur-non-imprimable", nature="une valeur sans texte", conseil="donnez-lui un « format » dans le schéma")
    return None


def _text(made: Callable[[str], str]) -> Callable[[Any, Passage], str]:
    def apply(value: Any, passage: Passage) -> str:
        text = printed(value, passage)
        return "" if text is None else made(text)

    return apply


def _prefixed(name: str, made: Callable[[str], str]) -> Callable[[Any, Passage], str]:
    """Return the filter of a preposition: the value's own word where it has one, and the preposition said of each element."""

    def apply(value: Any, passage: Passage) -> str:
        if isinstance(value, Enumeration):
            return enumeration([apply(one, passage) for one in value.elements], value.conjonction)
        own = isinstance(value, Valeur) and name in value.champs
        text = printed(read_attribute(value, name, passage) if own else value, passage)
        return "" if text is None else text if own else made(text)

    return apply


def _number(name: str) -> Callable[[Any, Passage], str]:
    def apply(value: Any, passage: Passage) -> str:
        is_number = isinstance(value, int) and not isinstance(value, bool)
        if is_number or (isinstance(value, Valeur) and name in value.champs) or isinstance(value, Absent):
            return printed(read_attribute(value, name, passage), passage) or ""
        if value is not INCONNU:
            nature = f"avec « | {name} » une valeur qui n’a pas cette forme"
            passage.tell("valeur-non-imprimable", nature=nature, conseil="vérifiez le nom qui précède « | »")
        return ""

    return apply


def _listed(conjonction: str, separateur: str = ", ") -> Callable[[Any, Passage], str]:
    def apply(value: Any, passage: Passage) -> str:
        value = value.elements if isinstance(value, Enumeration) else value
        if isinstance(value, Absent):
            printed(value, passage)
        elif isinstance(value, tuple):
            passage.work -= len(value)
            if not value:
                conseil = "placez la balise entre « if » et « endif »"
                passage.tell("valeur-non-imprimable", nature="une liste vide", conseil=conseil)
            texts = [text for one in value if (text := printed(one, passage)) is not None]
            return enumeration(texts, conjonction, separateur)
        elif value is not INCONNU:
            conseil = "ce filtre suit une liste"
            passage.tell("valeur-non-imprimable", nature="autre chose qu’une liste", conseil=conseil)
        return ""

    return apply


def _agreement(value: Any, passage: Passage) -> str:
    """Return what a participle takes after one person or several: nothing, « e », « s », « es » (women alone)."""
    if isinstance(value, Absent):
        printed(value, passage)
        return ""
    people = value if isinstance(value, tuple) else (value,)
    if value is INCONNU:
        return ""
    if not people or not all(isinstance(one, Personne) for one in people):
        nature = "l’accord d’autre chose que des personnes"
        passage.tell("valeur-non-imprimable", nature=nature, conseil="« accord » suit une personne ou une liste de personnes")
        return ""
    unknown = next((one for one in people if one.genre is None), None)
    if unknown is not None and not any(one.genre == MASCULIN for one in people):
        conseil = "donnez la civilité de cette personne"
        passage.tell("valeur-non-imprimable", nature=f"l’accord de {unknown}, dont on ne sait le genre", conseil=conseil)
    marks = "e" if all(one.genre == FEMININ for one in people) else ""
    return marks + ("s" if len(people) > 1 else "")


def _count(value: Any, passage: Passage) -> int:
    if isinstance(value, tuple | Absent | Bloc):
        return len(value)
    if isinstance(value, Enumeration):
        return len(value.elements)
    if value is not INCONNU:
        nature = "le nombre d’éléments de ce qui n’est pas une liste"
        passage.tell("valeur-non-imprimable", nature=nature, conseil="vérifiez le nom")
    return 0


FILTRES: dict[str, Callable[[Any, Passage], Any]] = {
    "a": _prefixed("a", grammaire.a),
    "accord": _agreement,
    "capitale_initiale": _text(TEXTE["capitale_initiale"]),
    "de": _prefixed("de", grammaire.de),
    "en_lettres": _number("en_lettres"),
    "enumeration": _listed("et"),
    "enumeration_ou": _listed("ou"),
    "length": _count,
    "longueur": _count,
    "majuscules": _text(TEXTE["capitales"]),
    "ordinal": _number("ordinal"),
    "points_virgules": _listed("", grammaire.POINT_VIRGULE),
    "que": _text(grammaire.que),
    "romain": _number("romain"),
}
"""What may follow « | »; a dot serves wherever the value has the attribute."""
