"""Lists in workbooks: what a spreadsheet makes of what was typed is read exactly, or told with its line and its column.

A row is a name, the rows of the first sheet (its header first), the rows read, what must be told (line, column, code, and words
of the printed anomaly), and what else is done to the workbook.
"""

from __future__ import annotations

import datetime
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from delib.acte.listes import open_list
from delib.acte.schema import Schemas, Spec
from tests import test_listes
from tests.conftest import RACINE
from tests.test_listes import ESSAI, place, read

HEADER = ["numero", "commune", "habilitation.date", "heure", "retenue"]
JOUR = datetime.date(2025, 12, 15)
MINUIT, MATIN = (datetime.datetime.combine(JOUR, datetime.time(hour, minute)) for hour, minute in ((0, 0), (9, 30)))


@pytest.fixture(scope="module")
def spec(tmp_path_factory: pytest.TempPathFactory) -> Spec:
    folder = tmp_path_factory.mktemp("schemas")
    (folder / "essai.v1.json").write_text(json.dumps(ESSAI), encoding="utf-8")
    return Schemas([str(folder)]).spec("essai.v1")


def workbook(rows: Sequence[Sequence[Any]], change: Callable[[Any, Any], None] | None = None) -> bytes:
    """Return a workbook whose first sheet holds `rows`, changed by `change(workbook, sheet)`."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    if change is not None:
        change(book, sheet)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def edited(data: bytes, member: str, *changes: tuple[str, str]) -> bytes:
    """Return a workbook with the text of one of its members changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            if name == member:
                for before, after in changes:
                    assert before.encode() in text, before
                    text = text.replace(before.encode(), after.encode())
            new.writestr(name, text)
    return made.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def sheet(rows: str, after: str = "") -> bytes:
    """Return a workbook whose sheet holds the XML of `rows`, and `after` them."""
    data = workbook([])
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        empty = next(
            form for form in ("<sheetData />", "<sheetData/>", "<sheetData></sheetData>") if form in package.read(SHEET).decode()
        )
    return edited(data, SHEET, (empty, f"<sheetData>{rows}</sheetData>{after}"))


class Case(NamedTuple):
    nom: str
    rows: Sequence[Sequence[Any]]
    lues: Sequence[tuple[int, dict[str, Any]]]
    dit: Sequence[tuple[int, int, str, str]] = ()
    change: Callable[[Any, Any], None] | None = None


def formatted(cell: str, form: str) -> Callable[[Any, Any], None]:
    def change(_book: Any, sheet: Any) -> None:
        sheet[cell].number_format = form

    return change


def as_text(cell: str, text: str) -> Callable[[Any, Any], None]:
    def change(_book: Any, sheet: Any) -> None:
        sheet[cell].value, sheet[cell].data_type = text, "s"

    return change


def merged(_book: Any, sheet: Any) -> None:
    sheet.merge_cells("B2:B3")
    sheet.merge_cells("A5:C5")


def hidden(_book: Any, sheet: Any) -> None:
    sheet.row_dimensions[3].hidden = True
    sheet.row_dimensions[9].hidden = True  # holds nothing
    sheet.column_dimensions["B"].hidden = True
    sheet.column_dimensions["Z"].hidden = True  # beyond the header
    sheet.auto_filter.ref = "A1:B3"


def several(book: Any, _sheet: Any) -> None:
    book.create_sheet("Vide")
    book.create_sheet("Notes")["A1"] = "à faire"
    lists = book.create_sheet("Choix")
    lists["A1"], lists.sheet_state = "M.", "hidden"


def first_hidden(book: Any, sheet: Any) -> None:
    sheet.sheet_state = "hidden"
    other = book.create_sheet("Liste")
    other.append(["numero"])
    other.append([7])
    book.active = 1


def validated(_book: Any, sheet: Any) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    rule = DataValidation(type="list", formula1='"M.,Mme"')
    rule.add("A2:A9")
    sheet.add_data_validation(rule)


