"""One run at a time in a folder: a lock of the operating system on a file, which dies with its process."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import threading

from delib.anomalie import AppelError, Source, make

_FAR = 1 << 30
"""The byte that Windows locks: far beyond what is written, for a locked byte cannot be read."""
_held: set[str] = set()
_door = threading.Lock()


class Verrou:
    """The lock of the file at `path`, made where there is none. Raises AppelError, of `dossier`, when another run holds it.

    Nothing else in the process may open that file: closing it would drop the lock.
    """

    def __init__(self, path: str, dossier: str) -> None:
        self.path = path
        self.dossier = dossier
        self._real = os.path.realpath(path)
        with _door:  # the system's lock is of a process: it does not tell two of its threads apart
            if self._real in _held:
                raise AppelError([make("serie-en-cours", Source(dossier))])
            _held.add(self._real)
        try:
            self.handle = self._open()
        except BaseException:
            _held.discard(self._real)
            raise

    def _open(self) -> int:
        while True:
            os.makedirs(os.path.dirname(self.path), exist_ok=True)
            try:
                handle = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
            except FileNotFoundError:  # the run that ends has just removed the folder
                continue
            try:
                locked = _lock(handle)
                if locked and _is_there(handle, self.path):
                    return handle
            except BaseException:
                os.close(handle)
                raise
            os.close(handle)
            if not locked:
                raise AppelError([make("serie-en-cours", Source(self.dossier))])

    def release(self) -> None:
        """Let another run in."""
        os.close(self.handle)
        _held.discard(self._real)


def _is_there(handle: int, path: str) -> bool:
    """Return whether the file locked is the one that bears the name: the run that ends removes its own."""
    try:
        return os.path.samestat(os.fstat(handle), os.stat(path))
    except OSError:
        return False


def _lock(handle: int) -> bool:
    """Return whether the lock is ours; True as well on a disk that knows no lock."""
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - Windows alone has it

        os.lseek(handle, _FAR, os.SEEK_SET)
        with contextlib.suppress(OSError):
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            return True
        return False
    import fcntl  # noqa: PLC0415 - Windows has none

    try:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in (errno.EACCES, errno.EAGAIN)
    return True
