"""Reading receipts: ARActe messages a second, against lxml's parse and the XPath of the same fields.

Both are given the same bytes; what they read is first checked equal. delib also checks what it reads (bounds, DTD, encoding,
disagreements) and gives typed values; lxml's side takes the texts as they are and makes dates and whole numbers. Then the same
receipts in one .tar.gz, against tarfile with lxml. Medians of 15 runs, alternating: printed,
and written in RESULTS-accuses.md.

`python tests/benchmarks/accuses.py`
"""

from __future__ import annotations

import io
import os
import platform
import statistics
import sys
import tarfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import lxml
from lxml import etree

RACINE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(RACINE))

from tests.messages import Message, encoded, packed  # noqa: E402

from delib.prefecture.accuse.enveloppes import read_archive  # noqa: E402
from delib.prefecture.accuse.messages import read_message  # noqa: E402

RESULTS = Path(__file__).with_name("RESULTS-accuses.md")
ASKED = 1_000
"""The least messages a second."""
RUNS = 15
COUNT = 2_000
NS = {"a": "http://www.interieur.gouv.fr/ACTES#v1.1-20040216"}
A = f"{{{NS['a']}}}"


TEXT = """# What reading receipts costs

Written by `python tests/benchmarks/accuses.py`; medians of {runs} runs, each turn one reading of all by delib, then by lxml.

{head}

{count} ARActe of {size} bytes and more, one process, one core: three encodings, two generations of the schema, none to five
annexes. What both read is first checked equal, field by field. lxml's side is its C parser and compiled XPath, in full trust: it
takes the texts as they are. delib's reads with expat, bounds what it is given, refuses DTDs, judges the encoding, types each
value, compares the identifier with the act it names, and knows the line of each element.

| what | delib, receipts a second | lxml, receipts a second | delib’s time against lxml’s | asked | met |
| --- | --- | --- | --- | --- | --- |
{rows}
"""


def messages() -> list[bytes]:
    """Return receipts of every kind that was seen: three encodings, two generations, none to five annexes."""
    made = []
    for rank in range(COUNT):
        codec, declared = (("iso-8859-1", "ISO-8859-1"), ("cp1252", "windows-1252"), ("utf-8", None))[rank % 3]
        numero = f"N{rank}"
        message = Message(
            identifiant=f"075-200054781-20251202-{numero}-DE",
            numero=numero,
            objet=f"Création du parcours n° {rank} et sélection des collectivités bénéficiaires dans le cadre du programme",
            annexes=[f"annexe_{one}.pdf" for one in range(rank % 6)],
            papier=None if rank % 2 else "N",
            inverse=rank % 4 == 0,
        )
        made.append(encoded(message.xml, codec, declared))
    return made


# Compiled once: the fastest that XPath goes in lxml.
MATIERES = etree.XPath("a:ActeRecu/*[starts-with(local-name(), 'CodeMatiere')]/@a:CodeMatiere", namespaces=NS)
OBJET = etree.XPath("string(a:ActeRecu/a:Objet)", namespaces=NS)
DOCUMENT = etree.XPath("string(a:ActeRecu/a:Document/a:NomFichier)", namespaces=NS)
ANNEXES = etree.XPath("a:ActeRecu/a:Annexes/a:Annexe/a:NomFichier/text()", namespaces=NS)
NOMBRE = etree.XPath("string(a:ActeRecu/a:Annexes/@a:Nombre)", namespaces=NS)
NATURE = etree.XPath("string(a:ActeRecu/@a:CodeNatureActe)", namespaces=NS)
LETTRES = {"1": "DE", "2": "AR", "3": "AI", "4": "CC", "5": "BF", "6": "AU"}
PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def with_lxml(data: bytes) -> tuple[Any, ...]:
    """Return the fields of a receipt, as lxml gives them."""
    root = etree.fromstring(data, PARSER)
    return (
        root.get(f"{A}IDActe"),
        date.fromisoformat(root.get(f"{A}DateReception")),
        str(OBJET(root)),
        tuple(map(int, MATIERES(root))),
        LETTRES[str(NATURE(root))],
        str(DOCUMENT(root)),
        tuple(map(str, ANNEXES(root))),
        int(NOMBRE(root)),
    )


def with_delib(data: bytes) -> tuple[Any, ...]:
    """Return the same fields, as delib gives them."""
    (one,) = read_message(data, "recu.xml").accuses
    names = ("reception", "objet", "matiere", "nature", "document", "annexes", "nombre_annexes")
    return (str(one.identifiant), *(getattr(one, name) for name in names))


def archive_with_lxml(data: bytes) -> list[tuple[Any, ...]]:
    """Return the fields of every receipt of an archive, read by tarfile and lxml."""
    with tarfile.open(fileobj=io.BytesIO(data)) as opened:
        return [with_lxml(opened.extractfile(one).read()) for one in opened]  # type: ignore[union-attr]


def archive_with_delib(data: bytes) -> list[str]:
    """Return the identifiers of every receipt of an archive."""
    return [str(one.identifiant) for one in read_archive(io.BytesIO(data), "lot.tar.gz", "gzip").accuses]


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def medians(first: Callable[[], object], second: Callable[[], object]) -> tuple[float, float]:
    """Return the medians of two works, run in turn."""
    runs = [(timed(first), timed(second)) for _ in range(RUNS)]
    one, two = zip(*runs, strict=True)
    return statistics.median(one), statistics.median(two)


def main() -> None:
    every = messages()
    assert [with_delib(one) for one in every] == [with_lxml(one) for one in every]
    assert not any(read_message(one, "recu.xml").anomalies for one in every)
    archive = packed({f"{rank}.xml": one for rank, one in enumerate(every)})
    assert archive_with_delib(archive) == [one[0] for one in archive_with_lxml(archive)]

    rows = []
    for what, first, second, asked in (
        ("messages", lambda: [read_message(one, "recu.xml") for one in every], lambda: [with_lxml(one) for one in every], ASKED),
        ("one `.tar.gz` of them", lambda: archive_with_delib(archive), lambda: archive_with_lxml(archive), ASKED),
    ):
        ours, theirs = medians(first, second)
        met = "yes" if COUNT / ours >= asked else "no"
        shown = f"{COUNT / ours:,.0f} | {COUNT / theirs:,.0f} | {ours / theirs:.1f}× | ≥ {asked:,} | {met}"
        rows.append(f"| {what} | {shown} |")
        print(rows[-1])
    load = f", load average {os.getloadavg()[0]:.1f} at the end" if hasattr(os, "getloadavg") else ""
    head = f"Python {platform.python_version()}, lxml {lxml.__version__}, {os.cpu_count()} cores{load}."
    RESULTS.write_text(TEXT.format(head=head, size=len(every[0]), runs=RUNS, count=COUNT, rows="\n".join(rows)), encoding="utf-8")


if __name__ == "__main__":
    main()
