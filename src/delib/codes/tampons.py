"""What can be wrong when a receipt is stamped on a PDF."""

from __future__ import annotations

from delib.codes.nature import Kind

CODES: dict[str, Kind] = {}
