"""The citations of acts: what is read, what is not, and what is written back."""

from __future__ import annotations

import csv
import pickle
import re
import unicodedata
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from delib.droit.articles import Article
from delib.droit.calque import plat, trace
from delib.droit.natures import NATURES
from delib.droit.references import LIMITE, Reference, iter_references, parse
from delib.francais.dates import MOIS, Jour
from tests.conftest import RACINE

TABLE = Path(__file__).parent / "donnees" / "citations.tsv"
RESTE = ("prefixe", "auteur", "sigle", "dite", "precision", "suite", "date_impossible")


def spaced(texte: str) -> str:
    """Return `texte` with plain spaces."""
    return texte.replace("\u00a0", " ").replace("\u202f", " ")


def rows() -> list[dict[str, str]]:
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


ROWS = rows()


def read_row(row: dict[str, str]) -> dict[str, object]:
    """Return what a row of the table says is to be read."""
    said = dict(part.partition("=")[::2] for part in row["autres"].split(" | ")) if row["autres"] else {}
    flags = {name: name in said for name in ("modifie", "susvise")}
    return {
        **{name: row[name] for name in ("nature", "numero", "date", "titre")},
        "articles": row["articles"].split("; ") if row["articles"] else [],
        "cles": row["cles"].split(),
        **{name: said.get(name, "") for name in RESTE},
        **flags,
    }


def read_reference(found: Reference) -> dict[str, object]:
    """Return the same of what was read."""
    return {
        "nature": found.nature,
        "numero": found.numero,
        "date": found.date.iso if found.date else "",
        "titre": spaced(found.titre),
        "articles": [spaced(str(article)) for article in found.articles],
        "cles": [cle.replace(" ", "_") for cle in found.cles],
        **{name: spaced(getattr(found, name)) for name in RESTE},
        "modifie": found.modifie,
        "susvise": found.susvise,
    }


# What two spellings of one citation have in common: its letters and digits, a date's day and month in one form.
_MOIS_ABREGES = {"janv": 1, "fevr": 2, "fev": 2, "avr": 4, "juil": 7, "sept": 9, "oct": 10, "nov": 11, "dec": 12}
_NOMS_DE_MOIS = {plat(name): number for number, name in enumerate(MOIS, 1)} | _MOIS_ABREGES


def letters(texte: str) -> str:
    folded = plat(unicodedata.normalize("NFC", spaced(texte)).replace("œ", "oe").replace("’", "'").replace("º", "°"))
    folded = re.sub(r"\b1 er\b", "1er", folded)
    folded = re.sub(
        r"\b(\d\d?)(?: ?er)? ?([a-z]{3,9})\.? ?(\d{4})",
        lambda at: f"@{int(at[1])}.{_NOMS_DE_MOIS[at[2]]}.{at[3]}@" if at[2] in _NOMS_DE_MOIS else at[0],
        folded,
    )
    folded = re.sub(r"\b(\d\d?)[/.](\d\d?)[/.](\d{4})\b", lambda at: f"@{int(at[1])}.{int(at[2])}.{at[3]}@", folded)
    folded = re.sub(r"\bn(?:o|umero)?\b(?= ?[a-z/]*\d)|\bno(?=\d)|n ?°", "n", folded)
    folded = re.sub(r"\barticle 1\b", "article 1er", folded)
    return "".join(char for char in folded if char.isalnum())


# --- the two real acts -------------------------------------------------------------------------------------------------------

CGCT = ("code", "", "", ["L. 5219-1"])
MAPTAM = ("loi", "2014-58", "2014-01-27", ["12"])
NOTRE = ("loi", "2015-991", "2015-08-07", ["59"])
PERIMETRE = ("decret", "2015-1212", "2015-09-30", [])


def deliberation(numero: str) -> tuple[str, str, str, list[str]]:
    return ("deliberation", numero, "", [])


