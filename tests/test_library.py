"""A type of act is data: a schema, a Word file and two small files make one, with no line of Python. Which version answers."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import delib
from delib.acte.milieu import Milieu
from delib.francais.dates import Jour
from delib.francais.valeur import Valeur
from delib.production.plan import iter_lines
from tests.words import docx, p

# ------------------------------------------------------------------------------------- an « arrêté », made of data alone

SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "https://delib.invalid/schemas/arrete.v1.json",
    "title": "Arrêté",
    "description": "Une décision du maire ou du président.",
    "type": "object",
    "properties": {
        "acte": {"title": "Type", "type": "string", "enum": ["arrete", "arrete@1"], "x-usage": "controle"},
        "modele": {"title": "Modèle", "$ref": "commun.v1.json#/$defs/nom_de_modele", "x-usage": "controle"},
        "collectivite": {
            "title": "Collectivité",
            "oneOf": [{"$ref": "commun.v1.json#/$defs/chemin"}, {"$ref": "collectivite.v1.json"}],
        },
        "autorite": {"title": "Autorité", "$ref": "collectivite.v1.json#/$defs/organe/properties/intitule"},
        "numero": {"title": "Numéro", "$ref": "commun.v1.json#/$defs/code"},
        "objet": {"title": "Objet", "$ref": "commun.v1.json#/$defs/texte"},
        "date": {"title": "Date de signature", "$ref": "commun.v1.json#/$defs/date"},
        "signataire": {"title": "Signataire", "$ref": "commun.v1.json#/$defs/personne"},
        "visas": {"title": "Visas", "type": "array", "items": {"$ref": "commun.v1.json#/$defs/visa"}},
        "articles": {"title": "Articles", "type": "array", "minItems": 1, "items": {"$ref": "commun.v1.json#/$defs/texte"}},
        "fin": {"title": "Fin de validité", "$ref": "commun.v1.json#/$defs/date"},
    },
    "required": ["acte", "collectivite", "numero", "objet", "date", "articles"],
    "additionalProperties": False,
}
EXEMPLE = """\
# yaml-language-server: $schema=../../../schemas/arrete.v1.json
acte: arrete
collectivite:
  nom: Commune de Val-d’Essai
  nature: commune
  organes: {conseil: {intitule: le conseil municipal}}
  elus: {durand: {civilite: Mme, prenom: Anne, nom: Durand, qualite: Maire}}
autorite: le Maire
numero: 2025-A-07
objet: Stationnement rue de l'École
date: 2025-04-01
signataire: durand
visas:
  - le code de la route
  - Vu le code général des collectivités territoriales,
articles:
  - Le stationnement est interdit rue de l'École, les jours de classe, de 8 h à 17 h.
  - "La secrétaire de mairie est chargée de l'exécution du présent arrêté."
