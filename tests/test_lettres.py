"""Numbers and amounts in words: tables that a jurist can add to, laws that hold for every number, and ICU as the judge."""

from __future__ import annotations

import itertools
import random
import re
import unicodedata
from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from delib.francais import lettres
from delib.francais.lettres import cardinal, decimal, montant, parse_amount, parse_cardinal, quantite
from delib.francais.mesures import Pourcentage, Surface
from delib.francais.nombres import Montant, ordinal
from delib.francais.signes import NBSP
from tests import icu
from tests.words import plain

# ----------------------------------------------------------------------------------------------------- cardinals in words

CARDINALS = [
    # n, masculine, feminine ("" where it is the same), hyphens of 1990
    (0, "zéro", "", "zéro"),
    (1, "un", "une", "un"),
    (7, "sept", "", "sept"),
    (11, "onze", "", "onze"),
    (16, "seize", "", "seize"),
    (17, "dix-sept", "", "dix-sept"),
    (20, "vingt", "", "vingt"),
    (21, "vingt et un", "vingt et une", "vingt-et-un"),
    (22, "vingt-deux", "", "vingt-deux"),
    (61, "soixante et un", "soixante et une", "soixante-et-un"),
    (70, "soixante-dix", "", "soixante-dix"),
    (71, "soixante et onze", "", "soixante-et-onze"),
    (77, "soixante-dix-sept", "", "soixante-dix-sept"),
    (80, "quatre-vingts", "", "quatre-vingts"),
    (81, "quatre-vingt-un", "quatre-vingt-une", "quatre-vingt-un"),
    (90, "quatre-vingt-dix", "", "quatre-vingt-dix"),
    (91, "quatre-vingt-onze", "", "quatre-vingt-onze"),
    (99, "quatre-vingt-dix-neuf", "", "quatre-vingt-dix-neuf"),
    (100, "cent", "", "cent"),
    (101, "cent un", "cent une", "cent-un"),
    (200, "deux cents", "", "deux-cents"),
    (201, "deux cent un", "deux cent une", "deux-cent-un"),
    (280, "deux cent quatre-vingts", "", "deux-cent-quatre-vingts"),
    (1000, "mille", "", "mille"),
    (1001, "mille un", "mille une", "mille-un"),
    (1100, "mille cent", "", "mille-cent"),
    (2000, "deux mille", "", "deux-mille"),
    (2025, "deux mille vingt-cinq", "", "deux-mille-vingt-cinq"),
    (12_500, "douze mille cinq cents", "", "douze-mille-cinq-cents"),
    (21_000, "vingt et un mille", "", "vingt-et-un-mille"),
    (80_000, "quatre-vingt mille", "", "quatre-vingt-mille"),
    (200_000, "deux cent mille", "", "deux-cent-mille"),
    (700_321, "sept cent mille trois cent vingt et un", "sept cent mille trois cent vingt et une",
     "sept-cent-mille-trois-cent-vingt-et-un"),  # the text of 1990 gives this one
    (1_000_000, "un million", "", "un million"),
    (1_000_001, "un million un", "un million une", "un million un"),
    (2_300_000, "deux millions trois cent mille", "", "deux millions trois-cent-mille"),
    (80_000_000, "quatre-vingts millions", "", "quatre-vingts millions"),
    (180_000_000, "cent quatre-vingts millions", "", "cent-quatre-vingts millions"),
    (200_000_000, "deux cents millions", "", "deux-cents millions"),
    (1_000_000_000, "un milliard", "", "un milliard"),
    (3_000_001_000, "trois milliards mille", "", "trois milliards mille"),
    (200_000_000_000_000, "deux cents billions", "", "deux-cents billions"),
]  # fmt: skip


@pytest.mark.parametrize(("n", "masculin", "feminin", "lie"), CARDINALS)
def test_a_cardinal_is_written_as_french_wants(n: int, masculin: str, feminin: str, lie: str) -> None:
    assert cardinal(n) == masculin
    assert cardinal(n, feminin=True) == (feminin or masculin)
    assert cardinal(n, rectifications=True) == lie


