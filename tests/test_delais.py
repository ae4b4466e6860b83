"""The delays that run from an act: tables to which a jurist can add a line, each with the text or the case it rests on.

Two months, franc: CJA, art. R. 421-1; CE, 19 sept. 2014, n° 362568; CE, Sect., 4 juin 1954, Décines-Charpieu. Convocation: CGCT,
art. L. 2121-11, L. 2121-12, L. 5211-1, L. 2541-2, L. 3121-19, L. 4132-18, L. 2121-17; CE, 13 oct. 1993.
"""

from __future__ import annotations

import copy
from datetime import date, timedelta
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

import delib
from delib.acte.acte import Acte
from delib.droit.convocation import Assemblee, convocation, regime_of
from delib.droit.delais import INCONNU, JUSQUE, Delai, defere, deux_mois, recours, recours_notifie, territoire, transmission
from delib.francais.feries import TERRITOIRES, est_ferie
from delib.prefecture.accuse import Accuse
from delib.prefecture.echeances import of_accuse, of_acte
from delib.prefecture.identifiant import Identifiant
from tests.conftest import RACINE
from tests.words import plain


def jour(texte: str) -> date | None:
    return date.fromisoformat(texte) if texte else None


# --------------------------------------------------------------------------------------------- two months, franc


class Cas(NamedTuple):
    """The day that sets two months running, the last day to act, where, and why; `doute` is a word of what makes it unsure."""

    depart: str
    dernier: str
    lieu: str
    source: str
    doute: str = ""


CAS = [
    # by date: neither the first day nor that of the term
    Cas("2025-12-16", "2026-02-17", "metropole", "droit.md, Corrections 8: open until 17/02/2026, 24 h"),
    Cas("2021-01-03", "2021-03-04", "metropole", "jurisconsulte.net, A. Icard: notified 3 January, expires 4 March"),
    Cas("2007-10-01", "2007-12-03", "metropole", "avocat.fr, A. Icard: Sunday 2 December, hence Monday 3"),
    Cas("2022-11-03", "2023-01-04", "metropole", "M. Coulibaly, lex-publica: the day after 3 January, over the new year"),
    Cas("2018-01-11", "2018-03-12", "metropole", "M. Coulibaly, lex-publica: the day after 11 March"),
    Cas("2024-11-12", "2025-01-13", "metropole", "avocat.fr, A. Icard: received 12 November, at the latest 13 January"),
    # the ends of months: the term is the last day of a month that has no such number
    Cas("2025-12-31", "2026-03-02", "metropole", "28 February, hence 1 March, a Sunday"),
    Cas("2023-12-31", "2024-03-01", "metropole", "29 February of a leap year, hence 1 March"),
    Cas("2024-07-31", "2024-10-01", "metropole", "30 September, hence 1 October"),
    Cas("2025-10-31", "2026-01-02", "metropole", "31 December, hence 1 January, a holiday"),
    Cas("2025-08-31", "2025-11-03", "metropole", "31 October, hence Saturday 1 November, a holiday, and a Sunday"),
    Cas("2025-06-30", "2025-09-01", "metropole", "30 August, hence Sunday 31"),
    Cas("2026-06-30", "2026-08-31", "metropole", "30 August, hence 31; others count from 1 July", "1er septembre 2026"),
    Cas("2024-12-30", "2025-03-03", "metropole", "28 February, hence Saturday 1 March; others: 28 February", "28 février 2025"),
    Cas("2023-12-29", "2024-03-01", "metropole", "29 February, hence 1 March; others: 29 February", "29 février 2024"),
    Cas("2024-02-29", "2024-04-30", "metropole", "29 April, hence 30; others count from 1 March: 1 May, a holiday", "2 mai 2024"),
    Cas("2025-02-28", "2025-04-29", "metropole", "28 April, hence 29; others count from 1 March: 1 May, a holiday", "2 mai 2025"),
    # Saturdays and Sundays
    Cas("2025-07-19", "2025-09-22", "metropole", "Saturday 20 September"),
    Cas("2025-07-20", "2025-09-22", "metropole", "Sunday 21 September"),
    Cas("2025-07-21", "2025-09-22", "metropole", "Monday 22 September itself"),
    # public holidays
    Cas("2023-02-28", "2023-05-02", "metropole", "Saturday 29 April, a Sunday, Monday 1 May"),
    Cas("2025-03-07", "2025-05-09", "metropole", "8 May"),
    Cas("2025-03-28", "2025-05-30", "metropole", "Ascension, Thursday 29 May"),
    Cas("2025-05-13", "2025-07-15", "metropole", "Monday 14 July"),
    Cas("2025-06-14", "2025-08-18", "metropole", "Friday 15 August, a Saturday, a Sunday"),
    Cas("2025-02-20", "2025-04-22", "metropole", "Easter Monday"),
    Cas("2025-02-18", "2025-04-22", "metropole", "Saturday 19 April, Easter Sunday, Easter Monday"),
    Cas("2025-04-08", "2025-06-10", "metropole", "Whit Monday"),
    Cas("2025-09-10", "2025-11-12", "metropole", "11 November"),
    Cas("2025-10-24", "2025-12-26", "metropole", "Thursday 25 December"),
    # Alsace and Moselle
    Cas("2025-10-24", "2025-12-29", "alsace_moselle", "25 and 26 December, a Saturday, a Sunday"),
    Cas("2025-02-17", "2025-04-18", "metropole", "Good Friday is no holiday there"),
    Cas("2025-02-17", "", "alsace_moselle", "Good Friday: a holiday in some communes only", "18 avril 2025"),
    Cas("2025-02-18", "2025-04-22", "alsace_moselle", "Saturday 19 April: Good Friday is past"),
    # beyond the seas
    Cas("2025-03-26", "2025-05-28", "guadeloupe", "27 May"),
    Cas("2025-03-26", "2025-05-27", "metropole", "27 May is no holiday there"),
    Cas("2025-03-21", "2025-05-23", "martinique", "22 May"),
    Cas("2025-04-08", "2025-06-11", "guyane", "Whit Monday, then 10 June: two holidays in a row"),
    Cas("2024-10-19", "2024-12-23", "la_reunion", "Friday 20 December, a Saturday, a Sunday"),
    Cas("2026-02-26", "2026-04-28", "mayotte", "Monday 27 April"),
    Cas("2025-08-08", "2025-10-10", "saint_barthelemy", "9 October"),
    Cas("2025-03-27", "2025-05-30", "saint_martin", "28 May, then Ascension"),
    Cas("2025-03-27", "2025-05-28", "saint_pierre_et_miquelon", "the eleven holidays, and no other"),
    Cas("2025-07-23", "2025-09-25", "nouvelle_caledonie", "24 September"),
    Cas("2025-01-04", "2025-03-06", "polynesie_francaise", "5 March"),
    Cas("2025-02-17", "2025-04-22", "polynesie_francaise", "Good Friday, a Saturday, a Sunday, Easter Monday"),
    Cas("2026-09-19", "2026-11-23", "polynesie_francaise", "Friday 20 November, since 2026"),
    Cas("2025-02-27", "2025-04-29", "wallis_et_futuna", "Monday 28 April"),
    # where it is not known
    Cas("2025-12-16", "2026-02-17", INCONNU, "the same day in every territory"),
    Cas("2025-03-26", "2025-05-27", INCONNU, "27 May is a holiday in Guadeloupe", "département inconnu"),
    # what the calendar of holidays, or the law of the day, does not tell
    Cas("2015-10-17", "", "mayotte", "CJA, art. R. 421-6, repealed on 18 October 2015: three months", "trois mois"),
    Cas("2015-10-19", "2015-12-21", "mayotte", "two months from then on: Sunday 20 December"),
    Cas("2011-05-02", "", "saint_martin", "holidays not known before 2012", "2011"),
    Cas("2100-11-16", "", "metropole", "holidays not known after 2100", "2101"),
    Cas("2100-12-31", "", "metropole", "holidays not known after 2100", "2101"),
    Cas("9999-12-31", "", "metropole", "a year that no calendar follows", "9999"),
    Cas("0001-01-01", "", "metropole", "a year before the Gregorian calendar", "année 1 "),
]


