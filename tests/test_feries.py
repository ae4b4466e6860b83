"""Public holidays: the law's list as tables, judged year by year by the package `holidays`, whose differences are told."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import holidays
import pytest

from delib.francais.feries import (
    DERNIERE_ANNEE,
    PREMIERES_ANNEES,
    TERRITOIRES,
    easter_sunday,
    est_ferie,
    jours_feries,
    territoire_du,
)

METROPOLE_2025 = {
    "2025-01-01": "Jour de l’an",
    "2025-04-21": "Lundi de Pâques",
    "2025-05-01": "Fête du Travail",
    "2025-05-08": "Victoire 1945",
    "2025-05-29": "Ascension",
    "2025-06-09": "Lundi de Pentecôte",
    "2025-07-14": "Fête nationale",
    "2025-08-15": "Assomption",
    "2025-11-01": "Toussaint",
    "2025-11-11": "Armistice 1918",
    "2025-12-25": "Noël",
}


def test_the_eleven_holidays_of_2025_are_named_in_order() -> None:
    found = jours_feries(2025)
    assert {jour.isoformat(): nom for jour, nom in found.items()} == METROPOLE_2025
    assert list(found) == sorted(found)


OWN = [
    # territory, year, what it has beside the eleven
    ("alsace_moselle", 2025, {"04-18": "Vendredi saint", "12-26": "Saint-Étienne"}),
    ("guadeloupe", 2025, {"05-27": "Abolition de l’esclavage"}),
    ("martinique", 2025, {"05-22": "Abolition de l’esclavage"}),
    ("guyane", 2025, {"06-10": "Abolition de l’esclavage"}),
    ("la_reunion", 2025, {"12-20": "Abolition de l’esclavage"}),
    ("mayotte", 2025, {"04-27": "Abolition de l’esclavage"}),
    ("saint_barthelemy", 2025, {"10-09": "Abolition de l’esclavage"}),
    ("saint_martin", 2017, {"05-27": "Abolition de l’esclavage"}),
    ("saint_martin", 2025, {"05-28": "Abolition de l’esclavage"}),
    ("saint_pierre_et_miquelon", 2025, {}),
    ("nouvelle_caledonie", 2025, {"09-24": "Fête de la citoyenneté"}),
    (
        "polynesie_francaise",
        2025,
        {"03-05": "Arrivée de l’Évangile", "04-18": "Vendredi saint", "06-29": "Fête de l’autonomie"},
    ),
    (
        "polynesie_francaise",
        2026,
        {"03-05": "Arrivée de l’Évangile", "04-03": "Vendredi saint", "11-20": "Matari’i i nia"},
    ),
    (
        "wallis_et_futuna",
        2025,
        {"04-28": "Saint Pierre Chanel", "06-29": "Saints Pierre et Paul", "07-29": "Fête du Territoire"},
    ),
]


@pytest.mark.parametrize(("territory", "year", "own"), OWN)
def test_a_territory_has_its_own_holidays_beside_the_eleven(territory: str, year: int, own: dict[str, str]) -> None:
    common, found = jours_feries(year), jours_feries(year, territory)
    assert {f"{jour:%m-%d}": nom for jour, nom in found.items() if jour not in common} == own
    assert common.items() <= found.items()


def test_every_territory_is_in_the_table_above() -> None:
    assert {territory for territory, _, _ in OWN} | {"metropole"} == set(TERRITOIRES) == set(PREMIERES_ANNEES)


DATED = [
    # the law as it was
    ("1960-05-08", "metropole", False),
    ("1965-05-08", "metropole", True),
    ("1981-05-08", "metropole", False),
    ("1982-05-08", "metropole", True),
    ("2005-05-16", "metropole", True),
    ("2008-05-12", "metropole", True),
    ("2018-05-27", "saint_martin", False),
    ("2018-05-28", "saint_martin", True),
    ("2025-04-18", "metropole", False),
    ("2025-04-18", "alsace_moselle", True),
    ("2025-04-18", "guadeloupe", False),
    ("2025-07-21", "martinique", False),
    ("2025-04-20", "metropole", False),  # Easter Sunday
    ("2026-02-16", "metropole", False),
    ("2026-05-14", "metropole", True),
]


@pytest.mark.parametrize(("iso", "territory", "expected"), DATED)
def test_a_day_is_a_holiday_or_not(iso: str, territory: str, expected: bool) -> None:
    assert est_ferie(datetime.date.fromisoformat(iso), territory) is expected


def test_two_holidays_that_meet_are_both_named() -> None:
    assert jours_feries(2008)[datetime.date(2008, 5, 1)] == "Fête du Travail et Ascension"
    assert len(jours_feries(2008)) == 10


# ------------------------------------------------------------------------------------------------- the independent judge

SUBDIVISIONS = [
    ("metropole", None),
    ("alsace_moselle", "57"),
    ("alsace_moselle", "6AE"),
    ("guadeloupe", "971"),
    ("martinique", "972"),
    ("guyane", "973"),
    ("la_reunion", "974"),
    ("mayotte", "976"),
    ("saint_pierre_et_miquelon", "PM"),
    ("saint_barthelemy", "BL"),
    ("saint_martin", "MF"),
    ("nouvelle_caledonie", "NC"),
    ("polynesie_francaise", "PF"),
    ("wallis_et_futuna", "WF"),
]


def differences(territory: str, year: int) -> Iterator[tuple[str, int, int]]:
    """Yield the days on which `holidays` 0.109 and we part, and why we keep ours (« + » ours alone, « - » theirs alone)."""
    if year == 1965 and PREMIERES_ANNEES[territory] <= 1965:
        yield "+", 5, 8  # the twentieth anniversary, by a décret of 1 April 1965
    if year in (2005, 2006, 2007):  # a day of work, still a « jour férié »
        pentecost = easter_sunday(year) + datetime.timedelta(days=50)
        yield "+", pentecost.month, pentecost.day
    if territory in ("guadeloupe", "martinique", "saint_martin"):
        yield "-", 7, 21  # Victor Schœlcher: usage; the law of 30 June 1983 makes one day a holiday, the abolition's
    if territory == "guadeloupe":  # usage
        for before in (2, 24):
            off = easter_sunday(year) - datetime.timedelta(days=before)
            yield "-", off.month, off.day
    if territory == "saint_martin" and year < 2018:
        yield "+", 5, 27  # the décret of 23 April 2012
        if year != 2012:  # when 28 May was Pentecost Monday
            yield "-", 5, 28
    if territory == "polynesie_francaise" and year == 2025:
        yield "+", 6, 29  # the loi du pays applies from 2026
        yield "-", 11, 20


@pytest.mark.parametrize(("territory", "subdivision"), SUBDIVISIONS, ids=str)
def test_every_year_is_as_holidays_has_it_but_for_what_is_told(territory: str, subdivision: str | None) -> None:
    for year in range(PREMIERES_ANNEES[territory], DERNIERE_ANNEE + 1):
        ours = set(jours_feries(year, territory))
        theirs = set(holidays.France(subdiv=subdivision, years=year))
        told = {(sign, datetime.date(year, month, day)) for sign, month, day in differences(territory, year)}
        assert {("+", jour) for jour in ours - theirs} | {("-", jour) for jour in theirs - ours} == told, year


def test_easter_is_the_sunday_after_the_full_moon_of_spring() -> None:
    for year in range(1583, 4000):
        easter = easter_sunday(year)
        assert easter.weekday() == 6
        assert datetime.date(year, 3, 22) <= easter <= datetime.date(year, 4, 25)
    # the earliest, the latest, and the two that trip Gauss's formula
    assert [easter_sunday(year).isoformat()[5:] for year in (1818, 1943, 1954, 1981)] == ["03-22", "04-25", "04-18", "04-19"]


# -------------------------------------------------------------------------------------------------- years, territories


@pytest.mark.parametrize("territory", TERRITOIRES)
def test_a_year_that_is_not_known_is_refused(territory: str) -> None:
    for year in (PREMIERES_ANNEES[territory] - 1, DERNIERE_ANNEE + 1, 0, -1, 10**30):
        with pytest.raises(ValueError, match="connus de"):
            jours_feries(year, territory)
    assert jours_feries(PREMIERES_ANNEES[territory], territory)
    assert jours_feries(DERNIERE_ANNEE, territory)


def test_a_territory_that_is_not_known_is_refused() -> None:
    for territory in ("", "corse", "Metropole", "\x00"):
        with pytest.raises(ValueError, match="territoire inconnu"):
            est_ferie(datetime.date(2025, 1, 1), territory)


DEPARTEMENTS = [
    ("67", "alsace_moselle"),
    ("067", "alsace_moselle"),
    ("68", "alsace_moselle"),
    ("57", "alsace_moselle"),
    ("75", "metropole"),
    ("075", "metropole"),
    ("01", "metropole"),
    ("001", "metropole"),
    ("2A", "metropole"),
    ("02A", "metropole"),
    ("02b", "metropole"),
    (" 95 ", "metropole"),
    ("971", "guadeloupe"),
    ("972", "martinique"),
    ("973", "guyane"),
    ("974", "la_reunion"),
    ("975", "saint_pierre_et_miquelon"),
    ("976", "mayotte"),
    ("977", "saint_barthelemy"),
    ("978", "saint_martin"),
    ("986", "wallis_et_futuna"),
    ("987", "polynesie_francaise"),
    ("988", "nouvelle_caledonie"),
]


@pytest.mark.parametrize(("code", "territory"), DEPARTEMENTS)
def test_a_departement_is_of_one_territory(code: str, territory: str) -> None:
    assert territoire_du(code) == territory


@pytest.mark.parametrize(
    "code", ["", "0", "1", "00", "20", "96", "97", "099", "970", "979", "984", "989", "2C", "0067", "٦٧", "6" * 50_000]
)
def test_a_code_that_no_departement_bears_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="aucun département"):
        territoire_du(code)