CASES = [
    Case(
        "each type of cell",
        [HEADER, ["2025-112", " Épinay-sur-Seine ", JOUR, datetime.time(14, 30), True]],
        [
            (
                2,
                {
                    "numero": "2025-112",
                    "commune": "Épinay-sur-Seine",
                    "habilitation.date": "2025-12-15",
                    "heure": "14:30",
                    "retenue": True,
                },
            )
        ],
    ),
    Case(
        "numbers as they are shown",
        [["cout"], [21950018800014.0], [45800.5], [0.1 + 0.2], [12], [-3], [999999999999999]],
        [(n, {"cout": text}) for n, text in enumerate(["21950018800014", "45800.5", "0.3", "12", "-3", "999999999999999"], 2)],
    ),
    Case(
        "whole numbers where a text is wanted",
        [["numero"], [21950018800014.0], [12], [-3], [0]],
        [(n, {"numero": text}) for n, text in enumerate(["21950018800014", "12", "-3", "0"], 2)],
    ),
    Case(
        "other numbers where a text is wanted",
        [["numero", "commune"], [45800.5, "a"], [0.1 + 0.2, "b"], ["2025.10", "c"], [1, 2.5]],
        [(4, {"numero": "2025.10", "commune": "c"})],
        [
            (
                2,
                1,
                "classeur-affichage",
                "contient le nombre 45800,5, et la donnée est un texte : on ne sait pas ce qui a été tapé. (",
            ),
            (3, 1, "classeur-affichage", "contient le nombre 0,3, et"),
            (5, 2, "classeur-affichage", "la cellule est un nombre : mettez-la au format Texte et retapez"),
        ],
    ),
    Case("a formula that is text", [["numero"], ["'=1+1"]], [(2, {"numero": "'=1+1"})]),
    Case(
        "true and false where a text is wanted",
        [["commune", "retenue", "cout"], [True, True], ["a", False], ["b", None, False]],
        [(3, {"commune": "a", "retenue": False})],
        [
            (2, 1, "classeur-vrai-faux", "Le tableur garde VRAI dans cette cellule"),
            (4, 3, "classeur-vrai-faux", "garde FAUX"),
        ],
    ),
    Case(
        "blank rows, then more",
        [[], ["numero", None, "commune"], [], ["1", " ", "a"], [None, None, "b"]],
        [
            (4, {"numero": "1", "commune": "a"}),
            (5, {"commune": "b"}),
        ],
    ),
    Case("line ends in a cell", [["commune"], ["a\nb"], ["a_x000D_\nb"]], [(2, {"commune": "a\nb"}), (3, {"commune": "a\nb"})]),
    Case(
        "digits lost",
        [["numero"], [12345678901234567], [1e300], ["12345678901234567"]],
        [(4, {"numero": "12345678901234567"})],
        [
            (2, 1, "classeur-chiffres-perdus", "« 12345678901234570 » a plus de quinze chiffres"),
            (3, 1, "classeur-chiffres-perdus", ""),
        ],
    ),
    Case(
        "a number in place of a day",
        [HEADER, ["1", "a", 45998], ["2", "b", 3], ["3", "c", "2025-12-07"]],
        [(4, {"numero": "3", "commune": "c", "habilitation.date": "2025-12-07"})],
        [
            (2, 3, "classeur-date-nombre", "le nombre 45998 (le 2025-12-07, si c’en est une)"),
            (3, 3, "classeur-date-nombre", "le nombre 3."),
        ],
    ),
    Case(
        "a day and an hour",
        [
            HEADER,
            ["1", "a", MATIN],
            ["2", "b", MINUIT, datetime.time(9, 30, 15)],
        ],
        [],
        [
            (2, 3, "classeur-date-heure", "Il faut ici une date sans heure ; la cellule contient 2025-12-15 09:30:00"),
            (3, 4, "classeur-date-heure", "Il faut ici une heure (14:30) ; la cellule contient 09:30:15"),
        ],
    ),
    Case(
        "a day where none is wanted",
        [["numero"], [MINUIT]],
        [],
        [(2, 1, "classeur-date-inattendue", "Le tableur a fait une date (2025-12-15) de ce qui a été tapé")],
    ),
    Case(
        "a day that does not exist",
        [HEADER, ["1", "a", 99999999]],
        [],
        [(2, 3, "classeur-erreur", "")],
        formatted("C2", "dd/mm/yyyy"),
    ),
    Case(
        "zeros shown before",
        [["numero"], [1234], [95018]],
        [(3, {"numero": "95018"})],
        [(2, 1, "classeur-affichage", "affiche « 01234 » et contient « 1234 »")],
        formatted("A2", "00000"),
    ),
    Case("zeros asked, none shown", [["numero"], [95018]], [(2, {"numero": "95018"})], [], formatted("A2", "00000")),
    Case("thousands", [["numero"], [1234]], [(2, {"numero": "1234"})], [], formatted("A2", "#,##0")),
    Case(
        "per cent",
        [["numero"], [0.125]],
        [],
        [(2, 1, "classeur-affichage", "affiche « 12,5 % » et contient « 0,125 »")],
        formatted("A2", "0.0%"),
    ),
    Case(
        "per cent where a number is wanted",
        [["cout"], [0.125]],
        [],
        [(2, 1, "classeur-affichage", "affiche « 12,5 % »")],
        formatted("A2", "0.0%"),
    ),
    Case(
        "errors",
        [HEADER, ["1", "#N/A"], ["2", "b"]],
        [(3, {"numero": "2", "commune": "b"})],
        [(2, 2, "classeur-erreur", ": #N/A.")],
    ),
    Case(
        "errors and formulas left as text",
        [["numero", "commune"], ["1", "a"], ["#NOM ?", "a"], ["3", "####"], ["4", "a"]],
        [(2, {"numero": "1", "commune": "a"}), (5, {"numero": "4", "commune": "=A1+2"})],
        [
            (5, 2, "rangee-formule", "la formule « =A1+2 », que rien ne calcule"),
            (3, 1, "classeur-erreur", ": #NOM ?."),
            (4, 2, "classeur-erreur", ": ####."),
        ],
        as_text("B5", "=A1+2"),
    ),
    Case(
        "a formula never computed",
        [["numero", "commune"], ["1", "=A2"], ["2", "b"]],
        [(3, {"numero": "2", "commune": "b"})],
        [(0, 0, "classeur-formules", "Une cellule est une formule, la première en B2"), (2, 2, "classeur-jamais-calcule", "")],
    ),
    Case(
        "a row of formulas never computed",
        [["numero"], ["=1+1"]],
        [],
        [(0, 0, "classeur-formules", ""), (2, 1, "classeur-jamais-calcule", "")],
    ),
    Case(
        "merged cells, all told",
        [["numero", "commune"], ["1", "a"], ["2", None], ["3", "c"], ["fin"]],
        [],
        [(2, 0, "classeur-fusion", "Les cellules B2:B3 sont fusionnées"), (5, 0, "classeur-fusion", "A5:C5")],
        merged,
    ),
    Case(
        "hidden rows and columns",
        [["numero", "commune"], ["1", "a"], ["2", "b"]],
        [(2, {"numero": "1", "commune": "a"}), (3, {"numero": "2", "commune": "b"})],
        [(3, 0, "classeur-masque", "1 ligne masquée et 1 colonne masquée (B) : tout est lu quand même")],
        hidden,
    ),
    Case(
        "several sheets",
        [["numero"], [1]],
        [(2, {"numero": "1"})],
        [(0, 0, "classeur-feuilles", "« Sheet » est lue ; « Notes », « Choix » (masquée) ne le sont pas.")],
        several,
    ),
    Case(
        "the first sheet hidden",
        [["Choix"], ["M."]],
        [(2, {"numero": "7"})],
        [(0, 0, "classeur-feuilles", "« Liste » est lue ; « Sheet » (masquée) ne l’est pas.")],
        first_hidden,
    ),
    Case("a rule of validation", [["numero"], ["1"]], [(2, {"numero": "1"})], [], validated),
    Case("cell beyond the header", [["numero"], ["1", None, "x"]], [], [(2, 3, "colonne-sans-titre", "La colonne 3")]),
    Case(
        "cell beyond the header, further down",
        [["numero"], ["1"], ["2", "x"]],
        [(2, {"numero": "1"})],
        [(3, 2, "colonne-sans-titre", "contient « x »")],
    ),
    Case("unknown column", [["numero", "comune"], ["1", "a"]], [], [(1, 2, "colonne-inconnue", "vouliez-vous « commune » ?")]),
    Case("empty", [], [], [(0, 0, "fichier-vide", "")]),
    Case("a header alone", [["numero"]], [], [(1, 0, "rangee-aucune", "")]),
]


