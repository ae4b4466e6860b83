"""The bordereau: what it says of each row, for people and for the next run; and what no longer is one."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import delib
from delib.anomalie import in_order
from delib.codes import CODES
from delib.paquet import read
from delib.production.bordereau import CSV, JSON, MAX_MESSAGES, Inscription, Registre, file_digest, iter_lines
from delib.production.serie.depot import CACHE
from tests import test_executors, test_series
from tests.attestations import COLONNES, codes, row, tree, write_base
from tests.test_series import Essai, essai  # noqa: F401 - the fixture

TITLES = ["rangee", "fichier", "numero", "modele", "empreinte", "sha256", "donnees", "etat", "lieu", "anomalies"]


def as_excel_reads(path: str) -> list[list[str]]:
    """Return the cells of a CSV, as a spreadsheet opens it."""
    data = Path(path).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf"), "Excel would take it for Windows-1252"
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_it_says_what_was_made_of_each_row(essai: Essai) -> None:  # noqa: F811
    essai.rows(row(1), (*row(2)[:4], "beaucoup"), row(3))
    bordereau = essai.build()
    first, second, third = bordereau
    assert (first.rangee, first.fichier, first.numero, first.etat) == (1, "A-00001_Sceaux.docx", "A-00001", "construit")
    assert first.modele == "attestation@brouillon"
    document = (essai.sortie / first.fichier).read_bytes()
    assert first.sha256 == file_digest(str(essai.sortie / first.fichier))
    assert first.empreinte == read(document, "a").empreinte
    assert (second.etat, second.fichier, second.sha256) == ("refusé", "", "")
    assert second.lieu == f"{essai.liste}, ligne 3"
    (message,) = second.anomalies
    assert message.startswith(f"{essai.liste}, ligne 3, colonne 5 (« montant ») : erreur [type-inattendu]")
    assert (third.rangee, third.etat) == (3, "construit")
    assert first.donnees != third.donnees
    assert len(first.donnees) == 64


def test_the_two_files_say_the_same(essai: Essai) -> None:  # noqa: F811
    essai.rows(row(1), (*row(2)[:4], "beaucoup"))
    bordereau = essai.build()
    titles, *rows = as_excel_reads(bordereau.csv)
    assert titles == TITLES
    whole = json.loads(Path(bordereau.json).read_text(encoding="utf-8"))
    assert whole["delib"] == delib.__version__
    assert whole["csv"] == file_digest(bordereau.csv)
    for cells, line, inscription in zip(rows, whole["lignes"], bordereau, strict=True):
        said = dict(zip(titles, cells, strict=True))
        assert said["anomalies"] == "\n".join(line.get("anomalies", []))
        assert {name: said[name] for name in TITLES[1:-1]} == {name: line.get(name, "") for name in TITLES[1:-1]}
        assert int(said["rangee"]) == line["rangee"] == inscription.rangee


def test_it_does_not_depend_on_who_built_it_nor_where(essai: Essai, tmp_path: Path) -> None:  # noqa: F811
    essai.many(40)
    made = []
    for number, processus in enumerate([1, 2, 3]):
        essai.sortie = tmp_path / str(number)
        essai.build(processus=processus)
        made.append(tree(essai.sortie))
    assert made[0] == made[1] == made[2]


FORMULAS = ['=HYPERLINK("http://mal.example")', "+33 1", "-2+3", "@SUM(A1)", "\tx", "ordinaire", "a;b", 'a"b', "a\nb", "é"]


@pytest.mark.parametrize("numero", FORMULAS)
def test_a_spreadsheet_runs_nothing_of_it(numero: str, tmp_path: Path) -> None:
    registre = Registre(str(tmp_path), "0")
    registre.add(Inscription(rangee=1, numero=numero, anomalies=(f"erreur : {numero}",)))
    registre.finish()
    registre.close()
    (_, cells) = as_excel_reads(str(tmp_path / CSV))
    assert cells[2] == (f"'{numero}" if numero[0] in "=+-@\t" else numero)
    assert next(iter_lines(str(tmp_path / JSON))).numero == numero, "what is read back is what was written"


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(
    lines=st.lists(
        st.builds(
            Inscription,
            rangee=st.integers(0, 10**6),
            fichier=TEXTS,
            numero=TEXTS,
            lieu=TEXTS,
            anomalies=st.lists(TEXTS, max_size=3).map(tuple),
            sources=st.lists(st.tuples(TEXTS, TEXTS), max_size=2).map(tuple),
        ),
        max_size=6,
    )
)
def test_what_is_written_is_read_back(lines: list[Inscription], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("b")
    registre = Registre(str(folder), "0")
    for one in lines:
        registre.add(one)
    registre.finish()
    registre.close()
    assert list(iter_lines(str(folder / JSON))) == lines
    assert len(as_excel_reads(str(folder / CSV))) == len(lines) + 1


def test_a_row_with_very_many_faults_is_told_in_few(essai: Essai) -> None:  # noqa: F811
    colonnes = (*COLONNES, *(f"contacts[{rank}].age" for rank in range(40)))
    essai.rows((*row(1), *("vieux",) * 40), colonnes=colonnes)
    (line,) = essai.build()
    assert len(line.anomalies) == MAX_MESSAGES + 1
    assert line.anomalies[-1] == "… et 60 autres"


def test_very_many_rows_refused_are_all_in_it(essai: Essai) -> None:  # noqa: F811
    essai.rows(*((*row(number)[:4], "beaucoup") for number in range(1, 1_201)))
    bordereau = essai.build()
    assert bordereau.refuses == 1_200
    assert len(bordereau.anomalies) == 1_000, "memory stays what it is"
    assert sum(line.etat == "refusé" for line in bordereau) == 1_200


SPOILED: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("cut", lambda data: data[: len(data) // 2]),
    ("cut at a line", lambda data: data[: data.rindex(b"{")]),
    ("not ours", lambda _: b'{"name": "x"}'),
    ("empty", lambda _: b""),
    ("an array", lambda data: data.replace(b'{"rangee": 2', b'[{"rangee": 2')),
    ("another kind of line", lambda data: data.replace(b'"numero": "A-00002"', b'"nombre": "A-00002"')),
    ("a number for a text", lambda data: data.replace(b'"numero": "A-00002"', b'"numero": 12')),
    ("not UTF-8", lambda data: data.replace(b"Pantin", b"\xff")),
    ("very deep", lambda data: data.replace(b'"A-00002"', b"[" * 100_000)),
]


@pytest.mark.parametrize("spoil", [one[1] for one in SPOILED], ids=[one[0] for one in SPOILED])
def test_a_bordereau_that_is_none_is_not_written_over(spoil: Callable[[bytes], bytes], essai: Essai) -> None:  # noqa: F811
    essai.many(3)
    essai.build()
    path = essai.sortie / JSON
    path.write_bytes(spoil(path.read_bytes()))
    before = tree(essai.sortie)
    with pytest.raises(delib.AppelError) as refused:
        essai.build()
    assert codes(refused.value.anomalies) == ["serie-bordereau"]
    assert tree(essai.sortie) == before
    path.rename(path.with_suffix(".ailleurs"))
    (essai.sortie / CSV).unlink()
    assert essai.build().construits == 3


def test_a_journal_that_somebody_edited_is_not_followed(essai: Essai) -> None:  # noqa: F811
    essai.many(3)
    (essai.sortie / CACHE).mkdir(parents=True)
    (essai.sortie / CACHE / "journal").write_text("ceci n’est pas une ligne\n", encoding="utf-8")
    with pytest.raises(delib.AppelError) as refused:
        essai.build()
    assert codes(refused.value.anomalies) == ["serie-bordereau"]
    (essai.sortie / CACHE / "journal").write_bytes(b'{"rangee": 1, "fich')
    assert essai.build().construits == 3, "the line that a dead run was writing tells of nothing in place"


@pytest.mark.parametrize("first", [True, False], ids=["somebody's own", "edited since"])
def test_the_csv_of_somebody_is_not_lost(first: bool, essai: Essai) -> None:  # noqa: F811
    essai.many(3)
    if first:
        essai.sortie.mkdir()
    else:
        essai.build()
    (essai.sortie / CSV).write_bytes(b"rangee;mes notes\r\n")
    before = tree(essai.sortie)
    with pytest.raises(delib.AppelError) as refused:
        essai.build()
    assert codes(refused.value.anomalies) == ["serie-bordereau"]
    assert tree(essai.sortie) == before
    essai.build(replace=True)
    assert as_excel_reads(str(essai.sortie / CSV))[0] == TITLES


def test_the_anomalies_of_a_bordereau_sort_together(essai: Essai) -> None:  # noqa: F811
    """Places of files, of lists and of templates are told in one order."""
    essai.base = write_base(essai.folder, typographie="signaler", montant="3")
    essai.rows((*row(1)[:4], "beaucoup"), row(2), ("A-3", "Lyon", "M.", "", "3"))
    assert in_order(essai.build().anomalies)


ALSO = frozenset(
    {"serie-bordereau", "serie-nom-double", "serie-rangee-double", "serie-element-sans-rangee", "serie-rangee-sans-element"}
    | {"serie-document-ancien", "serie-document-modifie", "serie-en-cours", "serie-ecriture", "serie-colonne-fixe"}
    | {"serie-sans-champs", "serie-fichier-ignore"}
)
"""Those that a test of its own fires, here or in `test_series`: each asserts its code."""
FIRED = test_series.FIRED | test_executors.FIRED | ALSO


def test_every_code_of_series_is_fired() -> None:
    assert {one for one in CODES if one.startswith("serie-")} == {one for one in FIRED if one.startswith("serie-")}
    texts = "".join(
        (Path(__file__).parent / f"{name}.py").read_text(encoding="utf-8") for name in ("test_series", "test_bordereau")
    )
    assert all(texts.count(f'"{one}"') >= 2 or texts.count(f'["{one}"]') for one in ALSO)
