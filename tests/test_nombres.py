"""Numbers, amounts, percentages, surfaces in figures: tables that a jurist can add to, laws that hold for every number."""

from __future__ import annotations

import pickle
import re
import subprocess
import sys
from dataclasses import FrozenInstanceError, fields
from decimal import Decimal

import pytest
from babel.numbers import format_decimal
from babel.units import format_unit
from hypothesis import given
from hypothesis import strategies as st

from delib.francais.lettres import decimal
from delib.francais.mesures import Pourcentage, Surface
from delib.francais.nombres import (
    ENTIER,
    ENTIER_MARQUES,
    Montant,
    figures,
    groups,
    parse_roman,
    romain,
)
from delib.francais.signes import FINE, NBSP
from tests.words import plain

# ---------------------------------------------------------------------------------------------------- amounts in figures

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
    ("-1250.5", "-1 250,50 €"),
]


@pytest.mark.parametrize(("euros", "prints"), AMOUNTS)
def test_an_amount_prints_as_acts_write_it(euros: str, prints: str) -> None:
    assert plain(Montant(Decimal(euros))) == prints
    assert " " not in str(Montant(Decimal(euros))), "held by no-break spaces"


@given(st.decimals(0, 10**13, places=2))
def test_an_amount_is_read_back_to_the_cent(euros: Decimal) -> None:
    assert Decimal(plain(Montant(euros)).removesuffix(" €").replace(" ", "").replace(",", ".")) == euros
    assert plain(Montant(euros).avec_centimes) == f"{plain(format_decimal(euros, '#,##0.00', locale='fr'))} €"


def test_a_column_of_amounts_shows_every_centime() -> None:
    assert plain(Montant(Decimal(45800)).avec_centimes) == "45 800,00 €"
    assert plain(Montant(Decimal("0.5")).avec_centimes) == "0,50 €"


# --------------------------------------------------------------------------------------- percentages, surfaces

PERCENTAGES = [
    ("12.5", "12,5 %", "douze virgule cinq pour cent"),
    ("33.50", "33,50 %", "trente-trois virgule cinq pour cent"),
    ("1", "1 %", "un pour cent"),
    ("0", "0 %", "zéro pour cent"),
    ("-2", "-2 %", "moins deux pour cent"),
    ("1250", "1 250 %", "mille deux cent cinquante pour cent"),
]


@pytest.mark.parametrize(("valeur", "prints", "words"), PERCENTAGES)
def test_a_percentage_prints_as_acts_write_it(valeur: str, prints: str, words: str) -> None:
    taux = Pourcentage(Decimal(valeur))
    assert (plain(taux), taux.en_lettres) == (prints, words)
    assert " " not in str(taux)


SURFACES = [
    # value, unit, prints, in words, cadastre
    ("1250", "m2", "1 250 m²", "mille deux cent cinquante mètres carrés", "12 a 50 ca"),
    ("1.5", "m2", "1,5 m²", "un virgule cinq mètre carré", ""),
    ("1", "m2", "1 m²", "un mètre carré", "1 ca"),
    ("2", "m2", "2 m²", "deux mètres carrés", "2 ca"),
    ("0", "m2", "0 m²", "zéro mètre carré", ""),
    ("3.25", "ha", "3,25 ha", "trois virgule vingt-cinq hectares", "3 ha 25 a 00 ca"),
    ("1.2530", "ha", "1,2530 ha", "un virgule deux cent cinquante-trois hectare", "1 ha 25 a 30 ca"),
    ("1.0005", "ha", "1,0005 ha", "un virgule zéro zéro zéro cinq hectare", "1 ha 00 a 05 ca"),
    ("0.5", "ha", "0,5 ha", "zéro virgule cinq hectare", "50 a 00 ca"),
    ("1500", "ha", "1 500 ha", "mille cinq cents hectares", "1 500 ha 00 a 00 ca"),
    ("1000000", "ha", "1 000 000 ha", "un million d’hectares", "1 000 000 ha 00 a 00 ca"),
    ("2000000", "m2", "2 000 000 m²", "deux millions de mètres carrés", "200 ha 00 a 00 ca"),
    ("814.2", "km2", "814,2 km²", "huit cent quatorze virgule deux kilomètres carrés", "81 420 ha 00 a 00 ca"),
    ("1", "a", "1 a", "un are", "1 a 00 ca"),
    ("1000000", "a", "1 000 000 a", "un million d’ares", "10 000 ha 00 a 00 ca"),
    ("30", "ca", "30 ca", "trente centiares", "30 ca"),
    ("0.5", "ca", "0,5 ca", "zéro virgule cinq centiare", ""),
    ("-5", "ca", "-5 ca", "moins cinq centiares", ""),
]


