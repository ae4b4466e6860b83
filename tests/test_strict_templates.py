"""The STRICTE policy: whatever a Word template asks beyond printing data is refused, wherever the tag stands, with its place."""

from __future__ import annotations

import pytest

from delib.acte.bloc import Bloc
from delib.anomalie import Gravite, Word
from delib.codes import CODES
from tests.words import PLACES, acte, docx, p, refusals, with_values

# One tag, or several in one paragraph; the code that refuses it.
HOSTILE = [
    # names of Python and of Jinja
    ("{{ objet.__class__ }}", "instruction-interdite"),
    ("{{ objet.__init__.__globals__ }}", "instruction-interdite"),
    ("{{ ''.__class__.__mro__ }}", "instruction-interdite"),
    ("{{ visas.__getitem__ }}", "instruction-interdite"),
    ("{{ _interne }}", "instruction-interdite"),
    ("{{ __import__ }}", "instruction-interdite"),
    ("{{ objet['__class__'] }}", "instruction-interdite"),
    (r"{{ objet['\x5f\x5fclass\x5f\x5f'] }}", "instruction-interdite"),
    ("{{ self }}", "instruction-interdite"),
    ("{{ self.__dict__ }}", "instruction-interdite"),
    ("{{ super }}", "instruction-interdite"),
    ("{{ caller }}", "instruction-interdite"),
    ("{{ varargs }}", "instruction-interdite"),
    ("{{ kwargs }}", "instruction-interdite"),
    ("{{ cycler }}", "nom-inconnu"),
    ("{{ lipsum }}", "nom-inconnu"),
    ("{{ range }}", "nom-inconnu"),
    ("{{ namespace }}", "nom-inconnu"),
    ("{{ joiner }}", "nom-inconnu"),
    ("{{ dict }}", "nom-inconnu"),
    ("{{ config }}", "nom-inconnu"),
    ("{{ loop }}", "nom-inconnu"),
    # calls
    ("{{ cycler('a', 'b') }}", "instruction-interdite"),
    ("{{ lipsum(n=10000) }}", "instruction-interdite"),
    ("{{ range(1000000000) }}", "instruction-interdite"),
    ("{{ namespace(a=1) }}", "instruction-interdite"),
    ("{{ joiner() }}", "instruction-interdite"),
    ("{{ dict(a=1) }}", "instruction-interdite"),
    ("{{ objet.upper() }}", "instruction-interdite"),
    ("{{ '{0.__class__}'.format(objet) }}", "instruction-interdite"),
    ("{{ self.body() }}", "instruction-interdite"),
    ("{{ super() }}", "instruction-interdite"),
    ("{% for v in visas %}{{ loop.cycle('a', 'b') }}{% endfor %}", "instruction-interdite"),
    ("{% for v in visas recursive %}{{ loop(visas) }}{% endfor %}", "instruction-interdite"),
    ("{% for v in visas %}{{ loop.changed(v) }}{% endfor %}", "instruction-interdite"),
    ("{% for v in visas %}{{ loop }}{% endfor %}", "valeur-non-imprimable"),
    ("{% for v in visas %}{{ loop.previtem }}{% endfor %}", "attribut-inconnu"),
    ("{% for i in range(9) %}x{% endfor %}", "instruction-interdite"),
    # arithmetic, joints, slices
    ("{{ 'x' * 10**9 }}", "instruction-interdite"),
    ("{{ 9**9**9 }}", "instruction-interdite"),
    ("{{ 1 + 1 }}", "instruction-interdite"),
    ("{{ 1 // 0 }}", "instruction-interdite"),
    ("{{ 5 % 3 }}", "instruction-interdite"),
    ("{{ '%s' % objet }}", "instruction-interdite"),
    ("{{ '%1000000000d' % 1 }}", "instruction-interdite"),
    ("{{ - seance.en_exercice }}", "instruction-interdite"),
    ("{{ objet ~ objet }}", "instruction-interdite"),
    ("{{ objet[0:3] }}", "instruction-interdite"),
    ("{{ visas[::-1] }}", "instruction-interdite"),
    ("{{ {'a': objet}['a'] }}", "instruction-interdite"),
    ("{% set a = (visas, visas) %}", "instruction-interdite"),
    ("{% set a = [objet] %}", "instruction-interdite"),
    ("{{ objet, numero }}", "instruction-interdite"),
    ("{{ 1.5 }}", "instruction-interdite"),
    ("{{ none }}", "instruction-interdite"),
    ("{{ objet if vote }}", "instruction-interdite"),
    (r"{{ 'a\x07b' }}", "instruction-interdite"),
    (r"{{ 'a\ud800b' }}", "instruction-interdite"),
    # filters and tests
    ("{{ objet|safe }}", "filtre-inconnu"),
    ("{{ objet|attr('__class__') }}", "filtre-inconnu"),
    ("{{ 'x'|center(10**9) }}", "filtre-inconnu"),
    ("{{ objet|replace('a', 'b') }}", "filtre-inconnu"),
    ("{{ objet|format }}", "filtre-inconnu"),
    ("{{ rapporteur|default('personne') }}", "filtre-inconnu"),
    ("{{ visas|map(attribute='texte')|join }}", "filtre-inconnu"),
    ("{{ visas|tojson }}", "filtre-inconnu"),
    ("{{ objet|upper }}", "filtre-inconnu"),
    ("{{ objet|majuscules(1) }}", "instruction-interdite"),
    ("{{ objet|majuscule }}", "filtre-inconnu"),
    ("{% if objet is defined %}x{% endif %}", "test-inconnu"),
    ("{% if objet is sameas(objet) %}x{% endif %}", "test-inconnu"),
    ("{% if objet is connus %}x{% endif %}", "test-inconnu"),
    # instructions
    ("{% autoescape false %}{{ objet }}{% endautoescape %}", "instruction-inconnue"),
    ("{% include '/etc/passwd' %}", "instruction-inconnue"),
    ("{% import 'os' as os %}", "instruction-inconnue"),
    ("{% from 'os' import system %}", "instruction-inconnue"),
    ("{% extends 'autre' %}", "instruction-inconnue"),
    ("{% block corps %}x{% endblock %}", "instruction-inconnue"),
    ("{% macro m() %}{{ m() }}{% endmacro %}", "instruction-inconnue"),
    ("{% call m() %}x{% endcall %}", "instruction-inconnue"),
    ("{% filter upper %}x{% endfilter %}", "instruction-inconnue"),
    ("{% raw %}{{ objet }}{% endraw %}", "instruction-inconnue"),
    ("{% with x = objet %}{{ x }}{% endwith %}", "instruction-inconnue"),
    ("{% set x %}{{ objet }}{% endset %}", "instruction-interdite"),
    ("{% set x %}", "instruction-interdite"),
    ("{% set a, b = 1, 2 %}", "instruction-interdite"),
    ("{% set ns.x = 1 %}", "instruction-interdite"),
    ("{% set loop = 1 %}", "instruction-interdite"),
    ("{% trans %}x{% endtrans %}", "instruction-inconnue"),
    ("{% do visas.append(1) %}", "instruction-inconnue"),
    ("{% for v in visas %}{% break %}{% endfor %}", "instruction-inconnue"),
    ("{% debug %}", "instruction-inconnue"),
    ("{% python import os %}", "instruction-inconnue"),
    ("{% If objet %}x{% EndIf %}", "instruction-inconnue"),
    # loops
    ("{% for x in 'abc' %}{{ x }}{% endfor %}", "boucle-sur-autre-chose"),
    ("{% for x in (1, 2, 3) %}{{ x }}{% endfor %}", "boucle-sur-autre-chose"),
    ("{% for x in [1, 2, 3] %}{{ x }}{% endfor %}", "boucle-sur-autre-chose"),
    ("{% for x in objet %}{{ x }}{% endfor %}", "boucle-sur-autre-chose"),
    ("{% for x in collectivite %}{{ x }}{% endfor %}", "boucle-sur-autre-chose"),
    ("{% for v in visas if v.texte %}x{% endfor %}", "instruction-interdite"),
    ("{% for a, b in visas %}x{% endfor %}", "instruction-interdite"),
    ("{% for loop in visas %}x{% endfor %}", "instruction-interdite"),
    # shapes
    ("{{ " + "(" * 60 + "objet" + ")" * 60 + " }}", "balise-syntaxe"),
    ("{{ " + "a." * 60 + "b }}", "balise-syntaxe"),
    ("{% if " + "not " * 60 + "objet %}x{% endif %}", "balise-syntaxe"),
    ("{% if " + "objet and " * 60 + "objet %}x{% endif %}", "balise-syntaxe"),
    ("{{ " + "objet|majuscules" + "|majuscules" * 60 + " }}", "balise-syntaxe"),
    ("{{ '" + "x" * 2000 + "' }}", "balise-longue"),
    ("{{ " + "".join(map(str, range(150_000))) + " }}", "balise-longue"),
    ("{% if objet %}" * 20 + "x" + "{% endif %}" * 20, "bloc-trop-profond"),
    ("{% for v in visas %}" * 20 + "x" + "{% endfor %}" * 20, "bloc-trop-profond"),
    ("{% if objet < 3 %}x{% endif %}", "comparaison-impossible"),
    ("{% if seance.date > objet > 1 %}x{% endif %}", "comparaison-impossible"),
    ("{% if 1 in seance.date %}x{% endif %}", "comparaison-impossible"),
    ("{{- objet -}}", "balise-tiret"),
    ("{%- if objet -%}x{%- endif -%}", "balise-tiret"),
]
FIRED = {code for _, code in HOSTILE} | {"modele-demesure"}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("tag", "code"), HOSTILE, ids=[f"{tag[:40]}" for tag, _ in HOSTILE])
def test_a_hostile_tag_is_refused_with_its_place(tag: str, code: str, place: str) -> None:
    partie, made = PLACES[place]
    anomalies = refusals(made(tag))
    assert code in {one.code for one in anomalies}, anomalies
    for one in anomalies:
        assert one.code in CODES
        assert one.gravite is Gravite.ERREUR
        assert isinstance(one.lieu, Word)
        assert one.lieu.fichier == "essai.docx"
        assert one.lieu.partie == partie
        typed = one.lieu.balise.removesuffix("…")
        assert typed[:2] in ("{{", "{%")
        assert typed in " ".join(tag.split())


