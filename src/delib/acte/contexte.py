"""One walk through the data: checks the structure that the schema asks, and makes the values that templates print.

Every scalar is text until the schema types it. All that is wrong is told, each with its place; a value that is refused stops
nothing but its own reading.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from delib.acte.bloc import Bloc, path_below
from delib.acte.formats import Formats
from delib.acte.milieu import REFUS, Milieu
from delib.acte.noeuds import MAX_INTEGER, Node, Reading
from delib.acte.relecture import PROSE, Relecture
from delib.acte.schema import Spec
from delib.acte.source import read
from delib.acte.source_python import from_python
from delib.anomalie import DonneesError, LectureError, ModeleError, Releve, make, suggestion
from delib.francais.dates import guess_iso
from delib.paquet import ILLEGAL

VRAI = frozenset({"true", "oui", "vrai"})
FAUX = frozenset({"false", "non", "faux"})
NUL = frozenset({"", "null", "Null", "NULL", "~"})
MANY = 50
"""Anomalies beyond which advice that takes long to find is no longer sought."""
MAX_FILES = 16
"""The most files that one act may be read from: the house, the séance, the act, what followed."""

_ENTIER = re.compile(r"-?[0-9]{1,15}")
_NOMBRE = re.compile(r"-?[0-9]{1,15}(?:[.,][0-9]{1,6})?")
_CHAMP = re.compile(r"[a-z][a-z0-9_]*")

_LIBELLES = {
    "string": "un texte",
    "integer": "un nombre entier, en chiffres (208)",
    "number": "un nombre, en chiffres (12500.50)",
    "boolean": "true ou false (vrai ou faux)",
    "object": "un groupe de champs (« champ: valeur »)",
    "array": "une liste (une ligne par élément, chacune commençant par « - »)",
}


class Walk:
    """One reading of one act. `formats` None reads the structure alone, and keeps what it refuses as it was given."""

    def __init__(self, formats: Formats | None, releve: Releve) -> None:
        self.formats = formats
        self.releve = releve
        self.racine: dict[str, Any] = {}
        self.refused: set[str] = set()  # properties of the root that were refused: what depends on them is not told too
        self.files: list[str] = []
        self.readings: list[Reading] = []  # the files that the act names, as they were read
        self.maison: dict[str, Any] = {}
        self.relecture = Relecture(releve)
        self._done = 0  # how many properties of the root are read already
        self._whole = True  # whether none of these was refused

    def root(self, spec: Spec, node: Node) -> Any:
        """Return the whole act, or REFUS; of one begun, what follows what was read is read of `node`."""
        self._start(node)
        made = self._value(spec, node, "", top=True)
        self.relecture.close()
        return made

    def begin(self, spec: Spec, node: Node, count: int) -> None:
        """Read the first `count` properties that `spec` lists, and what it does not know: a fork reads the others."""
        self._start(node)
        branch = spec.takes["object"]
        if not self._done:
            self._whole = self._known_keys(branch, node, self.racine, "", short=False)
        self._whole = self._fields(branch, node, self.racine, "", branch.names[self._done : count]) and self._whole
        self._done = max(self._done, count)

    def fork(self) -> Walk:
        """Return another reading, which has read what this one has, and goes its own way: this one stays as it is."""
        releve = Releve()
        releve.anomalies, releve.errors = list(self.releve.anomalies), self.releve.errors
        made = Walk(self.formats, releve)
        made.racine, made.refused, made.maison = dict(self.racine), set(self.refused), self.maison
        made.files, made.readings = list(self.files), list(self.readings)
        made.relecture = self.relecture.fork(releve)
        made._done, made._whole = self._done, self._whole
        return made

    def value(self, spec: Spec, node: Node, chemin: str) -> Any:
        """Return what is made of one value of the act after what was read already, or REFUS."""
        return self._value(spec, node, chemin)

    def _start(self, node: Node) -> None:
        if not self.files and node.reading.fichier and node.reading.texte:
            self.files.append(os.path.realpath(node.reading.fichier))

    # ------------------------------------------------------------------------------------------------------- dispatch

    def _value(self, spec: Spec, node: Node, chemin: str, top: bool = False) -> Any:
        before = self.releve.errors
        value = node.value
        if value is None or (node.plain and isinstance(value, str) and value in NUL):
            self._refuse("valeur-nulle", node, chemin, on_key=value == "")
            return REFUS if self.formats is not None else None
        if isinstance(value, dict):
            made = self._mapping(spec, node, chemin, top)
        elif isinstance(value, list):
            made = self._list(spec, node, chemin)
        else:
            made = self._scalar(spec, node, value, chemin)
        if self.releve.errors != before:
            return made if self.formats is None else REFUS
        return made

    def _read(self, spec: Spec, node: Node, value: Any, chemin: str, branch: Spec | None = None) -> Any:
        """Return what the readers of this place's formats make of `value`: the alternative's, then the place's own."""
        if self.formats is None:
            return value
        for one in (spec,) if branch is None or branch is spec else (branch, spec):
            if one.format is None or value is REFUS:
                continue
            reader = self.formats.get(one.format)
            if reader is None:
                raise ModeleError([make("schema-format", one.lieu, chemin, nom=one.format)])
            milieu = Milieu(
                self.racine,
                self.refused,
                chemin,
                spec,
                self._teller(node, chemin),
                maison=self.maison,
                typographie=self.relecture.applied,
                brief=len(self.releve.anomalies) > MANY,
                proofread=partial(self._proofread, node, chemin),
            )
            value = reader(value, milieu)
        return value

    def _proofread(self, node: Node, chemin: str, texte: str, *steps: str | int, form: str = "texte") -> str:
        return self.relecture.read(texte, _below(node, steps), path_below(chemin, *steps), form)

    def _teller(self, node: Node, chemin: str) -> Callable[..., None]:
        def tell(code: str, *steps: str | int, **details: object) -> None:
            at = _below(node, steps)
            lieu = at.lieu_cle if steps and isinstance(at.value, dict | list) else at.lieu
            self.releve.add(make(code, lieu, path_below(chemin, *steps), **details))

        return tell

    def _refuse(self, code: str, node: Node, chemin: str, on_key: bool = False, **details: object) -> Any:
        self.releve.add(make(code, node.lieu_cle if on_key else node.lieu, chemin, **details))
        return REFUS if self.formats is not None else node.value

    def _expected(self, spec: Spec, node: Node, chemin: str) -> Any:
        kinds = spec.types or tuple(kind for branch in spec.branches for kind in branch.types)
        wanted = " ou ".join(_LIBELLES[kind] for kind in dict.fromkeys(kinds) if not (kind == "number" and "integer" in kinds))
        if "string" in spec.types:
            wanted = _LIBELLES["string"]
        if isinstance(node.value, dict):
            given = "un groupe de champs"
        elif isinstance(node.value, list):
            given = "une liste"
        elif isinstance(node.value, bool):
            given = "« true »" if node.value else "« false »"
        else:
            given = f"« {str(node.value)[:60]} »"
        return self._refuse("type-inattendu", node, chemin, attendu=wanted, donne=given)

    # --------------------------------------------------------------------------------------------------------- scalars

    def _scalar(self, spec: Spec, node: Node, value: str | int | bool | Decimal, chemin: str) -> Any:
        if isinstance(value, str):
            found = ILLEGAL.search(value)
            if found is not None:
                point = f"U+{ord(found.group()):04X}"
                return self._refuse("caractere-interdit", node, chemin, point=point, position=found.start() + 1)
            if "object" in spec.takes and (file := self._file(spec, node, value, chemin)) is not None:
                return file
            branch, typed = self._typed_text(spec, value)
        else:
            branch, typed = self._typed_python(spec, value)
        if branch is None:
            return self._expected(spec, node, chemin)
        if not self._fits(branch, node, typed, chemin):
            return REFUS if self.formats is not None else typed
        if self.formats is not None:
            form = branch.format or spec.format
            if form in PROSE:
                typed = self.relecture.read(typed, node, chemin, str(form))
            elif form == "typographie":
                self.relecture.choix = self.relecture.choix or typed
        return self._read(spec, node, typed, chemin, branch)

    def _typed_text(self, spec: Spec, value: str) -> tuple[Spec | None, Any]:
        """Return the alternative that takes `value`, and the value in its type."""
        takes = spec.takes
        text = takes.get("string")
        if text is not None and "integer" in text.types:
            return text, value
        if "boolean" in takes and (folded := value.lower()) in VRAI | FAUX:
            return takes["boolean"], folded in VRAI
        if "integer" in takes and _ENTIER.fullmatch(value):
            return takes["integer"], int(value)
        if "number" in takes and _NOMBRE.fullmatch(value):
            return takes["number"], Decimal(value.replace(",", "."))
        return text, value

    def _typed_python(self, spec: Spec, value: int | bool | Decimal) -> tuple[Spec | None, Any]:
        if isinstance(value, bool):
            return spec.takes.get("boolean"), value
        if isinstance(value, Decimal) and value == value.to_integral_value() and abs(value) < MAX_INTEGER:
            value = int(value)
        branch = spec.branch(*(("integer", "number") if isinstance(value, int) else ("number",)))
        if branch is not None and "string" in branch.types:
            return branch, str(value)
        return branch, value

    def _fits(self, spec: Spec, node: Node, value: Any, chemin: str) -> bool:
        raw = spec.raw
        const = raw.get("const")
        if const is not None and value != const:
            self._refuse(
                "valeur-hors-liste", node, chemin, valeur=str(value)[:80], conseil=f"la seule valeur possible est « {const} »"
            )
            return False
        enum = raw.get("enum")
        if enum is not None and value not in enum:
            conseil = suggestion(str(value), map(str, enum), "valeurs")
            self._refuse("valeur-hors-liste", node, chemin, valeur=str(value)[:80], conseil=conseil)
            return False
        if isinstance(value, str):
            return self._fits_text(spec, node, value, chemin)
        low, high = raw.get("minimum"), raw.get("maximum")
        if not isinstance(value, bool) and ((low is not None and value < low) or (high is not None and value > high)):
            self._refuse("nombre-hors-bornes", node, chemin, valeur=value, bornes=_bounds(low, high))
            return False
        return True

    def _fits_text(self, spec: Spec, node: Node, value: str, chemin: str) -> bool:
        raw = spec.raw
        low, high, pattern = raw.get("minLength", 0), raw.get("maxLength"), raw.get("pattern")
        if len(value) < low:
            self._refuse("texte-vide" if not value else "texte-court", node, chemin, minimum=low)
            return False
        if high is not None and len(value) > high:
            self._refuse("texte-long", node, chemin, longueur=len(value), maximum=high)
            return False
        if pattern is not None and re.fullmatch(pattern, value) is None:
            if spec.format == "date":
                iso = guess_iso(value[:80])
                example = f" : {iso}" if iso else ", par exemple 2025-04-07"
                self._refuse("date-forme", node, chemin, valeur=value[:80], exemple=example)
                return False
            examples = raw.get("examples") or ()
            example = f" ; par exemple « {examples[0]} »" if examples else ""
            said = str(raw.get("description", "")).partition(". ")[0].rstrip(".")
            wanted = (
                f"il faut : {said[:1].lower()}{said[1:]}" if said else "voyez la description du champ, dans le dossier schemas/"
            )
            titre = spec.titre or "ce champ"
            self._refuse("forme-inattendue", node, chemin, valeur=value[:80], titre=titre, attendu=wanted, exemple=example)
            return False
        return True

    # ------------------------------------------------------------------------------------------------------ structures

    def _mapping(self, spec: Spec, node: Node, chemin: str, top: bool) -> Any:
        branch, text = spec.takes.get("object"), spec.takes.get("string")
        assert isinstance(node.value, dict)  # noqa: S101 - tells the type checker what _value saw
        if text is not None and (branch is None or _reads_as_text(node.value, branch)):
            typed = node.as_typed()
            if typed is None:
                return self._refuse("texte-lu-comme-groupe", node, chemin)
            again = Node(typed, node.reading, node.start, node.end)
            again.key = node.key
            self.relecture.replace(node, again)
            return self._value(spec, again, chemin)
        if branch is None:
            return self._expected(spec, node, chemin)
        before, verbatim = self.releve.errors, self.relecture.verbatim
        champs: dict[str, Any] = self.racine if top else {}
        if chemin == "collectivite":
            self.maison = champs
        if branch.values is not None:
            whole = self._free_keys(branch, node.value, champs, chemin)
        elif top and self._done:
            whole = self._fields(branch, node, champs, chemin, branch.names[self._done :]) and self._whole
        else:
            whole = self._known_keys(branch, node, champs, chemin, short=text is not None)
            whole = self._fields(branch, node, champs, chemin, branch.names) and whole
        self.relecture.verbatim = verbatim
        if self.formats is None:
            return champs
        if top:  # the coherence of the act is told even when a part of it was refused
            made = self._read(spec, node, Bloc(champs, spec, chemin), chemin, branch)
            return made if whole and self.releve.errors == before else REFUS
        if not whole or self.releve.errors != before:
            return REFUS
        return self._read(spec, node, Bloc(champs, spec, chemin), chemin, branch)

    def _known_keys(self, spec: Spec, node: Node, champs: dict[str, Any], chemin: str, *, short: bool) -> bool:
        """Return whether every key is known, once those that are not are told. `short`: a text could stand here as well."""
        before = self.releve.errors
        assert isinstance(node.value, dict)  # noqa: S101 - tells the type checker what _value saw
        for name, below in node.value.items():
            if name not in spec.names:
                where = f"dans « {chemin} »" if chemin else "à la racine de l’acte"
                conseil = suggestion(name, spec.names)
                if short and len(node.value) == 1:
                    conseil += " ; si c’est du texte, mettez toute la ligne entre guillemets"
                self._refuse("cle-inconnue", below, path_below(chemin, name), True, cle=name[:60], ou=where, conseil=conseil)
                if self.formats is None:
                    champs[name] = below.value
        return self.releve.errors == before

    def _fields(self, spec: Spec, node: Node, champs: dict[str, Any], chemin: str, names: Sequence[str]) -> bool:
        """Fill `champs` with the properties `names`, in their order; return whether nothing was refused."""
        refused = False
        assert isinstance(node.value, dict)  # noqa: S101 - tells the type checker what _value saw
        for name in names:
            field = spec.field(name)
            assert field is not None  # noqa: S101 - a name of spec.names has its field
            given = node.value.get(name)
            if given is None:
                if field.default is not None:
                    given = from_python(field.default, node.reading.fichier)
                elif name in spec.required:
                    self._refuse("champ-manquant", node, path_below(chemin, name), champ=name, titre=field.titre or name)
                    if champs is self.racine:
                        self.refused.add(name)
                    continue
                else:
                    continue
            made = self._value(field, given, path_below(chemin, name))
            if made is True and field.format == "verbatim":
                self.relecture.verbatim += 1
            if made is not REFUS:
                champs[name] = made
                continue
            refused = True
            if champs is self.racine:
                self.refused.add(name)
        return not refused

    def _free_keys(self, spec: Spec, value: dict[str, Node], champs: dict[str, Any], chemin: str) -> bool:
        """Fill `champs`; return whether nothing was refused."""
        refused = False
        pattern = spec.raw.get("propertyNames", {}).get("pattern")
        values = spec.values
        assert values is not None  # noqa: S101 - the caller saw it
        for name, below in value.items():
            if pattern is not None and re.fullmatch(pattern, name) is None:
                self._refuse("cle-forme", below, path_below(chemin, name), True, cle=name[:60])
            made = self._value(values, below, path_below(chemin, name))
            refused = refused or made is REFUS
            if made is not REFUS:
                champs[name] = made
        return not refused

    def _list(self, spec: Spec, node: Node, chemin: str) -> Any:
        branch = spec.takes.get("array")
        if branch is None:
            return self._expected(spec, node, chemin)
        assert isinstance(node.value, list)  # noqa: S101 - tells the type checker what _value saw
        low, high, items = branch.raw.get("minItems", 0), branch.raw.get("maxItems"), branch.items
        count = len(node.value)
        if count < low or (high is not None and count > high):
            nombre = "n’a aucun élément" if count == 0 else f"a {count} élément{'s' if count > 1 else ''}"
            self._refuse("liste-taille", node, chemin, nombre=nombre, bornes=_bounds(low or None, high))
        before = self.releve.errors
        if spec.format == "dispositif":
            self.relecture.open(node.value)
        made = [
            self._value(items, below, path_below(chemin, index)) if items is not None else below.value
            for index, below in enumerate(node.value)
        ]
        if branch.raw.get("uniqueItems"):
            seen: set[str] = set()
            for index, below in enumerate(node.value):
                written = repr(plain(below))
                if written in seen:
                    self._refuse("element-double", below, path_below(chemin, index), valeur=str(below.value)[:60])
                seen.add(written)
        if self.formats is None:
            return made
        if self.releve.errors != before or any(one is REFUS for one in made):
            return REFUS
        return self._read(spec, node, tuple(made), chemin, branch)

    # ----------------------------------------------------------------------------------------------------------- files

    def _file(self, spec: Spec, node: Node, value: str, chemin: str) -> Any:
        """Return the object that the file named by `value` holds, where the schema takes a path for an object; else None."""
        text, target = spec.takes.get("string"), spec.takes.get("object")
        if text is None or text.format != "chemin" or target is None:
            return None
        if self.formats is None:
            return None
        if not value.strip():
            return self._refuse("texte-vide", node, chemin)
        if os.path.isabs(value) or _PAS_RELATIF.search(value):
            return self._refuse("chemin-refuse", node, chemin, cite=value[:120])
        path = os.path.join(node.reading.dossier, value)
        real = os.path.realpath(path)
        if real in self.files or len(self.files) >= MAX_FILES:
            return self._refuse("chemin-boucle", node, chemin, cite=value[:120])
        try:
            found = read(path, self.releve, os.path.normpath(path))
        except LectureError as error:
            raison = " ".join(f"{one.message[:1].lower()}{one.message[1:]}" for one in error.anomalies)
            return self._refuse("chemin-illisible", node, chemin, cite=value[:120], raison=raison)
        except DonneesError:
            return REFUS  # told already, with its place in that file
        self.files.append(real)
        self.readings.append(found.reading)
        made = self._value(target, found, chemin)
        self.files.pop()
        return made