ORDINALS = [
    # n, in figures, in words, hyphens of 1990
    (1, "1er", "premier", "premier"),
    (2, "2e", "deuxième", "deuxième"),
    (3, "3e", "troisième", "troisième"),
    (4, "4e", "quatrième", "quatrième"),
    (5, "5e", "cinquième", "cinquième"),
    (9, "9e", "neuvième", "neuvième"),
    (11, "11e", "onzième", "onzième"),
    (19, "19e", "dix-neuvième", "dix-neuvième"),
    (21, "21e", "vingt et unième", "vingt-et-unième"),
    (71, "71e", "soixante et onzième", "soixante-et-onzième"),
    (80, "80e", "quatre-vingtième", "quatre-vingtième"),
    (81, "81e", "quatre-vingt-unième", "quatre-vingt-unième"),
    (91, "91e", "quatre-vingt-onzième", "quatre-vingt-onzième"),
    (100, "100e", "centième", "centième"),
    (101, "101e", "cent unième", "cent-unième"),
    (103, "103e", "cent troisième", "cent-troisième"),
    (200, "200e", "deux centième", "deux-centième"),
    (1000, "1 000e", "millième", "millième"),
    (1001, "1 001e", "mille unième", "mille-unième"),
    (80_000, "80 000e", "quatre-vingt millième", "quatre-vingt-millième"),
    (1_000_000, "1 000 000e", "millionième", "millionième"),
    (2_000_000, "2 000 000e", "deux millionième", "deux-millionième"),
    (2_000_003, "2 000 003e", "deux millions troisième", "deux millions troisième"),
    (200_000_000, "200 000 000e", "deux cent millionième", "deux-cent-millionième"),
    (101_000_000, "101 000 000e", "cent un millionième", "cent-un-millionième"),
    (1_000_000_000, "1 000 000 000e", "milliardième", "milliardième"),
    (2_200_000_000, "2 200 000 000e", "deux milliards deux cent millionième", "deux milliards deux-cent-millionième"),
]


@pytest.mark.parametrize(("n", "chiffres", "mots", "lie"), ORDINALS)
def test_a_rank_is_written_as_french_wants(n: int, chiffres: str, mots: str, lie: str) -> None:
    assert plain(ordinal(n)) == chiffres
    assert lettres.ordinal(n) == mots
    assert lettres.ordinal(n, rectifications=True) == lie
    if n > 1:
        assert (ordinal(n, feminin=True), lettres.ordinal(n, feminin=True)) == (ordinal(n), mots)


def test_only_the_first_rank_has_a_feminine() -> None:
    assert ordinal(1, feminin=True) == "1re"
    assert lettres.ordinal(1, feminin=True) == lettres.ordinal(1, feminin=True, rectifications=True) == "première"


@pytest.mark.parametrize("n", [-1, 10**15, -(10**15), 10**5000], ids=int.bit_length)
def test_a_number_out_of_range_has_no_words(n: int) -> None:
    with pytest.raises(ValueError):
        cardinal(n)
    with pytest.raises(ValueError):
        lettres.ordinal(n)


def test_there_is_no_rank_zero() -> None:
    for write in (ordinal, lettres.ordinal):
        with pytest.raises(ValueError):
            write(0)


WHERE_NUM2WORDS_IS_WRONG = [
    # what is asked of num2words, of what, what it says, what French says
    ("ordinal", 80, "quatre-vingtsième", "quatre-vingtième"),
    ("ordinal", 200, "deux centsième", "deux centième"),
    ("ordinal", 1_000_000, "un millionième", "millionième"),
    ("ordinal", 2_000_000, "deux millionsième", "deux millionième"),
    ("ordinal", 200_000_000, "deux cents millionsième", "deux cent millionième"),
    ("ordinal_num", 2, "2me", "2e"),
    ("decimal", "12.25", "douze virgule deux cinq", "douze virgule vingt-cinq"),
    ("currency", "0", "zéro euros et zéro centimes", "zéro euro"),
    ("currency", "1", "un euro et zéro centimes", "un euro"),
    ("currency", "0.5", "zéro euros et cinquante centimes", "cinquante centimes"),
    ("currency", "1000000", "un million euros et zéro centimes", "un million d’euros"),
]  # and it knows no feminine


