"""Words that bend: tables that a jurist can add to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delib.francais.elision import elide, is_vowel_sound
from delib.francais.grammaire import POINT_VIRGULE, a, capitale_initiale, capitales, de, enumeration, le, que, si
from delib.francais.valeur import Denomination, Enumeration, Personne
from tests.words import plain

ENUMERATIONS = [
    ([], "et", ""),
    (["Sceaux"], "et", "Sceaux"),
    (["Sceaux", "Pantin"], "et", "Sceaux et Pantin"),
    (["Sceaux", "Pantin", "Bry"], "et", "Sceaux, Pantin et Bry"),
    (["Sceaux", "Pantin", "Bry"], "", "Sceaux, Pantin, Bry"),
    (["Sceaux", "Pantin"], "ou", "Sceaux ou Pantin"),
]


@pytest.mark.parametrize(("elements", "conjonction", "prints"), ENUMERATIONS)
def test_a_list_is_enumerated(elements: list[str], conjonction: str, prints: str) -> None:
    assert enumeration(elements, conjonction) == prints
    assert str(Enumeration(tuple(elements), conjonction)) == prints


def test_elements_that_hold_commas_take_semicolons() -> None:
    both = ["Anne Bé, maire", "Luc Cé, adjoint", "Zoé Dé"]
    assert enumeration(both, "", POINT_VIRGULE) == "Anne Bé, maire\u202f; Luc Cé, adjoint\u202f; Zoé Dé"
    assert plain(enumeration(both, "et", POINT_VIRGULE)) == "Anne Bé, maire ; Luc Cé, adjoint ; et Zoé Dé"
    assert plain(enumeration(both[:2], "ou", POINT_VIRGULE)) == "Anne Bé, maire ; ou Luc Cé, adjoint"
    assert enumeration(["", "", ""]) == ",  et "


@given(st.lists(st.text()), st.sampled_from(["", "et", "ou", "ni"]), st.sampled_from([", ", POINT_VIRGULE]))
def test_no_element_is_lost(elements: list[str], conjonction: str, separateur: str) -> None:
    printed = enumeration(elements, conjonction, separateur)
    place = 0
    for element in elements:
        place = printed.index(element, place) + len(element)
    joints = max(len(elements) - 1, 0) * (len(separateur) + len(conjonction) + 2)
    assert sum(map(len, elements)) <= len(printed) <= sum(map(len, elements)) + joints


CONTRACTIONS = [
    # name, after « de », after « à »
    ("le Conseil municipal", "du Conseil municipal", "au Conseil municipal"),
    ("Le Conseil municipal", "du Conseil municipal", "au Conseil municipal"),
    ("les élus", "des élus", "aux élus"),
    ("la commission", "de la commission", "à la commission"),
    ("La Métropole", "de la Métropole", "à la Métropole"),
    ("l'Assemblée", "de l'Assemblée", "à l'Assemblée"),
    ("l’Assemblée", "de l’Assemblée", "à l’Assemblée"),
    ("L'Assemblée", "de l'Assemblée", "à l'Assemblée"),
    ("le\u00a0Conseil", "du\u00a0Conseil", "au\u00a0Conseil"),
    ("LE CONSEIL", "du CONSEIL", "au CONSEIL"),
    ("le hameau", "du hameau", "au hameau"),
    ("les habitants", "des habitants", "aux habitants"),
    ("l’habitant", "de l’habitant", "à l’habitant"),
    ("la Haute-Savoie", "de la Haute-Savoie", "à la Haute-Savoie"),
    ("le 8 mai", "du 8 mai", "au 8 mai"),
    ("Paris", "de Paris", "à Paris"),
    ("Argenteuil", "d’Argenteuil", "à Argenteuil"),
    ("Évreux", "d’Évreux", "à Évreux"),
    ("É" + "vreux", "d’Évreux", "à Évreux"),
    ("Hyères", "d’Hyères", "à Hyères"),
    ("Hauteville", "de Hauteville", "à Hauteville"),
    ("habitants", "d’habitants", "à habitants"),
    ("hameau de la Roche", "de hameau de la Roche", "à hameau de la Roche"),
    ("Œuvre", "d’Œuvre", "à Œuvre"),
    ("onze élus", "de onze élus", "à onze élus"),
    ("un représentant", "d’un représentant", "à un représentant"),
    ("11 communes", "de 11 communes", "à 11 communes"),
    ("« Innover dans la Ville »", "de « Innover dans la Ville »", "à « Innover dans la Ville »"),
    ("(ex-)adjoint", "de (ex-)adjoint", "à (ex-)adjoint"),
    ("EPCI", "d’EPCI", "à EPCI"),
    ("SMAN", "de SMAN", "à SMAN"),
    ("Leslie", "de Leslie", "à Leslie"),
    ("lesquels", "de lesquels", "à lesquels"),
    ("le", "de le", "à le"),
    ("le ", "de le ", "à le "),
    ("l’", "de l’", "à l’"),
]


@pytest.mark.parametrize(("nom", "after_de", "after_a"), CONTRACTIONS)
def test_an_article_contracts(nom: str, after_de: str, after_a: str) -> None:
    assert (de(nom), a(nom)) == (after_de, after_a)
    assert (Denomination(nom).de, Denomination(nom).a, str(Denomination(nom))) == (after_de, after_a, nom)


ARTICLES = [
    ("Conseil", "masculin", "singulier", "le Conseil"),
    ("Métropole", "feminin", "singulier", "la Métropole"),
    ("assemblée", "feminin", "singulier", "l’assemblée"),
    ("Adjointe au maire", "feminin", "singulier", "l’Adjointe au maire"),
    ("hameau", "masculin", "singulier", "le hameau"),
    ("hôpital", "masculin", "singulier", "l’hôpital"),
    ("Haute-Savoie", "feminin", "singulier", "la Haute-Savoie"),
    ("Yonne", "feminin", "singulier", "l’Yonne"),
    ("onzième adjoint", "masculin", "singulier", "le onzième adjoint"),
    ("communes", "feminin", "pluriel", "les communes"),
    ("habitants", "masculin", "pluriel", "les habitants"),
]


@pytest.mark.parametrize(("nom", "genre", "nombre", "prints"), ARTICLES)
def test_a_name_takes_its_article(nom: str, genre: str, nombre: str, prints: str) -> None:
    assert le(nom, genre, nombre) == prints


@given(st.text())
def test_contracting_loses_nothing_but_the_article(nom: str) -> None:
    for printed, words in (
        (de(nom), ("de ", "d’", "du", "des", "de la", "de l'", "de l’")),
        (a(nom), ("à ", "au", "aux", "à la", "à l'", "à l’")),
    ):
        assert printed.endswith(nom[4:])
        lost = ("le", "la", "les", "l'", "l’", "")
        assert not nom or any(printed == word + nom[len(article) :] for word in words for article in lost)


# --------------------------------------------------------------------------------------------------------- elision

ELIDE = """
    Argenteuil Évreux Île Œuvre æthuse Ubaye Ouest oued eau année arrêté usager œuvre iode hier un une unanimité union habitant
    habitation habile hébergement Hector hectare héliport hémicycle herbe Hérault héritage héroïne héroïque heure heureux
    hirondelle histoire hiver hommage homme homologation honneur honorable hôpital horaire horizon horloge horticulture hospice
    hostilité hôte hôtel Hôtel-Dieu huile huissier huître humain humidité hydraulique Hyères hygiène hypothèque Haïti haleine
    hallucination haltère hameçon harmonie haussmannien hippodrome hindou HABITANTS HÔTEL Yvelines Ypres Yerres Yonne Yèvre Yeu
    yeux Yutz y à a où il elle on ICI ouate ouïe EPCI INSEE UE ONU OPH ADEME À