@pytest.mark.parametrize("cas", CAS, ids=[f"{cas.lieu}-{cas.depart}" for cas in CAS])
def test_two_months(cas: Cas) -> None:
    depart = jour(cas.depart)
    assert depart is not None
    made = deux_mois(depart, cas.lieu)
    assert made.dernier_jour == jour(cas.dernier)
    said = plain(made.doute or made.raison)
    assert cas.doute in said
    assert bool(said) == bool(cas.doute)


DEPARTS = st.dates(date(2023, 1, 1), date(2099, 12, 31))
LIEUX = st.sampled_from(list(TERRITOIRES))


@given(DEPARTS, LIEUX)
def test_the_last_day_is_a_working_day_two_months_and_a_day_later_at_the_least(depart: date, lieu: str) -> None:
    made = deux_mois(depart, lieu)
    last = made.dernier_jour
    if last is None:
        assert lieu == "alsace_moselle"
        return
    assert last.weekday() < 5
    assert not est_ferie(last, lieu)
    months = (last.year - depart.year) * 12 + last.month - depart.month
    assert months > 2 or (months == 2 and last.day > depart.day)
    before = last - timedelta(days=1)
    while before.weekday() >= 5 or est_ferie(before, lieu):
        before -= timedelta(days=1)
    # no longer than it must be: the working day before comes too early, by the count of the dates
    assert (before.year - depart.year) * 12 + before.month - depart.month <= 2
    assert before - depart <= timedelta(days=62)


