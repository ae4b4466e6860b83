"""What a page's content leaves open: the graphics states it saved and did not restore, or restored without having saved.

Looks at the operators `q` and `Q` alone, as qpdf reads them; draws nothing and judges nothing else.
"""

from __future__ import annotations

from pikepdf import Page, Token, TokenFilter, TokenType, parse_content_stream


class _Mended(TokenFilter):
    """Leaves out each `Q` that answers no `q`, and nothing else; knows how many states are left saved."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0

    def handle_token(self, token: Token) -> Token | None:  # type: ignore[override]  # its stub gives the token a default
        if token.type_ is TokenType.word:
            step = _step(token.raw_value)
            if self.depth + step < 0:
                return None
            self.depth += step
        return token


def settle(page: Page) -> tuple[bytes | None, int]:
    """Return the content mended, None where it needs not be, and how many graphics states it leaves saved at its end.

    A `Q` that answers no `q` does nothing (readers ignore it) unless a `q` is put before: it is left out, so that what follows is
    drawn the same within a `q … Q` of our own. Raises what pikepdf raises for a content that cannot be decoded.
    """
    depth = lowest = 0
    for one in parse_content_stream(page, "q Q"):
        depth += _step(bytes(one.operator))
        lowest = min(lowest, depth)
    if not lowest:
        return None, depth
    mended = _Mended()
    return page.get_filtered_contents(mended), mended.depth


def _step(operator: bytes) -> int:
    return {b"q": 1, b"Q": -1}.get(operator, 0)