def _below(node: Node, steps: tuple[str | int, ...]) -> Node:
    """Return what lies `steps` below `node`, or the nearest above it."""
    for step in steps:
        if isinstance(node.value, dict) and isinstance(step, str):
            node = node.value.get(step, node)
        elif isinstance(node.value, list) and isinstance(step, int):
            node = node.value[step]
    return node


_PAS_RELATIF = re.compile(r"://|[\\\0]|^[A-Za-z]:")


def plain(node: Node) -> object:
    """Return the value of a node without its places."""
    if isinstance(node.value, dict):
        return sorted((name, plain(below)) for name, below in node.value.items())
    if isinstance(node.value, list):
        return [plain(below) for below in node.value]
    return node.value


def _bounds(low: object, high: object) -> str:
    """Return « au moins 1 et au plus 3 », each where there is one."""
    bounds = (f"au moins {low}" if low is not None else "", f"au plus {high}" if high is not None else "")
    return " et ".join(words for words in bounds if words)


def _reads_as_text(value: dict[str, Node], branch: Spec) -> bool:
    """Return whether a mapping is a sentence that YAML cut at its colon.

    It has one key, which is no field's name: words, or one word with the space that French puts before a colon.
    """
    if len(value) != 1:
        return False
    ((name, below),) = value.items()
    if name.strip().lower() in branch.names:
        return False
    key = below.key
    spaced = key is not None and key.reading.texte[key.end : key.end + 1] == " "
    return spaced or _CHAMP.fullmatch(name) is None
