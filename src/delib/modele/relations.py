"""What the parts of a Word package point to, and what their members are: read, completed, written always the same.

Follows nothing outside of the package.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.etree import ElementTree
from xml.sax.saxutils import quoteattr

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
IMAGE = f"{OFFICE}/image"
HYPERLINK = f"{OFFICE}/hyperlink"
HEADER = f"{OFFICE}/header"
FOOTER = f"{OFFICE}/footer"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_HEAD = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"


class Relation(NamedTuple):
    """One thing that a part points to: `cible` is a member of the package, or what an `externe` one says."""

    id: str
    type: str
    cible: str
    externe: bool = False


def rels_of(part: str) -> str:
    """Return the name of the member that holds the relationships of `part`; "" is the package itself."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


class Relations:
    """The relationships of one part: those that it has, and those that are added to it."""

    def __init__(self, paquet: Mapping[str, bytes], part: str) -> None:
        self._folder = posixpath.dirname(part)
        data = paquet.get(rels_of(part))
        self._by_id = {one.id: one for one in self._read(data)} if data is not None else {}

    def __iter__(self) -> Iterator[Relation]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def __getitem__(self, key: str) -> Relation:
        return self._by_id[key]

    def __contains__(self, key: object) -> bool:
        return key in self._by_id

    def _read(self, data: bytes) -> Iterator[Relation]:
        for one in ElementTree.fromstring(data):  # noqa: S314 - paquet.read let neither DTD nor entity through
            target = one.get("Target", "")
            externe = one.get("TargetMode") == "External"
            if not externe:
                target = posixpath.normpath(posixpath.join("/", self._folder, target)).lstrip("/")
            yield Relation(one.get("Id", ""), one.get("Type", ""), target, externe)

    def add(self, kind: str, target: str, *, externe: bool = False) -> str:
        """Return the id of the relationship to `target`, as python-docx numbers it: that which is there, else the first free."""
        for one in self:
            if (one.type, one.cible, one.externe) == (kind, target, externe):
                return one.id
        number = 1
        while f"rId{number}" in self._by_id:
            number += 1
        made = Relation(f"rId{number}", kind, target, externe)
        self._by_id[made.id] = made
        return made.id

    def to_bytes(self) -> bytes:
        """Return the member that holds the relationships."""
        lines = [f'{_HEAD}<Relationships xmlns="{_RELATIONS}">']
        for one in self:
            target = one.cible if one.externe else posixpath.relpath(f"/{one.cible}", f"/{self._folder}")
            mode = ' TargetMode="External"' if one.externe else ""
            lines.append(f"<Relationship Id={quoteattr(one.id)} Type={quoteattr(one.type)} Target={quoteattr(target)}{mode}/>")
        return "".join([*lines, "</Relationships>"]).encode()


def pictures(paquet: Mapping[str, bytes]) -> list[str]:
    """Return the members that parts of the package show as pictures, each once, in the order in which python-docx finds them."""
    found: dict[str, None] = {}
    seen = {""}
    rest = [iter(Relations(paquet, ""))]
    while rest:
        one = next(rest[-1], None)
        if one is None:
            rest.pop()
        elif not one.externe and one.cible in paquet:
            if one.type == IMAGE:
                found.setdefault(one.cible)
            if one.cible not in seen:
                seen.add(one.cible)
                rest.append(iter(Relations(paquet, one.cible)))
    return list(found)


def typed(types: bytes, members: Mapping[str, str]) -> bytes:
    """Return `[Content_Types].xml` completed with the types of `members` (by name): a default for an extension not yet said."""
    root = ElementTree.fromstring(types)  # noqa: S314 - as above
    defaults = {one.get("Extension", "").lower(): one.get("ContentType", "") for one in root.iter(f"{{{_TYPES}}}Default")}
    overrides = {one.get("PartName", ""): one.get("ContentType", "") for one in root.iter(f"{{{_TYPES}}}Override")}
    known = (len(defaults), len(overrides))
    for name, kind in members.items():
        extension = posixpath.splitext(name)[1][1:].lower()
        if defaults.setdefault(extension, kind) != kind:
            overrides[f"/{name}"] = kind
    if (len(defaults), len(overrides)) == known:
        return types
    lines = [f'{_HEAD}<Types xmlns="{_TYPES}">']
    lines += [f"<Default Extension={quoteattr(key)} ContentType={quoteattr(kind)}/>" for key, kind in sorted(defaults.items())]
    lines += [f"<Override PartName={quoteattr(key)} ContentType={quoteattr(kind)}/>" for key, kind in sorted(overrides.items())]
    return "".join([*lines, "</Types>"]).encode()
