"""Reading: what is typed is what is kept. YAML, JSON and Python give one act; nothing changes on the way in silence."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import delib
from delib.acte.noeuds import Node
from delib.acte.source import read
from delib.anomalie import DelibError, Releve
from delib.codes import CODES
from tests.conftest import RACINE
from tests.test_bad_data import MAISON, act, json_act


def loaded(text: str, folder: Path) -> delib.Acte:
    """Return the act that a YAML text holds."""
    path = folder / "acte.yaml"
    path.write_bytes(text.encode())
    return delib.load(path)


# -------------------------------------------------------------------------------------------------------- kept as typed

AS_TYPED = [
    # what YAML, or Python's json, would turn into something else
    "2025.10",
    "01000",
    "019",
    "075",
    "02A",
    "1e3",
    "0x1F",
    "0o17",
    "1_000",
    "+33",
    "12:30:00",
    "2025-04-07",
    "2025-04-07 14:30:00",
    "NON",
    "non",
    "Oui",
    "yes",
    "on",
    "true",
    "False",
    ".5",
    ".inf",
    ".nan",
    "1.0",
    "3,50",
    "=",
    "None",
    "nul",
    "C:\\dossier",
    "L.5219-1",
    "« a »",
    "a#b",
    "http://exemple.fr/a?b=c#d",
    "50 %",
    "l'avis",
    'dit "oui"',
    "(1)",
    "été 🙂 œ",
]


@pytest.mark.parametrize("typed", AS_TYPED)
def test_a_text_stays_as_it_was_typed(typed: str, tmp_path: Path) -> None:
    acte = loaded(act(f"numero: {typed}", f"objet: {typed}", f"visas:\n  - {typed}\n  - texte: {typed}"), tmp_path)
    assert (acte["numero"], acte["objet"]) == (typed, typed)
    assert [visa["texte"] for visa in acte["visas"]] == [typed, typed]
    assert acte.anomalies == ()


@pytest.mark.parametrize("typed", AS_TYPED)
def test_a_text_prints_as_it_was_typed(typed: str, tmp_path: Path) -> None:
    texte = delib.build(loaded(act(f"visas:\n  - {typed}", f"expose: [a]\nampliations:\n  - {typed}"), tmp_path)).texte
    assert f"Vu {typed}," in texte.splitlines()


JSON_NUMBERS = ["2025", "2025.10", "1.0", "1e3", "-0", "12345678901234567890", "0.1000"]


@pytest.mark.parametrize("typed", JSON_NUMBERS)
def test_a_json_number_stays_as_it_was_typed(typed: str, tmp_path: Path) -> None:
    path = tmp_path / "acte.json"
    path.write_text(json_act(numero=typed, rang=typed))
    acte = delib.load(path)
    assert (acte["numero"], acte["rang"]) == (typed, typed)


# --------------------------------------------------------------------------------------------- what the schema makes of it

YES_NO = [
    ("true", True),
    ("True", True),
    ("oui", True),
    ("OUI", True),
    ("vrai", True),
    ("false", False),
    ("non", False),
    ("Non", False),
    ("faux", False),
]


@pytest.mark.parametrize(("typed", "value"), YES_NO)
def test_yes_and_no_are_read_in_french(typed: str, value: bool, tmp_path: Path) -> None:
    assert (
        loaded(act(f"vote: {{resultat: adopte, voix_preponderante: {typed}}}"), tmp_path)["vote"]["voix_preponderante"] is value
    )


NUMBERS = [("208", 208), ("0208", 208), ("0", 0), ('"12"', 12)]


@pytest.mark.parametrize(("typed", "value"), NUMBERS)
def test_integers_are_read(typed: str, value: int, tmp_path: Path) -> None:
    assert loaded(act(f"vote: {{resultat: adopte, decompte: {{pour: {typed}}}}}"), tmp_path)["vote"]["decompte"]["pour"] == value


EUROS = [("45800", "45800"), ("1250.50", "1250.5"), ("1250,50", "1250.5"), ('"12"', "12"), ("0.05", "0.05"), ("0", "0")]


@pytest.mark.parametrize(("typed", "euros"), EUROS)
def test_amounts_are_read_with_a_point_or_a_comma(typed: str, euros: str, tmp_path: Path) -> None:
    written = f'"{typed}"' if "," in typed else typed
    acte = loaded(act(f"montants: [{{objet: a, montant: {written}}}]"), tmp_path)
    assert acte["montants"][0]["montant"].euros == Decimal(euros)


# --------------------------------------------------------------------------------------------------- the French colon

COLONS = [
    # what is typed in a list of texts, what is kept
    ("APPROUVE la liste, à savoir : Argenteuil", "APPROUVE la liste, à savoir : Argenteuil"),
    ("APPROUVE la liste, à savoir :", "APPROUVE la liste, à savoir :"),
    ("la liste : Argenteuil\n      et Sceaux", "la liste : Argenteuil et Sceaux"),
    ("la liste :\n      Argenteuil", "la liste : Argenteuil"),
    ("la liste : a\n\n      b", "la liste : a\nb"),
    ("la liste : {communes}", "la liste : {communes}"),
    ("la liste : [a, b]", "la liste : [a, b]"),
    ("note : voir l'annexe", "note : voir l'annexe"),
    ("Nota: voir l'annexe", "Nota: voir l'annexe"),
    ("à noter: a", "à noter: a"),
    ("la liste\u00a0: a", "la liste\u00a0: a"),
    ("a 12:30", "a 12:30"),
    ("la   liste  :  a   b", "la   liste  :  a   b"),
]


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["", "Windows"])
@pytest.mark.parametrize(("typed", "kept"), COLONS)
@pytest.mark.parametrize("field", ["visas", "considerants", "expose", "dispositif", "ampliations"])
def test_a_line_that_yaml_cuts_at_its_colon_is_kept(field: str, typed: str, kept: str, newline: str, tmp_path: Path) -> None:
    text = act(f"{field}:\n  - {typed}\n  - fin").replace("\n", newline)
    path = tmp_path / "acte.yaml"
    path.write_bytes(text.encode())
    first = delib.load(path)[field][0]
    if not isinstance(first, str):
        first = f"{first.get('verbe', '')} {first['texte']}".strip()
    assert first == kept


def test_a_line_that_yaml_cuts_is_kept_in_a_field_too(tmp_path: Path) -> None:
    acte = loaded(act("objet:\n  Création : un poste\n", "dispositif:\n  - texte:\n      APPROUVE : la liste"), tmp_path)
    assert acte["objet"] == "Création : un poste"
    assert (acte["dispositif"][0]["verbe"], acte["dispositif"][0]["texte"]) == ("APPROUVE", ": la liste")


# ------------------------------------------------------------------------------------------------------------- one act

WAYS = ["yaml", "yaml-bom", "yaml-crlf", "yaml-cr", "yaml-flow", "json", "json-bom", "python"]


@pytest.mark.parametrize("way", WAYS)
def test_yaml_json_and_python_give_one_act(way: str, tmp_path: Path) -> None:
    """The same data, however they come, are the same document to the byte."""
    source = RACINE / "tests" / "actes" / "commune-vote.yaml"
    donnees = _plain(read(source, Releve()))
    reference = delib.build(source).docx
    given: Any = donnees
    if way != "python":
        given = tmp_path / f"acte.{way.partition('-')[0]}"
        text = {
            "json": lambda: json.dumps(donnees),
            "json-bom": lambda: json.dumps(donnees, ensure_ascii=False, indent=1),
            "yaml-flow": lambda: yaml.safe_dump(donnees, default_flow_style=True, default_style='"', width=40),
        }.get(way, lambda: source.read_text(encoding="utf-8"))()
        newline = {"yaml-crlf": "\r\n", "yaml-cr": "\r"}.get(way, "\n")
        given.write_bytes((b"\xef\xbb\xbf" if way.endswith("bom") else b"") + text.replace("\n", newline).encode())
    assert delib.build(given).docx == reference


def _plain(node: Node) -> Any:
    """Return the values of a node as they were typed, without their places."""
    if isinstance(node.value, dict):
        return {name: _plain(below) for name, below in node.value.items()}
    if isinstance(node.value, list):
        return [_plain(below) for below in node.value]
    return node.value


def test_a_comment_after_two_spaces_is_a_comment(tmp_path: Path) -> None:
    acte = loaded(act("objet: Essai  # pour voir", "rang: 19   # dix-neuf"), tmp_path)
    assert (acte["objet"], acte["rang"], acte.anomalies) == ("Essai", "19", ())


BLOCKS = [
    ("|-\n  a\n  b", "a\nb"),
    (">-\n  a\n  b", "a b"),
    ("|\n  a", "a\n"),
    (">-\n  a\n\n  b", "a\nb"),
    ("a\n  b", "a b"),
    ('"a\\nb"', "a\nb"),
    ("'a''b'", "a'b"),
]


@pytest.mark.parametrize(("typed", "kept"), BLOCKS)
def test_yaml_texts_of_several_lines(typed: str, kept: str, tmp_path: Path) -> None:
    assert loaded(act(f"objet: {typed}"), tmp_path)["objet"] == kept


def test_defaults_are_filled_and_what_is_unknown_is_left_out(tmp_path: Path) -> None:
    acte = loaded(act(), tmp_path)
    assert (acte["etat"], acte["variante"], acte.type, acte.schema, acte.modele) == (
        "vote",
        "extrait",
        "deliberation",
        "deliberation.v1",
        "deliberation",
    )
    assert "rapporteur" not in acte.racine
    assert acte.racine.knows("rapporteur")
    assert not acte.racine.knows("raporteur")


def test_the_variant_asked_for_replaces_that_of_the_act(tmp_path: Path) -> None:
    path = tmp_path / "acte.yaml"
    path.write_text(act("variante: extrait"))
    assert delib.load(path, variante="original")["variante"] == "original"
    with pytest.raises(delib.DonneesError) as error:
        delib.load(path, variante="copie")
    assert [(one.code, one.chemin) for one in error.value.anomalies] == [("valeur-hors-liste", "variante")]


def test_load_raises_what_check_lists(tmp_path: Path) -> None:
    path = tmp_path / "acte.yaml"
    path.write_text(act("objet!", "visa: [a]"))
    with pytest.raises(delib.DonneesError) as error:
        delib.load(path)
    assert list(error.value.anomalies) == delib.check(path)
    assert [one.code for one in error.value.anomalies] == ["champ-manquant", "cle-inconnue"]


def test_a_house_may_be_named_twice_without_a_circle(tmp_path: Path) -> None:
    (tmp_path / "seance.yaml").write_text("organe: conseil\ndate: 2025-04-07\n")
    (tmp_path / "maison.yaml").write_text(MAISON)
    acte = loaded(act("collectivite: maison.yaml", "seance: seance.yaml"), tmp_path)
    assert str(acte["seance"]["organe"]["intitule"]) == "le Conseil municipal"


# ------------------------------------------------------------------------------------------- whatever is read, never a trace

MESS = st.text(alphabet=st.sampled_from("abé:-#&*!|>'\"%@`{}[],? \n\t\\<~.0é🙂\u00a0\u2028\x01\ufeff\r=/"), max_size=60)


@settings(max_examples=400, deadline=None)
@given(before=MESS, after=MESS, ext=st.sampled_from(["yaml", "json"]))
def test_any_text_is_an_act_or_french_anomalies(
    before: str, after: str, ext: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / f"mess.{ext}"
    text = act(f"objet: {before}", f"visas:\n  - {after}") if ext == "yaml" else json_act(objet=before, visas=f'["{after}"]')
    path.write_bytes(text.encode())
    _french(path, text)


@settings(max_examples=300, deadline=None)
@given(data=st.binary(max_size=80))
def test_any_bytes_are_an_act_or_french_anomalies(data: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "bytes.yaml"
    path.write_bytes(act().encode() + data)
    _french(path, "")


ENGLISH = {"found", "expected", "while", "character", "could", "not", "mapping", "scanning", "parsing", "invalid"}


def _french(path: Path, text: str) -> None:
    try:
        delib.load(path)
    except DelibError as error:
        for one in error.anomalies:
            assert one.code in CODES
            assert str(one.lieu).startswith(str(path))
            assert not ENGLISH & set(one.message.lower().split()), one.message
            line = getattr(one.lieu, "ligne", 0)
            assert not text or line <= len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
