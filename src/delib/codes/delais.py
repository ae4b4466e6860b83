"""What can be wrong in the delays that run from an act."""

from __future__ import annotations

from delib.codes.nature import Kind

CODES: dict[str, Kind] = {}
