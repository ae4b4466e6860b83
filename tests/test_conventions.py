"""The convention d'engagement: what it says of each party, what it never says, and what it refuses.

The tables are meant to be read and added to. `donnees/convention-communes.tsv` gives, for each of the 130 communes of the
Métropole du Grand Paris, the words that name it in a contract; it was made from INSEE's table (code of the article), without
delib, and read through.
"""

from __future__ import annotations

import copy
import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

import delib
from delib.acte.schema import Schemas
from delib.codes import CODES
from delib.francais.valeur import Personne
from delib.paquet import read
from tests import ooxml
from tests.conftest import RACINE
from tests.words import plain

DONNEES = Path(__file__).parent / "donnees"
MODELE = RACINE / "modeles" / "convention-engagement" / "brouillon"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COMMUNES = [line.split("\t") for line in (DONNEES / "convention-communes.tsv").read_text(encoding="utf-8").splitlines()[1:]]

CADRE: dict[str, Any] = {
    "acte": "convention-engagement",
    "collectivite": {
        "nom": "Métropole du Grand Paris",
        "genre": "feminin",
        "nature": "metropole",
        "siren": "200054781",
        "typographie": "laisser",
        "tribunal": {"nom": "tribunal administratif de Paris"},
        "organes": {"bureau": {"intitule": "le Bureau de la Métropole du Grand Paris"}},
        "elus": {"ollier": {"civilite": "M.", "prenom": "Patrick", "nom": "Ollier", "qualite": "Président"}},
    },
    "programme": {"nom": "Appropriation Métropolitaine"},
    "parcours": {"intitule": "IA-Attractivité des centres villes"},
    "strategie": {"numero": "CM2025/04/07/19-1", "date": "2025-04-07", "intitule": "approuvant la stratégie"},
    "lancement": {"numero": "CM2025/04/07/19-2", "date": "2025-04-07", "intitule": "approuvant le lancement du programme"},
    "delegation": {"numero": "CM2025/04/07/29-1", "date": "2025-04-07", "intitule": "portant délégations"},
    "selection": {"numero": "BM2025/12/02/22-1", "date": "2025-12-02", "executoire": "2025-12-16"},
    "duree": "18 mois",
    "preavis": "1 mois",
    "exemplaires": 2,
    "signataire": "ollier",
    "calendrier": [{"etape": "Ateliers", "echeance": "mars 2026"}],
}
"""What all the conventions of a series share."""
LUC = {"civilite": "M.", "prenom": "Luc", "nom": "Martin", "qualite": "Maire"}
ANNE = {"civilite": "Mme", "prenom": "Anne", "nom": "Lefèvre", "qualite": "Maire"}
SCEAUX: dict[str, Any] = {
    **CADRE,
    "numero": "2026-IA-01",
    "commune": "Sceaux",
    "siege": "1, place de la Mairie",
    "representant": LUC,
    "habilitation": {"numero": "2025-112", "date": "2025-12-15", "executoire": "2025-12-18"},
    "candidature": {"date": "2025-10-10", "numero": "IA-04"},
    "fait": {"lieu": "Paris", "date": "2026-01-20"},
}
"""A sound convention, which gives everything."""
SU = ("acte", "collectivite", "programme", "lancement")
"""What is known of a convention when its model is approved, at the least."""


def convention(**changed: Any) -> dict[str, Any]:
    """Return SCEAUX with some fields `changed`: None drops one, `parcours__intitule` reaches below."""
    made = copy.deepcopy(SCEAUX)
    for name, value in changed.items():
        *above, last = name.split("__")
        place = made
        for step in above:
            place = place[step]
        if value is None:
            place.pop(last, None)
        else:
            place[last] = value
    return made


def modele(**changed: Any) -> dict[str, Any]:
    """Return the model of a convention, which knows all that the conventions share; `changed` as in `convention`."""
    donnees = convention(**{name: value for name, value in changed.items() if name.partition("__")[0] in CADRE})
    other = {name: value for name, value in changed.items() if name.partition("__")[0] not in CADRE}
    return {**{name: donnees[name] for name in CADRE if name in donnees}, "etat": "modele", **other}


def the_least() -> dict[str, Any]:
    """Return the model that knows the least."""
    return modele(**dict.fromkeys(name for name in CADRE if name not in SU))


def lines(donnees: dict[str, Any]) -> list[str]:
    """Return the paragraphs of the convention that `donnees` make, no-break spaces as plain ones."""
    return plain(delib.build(donnees).texte).split("\n")


# ------------------------------------------------------------------------------------------------------------- the parties

HABILITATION = (
    "à signer la présente convention par la délibération n° 2025-112 du 15 décembre 2025, exécutoire le 18 décembre 2025,"
)


@cache
def of_commune(code: str, woman: bool) -> tuple[str, ...]:
    """Return the paragraphs of the convention of a commune, found by its official name."""
    nom = next(row[2] for row in COMMUNES if row[0] == code)
    return tuple(lines(convention(commune=nom, representant=ANNE if woman else LUC)))


def test_the_table_holds_the_130_communes_of_the_metropole() -> None:
    assert len(COMMUNES) == len({row[0] for row in COMMUNES}) == 130


@pytest.mark.parametrize("woman", [False, True], ids=["le maire", "la maire"])
@pytest.mark.parametrize(("code", "siren", "nom", "partie"), COMMUNES, ids=[row[2] for row in COMMUNES])
def test_each_commune_is_named_as_the_table_says(code: str, siren: str, nom: str, partie: str, woman: bool) -> None:
    made = list(of_commune(code, woman))
    grouped = f"{siren[:3]} {siren[3:6]} {siren[6:]}"
    signs = "sa Maire, Mme Anne LEFÈVRE, dûment habilitée" if woman else "son Maire, M. Luc MARTIN, dûment habilité"
    opening = f"L{partie[1:]}, code INSEE {code}, SIREN {grouped}, dont le siège est situé 1, place de la Mairie"
    at = made.index("ET")
    assert made[at + 1] == f"{opening}, représentée par {signs} {HABILITATION}"
    assert made[at + 2 : at + 5] == [
        "ci-après dénommée « le Bénéficiaire »,",
        "d’autre part,",
        "ci-après ensemble dénommées « les Parties »,",
    ]
    assert f"Pour {partie},\u0020la Maire," in " ".join(made) if woman else f"Pour {partie}, le Maire," in " ".join(made)


