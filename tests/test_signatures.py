"""Who signs, under which title: only what the data give. A jurist can add a line to each table."""

from __future__ import annotations

from typing import Any

import pytest

import delib
from tests.words import minimal

MAIRE = {"qualite": "Maire", "qualite_signature": "Le Maire de Test"}
PRESIDENT = {"qualite": "Président", "qualite_signature": "Le Président de la Métropole"}


def signed(qualite: str | None, head: dict[str, str], nom: str = "Commune de Test", **changed: Any) -> list[str]:
    """Return the lines printed after the dispositif of an act that « Mme Bé BON » presides."""
    bon = {"civilite": "Mme", "prenom": "Bé", "nom": "Bon", **({"qualite": qualite} if qualite else {})}
    organes = {"conseil": {"intitule": "le Conseil", "president": head}}
    elus = {"bon": bon, "sec": {"civilite": "M.", "nom": "Sec"}}
    collectivite = {"nom": nom, "nature": "commune", "typographie": "laisser", "organes": organes, "elus": elus}
    seance = {"organe": "conseil", "date": "2025-04-07", "president": "bon", "secretaires": ["sec"]}
    lines = delib.build(minimal(collectivite=collectivite, seance=seance, **changed)).texte.split("\n")
    return lines[lines.index("APPROUVE le tout.") + 1 :]


TITLES = [
    # the president's qualité, the body's head, the name of the collectivité, the title that signs
    ("Maire", MAIRE, "Commune de Test", "Le Maire de Test"),
    ("maire de Test", MAIRE, "Commune de Test", "Le Maire de Test"),
    ("Présidente", PRESIDENT, "Métropole du Lac", "Le Président de la Métropole"),
    ("Présidente de la Métropole", PRESIDENT, "Métropole du Lac", "Le Président de la Métropole"),
    (None, MAIRE, "Commune de Test", "La présidente de séance"),
    ("Adjointe au maire", MAIRE, "Commune de Test", "La présidente de séance"),
    ("Maire d'arrondissement", MAIRE, "Commune de Test", "La présidente de séance"),
    ("Maire de Rueil", MAIRE, "Commune de Test", "La présidente de séance"),
    ("1re vice-présidente", PRESIDENT, "Métropole du Lac", "La présidente de séance"),
    ("Présidente du groupe Écologiste", PRESIDENT, "Métropole du Lac", "La présidente de séance"),
    ("Maire", {}, "Commune de Test", "La présidente de séance"),
]


@pytest.mark.parametrize(("qualite", "head", "nom", "title"), TITLES)
def test_nobody_signs_under_a_title_that_the_data_do_not_give(
    qualite: str | None, head: dict[str, str], nom: str, title: str
) -> None:
    assert signed(qualite, head, nom) == [title, "Bé BON"]


VARIANTS = [
    ("projet", False, []),
    ("original", False, ["Le Maire de Test", "Le secrétaire de séance", "Bé BON", "SEC"]),
    ("extrait", False, ["Le Maire de Test", "Bé BON"]),
    ("extrait", True, ["Le Maire de Test", "Le secrétaire de séance", "Bé BON", "SEC"]),
    ("expedition", False, ["Le Maire de Test", "Bé BON"]),
]


@pytest.mark.parametrize(("variante", "both", "lines"), VARIANTS)
def test_each_variant_is_signed_by_whom_it_should(variante: str, both: bool, lines: list[str]) -> None:
    assert signed("Maire", MAIRE, variante=variante, style={"secretaire_sur_extrait": both}) == lines


def test_a_delegate_signs_for_the_head_of_the_body() -> None:
    delegate = {"personne": {"nom": "Del", "qualite": "Adjoint au maire"}, "role": "delegataire", "delegation": "arrêté n° 3"}
    lines = signed("Maire", MAIRE, signataires=[delegate])
    assert lines == ["Pour le Maire de Test et par délégation (arrêté n° 3),", "Adjoint au maire", "DEL"]


