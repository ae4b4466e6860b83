"""`Acte`: an act that was read, checked and given its French words, frozen."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from delib.acte.bloc import Bloc
from delib.acte.contexte import Walk
from delib.acte.formats import Formats
from delib.acte.noeuds import Node, Reading
from delib.acte.schema import Schemas, Spec
from delib.acte.source import read
from delib.acte.source_python import from_python
from delib.anomalie import Anomalie, AppelError, DonneesError, ModeleError, Releve, in_order, make, suggestion

Donnees = str | os.PathLike[str] | Mapping[str, object]
"""What an act is read from: a path to a YAML or JSON file, or the data themselves."""

_TYPE = re.compile(r"([a-z][a-z0-9-]*)(?:@([0-9]+))?")


@dataclass(frozen=True, slots=True)
class Acte:
    """An act whose structure is right: `racine` holds the values that a template prints, `anomalies` what is worth knowing."""

    fichier: str
    type: str
    schema: str
    racine: Bloc
    anomalies: tuple[Anomalie, ...] = ()
    lectures: tuple[Reading, ...] = field(default=(), repr=False, compare=False)
    """The files that it was read from, as they were."""

    @property
    def modele(self) -> str:
        """Return the template asked for: the act's own `modele`, else the name of its type."""
        return str(self.racine.get("modele") or self.type)

    def __getitem__(self, name: str) -> Any:
        return self.racine[name]


def load(
    donnees: Donnees,
    schemas: Schemas,
    formats: Formats | None = None,
    *,
    dossier: str | None = None,
    variante: str | None = None,
) -> Acte:
    """Return the act that a file (YAML, JSON) or a mapping holds.

    `dossier` is what relative paths in a mapping are relative to (default: the current folder); `variante` replaces the act's
    own. Raises DonneesError with every anomaly, LectureError when the file cannot be read, ModeleError when its schema is unfit,
    AppelError when the type of act has no variants.
    """
    releve = Releve()
    entree = enter(donnees, schemas, releve, dossier=dossier, variante=variante)
    return finish(entree, entree.node, Walk(formats or Formats.default(), releve))


class Entree(NamedTuple):
    """Data opened, their type known, nothing judged yet."""

    node: Node
    fichier: str
    type: str
    schema: str
    spec: Spec


def enter(donnees: Donnees, schemas: Schemas, releve: Releve, *, dossier: str | None, variante: str | None) -> Entree:
    """Return the data of an act, opened. Raises as `load`."""
    node, fichier = _node(donnees, releve, dossier)
    kind, spec, schema = _schema(node, fichier, schemas, releve)
    assert isinstance(node.value, dict)  # noqa: S101 - _schema refused anything else
    if variante is not None:
        if "variante" not in spec.names:
            raise AppelError([make("variante-sans-objet", type=kind)])
        given = Node(variante, node.reading)
        given.key = node.value["variante"].key if "variante" in node.value else None
        node = Node({**node.value, "variante": given}, node.reading, node.start, node.end)
    return Entree(node, fichier, kind, schema, spec)


def finish(entree: Entree, node: Node, walk: Walk) -> Acte:
    """Return the act that `walk` makes of `node`, what was opened or what completes it. Raises DonneesError."""
    made = walk.root(entree.spec, node)
    if walk.releve.errors or not isinstance(made, Bloc):
        raise DonneesError(walk.releve)
    lectures = (entree.node.reading, *walk.readings)
    return Acte(entree.fichier, entree.type, entree.schema, made, in_order(walk.releve), lectures)


def _node(donnees: Donnees, releve: Releve, dossier: str | None) -> tuple[Node, str]:
    if isinstance(donnees, Mapping):
        return from_python(donnees, dossier=dossier or ""), "<données>"
    name = os.fspath(donnees)
    return read(name, releve), name


def _schema(node: Node, fichier: str, schemas: Schemas, releve: Releve) -> tuple[str, Spec, str]:
    """Return the type of the act, its schema and the schema's name. Raises DonneesError."""
    if not isinstance(node.value, dict):
        raise DonneesError([*releve, make("acte-pas-groupe", node.lieu)])
    said = node.value.get("acte")
    if said is None or said.value in (None, ""):
        lieu = node.lieu if said is None else said.lieu_cle
        raise DonneesError([*releve, make("acte-sans-type", lieu, "acte", types=", ".join(_kinds(schemas)))])
    if isinstance(said.value, dict | list):
        donne = "une liste" if isinstance(said.value, list) else "un groupe de champs"
        raise DonneesError([*releve, make("type-inattendu", said.lieu, "acte", attendu="un mot", donne=donne)])
    found = _TYPE.fullmatch(said.value) if isinstance(said.value, str) else None
    kind, major = (found.group(1), found.group(2) or "1") if found is not None else ("", "")
    schema = f"{kind}.v{major}"
    if not kind or not _is_act(schemas, schema):
        shown = str(said.value)[:60]
        conseil = suggestion(shown, _kinds(schemas))
        raise DonneesError([*releve, make("acte-inconnu", said.lieu, "acte", type=shown, conseil=conseil)])
    return kind, schemas.spec(schema), schema


def _is_act(schemas: Schemas, name: str) -> bool:
    """Return whether schema `name` is there and is a type of act: its `acte` admits `type@major`."""
    if schemas.path(name) is None:
        return False
    said = schemas.load(name).get("properties", {}).get("acte", {})
    kind, major = name.rsplit(".v", 1)
    return f"{kind}@{major}" in said.get("enum", ()) or said.get("const") == f"{kind}@{major}"


def _kinds(schemas: Schemas) -> list[str]:
    """Return the types of act that can be asked for; a schema that cannot be read is none of them."""
    kinds = set()
    for name in schemas.names():
        try:
            if _is_act(schemas, name):
                kinds.add(name.rsplit(".v", 1)[0])
        except ModeleError:
            continue
    return sorted(kinds)