def test_the_house_is_named_first() -> None:
    made = lines(convention())
    at = made.index("ENTRE")
    assert made[at + 1 : at + 4] == [
        "La Métropole du Grand Paris, établissement public de coopération intercommunale, SIREN 200 054 781, représentée par son "
        "Président, M. Patrick OLLIER, agissant en vertu de la délibération BM2025/12/02/22-1 du 2 décembre 2025, exécutoire le "
        "16 décembre 2025,",
        "ci-après dénommée « la Métropole »,",
        "d’une part,",
    ]


PRESIDENT = {"civilite": "M.", "prenom": "Luc", "nom": "Martin", "qualite": "Président"}
PRESIDENTE = {"civilite": "Mme", "prenom": "Anne", "nom": "Lefèvre", "qualite": "Présidente"}
M, F = "M. Luc MARTIN, dûment habilité", "Mme Anne LEFÈVRE, dûment habilitée"
ORGANISMES: list[tuple[dict[str, str], dict[str, str], str, str, str]] = [
    # the body; who signs; how the sentence goes after its name; « dénommé… » alone, then with the Métropole
    (
        {"intitule": "l’établissement public territorial Plaine Commune"},
        PRESIDENT,
        f"représenté par son Président, {M}",
        "dénommé",
        "dénommés",
    ),
    (
        {"intitule": "le centre communal d’action sociale de Sceaux", "forme": "établissement public administratif"},
        PRESIDENTE,
        f"établissement public administratif, représenté par sa Présidente, {F}",
        "dénommé",
        "dénommés",
    ),
    ({"intitule": "la caisse des écoles de Pantin"}, PRESIDENT, f"représentée par son Président, {M}", "dénommée", "dénommées"),
    (
        {"intitule": "l’école de musique", "genre": "feminin"},
        PRESIDENTE,
        f"représentée par sa Présidente, {F}",
        "dénommée",
        "dénommées",
    ),
    (
        {"intitule": "l’entente Marne-et-Bois", "genre": "feminin"},
        {**ANNE, "qualite": "Adjointe au maire"},
        f"représentée par son Adjointe au maire, {F}",
        "dénommée",
        "dénommées",
    ),
    (
        {"intitule": "les Écoles d’art du Grand Essai"},
        PRESIDENTE,
        f"représentées par leur Présidente, {F}",
        "dénommées",
        "dénommées",
    ),
    (
        {"intitule": "les Hospices civils du Grand Essai", "genre": "masculin"},
        PRESIDENT,
        f"représentés par leur Président, {M}",
        "dénommés",
        "dénommés",
    ),
    (
        {"intitule": "les instituts d’art", "genre": "masculin", "nombre": "pluriel"},
        {**LUC, "qualite": "Recteur magnifique"},
        "représentés par M. Luc MARTIN, Recteur magnifique, dûment habilité",
        "dénommés",
        "dénommés",
    ),
]


@pytest.mark.parametrize("row", ORGANISMES, ids=[row[0]["intitule"] for row in ORGANISMES])
def test_a_body_that_is_not_a_commune_agrees(row: tuple[dict[str, str], dict[str, str], str, str, str]) -> None:
    organisme, representant, suite, alone, together = row
    made = lines(convention(commune=None, siege=None, organisme=organisme, representant=representant))
    at = made.index("ET")
    nom = organisme["intitule"]
    assert made[at + 1] == f"{nom[:1].upper()}{nom[1:]}, {suite} {HABILITATION}"
    assert made[at + 2] == f"ci-après {alone} « le Bénéficiaire »,"
    assert made[at + 4] == f"ci-après ensemble {together} « les Parties »,"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"siret": "21920071400018"}, "code INSEE 92071, SIRET 219 200 714 00018, dont le siège"),
        ({"habilitation__type": "decision"}, "par la décision n° 2025-112 du 15 décembre 2025, exécutoire le 18 décembre 2025,"),
        ({"habilitation__executoire": None}, "par la délibération n° 2025-112 du 15 décembre 2025,"),
        ({"selection__executoire": None}, "en vertu de la délibération BM2025/12/02/22-1 du 2 décembre 2025,"),
        ({"collectivite__genre": None}, "La Métropole du Grand Paris, établissement public"),
        ({"collectivite__siret_siege": "20005478100022"}, "SIRET 200 054 781 00022, représentée"),
        ({"signataire": {**PRESIDENTE, "qualite": "Vice-présidente"}}, "représentée par sa Vice-présidente, Mme Anne LEFÈVRE"),
        ({"duree": "1 an"}, "une durée d’un an à compter"),
        ({"preavis": "15 jours"}, "avec un préavis de 15 jours."),
        ({"preavis": "2 mois"}, "pendant un délai de deux mois à compter de sa réception."),
        ({"collectivite__tribunal": None}, "devant le tribunal administratif compétent."),
        ({"parcours__reference_avis": "n° 2025-01 du 9 mai 2025"}, "par un avis d’ouverture (n° 2025-01 du 9 mai 2025)."),
        ({"candidature__date": None}, "Vu le formulaire d’engagement du Bénéficiaire, enregistré sous le n° IA-04,"),
        ({"candidature__numero": None}, "Vu le formulaire d’engagement du Bénéficiaire, déposé le 10 octobre 2025,"),
        ({"candidature": None}, "Vu le formulaire d’engagement du Bénéficiaire,"),
        ({"delegation": None}, "notamment ses articles L. 5211-9 et L. 5219-1 ;"),
        ({}, "notamment ses articles L. 5211-9, L. 5211-10 et L. 5219-1 ;"),
        ({}, "Fait en deux exemplaires originaux, à Paris, le 20 janvier 2026."),
        ({"fait__date": None}, "Fait en deux exemplaires originaux, à Paris."),
        ({"fait": None}, "Fait en deux exemplaires originaux."),
        ({"fait__lieu": None}, "Fait en deux exemplaires originaux, le 20 janvier 2026."),
        ({"exemplaires": None}, "Fait à Paris, le 20 janvier 2026."),
        (
            {"exemplaires": None},
            "La présente convention est établie en autant d’exemplaires originaux que de Parties. "
            "Elle peut aussi être signée par voie électronique : chaque Partie reçoit alors un exemplaire du fichier signé.",
        ),
        ({"fait": None}, "Date et signature :"),
        ({}, "en deux exemplaires originaux, un pour chaque Partie. Elle peut"),
        ({"exemplaires": 3}, "en trois exemplaires originaux, dont un pour chaque Partie. Elle peut"),
        (
            {"calendrier": None},
            "La Métropole arrête, après avis du comité de suivi, le calendrier des trois temps du Parcours, dans la limite de la "
            "durée prévue à l’article 3.",
        ),
        ({}, "la Métropole est son sous-traitant et le titulaire du marché, sous-traitant ultérieur, dans les conditions fixées"),
        ({}, "dans les conditions fixées par l’acte prévu au paragraphe 8.2 (article 28, paragraphes 2 à 4, du règlement (UE)"),
        ({}, "n’ouvrent droit à aucune indemnité, sans préjudice de l’article 14."),
    ],
    ids=str,
)
def test_what_is_known_is_said(changed: dict[str, Any], said: str) -> None:
    assert any(said in line for line in lines(convention(**changed))), said