def test_titles_are_printed_when_they_are_asked() -> None:
    someone = {"nom": "Bon", "qualite": "Maire", "titres": ["Ancien Ministre", "Sénateur"]}
    asked = [{"personne": someone, "role": "president", "titres": True}]
    assert signed("Maire", MAIRE, signataires=asked) == ["Le Maire de Test", "BON", "Ancien Ministre", "Sénateur"]
    assert signed("Maire", MAIRE, signataires=[{"personne": someone, "role": "president"}]) == ["Le Maire de Test", "BON"]


@pytest.mark.parametrize(
    ("resultat", "line"), [("retire", "AFFAIRE RETIRÉE DE L’ORDRE DU JOUR"), ("ajourne", "AFFAIRE AJOURNÉE")]
)
def test_an_affair_that_was_not_decided_prints_no_decision(resultat: str, line: str) -> None:
    mentions = {"certification": "certifie le caractère exécutoire"}
    lines = delib.build(minimal(vote={"resultat": resultat}, mentions=mentions)).texte.split("\n")
    assert lines[-2:] == ["LE CONSEIL", line]
    assert delib.build(minimal(vote={"resultat": "adopte"}, mentions=mentions)).texte.endswith("certifie le caractère exécutoire")


VOTES = [
    # what the vote says, the line printed
    ({"resultat": "adopte", "unanimite": "exprimes"}, "ADOPTE À L’UNANIMITÉ DES SUFFRAGES EXPRIMÉS"),
    ({"resultat": "adopte", "unanimite": "presents"}, "ADOPTE À L’UNANIMITÉ DES MEMBRES PRÉSENTS"),
    (
        {"resultat": "adopte", "unanimite": "membres_presents_et_representes"},
        "ADOPTE À L’UNANIMITÉ DES MEMBRES PRÉSENTS ET REPRÉSENTÉS",
    ),
    ({"resultat": "adopte"}, "ADOPTE"),
    ({"resultat": "rejete"}, "REJETTE"),
    (
        {"resultat": "adopte", "decompte": {"pour": 9, "contre": 0, "abstentions": 4}},
        "ADOPTE À L’UNANIMITÉ DES SUFFRAGES EXPRIMÉS",
    ),
    ({"resultat": "adopte", "decompte": {"pour": 9, "contre": 4}}, "ADOPTE À LA MAJORITÉ DES SUFFRAGES EXPRIMÉS"),
    ({"resultat": "rejete", "decompte": {"pour": 4, "contre": 9}}, "REJETTE À LA MAJORITÉ DES SUFFRAGES EXPRIMÉS"),
    ({"resultat": "adopte", "decompte": {"votants": 10, "pour": 10, "contre": 3}}, "ADOPTE À LA MAJORITÉ DES SUFFRAGES EXPRIMÉS"),
    ({"resultat": "adopte", "decompte": {"pour": 5}}, "ADOPTE"),
    ({"resultat": "adopte", "decompte": {"pour": 5, "contre": 5}, "voix_preponderante": True}, "ADOPTE"),
]


@pytest.mark.parametrize(("vote", "line"), VOTES)
def test_the_vote_says_what_the_counts_allow(vote: dict[str, Any], line: str) -> None:
    assert signed("Maire", MAIRE, vote=vote)[0] == line


GIVEN = [
    # what is given, and the data path that delib says is printed nowhere
    ({"suites": {"acte": "1", "retrait": {"date": "2025-05-01"}}}, "suites.retrait"),
    (
        {
            "signataires": [
                {
                    "personne": {"nom": "A"},
                    "role": "president",
                    "signature": {"fichier": "s.png", "texte_alternatif": "Signature"},
                }
            ]
        },
        "signataires[0].signature.fichier",
    ),
]


@pytest.mark.parametrize(("given", "chemin"), GIVEN)
def test_what_is_given_and_printed_nowhere_is_told(given: dict[str, Any], chemin: str) -> None:
    document = delib.build(minimal(**given))
    assert chemin in {one.chemin for one in document.anomalies if one.code == "donnee-non-imprimee"}
