"""The identifier of a transmitted act: read from both ends, written back as it was, made of an act as its house says."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

import delib
from delib.anomalie import DonneesError, Source
from delib.codes import CODES
from delib.prefecture import natures
from delib.prefecture.cout import MAX_COUT, cost
from delib.prefecture.identifiant import NATURES, Identifiant, iter_collisions, iter_number
from delib.prefecture.numerotation import MAX_REMPLACEMENTS, numero_transmis
from delib.prefecture.profils import PROFILS
from tests.conftest import SHARED

# ---------------------------------------------------------------------------------------------------------- what was observed

REELS = [
    ("075-200054781-20251202-BM25-12-02-22-1-DE", "075", "200054781", date(2025, 12, 2), "BM25-12-02-22-1", "DE"),
    ("013-211301106-20210201-1212-AI", "013", "211301106", date(2021, 2, 1), "1212", "AI"),
    ("013-211300561-20211025-RA21_23060-AR", "013", "211300561", date(2021, 10, 25), "RA21_23060", "AR"),
    ("034-491011698-20171207-CL20171227_06-DE", "034", "491011698", date(2017, 12, 7), "CL20171227_06", "DE"),
    ("095-219501426-20240105-032024-DE", "095", "219501426", date(2024, 1, 5), "032024", "DE"),
    ("001-000000000-20170130-TEST42-DE", "001", "000000000", date(2017, 1, 30), "TEST42", "DE"),
    ("006-210600235-20180522-684-AI", "006", "210600235", date(2018, 5, 22), "684", "AI"),
    ("044-214400152-20181106-TEST_DGCL_4-DE", "044", "214400152", date(2018, 11, 6), "TEST_DGCL_4", "DE"),
    ("094-219400413-20180704-DEL-DE", "094", "219400413", date(2018, 7, 4), "DEL", "DE"),
    ("026-200040509-20260625-DE2026116bis-BF", "026", "200040509", date(2026, 6, 25), "DE2026116bis", "BF"),
    ("013-211300074-20220106-AR-2022-02-AR", "013", "211300074", date(2022, 1, 6), "AR-2022-02", "AR"),
    ("034-000000000-20170701-20170721D-AI", "034", "000000000", date(2017, 7, 1), "20170721D", "AI"),
    ("045-214502494-20170717-D201717-DE", "045", "214502494", date(2017, 7, 17), "D201717", "DE"),
]


@pytest.mark.parametrize("row", REELS, ids=[row[0] for row in REELS])
def test_a_real_identifier_is_read_and_written_back(row):
    texte, *parts = row
    found = Identifiant.parse(texte)
    assert found == Identifiant(*parts) == Identifiant.read(texte)
    assert str(found) == texte
    assert list(found.iter_anomalies()) == []


# --------------------------------------------------------------------------------------------------- what is refused, all at once

REFUS: list[tuple[str, str, set[str]]] = [
    ("nothing", "", {"identifiant-forme"}),
    ("a word", "bidon", {"identifiant-forme"}),
    ("four parts", "075-200054781-20251202-DE", {"identifiant-forme"}),
    ("a département on two characters", "75-200054781-20251202-1-DE", {"identifiant-departement"}),
    ("a département that is Corse's, ill written", "2A0-200054781-20251202-1-DE", {"identifiant-departement"}),
    ("figures of another script", "٠٧٥-200054781-20251202-1-DE", {"identifiant-departement"}),
    ("a SIREN of eight figures", "075-20005478-20251202-1-DE", {"identifiant-siren"}),
    ("a SIRET", "075-20005478100022-20251202-1-DE", {"identifiant-siren"}),
    ("no such month", "075-200054781-20251302-1-DE", {"identifiant-date"}),
    ("no such day", "075-200054781-20250229-1-DE", {"identifiant-date"}),
    ("year zero", "075-200054781-00000101-1-DE", {"identifiant-date"}),
    ("a day of its month", "075-200054781-2025-12-02-DE", {"identifiant-date"}),
    ("no number", "075-200054781-20251202--DE", {"identifiant-numero-absent"}),
    ("sixteen characters", "075-200054781-20251202-BM25-12-02-100-1-DE", {"identifiant-numero-long"}),
    ("a slash", "075-200054781-20251202-BM/1-DE", {"identifiant-numero-profil"}),
    ("an accent", "075-200054781-20251202-DÉL-DE", {"identifiant-numero-profil"}),
    ("a number that begins with a hyphen", "075-200054781-20251202--1-DE", {"identifiant-numero-profil"}),
    ("a number that ends with a space", "075-200054781-20251202-1 -DE", {"identifiant-numero-profil"}),
    ("a nature in lower case", "075-200054781-20251202-1-de", {"identifiant-nature"}),
    ("a nature of three letters", "075-200054781-20251202-1-DEL", {"identifiant-nature"}),
    ("an end of line", "075-200054781-20251202-1-DE\n", {"identifiant-nature"}),
    ("the name of a file", "069-216902593-20191217-34689-CC-1-1", {"identifiant-fichier"}),
    ("the name of a typed file", "99_DE-006-210600235-20180522-684-AI-1-1_1.pdf", {"identifiant-fichier"}),
    (
        "all at once",
        "75-20005478-20251302-BM2025/12/02/22-1-de",
        {
            "identifiant-departement",
            "identifiant-siren",
            "identifiant-date",
            "identifiant-numero-long",
            "identifiant-nature",
        },
    ),
]


@pytest.mark.parametrize(("texte", "codes"), [row[1:] for row in REFUS], ids=[row[0] for row in REFUS])
def test_what_is_no_identifier_is_told_whole(texte, codes):
    assert Identifiant.read(texte) is None
    with pytest.raises(DonneesError) as refused:
        Identifiant.parse(texte, lieu=Source("recu.xml"), chemin="accuse.identifiant")
    told = refused.value.anomalies
    assert {one.code for one in told} == codes
    assert len(told) == len(codes)
    assert {str(one.lieu) for one in told} == {"recu.xml"}
    assert {one.chemin for one in told} == {"accuse.identifiant"}


def test_the_identifier_that_a_file_s_name_holds_is_given():
    with pytest.raises(DonneesError, match="l’identifiant qu’il contient est « 069-216902593-20191217-34689-CC »"):
        Identifiant.parse("069-216902593-20191217-34689-CC-1-1")


DOUTES = [
    ("the key of a fictive SIREN", "075-123456789-20251202-1-DE", {"identifiant-siren-cle"}),
    ("a département that is not", "099-200054781-20251202-1-DE", {"identifiant-departement-inconnu"}),
    ("a nature that no classification has", "075-200054781-20251202-1-XX", {"identifiant-nature-inconnue"}),
    ("Mayotte", "976-200054781-20251202-1-DE", set()),
    ("Corse-du-Sud", "02A-200054781-20251202-1-DE", set()),
]


@pytest.mark.parametrize(("texte", "codes"), [row[1:] for row in DOUTES], ids=[row[0] for row in DOUTES])
def test_what_is_doubtful_is_told_and_refuses_nothing(texte, codes):
    found = list(Identifiant.parse(texte).iter_anomalies())
    assert {one.code for one in found} == codes
    assert {str(one.gravite) for one in found} <= {"avertissement"}


def test_an_identifier_made_by_hand_is_judged_as_a_text_is():
    made = Identifiant("75", "2", date(1, 2, 3), "", "de")
    assert str(made) == "75-2-00010203--de"
    codes = {"identifiant-departement", "identifiant-siren", "identifiant-numero-absent", "identifiant-nature"}
    assert {one.code for one in made.iter_anomalies()} == codes


# ------------------------------------------------------------------------------------------------------------------------- laws

DEPARTEMENTS = st.one_of(st.integers(0, 999).map("{:03d}".format), st.sampled_from(["02A", "02B"]))
SIRENS = st.integers(0, 10**9 - 1).map("{:09d}".format)
JOURS = st.dates()
NUMEROS = st.from_regex(r"\A([a-zA-Z0-9][a-zA-Z0-9\-_ ]{0,13})?[a-zA-Z0-9]\Z")
LETTRES = st.from_regex(r"\A[A-Z]{2}\Z")
IDENTIFIANTS = st.builds(Identifiant, DEPARTEMENTS, SIRENS, JOURS, NUMEROS, LETTRES)


@given(IDENTIFIANTS)
def test_what_is_written_is_read_back(identifiant):
    assert Identifiant.parse(str(identifiant)) == Identifiant.read(str(identifiant)) == identifiant


@given(
    st.one_of(st.text(alphabet="0123456789-ABDEab_ ", max_size=50), IDENTIFIANTS.map(str).flatmap(lambda one: st.just(one[1:])))
)
def test_the_quick_reader_and_the_one_that_tells_agree(texte):
    try:
        told: Identifiant | None = Identifiant.parse(texte)
    except DonneesError:
        told = None
    assert told == Identifiant.read(texte)
    assert told is None or str(told) == texte


# ---------------------------------------------------------------------------------------------------------------------- profiles

#              number               norme  xsd2017 s2low pastell
PROFIL_NUMERO = [
    ("BM25-12-02-22-1", True, False, False, False),
    ("BM25_12_02_22_1", True, True, True, True),
    ("DE2026116bis", True, True, False, False),
    ("RA21_23060", True, True, True, True),
    ("2025 112", True, False, False, False),
    ("1", True, True, True, False),
    ("_1", False, True, False, True),
    ("1_", False, True, False, True),
    ("-1", False, False, False, False),
    ("", False, False, False, False),
    ("A" * 15, True, True, True, True),
    ("A" * 16, False, False, False, False),
    ("BM/1", False, False, False, False),
    ("É1", False, False, False, False),
    ("A\n", False, False, False, False),
    ("12.4", False, False, False, False),
]


@pytest.mark.parametrize("row", PROFIL_NUMERO, ids=[repr(row[0]) for row in PROFIL_NUMERO])
def test_each_profile_takes_its_numbers(row):
    numero, *expected = row
    takes = [PROFILS[nom].takes(numero) for nom in ("norme", "xsd2017", "s2low", "pastell")]
    assert takes == expected
    assert [not list(iter_number(numero, PROFILS[nom])) for nom in ("norme", "xsd2017", "s2low", "pastell")] == expected


def test_a_profile_is_asked_for_by_its_name():
    texte = "075-200054781-20251202-BM25-12-02-22-1-DE"
    assert [one.code for one in Identifiant.parse(texte).iter_anomalies("s2low")] == ["identifiant-numero-profil"]
    with pytest.raises(DonneesError, match=r"« s2low » \(S2LOW\).*capitales"):
        Identifiant.parse(texte, "s2low")
    with pytest.raises(DonneesError, match="vouliez-vous « pastell »"):
        Identifiant.parse(texte, "pastel")


@pytest.fixture(scope="module")
def schema_takes() -> Callable[[str], bool]:
    """Return whether the published XSD takes a number in the IDActe of a message; skip where it is absent."""
    source = SHARED / "actes" / "actesv1_1.xsd"
    if not source.is_file():
        pytest.skip("../shared/actes is absent")
    schema = etree.XMLSchema(etree.parse(source))

    def takes(numero: str) -> bool:
        message = etree.Element(f"{{{ESPACE}}}Annulation")
        try:
            message.set(f"{{{ESPACE}}}IDActe", f"075-200054781-20251202-{numero}-DE")
        except ValueError:  # no character of XML
            return False
        return schema.validate(message)

    return takes


ESPACE = "http://www.interieur.gouv.fr/ACTES#v1.1-20040216"


@given(st.one_of(st.text(max_size=20), st.from_regex(r"\A[a-zA-Z0-9_ -]{0,17}\Z")))
def test_the_profile_of_the_published_schema_is_that_schema(schema_takes, numero):
    assert PROFILS["xsd2017"].takes(numero) == schema_takes(numero)


# ------------------------------------------------------------------------------------------------------------------- from an act

ACTE: dict[str, Any] = {
    "acte": "deliberation",
    "collectivite": {
        "nom": "Métropole du Grand Paris",
        "genre": "feminin",
        "nature": "metropole",
        "siren": "200054781",
        "departement": "075",
        "typographie": "laisser",
        "organes": {"bureau": {"intitule": "le Bureau de la Métropole du Grand Paris"}},
        "elus": {"ollier": {"civilite": "M.", "prenom": "Patrick", "nom": "Ollier", "qualite": "Président"}},
        "actes_ids": {
            "numero": [{"de": r"^([A-Z]{2})20([0-9]{2})/(.*)$", "a": r"\1\2/\3"}, {"de": "/", "a": "-"}],
            "profil": "norme",
        },
    },
    "seance": {"organe": "bureau", "date": "2025-12-02", "president": "ollier"},
    "numero": "BM2025/12/02/22-1",
    "objet": "Sélection des communes bénéficiaires",
    "classement": {"nature": "DE", "matiere": "8.4"},
    "dispositif": ["APPROUVE la liste des communes bénéficiaires"],
}
"""A sound act of a house that says how its numbers are transmitted."""


def acte(**changed: Any) -> delib.Acte:
    """Return ACTE loaded, with some fields changed: None drops one, `collectivite__siren` reaches below."""
    donnees = copy.deepcopy(ACTE)
    for name, value in changed.items():
        *above, last = name.split("__")
        place = donnees
        for step in above:
            place = place[step]
        if value is None:
            place.pop(last)
        else:
            place[last] = value
    return delib.load(donnees)


def mapped(*regles: tuple[str, str]) -> list[dict[str, str]]:
    return [{"de": de, "a": a} for de, a in regles]


NUMEROS_TRANSMIS = [
    ("the real act", "BM2025/12/02/22-1", {}, "BM25-12-02-22-1"),
    ("without a mapping", "2025-112", {"collectivite__actes_ids": None}, "2025-112"),
    ("a mapping that finds nothing", "2025-112", {}, "2025-112"),
    ("a number of figures", 65, {"collectivite__actes_ids": None}, "65"),
    ("underscores, for those who want them", "BM2025/12/02/22-1", {"regles": (("20", ""), ("[/-]", "_"))}, "BM25_12_02_22_1"),
    ("the order of replacements", "A/B", {"regles": (("/", "-"), ("-", "_"))}, "A_B"),
    ("a group by its name", "DEL-2025", {"regles": (("(?P<an>2025)", r"\g<an>1"),)}, "DEL-20251"),
    ("a set that opens with its bracket", "A]B", {"regles": (("[]]", ""),)}, "AB"),
]


@pytest.mark.parametrize(
    ("numero", "changed", "transmis"), [row[1:] for row in NUMEROS_TRANSMIS], ids=[row[0] for row in NUMEROS_TRANSMIS]
)
def test_the_house_says_how_its_number_is_transmitted(numero, changed, transmis):
    regles = changed.get("regles")
    named = {} if regles is None else {"collectivite__actes_ids__numero": mapped(*regles)}
    others = {name: value for name, value in changed.items() if name != "regles"}
    one = acte(numero=numero, **named, **others)
    assert numero_transmis(one) == transmis
    assert str(Identifiant.of_acte(one)) == f"075-200054781-20251202-{transmis}-DE"


IDS = "collectivite.actes_ids"
ACTE_REFUSE: list[tuple[str, dict[str, Any], dict[str, str]]] = [
    (
        "no département",
        {"collectivite__departement": None},
        {"identifiant-departement-absent": "collectivite.departement"},
    ),
    ("no SIREN", {"collectivite__siren": None}, {"identifiant-siren-absent": "collectivite.siren"}),
    ("no classement", {"classement": None}, {"identifiant-nature-absente": "classement.nature"}),
    ("no nature", {"classement__nature": None}, {"identifiant-nature-absente": "classement.nature"}),
    ("three figures of order, sixteen characters", {"numero": "BM2025/12/02/100-1"}, {"identifiant-numero-long": "numero"}),
    ("no mapping for it", {"collectivite__actes_ids": None}, {"identifiant-numero-long": "numero"}),
    ("longer than any number", {"numero": "1" * 100}, {"identifiant-numero-long": "numero"}),
    ("emptied", {f"{IDS}.numero": mapped((".*", ""))}, {"identifiant-numero-absent": "numero"}),
    ("hyphens, which S2LOW refuses", {f"{IDS}.profil": "s2low"}, {"identifiant-numero-profil": "numero"}),
    ("a profile that is not", {f"{IDS}.profil": "s2lo"}, {"identifiant-profil-inconnu": f"{IDS}.profil"}),
    ("a parenthesis open", {f"{IDS}.numero": mapped(("(", ""))}, {"identifiant-remplacement": f"{IDS}.numero[0].de"}),
    ("a group that is not", {f"{IDS}.numero": mapped(("/", r"\1"))}, {"identifiant-remplacement": f"{IDS}.numero[0].a"}),
    ("a name that is not", {f"{IDS}.numero": mapped(("/", r"\g<x>"))}, {"identifiant-remplacement": f"{IDS}.numero[0].a"}),
    (
        "a repetition past all",
        {f"{IDS}.numero": mapped(("a{99999999999}", ""))},
        {"identifiant-remplacement": f"{IDS}.numero[0].de"},
    ),
    ("an expression too long", {f"{IDS}.numero": mapped(("a" * 201, ""))}, {"identifiant-remplacement": f"{IDS}.numero[0].de"}),
    (
        "too many replacements",
        {f"{IDS}.numero": mapped(*[("/", "-")] * (MAX_REMPLACEMENTS + 1))},
        {"identifiant-remplacement": f"{IDS}.numero"},
    ),
    (
        "a catastrophe",
        {f"{IDS}.numero": mapped(("/", "-"), ("([A-Z0-9]+)+!", ""))},
        {"identifiant-remplacement-couteux": f"{IDS}.numero[1].de"},
    ),
    ("a number that swells", {f"{IDS}.numero": mapped(*[("x?", "x" * 40)] * 9)}, {"identifiant-numero-long": "numero"}),
    (
        "all at once",
        {"collectivite__siren": None, "collectivite__departement": None, "classement": None, "numero": "BM2025/12/02/100-1"},
        {
            "identifiant-siren-absent": "collectivite.siren",
            "identifiant-departement-absent": "collectivite.departement",
            "identifiant-nature-absente": "classement.nature",
            "identifiant-numero-long": "numero",
        },
    ),
]


@pytest.mark.parametrize(("changed", "told"), [row[1:] for row in ACTE_REFUSE], ids=[row[0] for row in ACTE_REFUSE])
def test_an_act_without_identifier_is_told_why(changed, told):
    one = acte(**{name.replace(".", "__"): value for name, value in changed.items()})
    with pytest.raises(DonneesError) as refused:
        Identifiant.of_acte(one)
    assert {anomalie.code: anomalie.chemin for anomalie in refused.value.anomalies} == told
    assert len(refused.value.anomalies) == len(told)


def test_a_number_is_never_cut_and_what_came_out_is_told():
    with pytest.raises(DonneesError) as refused:
        Identifiant.of_acte(acte(numero="BM2025/12/02/100-1"))
    (told,) = refused.value.anomalies
    assert told.message == "Le numéro « BM25-12-02-100-1 » a 16 caractères ; il en faut au plus 15."
    assert "BM2025/12/02/100-1" in told.conseil
    assert "15 caractères" in told.source


def test_a_refusal_stands_at_its_line(tmp_path):
    (tmp_path / "maison.yaml").write_text(
        "nom: Commune de Saint-Aubin\ngenre: feminin\nnature: commune\nsiren: '200054781'\n"
        "organes:\n  conseil: {intitule: le conseil municipal}\n"
        "actes_ids:\n  numero:\n    - {de: '(', a: ''}\n",
        encoding="utf-8",
    )
    file = tmp_path / "acte.yaml"
    file.write_text(
        "acte: deliberation\ncollectivite: maison.yaml\nseance: {organe: conseil, date: 2025-12-02}\nnumero: 2025-112\n"
        "objet: Un objet\ndispositif: [APPROUVE le projet]\n",
        encoding="utf-8",
    )
    with pytest.raises(DonneesError) as refused:
        Identifiant.of_acte(delib.load(file))
    places = {one.code: str(one.lieu).removeprefix(f"{tmp_path}/") for one in refused.value.anomalies}
    assert places["identifiant-remplacement"] == "maison.yaml:9:12"
    assert places["identifiant-nature-absente"] == "acte.yaml:1:1"
    assert places["identifiant-departement-absent"] == "acte.yaml:2:15"


def test_only_a_deliberation_has_one(racine):
    for name in ("convention-type", "reglement"):
        with pytest.raises(DonneesError) as refused:
            Identifiant.of_acte(delib.load(racine / "examples" / "programme" / f"{name}.yaml"))
        assert [one.code for one in refused.value.anomalies] == ["identifiant-acte"]


# ------------------------------------------------------------------------------------------------------- what an expression costs

COUTS = [
    (r"^([A-Z]{2})20([0-9]{2})/(.*)$", True),
    ("/", True),
    (r"^(\w+)/(\d+)/(\d+)/(\d+)$", True),
    ("(?:a|b)c{2,3}?[^]d]*+", True),
    (r"(?i)\(a\)*\\", True),
    ("(?#(a+)a*", True),
    ("a{}b{2", True),
    ("(a+)+$", False),
    ("([A-Z0-9]*)*!", False),
    ("(?:a|aa)+$", True),
    ("(?:a?){1000}b", False),
    ("(?:(?:a?){9}){9}b", False),
    ("a*a*a*a*a*a*a*b", False),
    ("(.*)*(.*)*", False),
    ("(?x) ( a+ # )\n)+", False),
    ("(a)?(?(1)b|c)", False),
]


@pytest.mark.parametrize(("motif", "essayee"), COUTS, ids=[row[0] for row in COUTS])
def test_an_expression_is_tried_only_when_its_cost_is_bounded(motif, essayee):
    assert (cost(motif, 17) <= MAX_COUT) == essayee


@given(st.from_regex(r"\A(\(?[ab.\\|\[\]^()?*+{}0-9-]){0,12}\Z"))
def test_the_cost_of_any_valid_expression_is_known_and_what_it_admits_ends(motif):
    try:
        compiled = re.compile(motif)
    except (re.error, OverflowError):
        return
    except FutureWarning:
        return
    if cost(motif, 12) <= 10_000:
        compiled.sub("-", "aaaabbbb0-aa")


# ----------------------------------------------------------------------------------------------------------------- several acts

VOISINS = [
    ("others", "2025-112", "2025-113", ""),
    ("the same", "2025-112", "2025-112", "identifiant-double"),
    ("a hyphen and an underscore", "2025-112", "2025_112", "identifiant-numero-confondu"),
    ("capitals", "112BIS", "112bis", "identifiant-numero-confondu"),
]


@pytest.mark.parametrize(("un", "autre", "code"), [row[1:] for row in VOISINS], ids=[row[0] for row in VOISINS])
def test_numbers_that_an_operator_would_confuse_are_told(un, autre, code):
    pair = [
        (f"{rank}.yaml", Identifiant("075", "200054781", date(2025, 1, 1), numero, "DE"))
        for rank, numero in ((1, un), (2, autre))
    ]
    found = list(iter_collisions(pair))
    assert [one.code for one in found] == [code] * bool(code)
    assert {str(one.lieu) for one in found} <= {"2.yaml"}
    assert all("1.yaml" in one.message for one in found)


def test_a_number_is_taken_once_by_each_house():
    jour = date(2025, 1, 1)
    acts = [
        ("a.yaml", Identifiant("075", "200054781", jour, "1", "DE")),
        ("b.yaml", Identifiant("075", "000000000", jour, "1", "DE")),
        ("c.yaml", Identifiant("075", "200054781", date(2026, 1, 1), "1", "DE")),
    ]
    assert [(one.code, str(one.lieu)) for one in iter_collisions(acts)] == [("identifiant-numero-pris", "c.yaml")]


# ----------------------------------------------------------------------------------------------------------------------- natures


def test_the_six_natures_and_the_pieces_they_have_by_default():
    assert NATURES == {1: "DE", 2: "AR", 3: "AI", 4: "CC", 5: "BF", 6: "AU"}
    defaults = {one.lettres: natures.typologie(one.code) for one in natures.NATURES}
    assert defaults == {"DE": "99_DE", "AR": "99_AR", "AI": "99_AI", "CC": "99_DC", "BF": "99_BU", "AU": "99_AU"}
    assert natures.label("BF") == natures.label(5) == "Documents budgétaires et financiers"
    assert natures.find("ZZ") is None
    assert natures.label(7) == natures.typologie("ZZ") == ""
    assert all(map(natures.is_typologie, [*natures.TYPOLOGIES_DE, natures.SIGNATURE, "75_PL", "01_01", "CO_DE"]))
    assert not any(map(natures.is_typologie, ["", "99-DE", "99_DEL", "99_de", "9_DE"]))


def test_the_natures_are_those_of_the_classification():
    source = SHARED / "actes" / "exemple_codes_matieres.xml"
    if not source.is_file():
        pytest.skip("../shared/actes is absent")
    text = source.read_text(encoding="utf-8")
    found = re.findall(r'<actes:NatureActe actes:CodeNatureActe="(\d)" actes:Libelle="[^"]*" actes:TypeAbrege="(\w\w)"', text)
    assert {int(code): letters for code, letters in found} == NATURES
    (pieces,) = re.findall(r'TypeAbrege="DE">(.*?)</actes:NatureActe>', text, re.DOTALL)
    codes = set(re.findall(r'CodeTypePJ="(\w+)"', pieces))
    assert set(natures.TYPOLOGIES_DE) == codes - {"99_AR"}


# ------------------------------------------------------------------------------------------------------------------------- codes

FIRED = frozenset().union(
    *(row[2] for row in REFUS),
    *(row[2] for row in DOUTES),
    *(row[2] for row in ACTE_REFUSE),
    (row[3] for row in VOISINS if row[3]),
) | {"identifiant-numero-pris", "identifiant-acte"}


def test_the_tables_fire_every_code_of_the_family():
    assert {code for code in CODES if code.startswith("identifiant-")} == FIRED