@pytest.mark.parametrize(("valeur", "unite", "prints", "words", "cadastre"), SURFACES)
def test_a_surface_prints_as_acts_write_it(valeur: str, unite: str, prints: str, words: str, cadastre: str) -> None:
    surface = Surface(Decimal(valeur), unite)
    assert (plain(surface), surface.en_lettres, plain(surface.cadastrale)) == (prints, words, cadastre)
    assert " " not in f"{surface}{surface.cadastrale}"


@given(st.integers(1, 10**12))
def test_the_cadastre_s_writing_keeps_the_surface(centiares: int) -> None:
    written = plain(Surface(Decimal(centiares), "ca").cadastrale)
    parts = re.findall(r"([0-9 ]+?) (ha|ca|a)", written)
    assert sum(int(n.replace(" ", "")) * {"ha": 10_000, "a": 100, "ca": 1}[unit] for n, unit in parts) == centiares
    assert written == plain(Surface(Decimal(centiares), "m2").cadastrale)


def test_another_unit_is_refused() -> None:
    with pytest.raises(ValueError):
        Surface(Decimal(1), "acre")


CLDR = {"m2": "area-square-meter", "ha": "area-hectare", "km2": "area-square-kilometer"}


@pytest.mark.parametrize("unite", CLDR)
@pytest.mark.parametrize("valeur", ["0", "0.5", "1", "1.5", "1.99", "2", "21", "1250"])
def test_units_are_named_and_agree_as_in_cldr(valeur: str, unite: str) -> None:
    number = Decimal(valeur)
    name = format_unit(number, CLDR[unite], "long", locale="fr").replace(NBSP, " ").partition(" ")[2]
    surface = Surface(number, unite)
    assert surface.en_lettres.removeprefix(decimal(number)) == f" {name}"
    assert plain(surface) == plain(format_unit(number, CLDR[unite], "short", locale="fr"))


@given(st.decimals(-(10**12), 10**12, places=3))
def test_figures_are_babel_s(valeur: Decimal) -> None:
    expected = plain(format_decimal(abs(valeur), "#,##0.000", locale="fr"))
    assert plain(figures(valeur)).removeprefix("-") == expected


# ------------------------------------------------------------------------------------------------------------------ Roman

ROMANS = [
    (1, "I"), (2, "II"), (3, "III"), (4, "IV"), (5, "V"), (6, "VI"), (9, "IX"), (10, "X"), (14, "XIV"), (19, "XIX"), (40, "XL"),
    (44, "XLIV"), (49, "XLIX"), (50, "L"), (90, "XC"), (99, "XCIX"), (100, "C"), (400, "CD"), (500, "D"), (888, "DCCCLXXXVIII"),
    (900, "CM"), (1000, "M"), (1789, "MDCCLXXXIX"), (1958, "MCMLVIII"), (2025, "MMXXV"), (3888, "MMMDCCCLXXXVIII"),
    (3999, "MMMCMXCIX"),
]  # fmt: skip


