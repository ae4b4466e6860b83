"""What a page's content leaves open: the graphics states it saved and did not restore, or restored without having saved.

Reads the operators `q` and `Q` alone, past texts, comments and inline images; draws nothing and judges nothing else.
"""

from __future__ import annotations

import re

_QUICK = re.compile(rb"[qQ](?![^\s()<>\[\]{}%/])(?<![^\s()<>\[\]{}%].)", re.DOTALL)
_STATES = re.compile(
    rb"""
    \((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.)*+\))*+\))*+\)  # a text, which may hold parentheses in pairs
    | %[^\r\n]*+                                                            # a comment
    | (?<![^\s\]>)}])ID\s.*?\sEI(?=\s|$)                                    # an inline image, whose bytes may be anything
    | /[^\s()<>\[\]{}/%]++                                                  # a name
    | (?<![^\s()<>\[\]{}/%])([qQ])(?=[\s()<>\[\]{}/%]|$)
    """,
    re.DOTALL | re.VERBOSE,
)


def _in_order(content: bytes) -> bool:
    """Return whether each `q` has its `Q`, at first sight: texts are looked into too, which takes a tenth of the time.

    A text that holds a lone `q` makes it look again; one that would make amends for an operator that lacks is not to be feared.
    """
    depth = 0
    for operator in _QUICK.findall(content):
        depth += 1 if operator == b"q" else -1
        if depth < 0:
            return False
    return not depth


def settle(content: bytes) -> tuple[bytes | None, int]:
    """Return the content mended, None where it needs not be, and how many graphics states it leaves saved at its end.

    A `Q` that answers no `q` does nothing (readers ignore it) unless a `q` is put before: it is replaced by a space, so that
    what follows is drawn the same within a `q … Q` of our own.
    """
    if _in_order(content):
        return None, 0
    depth = 0
    idle = []
    for found in _STATES.finditer(content):
        operator = found[1]
        if operator == b"q":
            depth += 1
        elif operator == b"Q" and depth:
            depth -= 1
        elif operator == b"Q":
            idle.append(found.start(1))
    if not idle:
        return None, depth
    mended = bytearray(content)
    for place in idle:
        mended[place] = 0x20
    return bytes(mended), depth
