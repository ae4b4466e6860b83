"""The grids of tables after a docxtpl rendering: as many columns as the widest row has cells, the table's width kept.

The same arithmetic as docxtpl's `fix_tables`, but each table counts its own rows only, and the columns that a row leaves out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_TOKEN = re.compile(
    r"<(?P<close>/?)w:(?P<name>tbl|tr|tc|tblGrid|gridCol|gridSpan|gridBefore|gridAfter)(?=[ />])(?P<rest>[^<>]*)>"
)
_WIDTH = re.compile(r'w:w="([^"]*)"')
_VALUE = re.compile(r'w:val="([0-9]+)"')


@dataclass(slots=True)
class _Table:
    """A table being read: its columns (where each lies, its width), where its grid ends, the cells and spans of its rows."""

    columns: list[tuple[int, int, float]] = field(default_factory=list)
    grid_end: int = -1
    grids: int = 0
    rows: list[list[int]] = field(default_factory=list)

    def edits(self) -> list[tuple[int, int, str]]:
        """Return what to change in its grid."""
        cells = max((row[0] for row in self.rows), default=0)
        spans = max((row[1] for row in self.rows), default=0)
        more = cells - len(self.columns)
        if more > 0:
            return self._wider(more)
        return self._narrower(spans) if 0 < spans < len(self.columns) else []

    def _wider(self, more: int) -> list[tuple[int, int, str]]:
        total = sum(width for _, _, width in self.columns)
        if total <= 0 or self.grid_end < 0:
            return []
        old, new = total / len(self.columns), total / (len(self.columns) + more)
        made = [(start, end, f'<w:gridCol w:w="{int(width * new / old)}"/>') for start, end, width in self.columns]
        return [*made, (self.grid_end, self.grid_end, f'<w:gridCol w:w="{int(new)}"/>' * more)]

    def _narrower(self, spans: int) -> list[tuple[int, int, str]]:
        left, removed = self.columns[:spans], self.columns[spans:]
        extra = int(sum(width for _, _, width in removed) / len(left))
        made = [(start, end, f'<w:gridCol w:w="{int(width + extra)}"/>') for start, end, width in left]
        return made + [(start, end, "") for start, end, _ in removed]


def regridded(xml: str) -> str:
    """Return `xml` with the grid of each table as wide as its widest row."""
    edits = sorted(edit for table in _tables(xml) for edit in table.edits())
    made, at = [], 0
    for start, end, new in edits:
        made += [xml[at:start], new]
        at = end
    return "".join((*made, xml[at:]))


def varies(xml: str) -> bool:
    """Return whether the rows of a table of the template `xml` have different numbers of columns."""
    return any(len({row[1] for row in table.rows}) > 1 or bool(table.edits()) for table in _tables(xml))


def _tables(xml: str) -> list[_Table]:
    """Return the tables of `xml`, the innermost first."""
    opened: list[_Table] = []
    closed: list[_Table] = []
    for token in _TOKEN.finditer(xml):
        name = token["name"]
        if name == "tbl":
            if not token["close"]:
                opened.append(_Table())
            elif opened:
                closed.append(opened.pop())
        elif opened:
            _read(opened[-1], token, name)
    return closed


def _read(table: _Table, token: re.Match[str], name: str) -> None:
    if name == "tblGrid":
        table.grids += not token["close"]
        if token["close"] and table.grid_end < 0:
            table.grid_end = token.start()
    elif name == "gridCol" and table.grids == 1 and not token["close"]:
        found = _WIDTH.search(token["rest"])
        table.columns.append((token.start(), token.end(), _number(found)))
    elif token["close"]:
        return
    elif name == "tr":
        table.rows.append([0, 0])
    elif table.rows:
        row = table.rows[-1]
        if name == "tc":
            row[0] += 1
            row[1] += 1
        else:
            found = _VALUE.search(token["rest"])
            row[1] += int(_number(found)) - (name == "gridSpan") if found is not None else 0


def _number(found: re.Match[str] | None) -> float:
    try:
        return float(found.group(1)) if found is not None else 0.0
    except ValueError:
        return 0.0
