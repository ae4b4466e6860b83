"""Lists made to harm, or spoiled on their way: each ends in anomalies, within bounds, and never in another exception."""

from __future__ import annotations

import json
import random
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delib.acte import classeurs, encodages, source_csv
from delib.acte.schema import Schemas, Spec
from delib.codes import CODES
from tests import test_listes, test_listes_xlsx
from tests.test_listes import ESSAI, place, read
from tests.test_listes_xlsx import SHEET, archive, edited, excel, sheet, workbook


@pytest.fixture(scope="module")
def spec(tmp_path_factory: pytest.TempPathFactory) -> Spec:
    folder = tmp_path_factory.mktemp("schemas")
    (folder / "essai.v1.json").write_text(json.dumps(ESSAI), encoding="utf-8")
    return Schemas([str(folder)]).spec("essai.v1")


def codes(data: bytes, tmp_path: Path, spec: Spec, name: str = "liste.xlsx") -> list[str]:
    path = tmp_path / name
    path.write_bytes(data)
    return [one.code for one in read(path, spec).dit]


# ------------------------------------------------------------------------------------------------------------- workbooks

TITRE = '<row r="1"><c r="A1" t="inlineStr"><is><t>numero</t></is></c></row>'
DTD = '<!DOCTYPE worksheet [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
XXE = '<!DOCTYPE worksheet [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def with_doctype(doctype: str) -> bytes:
    return edited(sheet(TITRE + '<row r="2"><c r="A2"><v>1</v></c></row>'), SHEET, ("<worksheet", f"{doctype}<worksheet"))


WORKBOOKS = {
    "entities that swell": (with_doctype(DTD), "classeur-illisible"),
    "an entity that reads a file": (with_doctype(XXE), "classeur-illisible"),
    "a DTD in the texts": (
        edited(excel(), "xl/sharedStrings.xml", ("<sst", f"{DTD}<sst")),
        "classeur-illisible",
    ),
    "XML too deep": (sheet(TITRE, "<a>" * 400 + "</a>" * 400), "classeur-illisible"),
    "XML cut short": (edited(workbook([["numero"], [1]]), SHEET, ("</worksheet>", "")), "classeur-illisible"),
    "rows out of order": (sheet(TITRE + '<row r="3"/><row r="2"><c r="A2"><v>1</v></c></row>'), "classeur-illisible"),
    "the same row twice": (sheet(TITRE + '<row r="1"><c r="A1"><v>1</v></c></row>'), "classeur-illisible"),
    "a row beyond the last": (sheet(TITRE + '<row r="9999999999"><c><v>1</v></c></row>'), "classeur-illisible"),
    "a row that is no number": (sheet(TITRE + '<row r="x"><c><v>1</v></c></row>'), "classeur-illisible"),
    "a column beyond the last": (sheet(TITRE + '<row r="2"><c r="ZZZ2"><v>1</v></c></row>'), "classeur-illisible"),
    "the same cell twice": (sheet(TITRE + '<row r="2"><c r="A2"><v>1</v></c><c r="A2"><v>2</v></c></row>'), "classeur-illisible"),
    "a cell of another row": (sheet(TITRE + '<row r="2"><c r="A3"><v>1</v></c></row>'), "classeur-illisible"),
    "a text that is not there": (sheet(TITRE + '<row r="2"><c r="A2" t="s"><v>99</v></c></row>'), "classeur-illisible"),
    "a style that is not there": (sheet(TITRE + '<row r="2"><c r="A2" s="99"><v>1</v></c></row>'), ""),
    "a number that is none": (sheet(TITRE + '<row r="2"><c r="A2"><v>1 2</v></c></row>'), "classeur-illisible"),
    "a number without end": (sheet(TITRE + '<row r="2"><c r="A2"><v>1e999</v></c></row>'), "classeur-chiffres-perdus"),
    "not a number": (sheet(TITRE + '<row r="2"><c r="A2"><v>nane</v></c></row>'), "classeur-illisible"),
    "columns that end nowhere": (sheet(TITRE, '<cols><col min="1" max="x" hidden="1"/></cols>'), "classeur-illisible"),
    "no part at all": (archive(xl__workbook_xml="<workbook/>"), "classeur-illisible"),
    "a part not declared": (edited(workbook([["numero"], [1]]), "[Content_Types].xml", ("worksheet+xml", "x+xml")), ""),
    "a sheet elsewhere": (
        edited(workbook([["numero"], [1]]), "xl/_rels/workbook.xml.rels", ("worksheets/sheet1", "worksheets/sheet9")),
        "classeur-illisible",
    ),
    "a sheet out of the package": (
        edited(workbook([["numero"], [1]]), "xl/_rels/workbook.xml.rels", ("/xl/worksheets/sheet1.xml", "../../../etc/passwd")),
        "classeur-illisible",
    ),
    "thousands of members": (archive(**{f"a{n}": "" for n in range(classeurs.MAX_MEMBERS + 1)}), "classeur-demesure"),
    "a sheet that swells": (
        sheet(TITRE + '<row r="2"><c r="A2" t="inlineStr"><is><t>' + "0" * 40_000_000 + "</t></is></c></row>"),
        "classeur-demesure",
    ),
    "formulas by the thousand, none computed": (
        sheet(TITRE + "".join(f'<row r="{n}"><c r="A{n}"><f>1</f></c></row>' for n in range(2, classeurs.MAX_UNCOMPUTED + 4))),
        "classeur-illisible",
    ),
}