@given(DEPARTS, st.integers(0, 40), LIEUX)
def test_a_later_start_never_ends_earlier(depart: date, later: int, lieu: str) -> None:
    first, second = deux_mois(depart, lieu).dernier_jour, deux_mois(depart + timedelta(days=later), lieu).dernier_jour
    assert first is None or second is None or first <= second


@given(DEPARTS)
def test_a_day_said_sure_without_a_territory_is_that_of_each(depart: date) -> None:
    made = deux_mois(depart, INCONNU)
    if made.certain:
        assert {deux_mois(depart, one).dernier_jour for one in TERRITOIRES} <= {made.dernier_jour, None}


DEPARTEMENTS = [
    ("075", "metropole"),
    ("02A", "metropole"),
    ("067", "alsace_moselle"),
    ("57", "alsace_moselle"),
    ("971", "guadeloupe"),
    ("974", "la_reunion"),
    ("987", "polynesie_francaise"),
    ("988", "nouvelle_caledonie"),
    ("000", INCONNU),
    ("984", INCONNU),
    ("", INCONNU),
]


@pytest.mark.parametrize(("code", "attendu"), DEPARTEMENTS)
def test_the_territory_of_a_departement(code: str, attendu: str) -> None:
    assert territoire(code) == attendu


# ------------------------------------------------------------------------------------------------------ each delay

DIT = [
    # the delay; how it is said
    (
        recours(date(2025, 12, 16)),
        "Recours pour excès de pouvoir : jusqu’au 17 février 2026 inclus (CJA, art. R. 421-1)",
    ),
    (
        recours(None),
        "Recours pour excès de pouvoir : indéterminé, la date de la publication n’est pas connue (CJA, art. R. 421-1)",
    ),
    (
        recours_notifie(date(2025, 12, 16), qui="commune d’Argenteuil"),
        "Recours pour excès de pouvoir (commune d’Argenteuil) : jusqu’au 17 février 2026 inclus (CJA, art. R. 421-1)",
    ),
    (
        recours_notifie(None),
        "Recours pour excès de pouvoir (destinataire) : indéterminé, la date de la notification n’est pas connue "
        "(CJA, art. R. 421-1)",
    ),
    (defere(date(2025, 12, 16)), "Déféré préfectoral : jusqu’au 17 février 2026 inclus (CGCT, art. L. 2131-6)"),
    (
        defere(None),
        "Déféré préfectoral : indéterminé, la date de la réception par la préfecture n’est pas connue (CGCT, art. L. 2131-6)",
    ),
    (
        recours(date(2026, 6, 30)),
        "Recours pour excès de pouvoir : jusqu’au 31 août 2026 inclus (CJA, art. R. 421-1) ; à vérifier : en fin de mois, "
        "compté depuis le lendemain, il finirait le 1er septembre 2026",
    ),
    (Delai("Rien"), "Rien : indéterminé"),
]


@pytest.mark.parametrize(("delai", "phrase"), DIT, ids=[str(index) for index in range(len(DIT))])
def test_a_delay_is_said_in_french(delai: Delai, phrase: str) -> None:
    assert plain(str(delai)) == phrase
    assert plain(str(delai.to_dict()["phrase"])) == phrase


def test_a_delay_in_json_says_what_is_not_known() -> None:
    assert defere(None).to_dict()["dernier_jour"] is None
    assert defere(date(2025, 12, 16)).to_dict()["dernier_jour"] == "2026-02-17"
    assert "n° 273569" in str(defere(None).to_dict()["note"])  # pieces asked for restart it
    assert "R. 421-7" in str(recours(None).to_dict()["note"])  # distance is not counted
    assert "R. 421-5" in str(recours_notifie(None).to_dict()["note"])  # nothing runs against who was not told of it


QUINZE = [
    # nature, matière, signature; by when it must be sent, and what is not known ("–": the law sets no such delay)
    ("DE", (8, 4), "2025-12-02", "–", ""),
    ("DE", (1, 1), "2025-12-02", "–", ""),
    ("BF", (7, 1), "2025-12-02", "–", ""),
    ("AR", (6, 1), "2025-12-02", "–", ""),
    ("AU", (), "2025-12-02", "–", ""),
    ("AI", (6, 1), "2025-12-02", "2025-12-17", ""),
    ("AI", (), "", "", "la date de la signature n’est pas connue"),
    ("CC", (1, 1), "2025-12-02", "2025-12-17", ""),
    ("CC", (1, 2, 3), "", "", "la date de la signature n’est pas connue"),
    ("CC", (1, 4), "2025-12-02", "–", ""),
    ("CC", (), "2025-12-02", "", "on ne sait pas si c’est un marché ou une délégation de service public"),
    ("AI", (), "9999-12-31", "", "la date de la signature est hors du calendrier"),
]