CONSEIL = [
    CGCT,
    MAPTAM,
    NOTRE,
    PERIMETRE,
    deliberation("CM2017/12/08/05"),
    deliberation("CM2018/09/28/15"),
    deliberation("CM2019/06/21/01"),
    deliberation("CM2021/04/07/15"),
    deliberation("CM2021/04/07/16"),
    deliberation("CM2023/02/15/01"),
    deliberation("CM2022/21/10/31-03"),
    deliberation("CM2023/03/22/10-02"),
    deliberation("CM2023/12/20/15"),
    deliberation("CM2024/10/11/25"),
    deliberation("BM2024/12/03/10"),
    deliberation("CM2025/04/07/19-1"),
    ("reglement", "", "", []),
]
BUREAU = [
    CGCT,
    MAPTAM,
    NOTRE,
    PERIMETRE,
    deliberation("CM2017/12/08/05"),
    deliberation("CM2019/06/21/01"),
    deliberation("CM2023/02/15/01"),
    deliberation("CM2025/04/07/19-1"),
    deliberation("CM2025/04/07/19-2"),
    deliberation("CM2025/04/07/29-1"),
    ("reglement", "", "", []),
    ("formulaire", "", "", []),
    ("modele", "", "", []),
    ("avis", "", "", []),
]


def visas(name: str) -> list[str]:
    given = yaml.safe_load((RACINE / "examples" / name).read_text(encoding="utf-8"))["visas"]
    return [one if isinstance(one, str) else one["texte"] for one in given]


@pytest.mark.parametrize(("name", "expected"), [("deliberation-conseil.yaml", CONSEIL), ("deliberation-bureau.yaml", BUREAU)])
def test_every_visa_of_the_two_acts_is_read(name: str, expected: list[tuple[str, str, str, list[str]]]) -> None:
    read = []
    for visa in visas(name):
        found = parse(visa)
        assert found is not None, visa
        said = read_reference(found)
        read.append((said["nature"], said["numero"], said["date"], said["articles"]))
    assert read == expected


def test_the_visas_of_the_acts_as_extracted_from_their_pdf(references: Path) -> None:
    for name, expected in (("CM2025-04-07-19-2.txt", CONSEIL), ("BM2025-12-02-22-1.txt", BUREAU)):
        text = (references / name).read_text(encoding="utf-8")
        typed = re.findall(r"^(?:- )?Vu(?:\*\*)? (.*)$", text, re.MULTILINE)
        read = [found for visa in typed if (found := parse(visa)) is not None]
        assert [(found.nature, found.numero) for found in read] == [(nature, numero) for nature, numero, _, _ in expected]


def test_the_order_that_the_acts_break_is_seen() -> None:
    read = [found for visa in visas("deliberation-conseil.yaml") if (found := parse(visa)) is not None]
    broken = [second.numero for first, second in pairwise(read) if second.ordre < first.ordre]
    # CM2022/21/10/31-03 has no date that could be out of order: it falls before all; the next is then in order again.
    assert broken == ["CM2022/21/10/31-03"]
    assert read[-1].joint
    assert [found.rang for found in read] == [4, 5, 5, 6, *[10] * 12, 11]


def test_the_deliberation_that_delegates_stands_before_the_others() -> None:
    read = [found for visa in visas("deliberation-bureau.yaml") if (found := parse(visa)) is not None]
    assert [found.numero for found in read if found.rang == 9] == ["CM2025/04/07/29-1"]
    assert [found.rang for found in read][-4:] == [11, 11, 11, 12]


# --- the table ---------------------------------------------------------------------------------------------------------------


def test_the_table_is_wide() -> None:
    assert len(ROWS) >= 170
    assert len({row["citation"] for row in ROWS}) == len(ROWS)
    assert {row["nature"] for row in ROWS} == set(NATURES) - {"loi_du_pays", "bail", "modele"}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["citation"][:60])
def test_no_citation_is_read_wrong(row: dict[str, str]) -> None:
    found = parse(row["citation"])
    if found is not None:
        assert read_reference(found) == read_row(row)


def test_nearly_all_are_read() -> None:
    missed = [row["citation"] for row in ROWS if parse(row["citation"]) is None]
    assert len(missed) <= len(ROWS) // 20, missed


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["citation"][:60])
def test_what_is_written_back_is_read_the_same(row: dict[str, str]) -> None:
    found = parse(row["citation"])
    if found is not None:
        assert parse(str(found)) == found
        assert parse(f"{found},") == found
        assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - our own bytes
        assert hash(found) == hash(parse(str(found)))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["citation"][:60])
def test_no_word_is_lost_or_added(row: dict[str, str]) -> None:
    found = parse(row["citation"])
    if found is not None:
        assert letters(str(found)) == letters(row["citation"])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["citation"][:60])
