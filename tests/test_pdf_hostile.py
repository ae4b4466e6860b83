"""PDF files as they should not be: each is finished, completed and joined, or said to be unfit; none hangs, none leaks an error.

The large ones are in tests/longues/test_pdf_hostile.py.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from delib.anomalie import DelibError
from delib.production.pdf.assemblage import join
from delib.production.pdf.attaches import attach
from delib.production.pdf.conformite import finish, manques
from delib.production.pdf.fiche import Fiche
from tests.pdf_hostile import CASES, EITHER, READ, REFUSED, SOUND, reread

FICHE = Fiche("Titre", jour="2025-12-02", provenance=(("empreinte", "00"),))
WORKS: dict[str, Callable[[bytes], bytes]] = {
    "finish": lambda data: finish(data, FICHE, "a.pdf"),
    "attach": lambda data: attach(data, "x.json", b"{}", "application/json", "X", "a.pdf"),
    "join": lambda data: join(SOUND, [("a.pdf", data)], "acte.pdf")[0],
    "join to it": lambda data: join(data, [("b.pdf", SOUND)], "a.pdf")[0],
}


def outcome(work: Callable[[bytes], bytes], data: bytes) -> str:
    """Return what became of a file; what was made of it is read again, strictly, by pypdf."""
    try:
        made = work(data)
    except DelibError as error:
        places = {one.lieu.fichier for one in error.anomalies if one.lieu is not None}
        return REFUSED if places == {"a.pdf"} else f"dit de {places}"
    return READ if len(reread(made).pages) else "sans page"


@pytest.mark.parametrize("nom", CASES)
def test_it_works_or_is_an_anomaly(nom: str) -> None:
    make, wanted = CASES[nom]
    data = make()
    told = {name: outcome(work, data) for name, work in WORKS.items()}
    assert set(told.values()) <= ({READ, REFUSED} if wanted == EITHER else {wanted}), told
    if told["finish"] == READ:
        done = finish(data, FICHE, "a.pdf")
        assert finish(done, FICHE, "a.pdf") == done
        assert {one.code for one in manques(done, "a.pdf")} <= {"pdf-sans-pdfa", "pdf-sans-pdfua"}


def test_there_are_enough_of_them() -> None:
    assert len(CASES) > 90
