"""Durations and periods: tables that a jurist can add to, and laws that hold for all of them."""

from __future__ import annotations

import datetime
import pickle

import pytest
from babel.units import format_unit
from hypothesis import given
from hypothesis import strategies as st

from delib.francais.durees import PLUS_LONGUE, UNITES, Duree, Periode, parse_duration, parse_period
from delib.francais.signes import FINE, NBSP
from tests.words import plain


def day(iso: str) -> datetime.date:
    return datetime.date.fromisoformat(iso)


DURATIONS = [
    # number, unit, prints, in figures, in letters
    (1, "annee", "un an", "1 an", "un an"),
    (3, "annee", "trois ans", "3 ans", "trois ans"),
    (10, "annee", "dix ans", "10 ans", "dix ans"),
    (11, "annee", "11 ans", "11 ans", "onze ans"),
    (21, "annee", "21 ans", "21 ans", "vingt et un ans"),
    (80, "annee", "80 ans", "80 ans", "quatre-vingts ans"),
    (1, "mois", "un mois", "1 mois", "un mois"),
    (18, "mois", "18 mois", "18 mois", "dix-huit mois"),
    (1, "semaine", "une semaine", "1 semaine", "une semaine"),
    (21, "semaine", "21 semaines", "21 semaines", "vingt et une semaines"),
    (1, "jour", "un jour", "1 jour", "un jour"),
    (15, "jour", "15 jours", "15 jours", "quinze jours"),
    (1, "heure", "une heure", "1 heure", "une heure"),
    (1607, "heure", "1 607 heures", "1 607 heures", "mille six cent sept heures"),
    (5, "minute", "cinq minutes", "5 minutes", "cinq minutes"),
]


@pytest.mark.parametrize(("number", "unit", "prints", "figures", "letters"), DURATIONS)
def test_a_duration_prints_as_acts_write_it(number: int, unit: str, prints: str, figures: str, letters: str) -> None:
    duration = Duree(number, unit)
    assert (plain(duration), plain(duration.chiffres), duration.en_lettres) == (prints, figures, letters)
    assert " " not in duration.chiffres, "held by no-break spaces"
    assert duration.en_lettres.endswith(duration.mot)
    assert pickle.loads(pickle.dumps(duration)) == duration  # noqa: S301 - our own bytes


CLDR = {"annee": "year", "mois": "month", "semaine": "week", "jour": "day", "heure": "hour", "minute": "minute"}


@pytest.mark.parametrize("unit", UNITES)
@pytest.mark.parametrize("number", [1, 2, 10, 11, 999, 1000, PLUS_LONGUE])
def test_a_duration_in_figures_is_as_babel_writes_it(number: int, unit: str) -> None:
    theirs = format_unit(number, f"duration-{CLDR[unit]}", length="long", locale="fr")
    assert plain(Duree(number, unit).chiffres) == plain(theirs)


@pytest.mark.parametrize(
    ("number", "unit"), [(0, "annee"), (-3, "mois"), (PLUS_LONGUE + 1, "jour"), (3, "an"), (3, "siecle"), (3, "")]
)
def test_there_is_no_such_duration(number: int, unit: str) -> None:
    with pytest.raises(ValueError, match="durée"):
        Duree(number, unit)


DURATIONS_READ = [
    ("3 ans", (3, "annee")),
    ("trois ans", (3, "annee")),
    ("TROIS ANS", (3, "annee")),
    ("trois années", (3, "annee")),
    ("une année", (1, "annee")),
    ("un an", (1, "annee")),
    ("trois (3) ans", (3, "annee")),
    ("18 (dix-huit) mois", (18, "mois")),
    ("18 mois", (18, "mois")),
    ("dix-huit mois", (18, "mois")),
    ("6mois", (6, "mois")),
    ("vingt-et-une semaines", (21, "semaine")),
    ("quinze jours", (15, "jour")),
    (f"1{FINE}607{NBSP}heures", (1607, "heure")),
    ("1 607 heures", (1607, "heure")),
    ("1607 heures", (1607, "heure")),
    ("trente minutes", (30, "minute")),
    ("P3Y", (3, "annee")),
    ("P18M", (18, "mois")),
    ("P2W", (2, "semaine")),
    ("P10D", (10, "jour")),
    ("PT2H", (2, "heure")),
    ("PT30M", (30, "minute")),
    # nothing is read of these
    ("un an et six mois", None),
    ("P1Y6M", None),
    ("trois (4) ans", None),
    ("3 (quatre) ans", None),
    ("trois () ans", None),
    ("trois ans renouvelables", None),
    ("0 an", None),
    ("zéro jour", None),
    ("un an et demi", None),
    ("1,5 an", None),
    ("-3 ans", None),
    ("ans", None),
    ("3", None),
    ("trois", None),
    ("troisans", None),
    ("999999 jours", None),
    ("un million d’ans", None),
    ("un million ans", None),
    ("16 07 heures", None),
    ("P3H", None),
    ("PT3Y", None),
    ("PT", None),
    ("P", None),
    ("٣ ans", None),
]


