"""Lists: what each file says, row after row, or what is wrong with it, with its line and its column.

The tables are meant to be read and added to. A row is a name, the bytes of a file (text is UTF-8), the rows read from it (the
line that each begins at, and its values by data path), and what must be told: line, column, code, and words of the anomaly.
"""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

import delib
from delib.acte.listes import Liste, open_list
from delib.acte.schema import BASE, Schemas, Spec
from delib.anomalie import Ligne
from tests.conftest import RACINE

TEXTE = {"type": "string", "minLength": 1, "format": "texte"}
DATE = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


def group(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "additionalProperties": False}


ESSAI = {
    "$id": f"{BASE}essai.v1.json",
    **group(
        acte={"const": "essai", "type": "string"},
        numero={"type": ["string", "integer", "number"]},
        commune={"oneOf": [TEXTE, group(code=TEXTE, nom=TEXTE)]},
        representant=group(civilite=TEXTE, prenom=TEXTE, nom=TEXTE, qualite=TEXTE),
        habilitation=group(numero=TEXTE, date=DATE, executoire=DATE),
        heure={"type": "string", "format": "heure", "pattern": "^[0-9]{2}:[0-9]{2}$"},
        exemplaires={"type": "integer"},
        retenue={"type": "boolean"},
        cout={"type": "number", "format": "montant"},
        titres={"type": "array", "items": TEXTE},
        jeux={"type": "array", "items": group(nom=TEXTE, forme=TEXTE)},
        libre={"type": "object", "additionalProperties": TEXTE},
    ),
}


@pytest.fixture(scope="module")
def spec(tmp_path_factory: pytest.TempPathFactory) -> Spec:
    folder = tmp_path_factory.mktemp("schemas")
    (folder / "essai.v1.json").write_text(json.dumps(ESSAI), encoding="utf-8")
    return Schemas([str(folder)]).spec("essai.v1")


class Case(NamedTuple):
    nom: str
    donnees: str | bytes
    lues: Sequence[tuple[int, dict[str, Any]]]
    dit: Sequence[tuple[int, int, str, str]] = ()
    fichier: str = "liste.csv"


class Reading(NamedTuple):
    lues: list[tuple[int, dict[str, Any]]]
    dit: list[delib.Anomalie]


def read(path: Path, spec: Spec) -> Reading:
    """Return the rows of a list that are sound, and all that is told of it."""
    try:
        liste = open_list(path, spec)
    except delib.DelibError as error:
        return Reading([], list(error.anomalies))
    rows = list(liste)
    assert [row.rang for row in rows] == list(range(1, len(rows) + 1))
    assert [row.ligne for row in rows] == sorted(row.ligne for row in rows)
    lues = [(row.ligne, {cell.chemin: cell.valeur for cell in row.cellules}) for row in rows if not row.anomalies]
    return Reading(lues, [*liste.anomalies, *(one for row in rows for one in row.anomalies)])


def place(one: delib.Anomalie) -> tuple[int, int]:
    assert one.lieu is not None
    assert isinstance(one.lieu, Ligne)
    return one.lieu.ligne, one.lieu.colonne


def check(case: Case, tmp_path: Path, spec: Spec) -> None:
    path = tmp_path / case.fichier
    path.write_bytes(case.donnees.encode() if isinstance(case.donnees, str) else case.donnees)
    found = read(path, spec)
    assert [(*place(one), one.code) for one in found.dit] == [one[:3] for one in case.dit], "\n".join(map(str, found.dit))
    for one, told in zip(found.dit, case.dit, strict=True):
        assert told[3] in str(one)
        assert one.conseil, "an anomaly says what to do"
    assert found.lues == list(case.lues)


def named(cases: list[Case]) -> list[Any]:
    return [pytest.param(case, id=case.nom) for case in cases]


UNE = [(2, {"numero": "1", "commune": "Épinay-sur-Seine"})]

SEPARATEURS = [
    Case("semicolon", "numero;commune\n1;Épinay-sur-Seine\n", UNE),
    Case("comma", "numero,commune\n1,Épinay-sur-Seine\n", UNE),
    Case("tab", "numero\tcommune\n1\tÉpinay-sur-Seine\n", UNE),
    Case("bar", "numero|commune\n1|Épinay-sur-Seine\n", UNE),
    Case("one column", "commune\nSceaux\n", [(2, {"commune": "Sceaux"})]),
    Case("one column, a comma in a cell", "commune\nSceaux, Hauts-de-Seine\n", [(2, {"commune": "Sceaux, Hauts-de-Seine"})]),
    Case(
        "commas in the cells, semicolons between them",
        "commune;representant.nom\nSceaux;Durand, Petit, Roy\n",
        [(2, {"commune": "Sceaux", "representant.nom": "Durand, Petit, Roy"})],
    ),
    Case("line of Excel", "sep=;\nnumero;commune\n1;Épinay-sur-Seine\n", [(3, UNE[0][1])]),
    Case("line of Excel, quoted, with a mark", '\ufeff"sep=|"\r\nnumero|commune\r\n1|Épinay-sur-Seine\r\n', [(3, UNE[0][1])]),
    Case("line of Excel, tab", "sep=\t\nnumero\tcommune\n1\tÉpinay-sur-Seine\n", [(3, UNE[0][1])]),
    Case("line of Excel, no such separator", "sep=!\nnumero!commune\n", [], [(1, 0, "colonne-separateur-inconnu", "« sep=! »")]),
    Case(
        "two separators as good",
        "numero,commune;heure,exemplaires\n1,a;b,c\n",
        [],
        [(1, 2, "colonne-inconnue", "« commune;heure »")],
    ),
    Case(
        "two separators as good as each other",
        "numero,retenue;heure\n1,a;b\n",
        [],
        [(1, 0, "colonne-separateur", "point-virgule et virgule conviennent autant")],
    ),
]