@pytest.mark.parametrize(("asked", "value", "says", "french"), WHERE_NUM2WORDS_IS_WRONG)
def test_where_num2words_is_wrong(asked: str, value: int | str, says: str, french: str) -> None:
    number = value if isinstance(value, int) else Decimal(value)
    to = {"decimal": {}, "currency": {"to": "currency", "currency": "EUR"}}.get(asked, {"to": asked})
    assert num2words(number, lang="fr", **to) == says, "num2words has changed: is our mending still needed?"
    ours = {"ordinal": lettres.ordinal, "ordinal_num": ordinal, "decimal": decimal, "currency": montant}
    assert ours[asked](number) == french


# ------------------------------------------------------------------------------------------------------ the judge is ICU

MULTIPLES = "deux|trois|quatre|cinq|six|sept|huit|neuf"
WHERE_ICU_DIFFERS = [
    # reason, what ICU writes, what acts write, an example of either
    (
        "CLDR links « et » as in 1990 and links nothing else: half a reform. This is typographic: the words are the same.",
        r"(?<!quatre-vingt)(vingt|trente|quarante|cinquante|soixante)-et-(un|onz)",
        r"\1 et \2",
        ("cent vingt-et-une", "cent vingt et une"),
    ),
    (
        "*Million* is a noun: « vingt » and « cent » keep their plural before it (Académie, Le Bon Usage; later CLDR too).",
        rf"\b(quatre-vingt|(?:{MULTIPLES}) cent) (?=millions|milliards|billions)",
        r"\1s ",
        ("cent quatre-vingt millions", "cent quatre-vingts millions"),
    ),
    (
        "In ordinals CLDR writes « et » where cardinals have none (« quatre-vingt-un », « quatre-vingt-unième »).",
        r"quatre-vingt-et-(un|onz)ième",
        r"quatre-vingt-\1ième",
        ("quatre-vingt-et-onzième", "quatre-vingt-onzième"),
    ),
    (
        "The same after cent, mille and the nouns (« cent un », « cent unième »).",
        r"(cent|mille|million|milliard|billion)-et-(un|onz)ième",
        r"\1 \2ième",
        ("cent-et-unième", "cent unième"),
    ),
    (
        "In ordinals CLDR forgets the plural of the nouns, though only the last word bends. « Un » keeps them singular.",
        r"(?<!^un )(?<!million un )(?<!milliard un )(?<!billion un )(?<!ons un )(?<!rds un )\b(million|milliard|billion)(?= )",
        r"\1s",
        ("cent un million deuxième", "cent un millions deuxième"),
    ),
    (
        "The first of its kind has no « un »: « millionième », as « centième » and « millième ».",
        r"^un (million|milliard|billion)ième$",
        r"\1ième",
        ("un millionième", "millionième"),
    ),
]
# The nouns take their plural before « cents » is judged, and « et » is settled first.
ORDER = (2, 3, 0, 4, 1, 5)


def in_acts(words: str) -> str:
    """Return ICU's words as acts write them, the listed differences apart."""
    for index in ORDER:
        _, wrong, right, _ = WHERE_ICU_DIFFERS[index]
        words = re.sub(wrong, right, words)
    return words


@pytest.mark.parametrize(("icu_writes", "acts_write"), [row[3] for row in WHERE_ICU_DIFFERS])
def test_each_listed_difference_is_one(icu_writes: str, acts_write: str) -> None:
    assert in_acts(icu_writes) == acts_write != icu_writes
    assert in_acts(acts_write) == acts_write