def test_the_place_is_said_as_a_clerk_reads_it() -> None:
    tables = {
        "body": "essai.docx, corps, sous « Les visas », paragraphe 3, balise « {{ objet|safe }} »",
        "header": "essai.docx, en-tête 1, paragraphe 1, balise « {{ objet|safe }} »",
        "footer": "essai.docx, pied 1, paragraphe 1, balise « {{ objet|safe }} »",
        "table cell": "essai.docx, corps, tableau 1, ligne 2, cellule 2, paragraphe 4, balise « {{ objet|safe }} »",
        "title property": "essai.docx, propriétés du document, sous « titre », balise « {{ objet|safe }} »",
    }
    for place, said in tables.items():
        (anomalie,) = refusals(PLACES[place][1]("{{ objet|safe }}"))
        assert str(anomalie.lieu) == said


BUDGETS = [
    ("eight loops over data", "{% for a in visas %}" * 8 + "{{ numero }}" + "{% endfor %}" * 8),
    (
        "eight empty loops over data",
        "".join(f"{{% for {name} in longue.elements %}}" for name in "abcdefgh") + "{% endfor %}" * 8,
    ),
    (
        "many small blocks in a loop",
        "{% for a in longue.elements %}{% for b in longue.elements %}"
        + "{% if a == b %}{% endif %}" * 500
        + "{% endfor %}{% endfor %}",
    ),
    (
        "huge output",
        "{% for a in longue.elements %}{% for b in longue.elements %}{{ enorme }}{{ enorme }}{% endfor %}{% endfor %}",
    ),
]