@pytest.mark.parametrize(("n", "signs"), ROMANS)
def test_a_roman_numeral_is_written_and_read(n: int, signs: str) -> None:
    assert (romain(n), parse_roman(signs), parse_roman(signs.lower())) == (signs, n, n)


def test_every_roman_numeral_is_read_back() -> None:
    assert [parse_roman(romain(n)) for n in range(1, 4000)] == list(range(1, 4000))
    assert len({romain(n) for n in range(1, 4000)}) == 3999


@pytest.mark.parametrize(
    "signs",
    [
        "",
        "IIII",
        "VV",
        "IC",
        "IL",
        "XM",
        "IVI",
        "IXI",
        "MMMM",
        "VX",
        "A",
        "XIVe",
        " X",
        "Ⅻ",
        "ı",
        "I\x00",
        "M" * 50_000,
        "\ud800",
    ],
)
def test_what_is_not_a_usual_roman_numeral_is_not_read(signs: str) -> None:
    assert parse_roman(signs) is None


@pytest.mark.parametrize("n", [0, -1, 4000, 10**5000], ids=int.bit_length)
def test_a_number_without_roman_numeral_is_refused(n: int) -> None:
    with pytest.raises(ValueError):
        romain(n)


# ------------------------------------------------------------------------------------------------ what a template may ask

WHOLE = [
    # n, then in the order of the names below
    (0, "0", "zéro", "zéro", "", "", "", "", "", ""),
    (1, "1", "un", "une", "1er", "premier", "1re", "I", "", ""),
    (2, "2", "deux", "deux", "2e", "deuxième", "2e", "II", "s", "x"),
    (21, "21", "vingt et un", "vingt et une", "21e", "vingt et unième", "21e", "XXI", "s", "x"),
    (-1, "-1", "", "", "", "", "", "", "", ""),
    (-2, "-2", "", "", "", "", "", "", "s", "x"),
    (12_500, "12 500", "douze mille cinq cents", "douze mille cinq cents", "12 500e", "douze mille cinq centième", "12 500e", "",
     "s", "x"),
    (10**15, "1 000 000 000 000 000", "", "", "1 000 000 000 000 000e", "", "1 000 000 000 000 000e", "", "s", "x"),
]  # fmt: skip
NAMES = ("chiffres", "en_lettres", "en_lettres_feminin", "ordinal", "ordinal_en_lettres", "ordinal_feminin", "romain", "s", "x")


@pytest.mark.parametrize("row", WHOLE, ids=lambda row: str(row[0]))
def test_a_template_may_ask_of_a_whole_number(row: tuple) -> None:
    n, *expected = row
    assert [plain(ENTIER[name](n)) for name in NAMES] == expected


def test_the_names_of_a_whole_number_are_these() -> None:
    assert sorted(ENTIER) == sorted(NAMES)
    assert {name for name in ENTIER if not ENTIER[name](1)} == ENTIER_MARQUES


VALUES = [Montant(Decimal("12500.50")), Pourcentage(Decimal("12.5")), Surface(Decimal("1.2530"), "ha")]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_a_value_is_frozen_hashable_picklable_and_its_fields_are_text(value: Montant | Pourcentage | Surface) -> None:
    assert pickle.loads(pickle.dumps(value)) == value  # noqa: S301 - our own bytes
    assert len({value, pickle.loads(pickle.dumps(value))}) == 1  # noqa: S301 - our own bytes
    assert all(isinstance(getattr(value, name), str) and getattr(value, name) for name in value.champs)
    with pytest.raises(FrozenInstanceError):
        setattr(value, fields(value)[0].name, Decimal(1))


def test_an_act_without_numbers_in_words_does_not_load_num2words() -> None:
    program = "import sys; from delib.francais import nombres; print(nombres.groups(1000), 'num2words' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)
    assert run.stdout.split()[-1] == "False"


def test_thousands_are_parted() -> None:
    assert groups(1_234_567) == f"1{FINE}234{FINE}567"
