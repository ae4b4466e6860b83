"""Keeps what a template compiled to in the user's own cache folder, so that the next process does not compile it again.

An entry is code: it is read only from a folder and a file that belong to the user and that nobody else may write, and only if
its digest is right; anything else is ignored, and compiled again. Nothing here ever fails: without a cache, delib is slower.
"""

from __future__ import annotations

import contextlib
import hashlib
import marshal
import os
import stat
import sys
from typing import Any

import jinja2

MAX_ENTRIES = 200
"""The most entries kept; beyond, all go: a library has a few dozen templates."""
_ACTIVE = [True]


def disable() -> None:
    """Use no cache in this process."""
    _ACTIVE[0] = False


def folder() -> str | None:
    """Return the user's cache folder for delib, made if need be, or None where it cannot be trusted."""
    if not _ACTIVE[0] or os.environ.get("DELIB_SANS_CACHE") or not hasattr(os, "getuid"):
        return None
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    if not os.path.isabs(base):
        return None
    path = os.path.join(base, "delib")
    try:
        os.makedirs(path, mode=0o700, exist_ok=True)
        return path if _is_own(os.lstat(path), stat.S_ISDIR) else None
    except OSError:
        return None


def _is_own(state: os.stat_result, kind: Any) -> bool:
    """Return whether a file is of `kind`, belongs to this user, and is closed to everybody else."""
    return kind(state.st_mode) and state.st_uid == os.getuid() and not state.st_mode & 0o077


def key(data: bytes) -> str:
    """Return the name of the entry for template `data`: it changes with the template, Python, Jinja, and delib's own code."""
    digest = hashlib.sha256(data)
    here, jinja = os.path.dirname(os.path.abspath(__file__)), os.path.dirname(os.path.abspath(jinja2.__file__))
    digest.update(repr((sys.version, sys.implementation.cache_tag, _states(here), _states(jinja))).encode())
    return digest.hexdigest()


def _states(code: str) -> list[tuple[str, int, int]]:
    """Return name, size and date of each module of a folder: one edited or installed anew makes other entries."""
    found = sorted((entry for entry in os.scandir(code) if entry.name.endswith(".py")), key=lambda entry: entry.name)
    return [(entry.name, entry.stat().st_size, entry.stat().st_mtime_ns) for entry in found]


def load(name: str) -> Any:
    """Return the entry called `name`, or None when there is none that can be trusted."""
    path = folder()
    if path is None:
        return None
    try:
        with open(os.path.join(path, name), "rb") as stream:
            if not _is_own(os.fstat(stream.fileno()), stat.S_ISREG):
                return None
            data = stream.read()
        if hashlib.sha256(data[32:]).digest() != data[:32]:
            return None
        return marshal.loads(data[32:])  # noqa: S302 - ours, by its owner, its mode and its digest
    except (OSError, ValueError, EOFError, TypeError):
        return None


def store(name: str, entry: object) -> None:
    """Keep `entry` under `name`, whole or not at all."""
    path = folder()
    if path is None:
        return
    temporary = os.path.join(path, f"{name}.{os.getpid()}.tmp")
    with contextlib.suppress(OSError, ValueError):
        _make_room(path)
        data = marshal.dumps(entry)
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as stream:
            stream.write(hashlib.sha256(data).digest() + data)
        os.replace(temporary, os.path.join(path, name))
        return
    with contextlib.suppress(OSError):
        os.unlink(temporary)


def _make_room(path: str) -> None:
    names = os.listdir(path)
    if len(names) >= MAX_ENTRIES:
        for name in names:
            os.unlink(os.path.join(path, name))