@pytest.mark.parametrize(("typed", "expected"), DURATIONS_READ)
def test_a_duration_is_read_when_it_is_sure(typed: str, expected: tuple[int, str] | None) -> None:
    assert parse_duration(typed) == (Duree(*expected) if expected else None)


@given(st.integers(1, PLUS_LONGUE), st.sampled_from(UNITES))
def test_a_duration_is_read_back_from_every_form(number: int, unit: str) -> None:
    duration = Duree(number, unit)
    for form in (
        str(duration),
        duration.chiffres,
        duration.en_lettres,
        f"{duration.en_lettres.rpartition(' ')[0]} ({number}) {duration.mot}",
    ):
        assert parse_duration(form) == duration


LATER = [
    # of quantième à quantième, the end of the month kept within it
    (1, "mois", "2025-01-15", "2025-02-15"),
    (1, "mois", "2025-01-31", "2025-02-28"),
    (1, "mois", "2024-01-31", "2024-02-29"),
    (2, "mois", "2025-12-31", "2026-02-28"),
    (2, "mois", "2025-12-16", "2026-02-16"),
    (11, "mois", "2025-01-31", "2025-12-31"),
    (12, "mois", "2025-04-07", "2026-04-07"),
    (18, "mois", "2025-07-01", "2027-01-01"),
    (1, "annee", "2024-02-29", "2025-02-28"),
    (4, "annee", "2024-02-29", "2028-02-29"),
    (3, "annee", "2025-04-01", "2028-04-01"),
    (2, "semaine", "2025-12-25", "2026-01-08"),
    (15, "jour", "2025-02-20", "2025-03-07"),
    (7974, "annee", "2025-12-31", "9999-12-31"),
]


@pytest.mark.parametrize(("number", "unit", "start", "end"), LATER)
def test_a_duration_leads_from_a_day_to_a_day(number: int, unit: str, start: str, end: str) -> None:
    assert Duree(number, unit).after(day(start)) == day(end)


@pytest.mark.parametrize("duration", [Duree(2, "heure"), Duree(30, "minute"), Duree(7975, "annee"), Duree(99_999, "mois")])
def test_some_durations_lead_to_no_day(duration: Duree) -> None:
    with pytest.raises(ValueError, match=r"ne mène pas|au-delà"):
        duration.after(day("2025-04-07"))


@pytest.mark.parametrize("unit", ["jour", "semaine"])
def test_days_end_with_the_calendar(unit: str) -> None:
    with pytest.raises(ValueError, match="au-delà"):
        Duree(1, unit).after(datetime.date.max)


@given(st.dates(max_value=day("2200-12-31")), st.integers(1, 1200))
def test_months_keep_the_quantieme_or_the_end_of_the_month(start: datetime.date, months: int) -> None:
    end = Duree(months, "mois").after(start)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or (end.day < start.day and (end + datetime.timedelta(days=1)).day == 1)


PERIODS = [
    # from, to, prints, days, years
    ("2025-03-01", "2025-03-15", "du 1er au 15 mars 2025", 15, "2025"),
    ("2025-02-28", "2025-03-03", "du 28 février au 3 mars 2025", 4, "2025"),
    ("2025-12-20", "2026-01-05", "du 20 décembre 2025 au 5 janvier 2026", 17, "2025-2026"),
    ("2025-01-01", "2027-12-31", "du 1er janvier 2025 au 31 décembre 2027", 1095, "2025-2027"),
    ("2025-04-07", "2026-04-07", "du 7 avril 2025 au 7 avril 2026", 366, "2025-2026"),
    ("2025-04-07", "2025-04-07", "le 7 avril 2025", 1, "2025"),
    ("2025-08-01", "2025-08-01", "le 1er août 2025", 1, "2025"),
]


