"""Communes: found however they are typed, and bent as INSEE's code of article says."""

from __future__ import annotations

import csv
import importlib.util
import pickle
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from delib.francais import departements, toponymes
from delib.francais.communes import ATTRIBUTION, LONGEST, SANS_MAIRE, Commune, find, groupement, members, near
from delib.francais.tri import alphabetical
from tests import icu
from tests.conftest import RACINE, SHARED

MGP = "200054781"
PAQUET = RACINE / "src" / "delib" / "francais" / "donnees"
DONNEES = Path(__file__).parent / "donnees"
TOUTES = [Commune(*line.split("\t")) for line in (PAQUET / "communes.tsv").read_text(encoding="utf-8").splitlines()]


def rows(name: str) -> list[list[str]]:
    return [line.split("\t") for line in (DONNEES / name).read_text(encoding="utf-8").removesuffix("\n").split("\n")]


def codes(found: list[Commune]) -> list[str]:
    return [one.code for one in found]


def only(texte: str, **bounds: str) -> Commune:
    (one,) = find(texte, **bounds)
    return one


@pytest.fixture(scope="module")
def cog() -> Path:
    """Return the folder of INSEE's tables; skip where it is absent."""
    folder = SHARED / "cog"
    if not folder.is_dir():
        pytest.skip("../shared/cog is absent")
    return folder


# --------------------------------------------------------------------------------------------------- a table for jurists

HARD = rows("communes.tsv")[1:]


@pytest.mark.parametrize("row", HARD, ids=[f"{row[0]}-{row[1]}" for row in HARD])
def test_a_commune_is_found_as_it_is_typed(row: list[str]) -> None:
    typed, departement, *expected = row
    one = only(typed, departement=departement)
    assert [one.code, one.nom, one.de, one.a] == expected


def test_the_table_is_long_enough() -> None:
    assert len(HARD) >= 100


HOMONYMES = [
    ("Saint-Denis", ["11339", "30247", "93066", "97411"]),
    ("ST DENIS", ["11339", "30247", "93066", "97411"]),
    ("Montreuil", ["28267", "85148", "93048"]),
    ("Bagneux", ["02043", "03015", "36011", "51032", "54041", "92007"]),
    ("Bors", ["16052", "16053"]),
    ("Château-Chinon", ["58062", "58063"]),
    ("Œuilly", ["02565", "51410"]),
    ("La Haye", ["50236", "76352", "88236"]),
    ("Marolles-en-Brie", ["77278", "94048"]),
]


@pytest.mark.parametrize(("typed", "expected"), HOMONYMES, ids=[typed for typed, _ in HOMONYMES])
def test_homonyms_are_all_told_in_the_order_of_codes(typed: str, expected: list[str]) -> None:
    assert codes(find(typed)) == expected


INCONNUES = [
    "",
    " ",
    "()",
    ",",
    "-",
    "Les",
    "L'",
    "Paris 13e",
    "Paris 13e arrondissement",
    "75113",
    "Pierrefitte-sur-Seine",
    "Saint-Denis (92)",
    "Saint-Denis (93067)",
    "Sceaux (93066)",
    "99999",
    "93 066",
    "２７００１",
    "Atlantis",
    "Sceaux\x00Sceaux",
    "东京",
    "شسي",
    "Sceaux " * 10_000,
    "(" * 50_000,
    "\ud800",
]


@pytest.mark.parametrize("typed", INCONNUES, ids=[ascii(typed)[:30] for typed in INCONNUES])
def test_what_names_no_commune_finds_none(typed: str) -> None:
    assert find(typed) == []


# ------------------------------------------------------------------------------------------------------- what wins, what narrows


def test_the_official_spelling_wins_over_a_forgiven_one() -> None:
    assert only("Lamentin").code == "97115"
    assert only("Le Lamentin").code == "97213"
    assert {one.nom for one in find("Laval")} == {"Laval"}
    assert {one.nom for one in find("La Val")} == {"Le Val"}