POSSESSIFS = [
    # civilité, qualité; after the possessive
    ("M.", "Maire", "son Maire"),
    ("Mme", "Maire", "sa Maire"),
    ("Mme", "Adjointe au maire", "son Adjointe au maire"),
    ("Mme", "Élue déléguée", "son Élue déléguée"),
    ("M.", "Présidente", "son Président"),
    ("Mme", "Vice-président", "sa Vice-présidente"),
    ("Dr", "Maire", ""),
    ("", "Maire", ""),
    ("Mme", "", ""),
    ("Mme", "Recteur magnifique", ""),
]


@pytest.mark.parametrize(("civilite", "qualite", "said"), POSSESSIFS)
def test_a_fonction_follows_its_possessive(civilite: str, qualite: str, said: str) -> None:
    assert Personne(nom="Roy", civilite=civilite, qualite=qualite).son == said


# ---------------------------------------------------------------------------------------------------------- the fixed text

TITRES = [
    "Objet",
    "Pièces contractuelles et ordre de prévalence",
    "Prise d’effet et durée",
    "Engagements de la Métropole",
    "Engagements du Bénéficiaire",
    "Solutions et marchés publics",
    "Absence d’incidence financière",
    "Données à caractère personnel",
    "Usage de l’intelligence artificielle",
    "Propriété intellectuelle et réutilisation",
    "Confidentialité",
    "Communication",
    "Suivi, évaluation et bilan",
    "Responsabilité et assurances",
    "Modification",
    "Résiliation et retrait",
    "Litiges",
    "Signature et exemplaires",
]
CODES_CITES = {"L. 5211-9", "L. 5211-10", "L. 5219-1", "L. 311-3-1", "L. 311-6", "article 26", "article 28", "article 47"}
"""Every article of a code, a law or a regulation (UE) that the convention cites, its hyphens as a jurist looks it up."""
DU_REGLEMENT = {"article 19": "Suivi et évaluation", "annexe 1-C": "Notice d’information sur les données à caractère personnel"}
"""What the convention cites of the règlement du programme, and its title there; other articles are its own, by reference."""


def articles(made: list[str]) -> list[str]:
    """Return the paragraphs of the articles."""
    start = made.index("IL A ÉTÉ CONVENU CE QUI SUIT :")
    return made[start + 1 : next(at for at, line in enumerate(made) if at > start and line.startswith("Fait "))]


def test_the_articles_are_the_same_for_every_beneficiary() -> None:
    fixed = articles(lines(convention()))
    for code, *_ in COMMUNES:
        assert articles(list(of_commune(code, True))) == fixed
    for organisme, representant, *_ in ORGANISMES:
        assert articles(lines(convention(commune=None, organisme=organisme, representant=representant))) == fixed


def test_the_articles_are_those_of_the_outline() -> None:
    assert [line[2:] for line in articles(lines(convention())) if line.startswith("– ")] == TITRES


OPTIONS = [
    *("strategie", "delegation", "exemplaires", "calendrier", "numero", "siege", "candidature", "fait"),
    *("strategie__date", "strategie__intitule", "lancement__date", "lancement__intitule", "delegation__intitule"),
    *("selection__date", "selection__executoire", "habilitation__executoire", "candidature__date", "candidature__numero"),
    *("fait__lieu", "fait__date", "collectivite__siren", "collectivite__tribunal"),
]
"""What a convention may leave out."""
UNFILLED = re.compile(r"…|[\[\]]|\.\.\.|  |\(\s*\)|«\s*»|None|[{}]|__| [,.)]|,,|commune de Les? |d’une part,.*d’une part|^\s|\s$")


def check_filled(made: list[str]) -> None:
    """Check that nothing is left to fill: no blank paragraph, no dots, no double space, no empty bracket."""
    for line in made:
        assert line, made
        assert not UNFILLED.search(line), line


@pytest.mark.parametrize("code", [row[0] for row in COMMUNES])
def test_nothing_is_left_unfilled(code: str) -> None:
    check_filled(list(of_commune(code, False)))


@given(st.sets(st.sampled_from(OPTIONS)))
def test_whatever_is_left_out_leaves_no_blank(left_out: set[str]) -> None:
    below = {name for name in left_out if name.partition("__")[0] not in left_out}
    donnees = convention(**dict.fromkeys(sorted(below | {name for name in left_out if "__" not in name})))
    document = delib.build(donnees)
    check_filled(plain(document.texte).split("\n"))
    assert [one.code for one in document.anomalies] == []