def drawn(count: int, largest: int, seed: int = 19) -> list[int]:
    """Return `count` numbers below `largest`, as many of each length, always the same."""
    rng = random.Random(seed)  # noqa: S311 - a draw for a test
    return [rng.randrange(10 ** rng.randint(4, len(str(largest)) - 1)) for _ in range(count)]


ROUND = [
    m * 10**k
    for k in range(15)
    for m in (1, 2, 5, 10, 11, 21, 71, 80, 81, 91, 100, 101, 180, 200, 201, 280)
    if m * 10**k < 10**15
]
JUDGED = sorted({*range(10_001), *drawn(20_000, 10**12), *drawn(500, 10**15), *ROUND, 10**15 - 1})


@pytest.fixture(scope="module")
def judgement() -> dict[str, list[str]]:
    """Return what ICU writes of the numbers judged, by rule set."""
    rulesets = (icu.CARDINAL_MASCULIN, icu.CARDINAL_FEMININ, icu.ORDINAL_MASCULIN, icu.ORDINAL_FEMININ)
    return {ruleset: icu.spell(JUDGED, ruleset) for ruleset in rulesets}


def test_words_are_icu_s_but_for_the_listed_differences(judgement: dict[str, list[str]]) -> None:
    differing = []
    for index, n in enumerate(JUDGED):
        ours = {
            icu.CARDINAL_MASCULIN: cardinal(n),
            icu.CARDINAL_FEMININ: cardinal(n, feminin=True),
            icu.ORDINAL_MASCULIN: lettres.ordinal(n) if n else "zéroième",
            icu.ORDINAL_FEMININ: lettres.ordinal(n, feminin=True) if n else "zéroième",
        }
        for ruleset, words in ours.items():
            judged = in_acts(judgement[ruleset][index])
            if words != judged:
                differing.append((n, ruleset, words, judged))
    assert differing[:20] == []


def test_amounts_are_icu_s_to_the_centime() -> None:
    wholes = [0, 1, 2, 80, 200, 12_500, 10**6, 2 * 10**6, 10**6 + 1, 80 * 10**6, 200 * 10**9, *drawn(40, 10**12)]
    words = dict(zip([*range(100), *wholes], icu.spell([*range(100), *wholes], icu.CARDINAL_MASCULIN), strict=True))
    for whole, cents in itertools.product(wholes, range(100)):
        euro = "euros" if whole >= 2 else "euro"
        parts = [f"{in_acts(words[whole])} {'d’' if whole and whole % 10**6 == 0 else ''}{euro}"] if whole or not cents else []
        parts += [f"{in_acts(words[cents])} {'centimes' if cents >= 2 else 'centime'}"] if cents else []
        assert montant(Decimal(f"{whole}.{cents:02d}")) == " et ".join(parts)


def test_icu_sorts_as_a_french_dictionary() -> None:
    assert icu.sorted_fr(["Évry", "Zuydcoote", "étang", "Eu", "Ô", "œuf", "oeil", "Éu"]) == [
        "étang", "Eu", "Éu", "Évry", "Ô", "oeil", "œuf", "Zuydcoote",
    ]  # fmt: skip


# ------------------------------------------------------------------------------------------------------ amounts in words

AMOUNTS_IN_WORDS = [
    ("0", "zéro euro"),
    ("0.00", "zéro euro"),
    ("0.01", "un centime"),
    ("0.5", "cinquante centimes"),
    ("0.80", "quatre-vingts centimes"),
    ("1", "un euro"),
    ("1.01", "un euro et un centime"),
    ("2", "deux euros"),
    ("21", "vingt et un euros"),
    ("80", "quatre-vingts euros"),
    ("12500", "douze mille cinq cents euros"),
    ("12500.5", "douze mille cinq cents euros et cinquante centimes"),
    ("12500.500", "douze mille cinq cents euros et cinquante centimes"),
    ("1E+3", "mille euros"),
    ("1000000", "un million d’euros"),
    ("1000000.5", "un million d’euros et cinquante centimes"),
    ("1000200", "un million deux cents euros"),
    ("2300000", "deux millions trois cent mille euros"),
    ("80000000", "quatre-vingts millions d’euros"),
    ("3000000000", "trois milliards d’euros"),
]