@pytest.mark.parametrize(("name", "tags"), BUDGETS, ids=[name for name, _ in BUDGETS])
def test_a_template_that_would_never_end_is_stopped(name: str, tags: str) -> None:
    longue = Bloc({"elements": tuple("x" * 500)})
    visas = acte().racine["visas"] * 4
    (anomalie,) = refusals(docx(p(tags)), with_values(visas=visas, longue=longue, enorme="y" * 50_000))
    assert anomalie.code == "modele-demesure"
    assert "paragraphe 1" in str(anomalie.lieu)


def test_the_budget_is_one_for_all_the_parts() -> None:
    """Each part alone would stay within it."""
    loaded = with_values(longue=Bloc({"elements": tuple("x" * 500)}), enorme="y" * 100_000)
    once = "{% for a in longue.elements %}{{ enorme }}{% endfor %}"
    assert refusals(docx(once), loaded) == ()
    assert [one.code for one in refusals(docx(once, header=once), loaded)] == ["modele-demesure"]


@pytest.mark.parametrize(
    "body",
    [
        p(*["{{ numero }}"] * 12_000),
        p("{{ " * 200_000),
        p("{{ numero }" * 100_000),
        "".join(p("{%tr endfor %}") for _ in range(5_000)),
        p("{% if objet %}" + "{% elif objet %}" * 9_000 + "{% endif %}"),
        p(*["{"] * 100_000),
    ],
    ids=["12,000 tags", "200,000 openings", "100,000 half tags", "5,000 rows nowhere", "9,000 elif", "100,000 runs"],
)
def test_masses_of_tags_do_not_choke(body: str) -> None:
    """Linear work: none of these takes the square of its size (the suite would not end)."""
    anomalies = refusals(docx(body))
    assert {one.code for one in anomalies} <= set(CODES)


def test_what_is_refused_in_one_part_is_told_with_the_rest() -> None:
    anomalies = refusals(
        docx("{{ objet|safe }} {{ a + b }}", "{% include 'x' %}", header="{{ lipsum() }}", footer="{{ ab.. }}", title="{% raw %}")
    )
    assert [(str(one.lieu.partie), one.code) for one in anomalies if isinstance(one.lieu, Word)] == [
        ("corps", "filtre-inconnu"),
        ("corps", "instruction-interdite"),
        ("corps", "instruction-inconnue"),
        ("en-tête 1", "instruction-interdite"),
        ("pied 1", "balise-syntaxe"),
        ("propriétés du document", "instruction-inconnue"),
    ]
