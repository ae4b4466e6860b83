"""Days and hours: tables that a jurist can add to, and laws that hold for every day."""

from __future__ import annotations

import datetime
import pickle
import unicodedata
from collections.abc import Iterator

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from delib.francais.dates import JOURS, Heure, Jour, guess_iso, iter_weekday_errors, parse, parse_hour, parse_iso
from delib.francais.grammaire import capitales
from delib.francais.signes import NBSP
from tests.words import plain

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


FORMS = [
    # iso, in letters, solemn, month and year, in capitals
    (
        "2025-04-07",
        "sept avril deux mille vingt-cinq",
        "l’an deux mille vingt-cinq, le sept avril",
        "avril 2025",
        "LUNDI 7 AVRIL 2025",
    ),
    (
        "2025-08-01",
        "premier août deux mille vingt-cinq",
        "l’an deux mille vingt-cinq, le premier août",
        "août 2025",
        "VENDREDI 1ER AOÛT 2025",
    ),
    (
        "2021-12-21",
        "vingt et un décembre deux mille vingt et un",
        "l’an deux mille vingt et un, le vingt et un décembre",
        "décembre 2021",
        "MARDI 21 DÉCEMBRE 2021",
    ),
    (
        "1999-02-28",
        "vingt-huit février mille neuf cent quatre-vingt-dix-neuf",
        "l’an mille neuf cent quatre-vingt-dix-neuf, le vingt-huit février",
        "février 1999",
        "DIMANCHE 28 FÉVRIER 1999",
    ),
    # A year is a rank: « cent » and « vingt » take no s.
    (
        "1900-01-31",
        "trente et un janvier mille neuf cent",
        "l’an mille neuf cent, le trente et un janvier",
        "janvier 1900",
        "MERCREDI 31 JANVIER 1900",
    ),
    (
        "1980-07-14",
        "quatorze juillet mille neuf cent quatre-vingt",
        "l’an mille neuf cent quatre-vingt, le quatorze juillet",
        "juillet 1980",
        "LUNDI 14 JUILLET 1980",
    ),
]


@pytest.mark.parametrize(("iso", "letters", "solemn", "month", "capitals"), FORMS)
def test_a_date_has_the_forms_that_acts_use(iso: str, letters: str, solemn: str, month: str, capitals: str) -> None:
    day = parse_iso(iso)
    assert day is not None
    assert (day.en_lettres, day.solennelle, day.mois_annee) == (letters, solemn, month)
    assert plain(capitales(day.complete)) == capitals
    assert day.complete.startswith(day.jour_semaine)
    assert {getattr(day, name) for name in Jour.champs} >= {letters, solemn, month}


def test_values_are_frozen_hashable_and_picklable() -> None:
    for value in (Jour(datetime.date(2025, 4, 7)), Heure(14, 30)):
        assert pickle.loads(pickle.dumps(value)) == value  # noqa: S301 - our own bytes
        assert len({value, value}) == 1


def written(day: Jour) -> Iterator[str]:
    """Yield every form that an act may give to a day."""
    capitals = capitales(day.complete)
    yield str(day)
    yield day.complete
    yield f"le {day.complete}"
    yield day.chiffres
    yield day.iso
    yield capitals
    yield "".join(char for char in unicodedata.normalize("NFD", capitals) if not unicodedata.combining(char))
    yield day.en_lettres
    yield day.solennelle
    yield f"{day.jour_semaine.capitalize()} {day.en_lettres}"


def test_every_day_from_1900_to_2100_is_read_back_from_every_form_and_no_other() -> None:
    day, last = datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)
    while day <= last:
        ours = Jour(day)
        for form in written(ours):
            assert parse(form) == ours, form
        wrong = f"{Jour(day + datetime.timedelta(days=1)).jour_semaine} {ours}"
        assert parse(wrong) is None, wrong
        day += datetime.timedelta(days=1)


