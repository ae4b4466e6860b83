"""What `Gabarit` says of a faulty template, or of data that a template cannot print: everything at once, each once, in its place.

A row of a table: the template, the data, and for each anomaly expected its code, the tag as the clerk typed it, where it
stands, the path of the data, and words of its advice.
"""

from __future__ import annotations

import json
import pickle
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from delib.anomalie import Anomalie, Gravite, ModeleError, Word
from delib.codes import CODES
from delib.modele.gabarit import Gabarit
from tests.gabarits import drawing, gabarit, note, paragraph, properties_part
from tests.words import cell, p, row, table, text_box

FOREIGN = re.compile(
    r"\b(?:expected|token|got|unexpected|encountered|tag|line|object|undefined|Traceback|Error|attribute|has no|None)\b(?! ?\))"
)
"""Words that an engine says, and that a clerk should never read (« None » is told as what the data hold, in brackets)."""


def of_template(docx: bytes) -> tuple[Anomalie, ...]:
    """Return why a template is refused when it is compiled."""
    with pytest.raises(ModeleError) as refused:
        Gabarit(docx)
    return told(refused.value)


def of_data(docx: bytes, contexte: Mapping[str, Any]) -> tuple[Anomalie, ...]:
    """Return why data are refused when they are printed, by a template that compiles."""
    made = Gabarit(docx)
    with pytest.raises(ModeleError) as refused:
        made.render(contexte)
    return told(refused.value)


def told(error: ModeleError) -> tuple[Anomalie, ...]:
    """Return the anomalies of an error, once what holds of them all is checked."""
    anomalies = error.anomalies
    assert len(set(anomalies)) == len(anomalies), "each is told once"
    assert list(anomalies) == sorted(anomalies, key=lambda one: one.rang), "in the order of the document"
    assert pickle.loads(pickle.dumps(error)).anomalies == anomalies  # noqa: S301 - made here
    for one in anomalies:
        assert one.code in CODES
        assert one.gravite is Gravite.ERREUR
        assert isinstance(one.lieu, Word)
        assert one.lieu.fichier == "modèle.docx"
        assert not FOREIGN.search(f"{one.message} {one.conseil}"), one
        assert one.message.endswith(".")
        assert "{" not in re.sub(r"[{][{%#].*?[}%#][}]|« [^»]* »", "", one.message), "a detail left unfilled"
        json.dumps(one.to_dict())
    return anomalies


@dataclass(frozen=True)
class Said:
    """What one anomaly is expected to say."""

    code: str
    balise: str = ""
    partie: str = "corps"
    titre: str = ""
    paragraphe: int = 0
    tableau: int = 0
    cellule: tuple[int, int] | None = None
    chemin: str = ""
    mots: tuple[str, ...] = field(default=(), compare=False)


def check(anomalies: tuple[Anomalie, ...], *expected: Said) -> None:
    """Check that these anomalies, and no other, were told."""
    found = [
        Said(one.code, lieu.balise, lieu.partie, lieu.titre, lieu.paragraphe, lieu.tableau, lieu.cellule, one.chemin)
        for one in anomalies
        if isinstance(lieu := one.lieu, Word)
    ]
    assert found == list(expected)
    for one, said in zip(anomalies, expected, strict=True):
        assert all(words in str(one) for words in said.mots), one


# ------------------------------------------------------------------------------------------------------- faulty templates