@pytest.mark.parametrize(("nature", "matiere", "signature", "dernier", "raison"), QUINZE)
def test_fifteen_days_where_the_law_sets_them(
    nature: str, matiere: tuple[int, ...], signature: str, dernier: str, raison: str
) -> None:
    """CGCT, art. L. 2131-2, II (individual decisions); art. L. 2131-13 and L. 1411-9 (marchés, DSP); never a délibération."""
    made = transmission(nature, matiere, jour(signature))
    assert (made is None) == (dernier == "–")
    assert made is None or (made.dernier_jour, made.raison) == (jour(dernier), raison)


# ----------------------------------------------------------------------------------------------------- convocation


class Seance(NamedTuple):
    """Who is convened, when it was sent and for when; the days found, whether they suffice (None: not known), the source."""

    nom: str
    assemblee: dict[str, Any]
    envoi: str
    seance: str
    jours: int | None
    respectee: bool | None
    source: str


COMMUNE, EPCI, LOCAL = {"nature": "commune", "population": 412}, {"nature": "metropole"}, {"droit_local": "alsace_moselle"}
VILLE = {"nature": "commune", "population": 3500}
SEANCES = [
    Seance("CM2025/04/07/19-2: five, exactly", EPCI, "2025-04-01", "2025-04-07", 5, True, "L. 2121-12 et L. 5211-1"),
    Seance("BM2025/12/02/22-1: five, exactly", EPCI, "2025-11-26", "2025-12-02", 5, True, "L. 2121-12 et L. 5211-1"),
    Seance("a day later: four", EPCI, "2025-04-02", "2025-04-07", 4, False, "L. 2121-12 et L. 5211-1"),
    Seance("3 500 inhabitants: five", VILLE, "2025-04-02", "2025-04-07", 4, False, "L. 2121-12"),
    Seance("3 499: three", {**VILLE, "population": 3499}, "2025-04-03", "2025-04-07", 3, True, "L. 2121-11"),
    Seance("a small commune: two do not do", COMMUNE, "2025-04-04", "2025-04-07", 2, False, "L. 2121-11"),
    Seance(
        "Saturday, Sunday and Whit Monday count, and put nothing off", COMMUNE, "2025-06-06", "2025-06-10", 3, True, "L. 2121-11"
    ),
    Seance("over a leap day", COMMUNE, "2024-02-27", "2024-03-02", 3, True, "L. 2121-11"),
    Seance("sent on the day itself", COMMUNE, "2025-04-07", "2025-04-07", 0, False, "L. 2121-11"),
    Seance("sent after", COMMUNE, "2025-04-09", "2025-04-07", 0, False, "L. 2121-11"),
    Seance("in haste: a jour franc", {**VILLE, "urgence": True}, "2025-04-05", "2025-04-07", 1, True, "L. 2121-12"),
    Seance("in haste: the eve is none", {**VILLE, "urgence": True}, "2025-04-06", "2025-04-07", 0, False, "L. 2121-12"),
    Seance("Alsace-Moselle: three days, not francs", COMMUNE | LOCAL, "2025-04-04", "2025-04-07", 3, True, "L. 2541-2"),
    Seance("Alsace-Moselle: two", COMMUNE | LOCAL, "2025-04-05", "2025-04-07", 2, False, "L. 2541-2"),
    Seance(
        "Alsace-Moselle, in haste: the eve", COMMUNE | LOCAL | {"urgence": True}, "2025-04-06", "2025-04-07", 1, True, "L. 2541-2"
    ),
    Seance("Alsace-Moselle, 3 500: rép. Sénat 17/10/1996", VILLE | LOCAL, "2025-04-02", "2025-04-07", 4, False, "L. 2121-12"),
    Seance("population not known: five do", {"nature": "commune"}, "2025-04-01", "2025-04-07", 5, True, "L. 2121-12"),
    Seance("population not known: four may", {"nature": "commune"}, "2025-04-02", "2025-04-07", 4, None, "L. 2121-12"),
    Seance("population not known: two do not", {"nature": "commune"}, "2025-04-04", "2025-04-07", 2, False, "L. 2121-12"),
    Seance(
        "an EPCI before 1 March 2020: its members decide", EPCI, "2020-02-24", "2020-02-29", 4, None, "L. 2121-12 et L. 5211-1"
    ),
    Seance("an EPCI before 1 March 2020: five do", EPCI, "2020-02-23", "2020-02-29", 5, True, "L. 2121-12 et L. 5211-1"),
    Seance("an EPCI from 1 March 2020", EPCI, "2020-02-25", "2020-03-01", 4, False, "L. 2121-12 et L. 5211-1"),
    Seance("département: twelve days", {"nature": "departement"}, "2025-04-01", "2025-04-13", 12, True, "L. 3121-19"),
    Seance(
        "département: eleven, but the reports may have gone before",
        {"nature": "departement"},
        *("2025-04-02", "2025-04-13", 11, None, "L. 3121-19"),
    ),
    Seance("région: twelve days", {"nature": "region"}, "2025-04-01", "2025-04-13", 12, True, "L. 4132-18"),
    Seance(
        "région, in haste: a jour franc", {"nature": "region", "urgence": True}, "2025-04-11", "2025-04-13", 1, True, "L. 4132-18"
    ),
    Seance("a second time: three", COMMUNE | {"seconde": True}, "2025-04-03", "2025-04-07", 3, True, "L. 2121-17"),
    Seance("a second time: are they francs?", COMMUNE | {"seconde": True}, "2025-04-04", "2025-04-07", 2, None, "L. 2121-17"),
    Seance("a second time, there", COMMUNE | LOCAL | {"seconde": True}, "2025-04-03", "2025-04-07", 3, None, ""),
    Seance("the first séance of a town", VILLE | {"installation": True}, "2025-04-03", "2025-04-07", 3, None, "L. 2121-12"),
    Seance(
        "a commission permanente",
        {"nature": "departement", "organe": "commission_permanente"},
        "2025-04-01",
        "2025-04-13",
        11,
        None,
        "",
    ),
    Seance("a syndicat mixte", {"nature": "syndicat_mixte_ouvert"}, "2025-04-01", "2025-04-07", 5, None, ""),
    Seance(
        "a syndicat mixte that gives its own",
        {"nature": "syndicat_mixte_ouvert", "donne": {"jours": 5, "unite": "francs", "source": "statuts, art. 9"}},
        *("2025-04-01", "2025-04-07", 5, True, "statuts, art. 9"),
    ),
    Seance(
        "days of the calendar, where the house says so",
        {"nature": "ccas", "donne": {"jours": 3, "unite": "calendaires"}},
        *("2025-04-04", "2025-04-07", 3, True, ""),
    ),
    Seance("the day of sending is not known", COMMUNE, "", "2025-04-07", None, None, "L. 2121-11"),
]


