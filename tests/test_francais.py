"""The language: tables that a jurist can add to, and laws that hold for every day and every text."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from delib.francais.dates import Heure, Jour, guess_iso, parse_iso
from delib.francais.grammaire import a, capitale_initiale, capitales, de, enumeration
from delib.francais.nombres import Montant
from delib.francais.typographie import split_end, without_colon
from delib.francais.valeur import Denomination, Enumeration, Personne

NBSP, FINE = "\u00a0", "\u202f"


def plain(value: object) -> str:
    """Return how a value prints, its no-break spaces as plain ones, so that the tables read easily."""
    return str(value).replace(NBSP, " ").replace(FINE, " ")


# ------------------------------------------------------------------------------------------------------------------- dates

DATES = [
    # iso, prints, complete, in figures
    ("2025-04-07", "7 avril 2025", "lundi 7 avril 2025", "07/04/2025"),
    ("2025-04-01", "1er avril 2025", "mardi 1er avril 2025", "01/04/2025"),
    ("2025-12-31", "31 décembre 2025", "mercredi 31 décembre 2025", "31/12/2025"),
    ("2024-02-29", "29 février 2024", "jeudi 29 février 2024", "29/02/2024"),
    ("2025-08-11", "11 août 2025", "lundi 11 août 2025", "11/08/2025"),
    ("2025-06-21", "21 juin 2025", "samedi 21 juin 2025", "21/06/2025"),
    ("1905-12-09", "9 décembre 1905", "samedi 9 décembre 1905", "09/12/1905"),
]


@pytest.mark.parametrize(("iso", "prints", "complete", "figures"), DATES)
def test_a_date_prints_as_acts_write_it(iso: str, prints: str, complete: str, figures: str) -> None:
    day = parse_iso(iso)
    assert day is not None
    assert (plain(day), plain(day.complete), day.chiffres, day.iso) == (prints, complete, figures, iso)


def test_every_day_from_1900_to_2100_is_as_babel_writes_it() -> None:
    day, last = datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)
    while day <= last:
        ours = Jour(day)
        long, full = format_date(day, "long", locale="fr"), format_date(day, "full", locale="fr")
        if (
            day.day == 1
        ):  # CLDR writes « 1 avril » in some releases, « 1er avril » in others: the Imprimerie nationale wants « 1er »
            long, full = (
                long.replace("1er ", "1 ").replace("1 ", "1er ", 1),
                full.replace(" 1er ", " 1 ").replace(" 1 ", " 1er ", 1),
            )
        assert (plain(ours), plain(ours.complete)) == (plain(long), plain(full))
        assert ours.mois in ours.complete
        assert f"{ours.jour} {ours.mois} {ours.annee}" == plain(ours)
        day += datetime.timedelta(days=1)


def test_the_day_is_held_to_its_month() -> None:
    assert str(Jour(datetime.date(2025, 4, 7))) == f"7{NBSP}avril 2025"


GUESSES = [
    ("07/04/2025", "2025-04-07"),
    ("7/4/2025", "2025-04-07"),
    ("07-04-2025", "2025-04-07"),
    ("07.04.2025", "2025-04-07"),
    ("2025/04/07", "2025-04-07"),
    ("2025-4-7", "2025-04-07"),
    ("7 avril 2025", "2025-04-07"),
    ("lundi 7 avril 2025", "2025-04-07"),
    ("le 7 avril 2025", "2025-04-07"),
    (f"7{NBSP}AVRIL 2025", "2025-04-07"),
    ("1er août 2025", "2025-08-01"),
    # nothing is guessed of these
    ("31/02/2025", ""),
    ("04/2025", ""),
    ("07/04/25", ""),
    ("7 avril", ""),
    ("7 germinal 2025", ""),
    ("demain", ""),
    ("", ""),
    ("٧/٤/٢٠٢٥", ""),
    ("7 avril 99999999999999999999", ""),
]


@pytest.mark.parametrize(("typed", "iso"), GUESSES)
def test_a_date_typed_otherwise_is_recognised(typed: str, iso: str) -> None:
    assert guess_iso(typed) == iso


@given(st.text())
def test_guessing_never_fails_and_guesses_only_days_that_exist(texte: str) -> None:
    found = guess_iso(texte)
    assert found == "" or parse_iso(found) is not None


@given(st.dates())
def test_a_day_is_read_back_from_its_iso_form(day: datetime.date) -> None:
    assert parse_iso(Jour(day).iso) == Jour(day)


NO_DATES = [
    "2025-02-30",
    "2023-02-29",
    "1900-02-29",
    "2025-13-01",
    "2025-00-10",
    "2025-04-31",
    "0000-01-01",
    "2025-4-7",
    "2025-04-07\n",
    "",
]


@pytest.mark.parametrize("texte", NO_DATES)
def test_no_day_is_made_of_a_date_that_does_not_exist(texte: str) -> None:
    assert parse_iso(texte) is None


HOURS = [
    (14, 30, "14 h 30"),
    (18, 0, "18 heures"),
    (9, 5, "9 h 05"),
    (1, 0, "1 heure"),
    (0, 0, "0 heure"),
    (0, 15, "0 h 15"),
    (20, 0, "20 heures"),
]


@pytest.mark.parametrize(("hours", "minutes", "prints"), HOURS)
def test_an_hour_prints_as_acts_write_it(hours: int, minutes: int, prints: str) -> None:
    assert plain(Heure(hours, minutes)) == prints
    assert " " not in str(Heure(hours, minutes)), "held by no-break spaces"


# ----------------------------------------------------------------------------------------------------------------- amounts

AMOUNTS = [
    ("0", "0 €"),
    ("12", "12 €"),
    ("999", "999 €"),
    ("1000", "1 000 €"),
    ("45800", "45 800 €"),
    ("1250.5", "1 250,50 €"),
    ("1250.50", "1 250,50 €"),
    ("1250.00", "1 250 €"),
    ("0.05", "0,05 €"),
    ("1234567.89", "1 234 567,89 €"),
    ("10000000000000", "10 000 000 000 000 €"),
]


@pytest.mark.parametrize(("euros", "prints"), AMOUNTS)
def test_an_amount_prints_as_acts_write_it(euros: str, prints: str) -> None:
    assert plain(Montant(Decimal(euros))) == prints
    assert " " not in str(Montant(Decimal(euros))), "held by no-break spaces"


@given(st.decimals(0, 10**13, places=2))
def test_an_amount_is_read_back_to_the_cent(euros: Decimal) -> None:
    assert Decimal(plain(Montant(euros)).removesuffix(" €").replace(" ", "").replace(",", ".")) == euros


# ----------------------------------------------------------------------------------------------------------------- grammar

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


# ------------------------------------------------------------------------------------------------------------- end of text

ENDS = [
    # typed, kept, whether the text closes itself
    ("la loi", "la loi", False),
    ("la loi,", "la loi", False),
    ("la loi ;", "la loi", False),
    (f"la loi{NBSP};", "la loi", False),
    ("la loi.", "la loi", False),
    ("la loi.;", "la loi", False),
    ("la loi , ", "la loi", False),
    ("les articles 1, 2, etc.", "les articles 1, 2, etc.", True),
    ("les articles 1, 2, etc.,", "les articles 1, 2, etc.", True),
    ("les articles 1, 2, etc. ;", "les articles 1, 2, etc.", True),
    ("la société S.A.", "la société S.A.", True),
    ("la société S.A.,", "la société S.A.", True),
    ("Dupont et Cie.", "Dupont et Cie.", True),
    ("article 5 et ss.", "article 5 et ss.", True),
    ("et suivants…", "et suivants…", True),
    ("et suivants...", "et suivants...", True),
    ("à savoir :", "à savoir :", True),
    ("est-ce utile ?", "est-ce utile ?", True),
    ("halte !", "halte !", True),
    ("le programme « Innover. »", "le programme « Innover. »", False),
    ("l'article L. 2121-29.", "l'article L. 2121-29", False),
    ("la promotion de l'art.", "la promotion de l'art", False),
    ("20 mm.", "20 mm", False),
    ("(annexe 2).", "(annexe 2)", False),
    ("versionetc.", "versionetc", False),
    (",", "", False),
    ("", "", False),
    (";" * 50_000, "", False),
    (" " * 50_000 + "x", " " * 50_000 + "x", False),
    ("." * 50_000 + "x", "." * 50_000 + "x", False),
    ("A." * 50_000 + "x", "A." * 50_000 + "x", False),
]


@pytest.mark.parametrize(("typed", "kept", "close"), ENDS, ids=[typed[:30] for typed, *_ in ENDS])
def test_the_end_of_a_sentence_is_left_to_the_template(typed: str, kept: str, close: bool) -> None:
    assert split_end(typed) == (kept, close)


@given(st.text(alphabet="ab .,;:!?…SAetc»\u00a0\n"))
def test_taking_an_end_off_twice_changes_nothing(texte: str) -> None:
    kept = split_end(texte).corps
    assert split_end(kept).corps == kept
    assert texte.startswith(kept)
    assert texte[len(kept) :].strip(" \u00a0\n.,;") == "", "nothing else is lost"


COLONS = [
    ("à savoir :", "à savoir"),
    (f"à savoir{NBSP}:", "à savoir"),
    ("à savoir:", "à savoir"),
    ("à savoir", "à savoir"),
    (":", ""),
    ("a : b", "a : b"),
]


@pytest.mark.parametrize(("typed", "kept"), COLONS)
def test_a_final_colon_is_taken_off(typed: str, kept: str) -> None:
    assert without_colon(typed) == kept


# ----------------------------------------------------------------------------------------------------------------- persons

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
