"""Where LibreOffice is on this machine. Finds its program, and tells whether a program is it; runs nothing else."""

from __future__ import annotations

import glob
import os
import re
import shutil
import subprocess
import sys

from delib.anomalie import AppelError, EcritureError, make

VARIABLE = "DELIB_SOFFICE"
"""The environment variable that names LibreOffice's program, where `--soffice` does not."""
_NAMES = ("soffice", "libreoffice")
_USUAL: dict[str, tuple[str, ...]] = {
    "darwin": (
        "/Applications/LibreOffice.app/Contents/MacOS/soffice",
        "~/Applications/LibreOffice.app/Contents/MacOS/soffice",
    ),
    "win32": (
        r"%ProgramFiles%\LibreOffice\program\soffice.com",  # the one that waits for the end
        r"%ProgramFiles(x86)%\LibreOffice\program\soffice.com",
    ),
}
_ELSEWHERE = (
    "/opt/libreoffice*/program/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
)
"""Where LibreOffice's own packages, and those of Linux distributions, put what is not on PATH."""
_PATIENCE = 20
"""How long a program may take to say its version, in seconds: LibreOffice takes a tenth of one."""


def find(said: str | None = None) -> str:
    """Return the path of LibreOffice's program: `said`, else what DELIB_SOFFICE names, else that of PATH or of the usual places.

    Raises AppelError when what is named is no program, EcritureError when nothing is named and none is found.
    """
    for name, origine in ((said, "--soffice"), (os.environ.get(VARIABLE), VARIABLE)):
        if name:
            return _named(name, origine)
    found = next((path for name in _NAMES if (path := shutil.which(name))), None) or _usual()
    if found is None:
        raise EcritureError([make("pdf-office-absent", variable=VARIABLE)])
    return os.path.abspath(found)


def _named(name: str, origine: str) -> str:
    found = shutil.which(os.path.expanduser(name))
    if found is None:
        raise AppelError([make("pdf-office-chemin", programme=name, origine=origine)])
    return os.path.abspath(found)


def _usual() -> str | None:
    """Return the program in the first of the places where this system's installers put it, or None."""
    patterns = _USUAL.get(sys.platform, _ELSEWHERE)
    expanded = (os.path.expandvars(os.path.expanduser(pattern)) for pattern in patterns)
    found = (path for pattern in expanded for path in sorted(glob.glob(pattern), reverse=True))
    return next((path for path in found if shutil.which(path)), None)


_REGISTRIES = ("share/registry/main.xcd", "Resources/registry/main.xcd")
"""Where an installation keeps its settings, from the folder above its program's: on Linux and Windows, on macOS."""
_MAX_REGISTRY = 16 * 1024 * 1024
_VERSION = re.compile(rb'"ooSetupVersion"[^<>]*>\s*<value>([0-9.]{1,20})</value>')


def version(programme: str) -> str:
    """Return the version that LibreOffice's own settings say (« 7.4 »), read without running it; "" where they are not found."""
    home = os.path.dirname(os.path.dirname(os.path.realpath(programme)))
    for name in _REGISTRIES:
        try:
            with open(os.path.join(home, name), "rb") as stream:
                found = _VERSION.search(stream.read(_MAX_REGISTRY))
        except OSError:
            continue
        if found is not None:
            return found[1].decode()
    return ""


def check(programme: str) -> None:
    """Raise EcritureError unless `programme` says that it is an office suite: for one that has just made nothing."""
    if sys.platform == "win32":  # it says its version in a window, where nobody looks
        return
    try:
        done = subprocess.run(  # noqa: S603 - the program that the user named
            [programme, "--headless", "--version"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
            start_new_session=True,
        )
        said = done.stdout.decode("utf-8", "replace").strip()
    except (OSError, subprocess.TimeoutExpired):
        said = ""
    if "office" not in said.lower():
        raise EcritureError([make("pdf-office-autre", programme=programme)])