def test_typing_is_forgiven(row: dict[str, str]) -> None:
    typed = row["citation"]
    plain = parse(typed)
    if plain is None:
        return
    for other in (
        typed.replace("'", "’"),
        unicodedata.normalize("NFD", typed),
        f"  {typed} ;",
        typed.replace(" ", "  "),
        typed.replace(" n°", "\u00a0n°"),
        "\u200b" + typed,
    ):
        found = parse(other)
        assert found is not None, other
        assert read_reference(found) == read_reference(plain), other


# --- form --------------------------------------------------------------------------------------------------------------------

ECRITS = [
    ("la loi n°2014-58 du 27 janvier 2014", "la loi n°~2014-58 du 27~janvier 2014"),
    ("la Loi N° 2014 - 58 du 1 Janvier 2014", "la loi n°~2014-58 du 1er~janvier 2014"),
    ("la loi no 2014-58 du 27/01/2014", "la loi n°~2014-58 du 27~janvier 2014"),
    ("la loi n°2014-58du 27 janvier 2014", "la loi n°~2014-58 du 27~janvier 2014"),
    ("la délibération n°12 du 27 sept. 2020", "la délibération n°~12 du 27~septembre 2020"),
    ("le code general des collectivites territoriales", "le code général des collectivités territoriales"),
    ("LE CGCT, article L2121-29", "le CGCT, article L.~2121-29"),
    ("l'article L.2121-29 du C.G.C.T.", "l’article L.~2121-29 du C.G.C.T."),
    ("le code de justice administrative, art. R421-1 à R421-5", "le code de justice administrative, art. R.~421-1 à R.~421-5"),
    ("le CGCT, notamment ses articles LO1112-1 et L. O. 1112-2", "le CGCT, notamment ses articles L.O.~1112-1 et L.O.~1112-2"),
    ("le décret n°62-1587 du 29 décembre 1962, article 1", "le décret n°~62-1587 du 29~décembre 1962, article 1er"),
    ("les lois n°s 82-213 du 2 mars 1982 et 83-8", "les lois n°s~82-213 du 2~mars 1982 et 83-8"),
    ("la Convention  d'objectifs du 3 mars 2020", "la Convention d’objectifs du 3~mars 2020"),
    ("la circulaire NOR: INTB1407194N", "la circulaire NOR: INTB1407194N"),
]


@pytest.mark.parametrize(("typed", "written"), ECRITS)
def test_what_is_written_back(typed: str, written: str) -> None:
    assert str(parse(typed)) == written.replace("~", "\u00a0")


@pytest.mark.parametrize(
    ("texte", "designation"),
    [
        ("l'Avis Favorable de la commission des finances", "avis favorable"),
        ("l'arrêté de péril du 3 mars 2021", "arrêté de péril"),
        ("l'arrêté interministériel du 24 novembre 1967", "arrêté interministériel"),
        ("le Plan Local d'Urbanisme", "Plan Local d’Urbanisme"),
        ("LE CODE GENERAL DES COLLECTIVITES TERRITORIALES", "code général des collectivités territoriales"),
        ("la loi d'orientation n° 92-125 du 6 février 1992", "loi d’orientation"),
    ],
)
def test_the_name_that_the_text_has(texte: str, designation: str) -> None:
    found = parse(texte)
    assert found is not None
    assert found.designation == designation


def test_a_title_is_verbatim() -> None:
    titre = "portant  création d'un « Fonds\u00a0Vert »  (n°3), et/ou 2ème phase"
    found = parse(f"la délibération 2025-12 {titre}")
    assert found is not None
    assert found.titre == titre.replace("  ", " ").replace("'", "’")


# --- what is not a citation --------------------------------------------------------------------------------------------------