TITRES_D_ELU = ["Ancien Ministre", "Maire de Rueil-Malmaison"]


def test_the_house_signs_in_one_quality_alone() -> None:
    """The directory gives the titles that a délibération prints; a contract says in what quality one signs."""
    donnees = convention()
    donnees["collectivite"]["elus"]["ollier"]["titres"] = TITRES_D_ELU
    assert lines(donnees) == lines(convention())


def test_no_sum_of_money_is_in_a_convention_without_financial_incidence() -> None:
    whole = "\n".join(lines(convention()))
    assert not re.search(r"€|\beuros?\b|\bHT\b|\bTTC\b|\bsubvention de\b", whole)
    assert "aucune incidence financière" in whole


def test_no_article_is_cited_that_the_sources_do_not_give() -> None:
    root = part(delib.build(convention()).docx)
    for field in root.iter(f"{W}fldSimple"):
        field.clear()
    whole = plain("\n".join(_text(paragraph) for paragraph in root.iter(f"{W}p")))
    found = set(re.findall(r"[LRD]\. [0-9‑-]+|\barticle [0-9]+|\bannexe [0-9][-A-Z]*", whole))
    assert found == CODES_CITES | set(DU_REGLEMENT)


def test_what_is_cited_of_the_reglement_is_there() -> None:
    reglement = (RACINE / "modeles" / "reglement" / "brouillon" / "reglement.docx").read_bytes()
    numbers = Numbering(reglement)
    titles = {plain(numbers.label(one)).lower(): _text(one).removeprefix("– ") for one in part(reglement).iter(f"{W}p")}
    assert {cite: titles.get(cite.lower()) for cite in DU_REGLEMENT} == DU_REGLEMENT


# --------------------------------------------------------------------------- the model, approved before anyone is known

INCONNUS = [
    # a line of the model, where it is known, then where it is not
    ("relative au parcours « IA-Attractivité des centres villes »", "relative au parcours « [intitulé du parcours] »"),
    (
        "La Métropole du Grand Paris, établissement public de coopération intercommunale, SIREN 200 054 781, représentée par son "
        "Président, M. Patrick OLLIER, agissant en vertu de la délibération BM2025/12/02/22-1 du 2 décembre 2025, exécutoire le "
        "16 décembre 2025,",
        "La Métropole du Grand Paris, établissement public de coopération intercommunale, SIREN 200 054 781, représentée par "
        "[qualité, civilité, prénom et nom], agissant en vertu de la [délibération du Bureau] n° [numéro] du [date], exécutoire "
        "le [date],",
    ),
    ("ses articles L. 5211-9, L. 5211-10 et L. 5219-1 ;", "ses articles L. 5211-9, [L. 5211-10] et L. 5219-1 ;"),
    (
        "Vu la délibération CM2025/04/07/29-1 du 7 avril 2025 portant délégations ;",
        "[Vu la délibération portant délégation d’attributions, le cas échéant ;]",
    ),
    (
        "Vu la délibération BM2025/12/02/22-1 du 2 décembre 2025 ;",
        "Vu la [délibération du Bureau] n° [numéro] du [date] [intitulé] ;",
    ),
    (
        "la Métropole a ouvert le parcours « IA-Attractivité des centres villes » (ci‑après « le Parcours »), par un avis",
        "la Métropole a ouvert le parcours « [intitulé du parcours] » (ci‑après « le Parcours »), par un avis",
    ),
    (
        "retenue par la délibération BM2025/12/02/22-1 du 2 décembre 2025.",
        "retenue par la [délibération du Bureau] n° [numéro] du [date].",
    ),
    ("une durée de 18 mois à compter de sa prise d’effet.", "une durée de [durée] à compter de sa prise d’effet."),
    ("une décision motivée notifiée au Bénéficiaire, avec un préavis d’un mois.", "avec un préavis de [durée du préavis]."),
    ("pendant un délai d’un mois à compter de sa réception.", "pendant un délai de [durée du préavis] à compter de"),
    ("adressée à la Métropole, avec un préavis d’un mois.", "la Métropole, avec un préavis de [durée du préavis]. Son"),
    ("Fait en deux exemplaires originaux, à [lieu], le [date].", "Fait à [lieu], le [date]."),
    ("Pour la Métropole du Grand Paris,\u0020le Président,", "Pour la Métropole du Grand Paris,\u0020[qualité],"),
    ("Patrick OLLIER", "[prénom et NOM]"),
    ("mars 2026", "[Étapes et échéances du Parcours ; à défaut, la phrase qui suit.]"),
]
TOUJOURS = [
    "MODÈLE",
    "Annexe 3 à la délibération CM2025/04/07/19-2 du 7 avril 2025",
    "[dénomination du Bénéficiaire], [forme juridique], SIRET [numéro], dont le siège est situé [adresse], représenté par "
    "[qualité, civilité, prénom et nom], dûment habilité à signer la présente convention par [la délibération ou la décision] "
    "n° [numéro] du [date], exécutoire le [date],",
    "ci-après dénommé « le Bénéficiaire »,",
    "ci-après ensemble dénommés « les Parties »,",
    "Vu le formulaire d’engagement du Bénéficiaire, déposé le [date] et enregistré sous le n° [numéro],",
    "par un avis d’ouverture ([référence]).",
    "Pour [dénomination du Bénéficiaire],\u0020[qualité],",
    "Signature :",
    "[prénom et NOM]",
    "Le formulaire d’engagement rempli et signé par le Bénéficiaire, déposé le [date], est joint à la présente convention.",
]
"""What every model prints."""


def whole(donnees: dict[str, Any]) -> str:
    """Return the text of a document in one line, its lines between spaces."""
    return f" {' '.join(lines(donnees))} "


