"""What the tests of hostile templates share: data of every kind, and the judge of what became of a template."""

from __future__ import annotations

import contextlib
import ctypes
import io
import os
import re
import sys
import tempfile
import traceback
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any
from xml.parsers import expat

import docxtpl

import delib
from delib.anomalie import MAX_ERRORS
from delib.codes import CODES
from delib.production.plan import iter_lines
from tests.conftest import RACINE
from tests.words import docx

SECRET = "Le mot de passe du coffre"  # noqa: S105 - the password of nothing
"""What a file on the disk holds, that no document may show."""

# -------------------------------------------------------------------------------------------------------------------- the data


class Personne:
    """An object as developers pass them: fields, a property, a method."""

    nom = "Anne Durand"
    _secret = "caché"  # noqa: S105 - what no template reads

    @property
    def age(self) -> int:
        return 51

    @property
    def faute(self) -> str:
        raise KeyError("faute")

    def salut(self, formule: str = "Bonjour") -> str:
        return f"{formule} {self.nom}"

    def rate(self) -> str:
        raise OSError(2, "introuvable", "/srv/secret")

    def __str__(self) -> str:
        return self.nom


def shout(text: str = "x") -> str:
    """Return `text` in capitals: a plain function among the data."""
    return text.upper()


def numbers() -> Iterator[int]:
    """Yield numbers, without end."""
    number = 0
    while True:
        yield number
        number += 1


def context() -> dict[str, Any]:
    """Return fresh data, a little of everything."""
    liste: list[Any] = ["a", "b", "c"]
    return {
        "nom": "Val-d’Essai",
        "nombre": 7,
        "montant": Decimal("1250.50"),
        "tiers": Fraction(1, 3),
        "jour": date(2025, 4, 7),
        "liste": liste,
        "vide": [],
        "cent": list(range(100)),
        "d": {"a": "un", "b": "deux"},
        "lignes": [{"objet": "Toit", "montant": 45800}, {"objet": "Mur", "montant": 1250}],
        "personne": Personne(),
        "crier": shout,
        "long": "x" * 100_000,
        "retours": "x\n" * 50_000,
        "guillemet": '"',
        "barre": "\\",
        "rien": None,
        "oui": True,
        "infini": numbers(),
        "riche": docxtpl.RichText("gras", bold=True),
    }


# ------------------------------------------------------------------------------------------------------------------- the judge

MAX_PRINTED = 100_000_000
"""The most bytes of XML that a document may come out with."""


def judged(data: bytes, values: dict[str, Any], before: Callable[[Path], object] = str) -> dict[str, Any]:
    """Return what became of a template: {"lines"} of the document, or {"told"} anomalies, or {"raised"}; and what it touched.

    `@SECRET@` in the template is the path of a file that holds SECRET. Runs in a room: what it does to the process, and what
    `before` does, is of no consequence to others.
    """
    secret = Path(tempfile.mkdtemp()) / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    data = _with_secret(data, str(secret))
    frozen = _frozen(values)
    opened = _watched(secret)
    touched: list[str] = []
    sys.addaudithook(lambda event, args: _note(touched, event, args))
    told: dict[str, Any]
    try:
        before(secret)
        made = delib.Gabarit(data).render(values)
    except delib.ModeleError as error:
        told = {
            "told": [one.to_dict() for one in error.anomalies][:50],
            "count": len(error.anomalies),
            "message": str(error)[:2_000],
        }
    except BaseException as error:
        told = {"raised": f"{type(error).__name__}: {error}"[:300], "trace": traceback.format_exc()[-2_000:]}
    else:
        told = _read(made)
    return {**told, "touched": sorted({*touched, *opened()}), "changed": _frozen(values) != frozen}


def _with_secret(data: bytes, path: str) -> bytes:
    """Return the file with `@SECRET@` become the path of the secret in each of its parts."""
    if not zipfile.is_zipfile(io.BytesIO(data)) or len(data) > 1_000_000:
        return data
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        if sum(info.file_size for info in archive.infolist()) > 5_000_000:
            return data
        if not any(b"@SECRET@" in archive.read(info) for info in archive.infolist()):
            return data
        for info in archive.infolist():
            made.writestr(info, archive.read(info).replace(b"@SECRET@", path.encode()))
    return stream.getvalue()


def _frozen(values: dict[str, Any]) -> str:
    """Return the data as they stand, those of `context` alone, so that a change shows."""
    return repr([values[name] for name in ("liste", "vide", "cent", "d", "lignes")]) + Personne.nom