def told(data: bytes, tmp_path: Path, spec: Spec, name: str = "liste.xlsx") -> test_listes.Reading:
    path = tmp_path / name
    path.write_bytes(data)
    return read(path, spec)


@pytest.mark.parametrize("case", [pytest.param(case, id=case.nom) for case in CASES])
def test_what_a_workbook_says(case: Case, tmp_path: Path, spec: Spec) -> None:
    found = told(workbook(case.rows, case.change), tmp_path, spec)
    assert [(*place(one), one.code) for one in found.dit] == [one[:3] for one in case.dit], "\n".join(map(str, found.dit))
    for one, words in zip(found.dit, case.dit, strict=True):
        assert words[3] in str(one)
        assert one.conseil, "an anomaly says what to do"
    assert found.lues == list(case.lues)


# A number, the format of its cell, and what is read of it where the data want a text; or words of what is told.
LU = "lu"
AFFICHAGES = [
    (2025.1, "0.00", "affiche « 2025,10 » et contient « 2025,1 »"),
    (2025.1, "General", "contient le nombre 2025,1, et la donnée est un texte"),
    (0.1 + 0.2, "0.00000", "affiche « 0,30000 » et contient « 0,3 »"),
    (2.5, "0", "contient le nombre 2,5, que son format affiche autrement"),
    (2.345, "#,##0.00", "affiche « 2,35 »"),
    (2.5, "0.0", "contient le nombre 2,5, et la donnée est un texte"),
    (0.5, "# ?/?", "contient le nombre 0,5, que son format affiche autrement"),
    (2025, "0.00", "affiche « 2025,00 » et contient « 2025 »"),
    (12000, "0.00E+00", "affiche « 1,20E+04 » et contient « 12000 »"),
    (12, '"CM"0', "contient le nombre 12, que son format affiche autrement"),
    (12, "#,##0\\ [$€-40C]", "que son format affiche autrement"),
    (12, '#,##0 "€"', "que son format affiche autrement"),
    (-12, "0;(0)", "que son format affiche autrement"),
    (123456, "000-000", "que son format affiche autrement"),
    (1234567, "#,##0,", "que son format affiche autrement"),
    (5, ";;;", "que son format affiche autrement"),
    (123456789, '0#" "##" "##" "##" "##', "affiche « 0123456789 » et contient « 123456789 »"),
    (1234, "000\\ 000", "affiche « 001234 »"),
    (-7, "000", "affiche « -007 » et contient « -7 »"),
    (12, "0%", "affiche « 1200 % »"),
    (21950018800014, "000\\ 000\\ 000\\ 00000", LU),
    (219500188, "### ### ###", LU),
    (1234, "#,##0", LU),
    (1234, "[Red]0", LU),
    (1234, "_-* #,##0_-", LU),
    (0, "0;0;0", LU),
    (1234, "@", LU),
]