@pytest.mark.parametrize(("known", "open_"), INCONNUS, ids=[open_ for _, open_ in INCONNUS])
def test_what_a_model_does_not_know_is_between_brackets(known: str, open_: str) -> None:
    full, bare = whole(modele()), whole(the_least())
    assert known in full
    assert known not in bare
    assert open_ in bare


@pytest.mark.parametrize("said", TOUJOURS)
def test_every_model_prints_what_a_beneficiary_will_fill(said: str) -> None:
    assert said in whole(modele())
    assert said in whole(the_least())
    assert "MODÈLE" not in whole(convention())


def test_the_articles_of_the_model_are_those_of_every_convention() -> None:
    assert articles(lines(modele())) == articles(lines(convention()))
    opened = articles(lines(the_least()))
    signed = articles(lines(convention(exemplaires=None)))
    slots = {"de [durée] à": "de 18 mois à", "de [durée du préavis]": "d’un mois"}
    for slot, said in slots.items():
        opened = [line.replace(slot, said) for line in opened]
    assert opened == signed


@given(st.sets(st.sampled_from([name for name in CADRE if name not in SU])))
def test_whatever_a_model_leaves_open_leaves_no_blank(left_out: set[str]) -> None:
    document = delib.build(modele(**dict.fromkeys(sorted(left_out))))
    check_filled([re.sub(r"\[[^][ ][^][]*\]", "x", line) for line in plain(document.texte).split("\n")])
    assert [one.code for one in document.anomalies] == []


INTERDITS: list[tuple[str, object]] = [
    ("beneficiaires", "deliberation.yaml"),
    ("numero", "2026-IA-01"),
    ("commune", "Sceaux"),
    ("organisme", {"intitule": "la caisse des écoles"}),
    ("siret", "21920071400018"),
    ("siege", "1, place de la Mairie"),
    ("representant", LUC),
    ("habilitation", SCEAUX["habilitation"]),
    ("candidature", {"date": "2025-10-10"}),
    ("fait", {"lieu": "Paris"}),
]


@pytest.mark.parametrize(("name", "value"), INTERDITS, ids=[name for name, _ in INTERDITS])
def test_a_model_refuses_what_it_would_not_print(name: str, value: object) -> None:
    with pytest.raises(delib.DonneesError) as caught:
        delib.build(modele(**{name: value}))
    (one,) = caught.value.anomalies
    assert (one.code, one.chemin) == ("convention-modele", name)
    assert f"« {name} » (" in plain(one)


def test_what_follows_the_beneficiary_is_all_that_a_model_refuses() -> None:
    names = Schemas([str(RACINE / "schemas")]).spec("convention-engagement.v1").names
    assert {name for name, _ in INTERDITS} == set(names) - set(CADRE) - {"etat", "typographie", "modele"}


def test_a_model_says_so_on_every_page_and_in_its_title(tmp_path: Path) -> None:
    import docx

    document = delib.build(modele())
    assert document.nom == "convention-engagement_modele.docx"
    outline = document.plan.replace("⍽", " ")
    assert "Modèle de convention d’engagement" in outline.partition("[document]")[0]
    assert outline.count("Annexe 3 à la délibération CM2025/04/07/19-2") == 3
    path = tmp_path / document.nom
    path.write_bytes(document.docx)
    titre = "Modèle de convention d’engagement – programme « Appropriation Métropolitaine »"
    assert plain(docx.Document(str(path)).core_properties.title) == titre


@pytest.mark.parametrize("donnees", [modele(), the_least()], ids=["full", "the least"])
def test_word_finds_no_fault_in_a_model(donnees: dict[str, Any]) -> None:
    assert ooxml.validate(delib.build(donnees).docx) == []


# ------------------------------------------------------------------------------------------- what Word is given to number


def part(docx: bytes, name: str = "document") -> ElementTree.Element:
    """Return the root of a part of a package."""
    return ElementTree.fromstring(read(docx, "")[f"word/{name}.xml"])  # noqa: S314 - a package that delib has just checked


def _text(paragraph: ElementTree.Element) -> str:
    marks = {f"{W}noBreakHyphen": "\u2011", f"{W}br": "\n", f"{W}tab": "\t"}
    return "".join((one.text or "") if one.tag == f"{W}t" else marks.get(one.tag, "") for one in paragraph.iter())


def _val(element: ElementTree.Element | None, default: str = "") -> str:
    return default if element is None else element.get(f"{W}val", default)


class Numbering:
    """The numbers that Word gives to the paragraphs of a package, counted from its styles and its numbering."""

    def __init__(self, docx: bytes) -> None:
        numbering = part(docx, "numbering")
        abstract = {one.get(f"{W}abstractNumId"): one for one in numbering.iter(f"{W}abstractNum")}
        self.levels: dict[tuple[str, str], tuple[str, str]] = {}
        for num in numbering.iter(f"{W}num"):
            for level in abstract[_val(num.find(f"{W}abstractNumId"))].iter(f"{W}lvl"):
                key = (num.get(f"{W}numId", ""), level.get(f"{W}ilvl", ""))
                self.levels[key] = (_val(level.find(f"{W}numFmt")), _val(level.find(f"{W}lvlText")))
        self.styles = {style.get(f"{W}styleId", ""): style for style in part(docx, "styles").iter(f"{W}style")}
        self.counts: dict[tuple[str, str], int] = {}

    def label(self, paragraph: ElementTree.Element) -> str:
        """Return the label of the next paragraph: « Article 4 », « 4.2 », or "" where it has none."""
        style = self.styles.get(_val(paragraph.find(f"{W}pPr/{W}pStyle")))
        said = None if style is None else style.find(f"{W}pPr/{W}numPr")
        if said is None:
            return ""
        num, level = _val(said.find(f"{W}numId")), _val(said.find(f"{W}ilvl"), "0")
        self.counts[num, level] = self.counts.get((num, level), 0) + 1
        for other in self.counts:
            if other[0] == num and other[1] > level:
                self.counts[other] = 0
        kind, text = self.levels[num, level]
        for at in range(int(level) + 1):
            count = self.counts.get((num, str(at)), 0)
            text = text.replace(f"%{at + 1}", chr(64 + count) if kind == "upperLetter" else str(count))
        return text