TITRE = p("Les visas", style="Titre1")
GRID = ("Objet", "Montant")
TEMPLATES: list[tuple[str, bytes, list[Said]]] = [
    (
        "a tag left open",
        gabarit(TITRE, "Avant", "Vu {{ visa"),
        [Said("balise-non-fermee", "Vu {{ visa", titre="Les visas", paragraphe=3, mots=("{{", "entière"))],
    ),
    (
        "a stray sign in a cell",
        gabarit(TITRE, table(row(*GRID), row("Toit", "montant }}"), columns=2)),
        [Said("balise-non-fermee", "montant }}", titre="Les visas", paragraphe=5, tableau=1, cellule=(2, 2), mots=("}}",))],
    ),
    (
        "text beside {%p",
        gabarit("Avant {%p if x %}", "a", "{%p endif %}"),
        [Said("balise-partage-paragraphe", "{%p if x %}", paragraphe=1, mots=("{% … %} sans « p »",))],
    ),
    (
        "two {%p in a paragraph",
        gabarit("{%p if x %}{%p if y %}", "a", "{%p endif %}", "{%p endif %}"),
        [
            Said("balise-partage-paragraphe", "{%p if x %}", paragraphe=1),
            Said("balise-partage-paragraphe", "{%p if y %}", paragraphe=1),
        ],
    ),
    (
        "text beside {%tr",
        gabarit(table(row("{%tr for x in l %}", "Total"), row("{{ x }}", ""), row("{%tr endfor %}", ""), columns=2)),
        [Said("balise-partage-ligne", "{%tr for x in l %}", paragraphe=1, tableau=1, cellule=(1, 1))],
    ),
    (
        "a row outside a table",
        gabarit("{%tr for x in l %}", "{%tr endfor %}"),
        [
            Said("balise-hors-tableau", "{%tr for x in l %}", paragraphe=1, mots=("une ligne de tableau",)),
            Said("balise-hors-tableau", "{%tr endfor %}", paragraphe=2),
        ],
    ),
    (
        "a picture that would vanish",
        gabarit(paragraph(drawing(1), "{%p if x %}"), "a", "{%p endif %}"),
        [Said("balise-sur-image", "{%p if x %}", paragraphe=1)],
    ),
    (
        "two words",
        gabarit("{{ date seance }}"),
        [Said("balise-syntaxe", "{{ date seance }}", paragraphe=1, mots=("« seance »",))],
    ),
    ("an apostrophe", gabarit("{{ l’objet }}"), [Said("balise-syntaxe", "{{ l’objet }}", paragraphe=1)]),
    ("French quotes", gabarit("{% if x == « a » %}b{% endif %}"), [Said("balise-syntaxe", "{% if x == « a » %}", paragraphe=1)]),
    ("a soft hyphen", gabarit("{{ ob\u00adjet }}"), [Said("balise-syntaxe", "{{ ob\u00adjet }}", paragraphe=1)]),
    ("an ellipsis", gabarit("{{ objet… }}"), [Said("balise-syntaxe", "{{ objet… }}", paragraphe=1, mots=("« … »",))]),
    ("a dash", gabarit("{{ a – b }}"), [Said("balise-syntaxe", "{{ a – b }}", paragraphe=1, mots=("« – »",))]),
    ("an empty tag", gabarit("{{ }}"), [Said("balise-syntaxe", "{{ }}", paragraphe=1)]),
    ("spaced braces", gabarit("{{ objet } }"), [Said("balise-non-fermee", "{{ objet } }", paragraphe=1)]),
    (
        "one brace",
        gabarit("Objet : { objet }"),
        [Said("balise-accolades", "Objet : { objet }", paragraphe=1, mots=("{{ nom }}",))],
    ),
    ("full-width braces", gabarit("｛｛ objet ｝｝"), [Said("balise-accolades", "｛｛ objet ｝｝", paragraphe=1)]),
    (
        "capitals",
        gabarit("{% If x %}a{% endif %}"),
        [
            Said("instruction-inconnue", "{% If x %}", paragraphe=1, mots=("« If »", "en minuscules")),
            Said("bloc-mal-ferme", "{% endif %}", paragraphe=1),
        ],
    ),
    (
        "an unknown instruction",
        gabarit("{% si x %}a"),
        [Said("instruction-inconnue", "{% si x %}", paragraphe=1, mots=("« si »",))],
    ),
    ("a missing endif", gabarit("a", "{% if x %}b"), [Said("bloc-non-ferme", "{% if x %}", paragraphe=2, mots=("endif",))]),
    (
        "a missing endfor",
        gabarit(TITRE, "{%p for v in visas %}", "{{ v.texte }}"),
        [Said("bloc-non-ferme", "{%p for v in visas %}", titre="Les visas", paragraphe=2, mots=("endfor",))],
    ),
    ("endif alone", gabarit("a", "b{% endif %}"), [Said("bloc-mal-ferme", "{% endif %}", paragraphe=2)]),
    (
        "endfor for endif",
        gabarit("{% if x %}a{% endfor %}"),
        [Said("bloc-mal-ferme", "{% endfor %}", paragraphe=1, mots=("endif",))],
    ),
    (
        "an unknown filter",
        gabarit("{{ x|uper }}"),
        [Said("filtre-inconnu", "{{ x|uper }}", paragraphe=1, mots=("« uper »", "vouliez-vous « upper » ?"))],
    ),
    (
        "an unknown test",
        gabarit("{% if x is define %}a{% endif %}"),
        [Said("test-inconnu", "{% if x is define %}", paragraphe=1, mots=("« define »",))],
    ),
    ("a filter of Jinja that is removed", gabarit("{{ x|safe }}"), [Said("filtre-inconnu", "{{ x|safe }}", paragraphe=1)]),
    ("an include", gabarit("{% include 'a' %}"), [Said("instruction-interdite", "{% include 'a' %}", paragraphe=1)]),
    ("an import", gabarit("{% import 'a' as b %}"), [Said("instruction-interdite", "{% import 'a' as b %}", paragraphe=1)]),
    ("an extends", gabarit("{% extends 'a' %}"), [Said("instruction-interdite", "{% extends 'a' %}", paragraphe=1)]),
    (
        "a block",
        gabarit("{% block corps %}a{% endblock %}"),
        [Said("instruction-interdite", "{% block corps %}", paragraphe=1)],
    ),
    (
        "autoescape",
        gabarit("{% autoescape false %}a{% endautoescape %}"),
        [Said("instruction-interdite", "{% autoescape false %}", paragraphe=1)],
    ),
    (
        "a tracked deletion",
        gabarit(p('<w:del w:id="1" w:author="a"><w:r><w:delText>{{ x }}</w:delText></w:r></w:del>')),
        [Said("modele-revisions", "{{ x }}", paragraphe=1, mots=("acceptez ou refusez",))],
    ),
    (
        "a header",
        gabarit("Corps", header=p("Commune", style="Titre1") + p("{{ numero")),
        [Said("balise-non-fermee", "{{ numero", partie="en-tête 1", titre="Commune", paragraphe=2)],
    ),
    (
        "the header of the first page",
        gabarit("Corps", header="En-tête", first="{{ a b }}"),
        [Said("balise-syntaxe", "{{ a b }}", partie="en-tête 2", paragraphe=1)],
    ),
    (
        "a footer",
        gabarit("Corps", footer="{{ a|zut }}"),
        [Said("filtre-inconnu", "{{ a|zut }}", partie="pied 1", paragraphe=1)],
    ),
    (
        "a footnote",
        gabarit("Corps", footnotes=note(2, p("{% if x %}"))),
        [Said("bloc-non-ferme", "{% if x %}", partie="notes", paragraphe=1)],
    ),
    (
        "a document property",
        gabarit("Corps", core=properties_part(title="Acte {{ a b }}")),
        [Said("balise-syntaxe", "{{ a b }}", partie="propriétés du document", titre="titre")],
    ),
    (
        "a nested table",
        gabarit(TITRE, table(row("a", cell(p("b"), table(row("c", "{{ d e }}"), columns=2), p(""))), columns=2)),
        [Said("balise-syntaxe", "{{ d e }}", titre="Les visas", paragraphe=5, tableau=2, cellule=(1, 2))],
    ),
    (
        "a description of a picture",
        gabarit("a", p(drawing(1, "Logo {{ a b }}"))),
        [Said("balise-syntaxe", "{{ a b }}", paragraphe=2)],
    ),
]