ENCODAGES = [
    Case("UTF-8 with its mark", "\ufeffnumero;commune\n1;Épinay-sur-Seine\n", UNE),
    Case("UTF-16, little end first", "numero;commune\n1;Épinay-sur-Seine\n".encode("utf-16"), UNE),
    Case("UTF-16, big end first", b"\xfe\xff" + "numero;commune\n1;Épinay-sur-Seine\n".encode("utf-16-be"), UNE),
    Case(
        "Windows",
        "numero;commune\n1;Épinay-sur-Seine\n".encode("cp1252"),
        UNE,
        [(2, 0, "rangee-windows-1252", "l’encodage d’Excel en France (« Épinay-sur-Seine »)")],
    ),
    Case(
        "Windows, all that French and Excel put in it",
        "numero;commune\n1;« L’Haÿ-les-Roses » – œuvre à 3 € …\n2;LIBERTÉ\xa0;\n".encode("cp1252"),
        [(2, {"numero": "1", "commune": "« L’Haÿ-les-Roses » – œuvre à 3 € …"}), (3, {"numero": "2", "commune": "LIBERTÉ"})],
        [(2, 0, "rangee-windows-1252", "« L’Haÿ-les-Roses »")],
    ),
    Case(
        "Windows, a capital before a no-break space",
        "numero;commune\n1;LIBERTÉ\xa0!\n".encode("cp1252"),
        [(2, {"numero": "1", "commune": "LIBERTÉ\xa0!"})],
        [(2, 0, "rangee-windows-1252", "« LIBERTÉ »")],
    ),
    Case("Romanian, in UTF-8", "numero;commune\n1;Ionuț\n", [(2, {"numero": "1", "commune": "Ionuț"})]),
    Case(
        "UTF-8, then Windows",
        "numero;commune\n1;Épinay\n2;Sceaux\n".encode() + "3;Châtillon\n".encode("cp1252"),
        [],
        [(4, 2, "rangee-encodage-mele", "de l’UTF-8 (ligne 2) et, ici, l’octet 0xe2 qui n’en est pas")],
    ),
    Case(
        "Windows, then UTF-8",
        "numero;commune\n1;Châtillon\n".encode("cp1252") + "2;Épinay\n".encode(),
        [],
        [(2, 2, "rangee-encodage-mele", "(« commune »)")],
    ),
    Case(
        "Windows after a mark of UTF-8",
        b"\xef\xbb\xbf" + "numero;commune\n1;Châtillon\n".encode("cp1252"),
        [],
        [(2, 2, "rangee-encodage-mele", "0xe2")],
    ),
    Case(
        "mixed inside a cell of several lines",
        'numero;commune\n1;Épinay\n2;"a\n'.encode() + 'é"\n'.encode("cp1252"),
        [],
        [(4, 2, "rangee-encodage-mele", "0xe9")],
    ),
    Case(
        "mixed, the header at fault",
        "numéro;commune\n".encode("cp1252") + "1;Épinay\n".encode(),
        [],
        [(1, 1, "rangee-encodage-mele", "0xe9")],
    ),
    Case(
        "UTF-8 cut in the middle of a letter",
        "numero;commune\n1;Épinay\n2;É".encode()[:-1],
        [],
        [(3, 2, "rangee-encodage-mele", "0xc3")],
    ),
    Case("DOS", "numero;commune\n1;Vélizy\n".encode("cp850"), [], [(2, 0, "rangee-encodage-inconnu", "l’octet 0x82")]),
    Case(
        "Macintosh",
        "numero;commune\r1;Fère-en-Tardenois\r".encode("mac-roman"),
        [],
        [(2, 0, "rangee-encodage-inconnu", "l’octet 0x8f")],
    ),
    Case(
        "a byte that Windows-1252 lacks, after a capital",
        b"numero;commune\n1;\xc9\x8f \xa0a\n",
        [],
        [(2, 0, "rangee-encodage-inconnu", "l’octet 0x8f")],
    ),
    Case(
        "UTF-16 without its mark",
        "numero;commune\n1;Sceaux\n".encode("utf-16-le"),
        [],
        [(1, 0, "rangee-encodage-inconnu", "de l’UTF-16 sans marque")],
    ),
    Case(
        "UTF-16 cut short",
        "numero;commune\n1;Sceaux\n".encode("utf-16")[:-1],
        [],
        [(0, 0, "rangee-encodage-inconnu", "coupé")],
    ),
]

