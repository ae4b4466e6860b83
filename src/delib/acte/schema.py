"""Reads the JSON Schemas of a library and says, for each place in the data, what may stand there.

Only a profile of JSON Schema 2020-12 is read (`MOTS_CLES`), so that any validator judges the same documents valid: structure
only, alternatives told apart by type alone, no custom vocabulary that changes a verdict. Nothing is fetched: `$id`s lie under
`https://delib.invalid/schemas/` and are found in the folders of the library, first folder first.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from delib.anomalie import Anomalie, ModeleError, Source, make
from delib.systeme import os_reason

BASE = "https://delib.invalid/schemas/"
MAX_SCHEMA_BYTES = 2 * 1024 * 1024
"""The largest schema read: the largest shipped is under 100 KiB."""
MAX_REFS = 32
"""The longest chain of `$ref`: a longer one turns in circles."""

SCALAIRES = frozenset({"string", "integer", "number", "boolean"})
TYPES = SCALAIRES | {"object", "array"}
MOTS_CLES = frozenset(
    (
        *("$schema", "$id", "$ref", "$defs", "$comment", "title", "description", "default", "examples", "x-usage", "x-reponse"),
        *("type", "format", "enum", "const", "oneOf", "pattern", "minLength", "maxLength", "minimum", "maximum"),
        *("properties", "required", "additionalProperties", "propertyNames", "items"),
        *("minItems", "maxItems", "uniqueItems"),
    )
)
A_COTE_DE_REF = frozenset({"$ref", "$comment", "title", "description", "default", "x-usage", "x-reponse", "examples"})


class Schemas:
    """The schemas of an ordered list of folders; the first folder that holds a name wins."""

    def __init__(self, dossiers: Sequence[str]) -> None:
        self.dossiers = tuple(dossiers)
        self._files: dict[str, dict[str, Any]] = {}
        self._specs: dict[str, Spec] = {}

    def names(self) -> list[str]:
        """Return the names that can be asked for, such as `deliberation.v1`, sorted."""
        found = set()
        for dossier in self.dossiers:
            if os.path.isdir(dossier):
                found |= {name[:-5] for name in os.listdir(dossier) if re.fullmatch(r"[a-z0-9-]+\.v[0-9]+\.json", name)}
        return sorted(found)

    def path(self, name: str) -> str | None:
        """Return the file of schema `name`, or None."""
        for dossier in self.dossiers:
            path = os.path.join(dossier, f"{name}.json")
            if os.path.isfile(path):
                return path
        return None

    def spec(self, name: str) -> Spec:
        """Return what schema `name` (`deliberation.v1`) asks of a whole document.

        Raises ModeleError when the schema is absent, unreadable, or out of the profile.
        """
        if name not in self._specs:
            self._specs[name] = Spec(self, self.load(name), name)
        return self._specs[name]

    def load(self, name: str) -> dict[str, Any]:
        """Return schema `name` as parsed JSON, once its profile is checked. Raises ModeleError."""
        if name in self._files:
            return self._files[name]
        path = self.path(name)
        if path is None:
            raise ModeleError([make("schema-absent", nom=name)])
        place = Source(path)
        try:
            if os.path.getsize(path) > MAX_SCHEMA_BYTES:
                raise ModeleError([make("schema-illisible", place, raison="il est trop grand")])
            with open(path, encoding="utf-8") as stream:
                raw: dict[str, Any] = json.load(stream)
            anomalies = list(iter_profile(raw, name, place))
        except (OSError, ValueError, RecursionError) as error:
            raise ModeleError([make("schema-illisible", place, raison=_reason(error))]) from None
        if anomalies:
            raise ModeleError(anomalies)
        self._files[name] = raw
        return raw

    def resolve(self, ref: str, name: str) -> tuple[dict[str, Any], str]:
        """Return the schema that `ref`, written in schema `name`, points to, and the name of the file it lies in."""
        file, _, pointer = ref.partition("#")
        target = file.removeprefix(BASE).removesuffix(".json") if file else name
        if not re.fullmatch(r"[a-z0-9-]+\.v[0-9]+", target):
            raise ModeleError([make("schema-reference", Source(self.path(name) or name), reference=ref)])
        found: Any = self.load(target)
        for step in pointer.split("/")[1:]:
            key = step.replace("~1", "/").replace("~0", "~")
            if not isinstance(found, dict) or key not in found:
                raise ModeleError([make("schema-reference", Source(self.path(name) or name), reference=ref)])
            found = found[key]
        if not isinstance(found, dict):
            raise ModeleError([make("schema-reference", Source(self.path(name) or name), reference=ref)])
        return found, target


def _reason(error: OSError | ValueError | RecursionError) -> str:
    """Return in French why a schema cannot be read."""
    if isinstance(error, json.JSONDecodeError):
        return f"le JSON est mal formé, ligne {error.lineno}, colonne {error.colno}"
    if isinstance(error, UnicodeDecodeError):
        return "il n’est pas en UTF-8"
    return os_reason(error) if isinstance(error, OSError) else "il s’emboîte sur trop de niveaux, ou porte un nombre démesuré"


class Spec:
    """What may stand at one place of the data. Made lazily: an act pays only for the places that it fills."""

    __slots__ = (
        "_branches",
        "_fields",
        "_items",
        "_takes",
        "_values",
        "controle",
        "default",
        "fichier",
        "format",
        "known",
        "names",
        "raw",
        "reponse",
        "required",
        "schemas",
        "titre",
        "types",
    )

    def __init__(self, schemas: Schemas, raw: dict[str, Any], fichier: str) -> None:
        titre: str = raw.get("title", "")
        default = raw.get("default")
        controle = raw.get("x-usage") == "controle"
        reponse = raw.get("x-reponse")
        hops = 0
        while "$ref" in raw:
            hops += 1
            if hops > MAX_REFS:
                lieu = Source(schemas.path(fichier) or fichier)
                raise ModeleError([make("schema-reference", lieu, reference=raw["$ref"])])
            raw, fichier = schemas.resolve(raw["$ref"], fichier)
            titre = titre or raw.get("title", "")
            default = raw.get("default") if default is None else default
            controle = controle or raw.get("x-usage") == "controle"
            reponse = reponse or raw.get("x-reponse")
        self.schemas, self.raw, self.fichier = schemas, raw, fichier
        self.titre, self.default, self.controle = titre, default, controle
        self.reponse: str | Mapping[str, Any] | None = reponse
        self.format: str | None = raw.get("format")
        kind = raw.get("type", ())
        self.types: tuple[str, ...] = (kind,) if isinstance(kind, str) else tuple(kind)
        self.names: tuple[str, ...] = tuple(raw.get("properties", ()))
        self.required: frozenset[str] = frozenset(raw.get("required", ()))
        self.known: frozenset[str] | None = None
        self._fields: dict[str, Spec] = {}
        self._items: Spec | None = None
        self._values: Spec | None = None
        self._branches: tuple[Spec, ...] | None = None
        self._takes: dict[str, Spec] | None = None

    @property
    def lieu(self) -> Source:
        """Return the file of the schema that says this."""
        return Source(self.schemas.path(self.fichier) or self.fichier)

    def field(self, name: str) -> Spec | None:
        """Return what may stand under property `name`, in this object or in an alternative that is an object."""
        if name in self._fields:
            return self._fields[name]
        raw = self.raw.get("properties", {}).get(name)
        if raw is not None:
            made = self._fields[name] = Spec(self.schemas, raw, self.fichier)
            return made
        for branch in self.branches:
            found = branch.field(name)
            if found is not None:
                if name in branch.all_names:  # and not any key of a map: those have no end
                    self._fields[name] = found
                return found
        return self.values

    @property
    def items(self) -> Spec | None:
        """Return what each element of the list is, or None where anything goes."""
        if self._items is None and "items" in self.raw:
            self._items = Spec(self.schemas, self.raw["items"], self.fichier)
        return self._items

    @property
    def values(self) -> Spec | None:
        """Return what each value of a map (an object with free keys) is, or None."""
        raw = self.raw.get("additionalProperties")
        if self._values is None and isinstance(raw, dict):
            self._values = Spec(self.schemas, raw, self.fichier)
        return self._values

    @property
    def branches(self) -> tuple[Spec, ...]:
        """Return the alternatives, told apart by type."""
        if self._branches is None:
            self._branches = tuple(Spec(self.schemas, raw, self.fichier) for raw in self.raw.get("oneOf", ()))
            seen: set[str] = set()
            for kind in (kind for branch in self._branches for kind in branch.types):
                if kind in seen:
                    raison = f"deux branches de « oneOf » admettent le type « {kind} »"
                    raise ModeleError([make("schema-profil", self.lieu, raison=raison)])
                seen.add(kind)
        return self._branches

    @property
    def takes(self) -> dict[str, Spec]:
        """Return, for each type that is taken, this place or the alternative that takes it."""
        if self._takes is None:
            made = dict.fromkeys(self.types, self)
            for branch in self.branches:
                made = {**branch.takes, **made}
            self._takes = made
        return self._takes

    def branch(self, *types: str) -> Spec | None:
        """Return this place, or its alternative, that takes the first of `types` that any takes."""
        takes = self.takes
        return next((takes[kind] for kind in types if kind in takes), None)

    @property
    def all_names(self) -> frozenset[str]:
        """Return every property that this place, or an alternative of it, knows."""
        if self.known is None:
            self.known = frozenset(self.names).union(*(branch.all_names for branch in self.branches))
        return self.known


def iter_profile(raw: object, name: str, place: Source, where: str = "") -> Iterator[Anomalie]:
    """Yield what in a schema is out of the profile, with its JSON pointer."""
    if not isinstance(raw, Mapping):
        yield make("schema-profil", place, where, raison="un schéma est un objet JSON")
        return
    for word in raw:
        if word not in MOTS_CLES:
            yield make("schema-profil", place, where, raison=f"le mot-clé « {word} » n’est pas du profil")
    odd = [word for word, kinds in _FORMES.items() if word in raw and not isinstance(raw[word], kinds)]
    for word in odd:
        yield make("schema-profil", place, where, raison=f"« {word} » n’a pas la forme attendue")
    if odd:
        return
    if "$ref" in raw:
        for word in raw:
            if word not in A_COTE_DE_REF and not (where == "" and word in ("$schema", "$id", "$defs")):
                yield make("schema-profil", place, where, raison=f"« {word} » ne peut pas accompagner « $ref »")
    if where == "" and raw.get("$id") != f"{BASE}{name}.json":
        yield make("schema-profil", place, "$id", raison=f"« $id » doit être « {BASE}{name}.json »")
    yield from _iter_types(raw, place, where)
    if "pattern" in raw:
        yield from _iter_pattern(raw["pattern"], place, where)
    names = raw.get("propertyNames", {})
    if set(names) - {"pattern"}:
        yield make("schema-profil", place, where, raison="« propertyNames » ne peut dire que « pattern »")
    elif "pattern" in names:
        yield from _iter_pattern(names["pattern"], place, where)
    for word in ("properties", "$defs"):
        below = raw.get(word, {})
        for key, item in below.items():
            yield from iter_profile(item, name, place, f"{where}/{word}/{key}")
    for word in ("items", "additionalProperties"):
        if word in raw and not isinstance(raw[word], bool):
            yield from iter_profile(raw[word], name, place, f"{where}/{word}")
    for index, item in enumerate(raw.get("oneOf", ())):
        yield from iter_profile(item, name, place, f"{where}/oneOf/{index}")


_FORMES: dict[str, type | tuple[type, ...]] = {
    **dict.fromkeys(("$schema", "$id", "$ref", "title", "description", "format", "pattern", "x-usage"), str),
    **dict.fromkeys(("$defs", "properties", "propertyNames"), Mapping),
    **dict.fromkeys(("enum", "examples", "oneOf", "required"), list),
    **dict.fromkeys(("minLength", "maxLength", "minItems", "maxItems"), int),
    **dict.fromkeys(("minimum", "maximum"), (int, float)),
    "additionalProperties": (bool, Mapping),
    "type": (str, list),
    "x-reponse": (str, Mapping),
    "uniqueItems": bool,
}
_DIVERS = re.compile(r"\\[dDwWsSbB]|\(\?[=!<]")
"""What Python, ECMAScript and Rust do not read alike in a pattern."""


def _iter_pattern(pattern: object, place: Source, where: str) -> Iterator[Anomalie]:
    try:
        re.compile(str(pattern))
    except re.error:
        yield make("schema-profil", place, where, raison=f"le motif « {pattern} » n’est pas une expression régulière")
    if not (str(pattern).startswith("^") and str(pattern).endswith("$")):
        yield make("schema-profil", place, where, raison=f"le motif « {pattern} » doit commencer par « ^ » et finir par « $ »")
    found = _DIVERS.search(str(pattern))
    if found is not None:
        raison = f"« {found.group()} » dans un motif n’est pas lu de même par tous les validateurs : écrivez [0-9], [a-z]"
        yield make("schema-profil", place, where, raison=raison)


def _iter_types(raw: Mapping[str, Any], place: Source, where: str) -> Iterator[Anomalie]:
    kind = raw.get("type")
    types = {kind} if isinstance(kind, str) else set(kind or ())
    if not types <= TYPES:
        yield make("schema-profil", place, where, raison=f"le type « {', '.join(sorted(types - TYPES))} » n’est pas du profil")
    if len(types) > 1 and not types <= SCALAIRES:
        yield make("schema-profil", place, where, raison="une liste de types ne peut mêler que des scalaires")
    if "object" in types and "additionalProperties" not in raw:
        yield make("schema-profil", place, where, raison="un objet doit dire « additionalProperties »")
    if not types and not {"$ref", "oneOf"} & set(raw) and (where or "$defs" not in raw):
        yield make("schema-profil", place, where, raison="il manque « type »")