def test_a_forgiven_spelling_is_found_where_the_official_one_is_elsewhere() -> None:
    assert only("Le Lamentin", departement="971").nom == "Lamentin"


@pytest.mark.parametrize("departement", ["93", "093", " 93 ", "Seine-Saint-Denis", "SEINE SAINT DENIS"])
def test_a_departement_narrows(departement: str) -> None:
    assert only("Saint-Denis", departement=departement).code == "93066"


@pytest.mark.parametrize("departement", ["20", "97", "999", "Atlantide", "\ud800", "9" * 50_000])
def test_an_unknown_departement_finds_nothing(departement: str) -> None:
    assert find("Saint-Denis", departement=departement) == []
    assert near("Saint-Denis", departement=departement) == []


def test_an_epci_narrows_and_the_question_without_it_tells_elsewhere_from_nowhere() -> None:
    assert only("Saint-Denis", epci="200 054 781").code == "93066"
    assert find("Chartres", epci=MGP) == []
    assert only("Chartres").code == "28085"
    assert find("Sceaux", epci="123456789") == []
    assert find("93066", departement="92") == []
    assert only("93066", departement="93", epci=MGP).nom == "Saint-Denis"


def test_every_commune_of_the_metropole_is_found_in_capitals_without_accents() -> None:
    metropole = members(MGP)
    assert len(metropole) == 130
    for one in metropole:
        assert find(stripped(one.nom).upper(), epci=MGP) == [one]


# -------------------------------------------------------------------------------------------------------------- whole table


def stripped(nom: str) -> str:
    plain = nom.replace("œ", "oe").replace("Œ", "OE").replace("’", "'")
    return "".join(char for char in unicodedata.normalize("NFD", plain) if not unicodedata.combining(char))


def mangled(nom: str) -> str:
    return re.sub(r"\bSAINT(E?)\b", r"ST\1", stripped(nom).upper().replace("-", " "))


def test_every_official_name_finds_itself_and_its_namesakes_alone() -> None:
    namesakes: dict[str, list[Commune]] = {}
    for one in TOUTES:
        namesakes.setdefault(one.nom, []).append(one)
    for nom, expected in namesakes.items():
        assert find(nom) == expected


def test_every_commune_is_found_under_its_mangled_name() -> None:
    for one in TOUTES:
        assert one in find(mangled(one.nom)), mangled(one.nom)


def test_every_code_finds_its_commune() -> None:
    for one in TOUTES[::7]:
        assert find(one.code.lower()) == [one]


MANGLES = st.lists(
    st.sampled_from(
        [
            str.upper,
            str.lower,
            stripped,
            lambda nom: nom.replace("-", " "),
            lambda nom: nom.replace("-", "\u2011").replace(" ", "\u00a0"),
            lambda nom: nom.replace("’", "'"),
            lambda nom: re.sub(r"(?i)\bsaint(e?)\b", r"St\1", nom),
            lambda nom: re.sub(r"(?i)-sur-", " s/ ", nom),
            lambda nom: f"  {nom} ",
        ]
    ),
    max_size=6,
)


@given(st.sampled_from(TOUTES), MANGLES)
def test_a_commune_is_found_under_any_mix_of_manglings(one: Commune, mangles: list) -> None:
    nom = one.nom
    for mangle in mangles:
        nom = mangle(nom)
    assert one in find(nom)
    assert one in find(nom, departement=one.departement, epci=one.epci)
    assert one in find(f"{nom} ({one.departement})")
    assert find(f"{nom} ({one.code})") == [one]


@given(st.text(max_size=2 * LONGEST), st.text(max_size=20), st.text(max_size=20))
@example("L'", "", "")
@example("(((", "93", MGP)
@example("a,b,c(d)(e)", "", "")
@example("s/s s/ ss", "2a", "")
def test_no_text_makes_find_or_near_raise(texte: str, departement: str, epci: str) -> None:
    for found in (find(texte), find(texte, departement=departement, epci=epci)):
        assert found == sorted(found, key=lambda one: one.code)
    assert len(near(texte, departement=departement, epci=epci)) <= 5


