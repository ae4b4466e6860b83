"""Data survive: what goes in comes out of the Word file as it went in, and is never evaluated.

What delib decides, and no more: a line end (`\\n`, `\\r\\n` or `\\r`) is a line break of Word, a tab is Word's; every space
is kept, at the ends too, but a sentence that the template closes (visa, considérant, dispositif) loses its final spaces with its
final punctuation; the leading capitals of the dispositif are set in bold, which changes nothing but the number of spaces after
them. A document property is one line: there, line ends and tabs are spaces.
"""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import delib
from delib.production.plan import iter_lines

SPECIMENS = {
    "markup": 'A & B < C > "D" \' ’ « é 🙂 œ',
    "entities": "&amp; &lt; &#65; &eacute; &quot;",
    "CDATA": "<![CDATA[ x ]]> ]]>",
    "XML": '<w:p><w:r><w:t>x</w:t></w:r></w:p> <?xml version="1.0"?> <!-- x --> <!DOCTYPE x>',
    "template tags": "{{ objet }} {% if x %} {%p endif %} {# x #} {{% raw %}} {{{{ x }}}}",
    "half tags": "{{ {% %} }} {# #} { } {{",
    "calls": "{{ ''.__class__.__mro__ }} {{ cycler.__init__.__globals__ }} {{ 7 * 7 }}",
    "shell and Python": "${x} $(id) `id` %s %(x)s {0} {x!r} f'{x}' \\n \\u0041 \\1 \\g<0>",
    "long": "é" * 50_000,
    "long words": "mot " * 12_500 + "fin",
    "long capitals": "AB " * 16_000 + "fin",
    "long spaces": "a" + " " * 50_000 + "b",
    "long stops": "a" + "." * 50_000 + "b",
    "long braces": "a" + "{" * 50_000 + "b",
    "long tags": "{{ x }}" * 7_000,
    "right to left": "العربية שלום \u202eabc\u202c \u200fx\u200e",
    "lines": "un\ndeux\n\nquatre",
    "tabs": "un\tdeux\t\ttrois",
    "spaces": "un  deux   trois",
    "no-break spaces": "1\u00a0er 45\u202f800\u2007€ a\u2060b \u00ad",
    "zero width": "a\u200bb\u200cc\u200dd\ufeffe",
    "separators": "a\u2028b\u2029c\u0085d\u000b".replace("\u000b", ""),
    "C1": "a\u0080b\u009fc\x7fd",
    "combining": "e\u0301 n\u0303 Å \u212b ﬁ",
    "planes": "𝒜 🇫🇷 👨‍👩‍👧 \U0010fffd \ue000 \ufffd",
    "quotes": "\" ' « » “ ” ‘ ’ ` ´",
    "typography": "– — … ‑ ½ № n° 1er 2e XXe € § ¶ † • ·",
    "formula": "=1+1 @x +33 -1",
    "path": "C:\\dossier\\fichier /etc/passwd ../x",
    "address": "https://exemple.fr/?a=b&c=d#e",
    "numbers": "01000 2025.10 1e3 NaN null None True NON",
}

FIELDS = ["objet", "visas", "considerants", "consultations", "expose", "dispositif", "alineas", "cellule", "colonne"]


def act(**texts: str) -> dict[str, Any]:
    """Return an act that bears a text in each of its fields; each is told apart by the name that begins it."""
    given = {name: f"{name} début {texts.get(name, 'x')} fin" for name in FIELDS}
    return {
        "acte": "deliberation",
        "collectivite": {
            "nom": "Commune d'Essai",
            "nature": "commune",
            "typographie": "laisser",
            "organes": {"conseil": {"intitule": "le Conseil municipal"}},
            "style": {"titre": "phrase"},
        },
        "seance": {"organe": "conseil", "date": "2025-04-07"},
        "numero": "2025-01",
        "objet": given["objet"],
        "visas": [given["visas"]],
        "considerants": [given["considerants"]],
        "consultations": [given["consultations"]],
        "expose": [given["expose"]],
        "dispositif": [
            {"texte": given["dispositif"], "alineas": [given["alineas"]]},
            {"texte": "FIXE", "tableau": {"colonnes": [given["colonne"]], "lignes": [[given["cellule"]]]}},
        ],
    }


def printed(texte: str) -> str:
    """Return how Word holds a text: a line end is a line break."""
    return texte.replace("\r\n", "\n").replace("\r", "\n")


def paragraphs(document: delib.Document) -> list[str]:
    """Return the paragraphs of the Word file, tables included, as python-docx reads them, and as delib's own outline does."""
    ours = [line.texte for line in iter_lines(document.docx)]
    word = docx.Document(io.BytesIO(document.docx))
    body = [paragraph.text for paragraph in word.paragraphs]
    cells = [paragraph.text for table in word.tables for row in table.rows for cell in row.cells for paragraph in cell.paragraphs]
    assert sorted(one.replace("\u2011", "-") for one in ours) == sorted(one.replace("\u2011", "-") for one in [*body, *cells])
    return ours


def check(document: delib.Document, texts: dict[str, str]) -> None:
    """Check that each field stands, whole, in one paragraph of its own."""
    found = paragraphs(document)
    for name in FIELDS:
        expected = f"{name} début {printed(texts.get(name, 'x'))} fin"
        (one,) = [paragraph for paragraph in found if f"{name} début " in paragraph]
        assert expected in one
        assert len(one) - len(expected) <= 40, "only the template's own words stand around it"


def objet(texte: str) -> str:
    """Return what an objet can hold of a text: 499 characters in all."""
    return texte[:480]


