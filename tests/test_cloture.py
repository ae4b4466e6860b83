"""The end of a sentence: what a text brings of its own, and what the template must add."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delib.francais.cloture import split_end, without_colon
from delib.francais.signes import NBSP

ENDS = [
    # typed, kept, whether the text closes itself
    ("la loi", "la loi", False),
    ("la loi,", "la loi", False),
    ("la loi ;", "la loi", False),
    (f"la loi{NBSP};", "la loi", False),
    ("la loi.", "la loi", False),
    ("la loi.;", "la loi", False),
    ("la loi , ", "la loi", False),
    ("les articles 1, 2, etc.", "les articles 1, 2, etc.", True),
    ("les articles 1, 2, etc.,", "les articles 1, 2, etc.", True),
    ("les articles 1, 2, etc. ;", "les articles 1, 2, etc.", True),
    ("la société S.A.", "la société S.A.", True),
    ("la société S.A.,", "la société S.A.", True),
    ("Dupont et Cie.", "Dupont et Cie.", True),
    ("article 5 et ss.", "article 5 et ss.", True),
    ("et suivants…", "et suivants…", True),
    ("et suivants...", "et suivants...", True),
    ("à savoir :", "à savoir :", True),
    ("est-ce utile ?", "est-ce utile ?", True),
    ("halte !", "halte !", True),
    ("le programme « Innover. »", "le programme « Innover. »", False),
    ("l'article L. 2121-29.", "l'article L. 2121-29", False),
    ("la promotion de l'art.", "la promotion de l'art", False),
    ("20 mm.", "20 mm", False),
    ("(annexe 2).", "(annexe 2)", False),
    ("versionetc.", "versionetc", False),
    (",", "", False),
    ("", "", False),
    (";" * 50_000, "", False),
    (" " * 50_000 + "x", " " * 50_000 + "x", False),
    ("." * 50_000 + "x", "." * 50_000 + "x", False),
    ("A." * 50_000 + "x", "A." * 50_000 + "x", False),
]


@pytest.mark.parametrize(("typed", "kept", "close"), ENDS, ids=[typed[:30] for typed, *_ in ENDS])
def test_the_end_of_a_sentence_is_left_to_the_template(typed: str, kept: str, close: bool) -> None:
    assert split_end(typed) == (kept, close)


@given(st.text(alphabet="ab .,;:!?…SAetc»\u00a0\n"))
def test_taking_an_end_off_twice_changes_nothing(texte: str) -> None:
    kept = split_end(texte).corps
    assert split_end(kept).corps == kept
    assert texte.startswith(kept)
    assert texte[len(kept) :].strip(" \u00a0\n.,;") == "", "nothing else is lost"


COLONS = [
    ("à savoir :", "à savoir"),
    (f"à savoir{NBSP}:", "à savoir"),
    ("à savoir:", "à savoir"),
    ("à savoir", "à savoir"),
    (":", ""),
    ("a : b", "a : b"),
]


@pytest.mark.parametrize(("typed", "kept"), COLONS)
def test_a_final_colon_is_taken_off(typed: str, kept: str) -> None:
    assert without_colon(typed) == kept
