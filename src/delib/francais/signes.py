"""The signs that French typography asks for and keyboards lack."""

from __future__ import annotations

NBSP = "\u00a0"
"""The no-break space: before a colon, between a day and its month, inside « »."""
FINE = "\u202f"
"""The narrow no-break space: between thousands, before `;`, `!` and `?`."""
APOSTROPHE = "\u2019"
"""The typographic apostrophe."""
VISIBLE = str.maketrans({NBSP: "⍽", FINE: "˽"})
"""How no-break spaces are shown to people who must tell them from plain ones."""
