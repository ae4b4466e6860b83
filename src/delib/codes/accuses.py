"""What can be wrong in a receipt, or between a receipt and its act."""

from __future__ import annotations

from delib.codes.nature import Kind

CODES: dict[str, Kind] = {}