HOSTILES = """
la loi de l'offre et de la demande
la loi du marché
la loi du plus fort
la loi du pays
la loi morale
la loi
loi
LOI
la loi n° du
la loi n° …… du ……
la loi LA
la loi 1901
la loi de 1905
aucune loi
une loi n° 2014-58
que la loi n° 2014-58 du 27 janvier 2014 dispose
Considérant que la loi n° 2014-58 du 27 janvier 2014
le code
le code couleur de la charte
le code de conduite des élus
le code de déontologie
le code postal
le code 75056
le code de la route européen
le code civilisé
le code pénalisant
le CCP
le CSP
le décret
le décret n°
le décret à venir
les décrets d'application
l'ordonnance du médecin
l'arrêté
l'arrêté préfectoral
l'arrêté de comptes
l'arrêt de bus
l'arrêt maladie
l'arrêt des travaux
la constitution du groupement de commandes
la constitution d'une société publique locale
le traité de paix
la directive du directeur général
les directives du préfet
l'instruction du dossier
l'instruction des demandes
l'avis de tempête
l'avis de l'ensemble des riverains
à mon avis
la décision
la décision à prendre
la délibération
la délibération n° du 3 avril 2014
la délibération 27/01/2014 du conseil municipal
la présente délibération
la circulaire
le règlement de la facture n° 12
le règlement du solde
le rapport de force
le rapport qualité prix
le plan B
le budget temps
le pacte avec le diable
le projet de vie
l'état de droit
l'État
la note de musique
le marché de Noël
la liste électorale
le projet
le plan
plan
la convention
convention
le contrat
la lettre
le tableau
le plu
le pos
le sage
la sage-femme
TA mère
CE qui suit
le ce qui précède
les statues de la commune
l'ordre du jour
l'élection du maire
la commission « Innovation et Numérique » informée
l'article 12
l'article L. 2121-29
les articles L. 2121-1 et suivants
les articles de presse
l'article du journal Le Monde
R. 421-1 du code
L. 2121-29
du 3 avril 2014
3 avril 2014
l'an deux mille vingt-cinq
2014-58
n° 2014-58 du 27 janvier 2014
CM2025/04/07/19-1
https://www.legifrance.gouv.fr/loda/id/JORFTEXT000028526298
Vu la loi n° 2014-58
l'avis sur le projet
la délibération d'approbation du PLU du 3 mars 2014
les articles 12 et suivants de ladite loi
la saisine du comité technique en date du 3 mars 2020
l'accord du préfet
l'exposé de M. le Maire
"""


@pytest.mark.parametrize("texte", HOSTILES.strip().splitlines())
def test_what_is_no_citation_stays_plain_text(texte: str) -> None:
    assert parse(texte) is None
    assert list(iter_references(texte)) == []


# A half citation says what it says and no more.
DEMIES = [
    ("la loi du 31 février 2014", {"date": "", "date_impossible": "31 février 2014", "cles": []}),
    ("la délibération n° 2019-12 du 31/06/2019", {"date": "", "date_impossible": "31/06/2019", "numero": "2019-12"}),
    ("la délibération n° 12", {"numero": "12", "cles": []}),
    ("la loi n° 82-213 du 2 mars 82", {"numero": "82-213", "date": "", "titre": "du 2 mars 82"}),
    ("la loi n° 2014-58 du mois de janvier", {"numero": "2014-58", "date": "", "titre": "du mois de janvier"}),
    ("l'arrêté municipal n° 3 du 3 avril 2014 au 5 mai 2014", {"date": "", "titre": "du 3 avril 2014 au 5 mai 2014"}),
    ("la délibération n°5 - 12 avril 2014", {"numero": "5", "date": ""}),
    ("le budget 2025", {"numero": "", "titre": "2025"}),
    ("le PLU approuvé par délibération du 3 mars 2014", {"date": "", "titre": "approuvé par délibération du 3 mars 2014"}),
    (
        "la délibération n° 12 approuvant la convention du 3 mars 2020",
        {"date": "", "titre": "approuvant la convention du 3 mars 2020"},
    ),
    ("le décret n° 88-145 pris pour l'application de l'article 136 de la loi du 26 janvier 1984", {"articles": [], "date": ""}),
    ("la délibération approuvant le règlement intérieur et notamment l'article 12 de la loi n° 2014-58", {"articles": []}),
    ("le règlement n° 12", {"nature": "reglement", "numero": "12", "cles": []}),
    ("l'avis de la commission des lois", {"nature": "avis", "auteur": "de la commission des lois"}),
    ("le projet de loi de finances", {"nature": "projet"}),
    ("le projet de décret n° 2014-58", {"nature": "projet", "numero": ""}),
    ("la convention collective", {"nature": "convention", "titre": "collective"}),
    ("le traité de concession", {"nature": "contrat"}),
    ("la charte de l'environnement de la commune", {"nature": "charte", "cles": []}),
]


@pytest.mark.parametrize(("texte", "said"), DEMIES)
def test_a_half_citation_is_not_completed(texte: str, said: dict[str, object]) -> None:
    found = parse(texte)
    assert found is not None
    read = read_reference(found)
    assert {name: read[name] for name in said} == said
    assert parse(str(found)) == found