# -------------------------------------------------------------------------------------------------------------- the grammar


def bent(nom: str, tncc: str) -> tuple[str, str]:
    """Return the name after « de » and « à »: INSEE's codes, said once more (droit.md, § 4)."""
    if tncc in ("0", "1"):
        return ("d’" if tncc == "1" else "de ") + nom, "à " + nom
    if tncc == "2":
        return "du " + nom[3:], "au " + nom[3:]
    if tncc in ("4", "6"):
        return "des " + nom[4:], "aux " + nom[4:]
    return "de " + nom, "à " + nom


def test_all_the_communes_that_have_a_code_bend_as_it_says(cog: Path) -> None:
    ours = {one.code: one for one in TOUTES}
    with (cog / "communes-2026.csv").open(encoding="utf-8", newline="") as lines:
        source = list(csv.DictReader(lines))
    assert set(ours) == {row["code"] for row in source}
    counted = 0
    for row in source:
        one, nom = ours[row["code"]], row["nom"].replace("'", "’")
        assert (one.nom, one.siren, one.epci, one.departement) == (nom, row["siren"], row["epci"], row["departement"])
        if row["tncc"]:
            counted += 1
            tncc = "2" if row["code"] == "63448" else row["tncc"]
            assert (one.de, one.a) == bent(nom, tncc), row
    assert counted == 34_875


