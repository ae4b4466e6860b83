"""Citations judged by someone who had not seen the reader: nothing may be read wrong, and nearly all must be read."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from delib.droit.references import iter_references, parse
from tests.test_references import letters

TABLE = Path(__file__).parent / "donnees" / "citations-aveugles.tsv"
CHAMPS = ("nature", "numero", "date", "articles", "cle")
SIGNES = ("00a0", "202f", "2011", "00b0")
LIBRE = "?"


class Ligne(NamedTuple):
    """A citation, and what its judge admits in each field: several readings, « ? » for any."""

    texte: str
    admis: dict[str, list[str]]

    @property
    def due(self) -> bool:
        """Return whether a citation must be read here."""
        return "" not in self.admis["nature"]


def spaced(texte: str) -> str:
    return texte.replace("\u00a0", " ").replace("\u202f", " ")


def lignes() -> list[Ligne]:
    made = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        texte, *fields = line.split("\t")
        assert len(fields) == len(CHAMPS), line
        for sign in SIGNES:
            texte = texte.replace(f"\\u{sign}", chr(int(sign, 16)))
        made.append(Ligne(texte, {name: field.split("|") for name, field in zip(CHAMPS, fields, strict=True)}))
    return made


LIGNES = lignes()


def read(texte: str) -> dict[str, str]:
    """Return what is read of each field, "" where nothing is."""
    found = parse(texte)
    if found is None:
        return dict.fromkeys(CHAMPS, "")
    return {
        "nature": found.nature,
        "numero": spaced(found.numero),
        "date": found.date.iso if found.date is not None else "",
        "articles": "; ".join(spaced(str(article)) for article in found.articles),
        "cle": found.cle,
    }


def wrong(ligne: Ligne) -> dict[str, tuple[str, list[str]]]:
    """Return the fields that are read otherwise than the judge admits; one that is not read is not wrong."""
    return {
        name: (value, ligne.admis[name])
        for name, value in read(ligne.texte).items()
        if value and LIBRE not in ligne.admis[name] and value not in ligne.admis[name]
    }


def unread(ligne: Ligne) -> list[str]:
    """Return the fields that the judge wants and that are not read."""
    return [
        name
        for name, value in read(ligne.texte).items()
        if not value and LIBRE not in ligne.admis[name] and "" not in ligne.admis[name]
    ]


def test_the_table_is_wide() -> None:
    assert len({ligne.texte for ligne in LIGNES}) == len(LIGNES)
    assert sum(ligne.due for ligne in LIGNES) >= 160
    assert sum(ligne.admis["nature"] == [""] for ligne in LIGNES) >= 40


@pytest.mark.parametrize("ligne", LIGNES, ids=lambda ligne: ligne.texte[:60])
def test_nothing_is_read_wrong(ligne: Ligne) -> None:
    assert wrong(ligne) == {}


def test_nearly_all_that_must_be_read_is() -> None:
    due = [ligne for ligne in LIGNES if ligne.due]
    missed = [(ligne.texte, fields) for ligne in due if (fields := unread(ligne))]
    assert len(missed) <= len(due) // 20, missed


@pytest.mark.parametrize("ligne", LIGNES, ids=lambda ligne: ligne.texte[:60])
def test_what_is_written_back_is_read_the_same(ligne: Ligne) -> None:
    found = parse(ligne.texte)
    if found is not None:
        assert parse(str(found)) == found
        assert next(iter_references(ligne.texte)).articles == found.articles


@pytest.mark.parametrize("ligne", LIGNES, ids=lambda ligne: ligne.texte[:60])
def test_what_is_written_back_has_lost_nothing(ligne: Ligne) -> None:
    found = parse(ligne.texte)
    if found is not None:
        # « ler » and « articles 1, 2 » are put right: neither « er » nor its want is a loss.
        kept, typed = (letters(one.replace(" ler ", " 1er ")).replace("1er", "1") for one in (str(found), ligne.texte))
        assert kept == typed


def unaccented(texte: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", texte) if not unicodedata.combining(char))


FRAPPES: dict[str, Callable[[str], str]] = {
    "no-break spaces": lambda texte: texte.replace(" ", "\u00a0"),
    "two spaces": lambda texte: texte.replace(" ", "  "),
    "accents apart": lambda texte: unicodedata.normalize("NFD", texte),
    "typographic apostrophes": lambda texte: texte.replace("'", "\u2019"),
    "a semicolon": lambda texte: f"{texte} ;",
    "no space": lambda texte: texte.replace("n° ", "n°").replace("L. ", "L."),
}


@pytest.mark.parametrize("frappe", FRAPPES)
def test_typing_changes_nothing(frappe: str) -> None:
    changed = [ligne.texte for ligne in LIGNES if read(FRAPPES[frappe](ligne.texte)) != read(ligne.texte)]
    assert changed == []


GENRES: dict[str, Callable[[str], str]] = {
    "capitals": str.upper,
    "capitals without accents": lambda texte: unaccented(texte).upper(),
    "no accents": unaccented,
    "no article": lambda texte: texte.removeprefix("le ").removeprefix("la "),
}


@pytest.mark.parametrize("genre", GENRES)
def test_capitals_and_accents_lose_readings_but_change_none(genre: str) -> None:
    """In capitals throughout, abbreviations and names are lost, and a few citations with them: none is read otherwise."""
    for ligne in LIGNES:
        typed = read(ligne.texte)
        for name, value in read(GENRES[genre](ligne.texte)).items():
            same = unaccented(typed[name]).casefold().replace("1er", "1")
            assert name == "cle" or not value or unaccented(value).casefold().replace("1er", "1") == same, (ligne.texte, name)