@pytest.mark.parametrize("cas", SEANCES, ids=[cas.nom for cas in SEANCES])
def test_a_convocation(cas: Seance) -> None:
    seance = jour(cas.seance)
    assert seance is not None
    made = convocation(jour(cas.envoi), seance, regime_of(Assemblee(**cas.assemblee), seance))
    assert (made.jours, made.respectee) == (cas.jours, cas.respectee)
    assert made.regime.source == (f"CGCT, art. {cas.source}" if cas.source.startswith("L.") else cas.source)
    assert (made.respectee is None) == bool(made.raison)
    if made.respectee is not None:
        last = made.delai.dernier_jour
        assert last is not None
        assert made.respectee == (made.envoi is not None and made.envoi <= last)


DOUTES = [
    # what is told of a count that the texts do not settle
    ({**EPCI, "organe": "bureau"}, "position ministérielle"),
    ({"nature": "departement"}, "si les rapports étaient joints à la convocation"),
    ({**VILLE, "urgence": True}, "si l’assemblée l’admet"),
    ({**VILLE, "donne": {"jours": 3}}, "la collectivité donne 3 jours francs, et la loi 5 jours francs (CGCT, art. L. 2121-12)"),
]


@pytest.mark.parametrize(("assemblee", "doute"), DOUTES)
def test_what_makes_a_convocation_unsure(assemblee: dict[str, Any], doute: str) -> None:
    seance = date(2025, 4, 30)
    made = convocation(date(2025, 4, 1), seance, regime_of(Assemblee(**assemblee), seance))
    assert made.respectee is True
    assert doute in plain(made.delai.doute)
    assert not made.delai.certain


def test_urgency_admitted_leaves_no_doubt() -> None:
    seance = date(2025, 4, 30)
    assemblee = Assemblee("commune", 412, urgence=True, urgence_admise=True)
    assert convocation(date(2025, 4, 28), seance, regime_of(assemblee, seance)).delai.certain


@given(st.dates(date(2020, 3, 1), date(2099, 1, 1)), st.integers(1, 30))
def test_jours_francs_are_the_days_between(seance: date, before: int) -> None:
    made = convocation(seance - timedelta(days=before), seance, regime_of(Assemblee("metropole"), seance))
    assert made.jours == before - 1
    assert made.respectee == (before >= 6)


def test_a_seance_of_the_first_year_has_no_last_day_to_convene() -> None:
    made = convocation(date(1, 1, 1), date(1, 1, 2), regime_of(Assemblee("commune", 412), date(1, 1, 2)))
    assert made.delai.dernier_jour is None


# ------------------------------------------------------------------------------------------------ from a receipt

AR = Accuse(
    Identifiant("075", "200054781", date(2025, 12, 2), "BM25-12-02-22-1", "DE"),
    transmission=date(2025, 12, 16),
    reception=date(2025, 12, 16),
)


def said(delais: tuple[Delai, ...]) -> list[str]:
    """Return what is said of each delay, without its source."""
    return [plain(f"{one.titre}: {one.quand}") for one in delais]