def test_the_shipped_tables_are_those_that_the_script_makes(cog: Path, tmp_path: Path) -> None:
    script = RACINE / "outils" / "communes.py"
    if not script.is_file():
        pytest.skip("outils/ is absent")
    spec = importlib.util.spec_from_file_location("outils_communes", script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.main(cog, tmp_path)
    for name in ("communes.tsv", "noms.tsv", "epci.tsv"):
        assert (tmp_path / name).read_bytes() == (PAQUET / name).read_bytes()


VOYELLES = "AEIOUYÈÉÎÔŒ"
NON_ELIDES = {"98756", "98757", "98832"}  # Ua-Huka, Ua-Pou, Yaté
DEBUTS = {"2": "Le ", "3": "La ", "4": "Les ", "5": "L’", "6": "Aux ", "7": "Las ", "8": "Los "}


def test_every_name_begins_as_its_code_says() -> None:
    assert len(TOUTES) == 34_969
    for one in TOUTES:
        begins = {code for code, debut in DEBUTS.items() if one.nom.startswith(debut)}
        if one.tncc == "":
            assert one.code in REFUSEES
        elif one.tncc in DEBUTS:
            assert begins == {one.tncc}, one
        else:
            assert not begins, one
            vowel = one.nom[0] in VOYELLES and one.code not in NON_ELIDES
            assert one.nom[0] == "H" or vowel == (one.tncc == "1"), one


def test_no_article_is_left_uncontracted_and_no_vowel_unelided() -> None:
    for one in TOUTES:
        assert not re.search(r"^de (?:Les?|Aux) |^d’(?:Les? |La |L’)|'", one.de), one
        assert not re.search(rf"^de [{VOYELLES}]", one.de) or one.code in NON_ELIDES, one
        assert not re.search(r"^à (?:Les?|Aux) |'", one.a), one


def test_the_h_of_each_commune_is_listed() -> None:
    listed = dict(rows("communes-h.tsv"))
    assert {one.code: one.de for one in TOUTES if one.nom[0] == "H"} == listed
    assert (sum(de.startswith("d’") for de in listed.values()), sum(de.startswith("de ") for de in listed.values())) == (428, 240)


REFUSEES = ("98411", "98412", "98413", "98415", "98901")
OUTRE_MER = {
    "98414": ("de La Terre-Adélie", "à La Terre-Adélie"),
    "98611": ("d’Alo", "à Alo"),
    "98612": ("de Sigave", "à Sigave"),
    "98613": ("d’Uvea", "à Uvea"),
    "98711": ("d’Anaa", "à Anaa"),
    "98712": ("d’Arue", "à Arue"),
    "98713": ("d’Arutua", "à Arutua"),
    "98720": ("de Hao", "à Hao"),
    "98721": ("de Hikueru", "à Hikueru"),
    "98722": ("de Hitiaa O Te Ra", "à Hitiaa O Te Ra"),
    "98723": ("de Hiva-Oa", "à Hiva-Oa"),
    "98724": ("de Huahine", "à Huahine"),
    "98735": ("de Papeete", "à Papeete"),
    "98756": ("de Ua-Huka", "à Ua-Huka"),
    "98757": ("de Ua-Pou", "à Ua-Pou"),
    "98758": ("d’Uturoa", "à Uturoa"),
    "98807": ("de Hienghène", "à Hienghène"),
    "98808": ("de Houaïlou", "à Houaïlou"),
    "98809": ("de L’Île-des-Pins", "à L’Île-des-Pins"),
    "98813": ("de La Foa", "à La Foa"),
    "98817": ("du Mont-Dore", "au Mont-Dore"),
    "98819": ("d’Ouégoa", "à Ouégoa"),
    "98820": ("d’Ouvéa", "à Ouvéa"),
    "98832": ("de Yaté", "à Yaté"),
}


def test_the_94_entries_overseas_without_a_code_are_each_decided() -> None:
    entries = [one for one in TOUTES if one.code[:3] in ("975", "977", "978", "984", "986", "987", "988", "989")]
    assert len(entries) == 94
    for one in entries:
        if one.code in REFUSEES:
            assert (one.de, one.a, one.le, one.la_commune, one.le_maire, one.la_maire) == ("",) * 6
        else:
            assert (one.de, one.a) == OUTRE_MER.get(one.code, (f"de {one.nom}", f"à {one.nom}")), one
        assert str(one) == one.nom != ""


PHRASES = [
    ("92071", "Sceaux", "la commune de Sceaux", "le maire de Sceaux", "la maire de Sceaux"),
    ("93045", "Les Lilas", "la commune des Lilas", "le maire des Lilas", "la maire des Lilas"),
    (
        "94043",
        "Le Kremlin-Bicêtre",
        "la commune du Kremlin-Bicêtre",
        "le maire du Kremlin-Bicêtre",
        "la maire du Kremlin-Bicêtre",
    ),
    ("93027", "La Courneuve", "la commune de La Courneuve", "le maire de La Courneuve", "la maire de La Courneuve"),
    ("95018", "Argenteuil", "la commune d’Argenteuil", "le maire d’Argenteuil", "la maire d’Argenteuil"),
    ("60703", "Aux Marais", "la commune des Marais", "le maire des Marais", "la maire des Marais"),
    ("75056", "Paris", "la Ville de Paris", "le maire de Paris", "la maire de Paris"),
    ("97701", "Saint-Barthélemy", "", "", ""),
    ("97801", "Saint-Martin", "", "", ""),
    ("98613", "Uvea", "", "", ""),
    ("98414", "La Terre-Adélie", "", "", ""),
    ("97502", "Saint-Pierre", "la commune de Saint-Pierre", "le maire de Saint-Pierre", "la maire de Saint-Pierre"),
]


@pytest.mark.parametrize(("code", "le", "la_commune", "le_maire", "la_maire"), PHRASES, ids=[row[0] for row in PHRASES])
def test_a_commune_stands_in_a_sentence(code: str, le: str, la_commune: str, le_maire: str, la_maire: str) -> None:
    one = only(code)
    assert (one.le, one.la_commune, one.le_maire, one.la_maire) == (le, la_commune, le_maire, la_maire)
    assert str(one) == one.nom


TYPED = [
    ("92077", "Ville d’Avray", "de Ville d’Avray", "à Ville d’Avray"),
    ("93031", "Epinay-sur-Seine", "d’Epinay-sur-Seine", "à Epinay-sur-Seine"),
    ("93045", "LES LILAS", "des LILAS", "aux LILAS"),
    ("93045", "Lilas", "des Lilas", "aux Lilas"),
    ("94043", "LE KREMLIN-BICÊTRE", "du KREMLIN-BICÊTRE", "au KREMLIN-BICÊTRE"),
    ("94043", "Kremlin-Bicêtre", "du Kremlin-Bicêtre", "au Kremlin-Bicêtre"),
]


@pytest.mark.parametrize(("code", "typed", "de", "a"), TYPED, ids=[row[1] for row in TYPED])
def test_a_commune_spelt_as_typed_bends_as_the_official_one(code: str, typed: str, de: str, a: str) -> None:
    one = only(code).spelt(typed)
    assert (str(one), one.de, one.a, one.code) == (typed, de, a, code)


def test_a_template_may_read_these_and_each_is_text() -> None:
    assert Commune.champs == {"nom", "code", "siren", "departement", "de", "a", "le", "la_commune", "le_maire", "la_maire"}
    one = only("Sceaux", departement="92")
    assert all(isinstance(getattr(one, champ), str) for champ in Commune.champs)
    assert (one.siren, one.departement, one.epci) == ("219200714", "92", MGP)


def test_a_commune_is_pickled_and_hashed() -> None:
    one = only("93066")
    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301 - made here
    assert {one, only("Saint-Denis (93)")} == {one}


# -------------------------------------------------------------------------------------------------------------------- near

PROCHES = [
    ("Argenteil", {}, "95018"),
    ("Seaux", {"epci": MGP}, "92071"),
    ("Pairs", {"epci": MGP}, "75056"),
    ("Paris 13e", {}, "75056"),
    ("Ville de Sceaux", {"epci": MGP}, "92071"),
    ("Montreuil-sous-Bois", {"epci": MGP}, "93048"),
    ("Montreuil sous Bois", {"departement": "93"}, "93048"),
    ("Montreuil sous Bois (93)", {}, "93048"),
    ("Villneuve-Saint-Gorges", {}, "94078"),
    ("Fontenai sou Bois", {}, "94033"),
    ("Charenton", {"epci": MGP}, "94018"),
    ("Le Kremlin", {"departement": "94"}, "94043"),
    ("l'Hay-la-Rose", {}, "94038"),
    ("Saint-Denis", {"epci": MGP}, "93066"),
]


@pytest.mark.parametrize(("typed", "bounds", "first"), PROCHES, ids=[row[0] for row in PROCHES])
def test_the_likest_name_comes_first(typed: str, bounds: dict[str, str], first: str) -> None:
    assert near(typed, **bounds)[0].code == first


def test_near_keeps_to_its_bounds_and_its_limit() -> None:
    assert all(one.epci == MGP for one in near("Saint-Maur", epci=MGP))
    assert all(one.departement == "62" for one in near("Hénin", departement="62"))
    assert [len(near("Saint-Martin", limit=limit)) for limit in (-1, 0, 1, 7)] == [0, 0, 1, 7]


@pytest.mark.parametrize("typed", ["", "93067", "xyzzy qwfp", "L'", "Sceaux " * 10_000, "\x00", "شسي"])
def test_nothing_is_near_what_looks_like_no_name(typed: str) -> None:
    assert near(typed) == []


# -------------------------------------------------------------------------------------------------------------------- EPCI


def test_an_epci_has_a_name_and_members() -> None:
    assert groupement(MGP) == groupement("200 054 781") == "Métropole du Grand Paris"
    assert {one.departement for one in members(MGP)} == {"75", "91", "92", "93", "94", "95"}
    assert members(MGP) == [one for one in TOUTES if one.epci == MGP]


@pytest.mark.parametrize("siren", ["", "1", "219200714", "123456789", "20005478", "\t", "x" * 50_000, "\n", "²00054781"])
def test_what_is_no_epci_has_neither(siren: str) -> None:
    assert groupement(siren) is None
    assert members(siren) == []


def test_every_epci_of_a_commune_is_named() -> None:
    sirens = {one.epci for one in TOUTES if one.epci}
    assert all(groupement(siren) for siren in sirens)
    assert len(sirens) == len((PAQUET / "epci.tsv").read_text(encoding="utf-8").splitlines()) == 1_255


# ------------------------------------------------------------------------------------------------------------- départements


def test_every_departement_of_a_commune_is_named_and_found_by_its_name() -> None:
    assert {one.departement for one in TOUTES} == set(departements.NOMS)
    for code, nom in departements.NOMS.items():
        assert departements.find(code) == departements.find(code.lower()) == departements.find(f"0{code}") == code
        assert departements.find(nom) == departements.find(stripped(nom).upper()) == code
    assert set(departements.NOMS) >= SANS_MAIRE


# ------------------------------------------------------------------------------------------------------------- the package


def test_the_licence_is_told_in_the_package() -> None:
    licence = (PAQUET / "LICENCE.txt").read_text(encoding="utf-8")
    for said in ("Licence Ouverte 2.0", "@etalab/decoupage-administratif 6.0.0", "2026"):
        assert said in ATTRIBUTION
        assert said in licence


def test_the_tables_stay_small_sorted_and_whole() -> None:
    for path in PAQUET.glob("*.tsv"):
        lines = path.read_bytes().splitlines(keepends=True)
        assert lines == sorted(set(lines))
        assert all(line.endswith(b"\n") for line in lines)
        assert path.stat().st_size < 2_000_000


def test_no_name_is_longer_than_what_is_looked_for() -> None:
    longest = max(TOUTES, key=lambda one: len(one.nom))
    assert longest.nom == "Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson"
    assert len(f"{longest.nom} ({max(departements.NOMS.values(), key=len)})") < LONGEST


LOADS = """
import sys
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
import delib.facade, delib.cli
assert "delib.francais.communes" not in sys.modules
import delib.francais.communes as communes
assert not [path for path in opened if path.endswith(".tsv")]
communes.find("Sceaux")
print(sorted(path.rpartition("donnees")[2][1:] for path in opened if path.endswith(".tsv")))
"""


def test_nothing_is_read_before_the_first_question() -> None:
    done = subprocess.run([sys.executable, "-c", LOADS], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "['communes.tsv', 'noms.tsv']"


# ------------------------------------------------------------------------------------------------------------ the order

TRIE = [
    "Aÿ-Champagne",
    "Beaumont-sur-Oise",
    "Bezu",
    "Bézu",
    "Bon-Encontre",
    "Bon Repos sur Blavet",
    "Clichy",
    "Clichy-sous-Bois",
    "Cœuvres-et-Valsery",
    "Cogna",
    "Épinay-sur-Seine",
    "Ermont",
    "Eu",
    "Fontenay-aux-Roses",
    "Fontenay-sous-Bois",
    "L’Haÿ-les-Roses",
    "L’Île-Saint-Denis",
    "Le Havre",
    "Les Lilas",
    "Montreuil",
    "Œuilly",
    "Orly",
    "Saint-Affrique",
    "Saint-Denis",
    "Saint Geniez d’Olt et d’Aubrac",
    "Saint-Ouen-sur-Seine",
    "Val-de-Dagne",
    "Val de Lambronne",
    "Ville-d’Avray",
    "Villejuif",
    "Y",
]


def test_communes_sort_by_their_letters_word_after_word() -> None:
    assert sorted(sorted(TRIE), key=alphabetical) == TRIE


def test_the_communes_of_a_list_sort_as_icu_sorts_them() -> None:
    names = sorted(one.nom for one in members(MGP))
    assert sorted(names, key=alphabetical) == icu.sorted_fr(names)


def test_all_the_names_sort_as_icu_sorts_them_once_hyphens_are_spaces() -> None:
    """ICU sorts « Saint Geniez » before « Saint-Affrique », because of the space. French lists read letters: see TRIE."""
    names = sorted({re.sub(r"[^\w]", " ", one.nom) for one in TOUTES})
    assert sorted(names, key=alphabetical) == icu.sorted_fr(names)


def test_a_name_is_bent_or_not_at_all() -> None:
    assert (toponymes.de("Sceaux", ""), toponymes.a("Sceaux", "9")) == ("", "")