CELLULES = [
    Case("CRLF", "numero;commune\r\n1;Épinay-sur-Seine\r\n", UNE),
    Case("CR alone", "numero;commune\r1;Épinay-sur-Seine\r", UNE),
    Case("no line end at the end", "numero;commune\n1;Épinay-sur-Seine", UNE),
    Case("blanks around, no-break ones too", "numero;commune\n 1 ;\xa0Épinay-sur-Seine\u202f\t\n", UNE),
    Case("quotes", 'numero;commune\n"1";"Épinay-sur-Seine"\n', UNE),
    Case("a blank before a quote", 'numero;commune\n1; "a;b"\n', [(2, {"numero": "1", "commune": "a;b"})]),
    Case("quotes doubled", 'commune\n"Hôtel ""Le Parc"""\n', [(2, {"commune": 'Hôtel "Le Parc"'})]),
    Case("quotes inside", 'commune\nHôtel "Le Parc"\n', [(2, {"commune": 'Hôtel "Le Parc"'})]),
    Case(
        "line ends inside a cell",
        'numero;commune\r\n1;"a\r\nb\rc\nd"\r\n2;e\r\n',
        [(2, {"numero": "1", "commune": "a\nb\nc\nd"}), (6, {"numero": "2", "commune": "e"})],
    ),
    Case(
        "formulas stay text",
        'numero;commune\n=HYPERLINK("http://x");=1+1\n+33;-2\n@SUM(A1);\'a\n',
        [
            (2, {"numero": '=HYPERLINK("http://x")', "commune": "=1+1"}),
            (3, {"numero": "+33", "commune": "-2"}),
            (4, {"numero": "@SUM(A1)", "commune": "'a"}),
        ],
        [
            (
                2,
                1,
                "rangee-formule",
                '« =HYPERLINK("http://x") », que rien ne calcule : elle s’imprime telle quelle ; une autre cellule est',
            )
        ],
    ),
    Case(
        "formulas are told once, with the first",
        "numero;commune\n1;a\n2;=A1+2\n3;= SOMME(B1:B2)\n{=A1};=B1\n",
        [
            (2, {"numero": "1", "commune": "a"}),
            (3, {"numero": "2", "commune": "=A1+2"}),
            (4, {"numero": "3", "commune": "= SOMME(B1:B2)"}),
            (5, {"numero": "{=A1}", "commune": "=B1"}),
        ],
        [
            (
                3,
                2,
                "rangee-formule",
                "« =A1+2 », que rien ne calcule : elle s’imprime telle quelle ; 3 autres cellules sont dans ce cas",
            )
        ],
    ),
    Case(
        "a long formula, over two lines, alone",
        'numero;commune\n1;"=CONCATENER(\nB2;""' + "x" * 80 + '"")"\n',
        [(2, {"numero": "1", "commune": '=CONCATENER(\nB2;"' + "x" * 80 + '")'})],
        [
            (
                2,
                2,
                "rangee-formule",
                '« =CONCATENER(�B2;"' + "x" * 43 + "… », que rien ne calcule : elle s’imprime telle quelle. (",
            )
        ],
    ),
    Case(
        "no formula",
        "numero;commune\n=;==\n=>;a=1\n= ;=<b\n",
        [(2, {"numero": "=", "commune": "=="}), (3, {"numero": "=>", "commune": "a=1"}), (4, {"numero": "=", "commune": "=<b"})],
    ),
    Case(
        "no error of a spreadsheet",
        "numero;commune\n#1;N/A\n#;n° #N/A\nErr;Errare: 404\n#nom;#REF! (voir)\n",
        [
            (2, {"numero": "#1", "commune": "N/A"}),
            (3, {"numero": "#", "commune": "n° #N/A"}),
            (4, {"numero": "Err", "commune": "Errare: 404"}),
            (5, {"numero": "#nom", "commune": "#REF! (voir)"}),
        ],
    ),
    Case(
        "an error of a spreadsheet beside what else is wrong",
        'numero;commune;heure\n"1\n2";#N/A;;x\n#REF!\n3;#VALEUR!;#NOM?\n4;a;\n',
        [(6, {"numero": "4", "commune": "a"})],
        [
            (
                2,
                2,
                "rangee-erreur-tableur",
                "(« commune ») : erreur [rangee-erreur-tableur] Cette cellule contient l’erreur de tableur « #N/A »",
            ),
            (2, 4, "rangee-trop-de-cellules", "a 4 cellules"),
            (4, 2, "rangee-courte", "Cette ligne a 1 cellule et l’en-tête 3"),
            (4, 1, "rangee-erreur-tableur", "« #REF! »"),
            (5, 2, "rangee-erreur-tableur", "« #VALEUR! »"),
            (5, 3, "rangee-erreur-tableur", "« #NOM? »"),
        ],
    ),
    Case("zeros before stay", "numero\n019\n2025.10\n", [(2, {"numero": "019"}), (3, {"numero": "2025.10"})]),
    Case("blank lines", "\n\nnumero;commune\n\n  \n;\n1;a\n\n;;;\n", [(7, {"numero": "1", "commune": "a"})]),
    Case("empty cells are absent", "numero;commune\n1;\n;a\n", [(2, {"numero": "1"}), (3, {"commune": "a"})]),
    Case("cell of blanks", "numero;commune\n1;  \xa0\n", [(2, {"numero": "1"})]),
    Case(
        "empty cells beyond the header",
        "numero;commune;;\n1;a;;\n2;b;;;;\n",
        [(2, {"numero": "1", "commune": "a"}), (3, {"numero": "2", "commune": "b"})],
    ),
    Case(
        "too many cells, the others go on",
        "numero;commune\n1;Sceaux;Pantin\n2;Montreuil\n",
        [(3, {"numero": "2", "commune": "Montreuil"})],
        [(2, 3, "rangee-trop-de-cellules", "a 3 cellules et l’en-tête 2 : « Pantin » n’a pas de titre")],
    ),
    Case(
        "too many cells, tabs",
        "numero\tcommune\n1\ta\tb\n",
        [],
        [(2, 3, "rangee-trop-de-cellules", "un texte qui contient « tabulation »")],
    ),
    Case(
        "too few cells",
        "numero;commune;heure\n1;Sceaux\n2\n3;a;10:00\n",
        [(4, {"numero": "3", "commune": "a", "heure": "10:00"})],
        [
            (2, 3, "rangee-courte", "(« heure ») : erreur [rangee-courte] Cette ligne a 2 cellules et l’en-tête 3"),
            (3, 2, "rangee-courte", "ajoutez les « ; » qui manquent"),
        ],
    ),
    Case(
        "cell under no title",
        "numero;;commune\n1;;a\n2;b;c\n",
        [(2, {"numero": "1", "commune": "a"})],
        [(3, 2, "colonne-sans-titre", "La colonne 2 n’a pas de titre, et contient « b »")],
    ),
    Case(
        "text after a quote",
        'numero;commune\n1;"Hôtel "Le Parc"\n2;b\n',
        [(3, {"numero": "2", "commune": "b"})],
        [(2, 2, "rangee-guillemet-suivi", "du texte le suit : la ligne n’est pas lue")],
    ),
    Case(
        "a quote left open meets the next",
        'numero;commune\n1;"Hôtel\n2;"Mairie"\n3;c\n',
        [(4, {"numero": "3", "commune": "c"})],
        [(2, 2, "rangee-guillemet-suivi", "les lignes 2 à 3 ne sont pas lues")],
    ),
    Case(
        "a quote never closed",
        'numero;commune\n1;a\n2;"Hôtel\n3;c\n4;d\n',
        [(2, {"numero": "1", "commune": "a"})],
        [(3, 2, "rangee-guillemet", "(« commune ») : erreur [rangee-guillemet] Un guillemet droit ouvert ici")],
    ),
    Case(
        "a quote never closed, after a cell of two lines",
        'numero;commune\n"1\n2";"Hôtel\n3;c\n',
        [],
        [(3, 2, "rangee-guillemet", "")],
    ),
    Case(
        "a quote never closed in the header",
        'numero;"commune\n1;a\n',
        [],
        [(1, 2, "rangee-guillemet", "")],
    ),
    Case("a null character", "numero;commune\n1;a\0b\n2;c\n", [(3, {"numero": "2", "commune": "c"})], [(2, 2, "rangee-nul", "")]),
    Case(
        "a null character in UTF-16",
        "numero;commune\n1;a\0b\n".encode("utf-16"),
        [],
        [(2, 2, "rangee-nul", "un caractère nul")],
    ),
    Case(
        "a cell too long",
        f"numero;commune\n1;{'x' * 140_000}\n2;c\n",
        [(3, {"numero": "2", "commune": "c"})],
        [(2, 2, "rangee-cellule-longue", "dépasse 131\u202f072 caractères")],
    ),
    Case("a line too long", f"numero;commune\n1;a\n{'x;' * 600_000}\n", [], [(3, 0, "rangee-ligne-longue", "dépasse 1 Mo")]),
]