"""
GABARIT = docx(
    p("{{ collectivite.nom.capitales }}"),
    p("Arrêté {{ numero }} du {{ date }} : {{ objet }}", style="Titre1"),
    "{%p if autorite %}",
    "{{ autorite.capitale_initiale }},",
    "{%p endif %}",
    "{%p for visa in visas %}",
    "Vu {{ visa.texte }},",
    "{%p endfor %}",
    "ARRÊTE",
    "{%p for article in articles %}",
    "Article {% if loop.first %}1er{% else %}{{ loop.index }}{% endif %} : {{ article }}",
    "{%p endfor %}",
    "{%p if fin %}",
    "Jusqu’au {{ fin }}",
    "{%p endif %}",
    "Le {{ date.chiffres }}, {{ signataire.civil }}",
    header="{{ collectivite.nom }}",
    title="{{ numero }} {{ objet }}",
)
LINES = [
    "COMMUNE DE VAL-D’ESSAI",
    "Arrêté 2025-A-07 du 1er\u00a0avril 2025 : Stationnement rue de l'École",
    "Le Maire,",
    "Vu le code de la route,",
    "Vu le code général des collectivités territoriales,",
    "ARRÊTE",
    "Article 1er : Le stationnement est interdit rue de l'École, les jours de classe, de 8 h à 17 h.",
    "Article 2 : La secrétaire de mairie est chargée de l'exécution du présent arrêté.",
    "Le 01/04/2025, Mme\u00a0Anne DURAND",
]


def publish(root: Path, nom: str, version: str, gabarit: bytes = GABARIT, schemas: str = '["arrete.v1"]') -> Path:
    """Put a version of a template in a library, with its example; return its folder."""
    folder = root / "modeles" / nom / version
    folder.mkdir(parents=True)
    (folder / f"{nom}.docx").write_bytes(gabarit)
    (folder / "exemple.yaml").write_text(EXEMPLE, encoding="utf-8")
    (folder / "modele.toml").write_text(
        f'nom = "{nom}"\nversion = "{version}"\ntitre = "Arrêté"\ndocx = "{nom}.docx"\nschemas = {schemas}\ndelib = ">=0.1"\n'
        '[document]\nfichier = ["numero"]\ndate = "date"\n',
        encoding="utf-8",
    )
    return folder


@pytest.fixture
def chez_nous(tmp_path: Path) -> Path:
    """Return a library of one type of act that delib does not ship."""
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "arrete.v1.json").write_text(json.dumps(SCHEMA), encoding="utf-8")
    publish(tmp_path, "arrete", "1.0.0")
    return tmp_path


def test_a_new_type_of_act_builds_with_no_line_of_python(chez_nous: Path) -> None:
    library = delib.Bibliotheque([chez_nous])
    document = delib.build(library.find("arrete").exemple, bibliotheque=library)
    assert document.texte.splitlines() == LINES
    assert document.nom == "2025-A-07.docx"
    assert document.modele == "arrete@1.0.0"
    assert [line.texte for line in iter_lines(document.docx, ("word/header1.xml",))] == ["Commune de Val-d’Essai"]
    assert {one.code for one in document.anomalies} <= {"mot-du-modele", "donnee-non-imprimee", "typographie"}


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Type the command in a process of its own."""
    return subprocess.run([sys.executable, "-m", "delib", *arguments], capture_output=True, text=True, cwd=cwd, check=False)


