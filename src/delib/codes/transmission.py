"""What a transmission to the représentant de l’État would refuse."""

from __future__ import annotations

from delib.codes.nature import Kind

CODES: dict[str, Kind] = {}
