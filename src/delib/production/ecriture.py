"""Writes files whole or not at all: temporary files in the same folder, fsync, replace, roll back.

Gives every output its name, from one function; a name never leaves its folder.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import unicodedata
from collections.abc import Iterable, Mapping

from delib.anomalie import Anomalie, AppelError, DonneesError, EcritureError, Source, make
from delib.systeme import os_reason

MAX_NAME = 150
"""The longest file name, in bytes of UTF-8: every file system takes 255, and a suffix must fit."""
STALE = 24 * 60 * 60
"""How much older than the file just written a temporary file of the same name must be, in seconds, to be a dead process's."""
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)


def file_name(parts: Iterable[str], chemin: str = "", lieu: Source | None = None) -> str:
    """Return the .docx name that `parts` (a number, a variant) give: `CM2025-04-07-19-2_extrait.docx`.

    Raises DonneesError when they would leave the folder, hide the file, or name nothing.
    """
    given = [unicodedata.normalize("NFC", part) for part in parts]
    joined = "_".join(given)

    def refused(raison: str) -> DonneesError:
        return DonneesError([make("nom-fichier", lieu, chemin, nom=joined[:80], raison=raison)])

    if any(step.strip() in ("", ".", "..") for part in given for step in re.split(r"[\\/]", part)):
        raise refused("il sortirait du dossier")
    name = re.sub(r"\s+", " ", re.sub(r"[^\w. ()+,=@°'’-]+", "-", joined)).strip(" .")
    if not given or not all(re.search(r"\w", part) for part in given) or name.startswith("-") or _RESERVED.fullmatch(name):
        raise refused("il ne donne pas un nom de fichier")
    if len(name.encode()) > MAX_NAME:
        raise refused("il est trop long")
    return f"{name}.docx"


def write_all(files: Mapping[str, bytes], *, replace: bool = False) -> list[str]:
    """Write every file of `files` (path → bytes), or none; return their paths.

    A file already there with the same bytes is left as it is; with others it is replaced only if `replace`. Raises AppelError
    (a file differs) or EcritureError (the disk refuses); then nothing has changed. A process that is killed leaves whole files
    alone under their names; what it leaves hidden (`.name.xxxxxxxx.tmp`), the first writing of that name a day later removes.
    """
    todo: dict[str, bytes] = {}
    differ: list[Anomalie] = []
    for path, data in files.items():
        state = _state(path, data)
        if state == "differs" and not replace:
            differ.append(make("fichier-existe", Source(path)))
        elif state != "same":
            todo[path] = data
    if differ:
        raise AppelError(differ)
    made = _Writing()
    try:
        for path, data in todo.items():
            made.stage(path, data)
        made.commit(replace)
    except FileExistsError as error:
        made.roll_back()
        raise AppelError([make("fichier-existe", Source(str(error.filename2 or error.filename)))]) from None
    except OSError as error:
        made.roll_back()
        path = str(error.filename2 or error.filename or next(iter(todo), ""))
        raise EcritureError([make("ecriture", Source(_plain(path)), raison=os_reason(error))]) from None
    except BaseException:
        made.roll_back()
        raise
    made.clean()
    return list(files)


def put(temporary: str, path: str, *, replace: bool) -> None:
    """Give a whole file, written beside, its name. Raises FileExistsError, unless `replace`, where one bears it already."""
    if replace:
        os.replace(temporary, path)
    else:
        _place(temporary, path)


def sync_folder(folder: str) -> None:
    """Make the names given in a folder durable, where the system can."""
    _sync(folder)


def _state(path: str, data: bytes) -> str:
    try:
        if os.path.isdir(path):
            raise AppelError([make("fichier-existe", Source(path))])
        if os.path.getsize(path) != len(data):
            return "differs"
        with open(path, "rb") as stream:
            return "same" if stream.read() == data else "differs"
    except OSError:
        return "differs" if os.path.lexists(path) else "absent"