ENTETES = [
    Case(
        "case, accents, blanks",
        " Numéro ;COMMUNE;Représentant . Prénom;habilitation.Exécutoire ; titres [0]\n1;a;b;2025-12-15;t\n",
        [
            (
                2,
                {
                    "numero": "1",
                    "commune": "a",
                    "representant.prenom": "b",
                    "habilitation.executoire": "2025-12-15",
                    "titres[0]": "t",
                },
            )
        ],
    ),
    Case("quoted titles", '"numero";"commune"\n1;a\n', [(2, {"numero": "1", "commune": "a"})]),
    Case(
        "lists and free names",
        "titres[0];titres[1];jeux[0].nom;jeux[0].forme;libre.Clé\na;b;c;d;e\n",
        [(2, {"titres[0]": "a", "titres[1]": "b", "jeux[0].nom": "c", "jeux[0].forme": "d", "libre.Clé": "e"})],
    ),
    Case(
        "unknown columns, all at once",
        "numero;comune;nom;zzz\n1;a;b;c\n",
        [],
        [
            (1, 2, "colonne-inconnue", "Aucune donnée ne s’appelle « comune ». — vouliez-vous « commune » ? Sinon, retirez-la"),
            (1, 3, "colonne-inconnue", "vouliez-vous « commune.nom » ou « representant.nom » ou « jeux[0].nom » ?"),
            (1, 4, "colonne-inconnue", "retirez-la, ou corrigez son nom ; chemins possibles : numero, commune, commune.code"),
        ],
    ),
    Case(
        "every kind of fault, all at once",
        "numero;Numero;representant;titres;commune;commune.code;;jeux.nom;jeux[1].nom;acte.x\n1;2;3;4;5;6;7;8;9;0\n",
        [],
        [
            (1, 2, "colonne-double", "« numero » est déjà le titre de la colonne 1"),
            (1, 3, "colonne-groupe", "une colonne par donnée : « representant.civilite », « representant.prenom »"),
            (1, 4, "colonne-liste", "une colonne par élément : « titres[0] »"),
            (1, 6, "colonne-emboitee", "« commune.code » est une partie de « commune », que donne déjà la colonne 5"),
            (1, 7, "colonne-sans-titre", "contient « 7 »"),
            (1, 8, "colonne-inconnue", "vouliez-vous « jeux[0].nom » ?"),
            (1, 9, "colonne-rang", "La colonne de « jeux[0] » manque"),
            (1, 10, "colonne-inconnue", "« acte.x »"),
        ],
    ),
    Case("a list of groups", "numero;jeux\n1;a\n", [], [(1, 2, "colonne-liste", "« jeux[0].nom », « jeux[0].forme »")]),
    Case("a hole in a list", "titres[0];titres[2]\na;b\n", [], [(1, 2, "colonne-rang", "« titres[1] » manque")]),
    Case(
        "no header", "Argenteuil;Madame\nSceaux;Monsieur\n", [], [(1, 0, "colonne-aucune", "chemins possibles : numero, commune")]
    ),
    Case("a title above the header", "Bénéficiaires du parcours;;\nnumero;commune\n1;a\n", [], [(1, 0, "colonne-aucune", "")]),
    Case("empty file", "", [], [(0, 0, "fichier-vide", "")]),
    Case("a mark and nothing else", "\ufeff", [], [(0, 0, "fichier-vide", "")]),
    Case("blank lines alone", "\n \n\n", [], [(0, 0, "fichier-vide", "")]),
    Case("separators alone", ";;\n;;\n", [], [(0, 0, "fichier-vide", "")]),
    Case("a header alone", "numero;commune\n", [], [(1, 0, "rangee-aucune", "aucune ligne en dessous")]),
    Case("a header and blank lines", "numero;commune\n;\n\n", [], [(1, 0, "rangee-aucune", "")]),
    Case("too many columns", ";".join(["numero"] * 1_001) + "\n1\n", [], [(1, 0, "colonne-nombre", "plus de 1000 colonnes")]),
]

