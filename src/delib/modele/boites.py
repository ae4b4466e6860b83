"""Whether a template may leave something empty: a cell, a header, a text box or a note without its last paragraph.

Word offers to repair a file where one is. Told once for a template, so that what it prints need not be looked at.
"""

from __future__ import annotations

import re

_BOXES = [
    re.compile(rf"<w:{name}(?: [^<>]*)?>(.*?)</w:{name}>", re.DOTALL)
    for name in ("tc", "hdr", "ftr", "txbxContent", "footnote", "endnote")
]
_TABLE = re.compile(r"<w:tbl>.*</w:tbl>", re.DOTALL)
_TABLES = re.compile(r"</?w:tbl>")
_PARAGRAPH = re.compile(r"<w:p(?: [^<>]*)?/>|<w:p[ >](?:(?!<w:p[ >]).)*?</w:p>", re.DOTALL)
_STEP = re.compile(r"[\x01\x02]|\{%-?\s*\w+|\{\{")
OPENERS = frozenset({"for", "if", "with", "filter", "call"})
"""The words that open a block which may print nothing."""


def may_empty(source: str) -> bool:
    """Return whether a part whose `source` holds tags that stand for paragraphs may come out with a box that has none."""
    return _nested(source) or any(_may_lose(found.group(1)) for box in _BOXES for found in box.finditer(source))


def _nested(source: str) -> bool:
    """Return whether a table lies in another: which cell ends where is not told by looking."""
    depth = 0
    for found in _TABLES.finditer(source):
        depth += -1 if found.group() == "</w:tbl>" else 1
        if depth > 1:
            return True
    return False


def _may_lose(inside: str) -> bool:
    """Return whether a box may come out without a paragraph at its end."""
    depth, sure = 0, False
    for step in _STEP.finditer(_PARAGRAPH.sub("\x01", _TABLE.sub("\x02", inside))):
        word = step.group()
        if word == "\x01":
            sure = sure or depth == 0
        elif word.startswith("{%"):
            name = word.split()[-1].lstrip("{%-")
            depth += (name in OPENERS) - (name.startswith("end") and name[3:] in OPENERS)
        else:
            sure = False
    return not sure
