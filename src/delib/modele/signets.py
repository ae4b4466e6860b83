"""Bookmarks (signets) that a loop repeats: Word keeps the first of a name, and so do the documents that leave here."""

from __future__ import annotations

import re

_MARK = re.compile(r"<w:bookmark(Start|End)(?= )([^<>]*)/>")
_ID = re.compile(r' w:id="([^"]*)"')
_NAME = re.compile(r' w:name="([^"]*)"')


def once(xml: str) -> str:
    """Return `xml` with each bookmark once, its first: the others go, with their ends."""
    seen: set[str] = set()
    opened: set[str] = set()
    ended: set[str] = set()

    def kept(found: re.Match[str]) -> str:
        number = _ID.search(found.group(2))
        key = number.group(1) if number is not None else ""
        if found.group(1) == "Start":
            name = _NAME.search(found.group(2))
            if key in opened or key in ended or (name is not None and name.group(1) in seen):
                return ""
            opened.add(key)
            seen.add(name.group(1) if name is not None else "")
            return found.group()
        if key not in opened:
            return ""
        opened.discard(key)
        ended.add(key)
        return found.group()

    return _MARK.sub(kept, xml)