@pytest.mark.parametrize("nom", WORKBOOKS)
def test_a_workbook_made_to_harm_is_refused(nom: str, tmp_path: Path, spec: Spec) -> None:
    data, code = WORKBOOKS[nom]
    found = codes(data, tmp_path, spec)
    assert found[:1] == ([code] if code else [])


def test_what_openpyxl_cannot_read_keeps_the_rows_before(tmp_path: Path, spec: Spec) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(2, 400))
    path = tmp_path / "liste.xlsx"
    path.write_bytes(sheet(f'{TITRE}{rows}<row r="400"><c r="A400" t="s"><v>7</v></c></row>'))
    found = read(path, spec)
    assert found.lues == [(n, {"numero": str(n)}) for n in range(2, 400)]
    assert [(*place(one), one.code) for one in found.dit] == [(400, 0, "classeur-illisible")]


def test_a_row_far_below_is_read_without_those_between(tmp_path: Path, spec: Spec) -> None:
    path = tmp_path / "liste.xlsx"
    path.write_bytes(sheet(f'{TITRE}<row r="300000"><c r="A300000"><v>1</v></c></row>'))
    assert read(path, spec).lues == [(300_000, {"numero": "1"})]


def test_two_members_of_one_name(tmp_path: Path, spec: Spec) -> None:
    path = tmp_path / "liste.xlsx"
    path.write_bytes(workbook([["numero"], [1]]))
    with zipfile.ZipFile(path, "a") as package, pytest.warns(UserWarning, match="Duplicate name"):
        package.writestr(SHEET, "<worksheet/>")
    assert [one.code for one in read(path, spec).dit] == ["classeur-illisible"]


def test_a_workbook_spoiled_by_one_byte_never_breaks(tmp_path: Path, spec: Spec) -> None:
    sound, chance = workbook([["numero", "commune"], ["1", "a"], [2, "=A2"]]), random.Random(5)  # noqa: S311 - the same each time
    ends = set()
    for _ in range(150):
        data = bytearray(sound)
        for _ in range(chance.choice((1, 1, 3))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        ends.update(codes(bytes(data), tmp_path, spec) or ["read"])
    assert "classeur-illisible" in ends


@pytest.mark.parametrize("member", ["xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", SHEET, "[Content_Types].xml"])
def test_xml_spoiled_inside_a_sound_archive_never_breaks(member: str, tmp_path: Path, spec: Spec) -> None:
    sound, chance = excel(), random.Random(member)  # noqa: S311 - the same each time
    path = tmp_path / "liste.xlsx"
    path.write_bytes(sound)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for _ in range(40):
        data = bytearray(parts[member])
        at = chance.randrange(len(data))
        if chance.random() < 0.5:
            data[at : at + chance.randrange(1, 9)] = b""
        else:
            data[at] = chance.choice(b'0129aAzZ <>"/&=.-')
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            for name, part in parts.items():
                package.writestr(name, bytes(data) if name == member else part)
        read(path, spec)


# ------------------------------------------------------------------------------------------------------------------ text


@given(
    data=st.binary(max_size=120)
    | st.text("\"';,\t|\n\r\0é\ufeffa=", max_size=60).map(str.encode)
    | st.text("\"';,\t|\n\r\0é\ufeffa=", max_size=60).map(lambda text: f"numero;commune\n{text}".encode())
    | st.text("\"';,\n\réÉ€a\xa0", max_size=40).map(lambda text: f"numero;commune\n{text}".encode("cp1252"))
)
def test_no_bytes_break_a_csv(data: bytes, tmp_path_factory: pytest.TempPathFactory, spec: Spec) -> None:
    path = tmp_path_factory.mktemp("csv") / "liste.csv"
    path.write_bytes(data)
    read(path, spec)


@given(
    data=st.lists(
        st.binary(max_size=40)
        | st.text('{}[]":,\\0n1e-+.tru', max_size=30).map(str.encode)
        | st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.floats(),
            lambda below: (
                st.lists(below, max_size=3)
                | st.dictionaries(
                    st.sampled_from(["numero", "commune", "titres", "jeux", "representant", "nom", "a.b", "", "[0]"]), below
                )
            ),
            max_leaves=6,
        ).map(lambda value: json.dumps(value).encode()),
        max_size=4,
    ).map(b"\n".join)
)
def test_no_bytes_break_a_jsonl(data: bytes, tmp_path_factory: pytest.TempPathFactory, spec: Spec) -> None:
    path = tmp_path_factory.mktemp("jsonl") / "liste.jsonl"
    path.write_bytes(data)
    read(path, spec)