@pytest.mark.parametrize(("nombre", "form", "dit"), AFFICHAGES)
def test_a_number_never_reaches_a_text_altered(nombre: float, form: str, dit: str, tmp_path: Path, spec: Spec) -> None:
    found = told(workbook([["numero"], [nombre]], formatted("A2", form)), tmp_path, spec)
    if dit == LU:
        assert found == test_listes.Reading([(2, {"numero": str(nombre)})], [])
    else:
        assert found.lues == []
        assert [(*place(one), one.code) for one in found.dit] == [(2, 1, "classeur-affichage")]
        assert dit in str(found.dit[0])


@pytest.mark.parametrize(
    ("nombre", "form", "lu"),
    [
        (45800.5, "#,##0.00\\ [$€-40C]", "45800.5"),
        (45800, '#,##0.00 "€"', "45800"),
        (12.5, "0", "12.5"),
        (-3.25, "0.00;(0.00)", "-3.25"),
        (12000, "0.00E+00", "12000"),
    ],
)
def test_an_amount_is_read_however_it_is_shown(nombre: float, form: str, lu: str, tmp_path: Path, spec: Spec) -> None:
    found = told(workbook([["cout"], [nombre]], formatted("A2", form)), tmp_path, spec)
    assert found == test_listes.Reading([(2, {"cout": lu})], [])