def test_a_new_type_of_act_builds_from_the_command_line(chez_nous: Path, tmp_path: Path) -> None:
    exemple = chez_nous / "modeles" / "arrete" / "1.0.0" / "exemple.yaml"
    out = tmp_path / "sortie"
    done = run("build", str(exemple), "--bibliotheque", str(chez_nous), "-o", str(out), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str(out / "2025-A-07.docx")
    assert [line.texte for line in iter_lines((out / "2025-A-07.docx").read_bytes())] == LINES
    assert run("check", str(exemple), "--bibliotheque", str(chez_nous), cwd=tmp_path).returncode == 0


def test_a_new_type_of_act_is_unknown_without_its_library(chez_nous: Path) -> None:
    exemple = chez_nous / "modeles" / "arrete" / "1.0.0" / "exemple.yaml"
    (anomalie,) = delib.check(exemple)
    assert anomalie.code == "acte-inconnu"
    assert "arrete" in anomalie.message


def test_a_new_type_of_act_is_checked_like_the_shipped_ones(chez_nous: Path) -> None:
    faulty = EXEMPLE.replace("numero: 2025-A-07\n", "").replace("2025-04-01", "30 février").replace("visas:", "visa:")
    path = chez_nous / "faute.yaml"
    path.write_text(faulty, encoding="utf-8")
    anomalies = delib.check(path, bibliotheque=delib.Bibliotheque([chez_nous]))
    assert {one.code for one in anomalies} == {"champ-manquant", "date-forme", "cle-inconnue"}
    assert "vouliez-vous « visas »" in " ".join(map(str, anomalies))


def test_a_type_of_act_may_float_on_its_major(chez_nous: Path) -> None:
    path = chez_nous / "acte.yaml"
    path.write_text(EXEMPLE.replace("acte: arrete", "acte: arrete@1\nmodele: arrete@1"), encoding="utf-8")
    assert delib.build(path, bibliotheque=delib.Bibliotheque([chez_nous])).modele == "arrete@1.0.0"


# ------------------------------------------------------------------------------------------------------ which version answers

# The versions in the first folder, in the second; what is asked; what answers.
RESOLVED = [
    (["1.0.0"], [], "avis", "1@1.0.0"),
    (["1.0.0", "1.2.0", "1.10.0"], [], "avis", "1@1.10.0"),
    (["1.0.0", "2.0.0"], [], "avis@1", "1@1.0.0"),
    (["1.2.0", "1.2.9", "1.3.0"], [], "avis@1.2", "1@1.2.9"),
    (["1.2.0", "1.2.9"], [], "avis@1.2.0", "1@1.2.0"),
    (["brouillon", "0.1.0"], [], "avis", "1@0.1.0"),
    (["brouillon", "0.1.0"], [], "avis@brouillon", "1@brouillon"),
    (["brouillon"], [], "avis", "1@brouillon"),
    (["1.0.0"], ["2.0.0"], "avis", "1@1.0.0"),
    (["1.0.0"], ["2.0.0"], "avis@2", "2@2.0.0"),
    (["brouillon"], ["2.0.0"], "avis", "1@brouillon"),
    (["brouillon"], ["2.0.0"], "avis@2", "2@2.0.0"),
    (["2.0.0"], ["brouillon"], "avis@brouillon", "2@brouillon"),
    ([], ["1.0.0"], "avis", "2@1.0.0"),
    (["01.0.0", "1.0", "v1", "1.0.0.0", "0.9.0"], [], "avis", "1@0.9.0"),
]


@pytest.mark.parametrize(("first", "second", "asked", "answer"), RESOLVED, ids=[f"{a} {b} {c}" for a, b, c, _ in RESOLVED])
def test_the_version_that_answers(first: list[str], second: list[str], asked: str, answer: str, tmp_path: Path) -> None:
    roots = [tmp_path / "1", tmp_path / "2"]
    for root, versions in zip(roots, (first, second), strict=True):
        (root / "modeles").mkdir(parents=True)
        for version in versions:
            publish(root, "avis", version)
    found = delib.Bibliotheque(roots).find(asked)
    assert f"{Path(found.dossier).parts[-4]}@{found.version}" == answer
    assert found.nom == "avis"


# What is asked of a library that holds avis 1.0.0 and 1.2.0; the code; what is advised.
UNANSWERED = [
    ("avi", "modele-inconnu", "vouliez-vous « avis »"),
    ("Avis", "modele-inconnu", "vouliez-vous « avis »"),
    ("deliberatoin", "modele-inconnu", "vouliez-vous « deliberation »"),
    ("zzz", "modele-inconnu", "avis, convention-engagement, deliberation, formulaire-engagement, reglement, sommaire"),
    ("", "modele-inconnu", "avis, convention-engagement, deliberation, formulaire-engagement, reglement, sommaire"),
    ("../avis", "modele-inconnu", "vouliez-vous « avis »"),
    ("avis@", "modele-inconnu", "vouliez-vous « avis »"),
    ("avis@v1", "modele-inconnu", "vouliez-vous « avis »"),
    ("avis@1.2.0.0", "modele-inconnu", "vouliez-vous « avis »"),
    ("avis@" + "1" * 6_000, "modele-inconnu", "vouliez-vous « avis »"),
    ("avis@2", "version-inconnue", "versions connues : 1.0.0, 1.2.0"),
    ("avis@1.3", "version-inconnue", "versions connues : 1.0.0, 1.2.0"),
    ("avis@brouillon", "version-inconnue", "versions connues : 1.0.0, 1.2.0"),
]


@pytest.mark.parametrize(("asked", "code", "said"), UNANSWERED, ids=[one[0][:20] for one in UNANSWERED])
def test_an_unknown_template_or_version_is_told_with_the_known_ones(asked: str, code: str, said: str, tmp_path: Path) -> None:
    publish(tmp_path, "avis", "1.0.0")
    publish(tmp_path, "avis", "1.2.0")
    with pytest.raises(delib.AppelError) as refused:
        delib.Bibliotheque([tmp_path]).find(asked)
    (anomalie,) = refused.value.anomalies
    assert anomalie.code == code
    assert said in str(anomalie)
    assert len(str(anomalie)) < 400


def test_a_library_that_is_not_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("x", encoding="utf-8")
    for path in (tmp_path / "absente", tmp_path / "fichier"):
        with pytest.raises(delib.AppelError) as refused:
            delib.Bibliotheque([path])
        assert [one.code for one in refused.value.anomalies] == ["bibliotheque-absente"]


def test_what_else_lies_in_a_library_does_no_harm(tmp_path: Path) -> None:
    publish(tmp_path, "avis", "1.0.0")
    for name in (".git", "Mes modèles", "vide", "~$tampon"):
        (tmp_path / "modeles" / name).mkdir()
    (tmp_path / "modeles" / "LISEZMOI.md").write_text("x", encoding="utf-8")
    (tmp_path / "modeles" / "avis" / "2.0.0").mkdir()
    library = delib.Bibliotheque([tmp_path], packaged=False)
    assert str(library.find("avis")) == "avis@1.0.0"
    assert library.versions("avis") == ["1.0.0"]
    assert library.modeles() == ["avis", "vide"]


def test_a_template_refuses_the_acts_of_another_schema(chez_nous: Path) -> None:
    publish(chez_nous, "avis", "1.0.0", schemas='["deliberation.v1"]')
    library = delib.Bibliotheque([chez_nous])
    with pytest.raises(delib.ModeleError) as refused:
        delib.build(library.find("arrete").exemple, bibliotheque=library, modele="avis")
    (anomalie,) = refused.value.anomalies
    assert anomalie.code == "modele-schema"
    assert "arrete.v1" in str(anomalie)


def test_our_own_template_replaces_the_shipped_one(racine: Path, tmp_path: Path) -> None:
    folder = publish(tmp_path, "deliberation", "3.0.0", docx("Chez nous : {{ objet }}"), '["deliberation.v1"]')
    card = folder / "modele.toml"
    card.write_text(card.read_text(encoding="utf-8").replace('date = "date"', 'date = "seance.date"'), encoding="utf-8")
    document = delib.build(racine / "tests" / "actes" / "commune-vote.yaml", bibliotheque=delib.Bibliotheque([tmp_path]))
    assert document.modele == "deliberation@3.0.0"
    assert document.texte.startswith("Chez nous : ")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('fichier = ["numero"]', 'fichier = ["visas"]', "« fichier » nomme « visas »"),
        ('fichier = ["numero"]', 'fichier = ["nope"]', "« fichier » nomme « nope »"),
        ('date = "date"', 'date = "seanse.date"', "« date » nomme « seanse.date »"),
    ],
)
def test_a_card_that_names_what_the_act_has_not_is_refused(before: str, after: str, said: str, chez_nous: Path) -> None:
    (card,) = (chez_nous / "modeles" / "arrete").glob("*/modele.toml")
    card.write_text(card.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
    with pytest.raises(delib.ModeleError) as refused:
        delib.build(
            chez_nous / "exemple.yaml" if (chez_nous / "exemple.yaml").exists() else card.parent / "exemple.yaml",
            bibliotheque=delib.Bibliotheque([chez_nous]),
        )
    (anomalie,) = refused.value.anomalies
    assert (anomalie.code, said in anomalie.message) == ("modele-toml", True)


def test_an_act_without_variants_is_not_given_one(chez_nous: Path) -> None:
    (card,) = (chez_nous / "modeles" / "arrete").glob("*/modele.toml")
    done = run(
        "check", str(card.parent / "exemple.yaml"), "--bibliotheque", str(chez_nous), "--variante", "extrait", cwd=chez_nous
    )
    assert (done.returncode, "[variante-sans-objet]" in done.stderr) == (2, True)


# ------------------------------------------------------------------------------------------------------------------- schemas

# What is changed in the schema; the code; a word of the message.
SCHEMAS: list[tuple[str, dict[str, Any] | str, str, str]] = [
    ("a keyword out of the profile", {"anyOf": []}, "schema-profil", "« anyOf »"),
    ("an unknown type", {"type": "null"}, "schema-profil", "« null »"),
    ("another $id", {"$id": "https://example.org/arrete.v1.json"}, "schema-profil", "$id"),
    (
        "a pattern that is none",
        {"properties": {"acte": SCHEMA["properties"]["acte"], "x": {"type": "string", "pattern": "("}}},
        "schema-profil",
        "«\xa0(\xa0»|« ( »",
    ),
    (
        "a reference to nothing",
        {"properties": {**SCHEMA["properties"], "numero": {"$ref": "#/$defs/rien"}}},
        "schema-reference",
        "rien",
    ),
    (
        "a reference to an absent file",
        {"properties": {**SCHEMA["properties"], "numero": {"$ref": "absent.v1.json#/$defs/x"}}},
        "schema-absent",
        "absent.v1",
    ),
    (
        "a reference that turns in circles",
        {
            "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}},
            "properties": {**SCHEMA["properties"], "numero": {"$ref": "#/$defs/a"}},
        },
        "schema-reference",
        "$defs",
    ),
    (
        "a reference outside the library",
        {"properties": {**SCHEMA["properties"], "numero": {"$ref": "../../etc/passwd"}}},
        "schema-reference",
        "passwd",
    ),
    (
        "an unknown format",
        {"properties": {**SCHEMA["properties"], "numero": {"title": "N", "type": "string", "format": "roman"}}},
        "schema-format",
        "« roman »",
    ),
    ("no JSON", "{", "schema-illisible", "arrete.v1.json"),
]


@pytest.mark.parametrize(("name", "change", "code", "said"), SCHEMAS, ids=[one[0] for one in SCHEMAS])
def test_a_schema_that_delib_cannot_read_is_told(
    name: str, change: dict[str, Any] | str, code: str, said: str, chez_nous: Path
) -> None:
    text = change if isinstance(change, str) else json.dumps({**SCHEMA, **change})
    (chez_nous / "schemas" / "arrete.v1.json").write_text(text, encoding="utf-8")
    exemple = chez_nous / "modeles" / "arrete" / "1.0.0" / "exemple.yaml"
    anomalies = delib.check(exemple, bibliotheque=delib.Bibliotheque([chez_nous]))
    assert code in {one.code for one in anomalies}, anomalies
    assert any(word in " ".join(map(str, anomalies)) for word in said.split("|"))


# ------------------------------------------------------------------------------------------------------ formats of one's own


@dataclass(frozen=True, slots=True)
class Romain(Valeur):
    """A number in Roman figures."""

    champs = frozenset({"ordinal"})
    chiffres: str

    def __str__(self) -> str:
        return self.chiffres

    @property
    def ordinal(self) -> str:
        """Return « VIIe »."""
        return f"{self.chiffres}e"


class JourAncien(Jour):
    """A date that knows one more attribute."""

    __slots__ = ()
    champs = Jour.champs | {"an"}

    @property
    def an(self) -> str:
        """Return « an 2025 »."""
        return f"an {self.annee}"


def roman(value: str, milieu: Milieu) -> Any:
    """Return the Roman number, or refuse the value."""
    return Romain(value.upper())


def test_a_format_of_ones_own_prints_and_its_attributes_are_known(chez_nous: Path) -> None:
    properties = {**SCHEMA["properties"], "numero": {"title": "N", "type": "string", "format": "roman"}}
    (chez_nous / "schemas" / "arrete.v1.json").write_text(json.dumps({**SCHEMA, "properties": properties}), encoding="utf-8")
    publish(chez_nous, "court", "1.0.0", docx("{{ numero }}, {{ numero.ordinal }}, {{ date.an }}{% if fin.an %} non{% endif %}"))
    library = delib.Bibliotheque([chez_nous])
    formats = delib.Formats.default()
    extended = formats.extended(roman=roman, date=lambda value, milieu: JourAncien(formats.get("date")(value, milieu).valeur))  # type: ignore[misc]
    path = chez_nous / "romain.yaml"
    path.write_text(EXEMPLE.replace("2025-A-07", "vii"), encoding="utf-8")
    acte = delib.load(path, bibliotheque=library, formats=extended)
    assert delib.build(acte, bibliotheque=library, modele="court").texte == "VII, VIIe, an 2025"


def test_an_attribute_that_a_format_does_not_declare_is_refused(chez_nous: Path) -> None:
    publish(chez_nous, "court", "1.0.0", docx("{{ date.valeur }}", "{{ date.weekday }}", "{{ signataire.cle }}"))
    library = delib.Bibliotheque([chez_nous])
    with pytest.raises(delib.ModeleError) as refused:
        delib.build(library.find("arrete").exemple, bibliotheque=library, modele="court")
    assert [one.code for one in refused.value.anomalies] == ["attribut-inconnu"] * 3


FIRED = {code for _, code, _ in UNANSWERED} | {code for _, _, code, _ in SCHEMAS} | {"bibliotheque-absente", "modele-schema"}