@pytest.mark.parametrize(
    "texte",
    [
        "",
        " ",
        "\u00a0",
        ".",
        ",;.",
        "\x00",
        "la loi\x00n° 2014-58",
        "\ud800",
        "la loi n° \ud800",
        "\u202ela loi n° 2014-58 du 27 janvier 2014",
        "القانون رقم 12",
        "la loi n° ２０１４-５８",
        "n" * LIMITE,
        "la loi n° " + "9" * 60,
        "le code",
    ],
)
def test_strange_input_is_left_alone(texte: str) -> None:
    assert parse(texte) is None


@pytest.mark.parametrize(
    "piece",
    [
        "le code ",
        "l'article ",
        "la loi n° ",
        " et les articles L. 1",
        ", notamment son article ",
        "du 3 avril ",
        "(",
        "« ",
        "1, ",
    ],
)
def test_a_long_text_is_bounded(piece: str) -> None:
    assert parse("la loi n° 2014-58 du 27 janvier 2014 " + piece * 50_000) is None
    just_under = ("la loi n° 2014-58 du 27 janvier 2014 " + piece * LIMITE)[:LIMITE].rstrip(" ,") + "x"
    found = parse(just_under[:LIMITE])
    assert found is not None
    assert (found.nature, found.numero) == ("loi", "2014-58")
    parse(("la délibération du conseil " + piece * LIMITE)[:LIMITE])
    parse(("le code civil " + piece * LIMITE)[:LIMITE])
    parse(("le rapport " + piece * LIMITE)[:LIMITE])


# --- several in one breath ---------------------------------------------------------------------------------------------------

PLUSIEURS = [
    (
        "le règlement, le formulaire d'engagement et la convention type annexés à la présente",
        [("reglement", ""), ("formulaire", ""), ("convention", "")],
    ),
    (
        "le CGCT, notamment ses articles L. 2121-29 et L. 2122-22, et le code de l'urbanisme",
        [("code", "cgct:L2121-29 cgct:L2122-22"), ("code", "code:urbanisme")],
    ),
    ("les lois n° 82-213 du 2 mars 1982 et n° 83-8 du 7 janvier 1983", [("loi", "loi:82-213"), ("loi", "loi:83-8")]),
    ("les délibérations n° 12 et n° 13 du 3 avril 2014", [("deliberation", ""), ("deliberation", "acte:2014-04-03/13")]),
    (
        "les articles L. 2121-29 du CGCT et L. 153-36 du code de l'urbanisme",
        [("code", "cgct:L2121-29"), ("code", "code:urbanisme:L153-36")],
    ),
    (
        "le CGCT et notamment son article L. 2122-22 et les articles L. 211-1 et suivants du code de l'urbanisme",
        [("code", "cgct:L2122-22"), ("code", "code:urbanisme:L211-1")],
    ),
    (
        "le code général des collectivités territoriales, le code de la route et le code de la voirie routière",
        [("code", "cgct"), ("code", "code:route"), ("code", "code:voirie_routiere")],
    ),
    ("le règlement, le formulaire et la convention", [("reglement", ""), ("formulaire", ""), ("convention", "")]),
    (
        "les statuts et l'arrêté préfectoral n° 2016-12 du 3 mars 2016",
        [("statuts", ""), ("arrete_prefectoral", "arrete:2016-12")],
    ),
    ("l'avis de la commission des finances et l'avis du comité social territorial", [("avis", ""), ("avis", "")]),
    ("la loi n° 83-8 du 7 janvier 1983 modifiée par la loi n° 83-663 du 22 juillet 1983", [("loi", "loi:83-8")]),
    ("la délibération n° 2021-12 modifiant le PLU et la délibération n° 2020-45", [("deliberation", "acte:2021-12")]),
]


@pytest.mark.parametrize(("texte", "expected"), PLUSIEURS)
def test_citations_in_one_breath(texte: str, expected: list[tuple[str, str]]) -> None:
    read = list(iter_references(texte))
    assert [(found.nature, " ".join(found.cles)) for found in read] == expected
    assert not any(found.suite for found in read)
    for found in read:
        # A document named in a list by its nature alone (« le règlement, … ») is no citation when it stands alone.
        assert parse(str(found)) in ((found,) if " " in str(found).partition(" ")[2] else (found, None))


@pytest.mark.parametrize(("texte", "expected"), PLUSIEURS)
def test_what_is_not_read_first_is_kept(texte: str, expected: list[tuple[str, str]]) -> None:
    found = parse(texte)
    assert found is not None
    assert letters(str(found)) == letters(texte)
    assert bool(found.suite) == (len(expected) > 1)
    assert str(found).endswith(found.suite)


