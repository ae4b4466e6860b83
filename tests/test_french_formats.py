"""The formats that make French of data: what each value prints, through its schema, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import delib
from tests.words import plain

FORMATS = ("commune", "date", "duree", "heure", "montant", "periode", "pourcentage", "surface", "civilite")
SCHEMA: dict[str, Any] = {
    "$id": "https://delib.invalid/schemas/essai.v1.json",
    "type": "object",
    "properties": {
        "acte": {"type": "string", "enum": ["essai@1"]},
        **{name: {"$ref": f"commun.v1.json#/$defs/{name}"} for name in FORMATS},
    },
    "additionalProperties": False,
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> delib.Bibliotheque:
    """Return a library with one type of act, whose fields are one of each format."""
    root = tmp_path_factory.mktemp("biblio")
    (root / "schemas").mkdir()
    (root / "schemas" / "essai.v1.json").write_text(json.dumps(SCHEMA), encoding="utf-8")
    return delib.Bibliotheque([root])


def told(library: delib.Bibliotheque, **champs: Any) -> list[str]:
    """Return the codes of what is told of an act that holds `champs`."""
    return [one.code for one in delib.check({"acte": "essai@1", **champs}, bibliotheque=library) if one.code != "modele-inconnu"]


# The format; the value; what it prints; the words it has, with what they print.
PRINTED = [
    ("duree", "3 ans", "trois ans", {"chiffres": "3 ans", "en_lettres": "trois ans"}),
    ("duree", "1 an", "un an", {"chiffres": "1 an"}),
    ("duree", "18 mois", "18 mois", {"en_lettres": "dix-huit mois"}),
    ("duree", "15 jours", "15 jours", {"en_lettres": "quinze jours"}),
    ("duree", "2 semaines", "deux semaines", {}),
    ("periode", {"du": "2025-03-01", "au": "2025-03-15"}, "du 1er au 15 mars 2025", {"jours": "15", "en_annees": "2025"}),
    ("periode", {"du": "2025-02-28", "au": "2025-03-03"}, "du 28 février au 3 mars 2025", {}),
    (
        "periode",
        {"du": "2025-12-20", "au": "2026-01-05"},
        "du 20 décembre 2025 au 5 janvier 2026",
        {"du": "20 décembre 2025", "en_annees": "2025-2026"},
    ),
    ("periode", {"du": "2025-03-01", "au": "2025-03-01"}, "le 1er mars 2025", {"jours": "1"}),
    ("pourcentage", "12.5", "12,5 %", {"en_lettres": "douze virgule cinq pour cent"}),
    ("pourcentage", 80, "80 %", {"en_lettres": "quatre-vingts pour cent"}),
    ("surface", "1250 m2", "1 250 m²", {"en_lettres": "mille deux cent cinquante mètres carrés"}),
    ("surface", "3,25 ha", "3,25 ha", {"cadastrale": "3 ha 25 a 00 ca"}),
    ("montant", "12500.50", "12 500,50 €", {"en_lettres": "douze mille cinq cents euros et cinquante centimes"}),
    ("montant", 80, "80 €", {"complet": "80 € (quatre-vingts euros)"}),
    ("heure", "19:30", "19 h 30", {"en_lettres": "dix-neuf heures trente"}),
    ("date", "2025-08-11", "11 août 2025", {"solennelle": "l’an deux mille vingt-cinq, le onze août"}),
    ("commune", "L'Haÿ-les-Roses", "L'Haÿ-les-Roses", {"de": "de L’Haÿ-les-Roses", "a": "à L’Haÿ-les-Roses"}),
    ("commune", "93045", "Les Lilas", {"la_commune": "la commune des Lilas"}),
    ("commune", {"nom": "Saint-Denis", "code": "97411"}, "Saint-Denis", {"departement": "974"}),
    (
        "commune",
        {"nom": "Pierrefitte-sur-Seine", "hors_table": True},
        "Pierrefitte-sur-Seine",
        {"de": "de Pierrefitte-sur-Seine"},
    ),
    ("commune", {"nom": "le Bourg-d'Essai", "hors_table": True}, "le Bourg-d'Essai", {"de": "du Bourg-d'Essai"}),
    ("commune", {"nom": "Houx-d'Essai", "hors_table": True}, "Houx-d'Essai", {"de": "", "code": ""}),
    ("commune", {"nom": "Bors", "code": "16052"}, "Bors", {"code": "16052"}),
]


@pytest.mark.parametrize(("form", "value", "prints", "words"), PRINTED, ids=[f"{form} {value}" for form, value, *_ in PRINTED])
def test_a_value_prints(form: str, value: object, prints: str, words: dict[str, str], library: delib.Bibliotheque) -> None:
    acte = delib.load({"acte": "essai@1", form: value}, bibliotheque=library)
    assert acte.anomalies == ()
    made = acte[form]
    assert plain(made) == prints
    assert {name: plain(getattr(made, name)) for name in words} == words
    assert words.keys() <= made.champs


# The format; the value; what is told.
REFUSED = [
    ("date", "2025-02-30", "date-impossible"),
    ("date", "1er avril 2025", "date-forme"),
    ("heure", "25:00", "forme-inattendue"),
    ("montant", "-3", "nombre-hors-bornes"),
    ("montant", "12.345", "montant-impossible"),
    ("montant", "douze", "type-inattendu"),
    ("montant", "12 500", "type-inattendu"),
    ("duree", "trois ans", "forme-inattendue"),
    ("duree", "0 ans", "forme-inattendue"),
    ("duree", "3 lustres", "forme-inattendue"),
    ("periode", {"du": "2025-03-15", "au": "2025-03-01"}, "periode-ordre"),
    ("periode", {"du": "2025-03-15"}, "champ-manquant"),
    ("pourcentage", "-1", "nombre-hors-bornes"),
    ("pourcentage", "1e3", "type-inattendu"),
    ("surface", "3 arpents", "forme-inattendue"),
    ("surface", "-3 ha", "forme-inattendue"),
    ("commune", "", "texte-vide"),
    ("commune", "   ", "texte-vide"),
    ("commune", "Zzyzxqq", "commune-inconnue"),
    ("commune", "Saint-Denis", "commune-ambigue"),
    ("commune", "x" * 50_000, "commune-inconnue"),
    ("commune", {"nom": "Sceaux", "code": "99999"}, "commune-inconnue"),
    ("commune", {"nom": "Sceaux", "code": "93066"}, "commune-code"),
    ("commune", {"nom": "Sceaux", "code": "abc"}, "forme-inattendue"),
    ("commune", {"code": "93066"}, "champ-manquant"),
    ("civilite", "Mr", "valeur-hors-liste"),
    ("civilite", "mme", "valeur-hors-liste"),
    ("civilite", "Mademoiselle", "valeur-hors-liste"),
]


@pytest.mark.parametrize(("form", "value", "code"), REFUSED, ids=[f"{form} {str(value)[:30]}" for form, value, _ in REFUSED])
def test_a_value_is_refused(form: str, value: object, code: str, library: delib.Bibliotheque) -> None:
    assert told(library, **{form: value}) == [code]


def test_the_civilites_of_the_schema_are_those_of_the_language() -> None:
    from delib.francais.accords import CIVILITES, SINGULIER

    enum = delib.Bibliotheque.default().schemas.load("commun.v1")["$defs"]["civilite"]["enum"]
    assert set(enum) == {civilite for civilite, said in CIVILITES.items() if said.nombre == SINGULIER}


# The body; what the data say; what prints.
AGREED = [
    ("la commission des finances", "informé", "informée"),
    ("la commission des finances", "informée", "informée"),
    ("le comité social territorial", "consulté", "consulté"),
    ("les commissions", "entendu", "entendues"),
    ("les comités", "consulté", "consultés"),
    ("l'assemblée des conseillers", "réuni", "réunie"),
    ("l'architecte", "consulté", "consulté"),
    ("l'architecte", "consultée", "consultée"),
    ("la commission", "dûment convoqué", "dûment convoquée"),
    ("la commission", "en séance", "en séance"),
]


@pytest.mark.parametrize(("instance", "etat", "prints"), AGREED)
def test_what_a_body_did_is_agreed_with_it(instance: str, etat: str, prints: str) -> None:
    from tests.words import minimal

    acte = delib.load(minimal(consultations=[{"instance": instance, "etat": etat}]))
    assert acte["consultations"][0]["etat"] == prints
    assert acte.anomalies == ()


def test_the_gender_given_wins_over_the_article() -> None:
    from tests.words import minimal

    said = {"instance": "l'architecte", "etat": "consulté", "genre": "feminin", "nombre": "singulier"}
    assert delib.load(minimal(consultations=[said]))["consultations"][0]["etat"] == "consultée"


def test_a_visa_gives_what_it_cites_and_prints_its_own_words() -> None:
    from tests.words import minimal

    acte = delib.load(minimal(visas=["la loi n°2014-58 du 27 janvier 2014 de modernisation", "les pièces du dossier"]))
    known, unknown = (visa["reference"] for visa in acte["visas"])
    assert acte["visas"][0]["texte"] == "la loi n°2014-58 du 27 janvier 2014 de modernisation"
    assert (known.cle, known.numero, known.date.iso, known.rang) == ("loi:2014-58", "2014-58", "2014-01-27", 5)
    assert (unknown.reference, unknown.cle, unknown.date, str(unknown)) == (None, "", None, "les pièces du dossier")


def test_an_act_without_communes_loads_no_table(tmp_path: Path) -> None:
    import subprocess
    import sys

    code = (
        "import sys, delib; from tests.words import minimal; delib.build(minimal()); "
        "heavy = {'delib.acte.communes', 'delib.francais.communes', 'num2words', 'babel', 'delib.droit.references'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1])
    assert done.stdout.strip() == "[]"


# What is known of the posting; what an expédition prints of it.
POSTINGS = [
    ({"du": "2025-04-10", "au": "2025-04-25"}, "Affichage du 10 au 25 avril 2025"),
    ({"du": "2025-12-20", "au": "2026-02-20"}, "Affichage du 20 décembre 2025 au 20 février 2026"),
    ({"du": "2025-04-10"}, "Affichage à compter du 10 avril 2025"),
]


@pytest.mark.parametrize(("affichage", "prints"), POSTINGS)
def test_the_days_of_posting_print_as_a_period(affichage: dict[str, str], prints: str) -> None:
    from tests.words import minimal

    document = delib.build(minimal(variante="expedition", suites={"acte": "1", "affichage": affichage}))
    assert prints in plain(document.texte).split("\n")
    assert document.anomalies == ()