@pytest.mark.parametrize(("name", "docx", "said"), TEMPLATES, ids=[one[0] for one in TEMPLATES])
def test_a_faulty_template(name: str, docx: bytes, said: list[Said]) -> None:
    check(of_template(docx), *said)


def test_a_text_box_is_told_once_for_its_two_branches() -> None:
    """Word writes the box twice; the clerk sees one."""
    anomalies = of_template(gabarit("a", paragraph(text_box(p("{{ a b }}")))))
    assert {(one.code, one.lieu.balise) for one in anomalies if isinstance(one.lieu, Word)} == {("balise-syntaxe", "{{ a b }}")}


def test_all_that_is_wrong_in_a_template_is_told_at_once() -> None:
    anomalies = of_template(
        gabarit(
            "{{ a b }}",
            "{{ x|uper }}",
            table(row("{{ c", "{% include 'x' %}"), columns=2),
            "Avant {%p if x %}",
            "{%p endif %}",
            "{% if y %}",
            header="{{ x|zut }}",
            footer="}}",
            footnotes=note(2, p("{{ d e }}")),
            core=properties_part(title="{{ f g }}"),
        )
    )
    found = {(one.lieu.partie, one.lieu.paragraphe, one.code) for one in anomalies if isinstance(one.lieu, Word)}
    assert found == {
        ("corps", 1, "balise-syntaxe"),
        ("corps", 2, "filtre-inconnu"),
        ("corps", 3, "balise-non-fermee"),
        ("corps", 4, "instruction-interdite"),
        ("corps", 5, "balise-partage-paragraphe"),
        ("corps", 7, "bloc-non-ferme"),
        ("en-tête 1", 1, "filtre-inconnu"),
        ("pied 1", 1, "balise-non-fermee"),
        ("notes", 1, "balise-syntaxe"),
        ("propriétés du document", 0, "balise-syntaxe"),
    }