JSONL = [
    Case(
        "nested, dotted, both",
        '{"numero": 1.50, "representant": {"nom": "a"}, "representant.prenom": "b"}\n\n'
        '{"titres": ["a", "b"], "jeux": [{"nom": "c"}]}\n',
        [
            (1, {"numero": "1.50", "representant.nom": "a", "representant.prenom": "b"}),
            (3, {"titres[0]": "a", "titres[1]": "b", "jeux[0].nom": "c"}),
        ],
    ),
    Case(
        "numbers, booleans and nulls as JSON has them",
        '{"numero": 21950018800014, "exemplaires": 2, "retenue": true, "commune": null, "heure": "", "representant": {}}\n',
        [(1, {"numero": "21950018800014", "exemplaires": "2", "retenue": True, "representant": {}})],
    ),
    Case("a mark, CRLF, escapes", '\ufeff{"commune": "\\u00c9pinay"}\r\n', [(1, {"commune": "Épinay"})]),
    Case("a number of 400 digits", '{"numero": ' + "1" * 400 + "}\n", [(1, {"numero": "1" * 400})]),
    Case(
        "each row its own fault",
        '{"numero": 1}\n[1]\n12\nnull\n"a"\n{"numero": 2}\ntrue\n',
        [(1, {"numero": "1"}), (6, {"numero": "2"})],
        [
            (2, 0, "rangee-json", "on y lit une liste"),
            (3, 0, "rangee-json", "on y lit « 12 »"),
            (4, 0, "rangee-json", "on y lit null"),
            (5, 0, "rangee-json", "on y lit « a »"),
            (7, 0, "rangee-json", "on y lit « true »"),
        ],
    ),
    Case(
        "not JSON",
        '{"numero": 1,}\n{"numero": 1\n{\'numero\': 1}\n{"numero": NaN}\n',
        [],
        [
            (1, 13, "json-syntaxe", "une virgule est de trop"),
            (2, 13, "json-syntaxe", ""),
            (3, 2, "json-syntaxe", ""),
            (4, 12, "json-nombre", "« NaN »"),
        ],
    ),
    Case(
        "written twice",
        '{"numero": 1, "numero": 2}\n{"representant": {"nom": "a"}, "representant.nom": "b"}\n'
        '{"commune": "a", "commune.code": "b"}\n',
        [],
        [
            (1, 15, "rangee-cle-double", "« numero » est écrit deux fois"),
            (2, 0, "rangee-cle-double", "« representant.nom »"),
            (3, 0, "rangee-cle-double", "« commune.code »"),
        ],
    ),
    Case(
        "unknown keys, groups and lists",
        '{"comune": "a", "Numero": 1}\n{"representant": "a"}\n{"titres": "a"}\n{"representant": {"nm": "a"}}\n',
        [],
        [
            (1, 0, "colonne-inconnue", "« comune ». — vouliez-vous « commune » ?"),
            (1, 0, "colonne-inconnue", "« Numero »"),
            (2, 0, "colonne-groupe", "« representant »"),
            (3, 0, "colonne-liste", "« titres »"),
            (4, 0, "colonne-inconnue", "« representant.nm »"),
        ],
    ),
    Case(
        "not UTF-8",
        b'{"numero": 1}\n' + '{"commune": "Épinay"}\n'.encode("cp1252"),
        [(1, {"numero": "1"})],
        [(2, 14, "fichier-pas-utf8", "octet 0xc9")],
    ),
    Case("not UTF-8 at all", '{"commune": "Épinay"}\n'.encode("cp1252"), [], [(1, 14, "fichier-pas-utf8", "octet 0xc9")]),
    Case(
        "errors and formulas of a spreadsheet",
        '{"representant": {"nom": "#N/A"}, "titres": ["a", "#ref !"]}\n{"titres": ["=A1", "b"], "commune": "=B1"}\n',
        [(2, {"titres[0]": "=A1", "titres[1]": "b", "commune": "=B1"})],
        [
            (2, 0, "rangee-formule", "telle quelle ; une autre cellule est dans ce cas. (donnée : titres[0])"),
            (1, 0, "rangee-erreur-tableur", "« #N/A », qui s’imprimerait dans l’acte. (donnée : representant.nom)"),
            (1, 0, "rangee-erreur-tableur", "« #ref ! », qui s’imprimerait dans l’acte. (donnée : titres[1])"),
        ],
    ),
    Case("one JSON array", '[{"numero": 1},\n {"numero": 2}]\n', [], [(1, 0, "rangee-json-etale", "sans crochets autour")]),
    Case("one JSON object over lines", '{\n  "numero": 1\n}\n', [], [(1, 0, "rangee-json-etale", "")]),
    Case("empty", "\n \n", [], [(0, 0, "fichier-vide", "")]),
    Case("too deep", '{"libre": ' + '{"a": ' * 70 + "1" + "}" * 71 + "\n", [], [(1, 0, "colonne-inconnue", "")]),
    Case(
        "a line too long",
        '{"commune": "' + "x" * 1_100_000 + '"}\n{"numero": 2}\n',
        [(2, {"numero": "2"})],
        [(1, 0, "rangee-ligne-longue", "")],
    ),
]