READ = [
    ("lundi 7 avril 2025", "2025-04-07"),
    ("Lundi, 7 avril 2025", "2025-04-07"),
    ("lundi le 7 avril 2025", "2025-04-07"),
    ("le LUNDI 07 AVRIL 2025", "2025-04-07"),
    ("lundi 07/04/2025", "2025-04-07"),
    ("1 er août 2025", "2025-08-01"),
    ("01 aout 2025", "2025-08-01"),
    ("1ER FEVRIER 2025", "2025-02-01"),
    ("L'AN DEUX MILLE VINGT-CINQ, LE SEPT AVRIL", "2025-04-07"),
    ("l’an deux mil vingt-cinq et le sept du mois d’avril", "2025-04-07"),
    ("l’an deux-mille-vingt-cinq, le lundi sept avril", "2025-04-07"),
    ("l’an 2025, le 7 avril", "2025-04-07"),
    ("premier janvier mil neuf cent", "1900-01-01"),
    ("trente-et-un décembre mil neuf cent quatre-vingt-dix-neuf", "1999-12-31"),
    ("sept avril deux mille vingt\u2011cinq", "2025-04-07"),
    # nothing is read of these
    ("mardi 7 avril 2025", None),
    ("MARDI SEPT AVRIL DEUX MILLE VINGT-CINQ", None),
    ("l’an deux mille vingt-cinq, le mardi sept avril", None),
    ("mardi 07/04/2025", None),
    ("29 février 2023", None),
    ("vingt-neuf février deux mille vingt-trois", None),
    ("31 avril 2025", None),
    ("0 avril 2025", None),
    ("zéro avril 2025", None),
    ("7 avril 25", None),
    ("sept avril vingt-cinq", None),
    ("sept avril deux mille vingt-cinquième", None),
    ("7er avril 2025", None),
    ("07/04-2025", None),
    ("04/2025", None),
    ("7 avril 2025 et 8 avril 2025", None),
    ("le le 7 avril 2025", None),
    ("7 avril 0000", None),
    ("sept avril dix mille", None),
    ("sept avril neuf cent milliards", None),
]


@pytest.mark.parametrize(("typed", "iso"), READ)
def test_a_date_is_read_when_it_is_sure(typed: str, iso: str | None) -> None:
    read = parse(typed)
    assert (read.iso if read else None) == iso


HOSTILE = [
    "",
    " ",
    "\x00",
    "\ud800",
    "7 avril 2025\x00",
    "\u202e7 avril 2025",
    "7" * 50_000,
    "sept " * 10_000,
    "lundi " * 8_000,
    "l’an deux mille " * 3_000,
    "lundi 7" + " " * 50_000,
    "lundi " + "vingt-" * 9_000,
    "l’an " + "mille " * 9_000 + ", le sept avril",
    "avril " * 9_000,
    "h" * 50_000,
    "dix-" * 12_000,
]


@pytest.mark.parametrize("texte", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_no_date_no_hour_and_no_error(texte: str) -> None:
    assert parse(texte) is None
    assert parse_hour(texte) is None
    assert guess_iso(texte) == ""
    assert list(iter_weekday_errors(texte)) == []


@given(st.text())
def test_reading_never_fails(texte: str) -> None:
    for read in (parse(texte), parse_hour(texte)):
        assert read is None or str(read)
    assert all(texte[start:end].strip() and right for start, end, right in iter_weekday_errors(texte))


@given(st.dates(min_value=datetime.date(1000, 1, 1)))
def test_a_day_is_read_back_from_how_it_prints(day: datetime.date) -> None:
    for form in written(Jour(day)):
        assert parse(form) == Jour(day)


WEEKDAYS = [
    # a text, each weekday that is wrong there and the right one
    ("Séance du lundi 7 avril 2025", []),
    ("Séance du mardi 7 avril 2025", [("mardi", "lundi")]),
    ("SÉANCE DU MARDI 7 AVRIL 2025 À 18 H", [("MARDI", "lundi")]),
    ("le mercredi 1er août 2025 et le vendredi 1er août 2025", [("mercredi", "vendredi")]),
    ("jeudi, le 1ER FEVRIER 2025", [("jeudi", "samedi")]),
    ("jeudi 1er fe\u0301vrier 2025", [("jeudi", "samedi")]),
    ("mardi\u00a07\u00a0avril\n2025", [("mardi", "lundi")]),
    ("mardi 07/04/2025.", [("mardi", "lundi")]),
    ("mardi sept avril deux mille vingt-cinq, à dix heures", [("mardi", "lundi")]),
    ("L’an deux mille vingt-cinq, et le mardi sept du mois d’avril, le conseil", [("mardi", "lundi")]),
    ("l'an 2025, le lundi 7 avril", []),
    # not judged
    ("mardi 31 avril 2025", []),
    ("mardi 7 avril", []),
    ("du mardi 7 au mercredi 8 avril 2026", []),
    ("mardi sept avril deux mille vingt-cinquième", []),
    ("mardi 7 avril 20255", []),
    ("samardi 7 avril 2025", []),
    ("le mardi suivant le 7 avril 2025", []),
]


@pytest.mark.parametrize(("texte", "expected"), WEEKDAYS)
def test_a_weekday_that_is_not_its_dates_is_found_in_a_text(texte: str, expected: list[tuple[str, str]]) -> None:
    assert [(texte[start:end], right) for start, end, right in iter_weekday_errors(texte)] == expected


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)), st.sampled_from(JOURS), st.text(max_size=30))
def test_a_weekday_is_wrong_when_the_calendar_says_so(day: datetime.date, weekday: str, before: str) -> None:
    ours = Jour(day)
    for form in (str(ours), ours.en_lettres):
        found = [right for _, _, right in iter_weekday_errors(f"{before} {weekday} {form}.")]
        assert found == ([] if weekday == ours.jour_semaine else [ours.jour_semaine])


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
    ("mardi 7 avril 2025", ""),
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
    # hours, minutes, prints, short, in letters
    (14, 30, "14 h 30", "14 h 30", "quatorze heures trente"),
    (18, 0, "18 heures", "18 h", "dix-huit heures"),
    (9, 5, "9 h 05", "9 h 05", "neuf heures cinq"),
    (1, 0, "1 heure", "1 h", "une heure"),
    (0, 0, "0 heure", "0 h", "zéro heure"),
    (0, 15, "0 h 15", "0 h 15", "zéro heure quinze"),
    (12, 0, "12 heures", "12 h", "douze heures"),
    (20, 0, "20 heures", "20 h", "vingt heures"),
    (21, 21, "21 h 21", "21 h 21", "vingt et une heures vingt et une"),
    (19, 1, "19 h 01", "19 h 01", "dix-neuf heures une"),
]