# ------------------------------------------------------------------------------------------------------------ faulty data

VISAS = {"visas": [{"texte": "a"}, {"texte": "b"}, {}, {"texte": None}]}
LOOP = ("{%p for v in visas %}", "Vu {{ v.texte }}", "{%p endfor %}")
DATA: list[tuple[str, bytes, dict[str, Any], list[Said]]] = [
    (
        "a name that is not given",
        gabarit(TITRE, "Objet : {{ objet }}"),
        {"objets": "a", "numero": "1"},
        [
            Said(
                "contexte-nom",
                "{{ objet }}",
                titre="Les visas",
                paragraphe=2,
                chemin="objet",
                mots=("« objet »", "vouliez-vous « objets » ?"),
            )
        ],
    ),
    (
        "a field that is not given",
        gabarit("{{ seance.dat }}"),
        {"seance": {"date": "2025", "lieu": "mairie"}},
        [Said("attribut-inconnu", "{{ seance.dat }}", paragraphe=1, chemin="seance.dat", mots=("vouliez-vous « date » ?",))],
    ),
    (
        "an element of a list",
        gabarit(*LOOP),
        VISAS,
        [
            Said("attribut-inconnu", "{{ v.texte }}", paragraphe=2, chemin="visas[2].texte"),
            Said("valeur-non-imprimable", "{{ v.texte }}", paragraphe=2, chemin="visas[3].texte", mots=("None",)),
        ],
    ),
    (
        "an element of an element",
        gabarit("{% for v in visas %}{% for a in v.alineas %}{{ a }}{% endfor %}{% endfor %}"),
        {"visas": [{"alineas": ["a"]}, {"alineas": ["b", "c", ["d"]]}]},
        [Said("valeur-non-imprimable", "{{ a }}", paragraphe=1, chemin="visas[1].alineas[2]", mots=("boucle « for »",))],
    ),
    (
        "an element of a dictionary",
        gabarit("{% for cle, valeur in d.items() %}{{ cle }} {{ valeur }}{% endfor %}"),
        {"d": {"a": "un", "b": None}},
        [Said("valeur-non-imprimable", "{{ valeur }}", paragraphe=1, chemin="d.b")],
    ),
    (
        "a cell of a table",
        gabarit(
            table(row(*GRID), row("{%tr for l in lignes %}", ""), row("{{ l[0] }}", "{{ l[1] }}"), row("{%tr endfor %}", ""))
        ),
        {"lignes": [["Toit", 1], ["Mur", True]]},
        [
            Said(
                "valeur-non-imprimable",
                "{{ l[1] }}",
                paragraphe=6,
                tableau=1,
                cellule=(3, 2),
                chemin="lignes[1][1]",
                mots=("oui ou non", "« if »"),
            )
        ],
    ),
    (
        "a name set by the template",
        gabarit("{% set t = seance.titre %}{{ t }}"),
        {"seance": {"titre": None}},
        [Said("valeur-non-imprimable", "{{ t }}", paragraphe=1, chemin="seance.titre")],
    ),
    ("a list", gabarit("{{ x }}"), {"x": ["a"]}, [Said("valeur-non-imprimable", "{{ x }}", paragraphe=1, chemin="x")]),
    (
        "not a number",
        gabarit("{{ x }}"),
        {"x": float("nan")},
        [Said("valeur-non-imprimable", "{{ x }}", paragraphe=1, chemin="x")],
    ),
    (
        "a control character",
        gabarit("{% for v in visas %}{{ v.texte }}{% endfor %}"),
        {"visas": [{"texte": "a"}, {"texte": "b\x01"}]},
        [Said("valeur-caractere", "{{ v.texte }}", paragraphe=1, chemin="visas[1].texte", mots=("U+0001",))],
    ),
    (
        "a loop over a text",
        gabarit("{%p for v in visas %}", "{{ v }}", "{%p endfor %}"),
        {"visas": "le code"},
        [Said("boucle-sur-autre-chose", "{%p for v in visas %}", paragraphe=1, chemin="visas", mots=("texte",))],
    ),
    (
        "a loop over nothing",
        gabarit("{% for v in a.visas %}{% endfor %}"),
        {"a": {"visas": None}},
        [Said("boucle-sur-autre-chose", "{% for v in a.visas %}", paragraphe=1, chemin="a.visas", mots=("None",))],
    ),
    (
        "a comparison",
        gabarit("{% if montant > 3 %}a{% endif %}"),
        {"montant": "douze"},
        [Said("comparaison-impossible", "{% if montant > 3 %}", paragraphe=1, chemin="montant")],
    ),
    (
        "a division by zero",
        gabarit("{{ a / b }}"),
        {"a": 1, "b": 0},
        [Said("balise-echec", "{{ a / b }}", paragraphe=1, chemin="b", mots=("division par zéro",))],
    ),
    (
        "a sum of a text and a number",
        gabarit("{{ a + 1 }}"),
        {"a": "x"},
        [Said("balise-echec", "{{ a + 1 }}", paragraphe=1, chemin="a")],
    ),
    (
        "a method that the sandbox refuses",
        gabarit("{{ l.append('a') }}"),
        {"l": []},
        [Said("instruction-interdite", "{{ l.append('a') }}", paragraphe=1, chemin="l.append")],
    ),
    (
        "a header",
        gabarit("a", header="{{ numero }}"),
        {},
        [Said("contexte-nom", "{{ numero }}", partie="en-tête 1", paragraphe=1, chemin="numero")],
    ),
    (
        "a document property",
        gabarit("a", core=properties_part(description="Acte {{ numero }}")),
        {},
        [Said("contexte-nom", "{{ numero }}", partie="propriétés du document", titre="commentaires", chemin="numero")],
    ),
    (
        "a description of a picture",
        gabarit("a", p(drawing(1, "Logo {{ commune }}"))),
        {},
        [Said("contexte-nom", "{{ commune }}", paragraphe=2, chemin="commune")],
    ),
    (
        "a condition on a name that is not given",
        gabarit("{% if a %}b{% elif c %}d{% endif %}"),
        {"a": ""},
        [Said("contexte-nom", "{% elif c %}", paragraphe=1, chemin="c", mots=("is defined",))],
    ),
]