NATURES = [
    Case("a PDF", b"%PDF-1.7\n", [], [(0, 0, "rangee-format", "c’est un PDF")]),
    Case("a page", "<!DOCTYPE html><table>", [], [(0, 0, "rangee-format", "une page HTML")], "liste.xls"),
    Case("text named as a workbook", "numero;commune\n1;a\n", [], [(0, 0, "rangee-format", "malgré son nom")], "liste.xlsx"),
    Case("YAML", "numero: 1\n", [], [(0, 0, "rangee-format", "un fichier YAML")], "liste.yaml"),
    Case("an image", b"\x89PNG\r\n\x1a\n", [], [(0, 0, "rangee-format", "une image")]),
    Case("JSONL under another name", '{"numero": 1}\n', [(1, {"numero": "1"})], [], "liste.txt"),
]

CASES = [
    *SEPARATEURS,
    *ENCODAGES,
    *CELLULES,
    *ENTETES,
    *(case._replace(fichier="liste.jsonl") for case in JSONL),
    *NATURES,
]
FIRED: frozenset[str] = frozenset(told[2] for case in CASES for told in case.dit)


@pytest.mark.parametrize("case", named(CASES))
def test_what_a_list_says(case: Case, tmp_path: Path, spec: Spec) -> None:
    check(case, tmp_path, spec)