# --- the value ---------------------------------------------------------------------------------------------------------------


def test_the_number_of_an_act_carries_a_date_or_none() -> None:
    for numero, day, corrected in (
        ("CM2025/04/07/19-1", date(2025, 4, 7), ""),
        ("CM2022/21/10/31-03", None, "CM2022/10/21/31-03"),
        ("2025_04_07_12", date(2025, 4, 7), ""),
        ("2020-07-12", None, ""),
        ("2025-112", None, ""),
        ("25.04.07/3", None, ""),
        ("CM2025/13/32/01", None, ""),
        ("", None, ""),
    ):
        found = Reference("la délibération", "deliberation", "délibération", numero=numero)
        assert found.date_du_numero == (Jour(day) if day else None), numero
        assert found.numero_corrige == corrected, numero


RANGS = [
    "la Constitution",
    "la Charte européenne de l'autonomie locale",
    "le règlement (UE) 2016/679",
    "la loi organique n° 2013-402 du 17 mai 2013",
    "le code général des collectivités territoriales",
    "le code de l'environnement",
    "le code de l'urbanisme",
    "la loi n° 82-213 du 2 mars 1982",
    "l'ordonnance n° 2021-1310 du 7 octobre 2021",
    "le décret n° 2015-1212 du 30 septembre 2015",
    "l'arrêté préfectoral n° 2016-12 du 3 mars 2016",
    "les statuts de la communauté",
    "la délibération n° 2020-45 du 9 juillet 2020 portant délégation d'attributions au Président",
    "la délibération CM2017/12/08/05 portant déclaration d'intérêt métropolitain",
    "la délibération CM2025/04/07/19-1 approuvant la stratégie",
    "le budget primitif 2025",
    "l'avis de la commission des finances",
    "le règlement et la convention annexés à la présente délibération",
]


def test_the_order_of_visas() -> None:
    read = [found for texte in RANGS if (found := parse(texte)) is not None]
    assert len(read) == len(RANGS)
    mixed = read[::-1]
    assert sorted(mixed, key=lambda found: found.ordre) == read


def test_a_deliberation_on_a_public_service_delegated_delegates_nothing() -> None:
    found = parse("la délibération n° 12 du 3 mars 2020 portant délégation de service public et confiant au maire sa conduite")
    assert found is not None
    assert found.rang == 10


def test_what_a_template_may_print() -> None:
    found = parse("la loi n° 2014-58 du 27 janvier 2014 modifiée (MAPTAM), notamment son article 12")
    assert found is not None
    for champ in Reference.champs:
        assert getattr(found, champ) is not None
    assert found.nom_nature == "la loi"
    assert all(
        getattr(article, champ) is not False or champ == "suivants" for article in found.articles for champ in Article.champs
    )


def test_every_nature_has_its_french_name() -> None:
    for nature in NATURES.values():
        assert re.fullmatch(r"(?:la |le |l’|les ).+", nature.nom), nature
        assert nature.code.isascii()
        assert nature.code.isidentifier()
        assert 0 <= nature.rang <= 12


# --- laws --------------------------------------------------------------------------------------------------------------------

jours = st.dates(date(1800, 1, 1), date(2099, 12, 31)).map(Jour)
numeros_jo = st.builds("{}-{}".format, st.integers(1958, 2030), st.integers(1, 2000))
TITRES = st.sampled_from(
    ["", " relative aux libertés locales", " portant réforme de l'action publique (RAP)", " pour une vie meilleure"]
)
ARTICLES_LOI = st.lists(st.sampled_from(["1er", "12", "59", "3 bis", "6 quater A", "20-1", "12 à 15"]), min_size=1, max_size=4)
ARTICLES_CODE = st.lists(
    st.builds(
        "{}{}{}-{}{}".format,
        st.sampled_from(["L", "R", "D", "L.O"]),
        st.sampled_from([".", ". ", ".\u00a0"]),
        st.integers(100, 9999),
        st.integers(1, 99),
        st.sampled_from(["", " et suivants", ", 4°", " bis"]),
    ),
    min_size=1,
    max_size=5,
)
MARQUES = st.sampled_from(["n°", "n° ", "N° ", "no ", "n°\u00a0", "nº "])
PREFIXES = st.sampled_from([", notamment", " et notamment", ", et plus particulièrement", " et en particulier"])