"""

DO_NOT_ELIDE = """
    Paris commune Métropole hache haie haine Hainaut hall halle halte halte-garderie hameau hamac hand-ball handicap handicapé
    hangar hanter harcèlement hardi haricot harnais harpe hasard hâte hausse haut hauteur Haute-Savoie Hauts-de-Seine
    HAUTS-DE-SEINE havre Havre Hague hérisson hernie héron héros herse hêtre heurt hibou hideux hiérarchie hiérarchique hippie
    hisser hockey Hollande hollandais homard hongrois Hongrie honte honteux hors hors-sol hotte houille houle huit huitaine
    huitième huit-cents hurler hutte Huns hub hublot hiéroglyphe Hurepoix hausses HAUTEUR onze onzième Onze oui ouistiti uhlan
    ululement yacht yaourt yoga Yémen yeti Yaoundé 8 11 1er 80 18e I II III IX IIIe Ier A E H O SMAN PLU HLM MGP SNCF « ( [ “ ‘
    - § €
"""


@pytest.mark.parametrize("mot", ELIDE.split())
def test_a_vowel_or_a_mute_h_elides(mot: str) -> None:
    assert is_vowel_sound(mot)
    assert de(mot) == f"d’{mot}"


@pytest.mark.parametrize("mot", DO_NOT_ELIDE.split())
def test_a_consonant_an_h_aspire_or_a_figure_does_not_elide(mot: str) -> None:
    assert not is_vowel_sound(mot)
    assert de(mot) == f"de {mot}"


ELIDED = [
    ("que", "il convient", "qu’il convient"),
    ("Que", "il convient", "Qu’il convient"),
    ("QUE", "IL CONVIENT", "QU’IL CONVIENT"),
    ("que", "la Métropole", "que la Métropole"),
    ("que", "à compter du 1er", "qu’à compter du 1er"),
    ("que", "onze communes", "que onze communes"),
    ("que", "« l’opération »", "que « l’opération »"),
    ("si", "il", "s’il"),
    ("Si", "ils le demandent", "S’ils le demandent"),
    ("si", "elle", "si elle"),
    ("si", "on", "si on"),
    ("si", "une commune", "si une commune"),
    ("si", "illégal", "si illégal"),
    ("le", "habitant", "l’habitant"),
    ("le", "huitième", "le huitième"),
    ("la", "autorité", "l’autorité"),
    ("la", "hiérarchie", "la hiérarchie"),
    ("ne", "a pas", "n’a pas"),
    ("ne", "prend pas", "ne prend pas"),
    ("se", "élève", "s’élève"),
    ("je", "ai", "j’ai"),
    ("me", "y", "m’y"),
    ("te", "en", "t’en"),
    ("ce", "est", "c’est"),
    ("ce", "était", "c’était"),
    ("ce", "à quoi", "ce à quoi"),
    ("ce", "projet", "ce projet"),
    ("jusque", "au 31 mars", "jusqu’au 31 mars"),
    ("lorsque", "un élu", "lorsqu’un élu"),
    ("lorsque", "le conseil", "lorsque le conseil"),
    ("puisque", "elle", "puisqu’elle"),
    ("quoique", "absent", "quoiqu’absent"),
    ("parce que", "elle", "parce qu’elle"),
    ("Afin que", "aucun", "Afin qu’aucun"),
    ("afin que", "huit élus", "afin que huit élus"),
    ("quelque", "autre", "quelque autre"),
    ("presque", "aucun", "presque aucun"),
    ("avec", "elle", "avec elle"),
    ("de", "", "de"),
    ("", "elle", " elle"),
]


@pytest.mark.parametrize(("mot", "suivant", "written"), ELIDED)
def test_two_words_are_written_together(mot: str, suivant: str, written: str) -> None:
    assert elide(mot, suivant) == written


def test_a_proposition_follows_que_or_si() -> None:
    assert [que("il pleut"), que("le Conseil siège"), si("ils siègent"), si("elle siège")] == [
        "qu’il pleut",
        "que le Conseil siège",
        "s’ils siègent",
        "si elle siège",
    ]


HOSTILE = [
    "",
    " ",
    "\x00",
    "\ud800",
    "h\ud800",
    "\u202eabc",
    "א" * 9,
    "h" * 50_000,
    "é" * 50_000,
    "e\u0301" * 50_000,
    "’’’",
    "ß",
    "ﬁ",
    "İ",
]


@pytest.mark.parametrize("texte", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_kept_whole(texte: str) -> None:
    for printed in (de(texte), a(texte), que(texte), si(texte), le(texte, "feminin")):
        assert printed.endswith(texte)
        assert len(printed) <= len(texte) + 4
    assert enumeration([texte, texte]) == f"{texte} et {texte}"


@given(st.sampled_from(["de", "le", "la", "que", "ne", "se", "si", "ce", "lorsque", "parce que"]), st.text(min_size=1))
def test_elision_takes_the_vowel_and_the_space_and_nothing_else(mot: str, suivant: str) -> None:
    assert elide(mot, suivant) in (f"{mot} {suivant}", f"{mot[:-1]}’{suivant}")


CAPITALS = [
    ("séance du Conseil", "SÉANCE DU CONSEIL", "Séance du Conseil"),
    ("œuvre", "ŒUVRE", "Œuvre"),
    ("à l'île", "À L'ÎLE", "À l'île"),
    ("ça", "ÇA", "Ça"),
    ("« texte »", "« TEXTE »", "« texte »"),
    ("", "", ""),
    ("Ï", "Ï", "Ï"),
]


@pytest.mark.parametrize(("texte", "all_of_it", "first"), CAPITALS)
def test_capitals_keep_their_accents(texte: str, all_of_it: str, first: str) -> None:
    assert (capitales(texte), capitale_initiale(texte)) == (all_of_it, first)


# --------------------------------------------------------------------------------------------------------- persons

PERSONS = [
    # civilité, prénom, nom, prints, family name first, civil
    ("M.", "Patrick", "Ollier", "Patrick OLLIER", "OLLIER Patrick", "M. Patrick OLLIER"),
    ("Mme", "Anne-Élise", "de la Tour", "Anne-Élise DE LA TOUR", "DE LA TOUR Anne-Élise", "Mme Anne-Élise DE LA TOUR"),
    ("Mme", "", "Lefèvre", "LEFÈVRE", "LEFÈVRE", "Mme LEFÈVRE"),
    ("", "Jean", "Çelik", "Jean ÇELIK", "ÇELIK Jean", "Jean ÇELIK"),
    ("", "", "Œuvrard", "ŒUVRARD", "ŒUVRARD", "ŒUVRARD"),
]


@pytest.mark.parametrize("row", PERSONS, ids=[row[3] for row in PERSONS])
def test_a_person_prints_as_the_house_wants(row: tuple[str, ...]) -> None:
    civilite, prenom, nom, prints, reverse, civil = row
    personne = Personne(nom=nom, prenom=prenom, civilite=civilite)
    assert (str(personne), plain(personne.civil)) == (prints, civil)
    assert str(Personne(nom=nom, prenom=prenom, civilite=civilite, ordre="nom_prenom")) == reverse


@pytest.mark.parametrize(
    ("civilite", "feminin"), [("Mme", True), ("Madame", True), ("M.", False), ("Monsieur", False), ("Me", None), ("", None)]
)
def test_a_civility_tells_the_gender(civilite: str, feminin: bool) -> None:
    assert Personne(nom="A", civilite=civilite).feminin is feminin
