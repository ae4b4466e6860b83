"""What a page's content leaves open: the graphics states it saved and did not restore, or restored without having saved.

Looks at the operators `q` and `Q` alone, as qpdf reads them; draws nothing and judges nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pikepdf import Object, Page, Stream, Token, TokenFilter, TokenType, parse_content_stream

from delib.production.pdf.ouverture import array

_SEEN = re.compile(rb"[qQ](?![^\s()<>\[\]{}%/])(?<![^\s()<>\[\]{}%].)", re.DOTALL)
_STEPS = {b"q": 1, b"Q": -1}


class _Mended(TokenFilter):
    """Leaves out each `Q` that answers no `q`, and nothing else; knows how many states are left saved."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0

    def handle_token(self, token: Token) -> Token | None:  # type: ignore[override]  # its stub gives the token a default
        if token.type_ is TokenType.word:
            step = _STEPS.get(token.raw_value, 0)
            if self.depth + step < 0:
                return None
            self.depth += step
        return token


def streams(page: Page) -> list[Object]:
    """Return the streams that draw a page, in order."""
    found = page.get("/Contents")
    return [found] if isinstance(found, Stream) else [one for one in array(found) if isinstance(one, Stream)]


def settle(page: Page) -> tuple[bytes | None, int]:
    """Return the content mended, None where it needs not be, and how many graphics states it leaves saved at its end.

    A `Q` that answers no `q` does nothing (readers ignore it) unless a `q` is put before: it is left out, so that what follows is
    drawn the same within a `q … Q` of our own. Raises what pikepdf raises for a content that cannot be decoded.

    Texts are looked into too at first sight, which takes a tenth of the time: one that holds a lone `q` makes it look again; one
    that would make amends for an operator that lacks is not to be feared.
    """
    if _depths(_SEEN.findall(b"\n".join(one.read_bytes() for one in streams(page)))) == (0, 0):
        return None, 0
    lowest, left_open = _depths(bytes(one.operator) for one in parse_content_stream(page, "q Q"))
    if not lowest:
        return None, left_open
    mended = _Mended()
    return page.get_filtered_contents(mended), mended.depth


def _depths(operators: Iterable[bytes]) -> tuple[int, int]:
    """Return how deep in saved states one is at the lowest, and at the end: a `Q` too many leads below 0."""
    depth = lowest = 0
    for one in operators:
        depth += _STEPS.get(one, 0)
        lowest = min(lowest, depth)
    return lowest, depth
