"""What can be wrong when acts are published as open data (SCDL)."""

from __future__ import annotations

from delib.codes.nature import Kind

CODES: dict[str, Kind] = {}
