"""Puts right what a rendering leaves askew: cells without a paragraph, tables without a row, grids, numbers of drawings.

Works on the XML of a part that delib has just rendered; Word offers to repair a file, or refuses it, where these are wrong.
"""

from __future__ import annotations

import re
from itertools import count

_CELL = re.compile(r"(<w:tc(?: [^<>]*)?>)((?:(?!<w:(?:p|tbl)[ />]|</w:tc>).)*)</w:tc>", re.DOTALL)
_AFTER_TABLE = re.compile(r"(</w:tbl>(?:\s|<w:bookmark(?:Start|End)[^<>]*/>)*)(?=</w:tc>)")
_ROW = re.compile(r"<w:tr(?: [^<>]*)?>(?:(?!<w:tc[ />]|</w:tr>).)*</w:tr>", re.DOTALL)
_TABLE = re.compile(r"<w:tbl>(?:(?!<w:tr[ />]|</w:tbl>).)*</w:tbl>", re.DOTALL)
_BOX = re.compile(r"(<w:(hdr|ftr|txbxContent|footnote|endnote)(?: [^<>]*)?>)(\s*)(?=</w:\2>)")
_GRID = re.compile(
    r"<(?P<close>/?)w:(?P<name>tbl|tr|tc|tblGrid|gridCol|gridSpan|gridBefore|gridAfter|tcW)(?=[ />])(?P<rest>[^<>]*)>"
)
_DRAWING = re.compile(r'(<wp:docPr [^<>]*?\bid=")[0-9]+(?=")')


def repaired(xml: str, kinds: set[str], drawings: bool) -> str:
    """Return a rendered part put right, after the `kinds` of tags that emptied or repeated its elements."""
    xml = emptied(xml, kinds)
    if "tc" in kinds:
        xml = _regridded(xml)
    if drawings:
        numbers = count(1)
        xml = _DRAWING.sub(lambda found: f"{found.group(1)}{next(numbers)}", xml)
    return xml


def emptied(xml: str, kinds: set[str]) -> str:
    """Return a rendered part without empty rows and tables, each cell, header, box or note with its last paragraph."""
    if "tc" in kinds:
        xml = _ROW.sub("", xml)
    left = 0
    if ("tr" in kinds or "tc" in kinds) and _has_hollow_table(xml):
        xml, left = _TABLE.subn("", xml)
    if left or kinds & {"p", "tc"}:
        xml = _CELL.sub(r"\1\2<w:p/></w:tc>", xml)
        xml = _AFTER_TABLE.sub(r"\1<w:p/>", xml)
        xml = _BOX.sub(r"\1\3<w:p/>", xml)
    return xml


def _has_hollow_table(xml: str) -> bool:
    """Return whether a table has no row."""
    at = xml.find("<w:tbl>")
    while at >= 0:
        end = xml.find("</w:tbl>", at)
        if xml.find("<w:tr", at, end) < 0:
            return True
        at = xml.find("<w:tbl>", at + 1)
    return False


class _Table:
    """A table being read: its grid, the columns of its widest row, and where its cells say their width."""

    __slots__ = ("cells", "columns", "grid", "row", "widest", "widths")

    def __init__(self) -> None:
        self.grid = [0, 0]
        self.widths: list[int] = []
        self.row = self.widest = 0
        self.columns = 1
        self.cells: list[list[int | str]] = []


def _regridded(xml: str) -> str:
    """Return `xml` with as many columns in each table's grid as its widest row has; the table keeps its width."""
    tables: list[_Table] = []
    edits: list[tuple[int, int, str]] = []
    for token in _GRID.finditer(xml):
        name, close = token["name"], bool(token["close"])
        if name == "tbl":
            if close:
                edits.extend(_edits(tables.pop()))
            else:
                tables.append(_Table())
        elif tables:
            _read(tables[-1], token, name, close)
    made, at = [], 0
    for start, end, new in sorted(edits):
        made += [xml[at:start], new]
        at = end
    return "".join((*made, xml[at:]))


def _read(table: _Table, token: re.Match[str], name: str, close: bool) -> None:
    value = _number(token["rest"], "val" if name.startswith("gridS") or name.endswith(("Before", "After")) else "w")
    if name == "tblGrid":
        table.grid[close or token["rest"].endswith("/")] = token.end()
        if not close:
            table.grid[0] = token.start()
    elif name == "gridCol":
        table.widths.append(value)
    elif name == "tr" and not close:
        table.row = 0
    elif name == "tr":
        table.widest = max(table.widest, table.row)
    elif name == "tc" and not close:
        table.columns = 1
        table.cells.append([0, 0, "", 1])
    elif name == "tc":
        table.row += table.columns
        table.cells[-1][3] = table.columns
    elif name == "gridSpan":
        table.columns = value or 1
    elif name in ("gridBefore", "gridAfter"):
        table.row += value
    elif name == "tcW" and table.cells:
        table.cells[-1][:3] = [token.start(), token.end(), "dxa" if '"dxa"' in token["rest"] else ""]


def _edits(table: _Table) -> list[tuple[int, int, str]]:
    if table.widest in (0, len(table.widths)) or not table.grid[1]:
        return []
    total = sum(table.widths)
    share, rest = divmod(total, table.widest)
    widths = [share + (index < rest) for index in range(table.widest)]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    edits = [(table.grid[0], table.grid[1], f"<w:tblGrid>{columns}</w:tblGrid>")]
    for start, end, kind, span in table.cells:
        if kind == "dxa":
            edits.append((int(start), int(end), f'<w:tcW w:w="{share * int(span)}" w:type="dxa"/>'))
    return edits


def _number(attributes: str, name: str) -> int:
    found = re.search(rf'w:{name}="([0-9]+)', attributes)
    return int(found.group(1)) if found is not None else 0