@pytest.mark.parametrize(("euros", "words"), AMOUNTS_IN_WORDS)
def test_an_amount_is_written_in_words(euros: str, words: str) -> None:
    assert montant(Decimal(euros)) == Montant(Decimal(euros)).en_lettres == words


def test_the_hyphens_of_1990_reach_amounts() -> None:
    assert montant(Decimal("2300021.80"), rectifications=True) == (
        "deux millions trois-cent-mille-vingt-et-un euros et quatre-vingts centimes"
    )
    assert montant(Decimal(10**6), rectifications=True) == "un million d’euros"


def test_an_amount_is_written_in_figures_then_in_words() -> None:
    assert plain(Montant(Decimal(12500)).complet) == "12 500 € (douze mille cinq cents euros)"
    assert plain(Montant(Decimal("0.5")).complet) == "0,50 € (cinquante centimes)"


@pytest.mark.parametrize("euros", ["-1", "-0.01", "0.001", "1.005", "1E+15", "1E+999999", "1E-999999", "NaN", "sNaN", "Infinity"])
def test_an_amount_that_cannot_be_is_not_written_in_words(euros: str) -> None:
    with pytest.raises(ValueError):
        montant(Decimal(euros))


@pytest.mark.parametrize("euros", ["-1", "1000000000000000"])
def test_a_template_meets_an_absence_and_not_an_exception(euros: str) -> None:
    assert Montant(Decimal(euros)).en_lettres == Montant(Decimal(euros)).complet == ""


def test_the_caller_s_decimal_context_changes_nothing() -> None:
    euros, surface = Decimal("123456789012.34"), Surface(Decimal("123456.7891"), "ha")
    expected = (montant(euros), str(Montant(euros)), surface.cadastrale, surface.en_lettres)
    with localcontext() as context:
        context.prec = 3
        assert (montant(euros), str(Montant(euros)), surface.cadastrale, surface.en_lettres) == expected


# --------------------------------------------------------------------------------------------------- decimals in words

DECIMALS = [
    ("0", "zéro"),
    ("-0", "zéro"),
    ("12.5", "douze virgule cinq"),
    ("12.50", "douze virgule cinq"),
    ("12.05", "douze virgule zéro cinq"),
    ("12.25", "douze virgule vingt-cinq"),
    ("0.005", "zéro virgule zéro zéro cinq"),
    ("-2.5", "moins deux virgule cinq"),
    ("1.0", "un"),
    ("80.080", "quatre-vingts virgule zéro huit"),
    ("80.80", "quatre-vingts virgule huit"),
    ("2.480", "deux virgule quarante-huit"),
    ("2.0480", "deux virgule zéro quarante-huit"),
    ("2E+3", "deux mille"),
]


@pytest.mark.parametrize(("valeur", "words"), DECIMALS)
def test_a_decimal_is_read_as_french_reads_it(valeur: str, words: str) -> None:
    assert decimal(Decimal(valeur)) == words


@pytest.mark.parametrize("valeur", ["1E+15", "1E-16", "NaN", "-Infinity", "1E+999999", "0E+999999", "0E-999999"])
def test_a_decimal_too_long_has_no_words(valeur: str) -> None:
    with pytest.raises(ValueError):
        decimal(Decimal(valeur))
    assert Pourcentage(Decimal(valeur)).en_lettres == ""
    assert Surface(Decimal(valeur), "m2").en_lettres == ""


def test_a_unit_after_a_noun_takes_de() -> None:
    assert quantite(Decimal(10**6), "habitant", "habitants") == "un million d’habitants"
    assert quantite(Decimal(10**6), "logement", "logements") == "un million de logements"
    assert quantite(Decimal("1000000.5"), "logement", "logements") == "un million virgule cinq logements"