@pytest.mark.parametrize("erreur", test_listes.ERREURS)
def test_an_error_left_as_text_is_no_text(erreur: str, tmp_path: Path, spec: Spec) -> None:
    found = told(workbook([["commune"], ["b"], ["x"]], as_text("A3", erreur)), tmp_path, spec)
    assert found.lues == [(2, {"commune": "b"})]
    assert [(*place(one), one.code) for one in found.dit] == [(3, 1, "classeur-erreur")]


# --------------------------------------------------------------------------------------------------------------- other files

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def archive(**members: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in members.items():
            package.writestr(name.replace("__", "/").replace("_", "."), text)
    return made.getvalue()


AUTRES = {
    "a password": (OLE + "EncryptedPackage".encode("utf-16-le"), "classeur-protege", "retirez le mot de passe"),
    "an old workbook": (OLE + "Workbook".encode("utf-16-le"), "classeur-ancien", "enregistrez-le en « Classeur Excel (.xlsx) »"),
    "OpenDocument": (
        archive(mimetype="x", content_xml="<a/>", **{"META-INF__manifest_xml": "<a/>"}),
        "classeur-ods",
        "LibreOffice",
    ),
    "a binary workbook": (archive(xl__workbook_bin="x"), "classeur-illisible", ".xlsb"),
    "a Word document": (archive(word__document_xml="<a/>"), "rangee-format", "un document Word"),
    "an archive": (archive(a_txt="x"), "rangee-format", "une archive"),
    "cut short": (workbook([["numero"], [1]])[:-100], "classeur-illisible", "abîmé ou incomplet"),
    "not a workbook inside": (archive(xl__workbook_xml="<a/>"), "classeur-illisible", "openpyxl"),
}


@pytest.mark.parametrize("nom", AUTRES)
def test_what_is_no_workbook_to_read(nom: str, tmp_path: Path, spec: Spec) -> None:
    data, code, words = AUTRES[nom]
    found = told(data, tmp_path, spec)
    assert [one.code for one in found.dit] == [code]
    assert words in str(found.dit[0])


def test_a_result_that_was_kept_is_read_and_told(tmp_path: Path, spec: Spec) -> None:
    data = sheet(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>numero</t></is></c><c r="B1" t="inlineStr"><is><t>commune</t></is></c></row>'
        '<row r="2"><c r="A2"><f>1+1</f><v>2</v></c><c r="B2" t="str"><f>""</f><v></v></c></row>'
        '<row r="3"><c r="A3" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B3" t="str"><f>"b"</f><v>b</v></c></row>'
    )
    found = told(data, tmp_path, spec)
    assert found.lues == [(2, {"numero": "2"})]
    assert [(*place(one), one.code) for one in found.dit] == [(0, 0, "classeur-formules"), (3, 1, "classeur-erreur")]
    assert "4 cellules sont des formules, la première en A2" in str(found.dit[0])


def test_macros_are_left_alone(tmp_path: Path, spec: Spec) -> None:
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    macro = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    data = edited(workbook([["numero"], [1]]), "[Content_Types].xml", (main, macro))
    assert told(data, tmp_path, spec, "liste.xlsm").lues == [(2, {"numero": "1"})]


def test_days_counted_from_1904(tmp_path: Path, spec: Spec) -> None:
    def change(book: Any, _sheet: Any) -> None:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904

    found = told(workbook([HEADER, ["1", "a", JOUR]], change), tmp_path, spec)
    assert found.lues == [(2, {"numero": "1", "commune": "a", "habilitation.date": "2025-12-15"})]


EXTRA = "classeur-extra"


def test_the_extra_that_is_absent_is_named(tmp_path: Path, spec: Spec, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    found = told(workbook([["numero"], [1]]), tmp_path, spec)
    assert [one.code for one in found.dit] == [EXTRA]
    assert 'pip install "delib[xlsx]"' in str(found.dit[0])


@given(
    rows=st.lists(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="#_￾￿"), max_size=9),
            min_size=2,
            max_size=2,
        ),
        min_size=1,
        max_size=5,
    )
)
def test_texts_written_in_a_workbook_are_read_the_same(
    rows: list[list[str]], tmp_path_factory: pytest.TempPathFactory, spec: Spec
) -> None:
    def text(_book: Any, sheet: Any) -> None:
        for line, row in enumerate(rows, 2):
            for column, value in enumerate(row, 1):
                cell = sheet.cell(line, column, value)
                cell.data_type = "s"

    wanted = [{name: cell.strip() for name, cell in zip(HEADER, row, strict=False) if cell.strip()} for row in rows]
    found = told(workbook([HEADER[:2]], text), tmp_path_factory.mktemp("xlsx"), spec)
    assert [row for _, row in found.lues] == [row for row in wanted if row]


