"""Days and hours: tables that a jurist can add to, and laws that hold for every day."""

from __future__ import annotations

import datetime

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from delib.francais.dates import Heure, Jour, guess_iso, parse_iso
from delib.francais.signes import FINE, NBSP


def plain(value: object) -> str:
    """Return how a value prints, its no-break spaces as plain ones, so that the tables read easily."""
    return str(value).replace(NBSP, " ").replace(FINE, " ")


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
