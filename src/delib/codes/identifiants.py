"""What can be wrong in the identifier of a transmitted act, and in the names of its files."""

from __future__ import annotations

from delib.codes.nature import Kind

CODES: dict[str, Kind] = {}