def test_a_workbook_made_by_libreoffice(soffice: str, tmp_path: Path) -> None:
    listed = RACINE / "examples" / "programme" / "beneficiaires.csv"
    command = [soffice, f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}", "--headless", "--convert-to", "xlsx"]
    options = ["--infilter=CSV:59,34,76,1,1/2/2/2/2/2/2/2/2/5/3/5/4/5/5/5", "--outdir", str(tmp_path), str(listed)]
    subprocess.run([*command, *options], check=True, timeout=240, capture_output=True)
    if not (tmp_path / "beneficiaires.xlsx").is_file():
        if os.environ.get("DELIB_OUTILS") == "exiges":
            pytest.fail("LibreOffice has no Calc here")
        pytest.skip("LibreOffice has no Calc here")
    spec = Schemas([str(RACINE / "schemas")]).spec("convention-engagement.v1")
    liste, wanted = open_list(tmp_path / "beneficiaires.xlsx", spec), open_list(listed, spec)
    assert liste.anomalies == ()
    assert [row.anomalies for row in liste if row.anomalies] == []
    assert [[cell.valeur for cell in row.cellules] for row in liste] == [[cell.valeur for cell in row.cellules] for row in wanted]


# As Excel itself writes: texts apart, in runs of several fonts, with their phonetic; spans; attributes of later versions; a day
# by its built-in style.
NAMES = {
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
    "sheet": "application/vnd.openxmlformats-officedocument.spreadsheetml",
    "pack": "application/vnd.openxmlformats-package",
    "rels": "http://schemas.openxmlformats.org/package/2006/relationships",
    "rel": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "main": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "ac": "http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac",
}
EXCEL = {
    "[Content_Types].xml": """<Types xmlns="{ct}"><Default Extension="rels" ContentType="{pack}.relationships+xml"/>
        <Default Extension="xml" ContentType="application/xml"/>
        <Override PartName="/xl/workbook.xml" ContentType="{sheet}.sheet.main+xml"/>
        <Override PartName="/xl/worksheets/sheet1.xml" ContentType="{sheet}.worksheet+xml"/>
        <Override PartName="/xl/styles.xml" ContentType="{sheet}.styles+xml"/>
        <Override PartName="/xl/sharedStrings.xml" ContentType="{sheet}.sharedStrings+xml"/></Types>""",
    "_rels/.rels": """<Relationships xmlns="{rels}">
        <Relationship Id="rId1" Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>""",
    "xl/workbook.xml": """<workbook xmlns="{main}" xmlns:r="{rel}"><workbookPr defaultThemeVersion="166925"/>
        <sheets><sheet name="Bénéficiaires" sheetId="1" r:id="rId1"/></sheets></workbook>""",
    "xl/_rels/workbook.xml.rels": """<Relationships xmlns="{rels}">
        <Relationship Id="rId1" Type="{rel}/worksheet" Target="worksheets/sheet1.xml"/>
        <Relationship Id="rId2" Type="{rel}/styles" Target="styles.xml"/>
        <Relationship Id="rId3" Type="{rel}/sharedStrings" Target="sharedStrings.xml"/></Relationships>""",
    "xl/styles.xml": """<styleSheet xmlns="{main}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>
        <fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>
        <cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>
        <xf numFmtId="14" fontId="0" fillId="0" borderId="0" applyNumberFormat="1"/></cellXfs></styleSheet>""",
    "xl/sharedStrings.xml": """<sst xmlns="{main}" count="5" uniqueCount="5"><si><t>numero</t></si><si><t>commune</t></si>
        <si><t>habilitation.date</t></si><si><r><t xml:space="preserve">Épinay-</t></r><r><rPr><b/></rPr><t>sur-Seine</t></r>
        <rPh sb="0" eb="1"><t>x</t></rPh></si><si><t>a_x000D_\nb</t></si></sst>""",
    SHEET: """<worksheet xmlns="{main}" xmlns:mc="{mc}" mc:Ignorable="x14ac" xmlns:x14ac="{ac}"><dimension ref="A1:C3"/>
        <sheetData>
        <row r="1" spans="1:3" x14ac:dyDescent="0.25"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>
        <c r="C1" t="s"><v>2</v></c></row><row r="2" spans="1:3"><c r="A2"><v>2.1950018800014E13</v></c>
        <c r="B2" t="s"><v>3</v></c><c r="C2" s="1"><v>46006</v></c></row><row r="4"><c r="B4" t="s"><v>4</v></c><c r="D4" s="1"/>
        </row></sheetData><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/></worksheet>""",
}


