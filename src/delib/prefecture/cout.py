"""How long a regular expression may take at worst: a bound on the ways in which it can be tried on a short text.

Read without Python's own parser, which is private: what is not read is beyond any bound. A bound only; what stays below it is
quick, what is above may be.
"""

from __future__ import annotations

import math
import re

MAX_COUT = 1e8
"""The most ways that are tried: about a second."""

_GROUPE = re.compile(r"\?(?:P<\w+>|P=\w+|:|=|!|<=|<!|>|[aiLmsu-]+:|[aiLmsu]+(?=\)))")
_REPETITION = re.compile(r"([*+?])|\{([0-9]*)(,?)([0-9]*)\}")


def cost(motif: str, longueur: int) -> float:
    """Return a bound on the ways in which `motif`, a valid expression, is tried on `longueur` characters, from each of them.

    Infinite for what is not read: conditions, comments in verbose mode.
    """
    try:
        ways, end = _alternatives(motif, 0, longueur)
    except (_UnreadError, RecursionError):
        return math.inf
    return ways * (longueur + 1) if end == len(motif) else math.inf


class _UnreadError(Exception):
    """An expression has a group that is not read."""


def _alternatives(motif: str, at: int, longueur: int) -> tuple[float, int]:
    """Return the ways of what stands at `at`, up to the end of its group, and where that is."""
    total, ways = 0.0, 1.0
    while at < len(motif) and motif[at] != ")":
        if motif[at] == "|":
            total, ways, at = total + ways, 1.0, at + 1
            continue
        body, at = _atom(motif, at, longueur)
        least, most, at = _repetition(motif, at, longueur)
        ways *= _repeated(body, least, most)
    return total + ways, at


def _atom(motif: str, at: int, longueur: int) -> tuple[float, int]:
    if motif[at] == "\\":
        return 1.0, at + 2
    if motif[at] == "[":
        return 1.0, _end_of_set(motif, at)
    if motif[at] != "(":
        return 1.0, at + 1
    if motif.startswith("(?#", at):
        return 1.0, motif.index(")", at) + 1
    at += 1
    if motif.startswith("?", at):
        found = _GROUPE.match(motif, at)
        if found is None:
            raise _UnreadError
        at = found.end()
    ways, at = _alternatives(motif, at, longueur)
    return ways, at + 1


def _end_of_set(motif: str, at: int) -> int:
    """Return where the set of characters that opens at `at` is over; a bracket that comes first in it is a character."""
    at += 2 if motif.startswith("[^", at) else 1
    first = at
    while motif[at] != "]" or at == first:
        at += 2 if motif[at] == "\\" else 1
    return at + 1


def _repetition(motif: str, at: int, longueur: int) -> tuple[int, int, int]:
    """Return how often what precedes `at` comes, at least and at most, on a text of `longueur`, and where its sign is over.

    What may come empty counts even so: `(?:a?){1000}` is tried on five characters a thousand times.
    """
    found = _REPETITION.match(motif, at)
    if found is None or found[0] == "{}":
        return 1, 1, at
    least, most = {"*": (0, longueur), "+": (1, longueur + 1), "?": (0, 1)}.get(found[0], (0, 0))
    if found[1] is None:
        least = int(found[2] or 0)
        most = least if not found[3] else int(found[4]) if found[4] else least + longueur
    end = found.end()
    return least, most, end + (motif[end : end + 1] in {"?", "+"})


def _repeated(body: float, least: int, most: int) -> float:
    """Return the ways of a thing of `body` ways when it may come `least` to `most` times."""
    if body <= 1:
        return float(most - least + 1)
    return math.inf if most * math.log(body) > 200 else sum(body**times for times in range(least, most + 1))
