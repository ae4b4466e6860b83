"""The schemas: real JSON Schemas, within delib's profile, taught in French, and judged by delib as any validator judges them."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from delib.acte.contexte import Walk
from delib.acte.formats import Formats
from delib.acte.schema import Schemas, iter_profile
from delib.acte.source import read
from delib.acte.source_python import from_python
from delib.anomalie import Releve, Source
from tests.conftest import RACINE

FOLDER = RACINE / "schemas"
NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))
RAW: dict[str, dict[str, Any]] = {name: json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")) for name in NAMES}
SCHEMAS = Schemas([str(FOLDER)])
REGISTRY: Registry = Registry().with_resources((raw["$id"], Resource.from_contents(raw)) for raw in RAW.values())


def places(raw: Any, where: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each subschema with its JSON pointer."""
    yield where, raw
    for word in ("properties", "$defs"):
        for key, below in raw.get(word, {}).items():
            yield from places(below, f"{where}/{word}/{key}")
    for word in ("items", "additionalProperties"):
        if isinstance(raw.get(word), dict):
            yield from places(raw[word], f"{where}/{word}")
    for index, below in enumerate(raw.get("oneOf", ())):
        yield from places(below, f"{where}/oneOf/{index}")


EVERYWHERE = [(name, where, raw) for name in NAMES for where, raw in places(RAW[name])]


def test_the_schemas_are_there() -> None:
    assert [
        *("collectivite.v1", "commun.v1", "convention-engagement.v1", "deliberation.v1", "dossier.v1"),
        *("formulaire-engagement.v1", "reglement.v1", "seance.v1", "sommaire.v1", "suites.v1"),
    ] == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_valid_2020_12_and_within_the_profile(name: str) -> None:
    Draft202012Validator.check_schema(RAW[name])
    assert [str(one) for one in iter_profile(RAW[name], name, Source(name))] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_property_is_taught_in_french(name: str) -> None:
    untaught = []
    for where, raw in places(RAW[name]):
        named = where.rpartition("/")[0].endswith(("/properties", "/$defs"))
        if named and not (raw.get("title") and raw.get("description")):
            untaught.append(where)
    assert untaught == []


@pytest.mark.parametrize("name", NAMES)
def test_every_description_ends_its_sentence(name: str) -> None:
    for where, raw in places(RAW[name]):
        assert raw.get("description", ".").endswith((".", ". »", "»", ")")), where


def test_every_format_is_known() -> None:
    known = Formats.default().names()
    assert [
        (name, where, raw["format"]) for name, where, raw in EVERYWHERE if "format" in raw and raw["format"] not in known
    ] == []


def test_every_format_of_the_table_serves() -> None:
    used = {raw["format"] for *_, raw in EVERYWHERE if "format" in raw}
    assert set(Formats.default().names()) - used == set()


def test_patterns_read_alike_everywhere() -> None:
    for name, where, raw in EVERYWHERE:
        for pattern in (raw.get("pattern"), raw.get("propertyNames", {}).get("pattern")):
            if pattern is not None:
                assert re.fullmatch(r"\^.*\$", pattern), (name, where)
                assert not re.search(r"\\[a-zA-Z]|\(\?", pattern), (name, where)


def test_examples_and_defaults_are_sound() -> None:
    for name, where, raw in EVERYWHERE:
        shown = [*raw.get("examples", ()), *([raw["default"]] if "default" in raw else [])]
        validator = Draft202012Validator({"$ref": f"{RAW[name]['$id']}#{where}"}, registry=REGISTRY)
        for one in shown:
            assert validator.is_valid(one), (name, where, one)


def test_references_resolve_without_network() -> None:
    for name, where, raw in EVERYWHERE:
        if "$ref" in raw:
            found, _ = SCHEMAS.resolve(raw["$ref"], name)
            assert found == REGISTRY.resolver(RAW[name]["$id"]).lookup(raw["$ref"]).contents, (name, where)


def test_a_schema_knows_no_null() -> None:
    assert [where for _, where, raw in EVERYWHERE if "null" in str(raw.get("type", ""))] == []


def test_alternatives_are_told_apart_by_type() -> None:
    for name, where, raw in EVERYWHERE:
        kinds = [kind for one in raw.get("oneOf", ()) for kind in _types(one, name)]
        assert len(kinds) == len(set(kinds)), (name, where)
        assert not ({"integer", "number"} <= set(kinds)), (name, where)


def _types(raw: dict[str, Any], name: str) -> list[str]:
    while "$ref" in raw:
        raw, name = SCHEMAS.resolve(raw["$ref"], name)
    return [raw["type"]] if isinstance(raw["type"], str) else raw["type"]


# --------------------------------------------------------------------------------------------------------------- agreement

DOCUMENTS: list[tuple[str, Path]] = [
    *(("deliberation.v1", path) for path in sorted((RACINE / "examples").glob("deliberation-*.yaml"))),
    *(("deliberation.v1", path) for path in sorted((RACINE / "tests" / "actes").glob("*.yaml"))),
    *(("deliberation.v1", path) for path in sorted((RACINE / "modeles").glob("deliberation/*/exemple.yaml"))),
    *(("collectivite.v1", path) for path in sorted((RACINE / "examples" / "collectivites").glob("*.yaml"))),
    *(("suites.v1", path) for path in sorted((RACINE / "examples" / "suites").glob("*.yaml"))),
]


def judged(name: str, donnees: Any) -> tuple[bool, Any]:
    """Return what delib's walk says of the structure of `donnees`, and the data as it typed them."""
    releve = Releve()
    node = read(donnees, releve) if isinstance(donnees, Path) else from_python(donnees)
    typed = Walk(None, releve).root(SCHEMAS.spec(name), node)
    return releve.errors == 0, typed


