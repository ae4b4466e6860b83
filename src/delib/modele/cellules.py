"""The properties of table cells in the order of the schema, once docxtpl has put its own among them."""

from __future__ import annotations

import re

_PROPERTIES = re.compile(r"(<w:tcPr(?: [^<>]*)?>)(.*?)(</w:tcPr>)", re.DOTALL)
_CHILD = re.compile(r"<w:(?P<name>\w+)(?: [^<>]*)?(?:/>|>.*?</w:(?P=name)>)", re.DOTALL)
_NAMES = (
    "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark headers"
    " cellIns cellDel cellMerge tcPrChange"
)
_ORDER = {name: rank for rank, name in enumerate(_NAMES.split())}
"""ISO/IEC 29500-1, CT_TcPr."""


def in_order(source: str) -> str:
    """Return the source of a part, the properties of each cell in order where docxtpl added one; of two alike, the first."""
    return _PROPERTIES.sub(_sorted, source)


def _sorted(found: re.Match[str]) -> str:
    inside = found.group(2)
    if "{" not in inside:
        return found.group()
    children = list(_CHILD.finditer(inside))
    if "".join(child.group() for child in children) != inside:
        return found.group()
    by_name = {child["name"]: child.group() for child in reversed(children)}
    ranked = sorted(by_name, key=lambda name: _ORDER.get(name, len(_ORDER)))
    return found.group(1) + "".join(by_name[name] for name in ranked) + found.group(3)