@pytest.mark.parametrize(("name", "docx", "contexte", "said"), DATA, ids=[one[0] for one in DATA])
def test_faulty_data(name: str, docx: bytes, contexte: dict[str, Any], said: list[Said]) -> None:
    check(of_data(docx, contexte), *said)


def test_all_that_data_lack_is_told_at_once() -> None:
    docx = gabarit(
        "{{ objet }}",
        *LOOP,
        "{% for x in noms %}{{ x }}{% endfor %}",
        table(row("{{ total }}")),
        header="{{ numero }}",
        footer="{{ page }}",
        footnotes=note(2, p("{{ source }}")),
        core=properties_part(title="{{ titre }}"),
    )
    anomalies = of_data(docx, {**VISAS, "noms": "abc", "total": [1], "page": None})
    assert [(one.lieu.partie, one.code, one.chemin) for one in anomalies if isinstance(one.lieu, Word)] == [
        ("corps", "contexte-nom", "objet"),
        ("corps", "attribut-inconnu", "visas[2].texte"),
        ("corps", "valeur-non-imprimable", "visas[3].texte"),
        ("corps", "boucle-sur-autre-chose", "noms"),
        ("corps", "valeur-non-imprimable", "total"),
        ("en-tête 1", "contexte-nom", "numero"),
        ("pied 1", "valeur-non-imprimable", "page"),
        ("notes", "contexte-nom", "source"),
        ("propriétés du document", "contexte-nom", "titre"),
    ]


