"""Where the time goes, by cProfile: the own time of each function, gathered under the name of a work.

The profiler slows Python's functions more than C's: the shares are of its own time, not of the times measured.
"""

from __future__ import annotations

import cProfile
import pstats
import re
from collections import defaultdict
from collections.abc import Callable

_C = {
    "Compress": "deflate",
    "xmlparser": "expat",
    "crc32": "checksums",
    "sha256": "checksums",
    "HASH": "checksums",
    "re.Pattern": "regular expressions",
    "escape": "Jinja and the template's code",
}
_DELIB = re.compile(r"delib[/\\](?:(\w+)[/\\])?(\w+)\.py$")
_TEMPLATE = re.compile(r"jinja2|markupsafe|^<template>|^word/|^docProps/")


def shares(work: Callable[[], object], times: int) -> list[tuple[str, float]]:
    """Return the works that take 2 % of the time or more, the longest first, each with its share of 1."""
    for _ in range(5):
        work()
    profile = cProfile.Profile()
    profile.enable()
    for _ in range(times):
        work()
    profile.disable()
    gathered: dict[str, float] = defaultdict(float)
    for (file, _, function), (_, _, own, _, _) in pstats.Stats(profile).stats.items():
        gathered[_named(file, function)] += own
    whole = sum(gathered.values())
    ranked = sorted(((name, own / whole) for name, own in gathered.items()), key=lambda one: -one[1])
    return [(name, share) for name, share in ranked if share >= 0.02 and name != "the rest"]


def _named(file: str, function: str) -> str:
    if file == "~":
        return next((name for sign, name in _C.items() if sign in function), "Python's built-in functions")
    found = _DELIB.search(file)
    if found is not None:
        return f"`{found[1]}.{found[2]}`" if found[1] not in (None, "src") else f"`{found[2]}`"
    return "Jinja and the template's code" if _TEMPLATE.search(file) else "Python's library"