RECUS = [
    (
        "the real one: nothing says when it was published",
        {},
        [
            "Recours pour excès de pouvoir: indéterminé, la date de la publication n’est pas connue",
            "Déféré préfectoral: jusqu’au 17 février 2026 inclus",
        ],
    ),
    (
        "published, as its stamp says",
        {"publication": date(2025, 12, 17)},
        ["Recours pour excès de pouvoir: jusqu’au 18 février 2026 inclus", "Déféré préfectoral: jusqu’au 17 février 2026 inclus"],
    ),
    (
        "sent, and not known to be received: sending sets nothing running",
        {"reception": None},
        [
            "Recours pour excès de pouvoir: indéterminé, la date de la publication n’est pas connue",
            "Déféré préfectoral: indéterminé, la date de la réception par la préfecture n’est pas connue",
        ],
    ),
    (
        "an individual act: notified, which no receipt tells",
        {"nature": "AI", "publication": date(2025, 12, 17)},
        [
            "Transmission au contrôle de légalité: indéterminé, la date de la signature n’est pas connue",
            "Recours pour excès de pouvoir (destinataire): indéterminé, la date de la notification n’est pas connue",
            "Recours pour excès de pouvoir (tiers): jusqu’au 18 février 2026 inclus",
            "Déféré préfectoral: jusqu’au 17 février 2026 inclus",
        ],
    ),
    (
        "received in Guadeloupe on 26 March: 27 May is a holiday there",
        {"departement": "971", "reception": date(2025, 3, 26)},
        [
            "Recours pour excès de pouvoir: indéterminé, la date de la publication n’est pas connue",
            "Déféré préfectoral: jusqu’au 28 mai 2025 inclus",
        ],
    ),
]


@pytest.mark.parametrize(("nom", "changed", "attendu"), RECUS, ids=[one[0] for one in RECUS])
def test_the_delays_of_a_receipt(nom: str, changed: dict[str, Any], attendu: list[str]) -> None:
    known = {"transmission": AR.transmission, "reception": AR.reception, **changed}
    departement = known.pop("departement", "075")
    identifiant = Identifiant(departement, "200054781", date(2025, 12, 2), "BM25-12-02-22-1", changed.get("nature", "DE"))
    assert said(of_accuse(Accuse(identifiant, **known))) == attendu


def test_a_territory_where_the_code_holds_by_extension_is_said() -> None:
    identifiant = Identifiant("988", "200054781", date(2025, 12, 2), "1", "DE")
    made = of_accuse(Accuse(identifiant, reception=date(2025, 12, 16), publication=date(2025, 12, 16)))
    assert ["étendu" in one.doute for one in made] == [False, True]


# --------------------------------------------------------------------------------------------------- from an act

ACTE: dict[str, Any] = {
    "acte": "deliberation",
    "collectivite": {
        "nom": "Métropole du Grand Paris",
        "genre": "feminin",
        "nature": "metropole",
        "siren": "200054781",
        "departement": "075",
        "organes": {"conseil": {"intitule": "le Conseil"}, "bureau": {"intitule": "le Bureau"}},
    },
    "seance": {"organe": "conseil", "date": "2025-12-02", "convocation": {"envoyee_le": "2025-11-26"}},
    "numero": "BM2025/12/02/22-1",
    "objet": "Ouverture du parcours",
    "classement": {"nature": "DE"},
    "dispositif": ["APPROUVE la liste"],
    "vote": {"resultat": "adopte", "unanimite": "exprimes"},
}
IDENTIFIANT = "075-200054781-20251202-BM25-12-02-22-1-DE"
RECU = {"identifiant": IDENTIFIANT, "teletransmission": "2025-12-16", "reception": "2025-12-16", "source": "tampon"}
CONVOQUEE = "Convocation: à envoyer le 26 novembre 2025 au plus tard"


def acte(**changed: Any) -> Acte:
    """Return ACTE with some fields `changed`; `suites__x` and `seance__x` reach below, None drops one."""
    donnees = copy.deepcopy(ACTE)
    for name, value in changed.items():
        *above, last = name.split("__")
        place = donnees
        for step in above:
            place = place.setdefault(step, {"acte": ACTE["numero"]} if step == "suites" else {})
        if value is None:
            del place[last]
        else:
            place[last] = value
    return delib.load(donnees)


