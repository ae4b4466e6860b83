"""The words of templates: each is printed by a real template, listed in `modeles/MOTS.md`, and none is forgotten there."""

from __future__ import annotations

import os

import pytest

from delib.acte.bloc import Bloc
from delib.francais.valeur import TEXTE, Valeur
from delib.modele.politique import FILTRES, NOMBRE
from tests import vocabulary
from tests.conftest import RACINE
from tests.words import docx, p, printed, with_values

PAGE = RACINE / "modeles" / "MOTS.md"
NO_TEXT = {"titres", "feminin", "pluriel", "elements", "articles", ".reference.articles"}
"""Words that a template reads in a loop or a condition, and does not print as they are."""


def shown(tag: str) -> str:
    """Return what a template that holds `tag` prints."""
    (texte,) = printed(docx(p(tag)), loaded=with_values(**vocabulary.VALEURS))
    return texte


def page() -> str:
    """Return the page, as it must stand."""
    lines = [
        "# Les mots des modèles",
        "",
        "Ce qu’une balise peut demander à une donnée, avec un point ou avec une barre. Les exemples sont imprimés par",
        "delib, et un essai tient cette page à jour. ⍽ et ˽ montrent les espaces insécables.",
        "",
        "## Avec un point",
    ]
    for section in vocabulary.SECTIONS:
        lines += [
            "",
            f"### {section.titre}",
            "",
            f"Par exemple {section.exemple}.",
            "",
            "| on écrit | on obtient | |",
            "|---|---|---|",
        ]
        for mot, sens in section.mots.items():
            tag = f"{{{{ {section.nom}{mot} }}}}"
            lines.append(f"| `{tag}` | {visible(tag, mot)} | {sens} |")
    lines += [
        "",
        "Ce que delib ne sait pas (le genre d’une personne sans civilité, la date d’une loi qui n’en porte pas) est",
        "absent : l’imprimer sans condition est une anomalie, jamais un blanc ni une supposition.",
        "",
        "## Avec une barre",
        "",
        "Là où un point ne peut servir : une liste, un texte quelconque.",
        "",
        "| on écrit | sur | on obtient | |",
        "|---|---|---|---|",
    ]
    for tag, nom, sens in vocabulary.FILTRES:
        lines.append(f"| `{tag.replace('|', chr(92) + '|')}` | {_sample(nom)} | {visible(tag)} | {sens} |")
    return "\n".join(lines) + "\n"


def visible(tag: str, mot: str = "") -> str:
    """Return what `tag` prints, its no-break spaces visible; for what is not printed as it is, a dash."""
    if mot.removeprefix(".") in NO_TEXT or mot in NO_TEXT:
        return "–"
    return shown(tag).replace("\u00a0", "⍽").replace("\u202f", "˽") or "(rien)"


def _sample(nom: str) -> str:
    value = vocabulary.VALEURS[nom]
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def test_the_page_of_words_is_what_templates_print() -> None:
    if os.environ.get("DELIB_ATTENDUS") == "ecrire":
        PAGE.write_text(page(), encoding="utf-8", newline="\n")
    assert PAGE.read_text(encoding="utf-8") == page()


@pytest.mark.parametrize("section", vocabulary.SECTIONS, ids=lambda section: section.nom)
def test_every_word_of_a_value_is_on_the_page(section: vocabulary.Section) -> None:
    listed = {mot.split(".")[1] for mot in section.mots if mot}
    value = section.valeur
    if isinstance(value, Bloc):
        (value,) = value.values()
        assert {mot.split(".")[2] for mot in section.mots if mot.count(".") > 1} == set(value.champs)
    elif isinstance(value, Valeur):
        assert listed == set(value.champs)
    else:
        assert listed == set(TEXTE if isinstance(value, str) else NOMBRE)


def _kinds(kind: type[Valeur]) -> set[type[Valeur]]:
    return {one for below in kind.__subclasses__() for one in ({below} | _kinds(below))}


def test_every_kind_of_value_is_on_the_page() -> None:
    on_page = {type(section.valeur).__name__ for section in vocabulary.SECTIONS} | {"Citation"}
    inside = {"Reference", "Article"}  # what `visa.reference` holds
    ours = {kind.__name__ for kind in _kinds(Valeur) if kind.__module__.startswith("delib.")}
    assert ours <= on_page | inside


def test_every_filter_is_on_the_page() -> None:
    listed = {tag.rsplit("| ", 1)[1].removesuffix(" }}") for tag, *_ in vocabulary.FILTRES}
    assert listed == set(FILTRES)


# The tag, the code that its printing must tell: what is not known is never printed.
UNKNOWN = [
    ("{{ inconnue.le }}", "donnee-absente"),
    ("{{ inconnue.de }}", "donnee-absente"),
    ("suppléant{{ inconnue.e }}", "donnee-absente"),
    ("{{ inconnue.il }}", "donnee-absente"),
    ("soussigné{{ inconnue | accord }}", "valeur-non-imprimable"),
    ("{{ zero.romain }}", "donnee-absente"),
    ("{{ zero | romain }}", "donnee-absente"),
    ("{{ kerguelen.de }}", "donnee-absente"),
    ("{{ kerguelen.la_commune }}", "donnee-absente"),
    ("{{ illisible.reference.date }}", "donnee-absente"),
    ("{{ illisible.reference.nature }}", "donnee-absente"),
    ("{{ objet | accord }}", "valeur-non-imprimable"),
    ("{{ objet | en_lettres }}", "valeur-non-imprimable"),
    ("{{ objet | points_virgules }}", "valeur-non-imprimable"),
    ("{{ nombre.lettres }}", "attribut-inconnu"),
    ("{{ commune.du }}", "attribut-inconnu"),
]


@pytest.mark.parametrize(("tag", "code"), UNKNOWN, ids=[tag for tag, _ in UNKNOWN])
def test_what_is_not_known_is_told_and_not_printed(tag: str, code: str) -> None:
    from tests.words import refusals

    values = vocabulary.VALEURS | {
        "inconnue": vocabulary.Personne(nom="Roy", qualite="Président"),
        "zero": 0,
        "kerguelen": vocabulary.commune("98412"),
        "illisible": Bloc({"reference": vocabulary.Citation("les pièces du dossier")}),
    }
    assert [one.code for one in refusals(docx(p(tag)), with_values(**values))] == [code]


# The people; what « soussigné » takes.
AGREEMENTS = [
    (("M.",), ""),
    (("Mme",), "e"),
    (("M.", "M."), "s"),
    (("Mme", "Mme"), "es"),
    (("Mme", "M."), "s"),
    (("M.", ""), "s"),
    (("Me", "M."), "s"),
]


@pytest.mark.parametrize(("civilites", "mark"), AGREEMENTS)
def test_a_participle_agrees_with_one_person_or_several(civilites: tuple[str, ...], mark: str) -> None:
    people = tuple(vocabulary.Personne(nom="Roy", civilite=one) for one in civilites)
    (texte,) = printed(docx(p("soussigné{{ personnes | accord }}")), loaded=with_values(personnes=people))
    assert texte == f"soussigné{mark}"