@pytest.mark.parametrize("made", ["template", "convention", "modele"])
def test_each_cross_reference_shows_the_number_of_its_target(made: str) -> None:
    template = MODELE / "convention-engagement.docx"
    package = (
        template.read_bytes() if made == "template" else delib.build(convention() if made == "convention" else modele()).docx
    )
    numbers, targets, labels = Numbering(package), {}, []
    root = part(package)
    for paragraph in root.iter(f"{W}p"):
        label = numbers.label(paragraph)
        labels.append(label)
        for mark in paragraph.iter(f"{W}bookmarkStart"):
            assert mark.get(f"{W}name") not in targets, "one name, one place"
            targets[mark.get(f"{W}name")] = label
    assert [label for label in labels if label.startswith("Article")] == [f"Article\u00a0{one}" for one in range(1, 19)]
    assert [label for label in labels if label.startswith("Annexe")] == [f"Annexe\u00a0{one}" for one in "ABCD"]
    fields = [one for one in root.iter(f"{W}fldSimple") if "REF" in one.get(f"{W}instr", "")]
    assert len(fields) >= 20
    for field in fields:
        word, name, *switches = field.get(f"{W}instr", "").split()
        assert word == "REF"
        assert switches in (["\\r", "\\h", "\\*", "lower"], ["\\r", "\\h"]), switches
        expected = targets[name].lower() if "lower" in switches else targets[name]
        assert _text(field) == expected


def test_no_number_of_its_own_articles_is_typed_by_hand() -> None:
    xml = (read((MODELE / "convention-engagement.docx").read_bytes(), "")["word/document.xml"]).decode()
    assert {
        plain(one)
        for one in re.findall(r"\b((?:article|paragraphe)[ \u00a0][0-9]+)", re.sub(r"<w:fldSimple.*?</w:fldSimple>", "", xml))
    } <= {one for one in CODES_CITES | set(DU_REGLEMENT) if one.startswith("article")}


# ------------------------------------------------------------------------------------------------ what Word and people open


def test_the_headings_go_down_one_level_at_a_time() -> None:
    package = delib.build(convention()).docx
    styles = Numbering(package).styles
    levels = []
    for paragraph in part(package).iter(f"{W}p"):
        style = styles.get(_val(paragraph.find(f"{W}pPr/{W}pStyle")))
        level = None if style is None else style.find(f"{W}pPr/{W}outlineLvl")
        if level is not None:
            levels.append(int(_val(level)))
    assert levels[0] == 0
    assert levels.count(0) == 1
    assert len(levels) == 1 + 1 + 18 + 1 + 4, "the title, the preamble, the articles, the annexes"
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_tables_of_data_have_a_header_row_and_signatures_stay_whole() -> None:
    package = delib.build(convention()).docx
    signatures, *data = list(part(package).iter(f"{W}tbl"))
    assert len(data) == 2
    for table in data:
        assert table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None
    styles = Numbering(package).styles
    rows = list(signatures.iter(f"{W}tr"))
    assert len(rows) == 3
    for row in rows:
        assert row.find(f"{W}trPr/{W}cantSplit") is not None
    for paragraph in (one for row in rows[:-1] for one in row.iter(f"{W}p")):
        assert styles[_val(paragraph.find(f"{W}pPr/{W}pStyle"))].find(f"{W}pPr/{W}keepNext") is not None


def test_the_document_says_its_language_and_its_title(tmp_path: Path) -> None:
    import docx

    path = tmp_path / "convention.docx"
    path.write_bytes(delib.build(convention()).docx)
    properties = docx.Document(str(path)).core_properties
    assert plain(properties.title).startswith("2026-IA-01 : Convention d’engagement avec la commune de Sceaux")
    assert properties.language == "fr-FR"
    assert properties.created.isoformat() == "2026-01-20T00:00:00+00:00"


@pytest.mark.parametrize(
    "changed",
    [
        {},
        dict.fromkeys(one for one in OPTIONS if "__" not in one),
        {
            "commune": None,
            "organisme": ORGANISMES[5][0],
            "representant": {**PRESIDENTE, "titres": ["Maire de Sceaux", "Sénatrice"]},
        },
        {"commune": "L’Haÿ-les-Roses", "fait": None},
    ],
    ids=["everything", "the least", "plural", "no date"],
)
def test_word_finds_no_fault(changed: dict[str, Any]) -> None:
    assert ooxml.validate(delib.build(convention(**changed)).docx) == []


NOMS = [
    ({}, "convention-engagement_2026-IA-01_Sceaux.docx"),
    ({"numero": None}, "convention-engagement_Sceaux.docx"),
    (
        {"commune": None, "organisme": {"intitule": "l’établissement public territorial Plaine Commune"}},
        "convention-engagement_2026-IA-01_l’établissement public territorial Plaine Commune.docx",
    ),
]


@pytest.mark.parametrize(("changed", "nom"), NOMS, ids=[nom for _, nom in NOMS])
def test_the_file_is_named_after_the_convention(changed: dict[str, Any], nom: str) -> None:
    assert delib.build(convention(**changed)).nom == nom