SUITES = [
    (
        "nothing is known",
        {},
        [
            CONVOQUEE,
            "Caractère exécutoire: indéterminé, la date de la transmission au représentant de l’État et la date de la mise en "
            "ligne ne sont pas connues",
            "Recours pour excès de pouvoir: indéterminé, la date de la mise en ligne n’est pas connue",
            "Déféré préfectoral: indéterminé, la date de la réception par la préfecture n’est pas connue",
        ],
    ),
    (
        "received, and on line the next day",
        {"suites__accuse": [RECU], "suites__mise_en_ligne": {"date": "2025-12-17"}},
        [
            CONVOQUEE,
            "Caractère exécutoire: depuis le 17 décembre 2025",
            "Recours pour excès de pouvoir: jusqu’au 18 février 2026 inclus",
            "Déféré préfectoral: jusqu’au 17 février 2026 inclus",
        ],
    ),
    (
        "received, never on line: the receipt's day is not its publication",
        {"suites__accuse": [RECU]},
        [
            CONVOQUEE,
            "Caractère exécutoire: indéterminé, la date de la mise en ligne n’est pas connue",
            "Recours pour excès de pouvoir: indéterminé, la date de la mise en ligne n’est pas connue",
            "Déféré préfectoral: jusqu’au 17 février 2026 inclus",
        ],
    ),
    (
        "posted up, where the house publishes on line",
        {"suites__accuse": [RECU], "suites__affichage": {"du": "2025-12-17"}},
        [
            CONVOQUEE,
            "Caractère exécutoire: indéterminé, la date de la mise en ligne n’est pas connue",
            "Recours pour excès de pouvoir: indéterminé, la date de la mise en ligne n’est pas connue",
            "Déféré préfectoral: jusqu’au 17 février 2026 inclus",
        ],
    ),
    (
        "posted up by a small commune that chose to",
        {
            "collectivite__nature": "commune",
            "collectivite__population": 412,
            "collectivite__regime": {"publication": "affichage"},
            "suites__accuse": [RECU],
            "suites__affichage": {"du": "2025-12-17"},
        },
        [
            "Convocation: à envoyer le 28 novembre 2025 au plus tard",
            "Caractère exécutoire: depuis le 17 décembre 2025",
            "Recours pour excès de pouvoir: jusqu’au 18 février 2026 inclus",
            "Déféré préfectoral: jusqu’au 17 février 2026 inclus",
        ],
    ),
    (
        "two receipts of two days",
        {"suites__accuse": [RECU, {**RECU, "reception": "2025-12-18"}], "suites__mise_en_ligne": {"date": "2025-12-17"}},
        [
            CONVOQUEE,
            "Caractère exécutoire: indéterminé, la date de la transmission au représentant de l’État (les accusés de réception "
            "ont plusieurs dates) n’est pas connue",
            "Recours pour excès de pouvoir: jusqu’au 18 février 2026 inclus",
            "Déféré préfectoral: indéterminé, les accusés de réception ont plusieurs dates",
        ],
    ),
    (
        "an individual decision: from its signature, and from its notification to each",
        {
            "classement": {"nature": "AI"},
            "fait": {"lieu": "Paris", "date": "2025-12-03"},
            "suites__accuse": [RECU],
            "suites__mise_en_ligne": {"date": "2025-12-17"},
            "suites__notifications": [
                {"destinataire": "commune d’Argenteuil", "date": "2025-12-22"},
                {"destinataire": "commune de Sceaux", "date": "2025-12-23"},
                {"destinataire": "commune de Pantin", "date": "2025-12-23"},
                {"destinataire": "commune de Montreuil"},
            ],
        },
        [
            CONVOQUEE,
            "Caractère exécutoire: indéterminé, la date de la notification n’est pas connue",
            "Transmission au contrôle de légalité: le 18 décembre 2025 au plus tard",
            "Recours pour excès de pouvoir (commune d’Argenteuil): jusqu’au 23 février 2026 inclus",
            "Recours pour excès de pouvoir (2 destinataires): jusqu’au 24 février 2026 inclus",
            "Recours pour excès de pouvoir (commune de Montreuil): indéterminé, la date de la notification n’est pas connue",
            "Recours pour excès de pouvoir (tiers): jusqu’au 18 février 2026 inclus",
            "Déféré préfectoral: jusqu’au 17 février 2026 inclus",
        ],
    ),
    (
        "a draft is convened, and nothing else",
        {"etat": "projet", "vote": None},
        [CONVOQUEE],
    ),
    ("an affair put off leaves no act", {"vote": {"resultat": "ajourne"}}, [CONVOQUEE]),
    (
        "of a département: its own article of the déféré",
        {"collectivite__nature": "departement", "seance__convocation": None, "suites__accuse": [RECU]},
        [
            "Convocation: indéterminé, la date de l’envoi n’est pas connue",
            "Caractère exécutoire: indéterminé, la date de la mise en ligne n’est pas connue",
            "Recours pour excès de pouvoir: indéterminé, la date de la mise en ligne n’est pas connue",
            "Déféré préfectoral: jusqu’au 17 février 2026 inclus",
        ],
    ),
]


@pytest.mark.parametrize(("nom", "changed", "attendu"), SUITES, ids=[one[0] for one in SUITES])
def test_the_delays_of_an_act(nom: str, changed: dict[str, Any], attendu: list[str]) -> None:
    assert said(of_acte(acte(**changed))) == attendu


