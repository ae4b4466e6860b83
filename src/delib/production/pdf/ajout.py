"""Adds to a PDF without rewriting it: the file's own bytes stay as they are, what is new or changed follows them.

This is the incremental update of ISO 32000-1, § 7.5.6. Its table of objects is of the same kind as the file's last one (§ 7.5.8).
Knows nothing of what the objects say; does not mend a file (`is_sound` says whether it may be added to).
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

_LAST = 2048
"""Where the last `startxref` is looked for, in bytes from the end of the file: readers look at 1,024 (annex H, note 18)."""
_STARTXREF = re.compile(rb"startxref\s+([0-9]{1,12})\s")
_TABLE = re.compile(rb"\s{0,4}xref\s")
_STREAM = re.compile(rb"\s{0,4}[0-9]{1,10}\s+[0-9]{1,5}\s+obj\b")

Numero = tuple[int, int]
"""The number of an object and its generation."""


@dataclass(frozen=True, slots=True)
class Queue:
    """The end of a PDF, as its next trailer must repeat it: its root, its information, its first identifier, its next number.

    The first three are written as they stand in a PDF; information and identifier are empty where the file has none.
    """

    racine: bytes
    information: bytes
    identifiant: bytes
    suivant: int


def is_sound(data: bytes) -> bool:
    """Return whether a PDF can be added to: it begins at its first byte, and says rightly where its last table lies."""
    return data.startswith(b"%PDF-") and _last_table(data) is not None


def append(data: bytes, objets: Mapping[Numero, bytes], queue: Queue) -> bytes:
    """Return `data` followed by the objects, each as a PDF writes it, then their table and trailer. `data` must be sound."""
    found = _last_table(data)
    if found is None:
        raise ValueError("the file does not say where its table lies")
    before, by_stream = found
    pieces = [b"" if data.endswith(b"\n") else b"\n"]
    offset = len(data) + len(pieces[0])
    places: dict[Numero, int] = {}
    for (rank, generation), body in sorted(objets.items()):
        places[rank, generation] = offset
        pieces.append(b"%d %d obj\n%s\nendobj\n" % (rank, generation, body))
        offset += len(pieces[-1])
    mark = hashlib.sha256(hashlib.sha256(data).digest() + b"".join(pieces)).hexdigest()[:32].encode()
    trailer = b"/Root %s /Prev %d /ID [%s <%s>]" % (queue.racine, before, queue.identifiant or b"<%s>" % mark, mark)
    if queue.information:
        trailer += b" /Info " + queue.information
    last = _by_stream if by_stream else _by_table
    pieces.append(last(places, offset, queue.suivant, trailer))
    pieces.append(b"startxref\n%d\n%%%%EOF\n" % offset)
    return b"".join((data, *pieces))


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """Return a stream as a PDF writes it; `entries` go into its dictionary."""
    return b"<<%s /Length %d>>\nstream\n%s\nendstream" % (entries, len(data), data)


def _last_table(data: bytes) -> tuple[int, bool] | None:
    """Return where the last table lies, and whether it is a stream; None where the file does not say it rightly."""
    told = _STARTXREF.findall(data, max(0, len(data) - _LAST))
    if not told:
        return None
    offset = int(told[-1])
    if _TABLE.match(data, offset):
        return offset, False
    return (offset, True) if _STREAM.match(data, offset) else None


def _by_table(places: Mapping[Numero, int], _: int, size: int, trailer: bytes) -> bytes:
    lines = [b"xref\n"]
    for run in _runs(places):
        lines.append(b"%d %d\n" % (run[0][0], len(run)))
        lines.extend(b"%010d %05d n \n" % (places[one], one[1]) for one in run)
    lines.append(b"trailer\n<</Size %d %s>>\n" % (size, trailer))
    return b"".join(lines)


def _by_stream(places: Mapping[Numero, int], offset: int, size: int, trailer: bytes) -> bytes:
    every = {**places, (size, 0): offset}  # the table is an object too, the last one
    runs = _runs(every)
    index = b" ".join(b"%d %d" % (run[0][0], len(run)) for run in runs)
    rows = b"".join(struct.pack(">BIH", 1, every[one], one[1]) for run in runs for one in run)
    entries = b"/Type /XRef /W [1 4 2] /Index [%s] /Size %d %s" % (index, size + 1, trailer)
    return b"%d 0 obj\n%s\nendobj\n" % (size, stream(rows, entries))


def _runs(places: Iterable[Numero]) -> list[list[Numero]]:
    """Return the objects in runs of consecutive numbers."""
    ordered = sorted(places)
    runs = [ordered[:1]]
    for before, one in pairwise(ordered):
        if one[0] != before[0] + 1:
            runs.append([])
        runs[-1].append(one)
    return runs