def listed(items: list[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} et {items[-1]}"


TETES = st.builds("{} {}".format, st.sampled_from(["la loi", "l'ordonnance", "le décret", "la loi organique"]), MARQUES)


@given(TETES, numeros_jo, jours, st.tuples(TITRES, PREFIXES), ARTICLES_LOI)
def test_texts_of_the_journal_officiel(head: str, numero: str, jour: Jour, tail: tuple[str, str], asked: list[str]) -> None:
    titre, prefixe = tail
    typed = f"{head}{numero} du {spaced(str(jour))}{titre}{prefixe} ses articles {listed(asked)}"
    found = parse(typed)
    assert found is not None
    assert (found.numero, found.date, found.titre) == (numero, jour, titre.strip().replace("'", "’"))
    assert [spaced(str(article)) for article in found.articles] == asked
    assert parse(str(found)) == found
    assert letters(str(found)) == letters(typed)


@given(st.sampled_from(["le CGCT", "le code de l'urbanisme", "le Code Electoral"]), PREFIXES, ARTICLES_CODE, st.booleans())
def test_articles_of_codes(head: str, prefixe: str, asked: list[str], first: bool) -> None:
    du = head.replace("le ", "du ", 1)
    typed = f"les articles {listed(asked)} {du}" if first else f"{head}{prefixe} ses articles {listed(asked)}"
    found = parse(typed)
    assert found is not None
    assert [letters(str(article)) for article in found.articles] == [letters(one) for one in asked]
    assert all("\u00a0" in str(article) for article in found.articles)
    assert parse(str(found)) == found
    assert letters(str(found)) == letters(typed)


@given(
    st.sampled_from(
        ["CM{0:%Y/%m/%d}/{1}", "{0:%Y}-{1:03d}", "DEL-{0:%Y}-{1:03d}", "{0:%Y_%m_%d}_{1}", "{1}/{0:%Y}", "{0:%Y}.{0:%m}.{1}"]
    ),
    st.dates(date(1990, 1, 1), date(2040, 1, 1)),
    st.integers(1, 400),
    st.sampled_from(["", "n°", "n° "]),
    st.sampled_from(["", " du conseil municipal", " du Conseil de la Métropole du Grand Paris"]),
)
def test_numbers_of_any_house(form: str, day: date, rang: int, mark: str, auteur: str) -> None:
    numero = form.format(day, rang)
    said = Jour(day + timedelta(days=1))
    found = parse(f"la délibération {mark}{numero}{auteur} du {said} portant création d'un fonds")
    assert found is not None
    assert (found.numero, found.date, found.auteur) == (numero, said, auteur.strip())
    assert found.cle == f"acte:{numero}"
    assert parse(str(found)) == found


@given(st.text(max_size=200))
def test_any_text_is_read_or_left(texte: str) -> None:
    found = parse(texte)
    assert found is None or parse(str(found)) == found


PIECES = (
    "la loi|le code civil|n° 2014-58|du 3 avril 2014|l'article|L. 2121-29|12|et|,|notamment ses articles|(|)|le CGCT|du|de"
    "|la délibération|CM2025/04/07/19-1|portant|modifiée|et suivants|à|4°|I|dite|«|»|l'avis|du conseil municipal|le règlement"
    "|annexés à la présente|du code de l'urbanisme|1 er|bis|A|;|LOI|°|le budget|n°|en date du|R. 421-1|de l'article|alinéa 2"
    "|CE|l'arrêté|par|le CCP|les lois|ainsi que|dite loi NOTRe|31 juin 2020|du|le projet de convention"
)


@given(st.lists(st.sampled_from(PIECES.split("|")), max_size=12), st.sampled_from([" ", ""]))
def test_any_shuffle_of_words_is_stable_and_loses_nothing(pieces: list[str], joint: str) -> None:
    typed = joint.join(pieces)
    found = parse(typed)
    if found is None:
        return
    assert parse(str(found)) == found
    assert re.sub(r"1er|er", "1", letters(str(found))) == re.sub(r"1er|er", "1", letters(typed))
    for alone in iter_references(typed):
        assert parse(str(alone)) in (alone, None)


@given(st.text(max_size=300))
def test_tracings_are_as_long_as_the_text(texte: str) -> None:
    calque = trace(texte)
    assert len(calque.texte) == len(calque.casse) == len(calque.plat)