# What Excel and LibreOffice show of a cell in error, as people and programs have it reach a list.
ERREURS = [
    *("#N/A", "#REF!", "#VALEUR!", "#VALUE!", "#DIV/0!", "#NOM?", "#NAME?", "#NUL!", "#NULL!", "#NOMBRE!", "#NUM!", "####"),
    *("#n/a", "#Valeur!", "#nom?", " #N/A ", "# N / A", "#NOM ?", "#VALEUR\xa0!", "#DIV/0\u202f!", "##", "#" * 40),
    *("#N/D", "#REF", "#DIV/0", "#PROPAGATION!", "#SPILL!", "#CALC!", "Err:502", "Err :508", "Err\xa0:\xa0522"),
]


@pytest.mark.parametrize("erreur", ERREURS)
def test_an_error_of_a_spreadsheet_is_no_text(erreur: str, tmp_path: Path, spec: Spec) -> None:
    lists = {
        "liste.csv": f"numero;commune\n1;{erreur}\n2;b\n",
        "liste.jsonl": f'\n{{"numero": 1, "commune": "{erreur}"}}\n{{"numero": 2, "commune": "b"}}\n',
    }
    for name, text in lists.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        found = read(tmp_path / name, spec)
        assert found.lues == [(3, {"numero": "2", "commune": "b"})]
        assert [(one.code, place(one)[0], one.chemin) for one in found.dit] == [("rangee-erreur-tableur", 2, "commune")]
        assert erreur.strip() in str(found.dit[0])


def test_formulas_are_told_once_the_rows_are_read(tmp_path: Path, spec: Spec) -> None:
    for name, text in {"liste.csv": "numero\n=A1\n=A2\n", "liste.jsonl": '{"numero": "=A1"}\n{"numero": "=A2"}\n'}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        liste = open_list(tmp_path / name, spec)
        next(iter(liste))
        assert liste.anomalies == ()
        for _ in range(2):  # read again, they are not told twice
            assert len(list(liste)) == 2
            assert [one.code for one in liste.anomalies] == ["rangee-formule"]
            assert "une autre cellule" in str(liste.anomalies[0])


def test_cells_know_their_columns(tmp_path: Path, spec: Spec) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("Numéro;;commune\n1;;a\n;;b\n", encoding="utf-8")
    liste = open_list(path, spec)
    assert liste.chemins == ("numero", "commune")
    rows = list(liste)
    assert [(cell.chemin, cell.colonne, cell.titre) for cell in rows[0].cellules] == [
        ("numero", 1, "Numéro"),
        ("commune", 3, "commune"),
    ]
    assert str(rows[1].lieu(3, "commune")) == f"{path}, ligne 3, colonne 3 (« commune »)"


def test_a_list_can_be_read_again_and_by_two_at_once(tmp_path: Path, spec: Spec) -> None:
    path = tmp_path / "liste.csv"
    path.write_text('numero;commune\n1;a\n2;"b\nc"\n3;d;e\n', encoding="utf-8")
    liste = open_list(path, spec)
    assert list(liste) == list(liste)
    assert all(one == two for one, two in zip(liste, liste, strict=True))


def test_the_paths_of_a_jsonl_are_known_as_it_is_read(tmp_path: Path, spec: Spec) -> None:
    path = tmp_path / "liste.jsonl"
    path.write_text('{"numero": 1}\n{"representant": {"nom": "a"}}\n', encoding="utf-8")
    liste = open_list(path, spec)
    assert liste.chemins == ()
    assert len(list(liste)) == 2
    assert liste.chemins == ("numero", "representant.nom")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("absent.csv", "fichier-absent"),
        ("dossier", "fichier-dossier"),
        ("a\0b", "fichier-illisible"),
        ("tube", "fichier-illisible"),
    ],
)
def test_what_cannot_be_read_at_all(name: str, code: str, tmp_path: Path, spec: Spec) -> None:
    import os

    (tmp_path / "dossier").mkdir()
    os.mkfifo(tmp_path / "tube")
    with pytest.raises(delib.LectureError) as caught:
        open_list(f"{tmp_path}/{name}", spec)
    assert [one.code for one in caught.value.anomalies] == [code]


# --------------------------------------------------------------------------------------------------------- written, then read

CELL = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\u2028\u2029\x85#")
    | st.sampled_from(list(" \"';,\t|\n=+-@é’«œ€")),
    max_size=12,
)
CHEMINS = ("numero", "commune", "representant.nom", "titres[0]")


class Form(NamedTuple):
    """A way to write a CSV."""

    separator: str
    encoding: str
    quoting: Any
    end: str