# --------------------------------------------------------------------------------------------------------------- read back

numbers = st.one_of(st.integers(0, 2000), st.integers(0, 10**6), st.integers(0, 10**15 - 1))
typed = st.sampled_from(
    [
        str,
        str.upper,
        str.capitalize,
        lambda words: words.replace(" ", NBSP).replace("-", "\u2011"),
        lambda words: f"  {words.replace(' ', '  ')}\n",
        lambda words: words.replace("’", "'"),
        lambda words: unicodedata.normalize("NFD", words),
        lambda words: words.replace("é", "e"),
        lambda words: words.replace("-", " "),
        lambda words: words.replace("-", "-\u00ad"),
    ]
)


@given(numbers, st.booleans(), st.booleans(), typed)
def test_a_cardinal_is_read_back(n: int, feminin: bool, lie: bool, as_typed) -> None:
    assert parse_cardinal(as_typed(cardinal(n, feminin=feminin, rectifications=lie))) == n


@given(st.integers(0, 10**15 - 1), st.integers(0, 99), st.booleans(), typed)
def test_an_amount_in_words_is_read_back(whole: int, cents: int, lie: bool, as_typed) -> None:
    euros = Decimal(f"{whole}.{cents:02d}")
    assert parse_amount(as_typed(montant(euros, rectifications=lie))) == euros


@pytest.mark.parametrize(("n", "masculin", "feminin", "lie"), CARDINALS)
def test_the_tables_are_read_back(n: int, masculin: str, feminin: str, lie: str) -> None:
    assert parse_cardinal(masculin) == parse_cardinal(feminin or masculin) == parse_cardinal(lie) == n
    assert parse_cardinal(lie.replace(" ", "-")) == n, "million linked, as others read the text of 1990"


def test_the_longest_amount_is_read_back() -> None:
    euros = Decimal("494494494494494.97")
    words = montant(euros)
    assert len(words) > 240
    assert parse_amount(unicodedata.normalize("NFD", words.replace(" ", "   "))) == euros


CARDINALS_READ = [
    # slips whose value is sure
    ("deux cent", 200),
    ("deux cents un", 201),
    ("quatre-vingt", 80),
    ("quatre vingts cinq", 85),
    ("quatre-vingt et un", 81),
    ("vingt-un", 21),
    ("soixante-onze", 71),
    ("deux milles", 2000),
    ("deux million", 2_000_000),
    ("vingt et une mille", 21_000),
    ("mille milliards", 10**12),
    ("deux mille cent milliards trois", 2_100_000_000_003),
    ("QUATRE‑VINGT‑DIX‑NEUF", 99),
    # not numbers, or not sure
    ("", None),
    ("-", None),
    ("un mille", None),
    ("un cent", None),
    ("un un", None),
    ("dix dix", None),
    ("vingt dix", None),
    ("vingt vingt", None),
    ("vingt quatre vingt", None),
    ("vingt et deux", None),
    ("vingt et", None),
    ("et un", None),
    ("soixante et dix", None),
    ("cent mille mille", None),
    ("mille cents cents", None),
    ("deux cents cents", None),
    ("million", None),
    ("deux millions trois milliards", None),
    ("un million mille millions", None),
    ("deux millions deux millions", None),
    ("mille billions", None),
    ("mille millions", None),
    ("un billion mille milliards", None),
    ("zéro un", None),
    ("vingt zéro", None),
    ("moins deux", None),
    ("-deux", None),
    ("deux-", None),
    ("deux--mille", None),
    ("deux - trois", None),
    ("deux, trois", None),
    ("deux/trois", None),
    ("deux virgule cinq", None),
    ("un million et demi", None),
    ("deuxième", None),
    ("douze euros", None),
    ("12", None),
    ("septante", None),
    ("twelve", None),
    ("douze\x00", None),
    ("douze\ud800", None),
    ("\u202eduoze", None),
    ("douze" * 10_000, None),
    ("deux " * 10_000, None),
    ("mille " * 10_000, None),
    (" " * 50_000, None),
    ("\u0301\u0323" * 25_000, None),
]