def excel() -> bytes:
    """Return the workbook above."""
    members = EXCEL
    for name, words in NAMES.items():
        members = {member: text.replace(f"{{{name}}}", words) for member, text in members.items()}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for member, text in members.items():
            package.writestr(member, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n{text}')
    return made.getvalue()


def test_a_workbook_as_excel_writes_it(tmp_path: Path, spec: Spec) -> None:
    found = told(excel(), tmp_path, spec)
    assert found.dit == []
    assert found.lues == [
        (2, {"numero": "21950018800014", "commune": "Épinay-sur-Seine", "habilitation.date": "2025-12-15"}),
        (4, {"commune": "a\nb"}),
    ]


FIRED: frozenset[str] = frozenset(
    {
        *(one[2] for case in CASES for one in case.dit),
        *(code for _, code, _ in AUTRES.values()),
        EXTRA,
    }
)


def test_openpyxl_says_nothing_aloud(tmp_path: Path, spec: Spec, recwarn: pytest.WarningsRecorder) -> None:
    data = edited(
        workbook([["numero"], [1]]),
        SHEET,
        ("</worksheet>", '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"/></extLst></worksheet>'),
    )
    assert told(data, tmp_path, spec).lues == [(2, {"numero": "1"})]
    assert list(recwarn) == []


def test_delib_is_told_of_a_workbook_by_what_it_holds(tmp_path: Path, spec: Spec) -> None:
    assert told(workbook([["numero"], [1]]), tmp_path, spec, "liste.csv").lues == [(2, {"numero": "1"})]