ENSEMBLE = [
    # what the suites of the act tell, what the receipt tells; exécutoire, recours, déféré
    ("the receipt alone", {}, {}, ["", "", "2026-02-17"]),
    ("its publication too", {}, {"publication": date(2025, 12, 17)}, ["2025-12-17", "2026-02-18", "2026-02-17"]),
    (
        "the suites tell the publication, the receipt the rest",
        {"suites__mise_en_ligne": {"date": "2025-12-18"}},
        {},
        ["2025-12-18", "2026-02-19", "2026-02-17"],
    ),
    (
        "two days of publication",
        {"suites__mise_en_ligne": {"date": "2025-12-18"}},
        {"publication": date(2025, 12, 17)},
        ["", "", "2026-02-17"],
    ),
    (
        "the same receipt, twice told",
        {"suites__accuse": [RECU], "suites__mise_en_ligne": {"date": "2025-12-18"}},
        {},
        ["2025-12-18", "2026-02-19", "2026-02-17"],
    ),
    (
        "the suites knew only when it was sent",
        {"suites__accuse": [{"identifiant": IDENTIFIANT, "teletransmission": "2025-12-15"}]},
        {},
        ["", "", "2026-02-17"],
    ),
    (
        "the suites tell another day of reception",
        {"suites__accuse": [{**RECU, "reception": "2025-12-17"}], "suites__mise_en_ligne": {"date": "2025-12-18"}},
        {},
        ["", "2026-02-19", ""],
    ),
]


@pytest.mark.parametrize(("nom", "changed", "recu", "attendu"), ENSEMBLE, ids=[one[0] for one in ENSEMBLE])
def test_an_act_and_its_receipt(nom: str, changed: dict[str, Any], recu: dict[str, Any], attendu: list[str]) -> None:
    known: dict[str, Any] = {"transmission": AR.transmission, "reception": AR.reception, **recu}
    made = of_acte(acte(**changed), Accuse(AR.identifiant, **known))
    assert [one.dernier_jour for one in made[1:]] == [jour(one) for one in attendu]


def test_two_days_of_publication_are_both_said() -> None:
    made = of_acte(acte(suites__mise_en_ligne={"date": "2025-12-18"}), Accuse(AR.identifiant, publication=date(2025, 12, 17)))
    for one in (made[1], made[2]):
        assert "18 décembre 2025" in plain(one.raison)
        assert "17 décembre 2025" in plain(one.raison)


CONSTATS = [
    ({}, "envoyée le 26 novembre 2025, 5 jours francs pour 5 demandés, délai respecté", ""),
    (
        {"seance__convocation": {"date": "2025-11-27"}},
        "datée du 27 novembre 2025, 4 jours francs pour 5 demandés, délai non respecté",
        "la date de la convocation tient lieu de celle de l’envoi",
    ),
    ({"seance__convocation": None}, "la date de l’envoi n’est pas connue", ""),
    (
        {"seance__organe": "bureau"},
        "envoyée le 26 novembre 2025, 5 jours francs pour 5 demandés, délai respecté",
        "position ministérielle",
    ),
    ({"collectivite__nature": "sdis"}, "envoyée le 26 novembre 2025, 5 jours francs", ""),
]


@pytest.mark.parametrize(("changed", "constat", "doute"), CONSTATS)
def test_what_an_act_shows_of_its_convocation(changed: dict[str, Any], constat: str, doute: str) -> None:
    made = of_acte(acte(**changed))[0]
    assert plain(made.constat) == constat
    assert doute in made.doute
    assert bool(made.doute) == bool(doute)


def test_the_local_law_comes_with_the_departement() -> None:
    made = of_acte(acte(collectivite__nature="commune", collectivite__population=412, collectivite__departement="067"))[0]
    assert made.source == "CGCT, art. L. 2541-2"


def test_an_act_withdrawn_says_so() -> None:
    made = of_acte(acte(suites__retrait={"date": "2026-01-05"}))[1]
    assert "acte retiré le 5 janvier 2026" in plain(made.constat)


def test_what_has_no_seance_has_no_delay() -> None:
    convention = delib.load(RACINE / "examples" / "programme" / "convention-type.yaml")
    assert of_acte(convention) == ()


DATES = st.none() | st.dates(date(2023, 1, 1), date(2090, 12, 31))


@given(DATES, DATES, DATES, st.sampled_from(["DE", "AI", "CC", "BF"]), st.sampled_from(["075", "067", "971", "000"]))
def test_nothing_known_gives_nothing_determined(
    sent: date | None, received: date | None, published: date | None, nature: str, departement: str
) -> None:
    identifiant = Identifiant(departement, "200054781", date(2022, 12, 2), "1", nature)
    made = of_accuse(Accuse(identifiant, sent, received, published))
    for one in made:
        assert (one.dernier_jour is None) == bool(one.raison)
        assert one.source
        assert one.sens == JUSQUE or one.dernier_jour is None
    if received is None and published is None:
        assert all(one.dernier_jour is None for one in made)