def _watched(path: Path) -> Callable[[], list[str]]:
    """Return what tells whether a file was opened since now, by Python or by any library (inotify)."""
    libc = ctypes.CDLL(None, use_errno=True)
    inotify = libc.inotify_init1(os.O_NONBLOCK)
    assert inotify >= 0
    assert libc.inotify_add_watch(inotify, os.fsencode(path), _IN_OPEN | _IN_ACCESS) >= 0

    def opened() -> list[str]:
        try:
            return ["the secret"] if os.read(inotify, 4096) else []
        except BlockingIOError:
            return []

    return opened


_IN_ACCESS, _IN_OPEN = 0x1, 0x20
_OUTSIDE = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.remove", "os.rename", "os.mkdir", "urllib.")
_PYTHON = tuple(str(Path(one).resolve()) for one in (sys.prefix, sys.base_prefix, RACINE / "src", *sys.path[1:]) if one)


def _note(touched: list[str], event: str, args: tuple[Any, ...]) -> None:
    """Note what a case asks of the system, the libraries' own files apart."""
    if event == "open" and isinstance(args[0], str | bytes):
        path = os.path.realpath(os.fsdecode(args[0]))
        if not path.startswith(_PYTHON):
            touched.append(f"open {path}")
    elif event.startswith(_OUTSIDE):
        touched.append(event)


def _read(made: bytes) -> dict[str, Any]:
    """Return the lines of a document, once each of its parts was read by a parser that mends nothing."""
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert sum(map(len, parts.values())) <= MAX_PRINTED
    for name, data in parts.items():
        if name.endswith((".xml", ".rels")):
            expat.ParserCreate(namespace_separator=" ").Parse(data, True)
    stories = tuple(name for name in parts if name.startswith("word/") and name.endswith(".xml") and name != "word/styles.xml")
    lines = [line.texte for line in iter_lines(made, stories)]
    return {"lines": [line[:200] for line in lines[:50]], "secret": SECRET.encode() in b"".join(parts.values())}


# Words of Python, of Jinja and of Word's XML, which no clerk should read.
_JARGON = re.compile(
    r"Traceback|Error\b|Exception|NoneType|<class|object at 0x|jinja|undefined|<function|<w:|Errno|File \"|\bexpected\b|\bgot\b",
    re.IGNORECASE,
)
# What the clerk typed; what a developer's own object raised.
_QUOTED = re.compile(r"« [^»]*»|une erreur (?!MemoryError|NameError|AssertionError|Recursion|Template|FilterArgument)\w+")


def refusal(told: dict[str, Any]) -> str:
    """Return the code of the first anomaly that refuses a case, once all of them were found fit for a person."""
    assert "died" not in told, told
    assert "raised" not in told, told.get("trace")
    assert "told" in told, told
    for one in told["told"]:
        assert one["code"] in CODES
        assert one["gravite"] == "erreur"
        assert one["lieu"]["fichier"], one
        found = _JARGON.search(_QUOTED.sub("", one["message"] + one.get("conseil", "")))
        assert found is None, one
    assert told["count"] <= MAX_ERRORS + 1, "more than anyone will read"
    return told["told"][0]["code"]


ASKED = {"open /nulle/part.png", "open /", "open /dev/zero"}
"""What the values of a table ask for themselves, as a developer may."""


def untouched(told: dict[str, Any]) -> None:
    """Hold that a case read no file, called no program, opened no line, changed no data."""
    assert set(told["touched"]) <= ASKED
    assert not told["changed"]
    assert not told.get("secret")


def hold(told: dict[str, Any], expected: str) -> None:
    """Hold that a case was refused by the code expected (« * »: any), or that its first line is the one expected (« = Un toit »,
    « = Un… » where it only begins so); and that it touched nothing.
    """
    if expected.startswith("= "):
        assert "lines" in told, told
        first, awaited = "".join(told["lines"][:1]), expected.removeprefix("= ")
        assert first.startswith(awaited[:-1]) if awaited.endswith("…") else first == awaited, told["lines"]
    elif expected == "*":
        refusal(told)
    else:
        assert refusal(told) == expected, told["message"]
    untouched(told)


def warm() -> None:
    """Render once, and fail once: each room is forked with the libraries loaded."""
    gabarit = delib.Gabarit(docx("{{ x }}"))
    gabarit.render({"x": 1})
    with contextlib.suppress(delib.ModeleError):
        gabarit.render({})


warm()