@pytest.mark.parametrize(("hours", "minutes", "prints", "short", "letters"), HOURS)
def test_an_hour_prints_as_acts_write_it(hours: int, minutes: int, prints: str, short: str, letters: str) -> None:
    hour = Heure(hours, minutes)
    assert (plain(hour), plain(hour.courte), hour.en_lettres) == (prints, short, letters)
    assert " " not in str(hour), "held by no-break spaces"
    assert " " not in hour.courte


def test_every_hour_of_the_day_is_read_back_from_every_form() -> None:
    for hours in range(24):
        for minutes in range(60):
            hour = Heure(hours, minutes)
            for form in (str(hour), hour.courte, hour.en_lettres, f"{hours:02d}:{minutes:02d}", capitales(str(hour))):
                assert parse_hour(form) == hour, form


HOURS_READ = [
    ("14:30", (14, 30)),
    ("9:05", (9, 5)),
    ("14h30", (14, 30)),
    ("14 H 30", (14, 30)),
    ("19 h 30 min", (19, 30)),
    ("à 18 heures", (18, 0)),
    ("18 heures 30 minutes", (18, 30)),
    ("18h", (18, 0)),
    ("DIX-NEUF HEURES TRENTE", (19, 30)),
    ("dix-neuf heures trente minutes", (19, 30)),
    ("dix-huit heures et demie", (18, 30)),
    ("huit heures et quart", (8, 15)),
    ("vingt-et-une heures", (21, 0)),
    ("midi", (12, 0)),
    ("midi et demie", (12, 30)),
    ("minuit", (0, 0)),
    # nothing is read of these
    ("24:00", None),
    ("24 heures", None),
    ("14:60", None),
    ("14 h 5", None),
    ("14:30:00", None),
    ("14", None),
    ("14.30", None),
    ("heures", None),
    ("trente-deux heures", None),
    ("dix heures soixante", None),
    ("dix-huit heures précises", None),
    ("7 heures du soir", None),
    ("١٤:٣٠", None),
]


@pytest.mark.parametrize(("typed", "expected"), HOURS_READ)
def test_an_hour_is_read_when_it_is_sure(typed: str, expected: tuple[int, int] | None) -> None:
    assert parse_hour(typed) == (Heure(*expected) if expected else None)


@pytest.mark.parametrize(("hours", "minutes"), [(24, 0), (-1, 0), (0, 60), (12, -1), (10**30, 0)])
def test_there_is_no_such_hour(hours: int, minutes: int) -> None:
    with pytest.raises(ValueError, match="n’est pas une heure du jour"):
        Heure(hours, minutes)
