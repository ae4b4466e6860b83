"""What typography never touches: identifiers, addresses, file names, code, names between braces, what the caller keeps.

Numbers that only look like text (14:30, 2025-04-07, a telephone, an IBAN) need no place here: no rule's pattern fits inside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

Span = tuple[int, int]


def find_protected(texte: str, verbatim: Sequence[Span] = ()) -> list[Span]:
    """Return the spans of `texte` that are kept as they are, in order, none overlapping another.

    `texte` has plain spaces and straight apostrophes. Spans of `verbatim` that leave it are cut to it.
    """
    spans = [(max(start, 0), min(end, len(texte))) for start, end in verbatim] if verbatim else []
    if "`" in texte or "{" in texte or "&" in texte:
        spans += [found.span() for found in _compiled(_MARKED).finditer(texte)]
    if "/" in texte or "@" in texte or "_" in texte or "\\" in texte or ("." in texte and _compiled(_ENDED).search(texte)):
        spans += _iter_technical(texte)
    if len(spans) < 2:
        return [span for span in spans if span[0] < span[1]]
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif start < end:
            merged.append((start, end))
    return merged


_ENDINGS = "fr|com|org|net|eu|io|info|pdf|docx?|xlsx?|pptx?|od[tsp]|xml|csv|txt|ya?ml|json|zip|png|jpe?g|html?|py|md"


_SPACE = r"\s«»“”\"<>`{}"
_ENDED = rf"(?i)\.(?:{_ENDINGS})(?!\w)"
"""A domain, or a file's ending."""
_MARKED = r"`[^`\n]*`|\{[^{}\n]*\}|&#?[0-9A-Za-z]{1,10};"
_SIGNED = rf"[{_SPACE}]([^{_SPACE}@/\\_.]*+[@/\\_.][^{_SPACE}]*+)"
"""A word that holds a sign."""
_TECHNICAL = rf"(?i)[\w.+-]@\w|\\|\w_|_\w|^\.{{0,2}}/|^www\.\w|[\w-]\.(?:{_ENDINGS})(?!\w)"
_HEAD = r"(?i)(?:(?:[ldcjmnst]|qu|jusqu|lorsqu|puisqu)'|n°s?|nos|[()\[\]'’])+"
_FILE = rf"(?i)\.(?:{_ENDINGS})\Z"
_FILE_NAME = rf"[^{_SPACE}()']+ (?:- )?\Z"
"""The first word of a file named « annexe 1.pdf » or « CCAP - v2.docx »."""


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _iter_technical(texte: str) -> Iterator[Span]:
    technical, head = _compiled(_TECHNICAL), _compiled(_HEAD)
    # Each word then begins after a space, which is what is quick to look for.
    for found in _compiled(_SIGNED).finditer(f" {texte}"):
        word, start = found[1], found.start()
        if opening := head.match(word):
            word, start = word[opening.end() :], start + opening.end()
        word = word[: _end(word)]
        if technical.search(word) or ("/" in word and _is_path(word)):
            end = start + len(word)
            if (word[0].isdigit() or texte[start - 2 : start] == "- ") and _compiled(_FILE).search(word):
                before = _compiled(_FILE_NAME).search(texte, max(start - 60, 0), start)
                start = before.start() if before else start
            yield start, end


def _is_path(word: str) -> bool:
    """Return whether `word`, where a slash is, is a number or a path, and not a choice of words nor a price (12€/m²)."""
    return "€" not in word and (word.count("/") > 1 or any(char in "0123456789" for char in word))


def _end(word: str) -> int:
    """Return where `word` ends, less the punctuation of the sentence; a bracket that it opened is its own."""
    end = len(word)
    brackets = word.count("(") < word.count(")") or "(" not in word
    while end and (word[end - 1] in ".,;:!?…'’]" or (word[end - 1] == ")" and brackets)):
        end -= 1
    return end
