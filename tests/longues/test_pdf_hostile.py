"""Large and altered PDF files: thousands of pages, bytes changed anywhere; each works or is said to be unfit."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from delib.anomalie import LectureError
from delib.production.pdf.assemblage import join
from delib.production.pdf.conformite import finish
from delib.production.pdf.ouverture import MAX_PAGES
from tests import pdf_hostile
from tests.pdf_hostile import NAMES, READ, REFUSED, reread
from tests.pdf_tagged import tagged
from tests.test_pdf_hostile import FICHE, WORKS, outcome

ACTE = tagged(textes="ab", tags=["H1", "Note"], element="/ID(n{})", catalog=NAMES)


@settings(max_examples=200)
@given(st.data())
def test_bytes_changed_anywhere_never_leak(data: st.DataObject) -> None:
    """A tagged file with a few bytes altered, dropped or repeated."""
    pdf = bytearray(ACTE)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(pdf) - 1))
        pdf[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=12))
    for work in ("finish", "join"):
        assert outcome(WORKS[work], bytes(pdf)) in (READ, REFUSED)


@settings(max_examples=60)
@given(st.floats(0, 1))
def test_a_file_cut_anywhere_never_leaks(share: float) -> None:
    assert outcome(WORKS["finish"], pdf_hostile.truncated(ACTE, share)) in (READ, REFUSED)


def test_ten_thousand_pages() -> None:
    data = pdf_hostile.pages(10_000)
    done = finish(data, FICHE, "a.pdf")
    assert len(reread(done).pages) == 10_000
    assert len(done) < 1.3 * len(data) + 5000
    whole, _told = join(pdf_hostile.SOUND, [("a.pdf", done)], "acte.pdf")
    assert len(reread(whole).pages) == 10_001


def test_more_pages_than_delib_reads() -> None:
    with pytest.raises(LectureError) as raised:
        finish(pdf_hostile.pages(MAX_PAGES + 1), FICHE, "a.pdf")
    assert [one.code for one in raised.value.anomalies] == ["pdf-illisible"]


def test_a_hundred_annexes() -> None:
    whole, told = join(ACTE, [(f"annexe {rank}.pdf", ACTE) for rank in range(100)], "acte.pdf")
    reader = reread(whole)
    assert told == []
    assert len(reader.pages) == 202
    tree = reader.root_object["/StructTreeRoot"]
    assert len(tree["/K"]) == 101
    assert tree["/ParentTreeNextKey"] == 202