def test_what_a_hidden_branch_would_lack_is_not_told() -> None:
    docx = gabarit("{% if a %}{{ absent }}{% endif %}{{ b }}")
    check(of_data(docx, {"a": ""}), Said("contexte-nom", "{{ b }}", paragraphe=1, chemin="b"))


def test_a_name_said_twice_is_told_at_each_place() -> None:
    anomalies = of_data(gabarit("{{ a }} et {{ a }}", "{{ a }}"), {})
    check(
        anomalies,
        Said("contexte-nom", "{{ a }}", paragraphe=1, chemin="a"),
        Said("contexte-nom", "{{ a }}", paragraphe=1, chemin="a"),
        Said("contexte-nom", "{{ a }}", paragraphe=2, chemin="a"),
    )


def test_a_thousand_faulty_elements_are_told_within_bounds() -> None:
    anomalies = of_data(gabarit(*LOOP), {"visas": [{} for _ in range(5_000)]})
    assert anomalies[0].chemin == "visas[0].texte"
    assert len(anomalies) <= 1_000


def test_the_place_reads_as_a_sentence() -> None:
    docx = gabarit(TITRE, table(row(*GRID), row("Toit", "{{ montant }}"), columns=2))
    (anomalie,) = of_data(docx, {"montants": 12})
    place = "modèle.docx, corps, sous « Les visas », tableau 1, ligne 2, cellule 2, paragraphe 5, balise « {{ montant }} » : "
    assert str(anomalie).startswith(f"{place}erreur [contexte-nom] ")
    assert " (donnée : montant) — vouliez-vous « montants » ?" in str(anomalie)


def test_an_exception_of_the_callers_own_value_is_told_in_its_place() -> None:
    class Fragile:
        def __str__(self) -> str:
            raise OSError("secret: /etc/passwd")

    anomalies = of_data(gabarit("a", "{{ x }}"), {"x": Fragile()})
    check(anomalies, Said("balise-echec", "{{ x }}", paragraphe=2, chemin="x"))
    assert "secret" not in str(anomalies[0]), "the words of an exception may hold what a clerk must not read"


def test_interruptions_go_through() -> None:
    class Stop:
        def __str__(self) -> str:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Gabarit(gabarit("{{ x }}")).render({"x": Stop()})


def test_a_value_whose_prefix_nothing_declares_is_told_before_the_document_leaves() -> None:
    class Gras:
        def __html__(self) -> str:
            return "<z:gras/>"

    with pytest.raises(ModeleError, match="document-mal-forme") as refused:
        Gabarit(gabarit("{{r x }}")).render({"x": Gras()})
    assert "préfixe non déclaré" in str(refused.value)


FIRED = {said.code for rows in (TEMPLATES, DATA) for row_ in rows for said in row_[-1]} | {"document-mal-forme"}
"""The codes that this module fires."""
