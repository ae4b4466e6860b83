"""Words that bend: tables that a jurist can add to."""

from __future__ import annotations

import pytest

from delib.francais.grammaire import a, capitale_initiale, capitales, de, enumeration
from delib.francais.signes import FINE, NBSP
from delib.francais.valeur import Denomination, Enumeration, Personne


def plain(value: object) -> str:
    """Return how a value prints, its no-break spaces as plain ones, so that the tables read easily."""
    return str(value).replace(NBSP, " ").replace(FINE, " ")


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
    ("Paris", "de Paris", "à Paris"),
    ("Argenteuil", "d’Argenteuil", "à Argenteuil"),
    ("Évreux", "d’Évreux", "à Évreux"),
    ("lesquels", "de lesquels", "à lesquels"),
    ("le", "de le", "à le"),
]


@pytest.mark.parametrize(("nom", "after_de", "after_a"), CONTRACTIONS)
def test_an_article_contracts(nom: str, after_de: str, after_a: str) -> None:
    assert (de(nom), a(nom)) == (after_de, after_a)
    assert (Denomination(nom).de, Denomination(nom).a, str(Denomination(nom))) == (after_de, after_a, nom)


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
    ("civilite", "feminin"), [("Mme", True), ("Madame", True), ("M.", False), ("Monsieur", False), ("", False)]
)
def test_a_civility_tells_the_gender(civilite: str, feminin: bool) -> None:
    assert Personne(nom="A", civilite=civilite).feminin is feminin