class Judges:
    """The validators that must agree with delib: jsonschema, and jsonschema-rs where it is installed."""

    def __init__(self, name: str) -> None:
        self.python = Draft202012Validator(RAW[name], registry=REGISTRY)
        try:
            import jsonschema_rs
        except ImportError:
            self.rust = None
        else:
            known = {raw["$id"]: raw for raw in RAW.values()}
            self.rust = jsonschema_rs.Draft202012Validator(RAW[name], retriever=known.__getitem__)

    def verdicts(self, typed: Any, quick: bool = False) -> set[bool]:
        """Return their verdicts on data that delib typed; `quick` asks the slow one only where the fast one is absent."""
        plain = json.loads(json.dumps(typed, default=_jsonable))
        found = set() if self.rust is None else {self.rust.is_valid(plain)}
        return found if quick and found else found | {self.python.is_valid(plain)}


def _jsonable(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else str(value)  # what was refused may hold anything: only its key counts


@pytest.fixture(scope="module")
def judges() -> dict[str, Judges]:
    return {name: Judges(name) for name in NAMES}


@pytest.mark.parametrize(("name", "path"), DOCUMENTS, ids=[path.name for _, path in DOCUMENTS])
def test_all_judge_a_sound_document_sound(name: str, path: Path, judges: dict[str, Judges]) -> None:
    sound, typed = judged(name, path)
    assert sound
    assert judges[name].verdicts(typed) == {True}


REPLACEMENTS: list[Any] = [
    None,
    {},
    {"inconnue": "x"},
    [],
    ["x"],
    [None],
    [[]],
    "",
    "x",
    "x" * 600,
    "2025-04-07",
    "oui",
    "208",
    "-1",
    "1,5",
    "1e3",
    0,
    -1,
    12,
    10**14,
    True,
    False,
    Decimal("1.5"),
    Decimal("-0.01"),
    Decimal(3),
]


def mutations(donnees: Any) -> Iterator[tuple[str, Any]]:
    """Yield the changes of one place of `donnees`: their name, and a function that returns the changed document."""
    for where, steps in _steps(donnees):
        held = donnees
        for step in steps:
            held = held[step]
        changes = {f"= {value!r:.20}": value for value in REPLACEMENTS}
        if isinstance(held, dict):
            changes |= {"+ unknown": {**held, "inconnue": "x"}, "+ Key": {**held, "É a": "x"}}
        if isinstance(held, list):
            changes |= {"twice": held * 2, "of another": [*held, {"inconnue": 1}]}
        for change, value in changes.items():
            yield f"{where} {change}", partial(_changed, donnees, steps, value)
        yield f"{where} dropped", partial(_changed, donnees, steps, DROPPED)
    yield "+ unknown", lambda: {**donnees, "inconnue": "x"}


DROPPED = object()


def _changed(donnees: Any, steps: tuple[Any, ...], value: Any) -> Any:
    """Return `donnees` with `value` at `steps`; what stands elsewhere is shared."""
    if not steps:
        return value
    made = copy.copy(donnees)
    made[steps[0]] = _changed(donnees[steps[0]], steps[1:], value)
    if made[steps[0]] is DROPPED:
        del made[steps[0]]
    return made


def _steps(value: Any, where: str = "", steps: tuple[Any, ...] = ()) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Yield the places of a document; of a list, only the first element of each type."""
    if steps:
        yield where, steps
    if isinstance(value, dict):
        for key, below in value.items():
            yield from _steps(below, f"{where}.{key}", (*steps, key))
    elif isinstance(value, list):
        seen = set()
        for index, below in enumerate(value):
            if type(below) not in seen:
                seen.add(type(below))
                yield from _steps(below, f"{where}[]", (*steps, index))


def test_all_judge_thousands_of_changed_documents_alike(judges: dict[str, Judges]) -> None:
    done: set[str] = set()
    sound = unsound = 0
    disagreements = []
    for name, path in DOCUMENTS:
        _, donnees = judged(name, path)
        for change, changed in mutations(donnees):
            if f"{name} {change}" in done:
                continue
            done.add(f"{name} {change}")
            ours, typed = judged(name, changed())
            theirs = judges[name].verdicts(typed, quick=len(done) % 10 > 0)
            sound, unsound = sound + ours, unsound + (not ours)
            if theirs != {ours}:
                disagreements.append(f"{path.name} {change}: delib {ours}, others {theirs}")
    assert disagreements == []
    assert unsound > 1000
    assert sound > 100, "the changes must not all be faults, or agreement would prove nothing"


@pytest.mark.parametrize("text", ["2025-04-07\n", "14:30\n", "\n2025-04-07"])
def test_a_line_end_is_part_of_the_text(text: str, judges: dict[str, Judges]) -> None:
    """`$` is the end of the text, as in ECMAScript and Rust; Python alone would let a line end pass before it."""
    for field in ("date", "heure"):
        ours, typed = judged("seance.v1", {"organe": "conseil", "date": "2025-04-07", field: text})
        assert not ours
        rust = judges["seance.v1"].rust
        assert rust is None or not rust.is_valid(typed)


def test_what_is_typed_is_what_the_schema_says() -> None:
    _, typed = judged("deliberation.v1", RACINE / "tests" / "actes" / "paris-articles.yaml")
    assert typed["montants"][0]["montant"] == Decimal(45800)
    assert typed["montants"][0]["imputation"]["article"] == "65748"
    assert typed["seance"]["en_exercice"] == 163
    assert typed["etat"] == "vote", "a default is filled"