def test_a_line_without_end_is_refused_before_it_is_held(tmp_path: Path, spec: Spec) -> None:
    path = tmp_path / "liste.csv"
    with path.open("wb") as stream:
        stream.write(b"numero;commune\n1;")
        stream.seek(3 * 1024**3)  # three gigabytes, none of them on the disk
        stream.write(b"x")
    assert [(*place(one), one.code) for one in read(path, spec).dit] == [(2, 0, "rangee-ligne-longue")]


@pytest.mark.parametrize(("length", "told"), [(encodages.MAX_LINE, []), (encodages.MAX_LINE + 1, ["rangee-ligne-longue"])])
def test_the_longest_line(length: int, told: list[str], tmp_path: Path, spec: Spec) -> None:
    head = b"numero;commune\n"
    cells = b"1;" + b" " * (length - 3) + b"a"
    found = codes(head + cells + b"\n" + head, tmp_path, spec, "liste.csv")
    assert found in (told, ["rangee-cellule-longue"])
    assert bool(told) == (found == told and bool(found))


def test_a_row_of_endless_cells_of_two_lines_is_stopped(tmp_path: Path, spec: Spec) -> None:
    path = tmp_path / "liste.csv"
    piece = f'"{"x" * 60_000}\n{"x" * 60_000}";'
    with path.open("w", encoding="utf-8") as stream:
        stream.write("numero;commune\n1;a\n")
        stream.writelines(piece for _ in range(2 * source_csv.MAX_RECORD // 120_000))
    found = read(path, spec)
    assert found.lues == [(2, {"numero": "1", "commune": "a"})]
    assert [one.code for one in found.dit] == ["rangee-guillemet"]


def test_a_quote_left_open_in_a_long_list_stops_at_the_bound(tmp_path: Path, spec: Spec) -> None:
    path = tmp_path / "liste.csv"
    path.write_text('numero;commune\n1;"a\n' + "2;Sceaux\n" * 100_000, encoding="utf-8")
    assert [(*place(one), one.code) for one in read(path, spec).dit] == [(2, 2, "rangee-guillemet")]


@pytest.mark.parametrize(
    "titre", ["numero[0]", "titres[]", "titres[-1]", "titres[99999]", ".", "a..b", "[0]", "x" * 5_000, "jeux[0][0]"]
)
def test_titles_that_are_no_path(titre: str, tmp_path: Path, spec: Spec) -> None:
    assert codes(f"numero;{titre}\n1;a\n".encode(), tmp_path, spec, "liste.csv") == ["colonne-inconnue"]


def test_a_thousand_unknown_columns_are_told_without_delay(tmp_path: Path, spec: Spec) -> None:
    head = ";".join(["numero", *(f"colonne{n}" for n in range(999))])
    found = codes(f"{head}\n1\n".encode(), tmp_path, spec, "liste.csv")
    assert found.count("colonne-inconnue") == 999


def test_a_title_in_the_shape_of_a_bomb(tmp_path: Path, spec: Spec) -> None:
    deep = ".".join(["libre"] + ["a"] * 200)
    assert codes(f"numero;{deep}\n1;a\n".encode(), tmp_path, spec, "liste.csv") == ["colonne-inconnue"]


@pytest.mark.parametrize("titre", ["\x1b[31mrouge", "a\u202eb", "\ufffe", '"a\nb"', "é\xe9"])
def test_no_title_reaches_the_terminal_unfit(titre: str, tmp_path: Path, spec: Spec) -> None:
    path = tmp_path / "liste.csv"
    path.write_bytes(f"numero;{titre}\n1;a\n".encode().replace(b"\xc3\xa9\xc3\xa9", b"\xc3\xa9\xe9"))
    for one in read(path, spec).dit:
        assert str(one).replace("\n", "").encode()
        assert all(char.isprintable() or char in "\u00a0\u202f" for char in str(one))


def test_every_anomaly_of_a_list_is_in_a_table() -> None:
    own = {code for code in CODES if code.startswith(("rangee-", "colonne-", "classeur-"))}
    assert own <= FIRED | test_listes.FIRED | test_listes_xlsx.FIRED


FIRED: frozenset[str] = frozenset(code for _, code in WORKBOOKS.values() if code)