def test_the_pages_are_whole(to_pdf, pdftotext: str, tmp_path: Path) -> None:
    """As LibreOffice lays them out: every page numbered, the signatures on one page with the last paragraph before them."""
    import subprocess

    variants = [
        {},
        {"calendrier": None, "strategie": None, "fait": None},
        {"commune": None, "organisme": ORGANISMES[5][0], "siege": None},
        {"commune": None, "organisme": ORGANISMES[0][0], "siege": "bâtiment des services généraux, " * 12 + "92330 Sceaux"},
    ]
    files = []
    for rank, changed in enumerate(variants):
        files.append(tmp_path / f"{rank}.docx")
        files[-1].write_bytes(delib.build(convention(**changed)).docx)
    for pdf in to_pdf(files):
        done = subprocess.run([pdftotext, "-raw", str(pdf), "-"], capture_output=True, text=True, encoding="utf-8", check=True)
        pages = [plain(page) for page in done.stdout.rstrip("\f").split("\f")]
        assert 4 <= len(pages) <= 8
        assert all(f"Page {rank} sur {len(pages)}" in page for rank, page in enumerate(pages, start=1))
        (signed,) = [page for page in pages if "Pour la Métropole du Grand Paris," in page]
        assert "Patrick OLLIER" in signed.partition("Pour la Métropole du Grand Paris,")[2]
        assert "Elle comprend quatre annexes" in signed.partition("Fait en deux exemplaires")[0]
        whole = "".join(pages)
        assert "Article 18 – Signature et exemplaires" in whole
        assert "Annexe D – Calendrier du Parcours" in whole
        assert not re.search(r"Err[eo]u?r|introuvable|not found", whole)


# --------------------------------------------------------------------------------------------------------- what is refused

ERREUR, AVERTISSEMENT = delib.Gravite.ERREUR, delib.Gravite.AVERTISSEMENT
ORGANISME = {"commune": None, "siege": None}
REFUSED: list[tuple[str, dict[str, Any], list[tuple[str, str]], str]] = [
    # what is wrong; the data changed; the code and the path of all that is told; words of the first message
    ("nobody", {"commune": None}, [("convention-sans-beneficiaire", "")], "donnez « commune »"),
    (
        "a commune and a body",
        {"organisme": {"intitule": "la caisse des écoles"}},
        [("convention-deux-beneficiaires", "organisme")],
        "un seul bénéficiaire la signe",
    ),
    (
        "the frame of a series",
        {
            "commune": None,
            "representant": None,
            "habilitation": None,
            "beneficiaires": {"format": "commune", "elements": ["Sceaux"]},
        },
        [("convention-cadre", "beneficiaires")],
        "--pour LISTE",
    ),
    (
        "the frame of a series, by its path",
        {"commune": None, "beneficiaires": "deliberation.yaml"},
        [("convention-cadre", "beneficiaires")],
        "pour le modèle à annexer à une délibération, écrivez « etat: modele » et retirez « beneficiaires »",
    ),
    (
        "nothing that follows the commune",
        {"commune": None, "representant": None, "habilitation": None},
        [("champ-manquant", "habilitation"), ("champ-manquant", "representant"), ("convention-sans-beneficiaire", "")],
        "pour le modèle à annexer à une délibération, écrivez « etat: modele »",
    ),
    (
        "nobody signs",
        {"representant": None},
        [("champ-manquant", "representant")],
        "« representant » (Représentant du bénéficiaire)",
    ),
    (
        "dûment habilité, by what?",
        {"habilitation": None},
        [("champ-manquant", "habilitation")],
        "« habilitation » (Habilitation du représentant)",
    ),
    ("an act without a number", {"habilitation__numero": None}, [("champ-manquant", "habilitation.numero")], "« numero »"),
    ("an act without a date", {"habilitation__date": None}, [("champ-manquant", "habilitation.date")], "« date »"),
    ("a form says it is to come", {"habilitation__type": "a_venir"}, [("valeur-hors-liste", "habilitation.type")], "a_venir"),
    ("the house is not empowered", {"selection": None}, [("champ-manquant", "selection")], "« selection »"),
    ("no gender", {"representant__civilite": None}, [("convention-civilite", "representant.civilite")], "M. ou Mme"),
    ("a doctor", {"representant__civilite": "Dr"}, [("convention-civilite", "representant.civilite")], "« habilitée »"),
    ("no quality", {"representant__qualite": None}, [("champ-manquant", "representant.qualite")], "« qualite » (Qualité)"),
    (
        "the house's signatory, bare",
        {"signataire": {"nom": "Roy"}},
        [("champ-manquant", "signataire.qualite"), ("convention-civilite", "signataire.civilite")],
        "« qualite » (Qualité)",
    ),
    (
        "a body without gender",
        {**ORGANISME, "organisme": {"intitule": "l’amicale des maires"}},
        [("convention-genre", "organisme.genre")],
        "le genre de l’amicale des maires",
    ),
    (
        "bodies without gender",
        {**ORGANISME, "organisme": {"intitule": "les amicales des maires"}},
        [("convention-genre", "organisme.genre")],
        "« genre » : masculin ou feminin",
    ),
    (
        "two bodies in one name",
        {**ORGANISME, "organisme": {"intitule": "la commune de Sceaux et la caisse des écoles"}},
        [("convention-genre", "organisme.genre"), ("convention-genre", "organisme.nombre")],
        "ni « représenté » ni « dénommé »",
    ),
    (
        "a house without gender",
        {"collectivite__genre": None, "collectivite__nom": "Grand Paris Sud"},
        [("convention-genre", "collectivite")],
        "le genre de Grand Paris Sud",
    ),
    (
        "a commune abroad, whose h is not known",
        {"commune": {"nom": "Huy", "hors_table": True}},
        [("convention-commune", "commune")],
        "« la commune de » devant « Huy »",
    ),
    (
        "signed before the commune's act",
        {"fait__date": "2025-12-10", "selection__executoire": None},
        [("convention-avant-acte", "fait.date")],
        "(2025-112, du 15 décembre 2025)",
    ),
    (
        "signed before both acts",
        {"fait__date": "2025-11-30"},
        [("convention-avant-acte", "fait.date"), ("convention-avant-acte", "fait.date")],
        "(BM2025/12/02/22-1, du 2 décembre 2025)",
    ),
    (
        "signed before the commune's act is exécutoire",
        {"fait__date": "2025-12-17"},
        [("convention-avant-executoire", "fait.date")],
        "n’est exécutoire que le 18 décembre 2025",
    ),
    (
        "signed before the house's act is exécutoire",
        {"fait__date": "2026-01-20", "selection__executoire": "2026-01-21"},
        [("convention-avant-executoire", "fait.date")],
        "CE, avis, 10 juin 1996, n° 176873",
    ),
    (
        "exécutoire before it was taken",
        {"habilitation__executoire": "2025-12-14"},
        [("convention-executoire-avant-acte", "habilitation.executoire")],
        "avant d’avoir été pris",
    ),
    (
        "the house's too",
        {"lancement__executoire": "2025-04-06"},
        [("convention-executoire-avant-acte", "lancement.executoire")],
        "CM2025/04/07/19-2",
    ),
    (
        "a model that names its beneficiary",
        {"etat": "modele"},
        [
            ("convention-modele", name)
            for name in ("candidature", "commune", "fait", "habilitation", "numero", "representant", "siege")
        ],
        "retirez « etat: modele », si c’est la convention d’un bénéficiaire",
    ),
    (
        "a state that is none",
        {"etat": "modèle", "commune": None, "selection": None},
        [("valeur-hors-liste", "etat")],
        "« modele »",
    ),
    (
        "what a model alone may leave open",
        dict.fromkeys(("parcours", "duree", "preavis", "signataire")),
        [("champ-manquant", name) for name in ("duree", "parcours", "preavis", "signataire")],
        "« duree » (Durée)",
    ),
    ("one copy for two", {"exemplaires": 1}, [("nombre-hors-bornes", "exemplaires")], "au moins 2"),
    ("a duration in other words", {"duree": "dix-huit mois"}, [("forme-inattendue", "duree")], "« Durée »"),
]
WARNED: list[tuple[str, dict[str, Any], list[tuple[str, str]], str]] = [
    (
        "the article says otherwise",
        {**ORGANISME, "organisme": {"intitule": "la caisse des écoles", "genre": "masculin"}},
        [("convention-accord", "organisme.genre")],
        "se lit « féminin »",
    ),
    (
        "the number says otherwise",
        {**ORGANISME, "organisme": {"intitule": "les syndicats de la Marne", "nombre": "singulier"}},
        [("convention-accord", "organisme.nombre")],
        "« singulier »",
    ),
    ("the SIRET of another", {"siret": "21950018800012"}, [("convention-siret", "siret")], "de la commune de Sceaux (219200714)"),
    ("a candidature too late", {"candidature__date": "2025-12-03"}, [("convention-candidature", "candidature.date")], "après la"),
]
FIRED: frozenset[str] = frozenset(code for _, _, told, _ in (*REFUSED, *WARNED) for code, _ in told)


