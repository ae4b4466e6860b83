"""One call of LibreOffice: a lot of Word files in, PDF files out as they are made, and nothing left of it whatever happens.

It runs in its own process group, with a profile, a home and a temporary folder that nobody else has. It fetches nothing, and
opens no other file than those given. Its exit code is not believed: what counts is the files that it made.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Generator, Mapping
from pathlib import Path

from delib.anomalie import AppelError, make
from delib.production.interruption import undisturbed
from delib.production.pdf.installation import version
from delib.systeme import os_reason

ENTREE = "MS Word 2007 XML"
"""The filter that reads a .docx: named, because LibreOffice otherwise makes a page of text of anything."""
OPTIONS: Mapping[str, object] = {
    "SelectPdfVersion": 3,  # PDF/A-3b: the PDF/A that takes attached data
    "PDFUACompliance": True,
    "UseTaggedPDF": True,
    "ExportBookmarks": True,  # the headings, as the reader's table of contents
    "ExportFormFields": False,  # an act is not filled; PDF/A has no use for fields
    "ExportNotes": False,  # Word's comments are for whoever writes the act
    "ExportLinksRelativeFsys": True,  # else a relative link would tell where this machine keeps its temporary files
    "DisplayPDFDocumentTitle": True,
}
"""What is asked of LibreOffice's PDF export."""
PROFIL = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
{}
</oor:items>
"""
REGLAGES = (
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),  # no linked picture, near or far
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "2"),  # links are never updated
    ("org.openoffice.Setup/L10N", "ooSetupSystemLocale", "fr-FR"),  # whatever the machine speaks
    ("org.openoffice.Office.Linguistic/General", "DefaultLocale", "fr-FR"),
)
"""The profile's settings: path, name, value."""
_DROPPED = ("LC_", "SAL_", "OOO_", "URE_", "PYTHON")
_PROXIES = ("http_proxy", "https_proxy", "ftp_proxy", "all_proxy", "no_proxy", "language", "display", "wayland_display")
TICK = 0.02
"""How often what LibreOffice has made is looked for, in seconds."""
GRACE = 10.0
"""How long LibreOffice may take to leave, once all is made, in seconds: it takes a tenth of one."""
GONE = 2.0
"""How long a killed LibreOffice may take to be gone, in seconds. (In a container, the dead may stay listed longer.)"""
_END = b"%%EOF"
_WINDOWS = sys.platform == "win32"


class Appel:
    """A call of `programme` on `lot` (name → the bytes of a .docx), in folder `dossier`, which it may fill as it likes.

    After `run`, `left` holds the names without PDF, in their order; `hung` whether LibreOffice made nothing for `delai` seconds,
    its own start among them; `raison` how it stopped, "" where it merely left.
    """

    def __init__(self, programme: str, dossier: str, lot: Mapping[str, bytes], delai: float) -> None:
        self.programme = programme
        self.delai = delai
        self.left = list(lot)
        self.raison = ""
        self.hung = False
        self._lot = lot
        self._dossier = dossier
        self._sortie = os.path.join(dossier, "sortie")
        self._profil = Path(dossier, "profil").absolute().as_uri()

    def run(self) -> Generator[tuple[str, bytes]]:
        """Yield each name with the bytes of its PDF, as soon as it is made. Raises AppelError or OSError."""
        command = self._prepare()
        process: subprocess.Popen[bytes] | None = None
        garde: subprocess.Popen[bytes] | None = None
        try:
            with undisturbed():
                process = self._start(command)
                garde = _guard(process.pid, self._dossier)
            yield from self._watch(process)
            if not self.left:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(GRACE)
        finally:
            with undisturbed():
                if process is not None:
                    _end(process)
                    _forget_pipe(self._profil)
                if garde is not None:
                    garde.kill()
                    garde.communicate()

    def _prepare(self) -> list[str]:
        """Write the files that LibreOffice reads; return the command. Raises OSError."""
        folders = {
            name: os.path.join(self._dossier, name) for name in ("entree", "sortie", "profil/user", "maison", "temporaire")
        }
        for path in folders.values():
            os.makedirs(path, mode=0o700)
        Path(folders["profil/user"], "registrymodifications.xcu").write_text(_profile(self.programme), encoding="utf-8")
        paths = [os.path.join(folders["entree"], f"{name}.docx") for name in self._lot]
        for path, data in zip(paths, self._lot.values(), strict=True):
            Path(path).write_bytes(data)
        return [
            self.programme,
            f"-env:UserInstallation={self._profil}",
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--nodefault",
            "--convert-to",
            f"pdf:writer_pdf_Export:{_filter_data()}",
            f"--infilter={ENTREE}",
            "--outdir",
            self._sortie,
            *paths,
        ]

    def _start(self, command: list[str]) -> subprocess.Popen[bytes]:
        """Return LibreOffice, started. Raises AppelError when the program cannot be run at all."""
        flags = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
        with open(os.path.join(self._dossier, "journal"), "wb") as journal:
            try:
                return subprocess.Popen(  # noqa: S603 - the program that the user named, on files of ours
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=journal,
                    stderr=subprocess.STDOUT,
                    env=self._environment(),
                    cwd=self._dossier,
                    start_new_session=not _WINDOWS,
                    creationflags=flags,
                )
            except OSError as error:
                raison = os_reason(error)
                raise AppelError([make("pdf-office-lancement", programme=self.programme, raison=raison)]) from None

    def _environment(self) -> dict[str, str]:
        """Return the environment of LibreOffice: its own home; the user's fonts, but not their language, time zone, proxies."""
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(_DROPPED) and name.lower() not in _PROXIES
        }
        home = os.path.expanduser("~")
        data = os.environ.get("XDG_DATA_HOME") or os.path.join(home, ".local", "share")
        cache = os.environ.get("XDG_CACHE_HOME") or os.path.join(home, ".cache")
        temporary = os.path.join(self._dossier, "temporaire")
        own = {
            **dict.fromkeys(("LANG", "LC_ALL"), "C.UTF-8"),
            **dict.fromkeys(("TMPDIR", "TMP", "TEMP"), temporary),
            **dict.fromkeys(("HOME", "XDG_CONFIG_HOME"), os.path.join(self._dossier, "maison")),
            **{"XDG_DATA_HOME": data, "XDG_CACHE_HOME": cache},  # the user's fonts, and what fontconfig knows of them
            **{"TZ": "UTC", "SAL_USE_VCLPLUGIN": "svp"},
        }
        return {**kept, **own}

    def _watch(self, process: subprocess.Popen[bytes]) -> Generator[tuple[str, bytes]]:
        """Yield what is made, until all is, or LibreOffice has left, or has made nothing for too long."""
        since = time.monotonic()
        while self.left:
            over = process.poll() is not None
            made = self._made()
            if made:
                since = time.monotonic()
            for name, data in made:
                self.left.remove(name)
                yield name, data
            if made:
                continue
            if over:
                self.raison = _reason(process.returncode)
                return
            if time.monotonic() - since > self.delai:
                self.hung = True
                return
            time.sleep(TICK)

    def _made(self) -> list[tuple[str, bytes]]:
        """Return the PDF files that are whole, and remove them: room is left for others."""
        try:
            names = set(os.listdir(self._sortie))
        except OSError:
            return []
        made = []
        for name in self.left:
            if f"{name}.pdf" in names:
                path = os.path.join(self._sortie, f"{name}.pdf")
                data = Path(path).read_bytes()
                if data.rstrip()[-len(_END) :] == _END:
                    os.unlink(path)
                    made.append((name, data))
        return made


