"""Agreement: titles, participles, the gender of names and civilités, counts. Tables that a jurist can add to."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delib.francais.accords import (
    CIVILITES,
    FEMININ,
    MASCULIN,
    PLURIEL,
    SINGULIER,
    cased,
    genre_civil,
    genre_et_nombre,
    participe,
    titre,
)
from delib.francais.comptes import au_pluriel, compte
from delib.francais.signes import FINE, NBSP

# --------------------------------------------------------------------------------------------------------------- titles

TITRES = [
    # masculine, feminine: read in both directions
    ("Président", "Présidente"),
    ("PRÉSIDENT", "PRÉSIDENTE"),
    ("président", "présidente"),
    ("Vice-Président", "Vice-Présidente"),
    ("VICE-PRÉSIDENT", "VICE-PRÉSIDENTE"),
    ("Premier vice-président", "Première vice-présidente"),
    ("1er vice-président", "1re vice-présidente"),
    ("2e vice-président", "2e vice-présidente"),
    ("Troisième vice-président", "Troisième vice-présidente"),
    ("Président de la Métropole du Grand Paris", "Présidente de la Métropole du Grand Paris"),
    ("Président de l'assemblée générale", "Présidente de l'assemblée générale"),
    ("Président-directeur général", "Présidente-directrice générale"),
    ("Président du conseil départemental", "Présidente du conseil départemental"),
    ("Maire", "Maire"),
    ("Maire de Rueil-Malmaison", "Maire de Rueil-Malmaison"),
    ("Maire-adjoint", "Maire-adjointe"),
    ("Maire délégué", "Maire déléguée"),
    ("Premier maire-adjoint", "Première maire-adjointe"),
    ("adjoint au maire", "adjointe au maire"),
    ("Adjoint au Maire", "Adjointe au Maire"),
    ("Premier adjoint", "Première adjointe"),
    ("3e adjoint au maire", "3e adjointe au maire"),
    ("adjoint au maire chargé des sports", "adjointe au maire chargée des sports"),
    ("adjoint au maire délégué aux finances, à l’urbanisme", "adjointe au maire déléguée aux finances, à l’urbanisme"),
    ("Conseiller municipal", "Conseillère municipale"),
    ("CONSEILLER MUNICIPAL", "CONSEILLÈRE MUNICIPALE"),
    ("Conseiller municipal délégué", "Conseillère municipale déléguée"),
    ("Conseiller métropolitain délégué", "Conseillère métropolitaine déléguée"),
    ("Conseiller métropolitain (LR)", "Conseillère métropolitaine (LR)"),
    ("Conseiller communautaire suppléant", "Conseillère communautaire suppléante"),
    ("Conseiller départemental", "Conseillère départementale"),
    ("Conseiller régional", "Conseillère régionale"),
    ("Conseiller territorial", "Conseillère territoriale"),
    ("Conseiller de Paris délégué", "Conseillère de Paris déléguée"),
    ("Conseiller d’État", "Conseillère d’État"),
    ("Conseiller d’arrondissement", "Conseillère d’arrondissement"),
    ("Vice-président chargé des finances", "Vice-présidente chargée des finances"),
    ("Vice-président délégué à la culture", "Vice-présidente déléguée à la culture"),
    ("Conseiller délégué à la vie locale et municipale", "Conseillère déléguée à la vie locale et municipale"),
    ("Maire de Sceaux et ancien sénateur", "Maire de Sceaux et ancienne sénatrice"),
    ("Directeur général des services", "Directrice générale des services"),
    ("Directeur général adjoint des services", "Directrice générale adjointe des services"),
    ("Directeur général des services adjoint", "Directrice générale des services adjointe"),
    ("Directeur territorial principal", "Directrice territoriale principale"),
    ("Secrétaire général", "Secrétaire générale"),
    ("Secrétaire de séance", "Secrétaire de séance"),
    ("Secrétaire général de mairie", "Secrétaire générale de mairie"),
    ("Député", "Députée"),
    ("Député des Hauts-de-Seine", "Députée des Hauts-de-Seine"),
    ("Député-maire", "Députée-maire"),
    ("Député européen", "Députée européenne"),
    ("Sénateur", "Sénatrice"),
    ("Sénateur de Paris", "Sénatrice de Paris"),
    ("Rapporteur", "Rapporteure"),
    ("Rapporteur général du budget", "Rapporteure générale du budget"),
    ("Préfet", "Préfète"),
    ("Sous-préfet", "Sous-préfète"),
    ("Préfet de la région Île-de-France", "Préfète de la région Île-de-France"),
    ("Ministre", "Ministre"),
    ("Ancien Ministre", "Ancienne Ministre"),
    ("ANCIEN MINISTRE", "ANCIENNE MINISTRE"),
    ("Premier ministre", "Première ministre"),
    ("Ministre délégué", "Ministre déléguée"),
    ("Garde des sceaux, ministre de la justice", "Garde des sceaux, ministre de la justice"),
    ("Trésorier", "Trésorière"),
    ("Trésorier principal", "Trésorière principale"),
    ("Délégué titulaire", "Déléguée titulaire"),
    ("Délégué suppléant", "Déléguée suppléante"),
    ("Suppléant", "Suppléante"),
    ("Titulaire", "Titulaire"),
    ("Membre du Bureau", "Membre du Bureau"),
    ("Élu", "Élue"),
    ("élu municipal d’opposition", "élue municipale d’opposition"),
    ("Agent territorial", "Agente territoriale"),
    ("Chef de service", "Cheffe de service"),
    ("Chargé de mission", "Chargée de mission"),
    ("Commissaire enquêteur", None),
    ("Haut-commissaire", "Haute-commissaire"),
    ("Mandataire", "Mandataire"),
    ("Porte-parole", "Porte-parole"),
    ("Doyen d’âge", "Doyenne d’âge"),
    ("Comptable public", "Comptable publique"),
    ("Attaché territorial", "Attachée territoriale"),
    ("Ingénieur en chef", "Ingénieure en chef"),
    ("Maire, vice-président de la Métropole", "Maire, vice-présidente de la Métropole"),
    ("Maire de Sceaux et conseiller régional", "Maire de Sceaux et conseillère régionale"),
    ("Maire de Sceaux\nVice-président", "Maire de Sceaux\nVice-présidente"),
    ("Maire de Stains – Président de Plaine Commune", "Maire de Stains – Présidente de Plaine Commune"),
    ("Représentant du personnel", "Représentante du personnel"),
]
KNOWN = [(masculin, feminin) for masculin, feminin in TITRES if feminin is not None]


@pytest.mark.parametrize(("masculin", "feminin"), TITRES)
def test_a_title_is_put_in_the_feminine(masculin: str, feminin: str | None) -> None:
    assert titre(masculin, FEMININ) == feminin


@pytest.mark.parametrize(("masculin", "feminin"), KNOWN)
def test_a_title_comes_back_to_the_masculine(masculin: str, feminin: str) -> None:
    assert titre(feminin, MASCULIN) == masculin
    assert (titre(masculin, MASCULIN), titre(feminin, FEMININ)) == (masculin, feminin)


NO_TITLES = [
    "",
    " ",
    "écrivain",
    "Chevalier de la Légion d’honneur",
    "Vice",
    "Présidentes",
    "Conseillers municipaux",
    "Maire écrivain",
    "Maire de la commune déléguée de Sainte-Foy",  # the commune's, or the mayor's?
    "Président de la commission chargée des finances",
    "Président du comité chargé des fêtes",
    "Président de l’assemblée déléguée",
    "Vice-présidente de la Métropole chargée des finances",  # could be the Métropole's: kept as typed, which is right
    "de la Métropole",
    "X" * 50_000,
    "Président " * 5_000,
    "\u202eerdlef",
    "\x00",
]


@pytest.mark.parametrize("mot", NO_TITLES, ids=range(len(NO_TITLES)))
@pytest.mark.parametrize("genre", [MASCULIN, FEMININ])
def test_no_form_is_invented(mot: str, genre: str) -> None:
    assert titre(mot, genre) is None


def test_what_stands_far_from_its_noun_agrees_where_that_is_sure() -> None:
    assert titre("Vice-président de la Métropole chargé des finances", FEMININ) == (
        "Vice-présidente de la Métropole chargée des finances"
    )
    assert titre("Président de commission chargée des finances", FEMININ) == "Présidente de commission chargée des finances"


@pytest.mark.parametrize(("typed", "masculin"), [("rapporteuse", "rapporteur"), ("Procureuse", "Procureur")])
def test_another_right_feminine_is_kept(typed: str, masculin: str) -> None:
    assert (titre(typed, FEMININ), titre(typed, MASCULIN)) == (typed, masculin)


def test_a_decomposed_title_is_read() -> None:
    assert titre(unicodedata.normalize("NFD", "Préfet délégué"), FEMININ) == "Préfète déléguée"


@given(st.lists(st.sampled_from(KNOWN), min_size=1, max_size=4))
def test_joined_titles_agree_each(rows: list[tuple[str, str]]) -> None:
    masculin, feminin = (", ".join(row[side] for row in rows) for side in (0, 1))
    assert titre(masculin, FEMININ) == feminin
    assert titre(feminin, MASCULIN) == masculin


@given(st.text(), st.sampled_from([MASCULIN, FEMININ]))
def test_a_title_agreed_stays_agreed(mot: str, genre: str) -> None:
    once = titre(mot, genre)
    assert once is None or titre(once, genre) == once


# --------------------------------------------------------------------------------------------------------- participles

PARTICIPES = [
    # masculine singular, masculine plural, feminine singular, feminine plural
    ("informé", "informés", "informée", "informées"),
    ("Informé", "Informés", "Informée", "Informées"),
    ("INFORMÉ", "INFORMÉS", "INFORMÉE", "INFORMÉES"),
    ("consulté", "consultés", "consultée", "consultées"),
    ("convoqué", "convoqués", "convoquée", "convoquées"),
    ("dûment convoqué", "dûment convoqués", "dûment convoquée", "dûment convoquées"),
    ("dûment habilité", "dûment habilités", "dûment habilitée", "dûment habilitées"),
    ("régulièrement convoqué", "régulièrement convoqués", "régulièrement convoquée", "régulièrement convoquées"),
    ("créé", "créés", "créée", "créées"),
    ("agréé", "agréés", "agréée", "agréées"),
    ("soussigné", "soussignés", "soussignée", "soussignées"),
    ("représenté", "représentés", "représentée", "représentées"),
    ("excusé", "excusés", "excusée", "excusées"),
    ("sollicité", "sollicités", "sollicitée", "sollicitées"),
    ("réuni", "réunis", "réunie", "réunies"),
    ("saisi", "saisis", "saisie", "saisies"),
    ("averti", "avertis", "avertie", "averties"),
    ("investi", "investis", "investie", "investies"),
    ("muni", "munis", "munie", "munies"),
    ("entendu", "entendus", "entendue", "entendues"),
    ("élu", "élus", "élue", "élues"),
    ("reçu", "reçus", "reçue", "reçues"),
    ("prévu", "prévus", "prévue", "prévues"),
    ("rendu", "rendus", "rendue", "rendues"),
    ("tenu", "tenus", "tenue", "tenues"),
    ("vu", "vus", "vue", "vues"),
    ("dû", "dus", "due", "dues"),
    ("pris", "pris", "prise", "prises"),
    ("mis", "mis", "mise", "mises"),
    ("mis à jour", "mis à jour", "mise à jour", "mises à jour"),
    ("admis", "admis", "admise", "admises"),
    ("requis", "requis", "requise", "requises"),
    ("REQUIS", "REQUIS", "REQUISE", "REQUISES"),
    ("soumis", "soumis", "soumise", "soumises"),
    ("transmis", "transmis", "transmise", "transmises"),
    ("joint", "joints", "jointe", "jointes"),
    ("inscrit", "inscrits", "inscrite", "inscrites"),
    ("ouvert", "ouverts", "ouverte", "ouvertes"),
    ("absent", "absents", "absente", "absentes"),
    ("présent", "présents", "présente", "présentes"),
    ("présent ou représenté", "présents ou représentés", "présente ou représentée", "présentes ou représentées"),
    ("favorable", "favorables", "favorable", "favorables"),
    ("défavorable", "défavorables", "défavorable", "défavorables"),
    ("réputé favorable", "réputés favorables", "réputée favorable", "réputées favorables"),
    ("favorable avec réserves", "favorables avec réserves", "favorable avec réserves", "favorables avec réserves"),
    ("consulté pour avis", "consultés pour avis", "consultée pour avis", "consultées pour avis"),
    ("informé le 3 mars", "informés le 3 mars", "informée le 3 mars", "informées le 3 mars"),
    ("informé et consulté", "informés et consultés", "informée et consultée", "informées et consultées"),
    ("ayant été consulté", "ayant été consultés", "ayant été consultée", "ayant été consultées"),
    ("non saisi", "non saisis", "non saisie", "non saisies"),
    ("titulaire", "titulaires", "titulaire", "titulaires"),
]
SIDES = [(MASCULIN, SINGULIER), (MASCULIN, PLURIEL), (FEMININ, SINGULIER), (FEMININ, PLURIEL)]


@pytest.mark.parametrize("row", PARTICIPES, ids=[row[0] for row in PARTICIPES])
def test_a_participle_agrees_from_any_of_its_forms(row: tuple[str, ...]) -> None:
    for typed in row:
        assert [participe(typed, genre, nombre) for genre, nombre in SIDES] == list(row)


NO_PARTICIPLES = [
    "",
    " ",
    "unanimité",
    "comité",
    "santé",
    "été",
    "avis",
    "à l’unanimité",
    "émet un avis favorable",
    "a été consulté",  # « a » would have to follow: « ont été consultés »
    "consulté le 3 mars et informé le 4",
    "é",
    "12",
    "\x00",
    "\ud800",
    "י" * 40,
    "é" * 50_000,
    "informé " * 10_000,
]


@pytest.mark.parametrize("mot", NO_PARTICIPLES, ids=range(len(NO_PARTICIPLES)))
def test_what_is_not_surely_a_participle_is_left(mot: str) -> None:
    assert [participe(mot, genre, nombre) for genre, nombre in SIDES] == [None] * 4


@given(st.text() | st.text(alphabet="aeéius tnrm-,", max_size=20), st.sampled_from(SIDES))
def test_a_participle_agreed_stays_agreed(mot: str, side: tuple[str, str]) -> None:
    once = participe(mot, *side)
    assert once is None or participe(once, *side) == once


@given(st.sampled_from(PARTICIPES), st.lists(st.sampled_from(SIDES), min_size=1, max_size=5))
def test_the_last_agreement_wins(row: tuple[str, ...], path: list[tuple[str, str]]) -> None:
    mot = row[0]
    for side in path:
        mot = participe(mot, *side) or ""
    assert mot == row[SIDES.index(path[-1])]


# ------------------------------------------------------------------------------------------------------ gender of names

DENOMINATIONS = [
    ("la commission « Innovation et Numérique »", FEMININ, SINGULIER),
    ("La Métropole du Grand Paris", FEMININ, SINGULIER),
    ("LA COMMISSION", FEMININ, SINGULIER),
    ("le comité social territorial", MASCULIN, SINGULIER),
    ("Le conseil municipal", MASCULIN, SINGULIER),
    ("la\u00a0commission", FEMININ, SINGULIER),
    ("une commission", FEMININ, SINGULIER),
    ("les commissions réunies", FEMININ, PLURIEL),
    ("les comités", MASCULIN, PLURIEL),
    ("les bureaux", MASCULIN, PLURIEL),
    ("les avis", MASCULIN, PLURIEL),
    ("les maires", None, PLURIEL),
    ("l’assemblée", FEMININ, SINGULIER),
    ("l'Assemblée générale", FEMININ, SINGULIER),
    ("L’autorité environnementale", FEMININ, SINGULIER),
    ("l’association des maires", FEMININ, SINGULIER),
    ("l’avis du comité", MASCULIN, SINGULIER),
    ("l’établissement public foncier", MASCULIN, SINGULIER),
    ("l’État", MASCULIN, SINGULIER),
    ("l’architecte des Bâtiments de France", None, SINGULIER),
    ("commission d’appel d’offres", FEMININ, SINGULIER),
    ("Commissions réunies", FEMININ, PLURIEL),
    ("bureaux", MASCULIN, PLURIEL),
    ("Plaine Commune", None, None),
    ("la commission et le comité", None, None),
    ("le maire et l’adjoint", None, None),
    ("le", None, None),
    ("l’", None, SINGULIER),
    ("", None, None),
    ("«»", None, None),
    ("12", None, None),
    ("\x00\u202e", None, None),
    ("la " + "x" * 50_000, FEMININ, SINGULIER),
]


@pytest.mark.parametrize(("nom", "genre", "nombre"), DENOMINATIONS, ids=range(len(DENOMINATIONS)))
def test_an_article_tells_the_gender(nom: str, genre: str | None, nombre: str | None) -> None:
    assert genre_et_nombre(nom) == (genre, nombre)


# ------------------------------------------------------------------------------------------------------------ civilités

CIVILITIES = [
    ("M.", MASCULIN, SINGULIER, "Monsieur"),
    ("Mme", FEMININ, SINGULIER, "Madame"),
    ("MM.", MASCULIN, PLURIEL, "Messieurs"),
    ("Mmes", FEMININ, PLURIEL, "Mesdames"),
    ("Madame", FEMININ, SINGULIER, "Madame"),
    ("Me", None, SINGULIER, "Maître"),
    ("Dr", None, SINGULIER, "Docteur"),
    ("Pr", None, SINGULIER, "Professeur"),
]


@pytest.mark.parametrize(("civilite", "genre", "nombre", "longue"), CIVILITIES)
def test_a_civility_tells_gender_and_number(civilite: str, genre: str | None, nombre: str, longue: str) -> None:
    assert CIVILITES[civilite] == (genre, nombre, longue)
    assert genre_civil(civilite) == genre


@pytest.mark.parametrize("civilite", ["Mr", "M", "Mlle", "Mademoiselle", "mme", "M. ", "", "Sir"])
def test_a_civility_outside_the_list_is_not_admitted(civilite: str) -> None:
    assert civilite not in CIVILITES
    assert genre_civil(civilite) is None


def test_the_long_form_of_a_civility_is_one_itself() -> None:
    for known in CIVILITES.values():
        assert CIVILITES[known.longue] == known


# --------------------------------------------------------------------------------------------------------------- counts

COMPTES = [
    (0, "abstention", None, True, "aucune abstention"),
    (0, "vote contre", None, False, "aucun vote contre"),
    (0, "voix", None, True, "aucune voix"),
    (1, "voix", None, True, "1 voix"),
    (1, "abstention", None, True, "1 abstention"),
    (2, "abstention", None, True, "2 abstentions"),
    (3, "abstention", None, True, "3 abstentions"),
    (3, "vote contre", None, False, "3 votes contre"),
    (2, "bulletin blanc", None, False, "2 bulletins blancs"),
    (2, "bulletin nul", None, False, "2 bulletins nuls"),
    (21, "conseiller municipal", None, False, "21 conseillers municipaux"),
    (44, "membre du Bureau", None, False, "44 membres du Bureau"),
    (2, "procès-verbal", None, False, "2 procès-verbaux"),
    (2, "vice-président", None, False, "2 vice-présidents"),
    (2, "chef-lieu", "chefs-lieux", False, "2 chefs-lieux"),
    (1000, "voix", None, True, f"1{FINE}000 voix"),
    (1234567, "habitant", None, False, f"1{FINE}234{FINE}567 habitants"),
    (10**30, "euro", None, False, f"1{(FINE + '000') * 10} euros"),
]


@pytest.mark.parametrize(("n", "singulier", "pluriel", "feminin", "prints"), COMPTES)
def test_a_count_agrees(n: int, singulier: str, pluriel: str | None, feminin: bool, prints: str) -> None:
    printed = compte(n, singulier, pluriel, feminin=feminin)
    assert printed.replace(NBSP, " ") == prints
    assert (NBSP in printed) is (n > 0)


def test_a_count_is_not_negative() -> None:
    with pytest.raises(ValueError, match="negative"):
        compte(-1, "voix")


PLURIELS = [
    ("commune", "communes"),
    ("voix", "voix"),
    ("avis", "avis"),
    ("gaz", "gaz"),
    ("tableau", "tableaux"),
    ("lieu", "lieux"),
    ("jeu", "jeux"),
    ("pneu", "pneus"),
    ("canal", "canaux"),
    ("festival", "festivals"),
    ("bail commercial", "baux commerciaux"),
    ("travail", "travaux"),
    ("détail", "détails"),
    ("CONSEILLER MUNICIPAL", "CONSEILLERS MUNICIPAUX"),
    ("Conseiller général", "Conseillers généraux"),
    ("Bail", "Baux"),
    ("conseiller d’État", "conseillers d’État"),
    ("appel à projets", "appels à projets"),
    ("mètre carré", "mètres carrés"),
    ("", ""),
    ("12", "12"),
    ("«", "«"),
]


@pytest.mark.parametrize(("singulier", "pluriel"), PLURIELS)
def test_a_noun_takes_its_plural(singulier: str, pluriel: str) -> None:
    assert au_pluriel(singulier) == pluriel


@given(st.text())
def test_a_plural_is_no_shorter_than_its_singular(texte: str) -> None:
    assert len(au_pluriel(texte)) >= len(texte)


@pytest.mark.parametrize(
    ("form", "typed", "written"),
    [("maires", "Maire", "Maires"), ("maires", "MAIRE", "MAIRES"), ("maires", "maire", "maires"), ("maire", "MaIre", "MaIre")],
)
def test_a_form_keeps_the_case_that_was_typed(form: str, typed: str, written: str) -> None:
    assert cased(form, typed) == written
