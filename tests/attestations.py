"""A small type of act made for the tests of series: an attestation, its schema and template as data, a common act, a list."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import delib
from delib.anomalie import Anomalie
from tests.words import docx

COMMUN = "commun.v1.json#/$defs/"
PROPRIETES: dict[str, Any] = {
    "acte": {"title": "Type", "type": "string", "enum": ["attestation", "attestation@1"], "x-usage": "controle"},
    "typographie": {"title": "Typographie", "$ref": f"{COMMUN}typographie", "x-usage": "controle"},
    "modele": {"title": "Modèle", "$ref": f"{COMMUN}nom_de_modele", "x-usage": "controle"},
    "collectivite": {
        "title": "Collectivité",
        "oneOf": [{"$ref": f"{COMMUN}chemin"}, {"$ref": "collectivite.v1.json"}],
    },
    "beneficiaires": {
        "title": "Bénéficiaires",
        "oneOf": [{"type": "string", "minLength": 1}, {"$ref": f"{COMMUN}liste"}],
        "x-usage": "controle",
    },
    "objet": {"title": "Objet", "$ref": f"{COMMUN}texte"},
    "duree": {"title": "Durée", "$ref": f"{COMMUN}duree"},
    "signataire": {"title": "Signataire", "$ref": f"{COMMUN}personne"},
    "pieces": {"title": "Pièces", "type": "array", "items": {"$ref": f"{COMMUN}texte"}},
    "numero": {"title": "Numéro", "$ref": f"{COMMUN}code"},
    "commune": {"title": "Commune", "$ref": f"{COMMUN}commune"},
    "representant": {
        "title": "Représentant",
        "type": "object",
        "properties": {
            "civilite": {"title": "Civilité", "type": "string", "enum": ["M.", "Mme"]},
            "nom": {"title": "Nom", "$ref": f"{COMMUN}texte"},
            "qualite": {"title": "Qualité", "$ref": f"{COMMUN}texte", "default": "Maire"},
        },
        "required": ["nom"],
        "additionalProperties": False,
    },
    "contacts": {
        "title": "Contacts",
        "type": "array",
        "items": {
            "type": "object",
            "properties": {"nom": {"title": "Nom", "$ref": f"{COMMUN}texte"}, "age": {"title": "Âge", "type": "integer"}},
            "required": ["nom"],
            "additionalProperties": False,
        },
    },
    "montant": {"title": "Montant", "$ref": f"{COMMUN}montant"},
    "accord": {"title": "Accord", "type": "boolean"},
    "date": {"title": "Date", "$ref": f"{COMMUN}date"},
}
CARTE = """nom = "attestation"
version = "brouillon"
titre = "Attestation, pour les essais"
docx = "attestation.docx"
schemas = ["attestation.v1"]

[document]
fichier = ["numero", "commune"]
date = "date"

[serie]
liste = "beneficiaires"
champ = "commune"
"""
LIGNES = (
    "Attestation n° {{ numero }}",
    "{{ collectivite.nom }} : {{ objet }}{% if duree %}, pour {{ duree }}{% endif %}",
    "{% if commune %}La commune {{ commune.de }}{% endif %}",
    "{% if representant %}{{ representant.civilite }} {{ representant.nom }}, {{ representant.qualite }}{% endif %}",
    "{%p for piece in pieces %}",
    "– {{ piece }}",
    "{%p endfor %}",
    "{%p for contact in contacts %}",
    "{{ contact.nom }}{% if contact.age is connu %}, {{ contact.age }}{% endif %}",
    "{%p endfor %}",
    "{% if montant %}{{ montant.complet }}{% endif %}{% if accord %} d’accord{% endif %}",
    "{% if signataire %}{{ signataire.civil }}{% endif %}{% if date %}, le {{ date }}{% endif %}",
)
MAISON = {
    "nom": "Métropole du Grand Paris",
    "nature": "metropole",
    "siren": "200054781",
    "typographie": "corriger",
    "organes": {"conseil": {"intitule": "le Conseil"}},
    "elus": {"durand": {"civilite": "Mme", "prenom": "Anne", "nom": "Durand", "qualite": "Présidente"}},
}
BASE: dict[str, Any] = {
    "acte": "attestation",
    "collectivite": MAISON,
    "objet": "l'aide aux centres villes",
    "duree": "18 mois",
    "signataire": "durand",
    "pieces": ["le règlement", "l'annexe n° 2"],
}
COMMUNES = ("Argenteuil", "Sceaux", "Pantin", "Montreuil", "Bagneux", "Bobigny", "Clichy", "Créteil", "Drancy", "Gagny")
COLONNES = ("numero", "commune", "representant.civilite", "representant.nom", "montant")


def library(folder: Path, *, lignes: Sequence[str] = LIGNES, carte: str = CARTE) -> delib.Bibliotheque:
    """Return a library of attestations, made in `folder`."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://delib.invalid/schemas/attestation.v1.json",
        "title": "Attestation",
        "type": "object",
        "properties": PROPRIETES,
        "required": ["acte", "collectivite", "objet", "numero"],
        "additionalProperties": False,
    }
    home = folder / "modeles" / "attestation" / "brouillon"
    home.mkdir(parents=True, exist_ok=True)
    (folder / "schemas").mkdir(exist_ok=True)
    (folder / "schemas" / "attestation.v1.json").write_text(json.dumps(schema, ensure_ascii=False), encoding="utf-8")
    (home / "modele.toml").write_text(carte, encoding="utf-8")
    (home / "attestation.docx").write_bytes(docx(*lignes))
    return delib.Bibliotheque([folder])


def write_base(folder: Path, **changed: Any) -> Path:
    """Write the common act in `folder`, some fields `changed` (None: left out); return its path."""
    import yaml

    said = {name: value for name, value in {**BASE, **changed}.items() if value is not None}
    path = folder / "attestation.yaml"
    path.write_text(yaml.safe_dump(said, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def row(number: int) -> tuple[str, ...]:
    """Return the cells of row `number`, from 1: no two have the same number."""
    commune = COMMUNES[number % len(COMMUNES)]
    return (f"A-{number:05d}", commune, "Mme" if number % 2 else "M.", f"Martin{number}", f"{100 + number},50")


def write_list(path: Path, rows: Sequence[Sequence[str]], colonnes: Sequence[str] = COLONNES) -> Path:
    """Write a list, separated by semicolons; return its path."""
    lines = [";".join(colonnes), *(";".join(one) for one in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below `folder`, hidden ones too."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def codes(anomalies: Sequence[Anomalie]) -> list[str]:
    """Return the codes of anomalies that are errors or warnings."""
    return [one.code for one in anomalies if one.gravite is not delib.Gravite.INFO]


def table(rows: Sequence[Mapping[str, str]]) -> tuple[list[str], list[list[str]]]:
    """Return the titles and the cells of rows written as mappings."""
    titles = list(dict.fromkeys(name for one in rows for name in one))
    return titles, [[one.get(name, "") for name in titles] for one in rows]