FORMS = st.builds(
    Form,
    st.sampled_from(";,\t|"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    st.sampled_from(["\n", "\r\n", "\r"]),
)


@given(rows=st.lists(st.lists(CELL, min_size=4, max_size=4), min_size=1, max_size=6), form=FORMS)
def test_rows_written_in_any_csv_are_read_the_same(
    rows: list[list[str]], form: Form, tmp_path_factory: pytest.TempPathFactory, spec: Spec
) -> None:
    separator, encoding, quoting, end = form
    if end == "\r":  # the csv module would leave a line feed unquoted
        quoting = csv.QUOTE_ALL
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, quoting=quoting, lineterminator=end)
    writer.writerows([CHEMINS, *rows])
    path = tmp_path_factory.mktemp("csv") / "liste.csv"
    path.write_bytes(text.getvalue().encode(encoding))
    wanted = [{chemin: cell.strip() for chemin, cell in zip(CHEMINS, row, strict=True) if cell.strip()} for row in rows]
    wanted = [row for row in wanted if row]
    found = read(path, spec)
    if not wanted:
        assert [one.code for one in found.dit] == ["rangee-aucune"]
        return
    assert {one.code for one in found.dit} <= {"rangee-formule"}
    assert [row for _, row in found.lues] == wanted


@given(rows=st.lists(st.lists(CELL, min_size=2, max_size=2), min_size=1, max_size=4))
def test_rows_written_in_jsonl_are_read_the_same(
    rows: list[list[str]], tmp_path_factory: pytest.TempPathFactory, spec: Spec
) -> None:
    path = tmp_path_factory.mktemp("jsonl") / "liste.jsonl"
    lines = [json.dumps({"commune": one, "representant": {"nom": two}}, ensure_ascii=bool(one)) for one, two in rows]
    path.write_text("\n".join(lines), encoding="utf-8")
    wanted = [{"commune": one.strip(), "representant.nom": two.strip()} for one, two in rows]
    found = read(path, spec)
    assert {one.code for one in found.dit} <= {"rangee-formule"}
    assert [row for _, row in found.lues] == [{name: text for name, text in row.items() if text} for row in wanted]


# -------------------------------------------------------------------------------------------------------------- the example


def test_the_thirteen_communes_of_the_example() -> None:
    table = RACINE / "src" / "delib" / "francais" / "donnees" / "communes.tsv"
    official = {line.split("\t")[1] for line in table.read_text(encoding="utf-8").splitlines()}
    liste: Liste = open_list(
        RACINE / "examples" / "programme" / "beneficiaires.csv",
        Schemas([str(RACINE / "schemas")]).spec("convention-engagement.v1"),
    )
    rows = [{cell.chemin: str(cell.valeur) for cell in row.cellules} for row in liste]
    assert len(rows) == 13
    assert {row["commune"] for row in rows} <= official
    assert {"Ville-d’Avray", "Épinay-sur-Seine"} <= {row["commune"] for row in rows}
    assert {row["representant.civilite"] for row in rows} == {"M.", "Mme"}
    assert all(row["candidature.date"] < "2025-12-02" < row["habilitation.date"] < row["habilitation.executoire"] for row in rows)
    assert liste.anomalies == ()


# --------------------------------------------------------------------------------------------------------------- memory

MEMORY = """
import sys, tracemalloc
from pathlib import Path
from delib.acte.listes import open_list
from delib.acte.schema import Schemas

path, count = Path(sys.argv[1]), int(sys.argv[2])
with path.open("w", encoding="utf-8") as stream:
    stream.write("numero;objet;seance.date;rapporteur.nom\\n")
    stream.writelines(f"2025-{i};Épinay-sur-Seine;2025-12-15;Nom{i}\\n" for i in range(count))
spec = Schemas([sys.argv[3]]).spec("deliberation.v1")
tracemalloc.start()
liste = open_list(path, spec)
read = sum(1 for _ in liste)
print(read, tracemalloc.get_traced_memory()[1])
"""


def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    peaks = []
    for count in (2_000, 60_000):
        command = [sys.executable, "-c", MEMORY, str(tmp_path / "liste.csv"), str(count), str(RACINE / "schemas")]
        read, peak = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
        assert int(read) == count
        peaks.append(int(peak))
    assert peaks[1] < peaks[0] + 4 * 1024 * 1024  # the file is 3 MB: the look at its encoding takes pieces of 1 MiB


def test_a_list_of_text_imports_no_heavy_library() -> None:
    code = (
        "import sys; from delib.acte.listes import open_list; from delib.acte.schema import Schemas\n"
        "list(open_list(sys.argv[1], Schemas([sys.argv[2]]).spec('convention-engagement.v1')))\n"
        "print([name for name in ('openpyxl', 'lxml', 'zipfile', 'json.tool', 'yaml', 'docx') if name in sys.modules])"
    )
    listed = RACINE / "examples" / "programme" / "beneficiaires.csv"
    command = [sys.executable, "-c", code, str(listed), str(RACINE / "schemas")]
    assert subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip() == "[]"
