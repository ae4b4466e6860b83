"""Large and altered PDF files: thousands of pages, bytes changed anywhere; each works or is said to be unfit."""

from __future__ import annotations

from itertools import accumulate

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


def test_a_hundred_thousand_objects_that_lead_each_to_the_next() -> None:
    """What goes from one to the next by calling itself would overrun its stack."""
    count = 100_000
    chain = {4 + rank: f"<</Next {5 + rank} 0 R>>" for rank in range(count)}
    whole, _told = join(pdf_hostile.SOUND, [("a.pdf", assembled(chain | {4 + count: "<<>>"}))], "acte.pdf")
    assert len(reread(whole).pages) == 2


def assembled(more: dict[int, str]) -> bytes:
    """Return a PDF of one page that leads to object 4, quicker made than `pdf_hostile.plain` does."""
    bodies = {1: pdf_hostile.CATALOG.format(""), 2: pdf_hostile.PAGES, 3: pdf_hostile.PAGE.format("/A 4 0 R"), **more}
    parts = [b"%PDF-1.7\n", *(f"{number} 0 obj\n{body}\nendobj\n".encode() for number, body in bodies.items())]
    places = list(accumulate(map(len, parts)))
    table = "".join(f"{place:010d} 00000 n \n" for place in places[:-1])
    size = len(parts)
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{places[-1]}\n%%EOF\n"
    return b"".join([*parts, end.encode()])


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