@pytest.mark.parametrize("row", REFUSED, ids=[row[0] for row in REFUSED])
def test_what_is_wrong_is_refused(row: tuple[str, dict[str, Any], list[tuple[str, str]], str]) -> None:
    _, changed, told, words = row
    with pytest.raises(delib.DonneesError) as caught:
        delib.build(convention(**changed))
    anomalies = [one for one in caught.value.anomalies if one.gravite == ERREUR]
    assert [(one.code, one.chemin) for one in anomalies] == told, "\n".join(map(str, caught.value.anomalies))
    assert any(words in plain(one) for one in anomalies)
    assert all(one.conseil for one in anomalies)


@pytest.mark.parametrize("row", WARNED, ids=[row[0] for row in WARNED])
def test_what_is_doubtful_is_told_and_printed(row: tuple[str, dict[str, Any], list[tuple[str, str]], str]) -> None:
    _, changed, told, words = row
    found = delib.build(convention(**changed)).anomalies
    assert [(one.code, one.chemin, one.gravite) for one in found] == [(*one, AVERTISSEMENT) for one in told], "\n".join(
        map(str, found)
    )
    assert words in plain(found[0])


SOUND = {
    "on the very day": {"fait__date": "2025-12-18"},
    "unknown is not late": {"fait__date": "2025-12-16", "habilitation__executoire": None},
    "no date, no judgement": {"fait": None, "habilitation__executoire": "2030-01-01"},
    "applied on the day of the choice": {"candidature__date": "2025-12-02"},
    "a type given in full": {"habilitation__type": "deliberation"},
}


@pytest.mark.parametrize("changed", SOUND.values(), ids=SOUND)
def test_the_limits_are_not_faults(changed: dict[str, Any]) -> None:
    assert [str(one) for one in delib.build(convention(**changed)).anomalies] == []


def test_every_code_of_conventions_is_fired() -> None:
    assert {code for code in CODES if code.startswith("convention-")} <= FIRED


# -------------------------------------------------------------------------------------------------------- schema and series


def test_what_follows_the_commune_comes_last() -> None:
    names = list(Schemas([str(RACINE / "schemas")]).spec("convention-engagement.v1").names)
    own = ["numero", "commune", "organisme", "siret", "siege", "representant", "habilitation", "candidature", "fait"]
    assert names[-len(own) :] == own
    assert names[:5] == ["acte", "etat", "typographie", "modele", "collectivite"]


def test_the_card_says_how_a_form_fills_a_convention() -> None:
    serie = delib.Bibliotheque.default().find("convention-engagement").serie
    assert (serie.liste, serie.champ, serie.formulaire) == ("beneficiaires", "commune", "formulaire-engagement")
    spec = Schemas([str(RACINE / "schemas")]).spec("convention-engagement.v1")
    for chemin, _ in serie.champs:
        place = spec
        for step in chemin.split("."):
            below = place.takes["object"].field(step) if "object" in place.takes else None
            assert below is not None, chemin
            place = below


def test_the_example_is_argenteuil_and_names_the_real_acts() -> None:
    exemple = delib.load(MODELE / "exemple.yaml")
    assert str(exemple["commune"]) == "Argenteuil"
    numbers = [str(exemple[name]["numero"]) for name in ("strategie", "lancement", "delegation", "selection")]
    assert numbers == ["CM2025/04/07/19-1", "CM2025/04/07/19-2", "CM2025/04/07/29-1", "BM2025/12/02/22-1"]
    assert "inventés" in (MODELE / "exemple.yaml").read_text(encoding="utf-8")