def _profile(programme: str) -> str:
    """Return the settings of the profile. With the version of the last run, LibreOffice does without what it does at its first:
    0.8 s of processor, twice what converting an act takes.
    """
    known = version(programme)
    last = (("org.openoffice.Setup/Product", "ooSetupLastVersion", known),) if known else ()
    return PROFIL.format(
        "\n".join(
            f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
            for path, name, value in (*REGLAGES, *last)
        )
    )


def _filter_data() -> str:
    """Return the options of the export, as LibreOffice reads them on its command line."""
    types = {bool: "boolean", int: "long"}
    said = {name: {"type": types[type(value)], "value": str(value).lower()} for name, value in OPTIONS.items()}
    return json.dumps(said, separators=(",", ":"))


def _reason(code: int) -> str:
    """Return how LibreOffice left, "" where it says that all went well: its word is no proof."""
    number = -code if code < 0 else code - 128
    if code < 0 or number in (signal.SIGABRT, getattr(signal, "SIGKILL", 9), signal.SIGSEGV, signal.SIGTERM):
        return f"il a été arrêté par le signal {number}"
    return f"il a rendu le code {code}" if code else ""


def _guard(pid: int, dossier: str) -> subprocess.Popen[bytes] | None:
    """Return a process that, should this one be killed, kills LibreOffice and removes what it was given; None on Windows.

    It waits for the end of its standard input, which the system closes when this process dies, however it dies.
    """
    if _WINDOWS:
        return None
    script = 'read -r _; kill -9 "-$1"; rm -rf -- "$2"'
    try:
        return subprocess.Popen(  # noqa: S603 - a fixed script
            ["/bin/sh", "-c", script, "sh", str(pid), dossier],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:  # no shell: LibreOffice will do without
        return None


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill LibreOffice and all that it started, and wait until they are gone."""
    if _WINDOWS:
        if process.poll() is None:
            kill = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
            subprocess.run(kill, capture_output=True, check=False)  # noqa: S603 - Windows's own
        process.wait()
        return
    running = process.poll() is None
    _signal_group(process.pid)
    process.wait()
    until = time.monotonic() + GONE
    while running and _signal_group(process.pid) and time.monotonic() < until:
        time.sleep(TICK)


def _signal_group(group: int) -> bool:
    """Kill what is left of a process group; return whether anything was."""
    try:
        os.killpg(group, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):  # macOS answers the latter for a group of dead processes
        return False
    return True


def _forget_pipe(profil: str) -> None:
    """Remove the pipe that a killed LibreOffice leaves in /tmp, named after the md5 of its profile's address."""
    if _WINDOWS:
        return
    digest = hashlib.md5(profil.encode("utf-16-le"), usedforsecurity=False).digest()
    name = f"OSL_PIPE_{os.getuid()}_SingleOfficeIPC_{''.join(f'{byte:x}' for byte in digest)}"
    with contextlib.suppress(OSError):
        os.unlink(os.path.join("/tmp", name))  # noqa: S108 - LibreOffice's own choice