@pytest.mark.parametrize("texte", SPECIMENS.values(), ids=SPECIMENS)
def test_a_text_comes_out_as_it_went_in(texte: str) -> None:
    texts = {**dict.fromkeys(FIELDS, texte), "objet": objet(texte)}
    check(delib.build(act(**texts)), texts)


@pytest.mark.parametrize("way", ["yaml", "json", "json-ascii"])
@pytest.mark.parametrize("texte", SPECIMENS.values(), ids=SPECIMENS)
def test_a_file_changes_nothing_either(texte: str, way: str, tmp_path: Path) -> None:
    donnees = act(visas=texte, dispositif=texte)
    path = tmp_path / f"acte.{way.partition('-')[0]}"
    if way == "yaml":
        escaped = {"\u0085", "\u2028", "\u2029"} & set(texte)  # YAML would take them for line ends: delib wants them escaped
        path.write_text(yaml.safe_dump(donnees, allow_unicode=not escaped), encoding="utf-8")
    else:
        path.write_text(json.dumps(donnees, ensure_ascii=way == "json-ascii"), encoding="utf-8")
    assert delib.load(path)["visas"][0]["texte"] == delib.load(donnees)["visas"][0]["texte"] == f"visas début {texte} fin"
    assert delib.load(path)["dispositif"][0]["texte"] == f"dispositif début {texte} fin"


LEGAL = st.characters(exclude_categories=["Cs"], exclude_characters=[*map(chr, {*range(32)} - {9, 10, 13}), "\ufffe", "\uffff"])
ANY_TEXT = st.one_of(
    st.text(LEGAL, max_size=60),
    st.text(st.sampled_from("{}%#& <>\"'\n\r\t ab\\/$_;,.:!é\u00a0\u2028\u0085]["), max_size=60),
    st.lists(
        st.sampled_from(["{{", "}}", "{%", "%}", "{#", "#}", "objet", " ", "&amp;", "]]>", "\n", "é", "<w:t>"]), max_size=12
    ).map("".join),
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts=st.fixed_dictionaries(dict.fromkeys(FIELDS, ANY_TEXT)))
def test_any_text_comes_out_as_it_went_in(texts: dict[str, str]) -> None:
    check(delib.build(act(**texts)), texts)


ENDS = [
    # typed, printed whole: what stands at the ends of a text
    ("objet", "  Essai  ", "2025-01 :   Essai  "),
    ("expose", "  Essai  ", "  Essai  "),
    ("expose", "Essai.\n", "Essai.\n"),
    ("cellule", "  Essai  ", "  Essai  "),
    ("visas", "  la loi  ", "Vu   la loi,"),
    ("visas", "la loi\n", "Vu la loi,"),
    ("visas", "la loi,", "Vu la loi,"),
    ("considerants", "que\tcela ;", "Considérant que\tcela,"),
    ("dispositif", "APPROUVE  le budget . ", "APPROUVE  le budget."),
    ("dispositif", "  APPROUVE le budget", "  APPROUVE le budget."),
    ("dispositif", "APPROUVE\nle budget", "APPROUVE\nle budget."),
]


@pytest.mark.parametrize(("field", "typed", "prints"), ENDS)
def test_the_ends_of_a_text(field: str, typed: str, prints: str) -> None:
    donnees = act()
    if field == "objet":
        donnees["objet"] = typed
    elif field == "cellule":
        donnees["dispositif"][1]["tableau"]["lignes"][0][0] = typed
    else:
        donnees[field] = [typed]
    assert prints in [texte.replace("\u00a0", " ") for texte in paragraphs(delib.build(donnees))]


def test_the_title_of_the_document_is_one_line_and_evaluates_nothing() -> None:
    typed = 'a\nb\tc {{ objet }} {% if x %} & < > "é" 🙂'
    document = delib.build(act(objet=typed))
    title = docx.Document(io.BytesIO(document.docx)).core_properties.title
    assert 'a b c {{ objet }} {% if x %} & < > "é" 🙂' in title


def test_data_are_never_evaluated() -> None:
    """A tag in the data is printed; it reaches no value, and the document has no other part for it."""
    typed = "{{ collectivite.nom }}{% for x in visas %}{{ x.texte }}{% endfor %}{beneficiaires}"
    before, after = delib.build(act()), delib.build(act(**dict.fromkeys(FIELDS, typed)))
    assert paragraphs(after).count("Commune d'Essai") == paragraphs(before).count("Commune d'Essai")
    assert len(paragraphs(after)) == len(paragraphs(before))
    with zipfile.ZipFile(io.BytesIO(before.docx)) as one, zipfile.ZipFile(io.BytesIO(after.docx)) as other:
        assert one.namelist() == other.namelist()


def test_persons_lists_and_mentions_survive_too() -> None:
    texte = SPECIMENS["markup"] + " {{ x }} {% if %} ]]>"
    donnees = act()
    donnees["collectivite"]["departement_nom"] = texte
    donnees["collectivite"]["mentions"] = {"recours": texte}
    donnees["beneficiaires"] = {"elements": [texte, "Sceaux"]}
    donnees["visas"] = ["l'avis de {beneficiaires}"]
    donnees["seance"]["president"] = {"prenom": texte, "nom": "X"}
    donnees["seance"]["lieu"] = texte
    found = paragraphs(delib.build(donnees))
    assert f"Vu l'avis de {texte} et Sceaux," in found
    for words in (texte, f"{texte} X"):
        assert any(words in one for one in found)
    assert sum(texte in one for one in found) >= 5