@pytest.mark.parametrize(("start", "end", "prints", "days", "years"), PERIODS)
def test_a_period_prints_as_acts_write_it(start: str, end: str, prints: str, days: int, years: str) -> None:
    period = Periode(day(start), day(end))
    assert (plain(period), period.jours, period.en_annees) == (prints, days, years)
    assert (period.du.iso, period.au.iso) == (start, end)
    assert pickle.loads(pickle.dumps(period)) == period  # noqa: S301 - our own bytes


def test_a_period_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="avant de commencer"):
        Periode(day("2025-04-08"), day("2025-04-07"))


PERIODS_READ = [
    ("du 1er au 15 mars 2025", "2025-03-01", "2025-03-15"),
    ("DU 1ER AU 15 AOUT 2025", "2025-08-01", "2025-08-15"),
    ("du 28 février au 3 mars 2025", "2025-02-28", "2025-03-03"),
    ("du 20 décembre 2025 au 5 janvier 2026", "2025-12-20", "2026-01-05"),
    ("du lundi 7 au mercredi 9 avril 2025", "2025-04-07", "2025-04-09"),
    ("du lundi 7 avril 2025 au mercredi 9 avril 2025", "2025-04-07", "2025-04-09"),
    ("du premier au trente et un mai deux mille vingt-cinq", "2025-05-01", "2025-05-31"),
    ("du 01/03/2025 au 15/03/2025", "2025-03-01", "2025-03-15"),
    ("du 2025-03-01 au 2025-03-15", "2025-03-01", "2025-03-15"),
    ("2025-03-01/2025-03-15", "2025-03-01", "2025-03-15"),
    ("le 7 avril 2025", "2025-04-07", "2025-04-07"),
    ("07/04/2025", "2025-04-07", "2025-04-07"),
    # nothing is read of these
    ("du 15 au 1er mars 2025", "", ""),
    ("du 20 décembre au 5 janvier 2026", "", ""),
    ("du mardi 7 au mercredi 9 avril 2025", "", ""),
    ("du 30 février au 3 mars 2025", "", ""),
    ("du 7 avril 2025", "", ""),
    ("au 7 avril 2025", "", ""),
    ("du 7 avril au", "", ""),
    ("du au 7 avril 2025", "", ""),
    ("du 1er mars 2025 au 3 mars 2025 au 5 mars 2025", "", ""),
    ("2025-03-15/2025-03-01", "", ""),
    ("2025-03-15/", "", ""),
    ("2025-2027", "", ""),
]


@pytest.mark.parametrize(("typed", "start", "end"), PERIODS_READ)
def test_a_period_is_read_when_it_is_sure(typed: str, start: str, end: str) -> None:
    assert parse_period(typed) == (Periode(day(start), day(end)) if start else None)


@given(st.dates(day("1000-01-01")), st.dates(day("1000-01-01")))
def test_a_period_is_read_back_from_how_it_prints(one: datetime.date, other: datetime.date) -> None:
    period = Periode(min(one, other), max(one, other))
    for form in (str(period), f"du {period.du.complete} au {period.au.complete}", f"{period.du.iso}/{period.au.iso}"):
        assert parse_period(form) == period


@given(st.dates(day("1900-01-01"), day("2100-12-31")), st.integers(0, 400))
def test_near_periods_are_read_back_too(start: datetime.date, days: int) -> None:
    period = Periode(start, start + datetime.timedelta(days=days))
    assert parse_period(str(period)) == period
    assert period.jours == days + 1


HOSTILE = ["", "\x00", "\ud800", "\u202edu 1er au 15 mars 2025", "du " * 20_000, "du 1er au " * 5_000, "P" + "9" * 50_000 + "Y"]
HOSTILE += ["(" * 50_000, "trois " * 9_000 + "ans", "1 " + "607 " * 12_000 + "heures", "/" * 50_000, "2025-03-01/" * 5_000]


@pytest.mark.parametrize("texte", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_no_duration_no_period_and_no_error(texte: str) -> None:
    assert parse_duration(texte) is None
    assert parse_period(texte) is None


@given(st.text())
def test_reading_never_fails(texte: str) -> None:
    for read in (parse_duration(texte), parse_period(texte)):
        assert read is None or str(read)