def _plain(path: str) -> str:
    """Return the name of the file that a temporary one stands for."""
    folder, name = os.path.split(path)
    found = re.fullmatch(r"\.(.+)\.[0-9a-f]{8}\.(?:tmp|old)", name)
    return os.path.join(folder, found.group(1)) if found is not None else path


class _Writing:
    """The files being written: what was staged, what was put in place, and how to undo it."""

    def __init__(self) -> None:
        self.folders: list[str] = []
        self.staged: list[tuple[str, str]] = []
        self.placed: list[tuple[str, str]] = []

    def stage(self, path: str, data: bytes) -> None:
        """Write `data` beside `path`, down to the disk."""
        folder = os.path.dirname(path) or "."
        self._make_folder(folder)
        temporary = os.path.join(folder, f".{os.path.basename(path)}.{os.urandom(4).hex()}.tmp")
        self.staged.append((temporary, path))
        with open(temporary, "xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())

    def _make_folder(self, folder: str) -> None:
        missing = []
        while folder and not os.path.isdir(folder):
            missing.append(folder)
            folder = os.path.dirname(folder)
        for one in reversed(missing):
            try:
                os.mkdir(one)
            except FileExistsError:
                raise NotADirectoryError(errno.ENOTDIR, "not a folder", one) from None
            self.folders.append(one)

    def commit(self, replace: bool) -> None:
        """Put every staged file in its place."""
        for temporary, path in self.staged:
            if replace and os.path.lexists(path):
                old = f"{temporary[:-4]}.old"
                _keep(path, old)
                self.placed.append((old, path))
                os.replace(temporary, path)
            else:
                _place(temporary, path)
                self.placed.append(("", path))
        for folder in {os.path.dirname(path) or "." for _, path in self.staged}:
            _sync(folder)

    def roll_back(self) -> None:
        """Leave everything as it was."""
        for old, path in reversed(self.placed):
            with contextlib.suppress(OSError):
                if old:
                    os.replace(old, path)
                else:
                    os.unlink(path)
        for temporary, _ in self.staged:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
        for folder in reversed(self.folders):
            with contextlib.suppress(OSError):
                os.rmdir(folder)

    def clean(self) -> None:
        """Forget the files that were replaced, and what dead processes left of the same names."""
        for old, _ in self.placed:
            if old:
                with contextlib.suppress(OSError):
                    os.unlink(old)
        for folder in {os.path.dirname(path) for _, path in self.staged}:
            with contextlib.suppress(OSError):
                _sweep(folder or ".", {os.path.basename(path) for _, path in self.staged if os.path.dirname(path) == folder})


def _sweep(folder: str, written: set[str]) -> None:
    """Remove what killed processes left in `folder`, more than a day ago, of the files just `written`.

    The age is told by the file system, whose clock marked both files, not by this machine's. Should a process stopped for a day
    wake up, it finds its file gone, undoes what it did and says so. An `.old` is kept: it may be a document's only copy.
    """
    with os.scandir(folder) as entries:
        hidden = [entry for entry in entries if entry.name.startswith(".") and entry.name.endswith(".tmp")]
    for entry in hidden:
        name = os.path.basename(_plain(entry.name))
        if name in written and entry.is_file(follow_symlinks=False):
            age = os.stat(os.path.join(folder, name)).st_mtime - entry.stat(follow_symlinks=False).st_mtime
            if age > STALE:
                os.unlink(entry.path)


def _keep(path: str, old: str) -> None:
    """Give the file at `path` a second name, so that it is never missing while it is replaced."""
    try:
        os.link(path, old)
    except OSError:  # a file system without links
        os.rename(path, old)


def _place(temporary: str, path: str) -> None:
    """Give `temporary` its name. Raises FileExistsError rather than lose a file that appeared meanwhile."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise FileExistsError(errno.EEXIST, "exists", path) from None
    except OSError:  # a file system without links, or a full one
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, "exists", path) from None
        os.rename(temporary, path)
    else:
        os.unlink(temporary)


def _sync(folder: str) -> None:
    """Make the new names durable, where the system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