@pytest.mark.parametrize(("words", "n"), CARDINALS_READ, ids=lambda value: repr(value)[:40])
def test_a_cardinal_is_read_or_is_not(words: str, n: int | None) -> None:
    assert parse_cardinal(words) == n


AMOUNTS_READ = [
    ("douze mille cinq cents euros", "12500"),
    ("Douze mille cinq cent euros", "12500"),
    ("DOUZE MILLE CINQ CENTS EUROS ET CINQUANTE CENTIMES", "12500.50"),
    ("douze euros cinquante centimes", "12.50"),
    ("douze euros et un centime", "12.01"),
    ("douze euros et zéro centime", "12"),
    ("cinquante centimes", "0.50"),
    ("cinquante centimes d'euro", "0.50"),
    ("douze euros et cinquante centimes d’euro", "12.50"),
    ("un million d' euros", "1000000"),
    ("un million euros", "1000000"),
    ("un million deux cents euros", "1000200"),
    # not amounts, or not sure
    ("", None),
    ("euros", None),
    ("d'euros", None),
    ("douze", None),
    ("douze d'euros", None),
    ("million d'euros", None),
    ("douze euros cinquante", None),
    ("douze euros et", None),
    ("douze euros et centimes", None),
    ("douze euros et cent centimes", None),
    ("douze euros et cinquante cents", None),
    ("douze euros euros", None),
    ("douze euros et deux euros", None),
    ("centimes", None),
    ("cent centimes", None),
    ("et cinquante centimes", None),
    ("douze dollars", None),
    ("douze euros par an", None),
    ("moins douze euros", None),
    ("12 euros", None),
    ("un million et demi d'euros", None),
    ("euros " * 10_000, None),
    ("douze euros\ud800", None),
]


@pytest.mark.parametrize(("words", "euros"), AMOUNTS_READ, ids=lambda value: repr(value)[:40])
def test_an_amount_in_words_is_read_or_is_not(words: str, euros: str | None) -> None:
    assert parse_amount(words) == (None if euros is None else Decimal(euros))


VOCABULARY = [
    "zéro", "un", "une", "deux", "quatre", "neuf", "dix", "onze", "seize", "sept", "vingt", "vingts", "trente", "soixante",
    "cent", "cents", "mille", "million", "millions", "milliard", "et",
]  # fmt: skip


def bare(words: str) -> list[str]:
    """Return the words that tell the number: without « et », hyphen, gender nor plural."""
    split = words.replace("-", " ").replace("une", "un").split()
    return [word if word == "trois" else word.removesuffix("s") for word in split if word != "et"]


def holds(words: str) -> bool:
    """Whether `words` is not read, or is read as the number whose words these are."""
    n = parse_cardinal(words)
    return n is None or bare(words) == bare(cardinal(n))


def test_no_three_words_are_read_as_another_number() -> None:
    wrong = [
        words for size in (1, 2, 3) for words in map(" ".join, itertools.product(VOCABULARY, repeat=size)) if not holds(words)
    ]
    # « mille milliards » is sure and more usual than « un billion », which we write
    assert [words for words in wrong if not re.search("mille.* milliard", words)] == []


@given(st.lists(st.sampled_from([word for word in VOCABULARY if not word.startswith("mill") or word == "mille"]), max_size=12))
def test_no_string_of_number_words_is_read_as_another_number(words: list[str]) -> None:
    assert holds(" ".join(words))


@given(st.text())
def test_any_text_is_read_or_is_not(texte: str) -> None:
    n, euros = parse_cardinal(texte), parse_amount(texte)
    assert n is None or 0 <= n < 10**15
    assert euros is None or 0 <= euros < 10**15
